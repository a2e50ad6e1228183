"""`manage.py rebuild_pulse`: recompute every roll-up from the reviews."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand

from analytics.fold import fold_pending
from analytics.integrity import rebuild, verify


class Command(BaseCommand):
    help = "Recompute all roll-ups from the stored reviews. Reviews may arrive meanwhile; safe to run at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "Example:\n  python manage.py rebuild_pulse"
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument("--no-progress", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            report = verify(progress=not options["no_progress"])
            for line in report.differences:
                self.stdout.write(line)
            self.stdout.write(f"Would set right {len(report.differences)} differences; nothing was written.")
            return
        count = rebuild(progress=not options["no_progress"])
        folded = fold_pending()
        self.stdout.write(f"Rebuilt from {count:,} reviews; {folded:,} journal entries folded since.")
