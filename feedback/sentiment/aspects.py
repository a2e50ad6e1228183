"""Which side of the film each opinion is about.

A word that names an aspect takes the opinions of its sentence, each divided by ``1 + distance / FADE``: the nearest
counts most, and a clause boundary between them counts as ``CLAUSE_DISTANCE`` words. An opinion word may also imply
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
CLAUSE_DISTANCE: Final = 4
#: An opinion this many words away counts half.
FADE: Final = 4.0
#: Further away than this, an opinion is about something else.
REACH: Final = 14

Span = tuple[int, int]


def score_aspects(reading: Reading, table: Table, ends: list[int]) -> Mapping[str, AspectScore]:
    """Aspects of a text from its opinions and aspect terms; linear in their number.

    ``ends`` are the word boundaries of ``Tokens.ends``.
    """
    found: dict[str, dict[Span, float]] = {}
    for first, last, aspect in reading.terms:
        span = (ends[2 * first], ends[2 * last + 1])
        found.setdefault(aspect, {})[span] = _about(reading, first, last)
    firsts, lasts, _numbers, weights, _rules = reading.hits
    for first, last, aspect in reading.implied:
        at = bisect_right(firsts, last) - 1
        if at >= 0 and lasts[at] >= first:
            found.setdefault(aspect, {})[ends[2 * first], ends[2 * last + 1]] = weights[at]
    implied = table.aspects
    for first, last, number, weight, _rules in zip(*reading.hits, strict=True):
        if number in implied:
            span = (ends[2 * first], ends[2 * last + 1])
            found.setdefault(implied[number], {})[span] = weight
    return {name: _score(found[name]) for name in ASPECTS if name in found}


def _about(reading: Reading, first: int, last: int) -> float:
    """Sum of the opinions near words ``first`` to ``last``, faded by distance."""
    firsts, lasts, _numbers, weights, _rules = reading.hits
    sentences, clauses = reading.sentences, reading.clauses
    where = bisect_right(sentences, first)
    start = max(sentences[where - 1] if where else 0, first - REACH)
    stop = min(sentences[where] if where < len(sentences) else last + REACH + 1, last + REACH + 1)
    clause = bisect_right(clauses, first)
    total = 0.0
    for at in range(bisect_left(firsts, start), bisect_left(firsts, stop)):
        if firsts[at] > last:
            distance = firsts[at] - last
        else:
            distance = max(0, first - lasts[at])
        distance += CLAUSE_DISTANCE * abs(bisect_right(clauses, firsts[at]) - clause)
        if distance <= REACH:
            total += weights[at] / (1 + distance / FADE)
    return total


def _score(spans: dict[Span, float]) -> AspectScore:
    total = round(sum(spans.values()), 6)
    return AspectScore(total / sqrt(total * total + ASPECT_K), len(spans), tuple(sorted(spans)))
