"""Taking the demo away again, with the journal telling of it and every figure staying right."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import Origin, User
from analytics.fold import fold_pending
from cinemapulse.core.db import in_chunks
from feedback.models import Feedback
from feedback.services import erase_many
from movies.models import Movie


@dataclass(frozen=True, slots=True)
class Removed:
    people: int
    reviews: int
    films: int  # no longer marked as demo; they stay, as the journal speaks of them


def remove_demo(*, dry_run: bool = False) -> Removed:
    """Erase what demo people wrote, delete their accounts, unmark the films; all in one transaction."""
    people = list(User.objects.filter(origin=Origin.DEMO).values_list("pk", flat=True))
    films = Movie.objects.filter(is_demo=True)
    if dry_run:
        written = Feedback.objects.filter(user__origin=Origin.DEMO).count()
        return Removed(len(people), written, films.count())
    with transaction.atomic():
        erased = erase_many(Feedback.objects.filter(user__origin=Origin.DEMO), reason="Demo data removed")
        for chunk in in_chunks(people, 500):
            User.objects.filter(pk__in=chunk).delete()
        unmarked = films.update(is_demo=False)
        fold_pending()
    return Removed(len(people), erased, unmarked)
