"""A rule-based reader of film reviews that explains itself to the word.

>>> analyze("Not a great film, but the music is superb!").label
'positive'

Pure Python, no Django, no network; deterministic and safe to call from many threads.
"""

from .engine import analyze, analyze_many, score_of
from .explain import explain
from .lexicon import version
from .types import ASPECTS, Analysis, AspectScore, Contribution, Explanation, Label, Language, Signal

#: Hash of lexicon and rules, the ``version`` of every analysis this code makes.
VERSION: str = version()

__all__ = [
    "ASPECTS",
    "VERSION",
    "Analysis",
    "AspectScore",
    "Contribution",
    "Explanation",
    "Label",
    "Language",
    "Signal",
    "analyze",
    "analyze_many",
    "explain",
    "score_of",
]
