"""What the engine returns: plain values, which compare, copy and pickle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Label = Literal["positive", "neutral", "negative", "none"]
Signal = Literal["none", "weak", "clear"]
Language = Literal["en", "ta-en", "hi-en", "ta", "other"]

#: The sides of a film an opinion can be about, in the order pages show them.
ASPECTS: tuple[str, ...] = (
    "story",
    "acting",
    "direction",
    "music",
    "visuals",
    "pacing",
    "ending",
    "humour",
    "action",
    "emotion",
    "characters",
    "dialogue",
)


class Contribution(NamedTuple):
    """One opinion found in the text. A named tuple: a long review makes dozens, these are built fastest."""

    start: int
    """First character, an index into the original text."""
    end: int
    """One past the last character; ``text[start:end] == words``."""
    words: str
    """The words as the writer typed them."""
    weight: float
    """Signed strength after all rules; valences start in -4..+4, rules may carry a weight beyond."""
    rules: tuple[str, ...]
    """Names of the rules that acted, in the order they acted; the first says where the weight came from."""


@dataclass(frozen=True, slots=True)
class AspectScore:
    """What a text says about one side of the film."""

    score: float
    """In [-1, 1], 0 when the side is named without an opinion."""
    mentions: int
    """How many times it is named or implied; equals ``len(spans)``."""
    spans: tuple[tuple[int, int], ...]
    """Character spans (start, end) of those mentions, in text order."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The reading of one text."""

    label: Label
    score: float
    """In [-1, 1]: ``score_of(sum of the contribution weights)``."""
    signal: Signal
    contributions: tuple[Contribution, ...]
    """In text order, never overlapping."""
    aspects: Mapping[str, AspectScore] = field(hash=False)
    """Only the aspects the text mentions; keys are from ``ASPECTS`` and in that order."""
    language: Language
    version: str
    """Hash of lexicon and rules, 12 hex digits: equal versions give equal readings."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An analysis in words."""

    text: str
    """Plain text, one fact a line: the text alternative of ``html``."""
    html: str
    """The review, escaped, with each contribution in a ``<mark>``; safe to put in a page as it is."""
