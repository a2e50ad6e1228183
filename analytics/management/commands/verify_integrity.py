"""`manage.py verify_integrity`: prove that the figures equal a recomputation from the reviews."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand

from analytics.integrity import verify


class Command(BaseCommand):
    help = "Compare every roll-up to a recomputation. A line for each difference; exit code 1 when there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "Example:\n  python manage.py verify_integrity && echo figures are exact"
        parser.add_argument("--no-progress", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify(progress=not options["no_progress"])
        for line in report.differences:
            self.stdout.write(line)
        waiting = f"; {report.waiting:,} journal entries wait to be folded" if report.waiting else ""
        self.stdout.write(f"{len(report.differences)} differences in {report.reviews:,} reviews{waiting}.")
        if report.differences:
            self.stderr.write("The figures are wrong. Set them right with: python manage.py rebuild_pulse")
            sys.exit(1)
