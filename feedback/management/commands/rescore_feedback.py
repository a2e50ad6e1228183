"""Stored reviews to the words and rules of today."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from tqdm import tqdm

from cinemapulse.core.importing import long_work, stop_on_signals
from cinemapulse.core.importing.stop import EXIT_CODE
from feedback.management.films import film_named
from feedback.sentiment import VERSION
from feedback.services import Rescoring, stale

LARGEST_BATCH = 5_000
MOST_PROCESSES = 64
AGAIN = "nothing is half-written; run the same command again to go on"


class Command(BaseCommand):
    help = (
        "Score every stored review anew that other words and rules scored than those of today, and bring all figures "
        "along. It can be stopped and run again at any time, and people may write and edit meanwhile. "
        "Example: manage.py rescore_feedback --processes 2"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--movie", metavar="SLUG", help="only the reviews of this film")
        parser.add_argument("--batch", type=int, default=500, metavar="N", help="reviews a transaction (default: 500)")
        parser.add_argument("--processes", type=int, default=1, metavar="N", help="worker processes (default: 1)")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and store nothing")
        parser.add_argument("--no-progress", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["batch"] <= LARGEST_BATCH:
            raise CommandError(f"--batch takes 1 to {LARGEST_BATCH:,} reviews.")
        if not 1 <= options["processes"] <= MOST_PROCESSES:
            raise CommandError(f"--processes takes 1 to {MOST_PROCESSES}.")
        started = time.monotonic()
        rows = stale(film_named(options["movie"]).pk if options["movie"] is not None else None)
        job = Rescoring(rows, batch=options["batch"], processes=options["processes"], dry_run=options["dry_run"])
        with _told_how_far(job):
            stopped = _run(job, rows.count(), quiet=options["no_progress"])
        self._report(job, time.monotonic() - started)
        if stopped:
            self.stderr.write(f"Stopped as asked, {AGAIN}.")
            sys.exit(EXIT_CODE)

    def _report(self, job: Rescoring, seconds: float) -> None:
        counts = job.counts
        if not counts.read:
            self.stdout.write(f"Every review is scored by version {VERSION} already.")
            return
        moved, changed = ("would be moved", "would change") if job.dry_run else ("moved", "changed")
        self.stdout.write(
            f"{counts.moved:,} reviews {moved} to version {VERSION} in {seconds:.1f} s "
            f"({counts.read / max(seconds, 0.001):,.0f} reviews/s)"
        )
        self.stdout.write(f"  {counts.relabelled:>9,}  {changed} their label")
        for (before, after), count in sorted(counts.labels.items()):
            self.stdout.write(f"  {count:>9,}    {before} to {after}")
        if counts.read > counts.moved:
            self.stdout.write(f"  {counts.read - counts.moved:>9,}  deleted, or scored by somebody else, meanwhile")


def _run(job: Rescoring, total: int, *, quiet: bool) -> bool:
    """Rescore, with a progress bar on a terminal; whether it was stopped before the end."""
    bar = tqdm(total=total, unit=" reviews", leave=False, disable=True if quiet else None)
    with bar, long_work(), stop_on_signals() as stop:
        try:
            for counts in job.run():
                bar.update(counts.read - bar.n)
                if stop:
                    return True
        except KeyboardInterrupt:  # the second Ctrl-C: the batch in hand is rolled back
            return True
    return False


@contextmanager
def _told_how_far(job: Rescoring) -> Iterator[None]:
    """What ends the work half-way, in one line that says what is stored."""
    try:
        yield
    except DatabaseError as error:
        raise CommandError(f"The database refused: {error}. {_so_far(job)}") from error
    except BrokenProcessPool as error:
        raise CommandError(f"A worker process was ended from outside. {_so_far(job)}") from error


def _so_far(job: Rescoring) -> str:
    return f"{job.counts.moved:,} reviews were moved, {AGAIN}."
