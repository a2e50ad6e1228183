"""Which language a text is in: a count of marker words, enough to choose the word table."""

from __future__ import annotations

import re
from typing import Final

from .lexicon import Lexicon
from .tokens import Tokens
from .types import Language

_TAMIL: Final = re.compile(r"[\u0b80-\u0bff]")
_LETTER: Final = re.compile(r"[^\W\d_]")
#: A mixed-language comment shows at least this share of distinct marker words; a stray name does not.
_MARKER_SHARE: Final = 0.07
#: A text this short may be a title or a cry ("Masterpiece!") and hold no everyday English word.
_SHORT: Final = 4


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def detect(tokens: Tokens, lexicon: Lexicon) -> Language:
    """Language of a tokenised text; ``other`` when it holds no letters or none of the words we know it by."""
    low = tokens.lower
    distinct = set(tokens.words)
    ascii_only = low.isascii()
    # Vowel marks count as Tamil signs and not as letters, so this asks for about a quarter of the letters.
    if not ascii_only and _TAMIL.search(low) and _count(_TAMIL, low) * 2 >= _count(_LETTER, low):
        return "ta"
    markers = lexicon.markers
    tamil_words = len(markers["ta-en"] & distinct)
    hindi_words = len(markers["hi-en"] & distinct)
    most = max(tamil_words, hindi_words)
    if most and most >= _MARKER_SHARE * len(distinct):
        return "ta-en" if tamil_words >= hindi_words else "hi-en"
    if not markers["en"].isdisjoint(distinct):
        return "en"
    if ascii_only and len(distinct) <= _SHORT and _LETTER.search(low):
        return "en"
    return "other"
