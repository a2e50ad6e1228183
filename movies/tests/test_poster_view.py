"""Drawn posters: cached for good, and no window onto hidden films."""

import pytest
from django.test import Client

from accounts.models import User
from movies.models import Movie
from movies.posters import render_poster

pytestmark = pytest.mark.django_db


def test_a_poster_is_an_svg_that_may_be_kept_for_a_year(client: Client, film: Movie) -> None:
    response = client.get(film.poster_url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content.decode() == render_poster(film.title, slug=film.slug, category=film.category)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "Cookie" not in response.get("Vary", "")


def test_without_the_current_version_it_is_kept_for_an_hour(client: Client, film: Movie) -> None:
    for address in (film.poster_url.split("?")[0], film.poster_url[:-1] + "_"):
        assert client.get(address)["Cache-Control"] == "public, max-age=3600"


def test_the_address_changes_with_what_is_drawn(film: Movie) -> None:
    before = film.poster_url
    film.title = "Monsoon Letters 2"
    assert film.poster_url != before


def test_a_browser_that_has_it_gets_no_body(client: Client, film: Movie) -> None:
    tag = client.get(film.poster_url)["ETag"]
    response = client.get(film.poster_url, headers={"If-None-Match": tag})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
    assert client.head(film.poster_url).status_code == 200
    assert client.post(film.poster_url).status_code == 405


@pytest.mark.parametrize("which", ["hidden_film", "blocked_film"])
def test_the_poster_of_a_film_out_of_sight_is_seen_by_admins_alone(
    client: Client, request: pytest.FixtureRequest, which: str, producer: User, analyst: User, admin_user: User
) -> None:
    movie: Movie = request.getfixturevalue(which)
    assert client.get(movie.poster_url).status_code == 404
    for person in (producer, analyst):
        client.force_login(person)
        assert client.get(movie.poster_url).status_code == 404
    client.force_login(admin_user)
    response = client.get(movie.poster_url)
    assert response.status_code == 200
    assert response["Cache-Control"].startswith("private")


def test_an_unknown_film_has_no_poster(client: Client) -> None:
    assert client.get("/movies/nobody/poster.svg").status_code == 404
