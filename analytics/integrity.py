"""Recompute the roll-ups from the reviews: to replace them (`rebuild`) or to prove them right (`verify`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from analytics.fold import lock_state, mark_folded
from analytics.models import FoldState, IntegrityCheck
from analytics.rollup import Rollup, Table, add_to_tables, bucket_name, clear_tables, stored_rollup
from cinemapulse.core.db import by_primary_key, read_snapshot
from feedback.journal import values_of
from feedback.models import Feedback, FeedbackEvent
from movies.models import Movie


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a verification: reviews recomputed, entries still waiting, and a line per difference."""

    reviews: int
    waiting: int
    differences: list[str]


def recompute(*, progress: bool = False) -> tuple[Rollup, int]:
    """The roll-ups as the stored reviews say they should be, and the number of reviews read. Memory: the buckets."""
    rollup, count = Rollup(), 0
    rows = by_primary_key(Feedback.objects.defer("text"))
    # No total: counting first would read the table twice. disable=None shows the bar on terminals only.
    for feedback in tqdm(rows, unit=" reviews", disable=None if progress else True):
        rollup.add(feedback.movie_id, values_of(feedback))
        count += 1
    return rollup, count


def rebuild(*, progress: bool = False) -> int:
    """Replace every roll-up by a recomputation, while reviews go on arriving; returns the reviews read.

    The recomputation reads one snapshot and holds no lock. A fold that ran since the snapshot added entries that the
    new figures may or may not hold: all of those wait again, except the ones the snapshot saw waiting, which the new
    figures hold.
    """
    with read_snapshot():
        snapshot_number = _fold_number()
        rollup, count = recompute(progress=progress)
        held = list(FeedbackEvent.objects.filter(folded_in=None).values_list("pk", flat=True))
    with transaction.atomic():
        state = lock_state()
        assert state is not None  # noqa: S101  lock_state waits, so it always returns the row
        state.number += 1
        state.folded_at = timezone.now()
        state.save(update_fields=["number", "folded_at"])
        clear_tables()
        add_to_tables(rollup, version=state.number)
        FeedbackEvent.objects.filter(folded_in__gt=snapshot_number).update(folded_in=None)
        mark_folded(held, state.number)
    return count


def verify(*, progress: bool = False) -> Report:
    """Compare the roll-ups, with the entries still waiting added, to a recomputation; store the outcome.

    One snapshot: it is exact while reviews arrive and folds run.
    """
    started = timezone.now()
    with read_snapshot():
        expected, count = recompute(progress=progress)
        waiting = Rollup()
        pending = 0
        for event in by_primary_key(FeedbackEvent.objects.filter(folded_in=None)):
            waiting.add(event.movie_id, event.before, -1)
            waiting.add(event.movie_id, event.after, 1)
            pending += 1
        differences = list(_differences(expected, waiting))
    IntegrityCheck.objects.create(started_at=started, reviews=count, differences=len(differences))
    return Report(count, pending, differences)


def _differences(expected: Rollup, waiting: Rollup) -> Iterator[str]:
    stored = stored_rollup()
    titles = dict(Movie.objects.values_list("pk", "title"))
    for (table, wanted), (_table, late) in zip(expected.by_table(), waiting.by_table(), strict=True):
        actual = stored[table.model._meta.label]
        zero = [0] * len(table.counters)
        for key in sorted(wanted.keys() | actual.keys() | late.keys(), key=str):
            have = [a + b for a, b in zip(actual.get(key, zero), late.get(key, zero), strict=True)]
            yield from _compare(table, bucket_name(table, key, titles), have, wanted.get(key, zero))


def _compare(table: Table, name: str, have: list[int], wanted: list[int]) -> Iterator[str]:
    for column, stored, right in zip(table.counters, have, wanted, strict=True):
        if stored != right:
            yield f"{table.model._meta.verbose_name} ({name}): {column} is {stored}, the reviews say {right}"


def _fold_number() -> int:
    return FoldState.objects.filter(pk=FoldState.SINGLETON).values_list("number", flat=True).first() or 0
