"""Submit, edit, remove, hide, restore: each writes the row and its journal entry in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from feedback import permissions
from feedback.journal import Values, entry, values_of
from feedback.models import Feedback, Kind, MisreadReport, Source, Status
from feedback.services.draft import Draft, apply_draft, clean_draft, draft_of
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
    permissions.require(permissions.can_submit(user, movie), _("You cannot review this film with this account."))
    feedback = Feedback(
        movie=movie, user=user, source=source, age_band=user.age_band, region=user.region, created_at=timezone.now()
    )
    apply_draft(feedback, clean_draft(draft))
    try:
        with transaction.atomic():
            feedback.save(force_insert=True)
            _record(feedback, Kind.CREATED, user, before=None)
    except IntegrityError as error:
        rival = Feedback.objects.filter(movie=movie, user=user).values_list("status", flat=True).first()
        if rival is None:
            raise
        raise AlreadyReviewed({"movie": [_why_not_again(rival)]}) from error
    return feedback


def _why_not_again(status: str) -> str:
    if status == Status.REMOVED:
        return _("A moderator removed your review of this film, so you cannot write another.")
    return _("You have reviewed this film already; edit that review instead.")


def edit(*, feedback: Feedback, by: User, draft: Draft) -> Feedback:
    """Replace what a review says. A hidden review stays hidden.

    Raises InvalidDraft, PermissionDenied, and Feedback.DoesNotExist when it is gone meanwhile.
    """
    draft = clean_draft(draft)
    with transaction.atomic():
        return _rewrite(_lock_for_edit(feedback, by), by, draft)


def amend(*, feedback: Feedback, by: User, changes: Mapping[str, Any]) -> Feedback:
    """Change only the named fields of the Draft of a review; the others stay as they are stored now.

    Without changes nothing is written. Raises like `edit`.
    """
    with transaction.atomic():
        locked = _lock_for_edit(feedback, by)
        return _rewrite(locked, by, clean_draft(replace(draft_of(locked), **changes))) if changes else locked


def _lock_for_edit(feedback: Feedback, by: User) -> Feedback:
    locked = _lock(feedback)
    permissions.require(permissions.can_edit(by, locked), _("Only its writer can edit a review."))
    return locked


def _rewrite(locked: Feedback, by: User, draft: Draft) -> Feedback:
    before = values_of(locked)
    if draft.text != locked.text:
        # What its writer said of the old text is not about the new one.
        MisreadReport.objects.filter(feedback=locked).delete()
    locked.age_band, locked.region = by.age_band, by.region
    locked.edited_at = timezone.now()
    apply_draft(locked, draft)
    locked.save(force_update=True)
    _record(locked, Kind.EDITED, by, before=before)
    return locked


def remove(*, feedback: Feedback, by: User, reason: str = "") -> None:
    """Take a review away: by its writer it is deleted, by a moderator it is kept out of sight (and can be restored).

    Raises PermissionDenied, and Feedback.DoesNotExist when it is gone meanwhile.
    """
    with transaction.atomic():
        locked = _lock(feedback)
        permissions.require(permissions.can_remove(by, locked), _("You cannot remove this review."))
        if by.pk != locked.user_id:
            _set_status(locked, Status.REMOVED, Kind.REMOVED, by, reason)
            return
        event = entry(
            feedback_id=locked.pk,
            movie_id=locked.movie_id,
            kind=Kind.REMOVED,
            actor=by,
            before=values_of(locked),
            after=None,
            reason=reason,
        )
        locked.delete()
        event.save()


def hide(*, feedback: Feedback, by: User, reason: str = "") -> Feedback:
    """Put a published review out of sight; its writer still sees it. One that a moderator removed stays removed.

    Raises PermissionDenied, and Feedback.DoesNotExist when it is gone meanwhile.
    """
    return _moderate(feedback, by, Status.HIDDEN, Kind.HIDDEN, reason)


def restore(*, feedback: Feedback, by: User, reason: str = "") -> Feedback:
    """Publish a hidden or removed review again. Raises like `hide`."""
    return _moderate(feedback, by, Status.PUBLISHED, Kind.RESTORED, reason)


def _moderate(feedback: Feedback, by: User, status: Status, kind: Kind, reason: str) -> Feedback:
    permissions.require(permissions.can_moderate(by), _("Only a moderator can do this."))
    with transaction.atomic():
        locked = _lock(feedback)
        if kind is Kind.HIDDEN and locked.status == Status.REMOVED:
            return locked
        return _set_status(locked, status, kind, by, reason)


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


def _record(feedback: Feedback, kind: Kind, actor: User, *, before: Values | None, reason: str = "") -> None:
    entry(
        feedback_id=feedback.pk,
        movie_id=feedback.movie_id,
        kind=kind,
        actor=actor,
        before=before,
        after=values_of(feedback),
        reason=reason,
    ).save()
