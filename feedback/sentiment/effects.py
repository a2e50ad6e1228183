"""What the words around an opinion do to it: each rule as a stretch of words and two factors.

An effect multiplies the opinions that start in its stretch, praise and blame by different factors where that was
measured to be right. Rules, by the name explanations show, in the order they act on one opinion:

* ``cannot_enough``: "can't recommend it enough" negates nothing, it praises more.
* ``intensifier`` / ``damper``: a degree word at most two words before ("very", "a bit").
* ``negation``: in the scope of a negator (up to eight words, to the next comma or stop). Within two words praise
  turns to blame and blame to faint praise; further on praise turns weakly, and blame stays weak blame ("not a film
  that anyone could call boring" is rare, "not funny, just a mess of stupid gags" is not).
  ``double_negation``: two negators with overlapping scopes leave the opinion weaker and as it was.
* ``wasted_promise``: praise of what "could have been", "should have been", "tries to be" is blame.
* ``comparison``: what comes after "than", "unlike", "compared to" is about another film.
* ``conditional``: after "if", "unless", "would": half.
* ``concession``: in the clause opened by "although", "despite": half.
* ``contrast``: in the part of a sentence before its "but": half.
* ``plot_summary``: in a sentence that tells what happens ("a story about", "finds himself"): damped.
* ``question``: in a sentence that ends in "?": praise is damped.
* ``quotation``: in quotation marks (of other people's words, of titles); one praising word alone is meant with
  irony (``scare_quotes``).
* ``sarcasm``: praise in a sentence with "yeah right", "thanks for nothing" or the like is blame.
* ``pros_and_cons``: blame under "Pros:" and praise under "Cons:" are damped.
* ``exclamation``: in a sentence that ends in one to three "!".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import ClassVar, Final

from .lexicon import Table, Tail
from .tokens import Tokens

NEAR: Final = 2
#: "Can't recommend it enough": the words after it, and the negator's own learned phrases.
CANNOT_ENOUGH: Final = (1.3, 1.3)
CANNOT_ENOUGH_ITSELF: Final = (1.0, 0.0)
_CANNOT: Final = frozenset(("can", "can't", "cannot", "cant", "couldn't", "couldnt"))
REACH: Final = 8
NEAR_FLIP: Final = (-0.6, -0.4)
FAR_FLIP: Final = (-0.3, 0.3)
POST_FLIP: Final = (-0.7, -0.4)
DOUBLE_NEGATION: Final = (0.7, 0.7)
#: A degree word acts on an opinion at most this many words later ("very, very good", "so damn good").
DEGREE_REACH: Final = 2
WASTED: Final = (-0.5, 1.0)
COMPARISON: Final = (0.3, 0.3)
CONDITIONAL: Final = (0.5, 0.5)
CONCESSION: Final = (0.5, 0.5)
CONTRAST: Final = (0.5, 0.5)
PLOT: Final = (0.7, 0.7)
QUESTION: Final = (0.5, 1.0)
QUOTATION: Final = (0.6, 0.6)
SCARE_QUOTES: Final = (-0.6, 1.0)
SARCASM: Final = (-0.6, 1.0)
PROS: Final = (1.0, 0.4)
CONS: Final = (0.4, 1.0)
EXCLAMATION: Final = 0.1

_SENTENCE_MARKS: Final = frozenset(".!?;<>|।…\n")
_MARK: Final = re.compile(r"[!?]")
_QUOTE: Final = re.compile('["“”]')
#: A quotation has at most this many words.
_LONGEST_QUOTE: Final = 40
_FOR_COMMENTS: Final = frozenset(("intensifier", "damper", "negation", "double_negation", "contrast", "exclamation"))


Effect = tuple[int, int, int, str, float, float]
"""Rank (the order in which effects act), first and last word, rule, factor on praise, factor on blame."""
Term = tuple[int, int, str]
"""First word, last word, aspect."""


class Surroundings:
    """Finds the effects in one text. Every modifier is read once; each looks up its bounds by bisection."""

    __slots__ = (
        "before",
        "clauses",
        "contrast_from",
        "effects",
        "heading",
        "implied",
        "low",
        "negators",
        "sentences",
        "terms",
        "words",
    )

    def __init__(self, tokens: Tokens, words: list[str]) -> None:
        self.words = words
        self.low = low = tokens.lower
        self.before = before = tokens.before
        self.clauses = clauses = [at for at, word in enumerate(words) if not word]
        """Places of the empty words, which end clauses."""
        marks, shown = _SENTENCE_MARKS, low + " "
        self.sentences = [
            at for at in clauses if shown[(place := before[at] + at) - 1] in marks or shown[place] in marks
        ]
        self.effects: list[Effect] = []
        self.terms: list[Term] = []
        """Words that name an aspect."""
        self.implied: list[Term] = []
        """Words that imply an aspect where they are an opinion."""
        self.contrast_from = 0
        self.negators: list[tuple[int, int]] = []
        self.heading: tuple[int, tuple[float, float]] | None = None

    def collect(self, table: Table, blocked: set[int]) -> list[Effect]:
        """All effects, in the order they act. ``blocked`` words belong to hand-written phrases."""
        self._read_specials(table, blocked)
        if self.heading is not None:
            self._close_heading(len(self.words))
        if self.negators:
            self._negations()
        low = self.low
        if "!" in low or "?" in low:
            self._marks()
        if '"' in low or not low.isascii():
            self._quotations()
        effects = self.effects
        if table.indian:  # comments are too loosely written for the finer rules
            effects = [effect for effect in effects if effect[3] in _FOR_COMMENTS]
        effects.sort()
        return effects

    def _read_specials(self, table: Table, blocked: set[int]) -> None:
        upto, words, roles = -1, [*self.words, ""], self.ROLES
        for at, special in enumerate(map(table.specials.get, self.words)):
            if special is None or at <= upto or at in blocked:
                continue
            alone, phrases = special
            tails = phrases.get(words[at + 1])
            if tails is not None:
                upto = self._special(at, [*tails, *alone])
            elif len(alone) == 1:
                _length, _rest, role, number, aspect = alone[0]
                if aspect is None:
                    roles[role](self, at, at, number)
                else:
                    (self.terms if role == "aspect" else self.implied).append((at, at, aspect))
            elif alone:
                upto = self._special(at, alone)

    def _special(self, at: int, tails: list[Tail]) -> int:
        """Act on what starts at word ``at``; returns the last word read."""
        words, named = self.words, -1
        for length, rest, role, number, aspect in tails:
            if length and words[at + 1 : at + 1 + length] != rest:
                continue
            last = at + length
            if aspect is not None:
                if named < 0:
                    (self.terms if role == "aspect" else self.implied).append((at, last, aspect))
                    named = last
            else:
                self.ROLES[role](self, at, last, number)
                return last
        return named

    def _clause_end(self, at: int) -> int:
        """Last word of the clause that holds word ``at``."""
        clauses = self.clauses
        where = bisect_right(clauses, at)
        return clauses[where] - 1 if where < len(clauses) else len(self.words) - 1

    def _sentence(self, at: int) -> tuple[int, int]:
        """First and last word of the sentence that holds word ``at``."""
        sentences = self.sentences
        where = bisect_right(sentences, at)
        first = sentences[where - 1] if where else 0
        return first, (sentences[where] if where < len(sentences) else len(self.words)) - 1

    def _word_at(self, place: int) -> int:
        """The last word that starts at or before character ``place``."""
        low, high = 0, len(self.words)
        while high - low > 1:
            middle = (low + high) // 2
            if self.before[middle] + middle <= place:
                low = middle
            else:
                high = middle
        return low

    def _add(self, rank: int, first: int, last: int, rule: str, factors: tuple[float, float]) -> None:
        if first <= last:
            self.effects.append((rank, first, last, rule, factors[0], factors[1]))

    def _negator(self, first: int, last: int, number: float) -> None:
        end = self._clause_end(last)
        if self.words[first] in _CANNOT and "enough" in self.words[last + 1 : min(end, last + 6) + 1]:
            self._add(0, first, last, "cannot_enough", CANNOT_ENOUGH_ITSELF)
            self._add(0, last + 1, min(end, last + 6), "cannot_enough", CANNOT_ENOUGH)
            return
        self.negators.append((last + 1, min(last + int(number), end)))

    def _post_negator(self, first: int, last: int, number: float) -> None:
        where = bisect_right(self.clauses, first)
        start = max(self.clauses[where - 1] if where else 0, first - int(number))
        self._add(2, start, first - 1, "negation", POST_FLIP)

    def _negations(self) -> None:
        """Scopes of the negators; where two overlap, the shared stretch is doubly negated."""
        reached = -1
        for first, last in self.negators:
            shared = min(last, reached)
            if first <= shared:
                self._add(2, first, shared, "double_negation", DOUBLE_NEGATION)
                self._undo(first, shared)
                first = shared + 1
            self._add(2, first, min(last, first + NEAR - 1), "negation", NEAR_FLIP)
            self._add(2, first + NEAR, last, "negation", FAR_FLIP)
            reached = max(reached, last)

    def _undo(self, first: int, last: int) -> None:
        """Cut words ``first`` to ``last`` out of the last negations."""
        for at in range(max(0, len(self.effects) - 4), len(self.effects)):
            effect = self.effects[at]
            if effect[3] == "negation" and effect[2] >= first and effect[1] <= last:
                self.effects[at] = (*effect[:2], first - 1, *effect[3:])

    def _wasted(self, first: int, last: int, number: float) -> None:
        self._add(3, last + 1, min(last + int(number), self._clause_end(last)), "wasted_promise", WASTED)

    def _intensifier(self, first: int, last: int, number: float) -> None:
        self._add(1, last + 1, min(last + DEGREE_REACH, self._clause_end(last)), "intensifier", (number, number))

    def _damper(self, first: int, last: int, number: float) -> None:
        self._add(1, last + 1, min(last + DEGREE_REACH, self._clause_end(last)), "damper", (number, number))

    def _contrast(self, first: int, last: int, number: float) -> None:
        self._add(7, max(self._sentence(first)[0], self.contrast_from), first - 1, "contrast", CONTRAST)
        self.contrast_from = last + 1
        # What stands before "but" reaches no further.
        for at, (start, end) in enumerate(self.negators[-2:], max(0, len(self.negators) - 2)):
            self.negators[at] = (start, min(end, first - 1))

    def _concession(self, first: int, last: int, number: float) -> None:
        self._add(6, last + 1, self._clause_end(last), "concession", CONCESSION)

    def _comparison(self, first: int, last: int, number: float) -> None:
        self._add(4, last + 1, min(self._clause_end(last), last + 6), "comparison", COMPARISON)

    def _conditional(self, first: int, last: int, number: float) -> None:
        self._add(5, last + 1, min(self._clause_end(last), last + 6), "conditional", CONDITIONAL)

    def _plot(self, first: int, last: int, number: float) -> None:
        self._add(8, last + 1, self._sentence(first)[1], "plot_summary", PLOT)

    def _sarcasm(self, first: int, last: int, number: float) -> None:
        self._add(11, *self._sentence(first), "sarcasm", SARCASM)

    def _pros(self, first: int, last: int, number: float) -> None:
        self._open_heading(last, PROS)

    def _cons(self, first: int, last: int, number: float) -> None:
        self._open_heading(last, CONS)

    def _open_heading(self, last: int, factors: tuple[float, float]) -> None:
        after = self.before[last + 1] + last
        if self.low[after : after + 2].strip()[:1] in (":", "-", "\n"):
            self._close_heading(last)
            self.heading = (last + 1, factors)

    def _close_heading(self, before: int) -> None:
        if self.heading is not None:
            first, factors = self.heading
            self._add(12, first, before - 1, "pros_and_cons", factors)
            self.heading = None

    def _marks(self) -> None:
        """Effects of question and exclamation marks: one for each sentence that holds some."""
        done = -1
        for match in _MARK.finditer(self.low):
            place = match.start()
            if place <= done:
                continue
            first, last = self._sentence(max(0, self._word_at(place) - 1))
            run = self.low[place : place + 3]
            done = place + 3
            if "?" in run:
                self._add(9, first, last, "question", QUESTION)
            else:
                factor = 1 + EXCLAMATION * run.count("!")
                self._add(13, first, last, "exclamation", (factor, factor))

    def _quotations(self) -> None:
        """What stands between two quotation marks."""
        opened = -1
        for match in _QUOTE.finditer(self.low):
            at = self._word_at(match.start())
            if opened >= 0 and at - opened <= _LONGEST_QUOTE:
                inside = [place for place in range(opened, at + 1) if self.words[place]]
                if len(inside) == 1:
                    self._add(10, opened, at, "scare_quotes", SCARE_QUOTES)
                else:
                    self._add(10, opened, at, "quotation", QUOTATION)
                opened = -1
            else:
                opened = at + 1 if self.words[at] else at

    ROLES: ClassVar[dict[str, Callable[[Surroundings, int, int, float], None]]] = {
        "negator": _negator,
        "post_negator": _post_negator,
        "wasted": _wasted,
        "intensifier": _intensifier,
        "damper": _damper,
        "contrast": _contrast,
        "concession": _concession,
        "comparison": _comparison,
        "conditional": _conditional,
        "plot": _plot,
        "sarcasm": _sarcasm,
        "pros": _pros,
        "cons": _cons,
    }
