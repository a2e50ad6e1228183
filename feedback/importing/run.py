"""The import itself: rows in batches, each stored whole or not at all."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils import timezone

from cinemapulse.core.importing import Rejects, Seen
from feedback.importing.ratings import RowProblem
from feedback.importing.rows import Judge, Review
from feedback.importing.source import Row
from feedback.models import Source
from feedback.services import BulkItem, submit_many

REPEATED_ID = "external_id: the same as in an earlier row"
REPEATED_CONTENT = "same content as an earlier row"
SECOND_REVIEW = "author: this author has a review of this film already"


@dataclass(slots=True)
class Counts:
    """What became of the rows: `read` is the sum of the others."""

    read: int = 0
    stored: int = 0
    known: int = 0  # stored by an earlier run
    repeats: int = 0
    rejected: int = 0


class Import:
    """Takes rows into a film.

    It may be killed at any moment and run again: rows are told apart by their key, so a run stores what is missing
    and counts the rest as known. Memory does not grow with the number of rows.
    """

    def __init__(self, judge: Judge, rejects: Rejects, *, batch: int = 500, dry_run: bool = False) -> None:
        self._judge, self._rejects, self._batch = judge, rejects, batch
        self.dry_run = dry_run
        self.counts = Counts()

    def run(self, rows: Iterable[Row]) -> Iterator[Counts]:
        """Yields the counts after each batch is committed; stopping there loses nothing.

        Raises ValidationError when the film takes no reviews.
        """
        rest = iter(rows)
        with Seen() as seen:
            while batch := list(islice(rest, self._batch)):
                self._store(list(self._judged(batch, seen)))
                yield self.counts

    def _judged(self, batch: list[Row], seen: Seen) -> Iterator[tuple[Row, Review]]:
        """The rows that can be stored; the others are reported."""
        now = timezone.now()
        for row in batch:
            self.counts.read += 1
            try:
                if row.problem:
                    raise RowProblem(row.problem)
                review = self._judge.review(row.values, now)
                repeat = not seen.add(review.key)
                if not repeat and review.has_author and not seen.add(review.user.email):
                    raise RowProblem(SECOND_REVIEW)
            except RowProblem as problem:
                self._reject(row, str(problem))
                continue
            if repeat:
                self.counts.repeats += 1
                self._rejects.add(row.line, REPEATED_CONTENT if review.key[0] == "c" else REPEATED_ID, row.raw)
            else:
                yield row, review

    def _store(self, reviews: list[tuple[Row, Review]]) -> None:
        # Rows without a time of their own keep the order of the file, up to this moment.
        start = timezone.now() - dt.timedelta(microseconds=len(reviews))
        items = [
            BulkItem(
                user=review.user,
                draft=review.draft,
                created_at=review.created_at or start + dt.timedelta(microseconds=index),
                key=review.key,
            )
            for index, (_row, review) in enumerate(reviews)
        ]
        result = submit_many(movie=self._judge.movie, items=items, source=Source.IMPORT, dry_run=self.dry_run)
        self.counts.stored += len(result.stored)
        self.counts.known += len(result.known)
        for index, reason in sorted(result.rejected.items()):
            self._reject(reviews[index][0], reason)

    def _reject(self, row: Row, reason: str) -> None:
        self.counts.rejected += 1
        self._rejects.add(row.line, reason, row.raw)
