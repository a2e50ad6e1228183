"""Cutting a text into words and the gaps between them, with their places in the original text."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final, NamedTuple

# Letters and digits of any script, plus the Indic blocks whole: \w leaves out their vowel signs. A possessive or
# shortened "'s" is a word of its own, so that "film's" and "film 's" read alike.
# No two parts of the pattern can match the same character, so matching is linear.
_WORD: Final = re.compile(r"([\w\u0900-\u0963\u0966-\u0dff]+(?:'(?!s(?!\w))[\w\u0900-\u0963\u0966-\u0dff]+)*)")
_LONG_RUN: Final = re.compile(r"([^\W\d_])\1\1")
_RUN: Final = re.compile(r"([^\W\d_])\1{2,}")
# One character for one character, so that every index stays an index into the original text.
_SAME_LENGTH: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "ʼ": "'", "_": " "})
#: Tokenised texts write "does n't"; the letter ʼ (which no text holds any more here) joins it to one word.
_JOINER: Final = "ʼ"


class Tokens(NamedTuple):
    """``gaps[i]`` stands before ``words[i]``, and one more gap after the last word.

    Words are lower case. Word ``i`` starts at character ``ends[2 * i]`` and ends before ``ends[2 * i + 1]``.
    """

    words: list[str]
    gaps: list[str]
    ends: list[int]
    lower: str
    lengthened: bool
    """Whether some letter stands three times in a row."""


def lower_same_length(text: str) -> str:
    """Lower case, leaving alone the few letters (like ``İ``) whose lower case is longer."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def tokenize(text: str) -> Tokens:
    """Split ``text``; costs one regular-expression pass, linear in its length."""
    low = lower_same_length(text)
    if "_" in low or "`" in low or not low.isascii():
        low = low.translate(_SAME_LENGTH)
    if " n't" in low:
        parts = _WORD.split(low.replace(" n't", _JOINER + "n't"))
        words = [word.replace(_JOINER, "") for word in parts[1::2]]
    else:
        parts = _WORD.split(low)
        words = parts[1::2]
    return Tokens(words, parts[0::2], list(accumulate(map(len, parts))), low, _has_long_run(low))


def _has_long_run(low: str) -> bool:
    if not low.isascii():
        return _LONG_RUN.search(low) is not None
    raw = low.encode()
    number = int.from_bytes(raw)
    # Byte i is zero where byte i equals the two before it: ten times as fast as a back-reference.
    differs = ((number ^ number >> 8) | (number ^ number >> 16)).to_bytes(len(raw))
    at = differs.find(0)
    while at >= 0:
        if raw[at : at + 1].isalpha():
            return True
        at = differs.find(0, at + 1)
    return False


def is_lengthened(word: str) -> bool:
    """Whether some letter of the word stands three times or more in a row."""
    return _LONG_RUN.search(word) is not None


def shorten(word: str) -> tuple[str, str]:
    """``"goooood"`` as ``("good", "god")``: each long run of one letter cut to two letters, and to one."""
    return _RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)
