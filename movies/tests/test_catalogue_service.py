"""Films go into the catalogue through one door, whole or not at all."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from movies.models import Genre, Movie, Status
from movies.services import clean_facts, make_slug, upsert_movies
from tests.factories import MovieFactory

ROW: dict[str, Any] = {
    "title": "Monsoon Letters",
    "description": "Two postmen, one unread letter.",
    "genres": "Drama|Sci-Fi",
    "category": "Tamil",
    "cast": ["Asha Rao", "Vikram N"],
    "release_date": "2024-06-01",
    "release_type": "theatre",
}
pytestmark = pytest.mark.django_db


def test_a_new_film_gets_all_its_facts() -> None:
    assert upsert_movies([ROW]).created == [0]
    movie = Movie.objects.get(slug="monsoon-letters")
    assert (movie.title, movie.cast, movie.status) == ("Monsoon Letters", ["Asha Rao", "Vikram N"], Status.NORMAL)
    assert movie.release_date == dt.date(2024, 6, 1)
    assert sorted(movie.genres.values_list("name", flat=True)) == ["Drama", "Sci-Fi"]


def test_the_same_rows_twice_change_nothing() -> None:
    upsert_movies([ROW])
    before = list(Movie.objects.values())
    result = upsert_movies([ROW])
    assert (result.created, result.changed, result.unchanged) == ([], [], [0])
    assert list(Movie.objects.values()) == before
    assert Genre.objects.count() == 2


def test_a_changed_row_updates_what_it_says_and_leaves_the_rest() -> None:
    upsert_movies([ROW])
    Movie.objects.update(status=Status.HIDDEN)
    result = upsert_movies([{"title": "Monsoon Letters", "vibe": "Warm", "genres": ["Drama"], "status": "starred"}])
    movie = Movie.objects.get()
    assert result.changed == [0]
    assert (movie.vibe, movie.category, movie.status) == ("Warm", "Tamil", Status.HIDDEN)
    assert [genre.name for genre in movie.genres.all()] == ["Drama"]


def test_a_genre_made_by_hand_under_another_slug_is_found_by_its_name() -> None:
    Genre.objects.create(name="Sci-Fi", slug="science-fiction")
    upsert_movies([ROW])
    assert upsert_movies([ROW]).unchanged == [0]
    assert Genre.objects.count() == 2


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    MovieFactory(title="Old", slug="old")
    rows = [ROW, {"title": "Old", "vibe": "New"}, {"title": ""}]
    result = upsert_movies(rows, dry_run=True)
    assert (result.created, result.changed, list(result.rejected)) == ([0], [1], [2])
    assert Movie.objects.count() == 1
    assert Movie.objects.get().vibe == ""


def test_bad_rows_are_rejected_by_column_and_do_not_stop_the_others() -> None:
    bad = {
        "title": "x" * 201,
        "slug": "no spaces",
        "genres": {"a": 1},
        "cast": [1],
        "release_type": "radio",
        "release_date": "2024-02-30",
        "status": "blocked",
        "director": 7,
        "vibe": "v" * 81,
    }
    result = upsert_movies([bad, ROW])
    assert result.created == [1]
    for name in bad:
        assert f"{name}: " in result.rejected[0]


@pytest.mark.parametrize("date", ["0000-01-01", "10000-01-01", "1700-01-01", "20240601", "2024-W01-1", "tomorrow"])
def test_a_date_no_film_can_have_is_refused(date: str) -> None:
    with pytest.raises(ValidationError) as caught:
        clean_facts({"title": "A", "release_date": date})
    assert list(caught.value.message_dict) == ["release_date"]


def test_two_rows_of_one_batch_with_one_slug_make_one_film() -> None:
    result = upsert_movies([ROW, {**ROW, "vibe": "Other"}])
    assert result.created == [0]
    assert "slug" in result.rejected[1]


def test_slugs_keep_a_script_that_has_no_plain_letters() -> None:
    assert make_slug("Amélie & Co.") == "amelie-co"
    assert make_slug("விக்ரம்")
    assert upsert_movies([{"title": "விக்ரம்"}]).created == [0]
    assert upsert_movies([{"title": "!!!"}]).rejected


def test_slugs_that_one_engine_takes_for_the_same_cost_only_that_film() -> None:
    result = upsert_movies([{"title": "A", "slug": "amélie"}, {"title": "B", "slug": "amelie"}, {"title": "C"}])
    assert 0 in result.created
    assert 2 in result.created
    assert len(result.created) + len(result.rejected) == 3
    assert Movie.objects.count() == len(result.created)


def test_text_is_cleaned_of_what_no_database_holds() -> None:
    upsert_movies([{"title": " A\x00  \ud800B ", "slug": "a-b"}])
    assert Movie.objects.get().title == "A B"


def test_the_demo_catalogue_goes_in_whole_and_marked() -> None:
    rows = json.loads((Path(__file__).parent.parent / "data" / "demo_catalogue.json").read_text(encoding="utf-8"))
    result = upsert_movies(rows, is_demo=True)
    assert len(result.created) == len(rows) == 18
    assert Movie.objects.filter(is_demo=True).count() == 18
    assert upsert_movies(rows, is_demo=True).unchanged == list(range(18))
