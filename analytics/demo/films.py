"""The films of the demo: the catalogue's file, and the audience each is given."""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from movies.models import Movie
from movies.services import upsert_movies

CATALOGUE: Final = files("movies") / "data" / "demo_catalogue.json"


@dataclass(frozen=True, slots=True)
class Audience:
    """How a demo film is received.

    `stars` is the mean rating, `share` its part of all reviews relative to the others', `surge` the day of the
    sixty (0 is the oldest) on which talk about it peaks: a premiere, or the first day on a streaming service.
    The rest are aspects: what is mostly praised, what is mostly criticised.
    """

    stars: float
    share: float
    surge: int
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # aspects that nobody would mention


AUDIENCES: Final[dict[str, Audience]] = {
    "vikram": Audience(4.2, 14, 34, ("action", "music", "acting"), ("pacing",), without=("humour",)),
    "jailer": Audience(3.7, 13, 41, ("music", "humour", "acting"), ("story",)),
    "leo": Audience(3.2, 12, 22, ("action", "music"), ("story", "pacing", "ending"), without=("humour",)),
    "ponniyin-selvan-2": Audience(3.9, 8, 12, ("visuals", "music", "acting"), ("pacing",), without=("humour",)),
    "sirai": Audience(4.1, 7, 50, ("story", "acting", "direction"), ("music",), without=("humour", "action")),
    "joe": Audience(3.8, 6, 28, ("emotion", "music"), ("pacing", "story"), without=("action",)),
    "oppenheimer": Audience(4.4, 11, 8, ("acting", "direction", "music"), ("pacing",), without=("humour", "action")),
    "dune-part-two": Audience(4.3, 9, 18, ("visuals", "music", "direction"), ("humour",)),
    "barbie": Audience(3.4, 8, 8, ("humour", "visuals"), ("story", "dialogue"), without=("action",)),
    "spider-man-across-the-spider-verse": Audience(4.5, 8, 38, ("visuals", "music", "story"), ("ending",)),
    "guardians-of-the-galaxy-vol-3": Audience(4.0, 6, 45, ("emotion", "humour", "music"), ("pacing",)),
    "puss-in-boots-the-last-wish": Audience(4.2, 5, 30, ("characters", "visuals", "humour")),
    "alchemy-of-souls": Audience(4.3, 7, 26, ("characters", "story", "visuals"), ("ending",)),
    "the-glory": Audience(4.1, 8, 47, ("acting", "story", "direction"), ("pacing",), without=("humour", "action")),
    "lovely-runner": Audience(4.4, 8, 53, ("emotion", "characters", "humour"), ("ending",), without=("action",)),
    "squid-game": Audience(3.9, 10, 15, ("story", "characters", "emotion"), ("dialogue",), without=("humour",)),
    "hidden-love": Audience(3.6, 4, 20, ("emotion", "acting"), ("pacing", "story"), without=("action",)),
    "suzume": Audience(4.0, 5, 5, ("visuals", "music", "emotion"), ("story",), without=("action",)),
}

# Whose dashboard each film is on.
TEAMS: Final[dict[str, tuple[str, ...]]] = {
    "producer@example.com": ("vikram", "jailer", "the-glory", "alchemy-of-souls"),
    "producer2@example.com": ("leo", "ponniyin-selvan-2", "oppenheimer", "squid-game", "suzume"),
}


def load_films() -> dict[str, Movie]:
    """The demo's films by slug, marked as such; what an admin made of one that is here already is left alone."""
    records: list[dict[str, Any]] = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    films = Movie.objects.filter(slug__in=[record["slug"] for record in records])
    here = set(films.values_list("slug", flat=True))
    films.update(is_demo=True)
    upsert_movies([record for record in records if record["slug"] not in here], is_demo=True)
    return {movie.slug: movie for movie in films.all()}
