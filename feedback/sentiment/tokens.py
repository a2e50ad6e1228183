"""Cutting a text into words, with their places in the original text.

Every character that belongs to no word becomes a space, one for one, and the text is split at single spaces. Two
separators in a row (", ", ". ", " - ") leave an empty word between them: where one stands, a clause ends. A single
hyphen or space does not part words, so "well-acted" and "well acted" read alike.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final, NamedTuple

# Letters and digits of any script, plus the Indic blocks whole: \w leaves out their vowel signs.
_SEPARATOR: Final = re.compile(r"[^\w\u0900-\u0963\u0966-\u0dff' ]")
_ASCII: Final = str.maketrans({chr(code): " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "'")})
_LONG_RUN: Final = re.compile(r"([^\W\d_])\1\1")
_RUN: Final = re.compile(r"([^\W\d_])\1{2,}")
# One character for one character, so that every index stays an index into the original text.
_APOSTROPHES: Final = ("’", "‘", "`", "ʼ")
#: Tokenised texts write "does n't"; this letter (which no text holds any more by then) joins it to one word.
_JOINER: Final = "ʼ"


class Tokens(NamedTuple):
    """Words in lower case, ``""`` where a clause ends.

    Word ``i`` starts at character ``before[i] + i`` and ends before ``before[i + 1] + i``.
    """

    words: list[str]
    before: list[int]
    """How many characters of words stand before each."""
    lower: str


def lower_same_length(text: str) -> str:
    """Lower case, leaving alone the few letters (like ``İ``) whose lower case is longer."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def tokenize(text: str) -> Tokens:
    """Split ``text``; linear in its length."""
    low = lower_same_length(text)
    if low.isascii():
        spaced = low.translate(_ASCII)
    else:
        for sign in _APOSTROPHES:
            if sign in low:
                low = low.replace(sign, "'")
        spaced = _SEPARATOR.sub(" ", low).replace("_", " ")
    if "'" in spaced:
        return _with_apostrophes(spaced, low)
    words = spaced.split(" ")
    return Tokens(words, [0, *accumulate(map(len, words))], low)


def _with_apostrophes(spaced: str, low: str) -> Tokens:
    """Apostrophes stay inside words ("don't"); around them they are quotation marks; "'s" is a word of its own."""
    if "''" in spaced:
        spaced = spaced.replace("''", "  ")
    joined = " n't" in spaced
    if joined:
        spaced = spaced.replace(" n't", _JOINER + "n't")
    spaced = f" {spaced} ".replace(" '", "  ").replace("' ", "  ").replace("'s ", " s ")[1:-1]
    words = spaced.split(" ")
    before = [0, *accumulate(map(len, words))]
    if joined:
        words = [word.replace(_JOINER, "") for word in words]
    return Tokens(words, before, low)


def has_long_run(low: str) -> bool:
    """Whether some letter stands three times in a row."""
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
