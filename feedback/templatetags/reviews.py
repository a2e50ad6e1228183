"""What a review card asks: what the reader may do with the review, and how its text was understood."""

from dataclasses import dataclass

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import Context
from django.utils.functional import Promise

from feedback import permissions
from feedback.models import ASPECTS, Feedback, Status
from feedback.permissions import Person
from feedback.selectors import Reading, reading_of

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


@register.simple_tag(takes_context=True)
def rights_over(context: Context, review: Feedback) -> Rights:
    """Asks no query: the reader's permissions come with their account."""
    request = context.get("request")
    user: Person = request.user if request is not None else AnonymousUser()
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
