"""The door for what happens to a film as a unit: its status."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import MODERATE_MOVIES
from movies.models import Movie, Status, StatusChange


def change_status(*, movie: Movie, status: Status, by: User, reason: str = "") -> Movie:
    """Star, hide, block or restore (`Status.NORMAL`) a film, and record who did it.

    Nothing is written when the film has that status. Raises PermissionDenied, and ValidationError when the status
    does not exist or a block comes without a reason.
    """
    if not by.has_perm(MODERATE_MOVIES):
        raise PermissionDenied(_("Only an admin changes a film's status."))
    if status not in Status:
        raise ValidationError({"status": _("There is no such status.")})
    reason = reason.strip()
    if status == Status.BLOCKED and not reason:
        raise ValidationError({"reason": _("Say why the film is blocked; the reason is kept.")})
    with transaction.atomic():
        locked = Movie.objects.select_for_update().get(pk=movie.pk)
        before = locked.status
        if before != status:
            locked.status = status
            locked.save(update_fields=["status"])
            StatusChange.objects.create(movie=locked, before=before, after=status, by=by, reason=reason[:500])
    movie.status = status
    return locked
