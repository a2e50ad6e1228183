"""Reviews from a file into a film."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from tqdm import tqdm

from cinemapulse.core.importing import (
    BadFile,
    Lines,
    Rejects,
    long_work,
    naming,
    open_lines,
    rejects_path,
    stop_on_signals,
)
from cinemapulse.core.importing.stop import EXIT_CODE
from cinemapulse.core.text import one_line
from feedback.importing import (
    COLUMN_NAMES,
    FORMATS,
    Import,
    Judge,
    Layout,
    Ratings,
    format_of,
    named_columns,
    read_rows,
)
from feedback.management.films import film_named
from movies.models import Movie, Status

LARGEST_BATCH = 5_000
AGAIN = "nothing is half-written; run the same command again to go on"


class Command(BaseCommand):
    help = (
        "Import reviews of one film from a CSV, TSV or JSONL file, plain or .gz. It can be stopped and run again at "
        "any time: what is stored already is left alone. Example: manage.py import_feedback reviews.tsv.gz "
        "--movie joe --columns label,text --rating-scale 10"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the reviews: .csv, .tsv or .jsonl, plain or .gz")
        parser.add_argument("--movie", required=True, metavar="SLUG", help="the film they are about")
        parser.add_argument("--format", choices=FORMATS, help="default: by the name of the file")
        parser.add_argument(
            "--columns",
            metavar="NAMES",
            help=f"names of the columns in order, where the file has no header: {', '.join(COLUMN_NAMES)}; "
            "- skips a column",
        )
        parser.add_argument("--delimiter", metavar="C", help="between values; default: comma in CSV, tab in TSV")
        parser.add_argument(
            "--rating-scale", metavar="N", help="the highest possible rating, e.g. 10 or 100 (default: 5)"
        )
        parser.add_argument("--rating-map", metavar="MAP", help="stars for labels, e.g. pos=4.5,neg=1.5")
        parser.add_argument(
            "--long-text",
            choices=("reject", "truncate"),
            default="reject",
            help="texts over 5,000 characters: reject them (default) or keep their beginning",
        )
        parser.add_argument("--batch", type=int, default=500, metavar="N", help="rows a transaction (default: 500)")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and store nothing")
        parser.add_argument(
            "--rejects", metavar="PATH", help="where rows that are not taken go (default: ./<FILE name>.rejects.csv)"
        )
        parser.add_argument("--no-progress", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        movie = _find_movie(options["movie"])
        path, started = Path(options["file"]), time.monotonic()
        if not 1 <= options["batch"] <= LARGEST_BATCH:
            raise CommandError(f"--batch takes 1 to {LARGEST_BATCH:,} rows.")
        with naming("Options"):
            ratings = Ratings.from_options(options["rating_scale"], options["rating_map"])
            rows_as = _layout(path, options)
        with naming(path), open_lines(path) as lines, Rejects(_rejects_path(path, options)) as rejects:
            job = Import(
                Judge(movie, ratings, truncate=options["long_text"] == "truncate"),
                rejects,
                batch=options["batch"],
                dry_run=options["dry_run"],
            )
            stopped = _run(job, lines, rows_as, path, quiet=options["no_progress"])
        self._report(job, rejects, f"{one_line(path.name)} for “{movie}”", time.monotonic() - started)
        if stopped:
            self.stderr.write(f"Stopped as asked, {AGAIN}.")
            sys.exit(EXIT_CODE)
        if rejects.count == job.counts.read > 0:
            raise CommandError(f"No row of {path.name} could be taken; the first: {rejects.first}")

    def _report(self, job: Import, rejects: Rejects, what: str, seconds: float) -> None:
        counts = job.counts
        self.stdout.write(
            f"{counts.read:,} rows of {what} in {seconds:.1f} s ({counts.read / max(seconds, 0.001):,.0f} rows/s)"
        )
        stored = "would be stored" if job.dry_run else "stored"
        self.stdout.write(f"  {counts.stored:>9,}  {stored}")
        self.stdout.write(f"  {counts.known:>9,}  known: stored by an earlier run")
        self.stdout.write(f"  {counts.repeats:>9,}  repeats of an earlier row")
        self.stdout.write(f"  {counts.rejected:>9,}  rejected")
        if rejects.count and rejects.path:
            self.stdout.write(f"Repeats and rejects, each with its reason: {rejects.path}")
        elif rejects.count:
            self.stdout.write(f"The first that was not taken: {rejects.first}")


def _find_movie(slug: str) -> Movie:
    movie = film_named(slug)
    if movie.status == Status.BLOCKED:
        raise CommandError(f"“{movie}” is blocked and takes no reviews.")
    return movie


def _layout(path: Path, options: dict[str, Any]) -> Layout:
    kind: str = options["format"] or format_of(path)
    columns, delimiter = options["columns"], options["delimiter"]
    if kind == "jsonl" and (columns is not None or delimiter is not None):
        raise BadFile("--columns and --delimiter are for CSV and TSV; each object of a JSONL file names its values")
    if delimiter is not None:
        delimiter = {"\\t": "\t", "tab": "\t"}.get(delimiter, delimiter)
        if len(delimiter) != 1 or delimiter in '"\r\n\0':
            raise BadFile("--delimiter takes one character, e.g. ; (or tab)")
    return Layout(kind, delimiter, None if columns is None else named_columns(columns))


def _rejects_path(path: Path, options: dict[str, Any]) -> Path | None:
    """A dry run writes nothing that was not asked for."""
    if options["dry_run"] and not options["rejects"]:
        return None
    with naming(options["rejects"] or "The rejects file"):
        return rejects_path(options["rejects"], path)


def _run(job: Import, lines: Lines, layout: Layout, path: Path, *, quiet: bool) -> bool:
    """Import all rows, with a progress bar on a terminal; whether it was stopped before the end."""
    bar = tqdm(total=path.stat().st_size, unit="B", unit_scale=True, leave=False, disable=True if quiet else None)
    with bar, long_work(), stop_on_signals() as stop, _told_how_far(job):
        try:
            for counts in job.run(read_rows(lines, layout)):
                bar.set_postfix_str(f"{counts.read:,} rows", refresh=False)
                bar.update(lines.position - bar.n)
                if stop:
                    return True
        except KeyboardInterrupt:  # the second Ctrl-C: the batch in hand is rolled back
            return True
    return False


@contextmanager
def _told_how_far(job: Import) -> Iterator[None]:
    """What ends an import half-way, in one line that says what is stored."""
    try:
        yield
    except ValidationError as error:
        raise CommandError(f"{' '.join(error.messages)} {job.counts.stored:,} reviews were stored before.") from error
    except DatabaseError as error:
        raise CommandError(f"The database refused: {error}. {job.counts.stored:,} stored, {AGAIN}.") from error
    except OSError as error:
        raise CommandError(f"The rejects file cannot be written: {error.strerror or error}") from error
