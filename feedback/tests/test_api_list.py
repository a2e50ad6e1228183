"""GET /api/feedback: what it lists, page by page, and how it is narrowed."""

import base64
import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from feedback.models import Feedback
from feedback.services import hide
from movies.models import Movie
from movies.models import Status as MovieStatus
from tests.factories import FeedbackFactory, MovieFactory

pytestmark = pytest.mark.django_db

LIST = "/api/feedback"


def fetch(user: User | None = None, query: str | dict[str, Any] = "") -> Any:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(LIST + query) if isinstance(query, str) else client.get(LIST, query)


def ids(response: Any) -> list[int]:
    assert response.status_code == 200, response.content
    return [item["id"] for item in response.json()["results"]]


@pytest.fixture
def dated(film: Movie) -> list[Feedback]:
    """One review a day from 1 to 5 March 2026, at noon UTC; ratings 1 to 5."""
    made = [FeedbackFactory(movie=film, rating=day) for day in range(1, 6)]
    for day, review in enumerate(made, start=1):
        Feedback.objects.filter(pk=review.pk).update(created_at=dt.datetime(2026, 3, day, 12, tzinfo=dt.UTC))
    return made


def test_anybody_reads_it_newest_first(dated: list[Feedback]) -> None:
    response = fetch()

    assert ids(response) == [review.pk for review in reversed(dated)]
    assert (response.json()["next"], response.json()["previous"]) == (None, None)


def test_pages_lead_there_and_back_again(dated: list[Feedback]) -> None:
    client, newest_first = Client(), [review.pk for review in reversed(dated)]
    address, pages = f"{LIST}?page_size=2&rating_min=1", []
    while address:
        answer = client.get(address).json()
        pages.append([item["id"] for item in answer["results"]])
        address = answer["next"]
        assert address is None or address.startswith("http://testserver/api/feedback?page_size=2&rating_min=1&cursor=")
    assert pages == [newest_first[:2], newest_first[2:4], newest_first[4:]]

    back = client.get(answer["previous"]).json()
    assert [item["id"] for item in back["results"]] == pages[1]
    first = client.get(back["previous"]).json()
    assert [item["id"] for item in first["results"]] == pages[0]
    assert first["previous"] is None


def test_reviews_that_arrive_meanwhile_shift_no_page(dated: list[Feedback], film: Movie) -> None:
    first = fetch(query="?page_size=2").json()
    FeedbackFactory(movie=film)

    second = Client().get(first["next"]).json()

    assert [item["id"] for item in second["results"]] == [dated[2].pk, dated[1].pk]


def test_reviews_of_the_same_moment_are_each_listed_once(film: Movie) -> None:
    made = {FeedbackFactory(movie=film).pk for _ in range(5)}
    Feedback.objects.update(created_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    address, seen = f"{LIST}?page_size=1", []
    while address:
        answer = Client().get(address).json()
        seen += [item["id"] for item in answer["results"]]
        address = answer["next"]

    assert seen == sorted(made, reverse=True)


def test_a_page_holds_twenty_and_at_most_a_hundred(film: Movie) -> None:
    for _ in range(22):
        FeedbackFactory(movie=film)

    assert len(ids(fetch())) == 20
    assert len(ids(fetch(query="?page_size=100"))) == 22


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("rating=3", [3]),
        ("rating=3.0", [3]),
        ("rating_min=4", [5, 4]),
        ("rating_max=1.5", [1]),
        ("rating_min=2&rating_max=3", [3, 2]),
        ("rating_min=4&rating_max=2", []),
        ("date_from=2026-03-04", [5, 4]),
        ("date_to=2026-03-02", [2, 1]),
        ("date_from=2026-03-02&date_to=2026-03-02", [2]),
        ("date_from=2026-03-02T12:00:00Z&date_to=2026-03-03T11:59:59Z", [2]),
        ("date_from=2026-03-02T12:00:01", [5, 4, 3]),
        ("date_from=2026-03-04T17:30:00%2B05:30", [5, 4]),
        ("date_from=2026-03-04T17:30:01+05:30", [5]),
        ("date_from=0001-01-01&date_to=9999-12-31", [5, 4, 3, 2, 1]),
        ("movie_slug=monsoon-letters", [5, 4, 3, 2, 1]),
        ("movie_slug=unknown", []),
        ("movie=0", []),
        ("movie=99999999999999999999999999", []),
        ("user=99999999999999999999", []),
        ("rating=&movie=&date_from=&status=&user=&sentiment=&movie_slug=", [5, 4, 3, 2, 1]),
        ("unknown=1", [5, 4, 3, 2, 1]),
    ],
)
def test_each_filter_narrows_the_list(dated: list[Feedback], query: str, days: list[int]) -> None:
    assert ids(fetch(query=f"?{query}")) == [dated[day - 1].pk for day in days]


