"""Roll-ups: what a dashboard reads. Sums of whole numbers only, so that they equal a recomputation exactly.

Only published reviews count. A bucket is chosen by the time the review was written (UTC), so an edit or a moderator's
act changes the bucket the review is in. Counters may go down; a bucket of zeros is the same as none.
"""

from typing import Final

from django.db import models
from django.utils import timezone

from feedback.models import ASPECTS
from movies.models import Movie

# Columns h1 ... h10: reviews with that many half stars.
HALF_STAR_COLUMNS: Final = tuple(f"h{number}" for number in range(1, 11))
SENTIMENT_COLUMNS: Final = ("positive", "neutral", "negative", "none")


class Counters(models.Model):
    """Reviews in a bucket, counted by rating and by sentiment."""

    n = models.IntegerField(default=0, help_text="Published reviews.")
    half_stars_sum = models.BigIntegerField(default=0)
    h1 = models.IntegerField(default=0)
    h2 = models.IntegerField(default=0)
    h3 = models.IntegerField(default=0)
    h4 = models.IntegerField(default=0)
    h5 = models.IntegerField(default=0)
    h6 = models.IntegerField(default=0)
    h7 = models.IntegerField(default=0)
    h8 = models.IntegerField(default=0)
    h9 = models.IntegerField(default=0)
    h10 = models.IntegerField(default=0)
    positive = models.IntegerField(default=0)
    neutral = models.IntegerField(default=0)
    negative = models.IntegerField(default=0)
    none = models.IntegerField(default=0)
    score_sum = models.BigIntegerField(default=0, help_text="Sum of sentiment scores, in thousandths.")

    class Meta:
        abstract = True


class MoviePulse(Counters):
    """A film's totals."""

    movie = models.OneToOneField(Movie, on_delete=models.CASCADE, primary_key=True, related_name="pulse")
    # The fold that changed it last: what a live page compares.
    version = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "film totals"
        verbose_name_plural = "roll-up: films"

    def __str__(self) -> str:
        return f"{self.movie_id}: n={self.n}"


class HourPulse(Counters):
    """A film's reviews written in one hour."""

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="+", db_index=False)
    hour = models.DateTimeField(help_text="Start of the hour, UTC.")

    class Meta:
        verbose_name = "hour of a film"
        verbose_name_plural = "roll-up: hours"
        constraints = [models.UniqueConstraint(fields=["movie", "hour"], name="hourpulse_bucket")]
        indexes = [models.Index(fields=["hour", "movie"], name="hourpulse_by_hour")]

    def __str__(self) -> str:
        return f"{self.movie_id} {self.hour:%Y-%m-%dT%H}: n={self.n}"


class DayPulse(Counters):
    """A film's reviews written on one day."""

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField(help_text="UTC.")

    class Meta:
        verbose_name = "day of a film"
        verbose_name_plural = "roll-up: days"
        constraints = [models.UniqueConstraint(fields=["movie", "day"], name="daypulse_bucket")]
        indexes = [models.Index(fields=["day", "movie"], name="daypulse_by_day")]

    def __str__(self) -> str:
        return f"{self.movie_id} {self.day}: n={self.n}"


class DayAspect(models.Model):
    """What a film's reviews of one day say of one aspect."""

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    aspect = models.CharField(max_length=12, choices=list(ASPECTS.items()))
    n = models.IntegerField(default=0, help_text="Reviews that mention it.")
    mentions = models.IntegerField(default=0)
    positive = models.IntegerField(default=0, help_text="Reviews with a score above zero for it.")
    negative = models.IntegerField(default=0, help_text="Reviews with a score below zero for it.")
    score_sum = models.BigIntegerField(default=0, help_text="Sum of the reviews' scores for it, in thousandths.")

    class Meta:
        verbose_name = "aspect of a day"
        verbose_name_plural = "roll-up: aspects"
        constraints = [models.UniqueConstraint(fields=["movie", "day", "aspect"], name="dayaspect_bucket")]
        indexes = [models.Index(fields=["day", "movie"], name="dayaspect_by_day")]

    def __str__(self) -> str:
        return f"{self.movie_id} {self.day} {self.aspect}: n={self.n}"


class DaySegment(models.Model):
    """A film's reviews of one day by one answer of the audience ("region" = "metro", "company" = "family", ...)."""

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    dimension = models.CharField(max_length=12)
    value = models.CharField(max_length=10)
    n = models.IntegerField(default=0)
    half_stars_sum = models.BigIntegerField(default=0)
    liked = models.IntegerField(default=0, help_text="Ratings of 3.5 stars or more.")
    positive = models.IntegerField(default=0)
    negative = models.IntegerField(default=0)

    class Meta:
        verbose_name = "audience of a day"
        verbose_name_plural = "roll-up: audience"
        constraints = [models.UniqueConstraint(fields=["movie", "day", "dimension", "value"], name="daysegment_bucket")]
        indexes = [models.Index(fields=["day", "movie"], name="daysegment_by_day")]

    def __str__(self) -> str:
        return f"{self.movie_id} {self.day} {self.dimension}={self.value}: n={self.n}"


class FoldState(models.Model):
    """One row: the number of the last fold. Holding its lock is the right to write roll-ups."""

    SINGLETON: Final = 1

    number = models.BigIntegerField(default=0)
    folded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"fold {self.number}"


class IntegrityCheck(models.Model):
    """The outcome of one `verify_integrity`."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(default=timezone.now)
    reviews = models.BigIntegerField(help_text="Reviews recomputed.")
    differences = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["-finished_at"], name="integritycheck_newest")]

    def __str__(self) -> str:
        return f"{self.finished_at:%Y-%m-%d %H:%M}: {self.differences} differences"


class Access(models.Model):
    """Holds no rows: the home of the named permissions for the dashboards."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("view_producer_console", "Can open the Production Console (own films)"),
            ("view_insight_lab", "Can open the Insight Lab (whole catalogue)"),
            ("view_control_center", "Can open the Control Center"),
        ]

    def __str__(self) -> str:
        return "access"
