"""Speed and quality of the sentiment engine beside vaderSentiment, AFINN and TextBlob.

``python -m benchmarks.sentiment``: speed, load time, memory. ``python -m benchmarks.sentiment --table``: measure the
development sets and write the table into ``docs/sentiment.md`` (some minutes). ``--linear``: time by length.
"""

from __future__ import annotations

import argparse
import gzip
import re
import subprocess  # starts this file again, to measure a fresh process
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import correlation
from typing import Final

from feedback.sentiment import analyze

# Beside the checkout: the labelled texts are no part of the project.
DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "sentiment-data"
DOC: Final = Path(__file__).resolve().parent.parent / "docs" / "sentiment.md"
LENGTH: Final = 1250
ROUNDS: Final = 5
Scorer = Callable[[str], float | None]
"""Score, or ``None`` where nothing was found."""

_MEMORY: Final = """
import time
def megabytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
import feedback.sentiment.lexicon as lexicon
before, started = megabytes(), time.perf_counter()
lexicon.load(); lexicon.table_for("en")
taken, grown = time.perf_counter() - started, megabytes() - before
from feedback.sentiment import analyze
analyze("a good film")
english = megabytes()
for text in ("semma padam", "bakwas film hai", "படம் அருமை"): analyze(text)
print(f"English lexicon loaded in {1000 * taken:.0f} ms and {grown:.1f} MB; process with English alone "
      f"{english:.1f} MB, with all languages {megabytes():.1f} MB")
"""


def rows(data: Path, name: str) -> Iterator[tuple[str, str]]:
    """Label and text of each row."""
    with gzip.open(data / f"{name}.tsv.gz", "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            label, text = line.rstrip("\n").split("\t", 1)
            yield label, text


def ours(text: str) -> float | None:
    """This engine."""
    found = analyze(text)
    return None if found.label == "none" else found.score


def others() -> dict[str, Scorer]:
    """The other packages: they do not tell "nothing found" from 0, which counts as positive."""
    from afinn import Afinn  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from textblob.en import sentiment  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from vaderSentiment.vaderSentiment import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
        SentimentIntensityAnalyzer,
    )

    vader, afinn = SentimentIntensityAnalyzer(), Afinn()
    return {
        "vaderSentiment": lambda text: vader.polarity_scores(text)["compound"],
        "AFINN": lambda text: afinn.score(text),
        "TextBlob": lambda text: sentiment(text)[0],
    }


def accuracy(score: Scorer, found: Sequence[tuple[bool, str]]) -> float:
    """Share read rightly; ``score >= 0`` is positive, nothing found is wrong."""
    right = sum(1 for liked, text in found if (value := score(text)) is not None and (value >= 0) == liked)
    return 100 * right / len(found)


def macro_f1(pairs: Sequence[tuple[str, str]], classes: Sequence[str]) -> float:
    """Mean of the F1 of the classes; ``pairs`` are truth and reading."""
    total = 0.0
    for name in classes:
        hit = sum(truth == name == read for truth, read in pairs)
        shown = sum(truth == name for truth, _read in pairs) + sum(read == name for _truth, read in pairs)
        total += 2 * hit / shown if shown else 0.0
    return 100 * total / len(classes)


def _side(value: float | None) -> str:
    return "none" if value is None else "positive" if value >= 0 else "negative"


def _three(score: Scorer, text: str) -> str:
    if score is ours:
        label = analyze(text).label
        return "neutral" if label == "none" else label
    value = score(text) or 0.0
    return "positive" if value >= 0.05 else "negative" if value <= -0.05 else "neutral"


def _binary(data: Path, name: str, liked: Callable[[str], bool | None]) -> list[tuple[bool, str]]:
    return [(side, text) for label, text in rows(data, name) if (side := liked(label)) is not None]


