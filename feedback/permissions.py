"""Who may do what with a review: named once here, asked by the services and by every page."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import MODERATE_FEEDBACK, SUBMIT_FEEDBACK
from feedback.models import Feedback, Status
from movies.models import Movie

Person = User | AnonymousUser


def can_submit(user: Person, movie: Movie) -> bool:
    """Anybody with the right to review, except the film's own producers."""
    return (
        isinstance(user, User)
        and user.has_perm(SUBMIT_FEEDBACK)
        and not movie.team_members.filter(user=user).exists()
    )


def can_edit(user: Person, feedback: Feedback) -> bool:
    """Only its writer, and only while a moderator has not removed it."""
    return user.pk == feedback.user_id and feedback.status != Status.REMOVED and user.has_perm(SUBMIT_FEEDBACK)


def can_moderate(user: Person) -> bool:
    return user.has_perm(MODERATE_FEEDBACK)


def can_remove(user: Person, feedback: Feedback) -> bool:
    """Its writer (it is gone then) or a moderator (it is kept, out of sight)."""
    return can_edit(user, feedback) or can_moderate(user)


def can_read(user: Person, feedback: Feedback) -> bool:
    """Everybody when it is public; its writer unless removed; moderators always."""
    if can_moderate(user):
        return True
    if not feedback.movie.is_public:
        return False
    return feedback.status == Status.PUBLISHED or (
        user.pk == feedback.user_id and feedback.status != Status.REMOVED
    )


def require(allowed: bool, message: str = "") -> None:
    """Raise PermissionDenied unless `allowed`."""
    if not allowed:
        raise PermissionDenied(message or _("You may not do this."))
