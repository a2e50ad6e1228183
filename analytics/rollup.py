"""The sums behind the roll-ups: from reviews or journal entries in memory to rows in the database, and back.

A `Rollup` maps a bucket to its counters, for each of the five tables. Adding a review's values with sign +1 and -1
is all the arithmetic there is: the fold, the rebuild and the integrity check share it, so they cannot disagree.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, models

from analytics.models import (
    HALF_STAR_COLUMNS,
    SENTIMENT_COLUMNS,
    DayAspect,
    DayPulse,
    DaySegment,
    HourPulse,
    MoviePulse,
)
from feedback.journal import Values
from feedback.models import Status

Key = tuple[Any, ...]
Counters = list[int]

DIMENSIONS: Final = ("age_band", "region", "watched_in", "company", "recommend", "watch_again")
LIKED_FROM: Final = 7  # half stars: 3.5 stars

PULSE_COLUMNS: Final = ("n", "half_stars_sum", *HALF_STAR_COLUMNS, *SENTIMENT_COLUMNS, "score_sum")
_SENTIMENT_AT: Final = {name: PULSE_COLUMNS.index(name) for name in SENTIMENT_COLUMNS}
_FIRST_STAR: Final = PULSE_COLUMNS.index("h1") - 1  # plus 1 to 10 half stars
_SCORE_AT: Final = PULSE_COLUMNS.index("score_sum")
ASPECT_COLUMNS: Final = ("n", "mentions", "positive", "negative", "score_sum")
SEGMENT_COLUMNS: Final = ("n", "half_stars_sum", "liked", "positive", "negative")


@dataclass(frozen=True, slots=True)
class Table:
    """A roll-up table: which columns name a bucket and which are counters."""

    model: type[models.Model]
    keys: tuple[str, ...]
    counters: tuple[str, ...]


TABLES: Final = (
    Table(MoviePulse, ("movie_id",), PULSE_COLUMNS),
    Table(HourPulse, ("movie_id", "hour"), PULSE_COLUMNS),
    Table(DayPulse, ("movie_id", "day"), PULSE_COLUMNS),
    Table(DayAspect, ("movie_id", "day", "aspect"), ASPECT_COLUMNS),
    Table(DaySegment, ("movie_id", "day", "dimension", "value"), SEGMENT_COLUMNS),
)


class Rollup:
    """Counters by bucket for every table, in memory. Times are kept as ISO text until they are stored."""

    def __init__(self) -> None:
        self.movies: dict[Key, Counters] = {}
        self.hours: dict[Key, Counters] = {}
        self.days: dict[Key, Counters] = {}
        self.aspects: dict[Key, Counters] = {}
        self.segments: dict[Key, Counters] = {}

    def add(self, movie_id: int, values: Values | None, sign: int = 1) -> None:
        """Add (`sign` 1) or take away (-1) one review; one that is not published counts nothing."""
        if values is None or values["status"] != Status.PUBLISHED:
            return
        hour, day = values["created_at"][:13], values["created_at"][:10]
        half_stars, score = values["half_stars"], values["score"]
        for buckets, key in (
            (self.movies, (movie_id,)),
            (self.hours, (movie_id, hour)),
            (self.days, (movie_id, day)),
        ):
            counters = buckets.get(key)
            if counters is None:
                counters = buckets[key] = [0] * len(PULSE_COLUMNS)
            counters[0] += sign
            counters[1] += sign * half_stars
            counters[_FIRST_STAR + half_stars] += sign
            counters[_SENTIMENT_AT[values["sentiment"]]] += sign
            counters[_SCORE_AT] += sign * score
        self._add_aspects(movie_id, day, values, sign)
        self._add_segments(movie_id, day, values, sign)

    def _add_aspects(self, movie_id: int, day: str, values: Values, sign: int) -> None:
        for aspect, (score, mentions) in values["aspects"].items():
            counters = self.aspects.setdefault((movie_id, day, aspect), [0] * len(ASPECT_COLUMNS))
            counters[0] += sign
            counters[1] += sign * mentions
            if score > 0:
                counters[2] += sign
            elif score < 0:
                counters[3] += sign
            counters[4] += sign * score

    def _add_segments(self, movie_id: int, day: str, values: Values, sign: int) -> None:
        for dimension in DIMENSIONS:
            value: str = values[dimension]
            if not value:
                continue
            counters = self.segments.setdefault((movie_id, day, dimension, value), [0] * len(SEGMENT_COLUMNS))
            counters[0] += sign
            counters[1] += sign * values["half_stars"]
            if values["half_stars"] >= LIKED_FROM:
                counters[2] += sign
            if values["sentiment"] == "positive":
                counters[3] += sign
            elif values["sentiment"] == "negative":
                counters[4] += sign

    def by_table(self) -> Iterator[tuple[Table, dict[Key, Counters]]]:
        """Each table with its buckets; buckets in which everything cancelled out are left out."""
        parts = (self.movies, self.hours, self.days, self.aspects, self.segments)
        for table, buckets in zip(TABLES, parts, strict=True):
            yield table, {key: counters for key, counters in buckets.items() if any(counters)}


def stored_rollup() -> dict[str, dict[Key, Counters]]:
    """What the tables hold, by model label, in the form of `Rollup.by_table`."""
    found: dict[str, dict[Key, Counters]] = {}
    for table in TABLES:
        rows = table.model._default_manager.values_list(*table.keys, *table.counters)
        width = len(table.keys)
        buckets = {tuple(map(_as_text, row[:width])): list(row[width:]) for row in rows.iterator(chunk_size=5000)}
        found[table.model._meta.label] = {key: counters for key, counters in buckets.items() if any(counters)}
    return found


def add_to_tables(rollup: Rollup, version: int) -> None:
    """Add `rollup` to the stored rows, and mark the films it touches with `version`. Call it in a transaction."""
    for table, buckets in rollup.by_table():
        if table.model is MoviePulse:
            rows: Iterable[tuple[Any, ...]] = ((*key, *counters, version) for key, counters in sorted(buckets.items()))
            _upsert(table.model, table.keys, table.counters, rows, replace=("version",))
        else:
            rows = ((*map(_as_stored, key), *counters) for key, counters in sorted(buckets.items()))
            _upsert(table.model, table.keys, table.counters, rows)


def clear_tables() -> None:
    for table in TABLES:
        table.model._default_manager.all().delete()


def _as_text(part: Any) -> Any:
    """A bucket's key column as `Rollup` writes it."""
    if isinstance(part, dt.datetime):
        return part.astimezone(dt.UTC).isoformat()[:13]
    return part.isoformat() if isinstance(part, dt.date) else part


