"""Puts the sentence parts of `phrases` together: a text that fits its film, its rating and the person's manner."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from string import Formatter
from typing import Final

from analytics.demo.films import Audience
from analytics.demo.phrases import (
    BLAME,
    CLOSERS,
    EMOJI,
    NITPICKS,
    OPENERS,
    PRAISE,
    SERIES,
    SHORT,
    SPOILERS,
    TAMIL_ENGLISH,
    Mood,
)
from movies.models import Movie, ReleaseType

# How likely a sentence about an aspect is praise.
_PRAISES: Final = {Mood.GREAT: 0.97, Mood.GOOD: 0.8, Mood.MIXED: 0.5, Mood.POOR: 0.1}
_MOOD_FROM: Final = ((9, Mood.GREAT), (7, Mood.GOOD), (5, Mood.MIXED))  # half stars
# Parts of all reviews.
_SILENT, _SHORT, _IN_THEIR_WORDS, _SPOILER = 0.06, 0.3, 0.22, 0.035


def mood_of(half_stars: int) -> Mood:
    return next((mood for least, mood in _MOOD_FROM if half_stars >= least), Mood.POOR)


def names_in(movie: Movie) -> dict[str, str]:
    """What a sentence part may name of this film."""
    series = movie.release_type == ReleaseType.OTT
    names = {"it": "series" if series else "film", "hall": "" if series else "theatre"}
    names |= {"hero": movie.hero, "heroine": movie.heroine, "director": movie.director}
    return {key: name for key, name in names.items() if name}


def fill(part: str, names: Mapping[str, str]) -> str:
    """`part` with its names filled in; empty when it needs one that is not known."""
    needed = {field for _text, field, _spec, _conversion in Formatter().parse(part) if field}
    return part.format_map(names) if needed <= names.keys() else ""


def compose(rng: Random, movie: Movie, audience: Audience, half_stars: int) -> tuple[str, bool]:
    """A review's text (empty for a rating without words) and whether it is marked as a spoiler."""
    mood, names = mood_of(half_stars), names_in(movie)
    length = rng.random()
    if length < _SILENT:
        return "", False
    if length < _SHORT:
        return _pick(rng, SHORT[mood], names), False
    parts = _sentences(rng, movie, audience, mood, names)
    spoiler = rng.random() < _SPOILER
    if spoiler:
        parts.insert(1, rng.choice(SPOILERS))
    return _in_manner(rng, " ".join(filter(None, parts)), mood), spoiler


def _sentences(rng: Random, movie: Movie, audience: Audience, mood: Mood, names: Mapping[str, str]) -> list[str]:
    own_words = _own_words(movie, mood)
    if own_words and rng.random() < _IN_THEIR_WORDS:
        parts = [_pick(rng, own_words, names)]
        return parts if rng.random() < 0.6 else parts + _about_aspects(rng, audience, mood, names, most=1)
    parts = _about_aspects(rng, audience, mood, names, most=4)
    if rng.random() < 0.55:
        parts.insert(0, _pick(rng, OPENERS[mood], names))
    if rng.random() < 0.45:
        parts.append(_pick(rng, CLOSERS[mood], names))
    return parts


def _own_words(movie: Movie, mood: Mood) -> Sequence[str]:
    if movie.category == "Tamil":
        return TAMIL_ENGLISH[mood]
    return SERIES[mood] if movie.category == "K-Drama" else ()


def _about_aspects(rng: Random, audience: Audience, mood: Mood, names: Mapping[str, str], most: int) -> list[str]:
    """One to `most` sentences, each about another aspect; what the film is strong at is praised more often."""
    weights = [_weight(audience, aspect) for aspect in PRAISE]
    count = rng.choices(range(1, most + 1), [4, 5, 3, 1][:most])[0]
    # A dict keeps the order in which they came up and drops what came up twice.
    chosen = dict.fromkeys(rng.choices(list(PRAISE), weights, k=count))
    said = []
    for aspect in chosen:
        praise = _PRAISES[mood]
        if aspect in audience.strong:
            praise = praise + (1 - praise) * 0.5
        elif aspect in audience.weak:
            praise *= 0.45
        blame = NITPICKS if mood in (Mood.GREAT, Mood.GOOD) else BLAME
        said.append(_pick(rng, (PRAISE if rng.random() < praise else blame)[aspect], names))
    return said


def _weight(audience: Audience, aspect: str) -> int:
    """How much people talk about this aspect of the film."""
    if aspect in audience.without:
        return 0
    return 3 if aspect in (*audience.strong, *audience.weak) else 1


def _in_manner(rng: Random, text: str, mood: Mood) -> str:
    """As people type: some without capitals, some with emphasis, some with an emoji at the end."""
    manner = rng.random()
    if manner < 0.12:
        text = text.lower().removesuffix(".")
    elif manner < 0.2 and mood in (Mood.GREAT, Mood.POOR):
        text = text.removesuffix(".") + "!!"
    if rng.random() < 0.16:
        text = f"{text} {rng.choice(EMOJI[mood])}"
    return text


def _pick(rng: Random, parts: Sequence[str], names: Mapping[str, str]) -> str:
    usable: Iterable[str] = filter(None, (fill(part, names) for part in parts))
    return rng.choice(list(usable))
