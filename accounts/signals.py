"""Keep what is derived from the groups in step with them, and end tokens with what they hang on."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts import tokens
from accounts.models import User
from accounts.roles import Role
from cinemapulse.core.db import in_chunks


def mirror_roles(sender: type, instance: Any, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """After any change of a person's groups: refresh `role_names`, and `is_staff` with the Admin role."""
    if action == "pre_clear" and isinstance(instance, Group):
        # Once it is cleared nobody can tell who was in it.
        instance._were_members = list(instance.user_set.values_list("pk", flat=True))  # type: ignore[attr-defined]
    if action not in {"post_add", "post_remove", "post_clear"}:
        return
    if isinstance(instance, Group):
        changed = list(pk_set) if pk_set is not None else getattr(instance, "_were_members", [])
    else:
        changed = [instance.pk]
    for chunk in in_chunks(changed, 2000):
        for user in User.objects.filter(pk__in=chunk).prefetch_related("groups"):
            refresh_role_names(user)
            if user == instance:
                instance.role_names, instance.is_staff = user.role_names, user.is_staff


def refresh_role_names(user: User) -> None:
    """Write the mirror of `user`'s groups, if it changed."""
    held = {group.name for group in user.groups.all()}
    names = ",".join(role.value for role in Role if role.value in held)
    is_staff = Role.ADMIN.value in held or user.is_superuser
    if (names, is_staff) != (user.role_names, user.is_staff):
        user.role_names, user.is_staff = names, is_staff
        user.save(update_fields=["role_names", "is_staff"])


def clear_group_before_delete(sender: type, instance: Group, **kwargs: Any) -> None:
    """A deleted group takes its memberships with it silently; clearing it first keeps the mirror true."""
    instance.user_set.clear()


def end_token_with_session(sender: type, request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:
    """Logging out, by page or API, also ends the token that was handed out with this session."""
    digest = request.session.get(tokens.SESSION_DIGEST) if request is not None else None
    if digest:
        tokens.revoke(digest)


def end_tokens_with_password(sender: type, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A new password ends all tokens, as Django ends all other sessions."""
    tokens.revoke_all(user)


def roles_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Roles arrive with the deployment.

    post_migrate fires once for each app; the permissions of the last one exist only at the end, so the work is done
    every time (it is idempotent and skips what is missing so far).
    """
    from accounts.services import setup_roles

    setup_roles(using=using, create=True)
