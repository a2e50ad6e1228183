"""The learned part of English: two valences for each word or phrase, for short texts and for long ones.

Long texts teach first (IMDb reviews); their weights are then one column of the lesson of the short texts (Rotten
Tomatoes, SST sentences and phrases, the graded VADER snippets), so that a word that stands in few snippets keeps
what the reviews say about it. Both are fitted on the factors that the engine's own rules give, so that rules and
weights agree. The most telling entries are kept and fitted once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np  # type: ignore[import-not-found, unused-ignore]

from feedback.sentiment.lexicon import STEPS, Table, add_curated_english

from .features import BASE, Matrices, candidates, phrase, titles
from .fit import Lesson, fit
from .names import left_out, names
from .texts import Corpus, Vocabulary, held_out, read_corpus, rows

ENTRIES: Final = 19_400
LONGEST: Final = 3
LONG: Final = "imdb"
#: Short sources and how much one of their texts counts.
SHORT: Final = {"rt": 1.0, "sst": 0.5, "sst_phrases": 1.0, "vader_movie": 1.0, "aspect": 0.4}
#: A candidate stands in this many texts of one source.
LEAST: Final = {"imdb": 4, "rt": 2, "sst": 2, "sst_phrases": 2}
STRENGTH_LONG: Final = 0.05
STRENGTH_SHORT: Final = 0.1
#: How likely praise is at each of the five degrees of SST, and per unit of a VADER rating (as a logit).
DEGREES: Final = (0.02, 0.2, 0.5, 0.8, 0.98)
RATING: Final = 1.2
#: Valence of one unit of log-odds.
SCALE: Final = 1.5
LIMIT: Final = 4.0
_CONJUNCTIONS: Final = frozenset(("and", "or", "but", "that", "because", "while", "which"))


class Learned(NamedTuple):
    """One line of ``learned_english.tsv``."""

    words: str
    short: float
    long: float


def liked(source: str, labels: list[str]) -> np.ndarray:
    """Probability that each text is praise."""
    if source == "imdb":
        return np.array([float(int(label) > 5) for label in labels])
    if source == "sst":
        return np.array([DEGREES[int(label)] for label in labels])
    if source == "vader_movie":
        return 1 / (1 + np.exp(-RATING * np.array([float(label) for label in labels])))
    return np.array([float(label.endswith("pos")) for label in labels])


def one_sided(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Aspect sentences that say the same of all their aspects, once each, without those held out."""
    sides: dict[str, set[str]] = {}
    for label, text in found:
        sides.setdefault(text, set()).add(label.rsplit(":", 1)[1])
    return [(min(side), text) for text, side in sides.items() if len(side) == 1 and not held_out(text)]


class English:
    """The training texts, read once."""

    def __init__(self, data: Path) -> None:
        table = Table()
        add_curated_english(table)
        self.vocabulary = Vocabulary()
        self.corpora: dict[str, Corpus] = {}
        self.liked: dict[str, np.ndarray] = {}
        capitals: list[str] = []
        for source in (LONG, *SHORT):
            found = list(rows(data, f"{source}_train"))
            if source == "aspect":
                found = one_sided(found)
            self.liked[source] = liked(source, [label for label, _text in found])
            step = STEPS if source == LONG else 0
            self.corpora[source] = read_corpus([text for _label, text in found], table, self.vocabulary, step)
            if source in (LONG, "vader_movie"):  # the others are in lower case
                capitals += [text for _label, text in found]
        named, hidden = names(capitals), left_out()
        words = self.vocabulary.words
        self.named = np.array([word in named for word in words])
        self.blank = np.array([word in hidden or word in named or any(map(str.isdigit, word)) for word in words])

    def learn(self) -> list[Learned]:
        """All entries, sorted by their words."""
        known = candidates([(self.corpora[source], least) for source, least in LEAST.items()], self.blank, LONGEST)
        known = known[[not self._ill_cut(int(key)) for key in known]]
        natural = [self.corpora[LONG], self.corpora["vader_movie"]]
        known = known[~titles(natural, self.blank, known, LONGEST)]
        matrices = {source: Matrices(corpus, self.blank, known, LONGEST) for source, corpus in self.corpora.items()}
        long, short = self._fit(matrices, np.ones(len(known), bool))
        best = most_telling(long, short, matrices)
        known = known[best]
        matrices = {source: matrix.only(best) for source, matrix in matrices.items()}
        long, short = self._fit(matrices, short[best] > 0)
        made = []
        for key, low, high in zip(known, short, long, strict=True):
            entry = Learned(phrase(int(key), self.vocabulary), _valence(low), _valence(high))
            if entry.short or entry.long:
                made.append(entry)
        return sorted(made)

    def _ill_cut(self, key: int) -> bool:
        """Whether an entry holds a name, or a conjunction, which parts opinions."""
        numbers = []
        while key:
            key, word = divmod(key, BASE)
            numbers.append(word - 1)
        words = self.vocabulary.words
        return any(self.named[number] or words[number] in _CONJUNCTIONS for number in numbers)

    def _fit(self, matrices: Mapping[str, Matrices], positive: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Weights for long texts and for short ones; twice each, as the rules ask for the signs."""
        matrix = matrices[LONG]
        long = np.zeros(0)
        signs = positive
        for _round in range(2):
            lesson = Lesson(matrix.signed(signs), matrix.offset, self.liked[LONG], 1.0)
            long, _worth = fit([lesson], STRENGTH_LONG)
            signs = long > 0
        short, signs = long, positive if len(positive) < 100_000 else signs
        for _round in range(2):
            lessons = [
                Lesson(matrices[source].signed(signs), matrices[source].offset, self.liked[source], weight)
                for source, weight in SHORT.items()
            ]
            short, _worth = fit(lessons, STRENGTH_SHORT, long)
            signs = short > 0
        return long, short


def most_telling(long: np.ndarray, short: np.ndarray, matrices: Mapping[str, Matrices]) -> np.ndarray:
    """Columns of the entries to keep: those that move long texts most, and those that move short texts most."""
    in_long = matrices[LONG].frequency()
    in_short = matrices["rt"].frequency() + matrices["sst_phrases"].frequency()
    ranks = [
        np.argsort(np.argsort(-np.round(np.abs(weights) * np.sqrt(frequency), 9), kind="stable"), kind="stable")
        for weights, frequency in ((long, in_long), (short, in_short + 0.01 * in_long))
    ]
    return np.sort(np.argsort(np.minimum(*ranks), kind="stable")[:ENTRIES])


def _valence(weight: float) -> float:
    return float(round(max(-LIMIT, min(LIMIT, weight * SCALE)), 2)) + 0.0
