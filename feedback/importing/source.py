"""The rows of a review file: CSV, TSV or JSONL, each row with its values by field."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import dropwhile
from pathlib import Path
from typing import Final

from cinemapulse.core.importing import BadFile, Lines, Record, delimited_records, quoted_records
from cinemapulse.core.importing.lines import BadLine
from cinemapulse.core.importing.records import NOT_UTF8, is_utf8
from feedback.importing.columns import Need, field_of, require, resolve

FORMATS: Final = ("csv", "tsv", "jsonl")
BLANK: Final[Mapping[str, object]] = {"text": ""}
_DELIMITERS: Final = {"csv": ",", "tsv": "\t"}
_SUFFIXES: Final = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out. `columns` (field -> index, and their number) stand for a header.

    `need` says what its columns must hold. With `keep_blank` a blank line is a row with an empty text.
    """

    format: str
    delimiter: str | None = None
    columns: tuple[Mapping[str, int], int] | None = None
    need: Need = require
    keep_blank: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its values by field, or with the `problem` why it has none."""

    line: int
    raw: str
    values: Mapping[str, object] = field(default_factory=dict)
    problem: str = ""


def format_of(path: Path) -> str:
    """The format that the name of a file tells. Raises BadFile."""
    name = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    try:
        return _SUFFIXES[name.suffix.lower()]
    except KeyError:
        raise BadFile(f"is neither .csv, .tsv nor .jsonl by its name; say --format {'|'.join(FORMATS)}") from None


def read_rows(lines: Lines, layout: Layout) -> Iterator[Row]:
    """The rows below the header. Raises BadFile when the columns are not what a review needs."""
    if layout.format == "jsonl":
        return _json_rows(lines, keep_blank=layout.keep_blank)
    reader = quoted_records if layout.format == "csv" else delimited_records
    records = reader(lines, layout.delimiter or _DELIMITERS[layout.format], keep_blank=layout.keep_blank)
    return _table_rows(records, layout)


def _table_rows(records: Iterator[Record], layout: Layout) -> Iterator[Row]:
    if layout.columns is None:
        records = dropwhile(_is_blank, records)
    first = next(records, None)
    if first is None:
        raise BadFile("holds no rows")
    if layout.columns is None:
        if first.problem:
            raise BadFile(f"has a header that cannot be read: {first.problem}")
        fields: Mapping[str, int] = resolve(first.values)
        width = len(first.values)
        layout.need(fields, first.values)
    else:
        fields, width = layout.columns
        if not _repeats_names(first.values, fields):
            yield _row(first, fields, width)
    for record in records:
        yield _row(record, fields, width)


def _is_blank(record: Record) -> bool:
    return not record.values and not record.problem


def _repeats_names(values: list[str], fields: Mapping[str, int]) -> bool:
    """Whether the first row of a file is a header although --columns named the columns."""
    return all(index < len(values) and field_of(values[index]) == name for name, index in fields.items())


def _row(record: Record, fields: Mapping[str, int], width: int) -> Row:
    if record.problem:
        return Row(record.line, record.raw, problem=record.problem)
    if _is_blank(record):
        return Row(record.line, record.raw, BLANK)
    if len(record.values) != width:
        return Row(record.line, record.raw, problem=f"{len(record.values)} values where there are {width} columns")
    return Row(record.line, record.raw, {name: record.values[index] for name, index in fields.items()})


def _json_rows(lines: Lines, *, keep_blank: bool) -> Iterator[Row]:
    known: dict[tuple[str, ...], dict[str, str]] = {}
    while True:
        lines.start_record()
        try:
            line = next(lines, None)
        except BadLine as bad:
            yield Row(bad.number, bad.start, problem=bad.reason)
            continue
        if line is None:
            return
        number, raw = lines.taken[0][0], line.strip()
        if raw:
            yield _json_row(number, raw, known)
        elif keep_blank:
            yield Row(number, raw, BLANK)


def _json_row(number: int, raw: str, known: dict[tuple[str, ...], dict[str, str]]) -> Row:
    if not is_utf8(raw):
        return Row(number, raw, problem=NOT_UTF8)
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        if number == 1 and raw.startswith("["):
            raise BadFile("is one JSON list; JSONL holds one object on each line") from error
        return Row(number, raw, problem=f"not valid JSON: {str(error)[:100]}")
    if not isinstance(found, dict):
        return Row(number, raw, problem="not a JSON object")
    keys = tuple(found)
    names = known.get(keys)
    if names is None:
        names = {name: keys[index] for name, index in resolve(keys).items()}
        if len(known) < 1000:  # objects that each have keys of their own must not fill the memory
            known[keys] = names
    return Row(number, raw, {name: found[key] for name, key in names.items()})
