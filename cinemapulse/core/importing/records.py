"""Rows of a table in a text file. A row that cannot be read is handed on as such; it never ends the reading."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from cinemapulse.core.importing.lines import BadLine, Lines

MAX_FIELD: Final = 1_000_000  # characters; a quote that is never closed ends here
NOT_UTF8: Final = "not valid UTF-8"
_UNDECODED = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Record:
    """A row: the number of its first line, its text as it stands in the file, and its values.

    With a `problem` there are no values.
    """

    line: int
    raw: str
    values: list[str] = field(default_factory=list)
    problem: str = ""


def is_utf8(text: str) -> bool:
    """Whether `text`, as Lines hands it out, was UTF-8 in the file."""
    return text.isascii() or _UNDECODED.search(text) is None


def delimited_records(lines: Lines, delimiter: str = "\t", *, keep_blank: bool = False) -> Iterator[Record]:
    """Rows whose values are parted by `delimiter` alone: a quote is a character like any other (TSV).

    Blank lines are passed over, or come as records without values.
    """
    while True:
        lines.start_record()
        try:
            line = next(lines, None)
        except BadLine as bad:
            yield Record(bad.number, bad.start, problem=bad.reason)
            continue
        if line is None:
            return
        raw = line.rstrip("\r\n")
        number = lines.taken[0][0]
        if not raw.strip():
            if keep_blank:
                yield Record(number, raw)
        elif is_utf8(raw):
            yield Record(number, raw, raw.split(delimiter))
        else:
            yield Record(number, raw, problem=NOT_UTF8)


def quoted_records(lines: Lines, delimiter: str = ",", *, keep_blank: bool = False) -> Iterator[Record]:
    """Rows of CSV, where a quoted value may hold delimiters and line breaks.

    A quote that is opened and not closed properly would swallow the rows below it: only the line it stands on is
    refused, and reading goes on with the next one. Blank rows are passed over, or come as records without values.
    """
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        lines.start_record()
        try:
            values = next(reader, None)
        except BadLine as bad:
            if lines.taken:
                yield _refused(lines, "a quote is not closed")
            yield Record(bad.number, bad.start, problem=bad.reason)
            continue
        except csv.Error as error:
            yield _refused(lines, str(error))
            continue
        if values is None:
            return
        if any(value.strip() for value in values):
            yield _whole(lines, values)
        elif keep_blank:
            yield _whole(lines, [])


def _refused(lines: Lines, problem: str) -> Record:
    """The first line of the record in hand; the lines after it will be read again."""
    lines.give_back(keep=1)
    number, raw = lines.taken[0]
    return Record(number, raw.rstrip("\r\n"), problem=f"not valid CSV: {problem}")


def _whole(lines: Lines, values: list[str]) -> Record:
    number = lines.taken[0][0]
    raw = "".join(text for _number, text in lines.taken).rstrip("\r\n")
    return Record(number, raw, values) if is_utf8(raw) else Record(number, raw, problem=NOT_UTF8)
