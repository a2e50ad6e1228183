"""Training texts as the engine reads them: words, what stands between them, and what the rules would do."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np  # type: ignore[import-not-found, unused-ignore]

from feedback.sentiment.effects import Effect, Surroundings
from feedback.sentiment.lexicon import Table
from feedback.sentiment.marks import written_marks
from feedback.sentiment.rules import Hits, apply, find, weigh
from feedback.sentiment.tokens import tokenize

#: Of the aspect sentences, which have no development file, this many in 256 are held out for choosing.
_HELD_OUT: Final = 100


def held_out(text: str) -> bool:
    """Whether an aspect sentence is kept for development, by a hash of the sentence."""
    return hashlib.sha256(text.encode()).digest()[0] < _HELD_OUT


def rows(data: Path, name: str) -> Iterator[tuple[str, str]]:
    """Label and text of each row of a training or development file."""
    with gzip.open(data / f"{name}.tsv.gz", "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            label, text = line.rstrip("\n").split("\t", 1)
            yield label, text


class Vocabulary:
    """Words by number, in order of their first appearance."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.words: list[str] = []

    def number(self, word: str) -> int:
        """The number of a word, a new one if need be."""
        found = self.numbers.get(word)
        if found is None:
            found = self.numbers[word] = len(self.words)
            self.words.append(word)
        return found


class Corpus(NamedTuple):
    """Many texts as one row of words; each array has one place for each word, ``offset`` one for each text."""

    text: np.ndarray
    """Which text the word is in."""
    word: np.ndarray
    joined: np.ndarray
    """Whether a phrase may go on from the word before."""
    praise: np.ndarray
    """Factor of all rules on praise that starts here; 0 inside hand-written phrases."""
    blame: np.ndarray
    single: np.ndarray
    """Whether the word alone may be learned: it is not written by hand."""
    capital: np.ndarray
    """Whether it starts with a capital and goes on small."""
    offset: np.ndarray
    """What the hand-written part of the lexicon and the marks add up to."""
    size: int


def _factors(effects: list[Effect], count: int, sign: float) -> list[float]:
    """What the effects make of an opinion of this sign at each word."""
    places = list(range(count))
    hits = Hits(places, places, places, [sign] * count, [()] * count)
    apply(effects, hits)
    return [sign * weight for weight in hits.weight]


def read_corpus(texts: Iterable[str], table: Table, vocabulary: Vocabulary, step: int = 0) -> Corpus:
    """Read texts with the hand-written part of the engine, ``table``, its valences those of ``step``."""
    text: list[int] = []
    word: list[int] = []
    joined: list[bool] = []
    praise: list[float] = []
    blame: list[float] = []
    single: list[bool] = []
    offset: list[float] = []
    capital: list[bool] = []
    for number, raw in enumerate(texts):
        tokens = tokenize(raw)
        words, before = tokens.words, tokens.before
        capital += [raw[before[at] + at : before[at + 1] + at].istitle() for at in range(len(words))]
        firsts, lasts, numbers, blocked = find(words, table)
        effects = Surroundings(tokens, words).collect(table, blocked)
        weights, rules = weigh(numbers, table.valences[step])
        apply(effects, Hits(firsts, lasts, numbers, weights, rules))
        for sign, kept in ((1.0, praise), (-1.0, blame)):
            kept += [0.0 if at in blocked else factor for at, factor in enumerate(_factors(effects, len(words), sign))]
        offset.append(sum(weights) + sum(mark[2] for mark in written_marks(tokens.lower)))
        text += [number] * len(words)
        word += map(vocabulary.number, words)
        joined += [at > 0 and spoken != "" and words[at - 1] != "" for at, spoken in enumerate(words)]
        single += [known != "" and known not in table.words for known in words]
    return Corpus(
        np.array(text, np.int64),
        np.array(word, np.int64),
        np.array(joined, bool),
        np.array(praise, np.float32),
        np.array(blame, np.float32),
        np.array(single, bool),
        np.array(capital, bool),
        np.array(offset, np.float32),
        len(offset),
    )
