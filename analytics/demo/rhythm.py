"""When people write: a curve after the release, weekends, evenings."""

import datetime as dt
from bisect import bisect
from itertools import accumulate
from random import Random
from typing import Final

from django.utils import timezone

DAYS: Final = 60
# Weight of each hour in India, where most of the demo's viewers live; and of each weekday, Monday first.
_LOCAL: Final = dt.timezone(dt.timedelta(hours=5, minutes=30))
_HOURS: Final = (4, 2, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 8, 7, 7, 8, 9, 11, 13, 16, 18, 15, 9)
_WEEKDAYS: Final = (1.0, 0.9, 0.9, 1.0, 1.3, 1.8, 1.7)
_BASE: Final = 0.35  # talk on a day far from the surge, of 1 on its peak


class Rhythm:
    """Moments of the last DAYS days for a film whose talk peaks on day `surge` (0 is the oldest)."""

    def __init__(self, surge: int, now: dt.datetime | None = None) -> None:
        self.now = now or timezone.now()
        self.start = self.now - dt.timedelta(days=DAYS)
        weights = (self._weight(hour, surge) for hour in range(DAYS * 24))
        self.cumulated = list(accumulate(weights))

    def _weight(self, hour: int, surge: int) -> float:
        local = (self.start + dt.timedelta(hours=hour)).astimezone(_LOCAL)
        after = hour / 24 - surge
        curve: float = 0.0 if after < 0 else 0.88**after
        return (_BASE + curve) * _WEEKDAYS[local.weekday()] * _HOURS[local.hour]

    def moment(self, rng: Random) -> dt.datetime:
        """One moment, to the second, never in the future."""
        hour = bisect(self.cumulated, rng.random() * self.cumulated[-1])
        return self.start + dt.timedelta(hours=min(hour, DAYS * 24 - 1), seconds=rng.randrange(3600))
