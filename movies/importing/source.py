"""The films of a file, one by one, as `movies.services.upsert_movies` takes them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cinemapulse.core.importing import BadFile, Lines, Record, quoted_records
from cinemapulse.core.importing.records import is_utf8
from movies.importing import movielens
from movies.services import make_slug
from movies.services.facts import COLUMNS

FORMATS: Final = ("csv", "json", "movielens")
MAX_JSON: Final = 50_000_000  # bytes; a JSON file is read as a whole
SLUG_LENGTH: Final = 191


@dataclass(frozen=True, slots=True)
class Film:
    """A film with its values by column, or with the `problem` why it has none.

    `spare_slug` is for a film whose slug another film of the file has.
    """

    place: int  # its line in the file; in JSON its position in the list
    raw: str
    values: Mapping[str, object] = field(default_factory=dict)
    spare_slug: str = ""
    problem: str = ""


@dataclass(slots=True)
class Films:
    """The films of a file, and the names of the columns that are not ours (filled while reading)."""

    rows: Iterator[Film]
    unused: dict[str, None] = field(default_factory=dict)


def read_films(path: Path, lines: Lines, format: str | None) -> Films:
    """Raises BadFile, at once or while the rows are read."""
    if format == "json" or (format is None and ".json" in (path.suffix.lower(), Path(path.stem).suffix.lower())):
        return _json_films(lines)
    records = quoted_records(lines)
    first = next(records, None)
    if first is None:
        raise BadFile("holds no rows")
    if first.problem:
        raise BadFile(f"has a header that cannot be read: {first.problem}")
    if format == "movielens" or (format is None and tuple(first.values) == movielens.HEADER):
        return Films(_movielens_film(record) for record in _below(records, first, movielens.HEADER))
    names = [name.strip().lower() for name in first.values]
    if "title" not in names:
        raise BadFile(f"has no column “title”; columns: {', '.join(COLUMNS)}")
    films = Films(_csv_film(record, names) for record in records)
    films.unused = dict.fromkeys(name for name in names if name not in COLUMNS)
    return films


def _below(records: Iterator[Record], first: Record, header: tuple[str, ...]) -> Iterator[Record]:
    """The rows below `first`, which must be the header."""
    if tuple(first.values) != header:
        raise BadFile(f"does not begin with the header {','.join(header)}")
    return records


def _csv_film(record: Record, names: list[str]) -> Film:
    if problem := record.problem or _wrong_width(record, len(names)):
        return Film(record.line, record.raw, problem=problem)
    values = {name: value for name, value in zip(names, record.values, strict=True) if name in COLUMNS}
    return Film(record.line, record.raw, values)


def _wrong_width(record: Record, width: int) -> str:
    given = len(record.values)
    return "" if given == width else f"{given} values where there are {width} columns"


def _movielens_film(record: Record) -> Film:
    if problem := record.problem or _wrong_width(record, len(movielens.HEADER)):
        return Film(record.line, record.raw, problem=problem)
    number, full_title, genres = record.values
    title, year = movielens.title_and_year(full_title)
    slug = make_slug(f"{title} {year or ''}")[:SLUG_LENGTH].strip("-")
    spare = f"{slug[: SLUG_LENGTH - 12]}-{make_slug(number)[:11]}"
    values = {"title": title, "slug": slug, "genres": movielens.genres(genres)}
    return Film(record.line, record.raw, values, spare_slug=spare)


def _json_films(lines: Lines) -> Films:
    parts: list[str] = []
    size = 0
    for line in lines:
        size += len(line)
        if size > MAX_JSON:
            raise BadFile(f"is larger than {MAX_JSON:,} characters, the most for JSON; use CSV")
        parts.append(line)
        lines.start_record()
    text = "".join(parts)
    if not is_utf8(text):
        raise BadFile("is not UTF-8")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile(f"is not valid JSON: {str(error)[:100]}") from error
    if not isinstance(found, list):
        raise BadFile("is not a JSON list of films")
    films = Films(iter(()))
    films.rows = (_json_film(place, item, films.unused) for place, item in enumerate(found, start=1))
    return films


def _json_film(place: int, item: object, unused: dict[str, None]) -> Film:
    raw = json.dumps(item, ensure_ascii=False)[:2000]
    if not isinstance(item, dict):
        return Film(place, raw, problem="not a JSON object")
    for name in item:
        if name not in COLUMNS and len(unused) < 20:
            unused[name] = None
    return Film(place, raw, {name: value for name, value in item.items() if name in COLUMNS})
