"""What viewers say (Feedback, MisreadReport) and the journal of every change to it (FeedbackEvent)."""

from feedback.models.choices import (
    ASPECTS,
    MEANT,
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
from feedback.models.misread import MisreadReport

__all__ = [
    "ASPECTS",
    "MAX_TEXT",
    "MEANT",
    "Company",
    "Feedback",
    "FeedbackEvent",
    "Kind",
    "MisreadReport",
    "Recommend",
    "Sentiment",
    "Source",
    "Status",
    "WatchAgain",
    "WatchedIn",
]
