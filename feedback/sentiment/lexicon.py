"""The words the engine knows: reads ``data/*.tsv`` once and indexes them for the reader of texts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from .spelling import normal
from .types import ASPECTS, Language

_PACKAGE: Final = __package__ or "feedback.sentiment"
LEARNED_FILES: Final = ("learned_english.tsv", "learned_indian.tsv", "learned_markers.tsv")
_DATA_FILES: Final = (
    "aspects.tsv",
    "emoji.tsv",
    "english.tsv",
    "indian.tsv",
    *LEARNED_FILES,
    "markers.tsv",
    "modifiers.tsv",
)
_RULE_FILES: Final = (
    "aspects.py",
    "effects.py",
    "engine.py",
    "language.py",
    "lexicon.py",
    "marks.py",
    "rules.py",
    "spelling.py",
    "tokens.py",
    "types.py",
)
#: One word says less in a long text: the hand-written valences there, and in short ones, as learned ones weigh.
HAND_SHORT: Final = 0.8
HAND_LONG: Final = 0.25
_NOT_FORMS: Final = ("isn't", "isnt", "wasn't", "wasnt", "aren't", "arent", "weren't", "werent", "ain't", "n't")
#: Between the valences of a short text and those of a long one lie this many steps.
STEPS: Final = 4


class Tail(NamedTuple):
    """The words after the first of a phrase that changes opinions or names an aspect."""

    length: int
    words: list[str]
    role: str
    """``aspect``, ``implied`` or a role of ``modifiers.tsv``."""
    number: float
    aspect: str | None


class Special(NamedTuple):
    """What can start at one word."""

    alone: list[Tail]
    phrases: dict[str, list[Tail]]
    """Second word -> phrases, longest first."""


class Table:
    """What is known in one language: shared between threads and never changed after loading.

    Opinions are numbered. Those up to ``learned`` come from training texts and add up where they overlap ("not
    funny" and "funny"); those above were written by hand, and a hand-written phrase speaks alone.
    """

    __slots__ = ("aspects", "indian", "learned", "pairs", "specials", "triples", "valences", "words")

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.pairs: dict[tuple[str, str], int] = {}
        """0 where the two words only begin a phrase of three."""
        self.triples: dict[tuple[str, str, str], int] = {}
        self.valences: list[list[float]] = [[0.0] for _ in range(STEPS + 1)]
        """Step (0 = short texts, ``STEPS`` = long ones) -> number of the opinion -> valence."""
        self.aspects: dict[int, str] = {}
        """Number of an opinion that implies an aspect -> that aspect."""
        self.specials: dict[str, Special] = {}
        """First word -> what can start there."""
        self.learned = 0
        self.indian: set[str] = set()
        """Normalised words of the language itself."""

    def indian_phrase(self, phrase: str) -> str:
        """``phrase`` in normalised spelling, its words remembered as known in it."""
        words = [normal(word) for word in phrase.split(" ")]
        self.indian.update(words)
        return " ".join(words)

    def add(self, phrase: str, short: float, long: float, aspect: str | None = None) -> None:
        """Give a phrase a valence; the later source wins."""
        number = len(self.valences[0])
        if short == long:
            for step in self.valences:
                step.append(short)
        else:
            for at, step in enumerate(self.valences):
                step.append(round(short + (long - short) * at / STEPS, 3))
        if aspect:
            self.aspects[number] = aspect
        parts = phrase.split(" ")
        if len(parts) == 1:
            self.words[phrase] = number
        elif len(parts) == 2:
            self.pairs[parts[0], parts[1]] = number
        else:
            self.pairs.setdefault((parts[0], parts[1]), 0)
            self.triples[parts[0], parts[1], parts[2]] = number

    def add_special(self, phrase: str, role: str, number: float, aspect: str | None = None) -> None:
        """Let a phrase change opinions, or name an aspect."""
        first, *rest = phrase.split(" ")
        special = self.specials.setdefault(first, Special([], {}))
        tails = special.phrases.setdefault(rest[0], []) if rest else special.alone
        tails.append(Tail(len(rest), rest, role, number, aspect))
        tails.sort(key=lambda tail: -tail.length)


class Lexicon(NamedTuple):
    """Everything read from the data files."""

    markers: dict[Language, frozenset[str]]
    """Words that show a language."""
    signs: dict[str, float]
    """Emoji and emoticons -> valence."""
    emoji: re.Pattern[str]
    emoticon: re.Pattern[str]


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a data file, split at tabs."""
    for line in files(_PACKAGE).joinpath("data", name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _aspect(name: str) -> str | None:
    if name == "-":
        return None
    if name not in ASPECTS:
        raise ValueError(f"unknown aspect {name!r}")
    return name


def _by_hand(number: str) -> tuple[float, float]:
    """Valences in short texts and in long ones of an entry written by hand."""
    value = float(number)
    return round(value * HAND_SHORT, 3), round(value * HAND_LONG, 3)


def _spoken(phrase: str) -> Iterator[str]:
    """A phrase as written, and one that starts with "not" with the short forms as well."""
    yield phrase
    first, _, rest = phrase.partition(" ")
    if first == "not" and rest:
        for form in _NOT_FORMS:
            yield f"{form} {rest}"


def add_curated_english(table: Table, besides: frozenset[str] = frozenset()) -> None:
    """The hand-written part of English, without the words in ``besides``."""
    for words, number, aspect in rows("english.tsv"):
        if words not in besides:
            for phrase in _spoken(words):
                table.add(phrase, *_by_hand(number), _aspect(aspect))
    for term, name, kind in rows("aspects.tsv"):
        table.add_special(term, "aspect" if kind == "term" else "implied", 0.0, _aspect(name))
    add_modifiers(table, "-")


def add_modifiers(table: Table, language: str) -> None:
    """The words of one language (``-``: English) that act on opinions."""
    for words, role, number, own in rows("modifiers.tsv"):
        if own == language:
            table.add_special(words if own == "-" else table.indian_phrase(words), role, float(number))


def add_curated_indian(table: Table, language: Language) -> None:
    """The hand-written words of one Indian language, in normalised spelling."""
    add_modifiers(table, language)
    for words, number, aspect, own, _mark in rows("indian.tsv"):
        if own == language:
            table.add(table.indian_phrase(words), *_by_hand(number), _aspect(aspect))


@cache
def table_for(language: Language) -> Table:
    """The table of one language: learned words first, so that the hand-written ones win.

    A mixed comment holds English too, but there its own learned words win over any English ones.
    """
    if language == "other":
        return table_for("en")
    table = Table()
    for words, short, long in rows("learned_english.tsv"):
        if language == "en":
            table.add(words, float(short), float(long))
    own = set()
    if language != "en":
        for words, of, number in rows("learned_indian.tsv"):
            if of == language:
                table.add(table.indian_phrase(words), float(number), float(number))
                own.add(words)
    table.learned = len(table.valences[0]) - 1
    add_curated_english(table, frozenset(own))
    if language != "en":
        add_curated_indian(table, language)
    return table


def _markers() -> dict[Language, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, language in rows("markers.tsv"):
        found.setdefault(language, set()).add(word)
    for words, _number, _aspect_name, language, mark in rows("indian.tsv"):
        if mark == "mark" and " " not in words:
            found.setdefault(language, set()).add(words)
    for word, language in rows("learned_markers.tsv"):
        found[language].add(word)
    for language in ("ta-en", "hi-en"):
        found[language].update([normal(word) for word in found[language]])
        found[language] -= found["en"]
    both = found["ta-en"] & found["hi-en"]
    found["ta-en"] -= both
    found["hi-en"] -= both
    return {
        "en": frozenset(found["en"]),
        "ta-en": frozenset(found["ta-en"]),
        "hi-en": frozenset(found["hi-en"]),
    }


def _any_of(signs: list[str]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=lambda sign: (-len(sign), sign)))


@cache
def load() -> Lexicon:
    """Read the small data files; the first call costs some milliseconds, later ones nothing."""
    signs = {sign: float(number) for sign, number in rows("emoji.tsv")}
    return Lexicon(
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
