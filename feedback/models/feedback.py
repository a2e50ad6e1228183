"""A review: one viewer's word on one film."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AgeBand, Region, User
from feedback.models.choices import Company, Recommend, Sentiment, Source, Status, WatchAgain, WatchedIn
from movies.models import PUBLIC, Movie

MAX_TEXT = 5000  # characters


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def published(self) -> "FeedbackQuerySet":
        """What counts in every figure."""
        return self.filter(status=Status.PUBLISHED)

    def public(self) -> "FeedbackQuerySet":
        """What anybody may read: published reviews of films anybody may see."""
        return self.published().filter(movie__status__in=PUBLIC)

    def written_by(self, user: User) -> "FeedbackQuerySet":
        """All that `user` wrote and may still see, hidden reviews too."""
        return self.filter(user=user).exclude(status=Status.REMOVED)


class Feedback(models.Model):
    """One review. Written only by `feedback.services`, which journals each change in the same transaction."""

    movie = models.ForeignKey(Movie, on_delete=models.PROTECT, related_name="feedback")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="feedback")
    # Half stars, 1 to 10, for a rating of 0.5 to 5: whole numbers add up exactly on every database.
    half_stars = models.PositiveSmallIntegerField(_("half stars"))
    text = models.TextField(_("review"), blank=True, validators=[MaxLengthValidator(MAX_TEXT)])
    spoiler = models.BooleanField(_("contains spoilers"), default=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PUBLISHED)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.SITE)
    # A row of an imported file: its id there, or a hash of its content. One review of a film for each.
    import_key = models.CharField(max_length=80, null=True, editable=False)

    watched_in = models.CharField(_("watched"), max_length=10, choices=WatchedIn.choices, blank=True)
    company = models.CharField(_("with"), max_length=10, choices=Company.choices, blank=True)
    recommend = models.CharField(_("would recommend"), max_length=10, choices=Recommend.choices, blank=True)
    watch_again = models.CharField(_("would watch again"), max_length=3, choices=WatchAgain.choices, blank=True)
    # {"music": "liked", "pacing": "disliked"}: what the viewer tapped, apart from what the text says.
    aspect_chips = models.JSONField(default=dict, blank=True)
    # The writer's profile when the review was written or last edited: a figure must not change when a profile does.
    age_band = models.CharField(max_length=10, choices=AgeBand.choices, blank=True)
    region = models.CharField(max_length=10, choices=Region.choices, blank=True)

    sentiment = models.CharField(max_length=8, choices=Sentiment.choices)
    sentiment_milli = models.SmallIntegerField(help_text=_("Sentiment score in thousandths, -1000 to 1000."))
    # {"music": [score in thousandths, mentions]}
    aspects = models.JSONField(default=dict)
    lexicon_version = models.CharField(max_length=20)

    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["movie", "user"], name="feedback_one_per_viewer"),
            models.UniqueConstraint(fields=["movie", "import_key"], name="feedback_one_per_import_key"),
            models.CheckConstraint(condition=models.Q(half_stars__range=(1, 10)), name="feedback_half_stars"),
            models.CheckConstraint(
                condition=models.Q(sentiment_milli__range=(-1000, 1000)), name="feedback_sentiment_milli"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["published", "hidden", "removed"]), name="feedback_status"
            ),
        ]
        indexes = [
            models.Index(fields=["movie", "status", "created_at", "id"], name="feedback_film_newest"),
            models.Index(fields=["movie", "status", "sentiment", "created_at", "id"], name="feedback_film_sentiment"),
            models.Index(fields=["status", "created_at", "id"], name="feedback_newest"),
            models.Index(fields=["user", "created_at", "id"], name="feedback_by_writer"),
        ]
        permissions = [
            ("submit_feedback", "Can review films"),
            ("moderate_feedback", "Can hide, restore and remove reviews"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} · {self.rating:g}★"

    @property
    def rating(self) -> float:
        """0.5 to 5 stars, in half steps."""
        return self.half_stars / 2

    @property
    def sentiment_score(self) -> float:
        """-1 to 1."""
        return self.sentiment_milli / 1000
