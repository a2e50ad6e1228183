"""Log-in, log-out, sign-up and one's own details."""

from typing import Any, cast

from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import session
from accounts.api.serializers import (
    LoginResultSerializer,
    LoginSerializer,
    MeSerializer,
    MeUpdateSerializer,
    SignupPendingSerializer,
    SignupSerializer,
)
from accounts.authentication import ApiTokenAuthentication
from accounts.models import ApiToken, User
from accounts.profiles import Changes, update_profile
from cinemapulse.core.schema import problems

_TAGS = ["Account"]


class DoorAuthentication(SessionAuthentication):
    """For log-in and sign-up: an old token does not keep anybody out, a browser's session is still CSRF-checked."""

    def authenticate_header(self, request: Request) -> str:
        return ApiTokenAuthentication.keyword


@method_decorator(never_cache, name="dispatch")
class Login(APIView):
    authentication_classes = [DoorAuthentication]
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="login",
        tags=_TAGS,
        auth=[],
        request=LoginSerializer,
        responses={
            200: LoginResultSerializer,
            **problems(
                400,
                401,
                403,
                413,
                415,
                429,
                s401="The email or the password is not right.",
                s403="The account is closed, its address is not verified yet, or the CSRF token is missing.",
            ),
        },
    )
    @method_decorator(sensitive_variables())
    def post(self, request: Request) -> Response:
        """Open a session and get a token.

        Use either. The session cookie comes with a `csrftoken` cookie: send its value as `X-CSRFToken` with every
        request that changes something (also with a new login while the session is open). The token goes into
        `Authorization: Token ...` and needs no CSRF token.
        """
        form = LoginSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user, token = session.log_in(request._request, **form.validated_data)
        return Response(LoginResultSerializer(user, context={"request": request, "token": token}).data)


@method_decorator(never_cache, name="dispatch")
class Signup(APIView):
    authentication_classes = [DoorAuthentication]
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="signup",
        tags=_TAGS,
        auth=[],
        request=SignupSerializer,
        responses={
            201: MeSerializer,
            202: OpenApiResponse(
                SignupPendingSerializer,
                description="Where an address must be verified before the first login: the mail is on its way. The"
                " answer is the same when the address has an account already; its owner is told by mail.",
            ),
            **problems(400, 403, 413, 415, 429, s403="Sign-up is closed, or the CSRF token is missing."),
        },
    )
    @method_decorator(sensitive_variables())
    def post(self, request: Request) -> Response:
        """Create a viewer's account. Other roles are requested on the site; a role sent here is ignored."""
        form = SignupSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = session.sign_up(request._request, **form.validated_data)
        if user is None or session.verification_is_mandatory():
            detail = _("Check your mail: follow the link to confirm the address, then log in.")
            return Response({"detail": detail}, status=status.HTTP_202_ACCEPTED)
        return Response(MeSerializer(user, context={"request": request}).data, status=status.HTTP_201_CREATED)


class Logout(APIView):
    @extend_schema(
        operation_id="logout",
        tags=_TAGS,
        request=None,
        responses={204: OpenApiResponse(description="Logged out."), **problems(401, 403)},
    )
    def post(self, request: Request) -> Response:
        """End the session with the token it came with, and the token of this request."""
        token = request.auth
        session.log_out(request._request, digest=token.digest if isinstance(token, ApiToken) else "")
        return Response(status=status.HTTP_204_NO_CONTENT)


@method_decorator(never_cache, name="dispatch")
class Me(APIView):
    @extend_schema(operation_id="me", tags=_TAGS, responses={200: MeSerializer, **problems(401)})
    def get(self, request: Request) -> Response:
        """The person who is asking."""
        return self._answer(request)

    @extend_schema(
        operation_id="me_update",
        tags=_TAGS,
        request=MeUpdateSerializer,
        responses={200: MeSerializer, **problems(400, 401, 403, 413, 415)},
    )
    def patch(self, request: Request) -> Response:
        """Change your name, notifications, age or region; every other field is ignored."""
        form = MeUpdateSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        update_profile(user=self._user(request), changes=cast(Changes, form.validated_data))
        return self._answer(request)

    def _user(self, request: Request) -> User:
        return cast(User, request.user)  # IsAuthenticated let nobody else in

    def _answer(self, request: Request) -> Response:
        data: Any = MeSerializer(self._user(request), context={"request": request}).data
        return Response(data)
