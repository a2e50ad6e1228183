"""The parameters of GET /api/feedback; a wrong value is a 400 that names the parameter."""

import datetime as dt
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from accounts.models import User
from feedback.models import Sentiment, Status
from feedback.selectors import Filters

HIGHEST_ID: Final = 2**63 - 1
_DAY: Final = {"oneOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}


class IdParameter(serializers.Field[int, str, int, Any]):
    default_error_messages = {"invalid": _("Give a whole number.")}

    def to_internal_value(self, data: str) -> int:
        if not (data.isascii() and data.isdecimal() and len(data) < 30):
            self.fail("invalid")
        return min(int(data), HIGHEST_ID)  # no id is that high: it finds nothing, like any unknown one


class UserParameter(IdParameter):
    default_error_messages = {"invalid": _('Give the id of a user, or "me".')}

    def to_internal_value(self, data: str) -> int:
        if data != "me":
            return super().to_internal_value(data)
        user = self.context["request"].user
        if not isinstance(user, User):
            raise NotAuthenticated
        return user.pk


class RatingParameter(serializers.Field[int, str, int, Any]):
    """Stars as half stars."""

    default_error_messages = {"invalid": _("Give 0.5 to 5 stars, in half steps.")}
    ratings: Final = {f"{half / 2:.{digits}f}": half for half in range(1, 11) for digits in (1, 2)} | {
        f"{half / 2:g}": half for half in range(1, 11)
    }

    def to_internal_value(self, data: str) -> int:
        if data not in self.ratings:
            self.fail("invalid")
        return self.ratings[data]


class MomentParameter(serializers.Field[dt.datetime, str, dt.datetime, Any]):
    """An ISO date or date and time; without an offset it is UTC. `last` takes a date as the end of that day."""

    default_error_messages = {"invalid": _("Give a date such as 2026-11-23, or a time such as 2026-11-23T09:30:00Z.")}

    def __init__(self, *, last: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.last = last

    def to_internal_value(self, data: str) -> dt.datetime:
        try:
            # In an address an unquoted "+" of "+05:30" arrives as a space.
            moment = dt.datetime.fromisoformat(data.replace(" ", "+") if "T" in data else data)
            if self.last and len(data) <= len("2026-11-23"):
                moment = dt.datetime.combine(moment, dt.time.max)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=dt.UTC)
            return moment.astimezone(dt.UTC)
        except (ValueError, OverflowError):
            self.fail("invalid")


_number = extend_schema_field({"type": "integer", "minimum": 0})
_stars = extend_schema_field({"type": "number", "minimum": 0.5, "maximum": 5, "multipleOf": 0.5})


class ListQuery(serializers.Serializer[Any]):
    """All are optional; an empty one counts as not given."""

    movie = _number(IdParameter)(required=False, help_text="The id of a film.")
    movie_slug = serializers.CharField(required=False, max_length=191, help_text="The slug of a film.")
    sentiment = serializers.ChoiceField(
        choices=Sentiment.choices, required=False, error_messages={"invalid_choice": _("There is no such sentiment.")}
    )
    rating = _stars(RatingParameter)(required=False, help_text="Exactly this many stars.")
    rating_min = _stars(RatingParameter)(required=False)
    rating_max = _stars(RatingParameter)(required=False)
    user = extend_schema_field({"type": "string"})(UserParameter)(
        required=False, help_text='The id of a writer, or "me": one\'s own, hidden ones too.'
    )
    date_from = extend_schema_field(_DAY)(MomentParameter)(required=False, help_text="Written at or after (UTC).")
    date_to = extend_schema_field(_DAY)(MomentParameter)(
        required=False, last=True, help_text="Written at or before; a date means its whole day (UTC)."
    )
    status = serializers.ChoiceField(
        choices=Status.choices,
        required=False,
        help_text="For moderators; others may ask for their own hidden reviews.",
        error_messages={"invalid_choice": _("There is no such status.")},
    )


def filters_of(request: Request) -> Filters:
    """The filters a request asks for. Raises DRF's ValidationError with messages by parameter, NotAuthenticated."""
    given = {name: value for name, value in request.query_params.items() if value != ""}
    query = ListQuery(data=given, context={"request": request})
    query.is_valid(raise_exception=True)
    chosen = query.validated_data
    return Filters(
        movie=chosen.get("movie"),
        movie_slug=chosen.get("movie_slug", ""),
        user=chosen.get("user"),
        sentiment=chosen.get("sentiment", ""),
        half_stars=chosen.get("rating"),
        half_stars_min=chosen.get("rating_min"),
        half_stars_max=chosen.get("rating_max"),
        since=chosen.get("date_from"),
        until=chosen.get("date_to"),
        status=chosen.get("status", ""),
    )
