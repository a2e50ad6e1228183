"""The fold: journal entries into roll-ups, exactly once, whatever crashes.

One transaction takes waiting entries, adds up their deltas (after minus before), adds those to the roll-ups and marks
the entries. Entries wait by mark, not by "id > last seen": ids commit out of order, and such a reader skips some.
"""

from typing import Any, Final

from django.db import OperationalError, transaction
from django.utils import timezone

from analytics.models import FoldState
from analytics.rollup import Rollup, add_to_tables
from cinemapulse.core.db import in_chunks
from feedback.models import FeedbackEvent

BATCH: Final = 5_000
# The most one page view folds before it shows what it has (about two seconds of work).
MOST_PER_READ: Final = 40_000


def fold_pending(*, at_most: int | None = None, wait: bool = True) -> int:
    """Fold waiting entries, in batches of BATCH; returns how many were folded.

    With `wait` false it leaves at once when another process is folding (MySQL; on SQLite writers queue).
    """
    folded = 0
    while at_most is None or folded < at_most:
        batch = _fold_batch(BATCH, wait)
        folded += batch
        if batch < BATCH:
            break
    return folded


def ensure_fresh() -> None:
    """Before figures are read: fold what waits. One indexed look when nothing does."""
    if FeedbackEvent.objects.filter(folded_in=None).exists():
        try:
            fold_pending(at_most=MOST_PER_READ)
        except OperationalError:
            # The one writer is busy for longer than a reader should wait: show the figures as of the last fold.
            if transaction.get_connection().in_atomic_block:
                raise


def fold_after_bulk(sender: Any, **kwargs: Any) -> None:
    """After an import's batch: keep the roll-ups at its heels, so that no page view has to."""
    fold_pending()


def lock_state(*, wait: bool = True) -> FoldState | None:
    """The state row, locked until the transaction ends; None when another holds it and `wait` is false."""
    rows = FoldState.objects.select_for_update(skip_locked=not wait and _can_skip())
    state = rows.filter(pk=FoldState.SINGLETON).first()
    if state is None and wait:
        FoldState.objects.get_or_create(pk=FoldState.SINGLETON)
        state = rows.get(pk=FoldState.SINGLETON)
    return state


def _can_skip() -> bool:
    return bool(transaction.get_connection().features.has_select_for_update_skip_locked)


def _fold_batch(size: int, wait: bool) -> int:
    with transaction.atomic():
        state = lock_state(wait=wait)
        if state is None:
            return 0
        events = list(
            FeedbackEvent.objects.filter(folded_in=None)
            .order_by("id")
            .values_list("id", "movie_id", "before", "after")[:size]
        )
        if not events:
            return 0
        rollup = Rollup()
        for _id, movie_id, before, after in events:
            rollup.add(movie_id, before, -1)
            rollup.add(movie_id, after, 1)
        state.number += 1
        state.folded_at = timezone.now()
        state.save(update_fields=["number", "folded_at"])
        add_to_tables(rollup, version=state.number)
        mark_folded([event[0] for event in events], state.number)
    return len(events)


def mark_folded(event_ids: list[int], number: int) -> None:
    for chunk in in_chunks(event_ids, 2_000):
        FeedbackEvent.objects.filter(pk__in=chunk).update(folded_in=number)
