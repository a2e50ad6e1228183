"""What a viewer hands in, checked and made ready to store."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from cinemapulse.core.text import clean_text
from feedback.models import ASPECTS, MAX_TEXT, Company, Feedback, Recommend, WatchAgain, WatchedIn
from feedback.sentiment import Analysis, analyze

CHIP_VALUES: Final = ("liked", "disliked")
CHOICES: Final[dict[str, type[models.TextChoices]]] = {
    "watched_in": WatchedIn,
    "company": Company,
    "recommend": Recommend,
    "watch_again": WatchAgain,
}


class InvalidDraft(ValidationError):
    """A draft with messages by field: `message_dict`."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A review as handed in. `rating` is in stars, 0.5 to 5; an empty string is "not said"."""

    rating: float | Decimal
    text: str = ""
    spoiler: bool = False
    watched_in: str = ""
    company: str = ""
    recommend: str = ""
    watch_again: str = ""
    aspect_chips: Mapping[str, str] = field(default_factory=dict)


def half_stars(rating: float | Decimal) -> int:
    """Stars 0.5 to 5 as 1 to 10. Raises InvalidDraft for anything between or beyond the half steps."""
    try:
        # Compared before it is doubled: doubling the largest numbers overflows. NaN compares as false (float) or
        # raises (Decimal).
        fits = not isinstance(rating, bool) and 0 < rating <= 5 and rating * 2 == int(rating * 2)
    except (InvalidOperation, TypeError):
        fits = False
    if not fits:
        raise InvalidDraft({"rating": [_("Give 0.5 to 5 stars, in half steps.")]})
    return int(rating * 2)


def clean_draft(draft: Draft) -> Draft:
    """`draft` with its text cleaned. Raises InvalidDraft naming every field that is wrong."""
    errors: dict[str, list[str]] = {}
    try:
        half_stars(draft.rating)
    except InvalidDraft as error:
        errors |= error.message_dict
    text = clean_text(draft.text)
    if len(text) > MAX_TEXT:
        errors["text"] = [
            _("At most %(most)d characters; this has %(given)d.") % {"most": MAX_TEXT, "given": len(text)}
        ]
    for name, choices in CHOICES.items():
        if getattr(draft, name) not in ("", *choices.values):
            errors[name] = [_("Choose one of: %(choices)s.") % {"choices": ", ".join(choices.values)}]
    if any(key not in ASPECTS or value not in CHIP_VALUES for key, value in draft.aspect_chips.items()):
        errors["aspect_chips"] = [_('Give aspects as liked or disliked, e.g. {"music": "liked"}.')]
    if errors:
        raise InvalidDraft(errors)
    return replace(draft, text=text)


def apply_draft(feedback: Feedback, draft: Draft) -> None:
    """Put a clean draft, and how its text is understood, on `feedback` (not saved)."""
    feedback.half_stars = half_stars(draft.rating)
    feedback.text = draft.text
    feedback.spoiler = draft.spoiler
    feedback.watched_in = draft.watched_in
    feedback.company = draft.company
    feedback.recommend = draft.recommend
    feedback.watch_again = draft.watch_again
    feedback.aspect_chips = dict(draft.aspect_chips)
    understand(feedback, analyze(feedback.text))


def understand(feedback: Feedback, analysis: Analysis) -> None:
    """Put the analysis of its text on `feedback` (not saved); the text alone decides the sentiment."""
    feedback.sentiment = analysis.label
    feedback.sentiment_milli = round(analysis.score * 1000)
    feedback.aspects = {
        name: [round(aspect.score * 1000), aspect.mentions] for name, aspect in sorted(analysis.aspects.items())
    }
    feedback.lexicon_version = analysis.version


def draft_of(feedback: Feedback) -> Draft:
    """The draft that would write `feedback` as it is: the start of an edit."""
    return Draft(
        rating=feedback.rating,
        text=feedback.text,
        spoiler=feedback.spoiler,
        watched_in=feedback.watched_in,
        company=feedback.company,
        recommend=feedback.recommend,
        watch_again=feedback.watch_again,
        aspect_chips=feedback.aspect_chips,
    )
