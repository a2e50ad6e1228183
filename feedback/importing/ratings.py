"""A rating as a file gives it, in stars."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from cinemapulse.core.importing import BadFile

LOWEST: Final = Decimal("0.5")
LARGEST_SCALE: Final = 1000
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{0,9})?|\.[0-9]{1,9}")


class RowProblem(ValueError):
    """A row cannot be a review; the message says why."""


class Ratings:
    """Turns a number of 0.5 to `scale`, or a label, into 0.5 to 5 stars.

    stars = value / scale * 5, rounded to the nearest half star (a tie goes up). Nothing is clamped: a number beyond
    the scale is refused. With `labels` only those count, compared without regard to case.
    """

    def __init__(self, scale: Decimal = Decimal(5), labels: Mapping[str, Decimal] | None = None) -> None:
        self.scale = scale
        self.labels = {label.casefold(): stars for label, stars in (labels or {}).items()}

    @classmethod
    def from_options(cls, scale: str | None, rating_map: str | None) -> "Ratings":
        """From `--rating-scale 10` or `--rating-map pos=4.5,neg=1.5`. Raises BadFile (one line)."""
        if scale is not None and rating_map is not None:
            raise BadFile("give --rating-scale or --rating-map, not both")
        if rating_map is not None:
            return cls(labels=dict(_label(part) for part in rating_map.split(",")))
        if scale is None:
            return cls()
        value = _decimal(scale)
        if value is None or not 1 <= value <= LARGEST_SCALE:
            raise BadFile(f"--rating-scale is the highest possible rating, 1 to {LARGEST_SCALE}: not “{scale}”")
        return cls(scale=value)

    def stars(self, given: object) -> Decimal:
        """0.5 to 5. Raises RowProblem."""
        if given is None or isinstance(given, bool) or not isinstance(given, str | int | float):
            raise RowProblem("rating: missing" if given is None else "rating: neither a number nor a label")
        text = str(given).strip()
        if not text:
            raise RowProblem("rating: missing")
        if self.labels:
            if text.casefold() not in self.labels:
                raise RowProblem(f"rating: --rating-map does not name “{text[:40]}”")
            return self.labels[text.casefold()]
        return self._scaled(text)

    def _scaled(self, text: str) -> Decimal:
        value = _decimal(text)
        if value is None:
            raise RowProblem(f"rating: “{text[:40]}” is not a number (for labels use --rating-map)")
        half_stars = (value * 10 / self.scale).quantize(Decimal(1), ROUND_HALF_UP)
        if not LOWEST <= value <= self.scale or half_stars < 1:
            raise RowProblem(f"rating: {text} is not within 0.5 to {self.scale} (--rating-scale)")
        return half_stars / 2


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _label(part: str) -> tuple[str, Decimal]:
    label, _equals, stars = part.rpartition("=")
    value = _decimal(stars.strip())
    if not label.strip() or value is None or not LOWEST <= value <= 5 or value * 2 % 1:
        raise BadFile(f"--rating-map takes label=stars with 0.5 to 5 stars in half steps, e.g. pos=4.5: not “{part}”")
    return label.strip(), value
