"""Reading a text from left to right: every opinion word, changed by the words around it.

Rules, by the name explanations show, in the order they act on one opinion:

* ``lexicon``: the valence of the word or phrase (negative ones times ``NEGATIVE_GAIN``).
* ``intensifier`` / ``damper``: a degree word at most two words before multiplies it ("very", "a bit").
* ``lengthening``: the word or its degree word is drawn out ("sooo good"): times 1.2.
* ``capitals``: typed in capitals inside a text that is not: times 1.25.
* ``negation``: inside the scope of a negator (its words forward, to the next comma or stop): praise turns
  to blame at ``FLIP_PRAISE``, blame to faint praise at ``FLIP_BLAME``; ``double_negation``: two negators
  leave it at 0.7.
* ``wasted_promise``: the same turn, in the scope of "could have been", "supposed to be".
* ``concession``: in the clause opened by "although", "despite": times 0.5.
* ``contrast``: in the part of a sentence before its "but": times 0.5.
* ``exclamation``: in a sentence that ends in one to three "!": up to times 1.3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .lexicon import Sense, Table
from .tokens import Tokens, is_lengthened, shorten

FLIP_PRAISE: Final = -0.7
FLIP_BLAME: Final = -0.35
DOUBLE_NEGATION: Final = 0.7
CONCESSION: Final = 0.5
LENGTHENING: Final = 1.2
CAPITALS: Final = 1.25
EXCLAMATION: Final = 0.1
#: A degree word acts on an opinion at most this many words later ("very, very good", "so damn good").
DEGREE_REACH: Final = 2

#: Boundaries a gap can hold.
_NONE, _CLAUSE, _SENTENCE = 0, 1, 2
_CLAUSE_MARKS: Final = frozenset(',:()[]{}–—"“”')
_SENTENCE_MARKS: Final = frozenset(".!?;\n<>|।…")
_COMMON_GAPS: Final = {" ": _NONE, "": _NONE, "-": _NONE, "'": _NONE, ", ": _CLAUSE, ". ": _SENTENCE}


class Draft:
    """An opinion while the text is being read. Words ``first`` to ``last`` inclusive."""

    __slots__ = ("aspect", "clause", "first", "last", "rules", "sentence", "weight")

    def __init__(self, first: int, last: int, sense: Sense, clause: int, sentence: int) -> None:
        self.first = first
        self.last = last
        self.weight = sense.number
        self.aspect = sense.aspect
        self.clause = clause
        self.sentence = sentence
        self.rules = ["lexicon"]

    def apply(self, rule: str, factor: float) -> None:
        """Multiply the weight and remember why."""
        self.weight *= factor
        self.rules.append(rule)


class Term:
    """A word that names an aspect. Words ``first`` to ``last`` inclusive."""

    __slots__ = ("aspect", "clause", "first", "last", "sentence")

    def __init__(self, first: int, last: int, aspect: str, clause: int, sentence: int) -> None:
        self.first = first
        self.last = last
        self.aspect = aspect
        self.clause = clause
        self.sentence = sentence


def _boundary(gap: str) -> int:
    """How strongly the characters between two words part them."""
    if not _SENTENCE_MARKS.isdisjoint(gap):
        return _SENTENCE
    if not _CLAUSE_MARKS.isdisjoint(gap) or " - " in gap or "--" in gap:
        return _CLAUSE
    return _NONE


class Reader:
    """One pass over one text. Each word is read once and each opinion changed at most nine times: linear."""

    def __init__(self, text: str, tokens: Tokens, table: Table) -> None:
        self.text = text
        self.words = tokens.words
        self.gaps = tokens.gaps
        self.ends = tokens.ends
        self.table = table
        self.drafts: list[Draft] = []
        self.terms: list[Term] = []
        self.long_words: frozenset[int] = frozenset()
        if tokens.lengthened:
            self._shorten_words()
        self.lower = tokens.lower
        self.loud: bool | None = None
        self.clause = 0
        self.sentence = 0
        self.sentence_first = 0
        self.contrast_first = 0
        self.degree_at = -9
        self.degree = 1.0
        self.negators_in_scope = 0
        self.negated_until = -1
        self.wasted_until = -1
        self.concession = False
        self.roles: dict[str, Callable[[int, int, Sense], None]] = {
            "opinion": self._opinion,
            "aspect": self._aspect,
            "negator": self._negator,
            "post_negator": self._post_negator,
            "wasted": self._wasted,
            "intensifier": self._degree,
            "damper": self._degree,
            "contrast": self._contrast,
            "concession": self._concession,
        }

    def _shorten_words(self) -> None:
        """Give drawn-out words their dictionary form, where the table knows one."""
        words, table = self.words, self.table
        drawn_out = set()
        for at, word in enumerate(words):
            if word not in table and is_lengthened(word):
                known = [form for form in shorten(word) if form in table]
                if known:
                    words[at] = known[0]
                    drawn_out.add(at)
        self.long_words = frozenset(drawn_out)

    def read(self) -> None:
        """Fill ``drafts`` and ``terms``."""
        boundaries = self._boundaries()
        passed, count = 0, len(boundaries)
        upto = 0
        for at in self._starts():
            while passed < count and boundaries[passed][0] <= at:
                self._pass_boundary(*boundaries[passed])
                passed += 1
            if at >= upto:
                upto = self._word(at)
        for boundary in boundaries[passed:]:
            self._pass_boundary(*boundary)

    def _starts(self) -> list[int]:
        """Words at which something may start: those with a sense of their own, and likely starts."""
        words, table = self.words, self.table
        following = [*words[1:], ""] if words else []
        return [
            at
            for at, (entry, after) in enumerate(zip(map(table.get, words), following, strict=True))
            if entry is not None and (entry.sense is not None or after in entry.phrases)
        ]

    def _boundaries(self) -> list[tuple[int, int]]:
        """(word it stands before, kind) of each gap that parts clauses or sentences."""
        common = _COMMON_GAPS
        found = []
        for at, gap in enumerate(self.gaps):
            if gap != " ":
                kind = common.get(gap)
                if kind is None:
                    kind = _boundary(gap)
                if kind:
                    found.append((at, kind))
        return found

    def _pass_boundary(self, at: int, kind: int) -> None:
        self.clause += 1
        self.negated_until = self.wasted_until = self.degree_at = -9
        self.concession = False
        if kind == _SENTENCE:
            gap = self.gaps[at]
            if "!" in gap:
                factor = 1 + EXCLAMATION * min(3, gap.count("!"))
                for draft in self.drafts[self.sentence_first :]:
                    draft.apply("exclamation", factor)
            self.sentence += 1
            self.sentence_first = self.contrast_first = len(self.drafts)

    def _word(self, at: int) -> int:
        """Act on the word or phrase that starts at word ``at``; returns the first word not yet read."""
        entry = self.table[self.words[at]]
        sense, last = entry.sense, at
        if entry.phrases and at + 1 < len(self.words):
            for tail, phrase_sense in entry.phrases.get(self.words[at + 1], ()):
                if self.words[at + 1 : at + 1 + len(tail)] == tail and self._joined(at, len(tail)):
                    sense, last = phrase_sense, at + len(tail)
                    break
        if sense is not None:
            act = self.roles.get(sense.role)
            if act is not None:
                act(at, last, sense)
        return last + 1

    def _joined(self, at: int, steps: int) -> bool:
        """Whether only spaces or hyphens stand between the words of a phrase."""
        return all(gap == "-" or gap.isspace() for gap in self.gaps[at + 1 : at + 1 + steps])

    def _opinion(self, first: int, last: int, sense: Sense) -> None:
        draft = Draft(first, last, sense, self.clause, self.sentence)
        drawn_out = first in self.long_words or last in self.long_words
        if self.degree_at >= 0 and first - self.degree_at <= DEGREE_REACH:
            draft.apply("intensifier" if self.degree > 1 else "damper", self.degree)
            drawn_out = drawn_out or self.degree_at in self.long_words
            self.degree_at = -9
        if drawn_out:
            draft.apply("lengthening", LENGTHENING)
        if self._shouted(first, last):
            draft.apply("capitals", CAPITALS)
        self._negate(draft)
        if self.concession:
            draft.apply("concession", CONCESSION)
        self.drafts.append(draft)

    def _negate(self, draft: Draft) -> None:
        flip = FLIP_PRAISE if draft.weight > 0 else FLIP_BLAME
        if draft.first <= self.negated_until:
            if self.negators_in_scope % 2:
                draft.apply("negation", flip)
            else:
                draft.apply("double_negation", DOUBLE_NEGATION)
        elif draft.first <= self.wasted_until:
            draft.apply("wasted_promise", flip)

    def _shouted(self, first: int, last: int) -> bool:
        start, end = self.ends[2 * first], self.ends[2 * last + 1]
        if end - start < 2 or not self.text[start:end].isupper():
            return False
        if self.loud is None:  # counted once, and only where it matters
            self.loud = _mostly_capitals(self.text, self.lower)
        # Capitals shout only where the rest does not.
        return not self.loud

    def _aspect(self, first: int, last: int, sense: Sense) -> None:
        if sense.aspect is not None:
            self.terms.append(Term(first, last, sense.aspect, self.clause, self.sentence))

    def _negator(self, first: int, last: int, sense: Sense) -> None:
        # Only a second negator inside the scope of the first makes a double negation.
        self.negators_in_scope = self.negators_in_scope + 1 if first <= self.negated_until else 1
        self.negated_until = last + int(sense.number)

    def _post_negator(self, first: int, last: int, sense: Sense) -> None:
        if self.drafts:
            draft = self.drafts[-1]
            near = first - draft.last <= sense.number and draft.clause == self.clause
            if near and "negation" not in draft.rules:
                draft.apply("negation", FLIP_PRAISE if draft.weight > 0 else FLIP_BLAME)

    def _wasted(self, first: int, last: int, sense: Sense) -> None:
        self.wasted_until = last + int(sense.number)

    def _degree(self, first: int, last: int, sense: Sense) -> None:
        self.degree_at = last
        self.degree = sense.number

    def _contrast(self, first: int, last: int, sense: Sense) -> None:
        # Each opinion is halved once, however many "but"s follow it.
        for draft in self.drafts[self.contrast_first :]:
            draft.apply("contrast", sense.number)
        self.contrast_first = len(self.drafts)
        self.clause += 1
        self.negated_until = self.wasted_until = self.degree_at = -9
        self.concession = False

    def _concession(self, first: int, last: int, sense: Sense) -> None:
        self.concession = True
        self.clause += 1
        self.negated_until = self.wasted_until = -9


def _mostly_capitals(text: str, low: str) -> bool:
    """Whether six in ten characters or more are capitals."""
    changed = sum(1 for char, small in zip(text, low, strict=True) if char != small)
    return changed * 10 >= len(text) * 6
