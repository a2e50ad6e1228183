"""Which side of the film each opinion is about.

A word that names an aspect takes the opinion nearest to it in its sentence, another clause counting as
``CLAUSE_DISTANCE`` words; an opinion word may also imply an aspect by itself ("dragged": pacing). Opinions
come with all rules applied, so negation is respected. An aspect's score is ``s / sqrt(s*s + ASPECT_K)``,
``s`` being the sum of its opinions' weights: one plain "good" about the music gives +0.71.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Final

from .rules import Draft, Term
from .types import ASPECTS, AspectScore

ASPECT_K: Final = 4.0
#: A clause boundary between term and opinion parts them like this many words.
CLAUSE_DISTANCE: Final = 5
#: Further away than this, an opinion is about something else.
REACH: Final = 10

Span = tuple[int, int]


def _distance(term: Term, draft: Draft) -> int:
    words = draft.first - term.last if draft.first > term.last else term.first - draft.last
    return words + CLAUSE_DISTANCE * abs(draft.clause - term.clause)


def _nearest(term: Term, drafts: list[Draft], after: int) -> Draft | None:
    """The opinion about ``term``: one of its two neighbours, ``drafts[after]`` being the first behind it."""
    best, best_distance = None, REACH + 1
    # The one behind comes first: "the acting is great" beats an equally near opinion before it.
    for at in (after, after - 1):
        if 0 <= at < len(drafts) and drafts[at].sentence == term.sentence:
            distance = _distance(term, drafts[at])
            if distance < best_distance:
                best, best_distance = drafts[at], distance
    return best


def score_aspects(drafts: list[Draft], terms: list[Term], ends: list[int]) -> Mapping[str, AspectScore]:
    """Aspects of a text from its opinions and aspect terms, both in text order; linear in their number.

    ``ends`` are the word boundaries of ``Tokens.ends``.
    """
    found: dict[str, dict[Span, float]] = {}
    after = 0
    for term in terms:
        while after < len(drafts) and drafts[after].first <= term.last:
            after += 1
        draft = _nearest(term, drafts, after)
        span = (ends[2 * term.first], ends[2 * term.last + 1])
        found.setdefault(term.aspect, {})[span] = draft.weight if draft else 0.0
    for draft in drafts:
        if draft.aspect is not None:
            spans = found.setdefault(draft.aspect, {})
            spans[ends[2 * draft.first], ends[2 * draft.last + 1]] = draft.weight
    return {name: _score(found[name]) for name in ASPECTS if name in found}


def _score(spans: dict[Span, float]) -> AspectScore:
    total = round(sum(spans.values()), 6)
    return AspectScore(total / sqrt(total * total + ASPECT_K), len(spans), tuple(sorted(spans)))
