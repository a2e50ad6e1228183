"""`Authorization: Token ...`: a program acts for the person who made the token."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.authentication import TokenAuthentication
from rest_framework.request import Request

from accounts.models import ApiToken, User


class ApiTokenAuthentication(TokenAuthentication):
    """DRF's own scheme, looking tokens up by hash. First in the list, so a missing log-in is a 401, not a 403."""

    def authenticate_credentials(self, key: str) -> tuple[User, ApiToken]:
        token = ApiToken.objects.select_related("user").filter(digest=ApiToken.hash(key)).first()
        if token is None or token.expires_at <= timezone.now() or not token.user.is_active:
            raise exceptions.AuthenticationFailed(_("This token is not valid or has expired; log in again."))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return self.keyword
