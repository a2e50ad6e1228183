"""Naming a film on the command line."""

from difflib import get_close_matches

from django.core.management.base import CommandError
from django.db.models import Q

from cinemapulse.core.text import one_line
from movies.models import Movie

MOST_COMPARED = 2_000  # slugs looked at for a suggestion


def film_named(slug: str) -> Movie:
    """The film with this slug. Raises CommandError with what comes close."""
    slug = one_line(slug)
    movie = Movie.objects.filter(slug=slug).first()
    if movie is None:
        known = Movie.objects.filter(Q(slug__startswith=slug[:2]) | Q(slug__contains=slug[:20]))
        close = get_close_matches(slug, known.values_list("slug", flat=True)[:MOST_COMPARED], n=3)
        hint = f" Did you mean {' or '.join(close)}?" if close else ""
        raise CommandError(f"There is no film “{slug}”.{hint}")
    return movie
