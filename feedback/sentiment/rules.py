"""Reading a text: find the opinion words, then let the words around them act.

Rules that act on the opinion itself, before those of ``effects``: ``lexicon`` (its valence), ``repetition`` (said
before: less), ``idiom`` (a phrase written by hand, which speaks alone: the words in it are not read one by one),
``lengthening`` ("sooo good"), ``capitals`` (typed in capitals inside a text that is not). Opinions that share words
("not funny" and "funny") are shown as one, their weights added up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import count
from typing import Final, NamedTuple

from .effects import Effect, Surroundings
from .lexicon import STEPS, Table
from .tokens import Tokens, has_long_run, is_lengthened, shorten

LENGTHENING: Final = 1.2
CAPITALS: Final = 1.25
#: A text of at most this many words speaks with the valences of short texts, one of ``LONG`` or more with those of
#: long texts; between them the valences are blended in ``STEPS`` steps.
SHORT: Final = 40
LONG: Final = 100
LEXICON: Final[tuple[str, ...]] = ("lexicon",)
_AGAIN: Final[tuple[str, ...]] = ("lexicon", "repetition")
#: A word said a second and third time counts this much; later ones nothing.
REPEATED: Final = 0.4
MOST_REPEATS: Final = 3


class Hits(NamedTuple):
    """Opinions, in text order, as parallel lists (much faster than one object each)."""

    first: list[int]
    last: list[int]
    number: list[int]
    weight: list[float]
    rules: list[tuple[str, ...]]


class Reading(NamedTuple):
    """What was read."""

    hits: Hits
    terms: list[tuple[int, int, str]]
    implied: list[tuple[int, int, str]]
    words: list[str]
    sentences: list[int]


def step_of(count: int) -> int:
    """Which valences a text of ``count`` words speaks with."""
    if count <= SHORT:
        return 0
    return STEPS if count >= LONG else 1 + (count - SHORT) * (STEPS - 1) // (LONG - SHORT)


def known_words(tokens: Tokens, table: Table) -> tuple[list[str], frozenset[int]]:
    """The words, drawn-out ones ("goooood") in their dictionary form, and the places of those."""
    words = tokens.words
    if not has_long_run(tokens.lower):
        return words, frozenset()
    drawn_out = set()
    words = words.copy()
    for at, word in enumerate(words):
        if len(word) > 3 and word not in table.words and is_lengthened(word):
            forms = shorten(word)
            known = [form for form in forms if form in table.specials] or [
                form for form in forms if form in table.words
            ]
            if known:
                words[at] = known[0]
                drawn_out.add(at)
    return words, frozenset(drawn_out)


def find(words: list[str], table: Table) -> tuple[list[int], list[int], list[int], set[int]]:
    """Opinions before any rule (first words, last words, numbers), and the words inside hand-written phrases."""
    firsts: list[int] = []
    lasts: list[int] = []
    numbers: list[int] = []
    blocked: set[int] = set()
    learned, triples = table.learned, table.triples
    upto, end = -1, len(words)
    # The last word has no pair: a pair of it and nothing is in no table.
    pairs = map(table.pairs.get, zip(words, [*words[1:], ""]))  # noqa: B905
    for at, single, pair in zip(count(), map(table.words.get, words), pairs):
        if pair is not None:
            if at <= upto:
                continue
            number, last = pair, at + 1
            triple = triples.get((words[at], words[at + 1], words[at + 2])) if at + 2 < end else None
            if triple is not None:
                number, last = triple, at + 2
            if number > learned:
                upto = last
                blocked.update(range(at, upto + 1))
                firsts.append(at)
                lasts.append(upto)
                numbers.append(number)
                continue
            if pair > learned:  # a hand-written pair that a longer learned phrase holds speaks alone too
                number, last = pair, at + 1
            elif triple is not None and pair:
                firsts.append(at)
                lasts.append(at + 1)
                numbers.append(pair)
            if number:
                firsts.append(at)
                lasts.append(last)
                numbers.append(number)
        if single is not None and at > upto:
            firsts.append(at)
            lasts.append(at)
            numbers.append(single)
    return firsts, lasts, numbers, blocked


def weigh(numbers: list[int], valences: list[float]) -> tuple[list[float], list[tuple[str, ...]]]:
    """Valences of the opinions found; what is said again weighs less, and from the fourth time on nothing."""
    weights = [valences[number] for number in numbers]
    rules = [LEXICON] * len(numbers)
    if len(set(numbers)) < len(numbers):
        seen: dict[int, int] = {}
        for at, number in enumerate(numbers):
            if number in seen:
                seen[number] += 1
                weights[at] *= REPEATED if seen[number] <= MOST_REPEATS else 0.0
                rules[at] = _AGAIN
            else:
                seen[number] = 1
    return weights, rules


def apply(effects: list[Effect], hits: Hits) -> None:
    """Let the effects act on the opinions that start in their stretch; order as given."""
    firsts, _lasts, _numbers, weights, rules = hits
    for _rank, first, last, rule, praise, blame in effects:
        for at in range(bisect_left(firsts, first), bisect_right(firsts, last)):
            factor = praise if weights[at] > 0 else blame
            if factor != 1.0:
                weights[at] *= factor
                rules[at] = (*rules[at], rule)


def _lengthen(hits: Hits, drawn_out: frozenset[int]) -> None:
    firsts, lasts, _numbers, weights, rules = hits
    for at, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        # The degree word before counts too: "sooo good".
        if not drawn_out.isdisjoint(range(first - 1, last + 1)):
            weights[at] *= LENGTHENING
            rules[at] = (*rules[at], "lengthening")


def shout(text: str, low: str, words: list[str], hits: Hits) -> None:
    """Capitals; ``words`` are those of the opinions as they are typed."""
    shouted = [
        at
        for at, typed in enumerate(words)
        if not typed.islower() and any(len(word) > 1 and word.isupper() for word in typed.split(" "))
    ]
    # Capitals shout only where the rest does not.
    if shouted and not _mostly_capitals(text, low):
        for at in shouted:
            hits.weight[at] *= CAPITALS
            hits.rules[at] = (*hits.rules[at], "capitals")


def _mostly_capitals(text: str, low: str) -> bool:
    """Whether six in ten characters or more are capitals."""
    changed = sum(1 for char, small in zip(text, low, strict=True) if char != small)
    return changed * 10 >= len(text) * 6


def read(text: str, tokens: Tokens, table: Table) -> Reading:
    """All opinions of a text with all rules applied, and the words that name aspects."""
    words, drawn_out = known_words(tokens, table)
    firsts, lasts, numbers, blocked = find(words, table)
    weights, rules = weigh(numbers, table.valences[step_of(len(words) - words.count(""))])
    if blocked:
        learned = table.learned
        for at, number in enumerate(numbers):
            if number > learned and lasts[at] > firsts[at]:
                rules[at] = (*rules[at], "idiom")
    surroundings = Surroundings(tokens, words)
    hits = Hits(firsts, lasts, numbers, weights, rules)
    apply(surroundings.collect(table, blocked), hits)
    hits = _joined(hits)
    if drawn_out:
        _lengthen(hits, drawn_out)
    return Reading(hits, surroundings.terms, surroundings.implied, words, surroundings.sentences)


def _joined(hits: Hits) -> Hits:
    """Opinions that share words made one, their weights added up; those without weight left out."""
    firsts, lasts, numbers, weights, rules = made = Hits([], [], [], [], [])
    reached = -1
    for first, last, number, weight, acted in zip(*hits, strict=True):
        if first > reached:
            if weight:
                firsts.append(first)
                lasts.append(last)
                numbers.append(number)
                weights.append(weight)
                rules.append(acted)
                reached = last
        elif weight:
            weights[-1] += weight
            # Hand-written numbers are the higher ones, and they may imply an aspect.
            if number > numbers[-1]:
                numbers[-1] = number
            if last > reached:
                lasts[-1] = reached = last
            if acted is not rules[-1]:
                rules[-1] = tuple(dict.fromkeys(rules[-1] + acted))
    return made
