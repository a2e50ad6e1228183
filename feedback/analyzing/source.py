"""The texts of a file, one for each line, and how they read."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import tee
from pathlib import Path
from typing import Final

from cinemapulse.core.importing import BadFile, Lines
from cinemapulse.core.importing.lines import BadLine
from cinemapulse.core.importing.records import NOT_UTF8, is_utf8
from feedback.importing import FORMATS, Layout, format_of, named_columns, read_rows
from feedback.importing.columns import require_text
from feedback.importing.source import Row
from feedback.sentiment import Analysis, analyze_many

PLAIN: Final = "text"
INPUT_FORMATS: Final = (*FORMATS, PLAIN)
_MOST_SHOWN: Final = 64  # characters of a label


@dataclass(frozen=True, slots=True)
class Text:
    """A line to read. With a `problem` the text is empty; the label is "" where there is none."""

    line: int
    text: str
    label: str = ""
    problem: str = ""


def input_layout(path: Path, given: str | None, columns: str | None) -> Layout:
    """How to read the file at `path`: as `given`, else by its name, else as plain lines. Raises BadFile."""
    kind = given or _by_name(path)
    if columns is not None and kind in ("jsonl", PLAIN):
        raise BadFile("--columns is for CSV and TSV; say --input-format if this is one")
    return Layout(
        kind,
        columns=None if columns is None else named_columns(columns, require_text),
        need=require_text,
        keep_blank=True,
    )


def _by_name(path: Path) -> str:
    try:
        return format_of(path)
    except BadFile:
        return PLAIN


def read_texts(lines: Lines, layout: Layout) -> Iterator[Text]:
    """A Text for each row; none is left out. Raises BadFile when no column holds a text."""
    rows = _plain_rows(lines) if layout.format == PLAIN else read_rows(lines, layout)
    return map(_text_of, rows)


def scored(texts: Iterator[Text], processes: int) -> Iterator[tuple[Text, Analysis]]:
    """The texts, in their order, each with its analysis; read only a little ahead."""
    found, copies = tee(texts)
    return zip(found, analyze_many((item.text for item in copies), processes=processes), strict=True)


def _plain_rows(lines: Lines) -> Iterator[Row]:
    while True:
        lines.start_record()
        try:
            line = next(lines, None)
        except BadLine as bad:
            yield Row(bad.number, bad.start, problem=bad.reason)
            continue
        if line is None:
            return
        raw, number = line.rstrip("\r\n"), lines.taken[0][0]
        yield Row(number, raw, {"text": raw}) if is_utf8(raw) else Row(number, raw, problem=NOT_UTF8)


def _text_of(row: Row) -> Text:
    text, label = row.values.get("text"), row.values.get("rating")
    problem = row.problem
    if not problem and not isinstance(text, str):
        problem = "text: missing" if text is None else "text: not a text"
    return Text(
        row.line,
        text if isinstance(text, str) and not problem else "",
        "" if label is None or problem else str(label).strip()[:_MOST_SHOWN],
        problem,
    )
