"""From a text to its analysis.

``score = s / sqrt(s*s + K)``, where ``s`` is the sum of the contribution weights: 0 at 0, odd, rising, and
never beyond -1 or 1. With ``K = 16`` one plain "good" (+2) gives 0.45 and one "masterpiece" (+4) 0.71.

Labels: ``none`` without contributions, ``positive`` from ``POSITIVE_FROM`` up, ``negative`` from
``NEGATIVE_FROM`` down, ``neutral`` between. Signal: ``none`` without contributions, ``clear`` where
``abs(score) >= CLEAR_FROM``, else ``weak``: little was said, or it cancels out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice, repeat
from math import fsum, sqrt
from multiprocessing import get_context
from typing import Final

from .aspects import score_aspects
from .language import detect, respell
from .lexicon import table_for, version
from .marks import Finding, marks_in
from .rules import Hits, read, shout
from .tokens import tokenize
from .types import Analysis, Contribution, Label, Signal

K: Final = 16.0
POSITIVE_FROM: Final = 0.32
NEGATIVE_FROM: Final = -0.06
CLEAR_FROM: Final = 0.4


def score_of(total: float) -> float:
    """Score in [-1, 1] of a sum of weights."""
    return total / sqrt(total * total + K)


def label_of(score: float, *, found: bool) -> Label:
    """The label of a score; ``found`` says whether there was any contribution."""
    if not found:
        return "none"
    if score >= POSITIVE_FROM:
        return "positive"
    return "negative" if score <= NEGATIVE_FROM else "neutral"


def _signal_of(score: float, *, found: bool) -> Signal:
    if not found:
        return "none"
    return "clear" if abs(score) >= CLEAR_FROM else "weak"


def _contributions(
    text: str, low: str, hits: Hits, before: list[int], marks: list[Finding]
) -> tuple[Contribution, ...]:
    starts = [before[first] + first for first in hits.first]
    stops = [before[last + 1] + last for last in hits.last]
    words = [text[start:stop] for start, stop in zip(starts, stops)]  # noqa: B905
    if text != low:
        shout(text, low, words, hits)
    # Named tuples made by the interpreter's own loops: half the time of calling the class for each.
    made = map(tuple.__new__, repeat(Contribution), zip(starts, stops, words, hits.weight, hits.rules))  # noqa: B905
    if not marks:
        return tuple(made)
    found = [*made]
    found += [Contribution(start, stop, text[start:stop], number, (rule,)) for start, stop, number, rule in marks]
    found.sort()
    return tuple(_apart(found))


def _apart(contributions: list[Contribution]) -> Iterator[Contribution]:
    """Drop what overlaps an earlier contribution, so that a page can mark each one."""
    reached = 0
    for contribution in contributions:
        if contribution.start >= reached:
            reached = contribution.end
            yield contribution


def analyze(text: str) -> Analysis:
    """Read one text. Never raises on any string; takes time linear in its length."""
    tokens = tokenize(text)
    language = detect(tokens)
    if language != "en" and language != "other":
        tokens = respell(tokens, language)
    table = table_for(language)
    reading = read(text, tokens, table)
    contributions = _contributions(text, tokens.lower, reading.hits, tokens.before, marks_in(text, tokens.lower))
    # fsum is exact, so that the order of the contributions cannot show in the score.
    score = score_of(fsum([contribution[3] for contribution in contributions]))
    found = bool(contributions)
    return Analysis(
        label_of(score, found=found),
        score,
        _signal_of(score, found=found),
        contributions,
        score_aspects(reading, table, tokens.before),
        language,
        version(),
    )


def _analyze_chunk(texts: list[str]) -> list[Analysis]:
    return [analyze(text) for text in texts]


def _in_chunks(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(texts)
    while chunk := list(islice(rest, size)):
        yield chunk


def _in_processes(texts: Iterable[str], processes: int, chunk: int) -> Iterator[Analysis]:
    # "spawn": a forked copy of a process that runs threads (a web worker) can hang.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        waiting: deque[Future[list[Analysis]]] = deque()
        for part in _in_chunks(texts, chunk):
            waiting.append(pool.submit(_analyze_chunk, part))
            # A few chunks ahead keep the workers busy without holding a long input in memory.
            if len(waiting) > 2 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def analyze_many(texts: Iterable[str], processes: int = 1, chunk: int = 500) -> Iterator[Analysis]:
    """Analyses of ``texts``, in their order and read lazily.

    With ``processes`` above one, that many worker processes take ``chunk`` texts at a time; they pay off from
    some thousands of texts on.
    """
    if processes < 1 or chunk < 1:
        raise ValueError("processes and chunk must be at least 1")
    if processes == 1:
        return map(analyze, texts)
    return _in_processes(texts, processes, chunk)
