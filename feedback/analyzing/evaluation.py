"""How often the engine agrees with the labels of a file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import sqrt
from typing import Final

from cinemapulse.core.importing import BadFile
from feedback.analyzing.labels import CLASSES, SCHEMES, Gold, scheme_of
from feedback.sentiment import Analysis

READ_AS: Final = (*CLASSES, "none")
MOST_LABELS: Final = 20_000  # different ones; ratings averaged over many people are a few thousand


@dataclass(slots=True)
class _Texts:
    """The texts with one label: how they were read (label, score >= 0), and the sums of their scores."""

    read: Counter[tuple[str, bool]] = field(default_factory=Counter)
    score: float = 0.0
    squares: float = 0.0


class Evaluation:
    """Counts texts by their label as it stands in the file; what the labels mean is decided when all are known.

    So one pass is enough, and memory follows the number of different labels.
    """

    def __init__(self) -> None:
        self._texts: dict[str, _Texts] = {}
        self.unreadable = 0

    def add(self, label: str, analysis: Analysis) -> None:
        """Raises BadFile when the labels can be none."""
        texts = self._texts.get(label)
        if texts is None:
            if len(self._texts) == MOST_LABELS:
                raise BadFile(f"holds over {MOST_LABELS:,} different labels; is the right column named label?")
            texts = self._texts[label] = _Texts()
        texts.read[analysis.label, analysis.score >= 0] += 1
        texts.score += analysis.score
        texts.squares += analysis.score**2

    def figures(self, scheme: str | None = None) -> "Figures":
        """Raises BadFile when the labels do not tell their scheme, or none of them follows it."""
        labels = {label for label in self._texts if label}
        if not labels:
            raise BadFile("holds no labels; name their column with --columns, e.g. label,text")
        name = scheme or scheme_of(labels)
        figures = Figures(name)
        for label, texts in self._texts.items():
            gold = SCHEMES[name].gold(label)
            if gold is None:
                figures.left_out[label] += texts.read.total()
            else:
                figures.add(gold, texts)
        if not figures.confusion:
            raise BadFile(f"holds no label that --label-scheme {name} knows ({min(figures.left_out)!r} is one)")
        return figures


class Figures:
    """The measures. Texts whose label is not understood are `left_out`, by label."""

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        self.confusion: Counter[tuple[str, str]] = Counter()  # (labelled, read as)
        self.left_out: Counter[str] = Counter()
        self.sided = 0  # texts that are positive or negative
        self._right = 0
        self._sums = [0.0] * 5  # of value, value squared, score, score squared, value times score
        self._valued = 0

    def add(self, gold: Gold, texts: _Texts) -> None:
        count = texts.read.total()
        for (label, not_negative), times in texts.read.items():
            self.confusion[gold.label, label] += times
            if gold.side is not None:
                self.sided += times
                self._right += times if label != "none" and not_negative == gold.side else 0
        if gold.value is not None:
            self._valued += count
            new = (gold.value * count, gold.value**2 * count, texts.score, texts.squares, gold.value * texts.score)
            self._sums = [a + b for a, b in zip(self._sums, new, strict=True)]

    @property
    def count(self) -> int:
        return self.confusion.total()

    @property
    def classes(self) -> list[str]:
        """Those that occur among the labels."""
        return [name for name in CLASSES if any(labelled == name for labelled, _read in self.confusion)]

    @property
    def accuracy(self) -> float | None:
        """Of texts that are positive or negative; score >= 0 is positive, no signal is wrong."""
        return self._right / self.sided if self.sided else None

    @property
    def coverage(self) -> float:
        """The share of texts with a signal."""
        return 1 - sum(self.confusion[name, "none"] for name in CLASSES) / self.count

    def macro_f1(self, *, none_is_neutral: bool = False) -> float:
        """The mean over the classes of the harmonic mean of precision and recall; no signal is wrong, or neutral."""
        read = Counter(self.confusion)
        if none_is_neutral:
            for name in CLASSES:
                read[name, "neutral"] += read.pop((name, "none"), 0)
        return sum(_f1(read, name) for name in self.classes) / len(self.classes)

    @property
    def pearson(self) -> float | None:
        """The correlation of label and score, where labels are numbers."""
        n = self._valued
        x, xx, y, yy, xy = self._sums
        if self.scheme == "binary" or n < 2:
            return None
        spread = (n * xx - x * x) * (n * yy - y * y)
        return (n * xy - x * y) / sqrt(spread) if spread > 0 else None

    def lines(self) -> Iterator[str]:
        """The report."""
        if self.accuracy is not None:
            yield (
                f"  accuracy   {self.accuracy:.4f}  of {self.sided:,} positive or negative texts "
                "(score >= 0 is positive, no signal is wrong)"
            )
        also = f"; {self.macro_f1(none_is_neutral=True):.4f} with no signal as neutral"
        yield (
            f"  macro-F1   {self.macro_f1():.4f}  of the label over {len(self.classes)} classes (no signal is wrong)"
            + (also if "neutral" in self.classes else "")
        )
        yield f"  coverage   {self.coverage:.4f}  of the texts have a signal"
        if self.pearson is not None:
            yield f"  Pearson r  {self.pearson:.4f}  of label and score"
        yield ""
        yield f"  {'labelled':<10}" + "".join(f"{name:>10}" for name in READ_AS) + f"{'recall':>10}"
        for name in self.classes:
            row = [self.confusion[name, read] for read in READ_AS]
            recall = self.confusion[name, name] / sum(row)
            yield f"  {name:<10}" + "".join(f"{count:>10,}" for count in row) + f"{recall:>10.4f}"


def _f1(read: Counter[tuple[str, str]], name: str) -> float:
    right = read[name, name]
    labelled = sum(count for (gold, _said), count in read.items() if gold == name)
    said = sum(count for (_gold, said), count in read.items() if said == name)
    return 2 * right / (labelled + said) if labelled + said else 0.0
