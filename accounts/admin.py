"""People, role requests and tokens on the admin site. Roles change by actions over the services, never by hand."""

from collections.abc import Callable
from typing import Any

import allauth.account.admin  # noqa: F401  registers EmailAddress, which is registered anew below
import django.contrib.auth.admin  # noqa: F401  registers Group, likewise
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import ApiToken, RoleRequest, User
from accounts.roles import DECIDE_ROLE_REQUESTS, Role
from accounts.services import change_role, decide_role_request
from cinemapulse.core.admin import QuickAdmin, ReadOnlyAdmin, starts_with

Action = Callable[["PersonAdmin", HttpRequest, "QuerySet[User]"], None]

# A part of a name is looked for by reading every name, so not for a letter or two.
SHORTEST_PART = 3
REASON_SHOWN = 120  # characters; the whole note stands on the request's own page


class RoleFilter(admin.SimpleListFilter):
    """By role held. Viewers are nearly everybody, the others few: each is found from its cheaper side."""

    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role.slug, str(role.label)) for role in Role]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        role = next((role for role in Role if role.slug == self.value()), None)
        if role is None:
            return queryset
        if role is Role.VIEWER:
            return queryset.filter(role_names__contains=role.value)
        return queryset.filter(groups__name=role.value)


def _role_action(role: Role, *, give: bool) -> Action:
    """The list action that gives or takes `role`, one person at a time through the service."""

    def action(modeladmin: "PersonAdmin", request: HttpRequest, queryset: QuerySet[User]) -> None:
        by = _admin(request)
        done = 0
        for person in queryset:
            try:
                changed = change_role(user=person, role=role, by=by, give=give)
            except PermissionDenied as error:
                modeladmin.message_user(request, f"{person}: {error}", messages.ERROR)
                continue
            if changed:
                done += 1
                verb = _("Given the role %s.") if give else _("The role %s was taken.")
                modeladmin.log_change(request, person, verb % role.label)
        modeladmin.message_user(
            request,
            ngettext("%(count)d person changed.", "%(count)d people changed.", done) % {"count": done},
            messages.SUCCESS if done else messages.INFO,
        )

    action.__name__ = f"{'give' if give else 'take'}_{role.slug}"
    name = gettext_lazy("Give the role %(role)s") if give else gettext_lazy("Take the role %(role)s")
    described = admin.action(permissions=["decide"], description=name % {"role": role.label})
    decorated: Action = described(action)
    return decorated


