"""Moving stored reviews to the words and rules of today, through the journal."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, tee
from typing import Final

from django.db import OperationalError, connection, models, transaction

from cinemapulse.core.db import by_primary_key
from cinemapulse.core.importing import hold_interrupts
from feedback.journal import entry, values_of
from feedback.models import Feedback, FeedbackEvent, Kind
from feedback.sentiment import VERSION, Analysis, analyze, analyze_many
from feedback.services.draft import understand
from feedback.signals import bulk_recorded

Scored = tuple[Feedback, Analysis]
Change = tuple[str, str]  # label before, label after

FIELDS: Final = ("sentiment", "sentiment_milli", "aspects", "lexicon_version")
ATTEMPTS: Final = 5
_MYSQL_DEADLOCK: Final = 1213


@dataclass(slots=True)
class Counts:
    """What became of the reviews. `labels` counts (label before, label after) where the two differ."""

    read: int = 0
    moved: int = 0
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def relabelled(self) -> int:
        return self.labels.total()


def stale(movie_id: int | None = None) -> "models.QuerySet[Feedback]":
    """Reviews, hidden and removed ones too, that other words and rules scored than those of today."""
    rows = Feedback.objects.exclude(lexicon_version=VERSION)
    return rows if movie_id is None else rows.filter(movie=movie_id)


class Rescoring:
    """Scores the reviews in `rows` (see `stale`) anew.

    It may be stopped or killed at any moment and run again, several times at once and while people edit: a batch is
    one transaction with its journal entries. Scoring is done before it, without a lock, and memory does not grow with
    the number of reviews. For a caller that is the site itself (a command), so no person's permission is asked.
    """

    def __init__(
        self, rows: "models.QuerySet[Feedback]", *, batch: int = 500, processes: int = 1, dry_run: bool = False
    ) -> None:
        self._rows, self._batch, self._processes = rows, batch, processes
        self.dry_run = dry_run
        self.counts = Counts()

    def run(self) -> Iterator[Counts]:
        """Yields the counts after each batch is committed; stopping there loses nothing."""
        scored = _scored(self._rows, self._batch, self._processes)
        while True:
            with hold_interrupts():  # worker processes start in here
                part = list(islice(scored, self._batch))
            if not part:
                return
            changes = _would_change(part) if self.dry_run else _store_or_try_again(part)
            self.counts.read += len(part)
            self.counts.moved += len(changes)
            self.counts.labels.update(change for change in changes if change[0] != change[1])
            if changes and not self.dry_run:
                # What listens can catch up later from the journal; the scores are stored whatever happens to it.
                bulk_recorded.send_robust(sender=Feedback, count=len(changes))
            yield self.counts


def _scored(rows: "models.QuerySet[Feedback]", batch: int, processes: int) -> Iterator[Scored]:
    """The rows with how they read today, scored a little ahead of the one that is handed out."""
    found, texts = tee(by_primary_key(rows.only("text", "sentiment"), batch))
    yield from zip(found, analyze_many((row.text for row in texts), processes=processes), strict=True)


def _would_change(part: list[Scored]) -> list[Change]:
    return [(row.sentiment, analysis.label) for row, analysis in part]


def _store_or_try_again(part: list[Scored]) -> list[Change]:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _store(part)
        except OperationalError as error:
            # MySQL rolled this transaction back in favour of a rival's.
            if attempt == ATTEMPTS or error.args[:1] != (_MYSQL_DEADLOCK,):
                raise
    raise AssertionError("unreachable")


def _store(part: list[Scored]) -> list[Change]:
    """Write a batch and its entries; the label before and after of each review that was moved."""
    changes: list[Change] = []
    moved: list[Feedback] = []
    events: list[FeedbackEvent] = []
    with transaction.atomic():
        locked = Feedback.objects.select_for_update().order_by("pk").in_bulk([row.pk for row, _analysis in part])
        for row, analysis in part:
            now = locked.get(row.pk)
            if now is None or now.lexicon_version == VERSION:
                continue  # deleted, or scored by an edit or another run meanwhile
            before = values_of(now)
            # A score is of the text it was made from: one that was replaced meanwhile is read here.
            understand(now, analysis if now.text == row.text else analyze(now.text))
            moved.append(now)
            changes.append((before["sentiment"], now.sentiment))
            events.append(
                entry(
                    feedback_id=now.pk,
                    movie_id=now.movie_id,
                    kind=Kind.RESCORED,
                    actor=None,
                    before=before,
                    after=values_of(now),
                )
            )
        _update(moved)
        FeedbackEvent.objects.bulk_create(events, batch_size=500)
    return changes


def _update(rows: list[Feedback]) -> None:
    """Store FIELDS of each row.

    `bulk_update` makes one statement with a CASE for every value: 5 to 30 times as long, while rows are locked.
    """
    fields = [field for field in Feedback._meta.concrete_fields if field.name in FIELDS]
    quote = connection.ops.quote_name
    changes = ", ".join(f"{quote(field.attname)} = %s" for field in fields)
    statement = f"UPDATE {quote(Feedback._meta.db_table)} SET {changes} WHERE id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [
                (*(field.get_db_prep_save(field.value_from_object(row), connection) for field in fields), row.pk)
                for row in rows
            ],
        )
