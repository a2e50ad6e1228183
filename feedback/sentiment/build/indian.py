"""The learned part of Tamil-English, Hindi-English and Tamil script: one valence for each normalised spelling."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np  # type: ignore[import-not-found, unused-ignore]

from feedback.sentiment.language import TAMIL
from feedback.sentiment.lexicon import Table, add_curated_english, add_modifiers, load
from feedback.sentiment.spelling import normal
from feedback.sentiment.tokens import tokenize
from feedback.sentiment.types import Language

from .features import Matrices, candidates, phrase
from .fit import Lesson, fit
from .names import left_out, names
from .texts import Vocabulary, read_corpus, rows

#: Language -> training file, entries to keep.
SOURCES: Final[dict[Language, tuple[str, int]]] = {
    "ta-en": ("tamil_english", 3400),
    "ta": ("tamil_english", 900),
    "hi-en": ("hinglish", 2600),
}
LIKED: Final = {"positive": 0.98, "neutral": 0.5, "negative": 0.02, "mixed_feelings": 0.5, "unknown_state": 0.5}
#: Words kept for each language because they show it.
MARKERS: Final = 700
LEAST: Final = 3
LONGEST: Final = 2
STRENGTH: Final = 0.3
#: 0: each comment counts alike; 1: praise and blame count alike.
BALANCE: Final = 0.9
NEUTRAL: Final = 0.1
SCALE: Final = 1.5
LIMIT: Final = 4.0


class Spellings:
    """Texts in normalised spelling, and the spelling most writers used."""

    def __init__(self, language: Language) -> None:
        self.everyday = load().markers["en"]
        self.script = language == "ta"
        self.used: dict[str, Counter[str]] = {}

    def respell(self, text: str) -> str:
        """``text`` with each Indian word normalised."""
        tokens = tokenize(text)
        made, reached = [], 0
        for at, word in enumerate(tokens.words):
            if word:
                spelled = word if word in self.everyday else normal(word)
                self.used.setdefault(spelled, Counter())[word] += 1
                made += [tokens.lower[reached : tokens.before[at] + at], spelled]
                reached = tokens.before[at + 1] + at
        return "".join([*made, tokens.lower[reached:]])

    def common(self, phrase_: str) -> str:
        """The words as most writers spell them."""
        return " ".join(
            max(sorted(self.used[word]), key=lambda form, word=word: self.used[word][form])  # type: ignore[misc]
            if word in self.used
            else word
            for word in phrase_.split(" ")
        )


def _lesson_texts(data: Path, language: Language) -> tuple[list[str], np.ndarray]:
    found = [
        (LIKED[label.lower()], text)
        for label, text in rows(data, f"{SOURCES[language][0]}_train")
        if label.lower() in LIKED and (language != "ta" or TAMIL.search(text))
    ]
    return [text for _liked, text in found], np.array([liked for liked, _text in found])


def _learn(data: Path, language: Language) -> list[tuple[str, str, float]]:
    texts, liked = _lesson_texts(data, language)
    spellings = Spellings(language)
    table, vocabulary = Table(), Vocabulary()
    add_curated_english(table)
    table.words.clear()
    add_modifiers(table, language)
    corpus = read_corpus([spellings.respell(text) for text in texts], table, vocabulary)
    named = {normal(word) for word in left_out() | names(texts)} - set(spellings.everyday)
    hidden = named | left_out()
    blank = np.array([word in hidden or any(map(str.isdigit, word)) for word in vocabulary.words])
    known = candidates([(corpus, LEAST)], blank, LONGEST)
    known = known[[_own(phrase(int(key), vocabulary), spellings, hidden) for key in known]]
    matrix = Matrices(corpus, blank, known, LONGEST)
    # Praise is several times as frequent as blame; both sides are to count alike.
    share = liked[liked != 0.5].mean()
    even = np.where(liked > 0.5, 0.5 / share, np.where(liked < 0.5, 0.5 / (1 - share), NEUTRAL))
    weight = even**BALANCE
    positive = np.ones(len(known), bool)
    for _round in range(2):
        lesson = Lesson(matrix.signed(positive), matrix.offset, liked, weight)
        # The engine knows no constant, so that none may be learned.
        weights, _worth = fit([lesson], STRENGTH, intercept=False)
        positive = weights > 0
    telling = np.round(np.abs(weights) * np.sqrt(matrix.frequency()), 9)
    best = np.argsort(-telling, kind="stable")[: SOURCES[language][1]]
    made = {}
    for column in sorted(best):
        number = float(round(max(-LIMIT, min(LIMIT, weights[column] * SCALE)), 2)) + 0.0
        if number:
            made[spellings.common(phrase(int(known[column]), vocabulary))] = number
    return [(words, language, number) for words, number in made.items()]


def _own(words: str, spellings: Spellings, hidden: set[str]) -> bool:
    """Whether the entry is in the script at hand and holds no name."""
    named = any(word in hidden and word not in spellings.everyday for word in words.split(" "))
    return bool(TAMIL.search(words)) == spellings.script and not named


def learn_indian(data: Path) -> list[tuple[str, str, float]]:
    """All entries: words, language, valence; sorted."""
    return sorted(entry for language in SOURCES for entry in _learn(data, language))


def learn_markers(data: Path) -> list[tuple[str, str]]:
    """The most frequent words of each language that English texts and the other language do not use; sorted."""
    english = _frequency(data, "imdb")
    found: dict[str, Counter[str]] = {
        language: _frequency(data, SOURCES[language][0]) for language in ("ta-en", "hi-en")
    }
    hidden = {normal(word) for word in left_out()}
    made = []
    for language, other in (("ta-en", "hi-en"), ("hi-en", "ta-en")):
        own = [
            word
            for word, count in found[language].items()
            if len(word) > 1
            and word.isalpha()
            and word.isascii()
            and word not in hidden
            and count >= 8 * english[word]
            and count >= 5 * found[other][word]
        ]
        own.sort(key=lambda word, counts=found[language]: (-counts[word], word))  # type: ignore[misc]
        made += [(word, language) for word in own[:MARKERS]]
    return sorted(made)


def _frequency(data: Path, source: str) -> Counter[str]:
    """In how many texts each normalised word stands."""
    counts: Counter[str] = Counter()
    shown: list[str] = []
    for label, text in rows(data, f"{source}_train"):
        if label != "not-Tamil":
            counts.update({normal(word) for word in tokenize(text).words})
            if source != "imdb":
                shown.append(text)
    for name in names(shown):
        counts.pop(normal(name), None)
    return counts
