"""How a text reads, as one line of a file."""

import json
from collections.abc import Callable
from typing import Final

from cinemapulse.core.text import one_line
from feedback.sentiment import Analysis

_DIGITS: Final = 6


def _as_json(analysis: Analysis, problem: str) -> str:
    result: dict[str, object] = {
        "label": analysis.label,
        "score": round(analysis.score, _DIGITS),
        "signal": analysis.signal,
        "aspects": {
            name: {"score": round(aspect.score, _DIGITS), "mentions": aspect.mentions, "spans": aspect.spans}
            for name, aspect in analysis.aspects.items()
        },
    }
    if problem:
        result["error"] = problem
    return json.dumps(result)


def _as_tsv(analysis: Analysis, problem: str) -> str:
    aspects = ",".join(f"{name}={aspect.score:.{_DIGITS}g}" for name, aspect in analysis.aspects.items())
    values = [analysis.label, f"{analysis.score:.{_DIGITS}g}", analysis.signal, aspects]
    return "\t".join([*values, one_line(problem)] if problem else values)


_WRITERS: Final[dict[str, Callable[[Analysis, str], str]]] = {"jsonl": _as_json, "tsv": _as_tsv}
RESULT_FORMATS: Final = tuple(_WRITERS)


def result_line(kind: str, analysis: Analysis, problem: str = "") -> str:
    """One line, without its end, in one of RESULT_FORMATS."""
    return _WRITERS[kind](analysis, problem)
