"""What the labels of a file mean: a class, and a number where they are numbers."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from cinemapulse.core.importing import BadFile

CLASSES: Final = ("positive", "neutral", "negative")
_NUMBER: Final = re.compile(r"[+-]?([0-9]{1,9}(\.[0-9]{0,17})?|\.[0-9]{1,17})")
_WORDS: Final[dict[str, str]] = {
    **dict.fromkeys(("positive", "pos"), "positive"),
    **dict.fromkeys(("negative", "neg"), "negative"),
    **dict.fromkeys(("neutral", "neu", "mixed", "mixed_feelings", "unknown_state"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Gold:
    """What a label says: one of CLASSES; its side (True: positive), None where it takes none; its number."""

    label: str
    side: bool | None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """Labels that are numbers from `low` to `high`: negative up to `negative`, positive from `positive`.

    A number between is neutral. It takes no side, unless `signed`: then its sign is its side.
    """

    low: float
    high: float
    negative: float
    positive: float
    signed: bool = False

    def gold(self, label: str) -> Gold | None:
        value = _number(label)
        if value is None or not self.low <= value <= self.high:
            return None
        name = "negative" if value <= self.negative else "positive" if value >= self.positive else "neutral"
        side = None if name == "neutral" else name == "positive"
        if self.signed:
            side = value > 0 if value else None
        return Gold(name, side, value)


class Words:
    """Labels that are words."""

    def gold(self, label: str) -> Gold | None:
        name = _WORDS.get(label.casefold())
        return None if name is None else Gold(name, None if name == "neutral" else name == "positive")


_MEAN: Final = Scheme(-4, 4, -0.5, 0.5, signed=True)
SCHEMES: Final[dict[str, Scheme | Words]] = {
    "words": Words(),
    "binary": Scheme(0, 1, 0, 1),
    "sst": Scheme(0, 4, 1, 3),
    "stars5": Scheme(0, 5, 2, 4),
    "stars10": Scheme(0, 10, 4, 7),
    "mean": _MEAN,
}


def scheme_of(labels: Collection[str]) -> str:
    """Which scheme the labels of a file follow. Raises BadFile when they do not tell."""
    numbers = [value for label in labels if (value := _number(label)) is not None]
    if len(numbers) * 2 < len(labels) or not numbers:
        if any(SCHEMES["words"].gold(label) for label in labels):
            return "words"
        raise BadFile(f"holds no labels I know ({_some(labels)}); say what they are with --label-scheme")
    found = _by_range(min(numbers), max(numbers), whole=all(value.is_integer() for value in numbers))
    if found is None:
        raise BadFile(f"holds labels that can mean several things ({_some(labels)}); say which with --label-scheme")
    return found


def _by_range(low: float, high: float, *, whole: bool) -> str | None:
    if low < 0:
        return "mean" if low >= _MEAN.low and high <= _MEAN.high else None
    if not whole:
        return None
    if high > 5:
        return "stars10" if high <= 10 else None
    if high == 1:
        return "binary" if low == 0 else None
    if low == 0:
        return "sst" if high <= 4 else None
    return "stars5" if high == 5 else None


def _number(label: str) -> float | None:
    return float(label) if _NUMBER.fullmatch(label) else None


def _some(labels: Collection[str]) -> str:
    shown = sorted(labels)[:5]
    return ", ".join(shown) + (", …" if len(labels) > len(shown) else "")
