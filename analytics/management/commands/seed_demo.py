"""`manage.py seed_demo`: people, films and reviews written for the demo, or all of them away again."""

import argparse
from random import Random
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.models import Origin, User
from analytics.demo.films import load_films
from analytics.demo.people import LOGINS, VIEWER, make_logins, reviewers
from analytics.demo.removal import remove_demo
from analytics.demo.reviews import people_needed, write_reviews
from analytics.fold import fold_pending
from feedback.models import Feedback


class Command(BaseCommand):
    help = (
        "Fill the site with demo data, marked as such: 18 films, five accounts, and reviews of the last 60 days.\n"
        "Changes nothing where demo data exists.\n"
        "Example: python manage.py seed_demo --reviews 500 --seed 7"
    )
    # --remove must run where check cinemapulse.E003 forbids everything else.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reviews", type=count, default=3000, help="how many reviews (default 3000)")
        parser.add_argument("--seed", type=int, default=1, help="another number, other people and texts (default 1)")
        parser.add_argument("--remove", action="store_true", help="remove the demo's accounts and reviews")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            self.remove(dry_run=options["dry_run"])
        else:
            self.seed(options["reviews"], options["seed"], dry_run=options["dry_run"])

    def seed(self, reviews: int, seed: int, *, dry_run: bool) -> None:
        self.refuse()
        people = User.objects.filter(origin=Origin.DEMO).count()
        if people:
            written = Feedback.objects.filter(user__origin=Origin.DEMO).count()
            self.stdout.write(f"Demo data is here already ({people} people, {written} reviews): nothing changed.")
            return
        if dry_run:
            self.stdout.write(f"Would add 18 films, {len(LOGINS)} accounts and {reviews} reviews. Nothing changed.")
            return
        self.stdout.write(f"Writing the demo: {reviews} reviews of 18 films ...")
        self.stdout.flush()
        # All or nothing, so that an interrupted seed leaves an empty database and the next run starts over.
        with transaction.atomic():
            films = load_films()
            logins = make_logins(settings.DEMO_PASSWORD, films)
            writers = reviewers(people_needed(reviews), Random(f"{seed} people"))
            stored = write_reviews(films, writers, logins[VIEWER], reviews, seed, timezone.now())
            fold_pending()
        self.stdout.write(f"Demo data: {len(films)} films, {stored} reviews, {len(logins)} accounts to log in with.")

    def refuse(self) -> None:
        """Raise CommandError where a demo must not or cannot be."""
        if not settings.DEBUG:
            raise CommandError("The demo's password is published, so it is seeded with DEBUG only.")
        if not settings.DEMO_PASSWORD:
            raise CommandError("DEMO_PASSWORD is empty; the demo accounts need one.")
        taken = User.objects.exclude(origin=Origin.DEMO).filter(email__in=[email for email, *_rest in LOGINS])
        if taken.exists():
            raise CommandError(f"{taken[0].email} is an account of somebody's own; the demo would take it over.")

    def remove(self, *, dry_run: bool) -> None:
        removed = remove_demo(dry_run=dry_run)
        if not removed.people and not removed.films:
            self.stdout.write("There is no demo data: nothing changed.")
            return
        done = "Would remove" if dry_run else "Removed"
        self.stdout.write(
            f"{done} {removed.people} demo people and {removed.reviews} reviews they wrote."
            f" The {removed.films} films stay in the catalogue, without the demo mark."
        )


def count(text: str) -> int:
    """argparse type: 0 to 1,000,000."""
    number = int(text)
    if not 0 <= number <= 1_000_000:
        raise argparse.ArgumentTypeError("must be 0 to 1,000,000")
    return number
