"""Films into the catalogue, many at once: for the importer and the demo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from movies.models import Genre, Movie
from movies.services.facts import Facts, clean_facts, make_slug

Films = dict[int, Facts]
ATTEMPTS = 3


@dataclass(slots=True)
class UpsertResult:
    """What became of a batch; the lists hold indexes into it."""

    created: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    rejected: dict[int, str] = field(default_factory=dict)  # index -> why


def upsert_movies(
    rows: Sequence[Mapping[str, object]], *, is_demo: bool = False, dry_run: bool = False
) -> UpsertResult:
    """Create the films whose slug is new and bring the others up to what the rows say, in one transaction.

    The columns are those of `facts.COLUMNS`; one that a row does not have stays as it is. The status counts for new
    films only: later it has its own door. Bad rows are rejected one by one and do not stop the others.
    """
    films, rejected = _clean(rows)
    for attempt in range(1, ATTEMPTS + 1):
        result = UpsertResult(rejected=dict(rejected))
        stored = _stored(films)
        _sort(films, stored, result)
        if dry_run:
            return result
        try:
            with transaction.atomic():
                _write(films, stored, result, is_demo)
            return result
        except IntegrityError:
            # A rival was quicker, or MySQL takes two slugs for one that Python tells apart.
            if attempt == ATTEMPTS:
                return _one_by_one(rows, rejected, is_demo)
    raise AssertionError("unreachable")


def _one_by_one(rows: Sequence[Mapping[str, object]], rejected: Mapping[int, str], is_demo: bool) -> UpsertResult:
    """The same, film by film, so that only those are rejected that the database refuses."""
    result = UpsertResult(rejected=dict(rejected))
    for index in (index for index in range(len(rows)) if index not in rejected):
        facts = clean_facts(rows[index])
        films, one = {index: facts}, UpsertResult()
        stored = _stored(films)
        _sort(films, stored, one)
        try:
            with transaction.atomic():
                _write(films, stored, one, is_demo)
        except IntegrityError:
            result.rejected[index] = _("slug: another film or genre has nearly the same")
            continue
        result.created += one.created
        result.changed += one.changed
        result.unchanged += one.unchanged
    return result


def _clean(rows: Sequence[Mapping[str, object]]) -> tuple[Films, dict[int, str]]:
    films: Films = {}
    rejected: dict[int, str] = {}
    taken: set[str] = set()
    for index, row in enumerate(rows):
        try:
            facts = clean_facts(row)
        except ValidationError as error:
            rejected[index] = "; ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
            continue
        if facts.slug in taken:
            rejected[index] = _("slug: the same as in an earlier row")
        else:
            taken.add(facts.slug)
            films[index] = facts
    return films, rejected


def _stored(films: Films) -> dict[str, Movie]:
    slugs = [facts.slug for facts in films.values()]
    return {movie.slug: movie for movie in Movie.objects.filter(slug__in=slugs).prefetch_related("genres")}


def _sort(films: Films, stored: Mapping[str, Movie], result: UpsertResult) -> None:
    for index, facts in films.items():
        movie = stored.get(facts.slug)
        if movie is None:
            result.created.append(index)
        elif _new_columns(movie, facts) or _new_genres(movie, facts):
            result.changed.append(index)
        else:
            result.unchanged.append(index)


def _new_columns(movie: Movie, facts: Facts) -> list[str]:
    return [name for name, value in facts.columns.items() if getattr(movie, name) != value]


def _new_genres(movie: Movie, facts: Facts) -> bool:
    if facts.genres is None:
        return False
    return {make_slug(genre.name) for genre in movie.genres.all()} != {make_slug(name) for name in facts.genres}


def _write(films: Films, stored: Mapping[str, Movie], result: UpsertResult, is_demo: bool) -> None:
    new = {
        index: Movie(slug=films[index].slug, status=films[index].status, is_demo=is_demo, **films[index].columns)
        for index in result.created
    }
    Movie.objects.bulk_create(new.values(), batch_size=500)
    created = {movie.slug: movie for movie in Movie.objects.filter(slug__in=[movie.slug for movie in new.values()])}
    genres_of: dict[int, tuple[str, ...]] = {}
    for index in result.created:
        genres_of[created[films[index].slug].pk] = films[index].genres or ()
    for index in result.changed:
        movie, facts = stored[films[index].slug], films[index]
        if names := _new_columns(movie, facts):
            Movie.objects.filter(pk=movie.pk).update(**{name: facts.columns[name] for name in names})
        if _new_genres(movie, facts):
            genres_of[movie.pk] = facts.genres or ()
    _set_genres(genres_of, fresh={movie.pk for movie in created.values()})


def _set_genres(genres_of: Mapping[int, tuple[str, ...]], fresh: set[int]) -> None:
    """Give each film (by id) exactly these genres; `fresh` films have none yet."""
    genres = _genres({name for names in genres_of.values() for name in names})
    link = Movie.genres.through
    link.objects.filter(movie_id__in=genres_of.keys() - fresh).delete()
    links = {(movie, genres[make_slug(name)]) for movie, names in genres_of.items() for name in names}
    link.objects.bulk_create([link(movie_id=movie, genre_id=genre) for movie, genre in sorted(links)], batch_size=500)


def _genres(names: set[str]) -> dict[str, int]:
    """`make_slug` of the name -> id, for the genres with these names; made where they are missing."""
    known = _known_genres()
    missing = {slug: name for name in sorted(names, reverse=True) if (slug := make_slug(name)) not in known}
    if missing:
        Genre.objects.bulk_create([Genre(slug=slug, name=name) for slug, name in missing.items()])
        known = _known_genres()
    return known


def _known_genres() -> dict[str, int]:
    return {make_slug(name): pk for name, pk in Genre.objects.values_list("name", "pk")}