def quality(data: Path, score: Scorer) -> list[str]:
    """The figures of one engine, in the order of ``SETS``."""
    imdb = _binary(data, "imdb_dev", lambda label: int(label) > 5)
    snippets = _binary(data, "rt_dev", lambda label: label == "pos")
    sst = _binary(data, "sst_dev", lambda label: None if label == "2" else int(label) > 2)
    degrees = ("negative", "negative", "neutral", "positive", "positive")
    three = [(degrees[int(label)], _three(score, text)) for label, text in rows(data, "sst_dev")]
    graded = [(float(label), score(text) or 0.0) for label, text in rows(data, "vader_movie_dev")]
    tamil = [(label.lower(), _side(score(text))) for label, text in rows(data, "tamil_english_dev")]
    hindi = [(label == "positive", text) for label, text in rows(data, "hinglish_dev") if label != "neutral"]
    sides = ("positive", "negative")
    return [
        f"{accuracy(score, imdb):.1f}",
        f"{accuracy(score, snippets):.1f}",
        f"{accuracy(score, sst):.1f}",
        f"{macro_f1(three, ('positive', 'neutral', 'negative')):.1f}",
        f"{correlation([truth for truth, _ in graded], [read for _, read in graded]):.3f}",
        f"{macro_f1([pair for pair in tamil if pair[0] in sides], sides):.1f}",
        f"{accuracy(score, hindi):.1f}",
    ]


SETS: Final = (
    "IMDb, long reviews, accuracy",
    "Rotten Tomatoes, snippets, accuracy",
    "SST, snippets, accuracy",
    "SST, three classes, macro-F1",
    "VADER's graded snippets, Pearson r",
    "Tamil-English, macro-F1",
    "Hindi-English, accuracy",
)


def table(data: Path) -> str:
    """The measured table in Markdown."""
    engines: dict[str, Scorer] = {"CinemaPulse": ours, **others()}
    columns = [quality(data, score) for score in engines.values()]
    lines = [f"| development set | {' | '.join(engines)} |", f"|---|{'---|' * len(engines)}"]
    lines += [f"| {name} | {' | '.join(figures)} |" for name, *figures in zip(SETS, *columns, strict=True)]
    return "\n".join(lines)


def write_table(data: Path) -> None:
    """Put the table between its two marks in the document."""
    page = DOC.read_text(encoding="utf-8")
    made = f"<!-- table -->\n{table(data)}\n<!-- /table -->"
    DOC.write_text(re.sub(r"<!-- table -->.*<!-- /table -->", made, page, flags=re.S), encoding="utf-8")
    print(made)


def _seconds(read: Callable[[str], object], texts: Sequence[str]) -> float:
    started = time.perf_counter()
    for text in texts:
        read(text)
    return time.perf_counter() - started


def speed(data: Path) -> None:
    """Texts a second, best of several rounds taken in turn, and the ratio to vaderSentiment."""
    long = [text[:LENGTH] for _label, text in rows(data, "imdb_dev") if len(text) >= LENGTH][:300]
    short = [text for _label, text in rows(data, "rt_dev")]
    vader = others()["vaderSentiment"]
    for name, texts in ((f"reviews of {LENGTH} characters", long), ("snippets", short)):
        best = [
            min(found)
            for found in zip(*[(_seconds(analyze, texts), _seconds(vader, texts)) for _ in range(ROUNDS)], strict=True)
        ]
        print(
            f"{name}: {len(texts) / best[0]:,.0f} a second, vaderSentiment {len(texts) / best[1]:,.0f};",
            f"ratio {best[1] / best[0]:.1f}",
        )
    print(subprocess.run([sys.executable, "-c", _MEMORY], capture_output=True, text=True, check=True).stdout, end="")  # noqa: S603


def linear() -> None:
    """Time by length for texts that are hard to read."""
    for unit in ("not very good but ", "a", "good! ", "🔥", "8/", ":", "soooo ", "music ", '"', "'", "good and not "):
        times = [1e6 * _seconds(analyze, [unit * count]) / count for count in (1_000, 10_000, 100_000)]
        print(f"{unit!r}: {', '.join(f'{each:.2f}' for each in times)} microseconds a unit at 1,000, 10,000, 100,000")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sentiment", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--linear", action="store_true")
    chosen = parser.parse_args()
    if chosen.table:
        write_table(chosen.data)
    elif chosen.linear:
        linear()
    else:
        speed(chosen.data)


if __name__ == "__main__":
    main()
