"""Which language a text is in: a count of marker words, enough to choose the word table."""

from __future__ import annotations

import re
from typing import Final

from .lexicon import load, table_for
from .spelling import normal
from .tokens import Tokens
from .types import Language

TAMIL: Final = re.compile(r"[\u0b80-\u0bff]")
_LETTER: Final = re.compile(r"[^\W\d_]")
#: A mixed-language comment shows at least this share of distinct marker words; a stray name does not.
_MARKER_SHARE: Final = 0.07
#: An English text shows at least this share of everyday words among its distinct ones.
ENGLISH_SHARE: Final = 0.2
#: A text with this many of the everyday words is English, whatever else it holds.
_MANY: Final = 16
#: A text this short may be a title or a cry ("Masterpiece!") and hold no everyday English word.
_SHORT: Final = 4


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def detect(tokens: Tokens) -> Language:
    """Language of a tokenised text; ``other`` when it holds no letters or none of the words we know it by."""
    low = tokens.lower
    distinct = set(tokens.words)
    ascii_only = low.isascii()
    # Vowel marks count as Tamil signs and not as letters, so this asks for about a quarter of the letters.
    if not ascii_only and TAMIL.search(low) and _count(TAMIL, low) * 2 >= _count(_LETTER, low):
        return "ta"
    markers = load().markers
    english = len(markers["en"] & distinct)
    if english >= _MANY:
        return "en"
    tamil_words = len(markers["ta-en"] & distinct)
    hindi_words = len(markers["hi-en"] & distinct)
    if english < ENGLISH_SHARE * len(distinct):
        # Little everyday English: look again in normalised spelling.
        spelled = {normal(word) for word in distinct}
        tamil_words = len(markers["ta-en"] & spelled)
        hindi_words = len(markers["hi-en"] & spelled)
    most = max(tamil_words, hindi_words)
    if most and most >= _MARKER_SHARE * len(distinct):
        return "ta-en" if tamil_words >= hindi_words else "hi-en"
    if english:
        return "en"
    if ascii_only and len(distinct) <= _SHORT and _LETTER.search(low):
        return "en"
    return _by_opinions(distinct)


def _by_opinions(distinct: set[str]) -> Language:
    """The language whose opinion words a text without everyday words holds: a cry like "Verithanam"."""
    english = table_for("en")
    own = {normal(word) for word in distinct if word not in english.words and word not in english.specials}
    tamil_words = len(own & table_for("ta-en").indian)
    hindi_words = len(own & table_for("hi-en").indian)
    if max(tamil_words, hindi_words) < len(distinct) - len(own):
        return "en"
    if tamil_words == hindi_words:
        return "other"
    return "ta-en" if tamil_words > hindi_words else "hi-en"


def respell(tokens: Tokens, language: Language) -> Tokens:
    """The tokens of a mixed-language comment with its Indian words in normalised spelling."""
    known, everyday = table_for(language).indian, load().markers["en"]
    words = []
    for word in tokens.words:
        spelled = normal(word)
        words.append(spelled if spelled in known and word not in everyday else word)
    return tokens._replace(words=words)
