"""Films in batches, each stored whole or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from cinemapulse.core.importing import Rejects, Seen
from movies.importing.source import Film
from movies.services import make_slug, upsert_movies

BATCH = 1_000


@dataclass(slots=True)
class Counts:
    """What became of the films: `read` is the sum of the others."""

    read: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0


class Import:
    """Takes films into the catalogue. Run again with the same file it changes nothing."""

    def __init__(self, rejects: Rejects, *, dry_run: bool = False) -> None:
        self._rejects, self.dry_run = rejects, dry_run
        self.counts = Counts()

    def run(self, films: Iterable[Film]) -> Iterator[Counts]:
        """Yields the counts after each batch is committed."""
        rest = iter(films)
        with Seen() as seen:
            while batch := list(islice(rest, BATCH)):
                self.counts.read += len(batch)
                self._store([(film, values) for film in batch for values in self._values(film, seen)])
                yield self.counts

    def _values(self, film: Film, seen: Seen) -> Iterator[dict[str, object]]:
        """The film's values, or none when the row cannot be read or repeats a slug of this file."""
        if film.problem:
            self._reject(film, film.problem)
            return
        slug, title = film.values.get("slug"), film.values.get("title")
        given = slug if isinstance(slug, str) and slug.strip() else title
        name = make_slug(given) if isinstance(given, str) else ""
        if not name or seen.add(name):
            yield dict(film.values)
        elif film.spare_slug and seen.add(film.spare_slug):
            yield {**film.values, "slug": film.spare_slug}
        else:
            self._reject(film, "slug: the same as in an earlier row")

    def _store(self, films: list[tuple[Film, dict[str, object]]]) -> None:
        result = upsert_movies([values for _film, values in films], dry_run=self.dry_run)
        self.counts.created += len(result.created)
        self.counts.changed += len(result.changed)
        self.counts.unchanged += len(result.unchanged)
        for index, reason in sorted(result.rejected.items()):
            self._reject(films[index][0], reason)

    def _reject(self, film: Film, reason: str) -> None:
        self.counts.rejected += 1
        self._rejects.add(film.place, reason, film.raw)
