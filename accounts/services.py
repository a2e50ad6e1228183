"""The only door for roles: making the groups, giving and taking a role, asking for one and deciding."""

from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.backends import ROLE_PERMISSIONS_KEY
from accounts.models import RoleRequest, User
from accounts.roles import ADMIN_SITE, DECIDE_ROLE_REQUESTS, GRANTS, Role
from cinemapulse.core.text import clean_text

NOTE_LENGTH = 1000
DECISION_NOTE_LENGTH = 500


def setup_roles(*, using: str = "default", create: bool = True) -> dict[str, int]:
    """Make the four groups hold exactly the permissions of `accounts.roles`; safe to run at any time.

    Permissions whose model is not migrated yet are left out (a later run adds them). Returns role name -> number
    of permissions added or taken away; with `create` false nothing is written.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    changed: dict[str, int] = {}
    for role in Role:
        wanted = {known[name] for name in _wanted(role) if name in known}
        group = Group.objects.using(using).filter(name=role.value).first()
        held = set(group.permissions.all()) if group else set()
        changed[role.value] = len(wanted ^ held)
        if not create:
            continue
        if group is None:
            group = Group.objects.using(using).create(name=role.value)
        if wanted != held:
            group.permissions.set(wanted)
    if create:
        cache.delete(ROLE_PERMISSIONS_KEY)
    return changed


def _wanted(role: Role) -> set[str]:
    names = set(GRANTS[role])
    if role is Role.ADMIN:
        for label, actions in ADMIN_SITE.items():
            app, model = label.split(".")
            names |= {f"{app}.{action}_{model}" for action in actions}
    return names


def grant_role(*, user: User, role: Role) -> None:
    """Give `user` a role; nothing happens when they hold it."""
    user.groups.add(Group.objects.get(name=role.value))


def revoke_role(*, user: User, role: Role) -> None:
    """Take a role from `user`; nothing happens when they do not hold it."""
    user.groups.remove(Group.objects.get(name=role.value))


def change_role(*, user: User, role: Role, by: User, give: bool) -> bool:
    """An admin gives or takes a role; tells whether that changed anything.

    Nobody changes their own roles, so the last admin cannot lock the house from outside, and no admin reaches a
    superuser. Raises PermissionDenied.
    """
    if not by.has_perm(DECIDE_ROLE_REQUESTS):
        raise PermissionDenied(_("Only an admin decides about roles."))
    if user.pk == by.pk:
        raise PermissionDenied(_("Nobody changes their own roles."))
    if user.is_superuser and not by.is_superuser:
        raise PermissionDenied(_("Only a superuser changes a superuser's roles."))
    with transaction.atomic():
        held = role in User.objects.select_for_update().get(pk=user.pk).roles
        if held != give:
            (grant_role if give else revoke_role)(user=user, role=role)
    return held != give


def request_role(*, user: User, role: Role, note: str = "") -> RoleRequest:
    """Ask for a role. Raises ValidationError when it is held, already asked for, or Viewer (which is given)."""
    note = clean_text(note)
    if len(note) > NOTE_LENGTH:
        raise ValidationError({"note": _("At most %(limit)d characters.") % {"limit": NOTE_LENGTH}})
    if role is Role.VIEWER or role in user.roles:
        raise ValidationError({"role": _("You already have this role.")})
    try:
        with transaction.atomic():
            return RoleRequest.objects.create(user=user, role=role.value, note=note, open_key=f"{user.pk}:{role.value}")
    except IntegrityError as error:
        raise ValidationError({"role": _("You have asked for this role already; an admin will decide.")}) from error


def decide_role_request(*, request: RoleRequest, by: User, approve: bool, note: str = "") -> RoleRequest:
    """Approve or decline a waiting request, once. Raises PermissionDenied or ValidationError."""
    note = clean_text(note)
    if len(note) > DECISION_NOTE_LENGTH:
        raise ValidationError({"note": _("At most %(limit)d characters.") % {"limit": DECISION_NOTE_LENGTH}})
    if not by.has_perm(DECIDE_ROLE_REQUESTS):
        raise PermissionDenied(_("Only an admin decides about roles."))
    if request.user_id == by.pk:
        raise PermissionDenied(_("Nobody decides about their own request."))
    with transaction.atomic():
        locked = RoleRequest.objects.select_for_update().select_related("user").get(pk=request.pk)
        if locked.status != RoleRequest.Status.PENDING:
            raise ValidationError(_("This request has been decided already."))
        locked.status = RoleRequest.Status.APPROVED if approve else RoleRequest.Status.DECLINED
        locked.open_key = None
        locked.decided_by, locked.decided_at, locked.decision_note = by, timezone.now(), note
        locked.save(update_fields=["status", "open_key", "decided_by", "decided_at", "decision_note"])
        if approve:
            grant_role(user=locked.user, role=Role(locked.role))
    return locked
