"""How allauth makes and greets our people."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Origin, User, normalise_email
from accounts.roles import Role
from accounts.services import grant_role

logger = logging.getLogger(__name__)

# Where each role lands after log-in; the names are the project's own URLs.
LANDING = {
    Role.VIEWER: "home",
    Role.PRODUCER: "analytics:producer",
    Role.ANALYST: "analytics:insight",
    Role.ADMIN: "analytics:control",
}
EMAIL_LENGTH = 191  # what one index column of MySQL holds in utf8mb4; allauth's own form field would take more


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up gives the Viewer role and nothing else."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        user.origin = Origin.SITE
        try:
            with transaction.atomic():
                saved: User = super().save_user(request, user, form, commit=commit)
                if commit:
                    grant_role(user=saved, role=Role.VIEWER)
        except IntegrityError as error:
            # The same address came twice at the same moment, each before the other was stored.
            messages.error(request, _("This address has just been registered. Log in with it."))
            raise ImmediateHttpResponse(redirect("account_login")) from error
        return saved

    def clean_email(self, email: str) -> str:
        email = normalise_email(super().clean_email(email))
        if len(email) > EMAIL_LENGTH:
            raise ValidationError(_("An address of at most %(limit)d characters.") % {"limit": EMAIL_LENGTH})
        return email

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        assert isinstance(request.user, User)  # noqa: S101  allauth asks only after a log-in
        return reverse(LANDING[request.user.primary_role])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A dead mail server does not undo what the person did; they hear of it and can ask again."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("Mail %s could not be sent", template_prefix)
            if self.request is not None:
                messages.error(self.request, _("The mail could not be sent. Try again in a few minutes."))
