"""What the journal says of a review, and writing it.

`Values` is the contract between feedback and its consumers (the fold, deliveries): all that a figure is made of.
"""

import datetime as dt
from typing import TypedDict

from accounts.models import User
from cinemapulse.core.text import one_line
from feedback.models import Feedback, FeedbackEvent, Kind


class Values(TypedDict):
    """A review as the journal knows it. Times are ISO 8601 in UTC; scores in thousandths."""

    status: str
    half_stars: int
    sentiment: str
    score: int
    aspects: dict[str, list[int]]
    created_at: str
    age_band: str
    region: str
    watched_in: str
    company: str
    recommend: str
    watch_again: str
    lexicon: str


def values_of(feedback: Feedback) -> Values:
    """The values of a review that is stored or about to be."""
    return {
        "status": feedback.status,
        "half_stars": feedback.half_stars,
        "sentiment": feedback.sentiment,
        "score": feedback.sentiment_milli,
        "aspects": feedback.aspects,
        "created_at": feedback.created_at.astimezone(dt.UTC).isoformat(),
        "age_band": feedback.age_band,
        "region": feedback.region,
        "watched_in": feedback.watched_in,
        "company": feedback.company,
        "recommend": feedback.recommend,
        "watch_again": feedback.watch_again,
        "lexicon": feedback.lexicon_version,
    }


def entry(
    *,
    feedback_id: int,
    movie_id: int,
    kind: Kind,
    actor: User | None,
    before: Values | None,
    after: Values | None,
    reason: str = "",
) -> FeedbackEvent:
    """An unsaved journal entry; the caller saves it in the transaction that makes the change."""
    return FeedbackEvent(
        feedback_id=feedback_id,
        movie_id=movie_id,
        kind=kind,
        actor=actor,
        before=before,
        after=after,
        reason=one_line(reason)[:500],
    )
