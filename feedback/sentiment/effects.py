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

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from .lexicon import Table, Tail

NEAR: Final = 2
#: "Can't recommend it enough": the words after it, and the negator's own learned phrases.
CANNOT_ENOUGH: Final = (1.3, 1.3)
CANNOT_ENOUGH_ITSELF: Final = (1.0, 0.0)
_CANNOT: Final = frozenset(("can't", "cannot", "cant", "couldn't", "couldnt"))
REACH: Final = 8
NEAR_FLIP: Final = (-0.6, -0.4)
FAR_FLIP: Final = (-0.3, 0.3)
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

#: Gaps that leave two words side by side.
JOINING: Final = frozenset((" ", "-", "'", " '", "  ", "\u00a0"))
_CLAUSE_MARKS: Final = frozenset(',:()[]{}–—"“”')
_SENTENCE_MARKS: Final = frozenset(".!?;\n<>|।…")
_QUOTES: Final = frozenset('"“”')
#: More quotation marks than this are no quotations but noise.
_MOST_QUOTES: Final = 200
_FOR_COMMENTS: Final = frozenset(("intensifier", "damper", "negation", "double_negation", "contrast", "exclamation"))


class Effect(NamedTuple):
    """``first`` to ``last`` inclusive are words; an opinion that starts there is multiplied."""

    rank: int
    first: int
    last: int
    rule: str
    praise: float
    blame: float


class Bounds(NamedTuple):
    """Where clauses and sentences start: word numbers, rising."""

    clauses: list[int]
    sentences: list[int]


def bounds_of(gaps: list[str]) -> Bounds:
    """Gaps that part clauses, and those that part sentences."""
    clauses, sentences = [], []
    for at, gap in [(at, gap) for at, gap in enumerate(gaps) if gap != " "]:
        if gap == ", ":
            clauses.append(at)
        elif gap == ". " or not _SENTENCE_MARKS.isdisjoint(gap):
            clauses.append(at)
            sentences.append(at)
        elif gap not in JOINING and (not _CLAUSE_MARKS.isdisjoint(gap) or " - " in gap or "--" in gap):
            clauses.append(at)
    return Bounds(clauses, sentences)


