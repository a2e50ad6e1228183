"""What several pages put on screen: film cards, and the panels of figures that the dashboards share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from analytics import selectors
from analytics.charts import trend_chart
from analytics.period import Period
from analytics.recent import Bar, pulse_bars
from feedback.models import Feedback
from movies.models import Movie

CARD_BARS = 26
MIN_CHANGE_N = 5  # no change is shown against a period with fewer reviews
MIN_FIX_N = 10  # an aspect is not called a problem on fewer mentions


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a film card shows beside the film."""

    count: int
    average: float | None
    bars: list[Bar]
    css: str
    given: float | None


@dataclass(frozen=True, slots=True)
class Card:
    movie: Movie
    pulse: Pulse


def cards(movies: Iterable[Movie], user: Any) -> list[Card]:
    """Cards for `movies`, in their order: three queries for any number of films."""
    films = list(movies)
    ids = [film.pk for film in films]
    summaries = selectors.summaries(ids)
    bars = pulse_bars(ids, CARD_BARS)
    given: dict[int, int] = {}
    if user.is_authenticated:
        own = Feedback.objects.written_by(user).filter(movie__in=ids)
        given = dict(own.values_list("movie_id", "half_stars"))
    return [_card(film, summaries[film.pk], bars[film.pk], given.get(film.pk)) for film in films]


def _card(film: Movie, summary: selectors.Summary, bars: list[Bar], given: int | None) -> Card:
    pulse = Pulse(
        count=summary.n,
        average=summary.average if summary.is_scored else None,
        bars=bars,
        css="pulse-short" if len(bars) < CARD_BARS else "",
        given=given / 2 if given is not None else None,
    )
    return Card(film, pulse)


def in_order(movies: "QuerySet[Movie]", ids: Sequence[int]) -> list[Movie]:
    """The films with these ids, in the order of the ids."""
    found = movies.in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]


def change(now: float | None, before: float | None, before_n: int, *, digits: int, unit: str = "") -> dict[str, str]:
    """A change against the period before, with its sign, as `_kpi.html` takes it; empty when it would mislead."""
    if now is None or before is None or before_n < MIN_CHANGE_N:
        return {}
    difference = round(now - before, digits)
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    direction = "up" if difference > 0 else "down" if difference < 0 else "flat"
    return {"change": f"{sign}{abs(difference):,.{digits}f}{unit}", "direction": direction}


def figures(movies: "QuerySet[Movie]", period: Period) -> dict[str, Any]:
    """The figures every dashboard opens with, over `movies` in `period`."""
    now = selectors.total(movies, period)
    before = selectors.total(movies, period.previous) if period.previous else selectors.Summary.of(None)
    aspects = selectors.aspects(movies, period)
    widest = max((max(aspect.positive, aspect.negative) for aspect in aspects), default=0) or 1
    problems = [aspect for aspect in aspects if aspect.net < 0 and aspect.n >= MIN_FIX_N]
    return {
        "period": period,
        "summary": now,
        "previous": before,
        "average_change": change(now.average, before.average, before.n, digits=2),
        "count_change": change(now.n, before.n, before.n, digits=0),
        "positive_change": change(now.positive_share, before.positive_share, before.n, digits=1, unit=" points"),
        "index_change": change(now.sentiment_index, before.sentiment_index, before.n, digits=1, unit=" points"),
        "chart": trend_chart(selectors.trend(movies, period)),
        "aspects": [
            {
                "aspect": aspect,
                "positive_width": round(aspect.positive / widest * 100, 2),
                "negative_width": round(aspect.negative / widest * 100, 2),
            }
            for aspect in aspects
        ],
        "best_aspect": aspects[0] if aspects and aspects[0].net > 0 else None,
        "fix_first": problems[-1] if problems else None,
    }