def _as_stored(part: Any) -> Any:
    """An hour ("2026-11-23T13") as the engine stores a moment; everything else is stored as it is."""
    if isinstance(part, str) and len(part) == 13 and part[10] == "T":
        hour = dt.datetime.fromisoformat(f"{part}:00:00+00:00")
        return connection.ops.adapt_datetimefield_value(hour)
    return part


def _upsert(
    model: type[models.Model],
    keys: tuple[str, ...],
    counters: tuple[str, ...],
    rows: Iterable[tuple[Any, ...]],
    replace: tuple[str, ...] = (),
) -> None:
    """Insert rows, or add their counters to the row that is there, in one statement a batch.

    Django's `bulk_create(update_conflicts=True)` can only overwrite; adding needs SQL of each engine's own.
    """
    quote = connection.ops.quote_name
    names = [quote(name) for name in (*keys, *counters, *replace)]
    given = "VALUES({})" if connection.vendor == "mysql" else "excluded.{}"
    table = quote(model._meta.db_table)
    changes = [f"{quote(c)} = {table}.{quote(c)} + {given.format(quote(c))}" for c in counters]
    changes += [f"{quote(c)} = {given.format(quote(c))}" for c in replace]
    on_conflict = (
        "ON DUPLICATE KEY UPDATE"
        if connection.vendor == "mysql"
        else f"ON CONFLICT ({', '.join(map(quote, keys))}) DO UPDATE SET"
    )
    one_row = f"({', '.join(['%s'] * len(names))})"
    per_statement = 30_000 // len(names)  # SQLite takes at most 32,766 parameters
    pending = list(rows)
    with connection.cursor() as cursor:
        for start in range(0, len(pending), per_statement):
            batch = pending[start : start + per_statement]
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([one_row] * len(batch))} "  # noqa: S608
                f"{on_conflict} {', '.join(changes)}",
                [value for row in batch for value in row],
            )


def bucket_name(table: Table, key: Key, titles: Mapping[int, str]) -> str:
    """A bucket in words, for reports: "film Vikram, day 2026-11-23, aspect music"."""
    parts = [f"film {titles.get(key[0], key[0])}"]
    parts += [f"{name} {part}" for name, part in zip(table.keys[1:], key[1:], strict=True)]
    return ", ".join(parts)
