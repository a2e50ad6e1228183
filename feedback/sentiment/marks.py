"""Opinions that are no words: emoji, emoticons, and marks out of ten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .lexicon import Lexicon, load

#: A mark this share of the way up says neither good nor bad: people call a film of 5.5 out of 10 middling.
_MIDDLE: Final = 0.55
_STRENGTH: Final = 12.0
_LIMIT: Final = 5.0
#: The same sign over and over ("🔥🔥🔥🔥") adds up to here, then says nothing new.
_SIGN_REPEATS: Final = 3

# Starts with a set of characters, which the matcher finds quickly; what stands before is checked after.
_MARK: Final = re.compile(
    r"(\d{1,3}(?:\.\d{1,2})?) ?(?:/|out of) ?(10|5|4|100)(?![\w/]|[.,]\d)"
    r"|(\d(?:\.5)?|\d ?1/2)[ -]stars?(?!\w)"
)
_NO_MARK_AFTER: Final = frozenset("./,-")
_NO_SIGN_AFTER: Final = frozenset(":/")
_MARK_SIGNS: Final = ("/", "out of", " star", "-star")
#: A text without one of these holds no emoticon.
_PICTURE: Final = re.compile("[\u2600-\u2bff\U0001f000-\U0001faff]")
_EMOTICON_SIGNS: Final = (
    (":", (":)", ":(", ":-", ":'", ":D", ":P", ":/", ":|", "D:")),
    (";", (";)", ";-")),
    ("=", ("=)", "=(")),
    ("<", ("<3",)),
    ("^", ("^_^",)),
)

Finding = tuple[int, int, float, str]
"""Start, end, weight, rule."""


def _stands_apart(text: str, start: int, joiners: frozenset[str]) -> bool:
    """Whether no letter, digit or joining sign stands right before ``start``."""
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] in joiners)


def _weight(share: float) -> float:
    return max(-_LIMIT, min(_LIMIT, round((share - _MIDDLE) * _STRENGTH, 3)))


def _may_hold_mark(low: str) -> bool:
    """Whether a digit stands before a sign of a mark: much faster than the pattern, which asks at every digit."""
    for sign in _MARK_SIGNS:
        at = low.find(sign)
        while at >= 0:
            if low[max(0, at - 2) : at].strip()[-1:].isdigit():
                return True
            at = low.find(sign, at + 1)
    return False


def written_marks(low: str) -> Iterator[Finding]:
    """``8/10``, ``3.5 out of 5``, ``4 stars`` (out of five, or ten when above five).

    The weight is (share of the full mark - 0.55) * 12, at most 5 either way.
    """
    if not _may_hold_mark(low):
        return
    for match in _MARK.finditer(low):
        if not _stands_apart(low, match.start(), _NO_MARK_AFTER):
            continue
        share = _share(match)
        if share is not None:
            yield match.start(), match.end(), _weight(share), "written_mark"


def _share(match: re.Match[str]) -> float | None:
    """The mark as a share of the full mark; ``None`` for a number that is no mark ("99/4")."""
    if match[2]:
        share = float(match[1]) / int(match[2])
        if share <= 1:
            return share
        return 1.0 if share <= 1.2 else None  # "11/10" is meant
    stars = float(match[3][0]) + (0.5 if len(match[3]) > 1 else 0.0)
    return stars / (5 if stars <= 5 else 10)


def _may_hold_emoticon(text: str) -> bool:
    return any(lead in text and any(map(text.__contains__, wanted)) for lead, wanted in _EMOTICON_SIGNS)


def signs(text: str, lexicon: Lexicon) -> Iterator[Finding]:
    """Emoji and emoticons, in text order within each kind."""
    seen: dict[str, int] = {}
    patterns = []
    if not text.isascii() and _PICTURE.search(text):
        patterns.append((lexicon.emoji, "emoji"))
    if _may_hold_emoticon(text):
        patterns.append((lexicon.emoticon, "emoticon"))
    for pattern, rule in patterns:
        for match in pattern.finditer(text):
            if rule == "emoticon" and not _stands_apart(text, match.start(), _NO_SIGN_AFTER):
                continue
            sign = match[0]
            seen[sign] = seen.get(sign, 0) + 1
            if seen[sign] <= _SIGN_REPEATS:
                yield match.start(), match.end(), lexicon.signs[sign], rule


def marks_in(text: str, low: str) -> list[Finding]:
    """All of them; most texts hold none and are told quickly."""
    found = [*written_marks(low)]
    if (not text.isascii() and _PICTURE.search(text)) or _may_hold_emoticon(text):
        found += signs(text, load())
    return found
