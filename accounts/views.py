"""Pages about oneself: the profile, and the roles one may choose or ask for."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import ProfileForm, RoleRequestForm
from accounts.http import SignedInRequest
from accounts.models import RoleRequest, User
from accounts.profiles import remove_photo, update_profile
from accounts.roles import Role
from accounts.services import request_role

OWN_REQUESTS_SHOWN = 20
REQUESTED = (Role.PRODUCER, Role.ANALYST, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class RoleCard:
    """One of the four seats, explained."""

    role: Role
    icon: str
    summary: str | Promise
    points: tuple[str | Promise, ...]


CARDS = (
    RoleCard(
        Role.VIEWER,
        "ticket",
        gettext_lazy("Rate and review what you watch."),
        (
            gettext_lazy("Half-star ratings and reviews under your own name"),
            gettext_lazy("See how your words were understood"),
            gettext_lazy("Open to everyone, at once"),
        ),
    ),
    RoleCard(
        Role.PRODUCER,
        "clapperboard",
        gettext_lazy("Hear your own films' audience."),
        (
            gettext_lazy("Production Console for the films of your team"),
            gettext_lazy("Ratings, feelings and their course, with the n behind each figure"),
            gettext_lazy("On request; an admin decides"),
        ),
    ),
    RoleCard(
        Role.ANALYST,
        "chart-spline",
        gettext_lazy("Read the whole catalogue."),
        (
            gettext_lazy("Insight Lab across films, genres and time"),
            gettext_lazy("The same figures for every film; no email addresses"),
            gettext_lazy("On request; an admin decides"),
        ),
    ),
    RoleCard(
        Role.ADMIN,
        "shield",
        gettext_lazy("Keep the house in order."),
        (
            gettext_lazy("Control Center, moderation and the catalogue"),
            gettext_lazy("Approves role requests, never their own"),
            gettext_lazy("On request; another admin decides"),
        ),
    ),
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    user = request.user
    if request.method != "POST":
        form = ProfileForm(initial=ProfileForm.initial_of(user))
        return render(request, "accounts/profile.html", {"form": form})
    form = ProfileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            update_profile(user=user, changes=form.changes, photo=form.upload)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Profile saved."))
            return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=400)


@login_required
@require_POST
def photo_remove(request: SignedInRequest) -> HttpResponse:
    remove_photo(user=request.user)
    messages.success(request, _("Photo removed."))
    return redirect("accounts:profile")


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """What the four roles are; for people who are signed in also the form to ask for one."""
    user = request.user
    if not isinstance(user, User):
        if request.method == "POST":
            return redirect_to_login(request.get_full_path())
        return render(request, "accounts/roles.html", {"cards": CARDS})
    asked = list(user.role_requests.order_by("-created_at", "-pk")[:OWN_REQUESTS_SHOWN])
    waiting = {asking.role for asking in asked if asking.status == RoleRequest.Status.PENDING}
    offered = [role for role in REQUESTED if role not in user.roles and role.value not in waiting]
    form = RoleRequestForm(
        request.POST if request.method == "POST" else None,
        initial={"role": request.GET.get("role")},
        offered=offered,
    )
    if form.is_valid():
        try:
            request_role(user=user, role=Role(form.cleaned_data["role"]), note=form.cleaned_data["note"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Request sent. An admin will decide; you see the answer here."))
            return redirect("accounts:roles")
    context = {"cards": CARDS, "form": form, "offered": offered, "requests": asked}
    return render(request, "accounts/roles.html", context, status=400 if form.errors else 200)
