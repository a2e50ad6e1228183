"""Films from a file into the catalogue."""

import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from tqdm import tqdm

from cinemapulse.core.importing import (
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
from movies.importing import FORMATS, Counts, Import, read_films
from movies.importing.source import Films

AGAIN = "no film is half-written; run the same command again to go on"


class Command(BaseCommand):
    help = (
        "Import films from CSV, JSON or the movies.csv of MovieLens, plain or .gz. A film that is there already "
        "(by its slug) is brought up to date; run twice, nothing changes. "
        "Example: manage.py import_movies samples/movies.csv"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the films: .csv or .json, plain or .gz")
        parser.add_argument("--format", choices=FORMATS, help="default: by the name of the file and its header")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and store nothing")
        parser.add_argument(
            "--rejects", metavar="PATH", help="where rows that are not taken go (default: ./<FILE name>.rejects.csv)"
        )
        parser.add_argument("--no-progress", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        path, started = Path(options["file"]), time.monotonic()
        with naming(path), open_lines(path) as lines, Rejects(_rejects_path(path, options)) as rejects:
            films = read_films(path, lines, options["format"])
            job = Import(rejects, dry_run=options["dry_run"])
            stopped = _run(job, lines, films, path, quiet=options["no_progress"])
        self._report(job, films, rejects, f"{one_line(path.name)} in {time.monotonic() - started:.1f} s")
        if stopped:
            self.stderr.write(f"Stopped as asked, {AGAIN}.")
            sys.exit(EXIT_CODE)
        if rejects.count == job.counts.read > 0:
            raise CommandError(f"No row of {path.name} could be taken; the first: {rejects.first}")

    def _report(self, job: Import, films: Films, rejects: Rejects, what: str) -> None:
        counts: Counts = job.counts
        would = "would be " if job.dry_run else ""
        self.stdout.write(f"{counts.read:,} films of {what}")
        self.stdout.write(f"  {counts.created:>9,}  {would}created")
        self.stdout.write(f"  {counts.changed:>9,}  {would}changed")
        self.stdout.write(f"  {counts.unchanged:>9,}  unchanged")
        self.stdout.write(f"  {counts.rejected:>9,}  rejected")
        if films.unused:
            self.stdout.write(one_line(f"Columns that are not used: {', '.join(films.unused)}"))
        if counts.unchanged and not counts.created and not counts.changed:
            self.stdout.write("Nothing changed: the catalogue says the same already.")
        if rejects.count and rejects.path:
            self.stdout.write(f"Rejects, each with its reason: {rejects.path}")
        elif rejects.count:
            self.stdout.write(f"The first that was not taken: {rejects.first}")


def _rejects_path(path: Path, options: dict[str, Any]) -> Path | None:
    """A dry run writes nothing that was not asked for."""
    if options["dry_run"] and not options["rejects"]:
        return None
    with naming(options["rejects"] or "The rejects file"):
        return rejects_path(options["rejects"], path)


def _run(job: Import, lines: Lines, films: Films, path: Path, *, quiet: bool) -> bool:
    """Import all films, with a progress bar on a terminal; whether it was stopped before the end."""
    bar = tqdm(total=path.stat().st_size, unit="B", unit_scale=True, leave=False, disable=True if quiet else None)
    with bar, long_work(), stop_on_signals() as stop:
        try:
            for _counts in job.run(films.rows):
                bar.update(lines.position - bar.n)
                if stop:
                    return True
        except KeyboardInterrupt:  # the second Ctrl-C: the batch in hand is rolled back
            return True
        except DatabaseError as error:
            raise CommandError(f"The database refused: {error}; {AGAIN}.") from error
        except OSError as error:
            raise CommandError(f"The rejects file cannot be written: {error.strerror or error}") from error
    return False
