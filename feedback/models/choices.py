"""The answers a review can hold."""

from typing import Final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The aspects of a film, in the order in which pages show them.
ASPECTS: Final[dict[str, str | Promise]] = {
    "story": _("Story"),
    "acting": _("Acting"),
    "direction": _("Direction"),
    "music": _("Music"),
    "visuals": _("Visuals"),
    "pacing": _("Pacing"),
    "ending": _("Ending"),
    "humour": _("Humour"),
    "action": _("Action"),
    "emotion": _("Emotion"),
    "characters": _("Characters"),
    "dialogue": _("Dialogue"),
}


class Status(models.TextChoices):
    PUBLISHED = "published", _("Published")
    HIDDEN = "hidden", _("Hidden")
    REMOVED = "removed", _("Removed by a moderator")


class Sentiment(models.TextChoices):
    POSITIVE = "positive", _("Positive")
    NEUTRAL = "neutral", _("Neutral")
    NEGATIVE = "negative", _("Negative")
    NONE = "none", _("No opinion found in the text")


# What a writer can say they meant: whoever wrote a text meant something by it.
MEANT: Final = [choice for choice in Sentiment.choices if choice[0] != Sentiment.NONE.value]


class Source(models.TextChoices):
    SITE = "site", _("Site")
    API = "api", _("API")
    IMPORT = "import", _("Import")
    DEMO = "demo", _("Demo data")


class WatchedIn(models.TextChoices):
    THEATRE = "theatre", _("In a theatre")
    OTT = "ott", _("On a streaming service")


class Company(models.TextChoices):
    ALONE = "alone", _("Alone")
    FRIENDS = "friends", _("With friends")
    FAMILY = "family", _("With family")


class Recommend(models.TextChoices):
    DEFINITELY = "definitely", _("Definitely")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("No")


class WatchAgain(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
