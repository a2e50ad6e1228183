"""Logging in and signing up without a page: the same checks, limits and mails as allauth's own pages."""

from typing import Any, Final

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm
from allauth.account.internal.flows.email_verification import send_verification_email_for_user
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmation_sent, user_signed_up
from allauth.account.utils import has_verified_email
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth import login, logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework import exceptions

from accounts import tokens
from accounts.models import User, normalise_email

# The page's form asks for the password twice; the API's field has another name.
_API_FIELDS: Final = {"password1": "password", "password2": "password", "__all__": "non_field_errors"}


def verification_is_mandatory() -> bool:
    return bool(app_settings.EMAIL_VERIFICATION == app_settings.EmailVerificationMethod.MANDATORY)


def log_in(request: HttpRequest, *, email: str, password: str) -> tuple[User, str]:
    """Open a session for whoever these belong to and return them with a new token.

    Raises Throttled, AuthenticationFailed (one message, whatever was wrong) or PermissionDenied (the password was
    right, but the account is closed or its address not verified yet).
    """
    if not ratelimit.consume(request, action="login"):
        raise exceptions.Throttled(detail=_("Too many log-ins; wait a minute."))
    user = _authenticated(request, email=normalise_email(email), password=password)
    if not user.is_active:
        raise exceptions.PermissionDenied(_("This account is closed."))
    if verification_is_mandatory() and not has_verified_email(user):
        send_verification_email_for_user(request, user)
        raise exceptions.PermissionDenied(
            _("Confirm your email first: follow the link in the mail we sent to you, then log in again.")
        )
    login(request, user)
    # Django keeps the session's key when the same person logs in again; a key known to others must not survive.
    request.session.cycle_key()
    token = tokens.issue_login_token(user)
    request.session[tokens.SESSION_DIGEST] = user.api_tokens.model.hash(token)
    return user, token


def _authenticated(request: HttpRequest, *, email: str, password: str) -> User:
    try:
        user = get_adapter(request).authenticate(request, email=email, password=password)
    except ValidationError as error:
        raise exceptions.Throttled(detail=" ".join(error.messages)) from error
    if not isinstance(user, User):
        raise exceptions.AuthenticationFailed(_("The email or the password is not right."))
    return user


def log_out(request: HttpRequest, *, digest: str = "") -> None:
    """End the session, the token that came with it, and the one whose hash is `digest`."""
    logout(request)
    if digest:
        tokens.revoke(digest)


def sign_up(request: HttpRequest, *, email: str, password: str, name: str) -> User | None:
    """A new viewer, whose address gets the verification mail; nobody is logged in.

    None when the address has an account already and that must not be told (its owner is told by mail instead):
    when verification is mandatory. Raises Throttled, PermissionDenied (sign-up is closed) or a ValidationError.
    """
    if not ratelimit.consume(request, action="signup"):
        raise exceptions.Throttled(detail=_("Too many sign-ups; wait a minute."))
    adapter = get_adapter(request)
    if not adapter.is_open_for_signup(request):
        raise exceptions.PermissionDenied(_("Sign-up is closed."))
    form = SignupForm({"email": email, "password1": password, "password2": password, "name": name})
    if not form.is_valid():
        raise exceptions.ValidationError(_messages(form.errors))
    if form.account_already_exists:
        adapter.send_account_already_exists_mail(form.cleaned_data["email"])
        return None
    try:
        user: User = form.save(request)
    except ImmediateHttpResponse as error:
        raise exceptions.ValidationError({"email": [_("This address has just been registered.")]}) from error
    user_signed_up.send(sender=User, request=request, user=user)
    _send_verification(request, user)
    return user


def _send_verification(request: HttpRequest, user: User) -> None:
    if app_settings.EMAIL_VERIFICATION == app_settings.EmailVerificationMethod.NONE:
        return
    confirmation = EmailAddress.objects.get_for_user(user, user.email).send_confirmation(request, signup=True)
    email_confirmation_sent.send(sender=type(confirmation), request=request, confirmation=confirmation, signup=True)


def _messages(errors: Any) -> dict[str, list[str]]:
    """The form's messages under the API's field names."""
    found: dict[str, list[str]] = {}
    for field, messages in errors.items():
        kept = found.setdefault(_API_FIELDS.get(field, field), [])
        kept.extend(str(message) for message in messages if str(message) not in kept)
    return found
