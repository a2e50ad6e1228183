"""Geometry of the charts that the server draws. Coordinates fill a 100 x 100 box; labels stand outside, as text."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from analytics.selectors import Point

MOST_POINTS: Final = 120


@dataclass(frozen=True, slots=True)
class Bucket:
    """Days from `first` to `last` with their reviews by sentiment."""

    first: dt.date
    last: dt.date
    n: int
    positive: int
    neutral: int
    negative: int
    none: int


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Positive reviews above the line, negative below, on one scale."""

    buckets: list[Bucket]
    bucket_days: int
    top: int
    bottom: int
    zero: float
    positive_line: str
    negative_line: str
    positive_area: str
    negative_area: str
    ticks: list[dt.date]

    @property
    def totals(self) -> dict[str, int]:
        return {
            name: sum(getattr(bucket, name) for bucket in self.buckets)
            for name in ("n", "positive", "neutral", "negative", "none")
        }


def trend_chart(points: Sequence[Point]) -> TrendChart | None:
    """The chart of a daily trend, in buckets of as many days as keep it readable; None without reviews."""
    if not any(point.summary.n for point in points):
        return None
    days = -(-len(points) // MOST_POINTS)
    buckets = [_bucket(points[start : start + days]) for start in range(0, len(points), days)]
    top = max(1, *(bucket.positive for bucket in buckets))
    bottom = max(1, *(bucket.negative for bucket in buckets))
    scale = 100 / (top + bottom)
    zero = top * scale
    up = _path([zero - bucket.positive * scale for bucket in buckets])
    down = _path([zero + bucket.negative * scale for bucket in buckets])
    every = max(1, len(buckets) // 4)
    return TrendChart(
        buckets=buckets,
        bucket_days=days,
        top=top,
        bottom=bottom,
        zero=round(zero, 2),
        positive_line=up,
        negative_line=down,
        positive_area=f"{up}L100 {zero:.2f}L0 {zero:.2f}Z",
        negative_area=f"{down}L100 {zero:.2f}L0 {zero:.2f}Z",
        ticks=[bucket.first for bucket in buckets[::every]],
    )


def _bucket(points: Sequence[Point]) -> Bucket:
    return Bucket(
        first=points[0].day,
        last=points[-1].day,
        n=sum(point.summary.n for point in points),
        positive=sum(point.summary.positive for point in points),
        neutral=sum(point.summary.neutral for point in points),
        negative=sum(point.summary.negative for point in points),
        none=sum(point.summary.none for point in points),
    )


def _path(heights: Sequence[float]) -> str:
    """A line over the whole width; a single value is drawn as a level."""
    if len(heights) == 1:
        heights = [heights[0], heights[0]]
    step = 100 / (len(heights) - 1)
    return "M" + "L".join(f"{index * step:.2f} {height:.2f}" for index, height in enumerate(heights))