def test_by_film_by_writer_and_by_sentiment(film: Movie, viewer: User, other_viewer: User) -> None:
    other_film = MovieFactory()
    good = FeedbackFactory(movie=film, user=viewer, text="Brilliant!")
    bad = FeedbackFactory(movie=other_film, user=viewer, text="Terrible, boring.")
    silent = FeedbackFactory(movie=film, user=other_viewer, text="")

    assert ids(fetch(query=f"?movie={film.pk}")) == [silent.pk, good.pk]
    assert ids(fetch(query=f"?user={viewer.pk}")) == [bad.pk, good.pk]
    assert ids(fetch(query=f"?user={viewer.pk}&movie={film.pk}")) == [good.pk]
    assert ids(fetch(query="?sentiment=negative")) == [bad.pk]
    assert ids(fetch(query="?sentiment=none")) == [silent.pk]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("movie", ["x", "-1", "1.5", "1e3", "²", "null", "1,2", "9" * 400]),
        ("user", ["x", "ME", "-1", "viewer@example.com"]),
        ("rating", ["0", "5.5", "0.25", "NaN", "inf", "x", "4.50000000000001", "-1", "9" * 400]),
        ("rating_min", ["6", "x", "nan"]),
        ("rating_max", ["0", "x", "true"]),
        ("sentiment", ["happy", "POSITIVE", "\x00"]),
        ("status", ["gone", "Published"]),
        ("date_from", ["x", "2026-13-01", "2026-02-30", "0000-01-01", "10000-01-01", "1", "now", "\x00", "T",
                       "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]),
        ("date_to", ["yesterday", "2026-03-01T25:00", "99999-01-01", "2026-03-01T10:00:00+99:00"]),
        ("cursor", ["x", "!", "é", "W10", "\x00", "null"]),
        ("page_size", ["0", "-1", "101", "x", "1.5", "99999999999999999999", "٣"]),
    ],
)  # fmt: skip
def test_a_wrong_value_is_a_400_that_names_its_parameter(dated: list[Feedback], name: str, values: list[str]) -> None:
    for value in values:
        response = fetch(query={name: value})
        assert response.status_code == 400, value
        assert set(response.json()["errors"]) == {name}, value


@pytest.mark.parametrize(
    "content",
    [
        ["2026-03-01T00:00:00+00:00", 2**63, 0],
        ["2026-03-01T00:00:00+00:00", -1, 0],
        ["2026-03-01T00:00:00+00:00", "1", 0],
        ["2026-03-01T00:00:00", 1, 0],
        ["0001-01-01T00:00:00+14:00", 1, 0],
        ["9999-12-31T23:59:59-14:00", 1, 1],
        ["yesterday", 1, 0],
        [1, 1, 1],
        {"a": 1},
        None,
        7,
        [[[]]],
    ],
)
def test_a_forged_cursor_is_a_400(dated: list[Feedback], content: Any) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    response = fetch(query={"cursor": cursor})

    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"cursor"}


def test_several_wrong_values_are_all_named(dated: list[Feedback]) -> None:
    response = fetch(query="?rating=9&movie=x&date_to=soon")

    assert set(response.json()["errors"]) == {"rating", "movie", "date_to"}


class TestWhoSeesWhat:
    def test_hidden_films_leak_through_no_filter(self, viewer: User, producer: User, admin_user: User) -> None:
        secret = MovieFactory(slug="secret", producers=[producer])
        review = FeedbackFactory(movie=secret, user=viewer)
        for status in (MovieStatus.HIDDEN, MovieStatus.BLOCKED):
            Movie.objects.filter(pk=secret.pk).update(status=status)
            for user in (None, viewer, producer):
                for query in ("", f"?movie={secret.pk}", "?movie_slug=secret", f"?user={viewer.pk}"):
                    assert ids(fetch(user, query)) == []
            assert ids(fetch(admin_user, "?movie_slug=secret")) == [review.pk]
        assert ids(fetch(viewer, "?user=me")) == []

    def test_me_is_oneself_with_what_is_hidden(self, viewer: User, other_viewer: User, admin_user: User) -> None:
        review = FeedbackFactory(user=viewer)
        hide(feedback=review, by=admin_user)
        FeedbackFactory(user=other_viewer)

        assert ids(fetch(viewer, "?user=me")) == [review.pk]
        assert ids(fetch(viewer, "?user=me&status=hidden")) == [review.pk]
        assert ids(fetch(other_viewer, f"?user={viewer.pk}")) == []
        assert fetch(None, "?user=me").status_code == 401

    def test_only_moderators_list_what_is_out_of_sight(self, viewer: User, analyst: User, admin_user: User) -> None:
        review = FeedbackFactory(user=viewer)
        hide(feedback=review, by=admin_user)

        assert ids(fetch(admin_user, "?status=hidden")) == [review.pk]
        for user in (None, viewer, analyst):
            assert fetch(user, "?status=hidden").status_code in {401, 403}
            assert fetch(user, "?status=removed").status_code in {401, 403}
            assert ids(fetch(user, "?status=published")) == []


def test_its_cost_does_not_follow_the_number_of_reviews(film: Movie, django_assert_num_queries: Any) -> None:
    for total in (2, 20):
        while Feedback.objects.count() < total:
            FeedbackFactory(movie=film)
        with django_assert_num_queries(3):  # the reviews, their writers, their films
            assert len(ids(fetch())) == total