@admin.register(User)
class PersonAdmin(QuickAdmin[User]):
    """Looking after people: the name, and whether the account is open. Roles are changed by the actions."""

    list_display = ("name", "email", "role", "origin", "is_active", "date_joined")
    list_display_links = ("name", "email")
    list_filter = (RoleFilter, "origin", "is_active")
    search_fields = ("email",)  # what is really searched is in get_search_results
    search_help_text = gettext_lazy("The beginning of an email address, or a part of a name (three letters or more)")
    ordering = ("-id",)
    sortable_by = ("date_joined",)
    actions = [_role_action(role, give=give) for role in Role for give in (True, False)]
    fields = (
        "email",
        "name",
        "is_active",
        "role",
        "origin",
        "notifications_enabled",
        "photo",
        "is_superuser",
        "date_joined",
        "last_login",
    )
    readonly_fields = (
        "email",
        "role",
        "origin",
        "notifications_enabled",
        "photo",
        "is_superuser",
        "date_joined",
        "last_login",
    )

    @admin.display(description=gettext_lazy("roles"))
    def role(self, person: User) -> str:
        return ", ".join(str(role.label) for role in person.roles) or "–"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        wanted = starts_with("email", term.lower())
        if "@" not in term and len(term) >= SHORTEST_PART:
            wanted |= Q(name__icontains=term)
        return queryset.filter(wanted), False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # A filter in the address could otherwise find a password's hash out, letter by letter.
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return _admin(request).has_perm(DECIDE_ROLE_REQUESTS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # people sign up

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # their reviews would vanish past the journal; an account is closed by making it inactive

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not _admin(request).is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        # Nobody locks themselves out.
        own = ("is_active",) if obj is not None and obj.pk == _admin(request).pk else ()
        return (*self.readonly_fields, *own)


@admin.register(RoleRequest)
class RoleRequestAdmin(ReadOnlyAdmin[RoleRequest]):
    """The queue: choose requests, then approve or decline them."""

    list_display = ("user", "role", "reason", "status", "created_at", "decided_by")
    list_select_related = ("user", "decided_by")
    list_filter = ("status", "role")
    search_fields = ("user__email",)
    search_help_text = gettext_lazy("The beginning of an email address")
    ordering = ("-created_at", "-id")
    sortable_by = ("created_at",)
    actions = ("approve", "decline")
    fields = readonly_fields = (
        "user",
        "email",
        "role",
        "note",
        "status",
        "created_at",
        "decided_by",
        "decided_at",
        "decision_note",
    )

    @admin.display(description=gettext_lazy("email"))
    def email(self, asked: RoleRequest) -> str:
        return asked.user.email

    @admin.display(description=gettext_lazy("why"))
    def reason(self, asked: RoleRequest) -> str:
        return Truncator(asked.note).chars(REASON_SHOWN)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[RoleRequest], search_term: str
    ) -> tuple[QuerySet[RoleRequest], bool]:
        term = search_term.strip().lower()
        return (queryset.filter(starts_with("user__email", term)) if term else queryset), False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return _admin(request).has_perm(DECIDE_ROLE_REQUESTS)

    @admin.action(permissions=["decide"], description=gettext_lazy("Approve selected requests"))
    def approve(self, request: HttpRequest, queryset: QuerySet[RoleRequest]) -> None:
        self._decide(request, queryset, approve=True)

    @admin.action(permissions=["decide"], description=gettext_lazy("Decline selected requests"))
    def decline(self, request: HttpRequest, queryset: QuerySet[RoleRequest]) -> None:
        self._decide(request, queryset, approve=False)

    def _decide(self, request: HttpRequest, queryset: QuerySet[RoleRequest], *, approve: bool) -> None:
        verdict = _("approved") if approve else _("declined")
        for asked in queryset.select_related("user"):
            try:
                decide_role_request(request=asked, by=_admin(request), approve=approve)
            except PermissionDenied as error:
                self.message_user(request, f"{asked}: {error}", messages.ERROR)
            except ValidationError as error:
                self.message_user(request, f"{asked}: {' '.join(error.messages)}", messages.WARNING)
            else:
                self.log_change(request, asked, verdict.capitalize())
                self.message_user(request, f"{asked}: {verdict}.", messages.SUCCESS)


@admin.register(ApiToken)
class ApiTokenAdmin(QuickAdmin[ApiToken]):
    """Who has a program's key, and since when. Deleting one revokes it; the key itself is stored nowhere."""

    list_display = ("user", "name", "created_at", "expires_at")
    list_select_related = ("user",)
    search_fields = ("user__email",)
    search_help_text = gettext_lazy("The beginning of an email address")
    ordering = ("-id",)
    fields = readonly_fields = ("user", "name", "created_at", "expires_at")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return not lookup.startswith("digest") and super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[ApiToken], search_term: str
    ) -> tuple[QuerySet[ApiToken], bool]:
        term = search_term.strip().lower()
        return (queryset.filter(starts_with("user__email", term)) if term else queryset), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        return False


class EmailAddressAdmin(ReadOnlyAdmin[EmailAddress]):
    """allauth's record of which address is verified; people change it on their own pages."""

    list_display = ("email", "user", "primary", "verified")
    list_select_related = ("user",)
    search_fields = ("email",)
    search_help_text = gettext_lazy("The beginning of an email address")
    ordering = ("-id",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[EmailAddress], search_term: str
    ) -> tuple[QuerySet[EmailAddress], bool]:
        term = search_term.strip().lower()
        return (queryset.filter(starts_with("email", term)) if term else queryset), False


class RoleAdmin(ReadOnlyAdmin[Group]):
    """The groups as `setup_roles` made them: what a role may do changes with the deployment only."""

    list_display = ("name",)
    fields = ("name", "permissions")


def _change_password(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    return redirect("account_change_password")


# One door for log-in and passwords: the site's own pages limit guessing, ask for a verified address and end tokens.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.password_change = _change_password  # type: ignore[method-assign, assignment]

admin.site.unregister((Group, EmailAddress))
admin.site.register(Group, RoleAdmin)
admin.site.register(EmailAddress, EmailAddressAdmin)


def _admin(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  the admin site lets nobody else in
    return request.user
