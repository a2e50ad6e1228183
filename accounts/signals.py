"""Keep what is derived from the groups in step with them."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role


def mirror_roles(sender: type, instance: Any, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """After any change of a person's groups: refresh `role_names`, and `is_staff` with the Admin role."""
    if action not in {"post_add", "post_remove", "post_clear"}:
        return
    if isinstance(instance, Group):
        people = User.objects.filter(pk__in=pk_set or set())
    else:
        people = User.objects.filter(pk=instance.pk)
    for user in people.prefetch_related("groups"):
        refresh_role_names(user)
        if isinstance(instance, User):
            instance.role_names, instance.is_staff = user.role_names, user.is_staff


def refresh_role_names(user: User) -> None:
    """Write the mirror of `user`'s groups, if it changed."""
    held = {group.name for group in user.groups.all()}
    names = ",".join(role.value for role in Role if role.value in held)
    is_staff = Role.ADMIN.value in held or user.is_superuser
    if (names, is_staff) != (user.role_names, user.is_staff):
        user.role_names, user.is_staff = names, is_staff
        user.save(update_fields=["role_names", "is_staff"])


def roles_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Roles arrive with the deployment.

    post_migrate fires once for each app; the permissions of the last one exist only at the end, so the work is done
    every time (it is idempotent and skips what is missing so far).
    """
    from accounts.services import setup_roles

    setup_roles(using=using, create=True)
