"""What viewers say (Feedback) and the journal of every change to it (FeedbackEvent)."""

from feedback.models.choices import (
    ASPECTS,
    Company,
    Recommend,
    Sentiment,
    Source,
    Status,
    WatchAgain,
    WatchedIn,
)
from feedback.models.event import FeedbackEvent, Kind
from feedback.models.feedback import MAX_TEXT, Feedback

__all__ = [
    "ASPECTS",
    "MAX_TEXT",
    "Company",
    "Feedback",
    "FeedbackEvent",
    "Kind",
    "Recommend",
    "Sentiment",
    "Source",
    "Status",
    "WatchAgain",
    "WatchedIn",
]
