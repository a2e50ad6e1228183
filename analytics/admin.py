"""The roll-ups on the admin site: to look at. They are written by the fold and by nothing else."""

from typing import Any

from django.contrib import admin

from analytics.models import (
    DayAspect,
    DayPulse,
    DaySegment,
    FoldState,
    HourPulse,
    IntegrityCheck,
    MoviePulse,
)
from cinemapulse.core.admin import ReadOnlyAdmin

COUNTS = ("n", "half_stars_sum", "positive", "neutral", "negative", "none")


class RollupAdmin(ReadOnlyAdmin[Any]):
    """Newest buckets first, by the index on the bucket's time."""

    list_select_related = ("movie",)


@admin.register(MoviePulse)
class MoviePulseAdmin(RollupAdmin):
    list_display = ("movie", *COUNTS, "version")
    ordering = ("pk",)


@admin.register(HourPulse)
class HourPulseAdmin(RollupAdmin):
    list_display = ("hour", "movie", *COUNTS)
    ordering = ("-hour", "-movie_id")


@admin.register(DayPulse)
class DayPulseAdmin(RollupAdmin):
    list_display = ("day", "movie", *COUNTS)
    ordering = ("-day", "-movie_id")


@admin.register(DayAspect)
class DayAspectAdmin(RollupAdmin):
    list_display = ("day", "movie", "aspect", "n", "mentions", "positive", "negative")
    ordering = ("-day", "-movie_id")


@admin.register(DaySegment)
class DaySegmentAdmin(RollupAdmin):
    list_display = ("day", "movie", "dimension", "value", "n", "half_stars_sum", "liked")
    ordering = ("-day", "-movie_id")


@admin.register(IntegrityCheck)
class IntegrityCheckAdmin(ReadOnlyAdmin[IntegrityCheck]):
    list_display = ("finished_at", "reviews", "differences")
    ordering = ("-finished_at",)


@admin.register(FoldState)
class FoldStateAdmin(ReadOnlyAdmin[FoldState]):
    list_display = ("number", "folded_at")
