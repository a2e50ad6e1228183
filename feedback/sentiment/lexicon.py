"""The words the engine knows: reads ``data/*.tsv`` once and indexes them for the reader of texts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from .types import ASPECTS, Language

#: A negative word outweighs a positive one of the same valence: praise is the polite default and stands in
#: bad reviews too, blame seldom stands in good ones. Chosen on the development sets.
NEGATIVE_GAIN: Final = 1.15

_PACKAGE: Final = __package__ or "feedback.sentiment"
_DATA_FILES: Final = ("aspects.tsv", "emoji.tsv", "english.tsv", "indian.tsv", "markers.tsv", "modifiers.tsv")
_RULE_FILES: Final = (
    "aspects.py",
    "engine.py",
    "language.py",
    "lexicon.py",
    "marks.py",
    "rules.py",
    "tokens.py",
    "types.py",
)


class Sense(NamedTuple):
    """What a word or phrase does."""

    role: str
    """``opinion``, ``aspect`` or a role of ``modifiers.tsv``."""
    number: float
    """Valence of an opinion; scope or factor of a modifier; 0 for an aspect term."""
    aspect: str | None


class Entry:
    """All that can start at one word: the word alone, and the phrases it opens."""

    __slots__ = ("phrases", "sense")

    def __init__(self) -> None:
        self.sense: Sense | None = None
        self.phrases: dict[str, list[tuple[list[str], Sense]]] = {}
        """Second word -> the words from the second on, longest phrase first."""


Table = dict[str, Entry]


class Lexicon(NamedTuple):
    """Everything read from the data files; shared between threads and never changed after loading."""

    tables: dict[Language, Table]
    """First word -> entry, one table per language: a word of one language does not speak in another."""
    markers: dict[Language, frozenset[str]]
    """Words that show a language."""
    signs: dict[str, float]
    """Emoji and emoticons -> valence."""
    emoji: re.Pattern[str]
    emoticon: re.Pattern[str]


def _rows(name: str) -> Iterator[list[str]]:
    for line in files(_PACKAGE).joinpath("data", name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _valence(number: str) -> float:
    value = float(number)
    return round(value * NEGATIVE_GAIN, 3) if value < 0 else value


def _aspect(name: str) -> str | None:
    if name == "-":
        return None
    if name not in ASPECTS:
        raise ValueError(f"unknown aspect {name!r}")
    return name


def _add(table: Table, phrase: str, sense: Sense) -> None:
    first, *rest = phrase.split(" ")
    entry = table.setdefault(first, Entry())
    if not rest:
        entry.sense = sense
        return
    tails = entry.phrases.setdefault(rest[0], [])
    tails[:] = [tail for tail in tails if tail[0] != rest]  # the later source wins
    tails.append((rest, sense))
    tails.sort(key=lambda tail: -len(tail[0]))


def _english() -> list[tuple[str, Sense]]:
    senses: list[tuple[str, Sense]] = []
    for term, aspect in _rows("aspects.tsv"):
        sense = Sense("aspect", 0.0, _aspect(aspect))
        senses += [(term, sense), (term + "'s", sense)]
    for words, number, aspect in _rows("english.tsv"):
        value = _valence(number)
        senses.append((words, Sense("opinion" if value else "plain", value, _aspect(aspect))))
    return senses


def _table(language: Language) -> Table:
    """English, which every mixed comment holds too, then the language's own words, then the modifiers."""
    table: Table = {}
    for words, sense in _english():
        _add(table, words, sense)
    for words, number, aspect, own, _mark in _rows("indian.tsv"):
        if own == language:
            _add(table, words, Sense("opinion", _valence(number), _aspect(aspect)))
    for words, role, number, own in _rows("modifiers.tsv"):
        if own in ("-", language):
            _add(table, words, Sense(role, float(number), None))
    return table


def _markers() -> dict[Language, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, language in _rows("markers.tsv"):
        found.setdefault(language, set()).add(word)
    for words, _number, _aspect_name, language, mark in _rows("indian.tsv"):
        if mark == "mark" and " " not in words:
            found.setdefault(language, set()).add(words)
    return {
        "en": frozenset(found["en"]),
        "ta-en": frozenset(found["ta-en"]),
        "hi-en": frozenset(found["hi-en"]),
    }


def _any_of(signs: list[str]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=lambda sign: (-len(sign), sign)))


@cache
def load() -> Lexicon:
    """Read the data files; the first call costs some 20 ms, later ones nothing."""
    english = _table("en")
    signs = {sign: _valence(number) for sign, number in _rows("emoji.tsv")}
    return Lexicon(
        tables={
            "en": english,
            "other": english,
            "ta-en": _table("ta-en"),
            "hi-en": _table("hi-en"),
            "ta": _table("ta"),
        },
        markers=_markers(),
        signs=signs,
        emoji=re.compile(_any_of([sign for sign in signs if not sign.isascii()])),
        # Not before a word or in an address: "http://" holds no long face.
        emoticon=re.compile(rf"(?:{_any_of([sign for sign in signs if sign.isascii()])})(?![\w/])"),
    )


@cache
def version() -> str:
    """Twelve hex digits that change whenever the data or the rules change."""
    digest = hashlib.sha256()
    root = files(_PACKAGE)
    sources = [root.joinpath("data", name) for name in _DATA_FILES]
    sources += [root.joinpath(name) for name in _RULE_FILES]
    for source in sources:
        # A check-out with other line ends is the same engine.
        content = source.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{source.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]
