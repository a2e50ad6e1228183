"""One spelling for the many in which people type Tamil and Hindi in Latin letters.

>>> normal("semmaa"), normal("zabardasth"), normal("mokkkai")
('sema', 'zabardast', 'mokai')
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

#: Pairs of letters that writers use for one sound.
_SOUNDS: Final = (
    ("zh", "l"),
    ("th", "t"),
    ("dh", "d"),
    ("sh", "s"),
    ("bh", "b"),
    ("ck", "k"),
    ("ph", "f"),
    ("w", "v"),
    ("z", "j"),
    ("ee", "i"),
    ("oo", "u"),
)
_DOUBLED: Final = re.compile(r"([^\W\d_])\1+")


@lru_cache(maxsize=1 << 16)
def normal(word: str) -> str:
    """The spelling under which a lower-case word of a mixed-language comment is looked up."""
    if word.isascii():
        for heard, kept in _SOUNDS:
            word = word.replace(heard, kept)
    return _DOUBLED.sub(r"\1", word)
