"""Cutting a text into words and the gaps between them, with their places in the original text."""

from __future__ import annotations

import re
from itertools import accumulate
from string import ascii_lowercase
from typing import Final, NamedTuple

# Letters and digits of any script, plus the Indic blocks whole: \w leaves out their vowel signs.
# No two parts of the pattern can match the same character, so matching is linear.
_WORD: Final = re.compile(r"([\w\u0900-\u0963\u0966-\u0dff]+(?:'[\w\u0900-\u0963\u0966-\u0dff]+)*)")
_LONG_RUN: Final = re.compile(r"([^\W\d_])\1\1")
_RUN: Final = re.compile(r"([^\W\d_])\1{2,}")
_ASCII_RUNS: Final = tuple(letter * 3 for letter in ascii_lowercase)
# One character for one character, so that every index stays an index into the original text.
_SAME_LENGTH: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "ʼ": "'", "_": " "})


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
    parts = _WORD.split(low)
    return Tokens(parts[1::2], parts[0::2], list(accumulate(map(len, parts))), low, _has_long_run(low))


def _has_long_run(low: str) -> bool:
    # For plain text, looking for 26 strings is several times faster than one back-reference.
    if low.isascii():
        return any(run in low for run in _ASCII_RUNS)
    return _LONG_RUN.search(low) is not None


def is_lengthened(word: str) -> bool:
    """Whether some letter of the word stands three times or more in a row."""
    return _LONG_RUN.search(word) is not None


def shorten(word: str) -> tuple[str, str]:
    """``"goooood"`` as ``("good", "god")``: each long run of one letter cut to two letters, and to one."""
    return _RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)