class Surroundings:
    """Finds the effects in one text. Every modifier is read once; each looks up its bounds by bisection."""

    def __init__(self, words: list[str], gaps: list[str], bounds: Bounds) -> None:
        self.words = words
        self.gaps = gaps
        self.clauses, self.sentences = bounds
        self.count = len(words)
        self.effects: list[Effect] = []
        self.terms: list[tuple[int, int, str]] = []
        """Words that name an aspect: first, last, aspect."""
        self.implied: list[tuple[int, int, str]] = []
        """Words that imply an aspect where they are an opinion."""
        self.contrast_from = 0
        self.negators: list[tuple[int, int]] = []
        self.heading: tuple[int, tuple[float, float]] | None = None
        self.roles: dict[str, Callable[[int, int, Tail], None]] = {
            "aspect": self._aspect,
            "implied": self._implied,
            "negator": self._negator,
            "post_negator": self._post_negator,
            "wasted": self._wasted,
            "intensifier": self._degree,
            "damper": self._degree,
            "contrast": self._contrast,
            "concession": self._concession,
            "comparison": self._comparison,
            "conditional": self._conditional,
            "plot": self._plot,
            "sarcasm": self._sarcasm,
            "pros": self._pros,
            "cons": self._cons,
        }

    def collect(self, table: Table, blocked: set[int]) -> list[Effect]:
        """All effects, in the order they act. ``blocked`` words belong to hand-written phrases."""
        specials = table.specials
        upto = -1
        for at, tails in [(at, tails) for at, tails in enumerate(map(specials.get, self.words)) if tails]:
            if at > upto and at not in blocked:
                upto = self._special(at, tails)
        if self.heading is not None:
            self._close_heading(self.count)
        self._negations()
        self._marks()
        if table.indian:  # comments are too loosely written for the finer rules
            self.effects = [effect for effect in self.effects if effect.rule in _FOR_COMMENTS]
        self.effects.sort()
        return self.effects

    def _special(self, at: int, tails: list[Tail]) -> int:
        words, gaps, named = self.words, self.gaps, -1
        for tail in tails:
            if named >= 0 and tail.role in ("aspect", "implied"):
                continue
            length = len(tail.words)
            if length and (
                tuple(words[at + 1 : at + 1 + length]) != tail.words
                or not JOINING.issuperset(gaps[at + 1 : at + 1 + length])
            ):
                continue
            self.roles[tail.role](at, at + length, tail)
            if tail.role not in ("aspect", "implied"):
                return at + length
            named = at + length
        return named

    def _clause_end(self, at: int) -> int:
        """Last word of the clause that holds word ``at``."""
        where = bisect_right(self.clauses, at)
        return self.clauses[where] - 1 if where < len(self.clauses) else self.count - 1

    def _sentence(self, at: int) -> tuple[int, int]:
        """First and last word of the sentence that holds word ``at``."""
        where = bisect_right(self.sentences, at)
        first = self.sentences[where - 1] if where else 0
        return first, (self.sentences[where] if where < len(self.sentences) else self.count) - 1

    def _add(self, rank: int, first: int, last: int, rule: str, factors: tuple[float, float]) -> None:
        if first <= last:
            self.effects.append(Effect(rank, first, last, rule, *factors))

    def _aspect(self, first: int, last: int, tail: Tail) -> None:
        self.terms.append((first, last, tail.aspect or ""))

    def _implied(self, first: int, last: int, tail: Tail) -> None:
        self.implied.append((first, last, tail.aspect or ""))

    def _negator(self, first: int, last: int, tail: Tail) -> None:
        end = self._clause_end(last)
        if self.words[first] in _CANNOT and "enough" in self.words[last + 1 : min(end, last + 6) + 1]:
            self._add(0, first, last, "cannot_enough", CANNOT_ENOUGH_ITSELF)
            self._add(0, last + 1, min(end, last + 6), "cannot_enough", CANNOT_ENOUGH)
            return
        self.negators.append((last + 1, min(last + int(tail.number), end)))

    def _post_negator(self, first: int, last: int, tail: Tail) -> None:
        where = bisect_right(self.clauses, first)
        start = max(self.clauses[where - 1] if where else 0, first - int(tail.number))
        self._add(2, start, first - 1, "negation", (-0.7, -0.4))

    def _negations(self) -> None:
        """Scopes of the negators; where two overlap, the shared stretch is doubly negated."""
        reached = -1
        for first, last in self.negators:
            if first <= reached:
                self._add(2, first, min(last, reached), "double_negation", DOUBLE_NEGATION)
                self._undo(first, min(last, reached))
                first = min(last, reached) + 1
            self._add(2, first, min(last, first + NEAR - 1), "negation", NEAR_FLIP)
            self._add(2, first + NEAR, last, "negation", FAR_FLIP)
            reached = max(reached, last)

    def _undo(self, first: int, last: int) -> None:
        """Cut words ``first`` to ``last`` out of the last two negations."""
        for at in range(max(0, len(self.effects) - 4), len(self.effects)):
            effect = self.effects[at]
            if effect.rule == "negation" and effect.last >= first and effect.first <= last:
                self.effects[at] = effect._replace(last=first - 1)

    def _wasted(self, first: int, last: int, tail: Tail) -> None:
        self._add(3, last + 1, min(last + int(tail.number), self._clause_end(last)), "wasted_promise", WASTED)

    def _degree(self, first: int, last: int, tail: Tail) -> None:
        end = min(last + DEGREE_REACH, self._clause_end(last))
        self._add(1, last + 1, end, tail.role, (tail.number, tail.number))

    def _contrast(self, first: int, last: int, tail: Tail) -> None:
        start = max(self._sentence(first)[0], self.contrast_from)
        self._add(7, start, first - 1, "contrast", CONTRAST)
        self.contrast_from = last + 1
        # What came before "but" is not negated beyond it.
        where = bisect_left(self.clauses, first)
        if where == len(self.clauses) or self.clauses[where] != first:
            self.clauses.insert(where, first)

    def _concession(self, first: int, last: int, tail: Tail) -> None:
        self._add(6, last + 1, self._clause_end(last), "concession", CONCESSION)

    def _comparison(self, first: int, last: int, tail: Tail) -> None:
        self._add(4, last + 1, min(self._clause_end(last), last + 6), "comparison", COMPARISON)

    def _conditional(self, first: int, last: int, tail: Tail) -> None:
        self._add(5, last + 1, min(self._clause_end(last), last + 6), "conditional", CONDITIONAL)

    def _plot(self, first: int, last: int, tail: Tail) -> None:
        self._add(8, last + 1, self._sentence(first)[1], "plot_summary", PLOT)

    def _sarcasm(self, first: int, last: int, tail: Tail) -> None:
        start, end = self._sentence(first)
        self._add(11, start, end, "sarcasm", SARCASM)

    def _pros(self, first: int, last: int, tail: Tail) -> None:
        self._open_heading(last, PROS)

    def _cons(self, first: int, last: int, tail: Tail) -> None:
        self._open_heading(last, CONS)

    def _open_heading(self, last: int, factors: tuple[float, float]) -> None:
        if self.gaps[last + 1].strip().startswith((":", "-", "\n")):
            self._close_heading(last)
            self.heading = (last + 1, factors)

    def _close_heading(self, before: int) -> None:
        if self.heading is not None:
            first, factors = self.heading
            self._add(12, first, before - 1, "pros_and_cons", factors)
            self.heading = None

    def _marks(self) -> None:
        """Effects of question, exclamation and quotation marks."""
        gaps = self.gaps
        # Gap 0 stands before the first word and ends no sentence.
        for at in [*self.sentences, self.count]:
            gap = gaps[at]
            if at and gap and gap not in (" ", ". "):
                if "?" in gap:
                    self._add(9, self._sentence(at - 1)[0], at - 1, "question", QUESTION)
                elif "!" in gap:
                    factor = 1 + EXCLAMATION * min(3, gap.count("!"))
                    self._add(13, self._sentence(at - 1)[0], at - 1, "exclamation", (factor, factor))
        for first, last in self._quotations():
            if first == last:
                self._add(10, first, last, "scare_quotes", SCARE_QUOTES)
            else:
                self._add(10, first, last, "quotation", QUOTATION)

    def _quotations(self) -> Iterator[tuple[int, int]]:
        """First and last words between two quotation marks of one sentence or so."""
        places = [at for at, gap in enumerate(self.gaps) if gap != " " and not _QUOTES.isdisjoint(gap)]
        if len(places) > _MOST_QUOTES:
            return
        opened = -1
        for at in places:
            if opened >= 0 and at - opened <= 40:
                yield opened, at - 1
                opened = -1
            else:
                opened = at
