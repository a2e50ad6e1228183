"""Figures from the roll-ups: the only reader that pages and API use, so that both show the same.

Call `analytics.fold.ensure_fresh` first. Cost follows the buckets read, never the number of reviews.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Sum

from analytics import scores
from analytics.models import HALF_STAR_COLUMNS, SENTIMENT_COLUMNS, DayAspect, DayPulse, MoviePulse
from analytics.period import Period
from analytics.rollup import ASPECT_COLUMNS, PULSE_COLUMNS
from feedback.models import ASPECTS
from movies.models import Movie

TRENDING_DAYS = 7


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a histogram: its count, whole percentage, and length relative to the largest (0 to 100)."""

    label: str
    count: int
    percent: int
    share: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Reviews of a film, or of several, in a span of time."""

    n: int
    half_star_counts: tuple[int, ...]
    positive: int
    neutral: int
    negative: int
    none: int

    @classmethod
    def of(cls, counters: "MoviePulse | DayPulse | dict[str, Any] | None") -> "Summary":
        def read(name: str) -> int:
            if counters is None:
                return 0
            found = counters.get(f"sum_{name}") if isinstance(counters, dict) else getattr(counters, name)
            return int(found or 0)

        return cls(
            n=read("n"),
            half_star_counts=tuple(read(name) for name in HALF_STAR_COLUMNS),
            positive=read("positive"),
            neutral=read("neutral"),
            negative=read("negative"),
            none=read("none"),
        )

    @property
    def average(self) -> float | None:
        """Mean rating in stars; None without ratings."""
        return scores.mean_rating(self.half_star_counts)

    @property
    def rounded_halves(self) -> int | None:
        """The mean as whole half stars (1 to 10), for a row of stars."""
        return None if self.average is None else max(1, round(self.average * 2))

    @property
    def interval(self) -> scores.Interval | None:
        """95% interval of the mean rating, in stars."""
        return scores.mean_interval(self.half_star_counts)

    @property
    def is_scored(self) -> bool:
        """Enough ratings for a page to show a score."""
        return self.n >= settings.SCORE_FLOOR

    @property
    def sentiment_index(self) -> float | None:
        return scores.sentiment_index(self.positive, self.negative, self.n)

    @property
    def positive_share(self) -> float | None:
        """Reviews with a positive text, of all reviews, in percent."""
        return self.positive / self.n * 100 if self.n else None

    @property
    def positive_interval(self) -> tuple[float, float] | None:
        """95% Wilson interval of `positive_share`, in percent."""
        found = scores.wilson_interval(self.positive, self.n)
        return (found.low * 100, found.high * 100) if found else None

    @property
    def histogram(self) -> list[Row]:
        """Ratings by star, 5 to 1; half stars count with the star above (4.5 with 5)."""
        halves = self.half_star_counts
        by_star = [halves[2 * star - 1] + halves[2 * star - 2] for star in range(5, 0, -1)]
        return _rows([f"{star}" for star in range(5, 0, -1)], by_star)

    @property
    def half_star_histogram(self) -> list[Row]:
        """Ratings by half star, 5 to 0.5."""
        return _rows([f"{half / 2:g}" for half in range(10, 0, -1)], self.half_star_counts[::-1])

    @property
    def split(self) -> dict[str, Row]:
        """Sentiment label -> its line, percentages totalling 100."""
        counts = [getattr(self, name) for name in SENTIMENT_COLUMNS]
        return {row.label: row for row in _rows(SENTIMENT_COLUMNS, counts)}


@dataclass(frozen=True, slots=True)
class AspectSummary:
    """What reviews say of one aspect. `net` is (positive − negative) / n × 100, in points."""

    name: str
    label: str
    n: int
    positive: int
    negative: int
    net: float
    score: float


@dataclass(frozen=True, slots=True)
class Point:
    """One bucket of a trend; days without reviews are there too, with zeros."""

    day: dt.date
    summary: Summary


def _rows(labels: Sequence[str], counts: Sequence[int]) -> list[Row]:
    most = max(counts, default=0) or 1
    return [
        Row(label, count, percent, round(count / most * 100, 2))
        for label, count, percent in zip(labels, counts, scores.percentages(counts), strict=True)
    ]


def summaries(movie_ids: Iterable[int]) -> dict[int, Summary]:
    """Film id -> all-time summary, for each id given, in one query."""
    ids = list(movie_ids)
    found = {pulse.movie_id: Summary.of(pulse) for pulse in MoviePulse.objects.filter(movie__in=ids)}
    nothing = Summary.of(None)
    return {movie_id: found.get(movie_id, nothing) for movie_id in ids}


def summary(movie: Movie) -> Summary:
    """All-time summary of one film."""
    return Summary.of(MoviePulse.objects.filter(movie=movie).first())


def total(movies: "QuerySet[Movie]", period: Period) -> Summary:
    """One summary over all `movies` in `period`."""
    if period.first is None:
        return Summary.of(MoviePulse.objects.filter(movie__in=movies).aggregate(**_sums(PULSE_COLUMNS)))
    return Summary.of(_days(movies, period).aggregate(**_sums(PULSE_COLUMNS)))


def by_movie(movies: "QuerySet[Movie]", period: Period) -> dict[int, Summary]:
    """Film id -> summary in `period`, for films that have reviews in it."""
    if period.first is None:
        return {p.movie_id: Summary.of(p) for p in MoviePulse.objects.filter(movie__in=movies, n__gt=0)}
    return {row["movie_id"]: Summary.of(row) for row in _grouped(_days(movies, period), "movie_id", PULSE_COLUMNS)}


def trend(movies: "QuerySet[Movie]", period: Period) -> list[Point]:
    """Summaries by day, oldest first, from the first day of `period` (or of the first review) to its last."""
    found = {row["day"]: Summary.of(row) for row in _grouped(_days(movies, period), "day", PULSE_COLUMNS)}
    if not found and period.first is None:
        return []
    day = period.first or min(found)
    nothing = Summary.of(None)
    points = []
    while day <= period.last:
        points.append(Point(day, found.get(day, nothing)))
        day += dt.timedelta(days=1)
    return points


def aspects(movies: "QuerySet[Movie]", period: Period) -> list[AspectSummary]:
    """Aspects mentioned in `period`, the best net first."""
    rows = DayAspect.objects.filter(movie__in=movies, day__lte=period.last)
    if period.first is not None:
        rows = rows.filter(day__gte=period.first)
    found = [
        AspectSummary(
            name=row["aspect"],
            label=str(ASPECTS[row["aspect"]]),
            n=row["sum_n"],
            positive=row["sum_positive"],
            negative=row["sum_negative"],
            net=(row["sum_positive"] - row["sum_negative"]) / row["sum_n"] * 100,
            score=row["sum_score_sum"] / row["sum_n"] / 1000,
        )
        for row in _grouped(rows, "aspect", ASPECT_COLUMNS)
    ]
    return sorted(found, key=lambda aspect: (-aspect.net, -aspect.n, aspect.name))


def trending(movies: "QuerySet[Movie]", limit: int) -> list[int]:
    """Ids of the films of the moment: most (reviews × mean rating) over the last TRENDING_DAYS days first."""
    rows = (
        _days(movies, Period.last_days(TRENDING_DAYS))
        .values("movie_id")
        .annotate(weight=Sum("half_stars_sum"))  # reviews × mean = the sum of the ratings
        .filter(weight__gt=0)
        .order_by("-weight", "movie_id")
    )
    return [row["movie_id"] for row in rows[:limit]]


def _days(movies: "QuerySet[Movie]", period: Period) -> "QuerySet[DayPulse]":
    rows = DayPulse.objects.filter(movie__in=movies, day__lte=period.last)
    return rows if period.first is None else rows.filter(day__gte=period.first)


def _grouped(rows: "QuerySet[Any]", key: str, columns: Iterable[str]) -> list[dict[str, Any]]:
    """Sums by `key`, as `sum_<column>`; groups in which no review is left are left out."""
    groups: Any = rows.values(key).annotate(**_sums(columns))
    return list(groups.filter(sum_n__gt=0))


def _sums(columns: Iterable[str]) -> dict[str, Sum]:
    return {f"sum_{name}": Sum(name) for name in columns}
