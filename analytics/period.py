"""Spans of days, as dashboards filter by them. Days are UTC, like the roll-ups."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from `first` to `last`, both included; `first` None is "from the beginning"."""

    first: dt.date | None
    last: dt.date

    @classmethod
    def last_days(cls, days: int | None) -> "Period":
        """The last `days` days up to today; None for all time."""
        today = timezone.now().astimezone(dt.UTC).date()
        return cls(today - dt.timedelta(days=days - 1) if days else None, today)

    @property
    def days(self) -> int | None:
        return (self.last - self.first).days + 1 if self.first else None

    @property
    def starts_at(self) -> dt.datetime | None:
        """The first moment of the period, UTC; None for all time."""
        return dt.datetime.combine(self.first, dt.time.min, dt.UTC) if self.first else None

    @property
    def previous(self) -> "Period | None":
        """The equal span just before; None for all time."""
        if self.first is None or self.days is None:
            return None
        end = self.first - dt.timedelta(days=1)
        return Period(end - dt.timedelta(days=self.days - 1), end)
