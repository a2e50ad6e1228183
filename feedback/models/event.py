"""The journal: every change of a review, in order, with the values before and after. Append-only."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from movies.models import Movie


class Kind(models.TextChoices):
    CREATED = "created", _("Written")
    EDITED = "edited", _("Edited")
    REMOVED = "removed", _("Removed")
    HIDDEN = "hidden", _("Hidden")
    RESTORED = "restored", _("Restored")
    RESCORED = "rescored", _("Scored anew")


class JournalIsAppendOnly(TypeError):
    """Someone tried to change or delete an entry of the journal."""


class EventQuerySet(models.QuerySet["FeedbackEvent"]):
    """Refuses to rewrite history; only the fold's own mark may change."""

    def update(self, **changes: Any) -> int:
        if set(changes) != {"folded_in"}:
            raise JournalIsAppendOnly("The journal is append-only: write a new event through feedback.services.")
        return super().update(**changes)

    def bulk_create(self, *args: Any, **options: Any) -> list["FeedbackEvent"]:
        if options.get("update_conflicts"):
            raise JournalIsAppendOnly("The journal is append-only: write a new event through feedback.services.")
        return super().bulk_create(*args, **options)

    def delete(self) -> NoReturn:
        raise JournalIsAppendOnly("The journal is append-only: an event is never deleted.")


class FeedbackEvent(models.Model):
    """One change of one review.

    `before` and `after` are `feedback.journal.values_of` the review, or None where it did not exist. They hold what
    figures are made of and no text: a viewer who deletes a review has deleted its words.
    """

    # Not a foreign key: the entry outlives the review.
    feedback_id = models.BigIntegerField(db_index=True)
    movie = models.ForeignKey(Movie, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=500, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    # The number of the fold that added this event to the roll-ups; NULL while it waits.
    folded_in = models.BigIntegerField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes = [
            models.Index(fields=["folded_in", "id"], name="event_unfolded"),
            models.Index(fields=["kind", "id"], name="event_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.feedback_id}"

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise JournalIsAppendOnly("The journal is append-only: write a new event through feedback.services.")
        # Forced: a new object with the number of a stored entry would otherwise overwrite it.
        super().save(**{**options, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise JournalIsAppendOnly("The journal is append-only: an event is never deleted.")
