"""What a review card asks: what the reader may do with the review, and how its text was understood."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import Context
from django.utils.functional import Promise

from feedback import permissions
from feedback.models import ASPECTS, MEANT, Feedback, MisreadReport, Status
from feedback.permissions import Person
from feedback.selectors import Reading, reading_of
from feedback.sentiment import AspectScore

register = template.Library()


@dataclass(frozen=True, slots=True)
class Rights:
    """What this reader may do with a review, as it stands."""

    edit: bool
    remove: bool
    hide: bool
    restore: bool

    @property
    def any(self) -> bool:
        return self.edit or self.remove or self.hide or self.restore


@dataclass(frozen=True, slots=True)
class Said:
    """One aspect and what was said of it: "positive", "negative" or "neutral"."""

    label: str | Promise
    tone: str


def _reader(context: Context) -> Person:
    request = context.get("request")
    return request.user if request is not None else AnonymousUser()


@register.simple_tag(takes_context=True)
def rights_over(context: Context, review: Feedback) -> Rights:
    """Asks no query: the reader's permissions come with their account."""
    user = _reader(context)
    moderates = permissions.can_moderate(user)
    own = user.pk == review.user_id
    gone = review.status == Status.REMOVED
    return Rights(
        edit=permissions.can_edit(user, review),
        # A moderator removes once; what a writer removes is deleted.
        remove=permissions.can_remove(user, review) and (own or not gone),
        hide=moderates and review.status == Status.PUBLISHED,
        restore=moderates and review.status != Status.PUBLISHED,
    )


@register.simple_tag
def reading(review: Feedback) -> Reading:
    return reading_of(review)


@register.filter
def as_words(rules: Iterable[str]) -> str:
    """The names of rules for people: "valence, double negation"."""
    return ", ".join(rules).replace("_", " ")


@dataclass(frozen=True, slots=True)
class Objection:
    """Whether this reader may say that the text was misread, what they said, and what they could have meant."""

    allowed: bool
    report: MisreadReport | None
    meanings: list[tuple[str, str | Promise]]


@register.simple_tag(takes_context=True)
def objection_to(context: Context, review: Feedback) -> Objection:
    """Have `misread` fetched with the reviews, or this costs a query each."""
    allowed = bool(review.text) and permissions.can_report_misread(_reader(context), review)
    return Objection(
        allowed=allowed,
        report=getattr(review, "misread", None) if allowed else None,
        meanings=[(value, label) for value, label in MEANT if value != review.sentiment],
    )


@register.simple_tag
def readings_of_aspects(reading: Reading) -> list[tuple[str | Promise, AspectScore]]:
    """What the text says of each aspect, as it reads today."""
    found = reading.analysis.aspects
    return [(label, found[name]) for name, label in ASPECTS.items() if name in found]


@register.simple_tag
def aspects_of(review: Feedback) -> list[Said]:
    """What the text says of the aspects it names, in the order in which pages show them."""
    return [
        Said(label, "positive" if score > 0 else "negative" if score < 0 else "neutral")
        for name, label in ASPECTS.items()
        if name in review.aspects
        for score in [review.aspects[name][0]]
    ]


@register.simple_tag
def chips_of(review: Feedback) -> list[Said]:
    """What the viewer tapped, apart from the text."""
    return [
        Said(label, "positive" if review.aspect_chips[name] == "liked" else "negative")
        for name, label in ASPECTS.items()
        if name in review.aspect_chips
    ]
