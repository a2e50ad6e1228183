"""The films of the demo: the catalogue's file, and the audience each is given."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.text import slugify

from movies.models import Genre, Movie

CATALOGUE: Final = settings.BASE_DIR / "movies" / "data" / "demo_catalogue.json"


@dataclass(frozen=True, slots=True)
class Audience:
    """How a demo film is received.

    `stars` is the mean rating, `share` its part of all reviews relative to the others', `surge` the day of the
    sixty (0 is the oldest) on which talk about it peaks: a premiere, or the first day on a streaming service.
    """

    stars: float
    share: float
    surge: int
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()


AUDIENCES: Final[dict[str, Audience]] = {
    "vikram": Audience(4.2, 14, 34, ("action", "music", "acting"), ("pacing",)),
    "jailer": Audience(3.7, 13, 41, ("music", "humour", "acting"), ("story",)),
    "leo": Audience(3.2, 12, 22, ("action", "music"), ("story", "pacing", "ending")),
    "ponniyin-selvan-2": Audience(3.9, 8, 12, ("visuals", "music", "acting"), ("pacing",)),
    "sirai": Audience(4.1, 7, 50, ("story", "acting", "direction"), ("music",)),
    "joe": Audience(3.8, 6, 28, ("emotion", "music"), ("pacing", "story")),
    "oppenheimer": Audience(4.4, 11, 8, ("acting", "direction", "music"), ("pacing",)),
    "dune-part-two": Audience(4.3, 9, 18, ("visuals", "music", "direction"), ("humour",)),
    "barbie": Audience(3.4, 8, 8, ("humour", "visuals"), ("story", "dialogue")),
    "spider-man-across-the-spider-verse": Audience(4.5, 8, 38, ("visuals", "music", "story"), ("ending",)),
    "guardians-of-the-galaxy-vol-3": Audience(4.0, 6, 45, ("emotion", "humour", "music"), ("pacing",)),
    "puss-in-boots-the-last-wish": Audience(4.2, 5, 30, ("characters", "visuals", "humour")),
    "alchemy-of-souls": Audience(4.3, 7, 26, ("characters", "story", "visuals"), ("ending",)),
    "the-glory": Audience(4.1, 8, 47, ("acting", "story", "direction"), ("pacing",)),
    "lovely-runner": Audience(4.4, 8, 53, ("emotion", "characters", "humour"), ("ending",)),
    "squid-game": Audience(3.9, 10, 15, ("story", "characters", "emotion"), ("dialogue",)),
    "hidden-love": Audience(3.6, 4, 20, ("emotion", "acting"), ("pacing", "story")),
    "suzume": Audience(4.0, 5, 5, ("visuals", "music", "emotion"), ("story",)),
}

# Whose dashboard each film is on.
TEAMS: Final[dict[str, tuple[str, ...]]] = {
    "producer@example.com": ("vikram", "jailer", "the-glory", "alchemy-of-souls"),
    "producer2@example.com": ("leo", "ponniyin-selvan-2", "oppenheimer", "squid-game", "suzume"),
}


def load_films() -> dict[str, Movie]:
    """The demo's films by slug, marked as such; one that the catalogue has already is left as it is."""
    records: list[dict[str, Any]] = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    return {record["slug"]: _film(record) for record in records}


def _film(record: Mapping[str, Any]) -> Movie:
    fields = {name: value for name, value in record.items() if name not in ("slug", "genres")}
    movie, created = Movie.objects.get_or_create(slug=record["slug"], defaults={**fields, "is_demo": True})
    if created:
        for name in record["genres"]:
            genre, _made = Genre.objects.get_or_create(slug=slugify(name), defaults={"name": name})
            movie.genres.add(genre)
    elif not movie.is_demo:
        movie.is_demo = True
        movie.save(update_fields=["is_demo"])
    return movie
