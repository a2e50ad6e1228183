"""The pulse of a film: its latest reviews as bars, height the rating, colour the sentiment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from feedback.models import Feedback


@dataclass(frozen=True, slots=True)
class Bar:
    """One review: half stars (1 to 10) and the sentiment of its text ("" when it holds no opinion)."""

    halves: int
    sentiment: str


def pulse_bars(movie_ids: Sequence[int], limit: int) -> dict[int, list[Bar]]:
    """Film id -> its `limit` newest published reviews, oldest first, for each id given.

    One statement with one short index range per film: a window function would read every review of every film, and
    Django's union() cannot limit its parts on SQLite.
    """
    bars: dict[int, list[Bar]] = {movie_id: [] for movie_id in movie_ids}
    if not bars:
        return bars
    parts: list[str] = []
    params: list[Any] = []
    for number, movie_id in enumerate(bars):
        newest = (
            Feedback.objects.filter(movie=movie_id, status="published")
            .order_by("-created_at", "-pk")
            .values_list("movie_id", "half_stars", "sentiment")[:limit]
        )
        sql, args = newest.query.sql_with_params()
        parts.append(f"SELECT * FROM ({sql}) AS part{number}")  # noqa: S608  made by the ORM
        params += args
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for movie_id, halves, sentiment in cursor.fetchall():
            bars[movie_id].append(Bar(halves, "" if sentiment == "none" else sentiment))
    return {movie_id: found[::-1] for movie_id, found in bars.items()}
