"""Which side of the film each opinion is about.

A word that names an aspect takes the opinions of its sentence, each divided by ``1 + distance / FADE``: the nearest
counts most, and a comma, "and" or "but" between counts as ``CLAUSE_DISTANCE`` words. Where its own clause says enough
(``BESIDE``), that alone counts. An opinion word may also imply
an aspect by itself ("dragged": pacing). Opinions come with all rules applied, so negation is respected. An aspect's
score is ``s / sqrt(s*s + ASPECT_K)``, ``s`` being the sum of its opinions' weights: one plain "good" beside the
music gives about +0.6.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from math import sqrt
from typing import Final

from .lexicon import Table
from .rules import Reading
from .types import ASPECTS, AspectScore

ASPECT_K: Final = 4.0
#: A clause boundary between term and opinion parts them like this many words.
CLAUSE_DISTANCE: Final = 2
#: An opinion this many words away counts half.
FADE: Final = 30.0
#: Where the term's own clause says this much, the rest of the sentence says nothing about it.
BESIDE: Final = 0.8
#: Further away than this, an opinion is about something else.
REACH: Final = 30

#: What parts two opinions of one sentence; the empty word stands for a comma or the like.
_DIVIDERS: Final = frozenset(("", "and", "but", "while", "although", "though", "yet"))

Span = tuple[int, int]


def score_aspects(reading: Reading, table: Table, before: list[int]) -> Mapping[str, AspectScore]:
    """Aspects of a text from its opinions and aspect terms; linear in their number.

    ``before`` is that of ``Tokens``.
    """
    found: dict[str, dict[Span, float]] = {}
    firsts, lasts, numbers, weights, _rules = reading.hits
    if reading.terms:
        dividers = [at for at, word in enumerate(reading.words) if word in _DIVIDERS]
        for first, last, aspect in reading.terms:
            span = (before[first] + first, before[last + 1] + last)
            found.setdefault(aspect, {})[span] = _about(reading, dividers, first, last)
    for first, last, aspect in reading.implied:
        at = bisect_right(firsts, last) - 1
        if at >= 0 and lasts[at] >= first:
            found.setdefault(aspect, {})[before[first] + first, before[last + 1] + last] = weights[at]
    implied = table.aspects
    if not implied.keys().isdisjoint(numbers):
        for first, last, number, weight in zip(firsts, lasts, numbers, weights, strict=True):
            if number in implied:
                span = (before[first] + first, before[last + 1] + last)
                found.setdefault(implied[number], {})[span] = weight
    if not found:
        return {}
    return {name: _score(found[name]) for name in ASPECTS if name in found}


def _about(reading: Reading, dividers: list[int], first: int, last: int) -> float:
    """Sum of the opinions near words ``first`` to ``last``, faded by distance."""
    firsts, lasts, _numbers, weights, _rules = reading.hits
    sentences = reading.sentences
    where = bisect_right(sentences, first)
    start = max(sentences[where - 1] if where else 0, first - REACH)
    stop = min(sentences[where] if where < len(sentences) else last + REACH + 1, last + REACH + 1)
    low = bisect_left(firsts, start)
    divider = bisect_right(dividers, first)
    beside = elsewhere = 0.0
    for at in range(low, bisect_left(firsts, stop, low)):
        other = firsts[at]
        distance = other - last if other > last else max(0, first - lasts[at])
        parted = abs(bisect_right(dividers, lasts[at]) - divider)
        if parted:
            elsewhere += weights[at] / (1 + (distance + CLAUSE_DISTANCE * parted) / FADE)
        else:
            beside += weights[at] / (1 + distance / FADE)
    return beside if abs(beside) >= BESIDE else beside + elsewhere


def _score(spans: dict[Span, float]) -> AspectScore:
    total = round(sum(spans.values()), 6)
    return AspectScore(total / sqrt(total * total + ASPECT_K), len(spans), tuple(sorted(spans)))
