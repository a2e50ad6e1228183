"""Names, which the learned part leaves out: words that writers nearly always start with a capital."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
#: A word is a name when at least this share of its places inside sentences starts with a capital.
SHARE: Final = 0.6
LEAST: Final = 2


def names(texts: Iterable[str]) -> frozenset[str]:
    """Names by their capitals, counted where no sentence starts and nothing is shouted."""
    capitals: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        for found in _WORD.finditer(text):
            word, start = found[0], found.start()
            if word.islower():
                small[word] += 1
            elif word.istitle() and text[start - 1 : start] == " " and text[start - 2 : start - 1].islower():
                capitals[word.lower()] += 1
    return frozenset(
        word for word, count in capitals.items() if count >= LEAST and count >= SHARE * (count + small[word])
    )


def left_out() -> frozenset[str]:
    """The hand-written list."""
    lines = files(__package__).joinpath("left_out.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
