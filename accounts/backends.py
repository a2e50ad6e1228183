"""Log-in by email, and permissions from the role mirror: no query for groups or permissions on any request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db.models import F

ROLE_PERMISSIONS_KEY = "accounts.role_permissions"
# What a *role* may do changes with a deployment; who *holds* a role is read with the user's row, so it acts at once.
ROLE_PERMISSIONS_SECONDS = 60


def role_permissions() -> dict[str, frozenset[str]]:
    """Group name -> permissions ("app.codename"), from the groups themselves, kept for a minute in each process."""
    known: dict[str, frozenset[str]] | None = cache.get(ROLE_PERMISSIONS_KEY)
    if known is None:
        found: dict[str, set[str]] = {}
        rows = Permission.objects.filter(group__isnull=False).values_list(
            F("group__name"), F("content_type__app_label"), F("codename")
        )
        for name, app_label, codename in rows.order_by():
            found.setdefault(name, set()).add(f"{app_label}.{codename}")
        known = {name: frozenset(permissions) for name, permissions in found.items()}
        cache.set(ROLE_PERMISSIONS_KEY, known, ROLE_PERMISSIONS_SECONDS)
    return known


class RoleBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's log-in by email; a person may do what their roles may do, nothing is granted one by one."""

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if user_obj.is_superuser:
            return set(super().get_group_permissions(user_obj, obj))
        granted = role_permissions()
        return {permission for role in user_obj.roles for permission in granted.get(role.value, ())}

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()
