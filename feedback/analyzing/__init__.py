"""The sentiment engine on the command line: one text explained, a file scored line by line, an engine measured.

`source` reads the texts, `results` writes how each reads, `show` explains one on a terminal; `labels` says what the
labels of a file mean and `evaluation` counts how often they agree.
"""

from feedback.analyzing.evaluation import Evaluation
from feedback.analyzing.labels import SCHEMES
from feedback.analyzing.results import RESULT_FORMATS, result_line
from feedback.analyzing.show import explanation
from feedback.analyzing.source import INPUT_FORMATS, Text, input_layout, read_texts, scored

__all__ = [
    "INPUT_FORMATS",
    "RESULT_FORMATS",
    "SCHEMES",
    "Evaluation",
    "Text",
    "explanation",
    "input_layout",
    "read_texts",
    "result_line",
    "scored",
]
