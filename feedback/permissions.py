"""Who may do what with a review: named once here, asked by the services and by every page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Value
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import MODERATE_FEEDBACK, SEE_HIDDEN_MOVIES, SUBMIT_FEEDBACK
from feedback.models import Feedback, Status
from movies.models import Movie, MovieQuerySet, TeamMember

Person = User | AnonymousUser


def can_submit(user: Person, movie: Movie) -> bool:
    """Anybody with the right to review who may see the film, except the film's own producers."""
    return (
        isinstance(user, User)
        and user.has_perm(SUBMIT_FEEDBACK)
        and can_see_film(user, movie)
        and not _is_on_team(user, movie)
    )


def with_team_of(user: User, movies: MovieQuerySet) -> MovieQuerySet:
    """`movies` that know whether `user` is on their team: `can_submit` then needs no query of its own."""
    on_team = TeamMember.objects.filter(movie=OuterRef("pk"), user=user)
    return movies.annotate(team_asked_for=Value(user.pk), team_answer=Exists(on_team))


def _is_on_team(user: User, movie: Movie) -> bool:
    if getattr(movie, "team_asked_for", None) == user.pk:
        return bool(movie.team_answer)  # type: ignore[attr-defined]
    return movie.team_members.filter(user=user).exists()


def can_see_film(user: Person, movie: Movie) -> bool:
    """Hidden and blocked films exist for nobody without the named permission."""
    return movie.is_public or user.has_perm(SEE_HIDDEN_MOVIES)


def can_edit(user: Person, feedback: Feedback) -> bool:
    """Only its writer, and only while a moderator has not removed it or its film."""
    return (
        user.pk == feedback.user_id
        and feedback.status != Status.REMOVED
        and user.has_perm(SUBMIT_FEEDBACK)
        and can_see_film(user, feedback.movie)
    )


def can_report_misread(user: Person, feedback: Feedback) -> bool:
    """Only its writer knows what a text was meant to say; the terms are those of an edit."""
    return can_edit(user, feedback)


def can_moderate(user: Person) -> bool:
    return user.has_perm(MODERATE_FEEDBACK)


def can_remove(user: Person, feedback: Feedback) -> bool:
    """Its writer (it is gone then) or a moderator (it is kept, out of sight)."""
    return can_edit(user, feedback) or can_moderate(user)


def can_read(user: Person, feedback: Feedback) -> bool:
    """Everybody when it is public; its writer unless removed; moderators always."""
    if can_moderate(user):
        return True
    if not can_see_film(user, feedback.movie):
        return False
    return feedback.status == Status.PUBLISHED or (user.pk == feedback.user_id and feedback.status != Status.REMOVED)


def require(allowed: bool, message: str = "") -> None:
    """Raise PermissionDenied unless `allowed`."""
    if not allowed:
        raise PermissionDenied(message or _("You may not do this."))


def readable_or_404(user: Person, pk: int) -> Feedback:
    """The review with its writer and film. Raises Http404 where there is none that `user` may know of."""
    feedback = Feedback.objects.select_related("user", "movie").filter(pk=pk).first()
    if feedback is None or not can_read(user, feedback):
        raise Http404
    return feedback


@contextmanager
def gone_is_404() -> Iterator[None]:
    """Around a service: a review that was deleted since it was looked up is as good as never found."""
    try:
        yield
    except Feedback.DoesNotExist as error:
        raise Http404 from error
