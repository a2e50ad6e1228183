"""Erasing reviews for good on the operator's behalf: their words are gone, the journal keeps that they were."""

from typing import Final

from django.db import models, transaction

from feedback.journal import entry, values_of
from feedback.models import Feedback, FeedbackEvent, Kind

BATCH: Final = 1_000


def erase_many(rows: "models.QuerySet[Feedback]", *, reason: str) -> int:
    """Delete every review in `rows` and journal each as removed, in batches; returns how many.

    For a caller that is the site itself (a command), so no person's permission is asked.
    """
    erased = 0
    while True:
        with transaction.atomic():
            batch = list(rows.select_for_update().order_by("pk").defer("text")[:BATCH])
            FeedbackEvent.objects.bulk_create(
                [
                    entry(
                        feedback_id=row.pk,
                        movie_id=row.movie_id,
                        kind=Kind.REMOVED,
                        actor=None,
                        before=values_of(row),
                        after=None,
                        reason=reason,
                    )
                    for row in batch
                ],
                batch_size=500,
            )
            Feedback.objects.filter(pk__in=[row.pk for row in batch]).delete()
        erased += len(batch)
        if len(batch) < BATCH:
            return erased
