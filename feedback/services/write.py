"""Submit, edit, remove, hide, restore: each writes the row and its journal entry in one transaction."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from feedback import permissions
from feedback.journal import Values, entry, values_of
from feedback.models import Feedback, Kind, Source, Status
from feedback.services.draft import Draft, apply_draft, clean_draft
from movies.models import Movie
from movies.models import Status as MovieStatus


class AlreadyReviewed(ValidationError):
    """This viewer has a review of this film: edit that one."""


def submit(*, user: User, movie: Movie, draft: Draft, source: Source = Source.SITE) -> Feedback:
    """Store a viewer's review of a film.

    Raises InvalidDraft (messages by field), AlreadyReviewed, PermissionDenied, and ValidationError when the film
    takes no reviews.
    """
    if movie.status == MovieStatus.BLOCKED:
        raise ValidationError({"movie": [_("This film takes no reviews.")]})
    permissions.require(
        permissions.can_submit(user, movie), _("You cannot review this film with this account.")
    )
    feedback = Feedback(
        movie=movie, user=user, source=source, age_band=user.age_band, region=user.region, created_at=timezone.now()
    )
    apply_draft(feedback, clean_draft(draft))
    try:
        with transaction.atomic():
            feedback.save(force_insert=True)
            _record(feedback, Kind.CREATED, user, before=None)
    except IntegrityError as error:
        if not Feedback.objects.filter(movie=movie, user=user).exists():
            raise
        raise AlreadyReviewed(
            {"movie": [_("You have reviewed this film already; edit that review instead.")]}
        ) from error
    return feedback


def edit(*, feedback: Feedback, by: User, draft: Draft) -> Feedback:
    """Replace what a review says. A hidden review stays hidden. Raises InvalidDraft, PermissionDenied."""
    draft = clean_draft(draft)
    with transaction.atomic():
        locked = _lock(feedback)
        permissions.require(permissions.can_edit(by, locked), _("Only its writer can edit a review."))
        before = values_of(locked)
        locked.age_band, locked.region = by.age_band, by.region
        locked.edited_at = timezone.now()
        apply_draft(locked, draft)
        locked.save()
        _record(locked, Kind.EDITED, by, before=before)
    return locked


def remove(*, feedback: Feedback, by: User, reason: str = "") -> None:
    """Take a review away: by its writer it is deleted, by a moderator it is kept out of sight (and can be restored).

    Raises PermissionDenied.
    """
    with transaction.atomic():
        locked = _lock(feedback)
        permissions.require(permissions.can_remove(by, locked), _("You cannot remove this review."))
        if by.pk == locked.user_id:
            before, pk = values_of(locked), locked.pk
            locked.delete()
            entry(
                feedback_id=pk, movie_id=locked.movie_id, kind=Kind.REMOVED, actor=by, before=before, after=None
            ).save()
        else:
            _set_status(locked, Status.REMOVED, Kind.REMOVED, by, reason)


def hide(*, feedback: Feedback, by: User, reason: str = "") -> Feedback:
    """Put a published review out of sight; its writer still sees it. Raises PermissionDenied."""
    return _moderate(feedback, by, Status.HIDDEN, Kind.HIDDEN, reason)


def restore(*, feedback: Feedback, by: User, reason: str = "") -> Feedback:
    """Publish a hidden or removed review again. Raises PermissionDenied."""
    return _moderate(feedback, by, Status.PUBLISHED, Kind.RESTORED, reason)


def _moderate(feedback: Feedback, by: User, status: Status, kind: Kind, reason: str) -> Feedback:
    permissions.require(permissions.can_moderate(by), _("Only a moderator can do this."))
    with transaction.atomic():
        return _set_status(_lock(feedback), status, kind, by, reason)


def _set_status(locked: Feedback, status: Status, kind: Kind, by: User, reason: str) -> Feedback:
    """Change the status of a locked row; twice the same is one change."""
    if locked.status != status:
        before = values_of(locked)
        locked.status = status
        locked.save(update_fields=["status"])
        _record(locked, kind, by, before=before, reason=reason)
    return locked


def _lock(feedback: Feedback) -> Feedback:
    """The row as it is now, held until the transaction ends: `before` must be what is really stored."""
    return Feedback.objects.select_for_update().get(pk=feedback.pk)


def _record(
    feedback: Feedback, kind: Kind, actor: User, *, before: Values | None, reason: str = ""
) -> None:
    entry(
        feedback_id=feedback.pk,
        movie_id=feedback.movie_id,
        kind=kind,
        actor=actor,
        before=before,
        after=values_of(feedback),
        reason=reason,
    ).save(force_insert=True)
