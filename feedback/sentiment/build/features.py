"""Words and phrases as columns of a matrix, the rules' factors as its values."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

import numpy as np  # type: ignore[import-not-found, unused-ignore]
import scipy.sparse as sp  # type: ignore[import-not-found, import-untyped, unused-ignore]

from feedback.sentiment.rules import MOST_REPEATS, REPEATED

from .texts import Corpus, Vocabulary

#: Keys of phrases: numbers of the words as digits to this base, plus one each so that 0 means "no word".
BASE = 1 << 20


def keys(corpus: Corpus, blank: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Places where a phrase of ``length`` words starts, and its key; ``blank`` words say nothing by themselves."""
    word = corpus.word + 1
    count = len(word)
    if count < length:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    end = count - length + 1
    key = np.zeros(end, np.int64)
    told = np.zeros(end, bool)
    fits = np.ones(end, bool)
    for at in range(length):
        key = key * BASE + word[at : at + end]
        told |= ~blank[corpus.word[at : at + end]]
        if at:
            fits &= corpus.joined[at : at + end] & (corpus.text[at : at + end] == corpus.text[:end])
    if length == 1:
        fits &= corpus.single
    places = np.nonzero(fits & told)[0]
    return places, key[places]


def candidates(corpora: Sequence[tuple[Corpus, int]], blank: np.ndarray, longest: int) -> np.ndarray:
    """Keys that stand in enough texts of one corpus, rising."""
    found = []
    for corpus, least in corpora:
        for length in range(1, longest + 1):
            places, key = keys(corpus, blank, length)
            known, number = np.unique(key, return_inverse=True)
            pairs = np.unique(number * corpus.size + corpus.text[places])
            found.append(known[np.bincount(pairs // corpus.size, minlength=len(known)) >= least])
    return np.unique(np.concatenate(found))


def titles(corpora: Sequence[Corpus], blank: np.ndarray, known: np.ndarray, longest: int) -> np.ndarray:
    """Which keys are titles: phrases whose telling words mostly start with a capital."""
    capitals, total = np.zeros(len(known)), np.zeros(len(known))
    for corpus in corpora:
        shown = corpus.capital | blank[corpus.word]
        for length in range(2, longest + 1):
            places, key = keys(corpus, blank, length)
            column = np.minimum(np.searchsorted(known, key), len(known) - 1)
            fits = known[column] == key
            places, column = places[fits], column[fits]
            every = np.ones(len(places), bool)
            for at in range(length):
                every &= shown[places + at]
            capitals += np.bincount(column, every, len(known))
            total += np.bincount(column, minlength=len(known))
    return (capitals >= 2) & (capitals > 0.4 * total)


def phrase(key: int, vocabulary: Vocabulary) -> str:
    """The words of a key."""
    words: list[str] = []
    while key:
        key, word = divmod(key, BASE)
        words.append(vocabulary.words[word - 1])
    return " ".join(reversed(words))


def _repeats(key: np.ndarray) -> np.ndarray:
    """For each place of a sorted row, how many equal ones stand before it."""
    places = np.arange(len(key))
    new = np.ones(len(key), bool)
    new[1:] = key[1:] != key[:-1]
    repeats: np.ndarray = places - np.maximum.accumulate(np.where(new, places, 0))
    return repeats


class Matrices:
    """Texts by keys, once with the factors on praise and once with those on blame."""

    def __init__(self, corpus: Corpus, blank: np.ndarray, known: np.ndarray, longest: int) -> None:
        rows, columns, places = [], [], []
        for length in range(1, longest + 1):
            place, key = keys(corpus, blank, length)
            column = np.minimum(np.searchsorted(known, key), len(known) - 1)
            fits = known[column] == key
            places.append(place[fits])
            rows.append(corpus.text[place[fits]])
            columns.append(column[fits])
        place, key = np.concatenate(places), np.concatenate(rows) * len(known) + np.concatenate(columns)
        order = np.lexsort((place, key))
        place, key = place[order], key[order]
        again = _repeats(key)
        share = np.where(again == 0, 1.0, REPEATED) * (again < MOST_REPEATS)
        where = (key // len(known), key % len(known))
        shape = (corpus.size, len(known))
        self.praise = sp.csr_matrix((corpus.praise[place] * share, where), shape=shape)
        self.blame = sp.csr_matrix((corpus.blame[place] * share, where), shape=shape)
        self.offset = corpus.offset

    def only(self, columns: np.ndarray) -> Matrices:
        """The same texts by fewer keys."""
        made = copy(self)
        made.praise, made.blame = self.praise[:, columns], self.blame[:, columns]
        return made

    def signed(self, positive: np.ndarray) -> sp.csr_matrix:
        """Each column with the factors that fit the sign of its key."""
        chosen = positive.astype(np.float32)
        made = self.praise @ sp.diags(chosen) + self.blame @ sp.diags(1 - chosen)
        return made.tocsr()

    def frequency(self) -> np.ndarray:
        """In how many texts each key stands."""
        return np.asarray((self.praise != 0).sum(0)).ravel()
