"""Make the four roles hold exactly the permissions of this version."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from accounts.services import setup_roles


class Command(BaseCommand):
    help = (
        "Make the groups Viewer, Producer, Analyst and Admin hold exactly the permissions of this version."
        " Runs after every migrate; safe to run at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.epilog = "Example: python manage.py setup_roles --dry-run"
        parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        try:
            changed = setup_roles(create=not dry_run)
        except DatabaseError as error:
            raise CommandError(f"The database is not ready ({error}). Run: python manage.py migrate") from error
        verb = "would change" if dry_run else "changed"
        for role, count in changed.items():
            if count:
                noun = "permission" if count == 1 else "permissions"
                self.stdout.write(f"{role}: {count} {noun} {verb}")
        if not any(changed.values()):
            self.stdout.write("Every role holds exactly its permissions; nothing to change.")
