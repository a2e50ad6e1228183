"""How allauth makes and greets our people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Origin, User, normalise_email
from accounts.roles import Role
from accounts.services import grant_role

# Where each role lands after log-in; the names are the project's own URLs.
LANDING = {
    Role.VIEWER: "home",
    Role.PRODUCER: "analytics:producer",
    Role.ANALYST: "analytics:insight",
    Role.ADMIN: "analytics:control",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up gives the Viewer role and nothing else."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        user.origin = Origin.SITE
        saved: User = super().save_user(request, user, form, commit=commit)
        if commit:
            grant_role(user=saved, role=Role.VIEWER)
        return saved

    def clean_email(self, email: str) -> str:
        return normalise_email(super().clean_email(email))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        assert isinstance(request.user, User)  # noqa: S101  allauth asks only after a log-in
        return reverse(LANDING[request.user.primary_role])
