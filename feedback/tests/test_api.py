"""The API of reviews, as a program meets it."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken, User
from feedback.api.serializers import FeedbackSerializer
from feedback.models import MAX_TEXT, Feedback, FeedbackEvent, Status
from feedback.services import hide
from movies.models import Movie
from tests.factories import FeedbackFactory, MovieFactory

pytestmark = pytest.mark.django_db

LIST = "/api/feedback"


WRONG: dict[str, list[Any]] = {
    "rating": [0, 0.25, 5.5, -1, 10**300, 1e308, True, None, "4", "", "five", [], {}, [4]],
    "text": [None, 5, True, [], {"a": 1}, "a" * (MAX_TEXT + 1)],
    "spoiler": [None, "true", 1, 0, [], {}],
    "watched_in": ["moon", "THEATRE", None, 1, ["ott"], "\ud800"],
    "company": ["cat"],
    "recommend": [True],
    "watch_again": ["maybe"],
    "aspect_chips": [
        None, [], "music", {"music": True}, {"music": "ok"}, {"popcorn": "liked"}, {"\ud800": "liked"},
    ],
    "movieId": [
        None, True, "1", 1.5, [], {}, "", 0, -1, 999_999, 2**63, 2**64, 10**300, -(10**30),
    ],
}  # fmt: skip


class Api:
    """A program with the token of a person (or none)."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client(raise_request_exception=True, enforce_csrf_checks=True)
        self.headers = {"Authorization": f"Token {ApiToken.issue(user, 'test')}"} if user else {}

    def send(self, method: str, url: str, data: Any = None, *, raw: bytes | None = None, kind: str = "") -> Any:
        body = raw if raw is not None else json.dumps(data).encode() if data is not None else b""
        return self.client.generic(method, url, body, content_type=kind or "application/json", headers=self.headers)

    def get(self, url: str = LIST) -> Any:
        return self.send("GET", url)

    def post(self, data: Any = None, **options: Any) -> Any:
        return self.send("POST", LIST, data, **options)


def at(review: Feedback | int) -> str:
    return reverse("feedback-api:detail", args=[review if isinstance(review, int) else review.pk])


@pytest.fixture
def review(viewer: User, film: Movie) -> Feedback:
    return FeedbackFactory(
        user=viewer, movie=film, rating=3.5, text="A wonderful film with great music.", company="alone", spoiler=True
    )


class TestPost:
    def test_it_stores_a_review_and_says_where_it_is(self, viewer: User, film: Movie) -> None:
        response = Api(viewer).post(
            {
                "movieId": film.pk,
                "rating": 4.5,
                "text": "Great music, but the story is weak. 🎬 அருமை",
                "spoiler": False,
                "watched_in": "ott",
                "company": "family",
                "recommend": "maybe",
                "watch_again": "no",
                "aspect_chips": {"music": "liked"},
            }
        )

        stored = Feedback.objects.get()
        assert response.status_code == 201
        assert response["Location"] == f"http://testserver/api/feedback/{stored.pk}"
        assert stored.source == "api"
        item = response.json()
        assert item == Api().get(at(stored)).json()
        assert (item["id"], item["movie_id"], item["user_id"]) == (stored.pk, film.pk, viewer.pk)
        assert (item["movie_slug"], item["movie_title"]) == ("monsoon-letters", "Monsoon Letters")
        assert (item["user_name"], item["rating"], item["status"]) == ("Vera Viewer", 4.5, "published")
        assert item["text"] == "Great music, but the story is weak. 🎬 அருமை"
        assert (item["watched_in"], item["company"]) == ("ott", "family")
        assert (item["recommend"], item["watch_again"]) == ("maybe", "no")
        assert item["aspect_chips"] == {"music": "liked"}
        assert item["sentiment"] == stored.sentiment
        assert item["sentiment_score"] == stored.sentiment_milli / 1000
        assert item["aspects"]["music"]["score"] > 0
        assert item["aspects"]["music"]["mentions"] == 1
        assert item["lexicon_version"] == stored.lexicon_version
        assert item["created_at"].endswith("Z")
        assert item["edited_at"] is None
        assert list(item) == list(FeedbackSerializer().fields)

    def test_movie_id_and_a_rating_are_enough(self, viewer: User, film: Movie) -> None:
        response = Api(viewer).post({"movie_id": film.pk, "rating": 4})

        assert response.status_code == 201
        assert (response.json()["rating"], response.json()["sentiment"]) == (4, "none")

    def test_what_the_server_decides_is_ignored(self, viewer: User, other_viewer: User, film: Movie) -> None:
        response = Api(viewer).post(
            {
                "movieId": film.pk,
                "rating": 1,
                "text": "Terrible and boring.",
                "id": 999_999,
                "user": other_viewer.pk,
                "user_id": other_viewer.pk,
                "userId": other_viewer.pk,
                "userName": "Somebody",
                "user_name": "Somebody",
                "name": "Somebody",
                "createdAt": "2001-01-01T00:00:00Z",
                "created_at": "2001-01-01T00:00:00Z",
                "edited_at": "2001-01-01T00:00:00Z",
                "sentiment": "positive",
                "sentiment_score": 1,
                "aspects": {"music": {"score": 1, "mentions": 9}},
                "lexicon_version": "mine",
                "source": "demo",
                "status": "hidden",
                "half_stars": 10,
                "import_key": "x",
                "unknown": {"deeply": ["nested"]},
            }
        )

        stored = Feedback.objects.get()
        assert response.status_code == 201
        assert stored.pk != 999_999
        assert (stored.user, stored.half_stars, stored.sentiment) == (viewer, 2, "negative")
        assert (stored.source, stored.status, stored.import_key) == ("api", "published", None)
        assert stored.created_at.year > 2001
        assert stored.edited_at is None
        assert stored.lexicon_version != "mine"

    @pytest.mark.parametrize(
        ("field", "value"), [(field, value) for field, values in WRONG.items() for value in values]
    )
    def test_a_wrong_value_is_a_400_that_names_the_field(
        self, viewer: User, film: Movie, field: str, value: Any
    ) -> None:
        response = Api(viewer).post({"movieId": film.pk, "rating": 4, "text": "fine"} | {field: value})

        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert set(response.json()["errors"]) == {field}
        assert all(isinstance(message, str) and message for message in response.json()["errors"][field])
        assert not Feedback.objects.exists()
        assert not FeedbackEvent.objects.exists()

    @pytest.mark.parametrize("field", ["rating", "movieId"])
    def test_a_missing_field_is_named(self, viewer: User, film: Movie, field: str) -> None:
        data = {"movieId": film.pk, "rating": 4}
        del data[field]

        assert set(Api(viewer).post(data).json()["errors"]) == {field}

    @pytest.mark.parametrize(
        ("raw", "code"),
        [
            (b"", 400),
            (b"{", 400),
            (b"null", 400),
            (b"[]", 400),
            (b'"text"', 400),
            (b"7", 400),
            (b'{"movieId": 1, "rating": NaN}', 400),
            (b'{"movieId": 1, "rating": Infinity}', 400),
            (b'{"movieId": 1, "rating": -Infinity}', 400),
            (b'{"movieId": 1, "rating": 1e999}', 400),
            (b'{"movieId": 1, "rating": ' + b"9" * 5000 + b"}", 400),
            (b"\xff\xfe\x00", 400),
            (b"[" * 200_000, 400),
            (b'{"a":' * 100_000, 400),
            (b'{"text": "' + b"a" * 1_100_000 + b'"}', 413),
        ],
    )
    def test_a_body_that_is_no_review_is_refused(self, viewer: User, raw: bytes, code: int) -> None:
        response = Api(viewer).post(raw=raw)

        assert response.status_code == code
        assert response.json()["status"] == code

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "nonsense"]
    )
    def test_only_json_is_taken(self, viewer: User, kind: str) -> None:
        assert Api(viewer).post(raw=b'{"rating": 4}', kind=kind).status_code == 415

    def test_text_without_meaning_is_dropped_not_refused(self, viewer: User, film: Movie) -> None:
        raw = b'{"movieId": %d, "rating": 4, "text": " go\\u0000od \\ud800film \\ud83c\\udfac "}' % film.pk

        response = Api(viewer).post(raw=raw)

        assert response.json()["text"] == "good film 🎬"

    def test_a_second_review_is_a_conflict(self, viewer: User, film: Movie, review: Feedback) -> None:
        response = Api(viewer).post({"movieId": film.pk, "rating": 1})

        assert response.status_code == 409
        assert response.json()["title"] == "Conflict"
        assert "already" in response.json()["errors"]["movieId"][0]
        assert isinstance(response.json()["detail"], str)
        assert "{" not in response.json()["detail"]
        assert Feedback.objects.get().half_stars == 7

    def test_a_film_one_cannot_see_is_no_film(
        self, viewer: User, producer: User, hidden_film: Movie, blocked_film: Movie
    ) -> None:
        for user in (viewer, producer):
            for film in (hidden_film, blocked_film):
                response = Api(user).post({"movieId": film.pk, "rating": 4})
                assert response.status_code == 400
                assert response.json()["errors"] == {"movieId": ["There is no such film."]}

    def test_who_sees_a_blocked_film_is_told_why_not(self, admin_user: User, blocked_film: Movie) -> None:
        response = Api(admin_user).post({"movieId": blocked_film.pk, "rating": 4})

        assert response.status_code == 400
        assert response.json()["errors"] == {"movieId": ["This film takes no reviews."]}

    def test_a_producer_cannot_review_their_own_film(self, producer: User, film: Movie) -> None:
        assert Api(producer).post({"movieId": film.pk, "rating": 5}).status_code == 403
        assert not Feedback.objects.exists()

    def test_it_costs_four_queries_and_a_transaction(
        self, viewer: User, film: Movie, django_assert_num_queries: Any
    ) -> None:
        api = Api(viewer)
        api.get("/api/feedback?user=me")  # the roles' permissions are read once a minute
        # The token with its person, the film with its team, the transaction (a savepoint and its release in a test),
        # and in it the review and its journal entry.
        with django_assert_num_queries(6):
            assert api.post({"movieId": film.pk, "rating": 4, "text": "fine"}).status_code == 201


class TestWhoMayWrite:
    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    def test_nobody_without_a_token(self, review: Feedback, method: str) -> None:
        response = Api().send(method, LIST if method == "POST" else at(review), {"rating": 1})

        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Token"

    def test_a_session_needs_its_csrf_token(self, viewer: User, film: Movie) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(viewer)
        data = {"movieId": film.pk, "rating": 4}

        refused = client.post(LIST, data, content_type="application/json")
        assert refused.status_code == 403
        assert "CSRF" in refused.json()["detail"]

        client.get(f"/reviews/of/{film.slug}/")
        token = client.cookies["csrftoken"].value
        taken = client.post(LIST, data, content_type="application/json", headers={"X-CSRFToken": token})
        assert taken.status_code == 201

    @pytest.mark.parametrize("who", ["other_viewer", "producer", "analyst", "admin_user"])
    def test_only_the_writer_edits(self, review: Feedback, who: str, request: pytest.FixtureRequest) -> None:
        api = Api(request.getfixturevalue(who))

        assert api.send("PUT", at(review), {"rating": 1}).status_code == 403
        assert api.send("PATCH", at(review), {"rating": 1}).status_code == 403
        assert Feedback.objects.get().half_stars == 7

    def test_what_one_may_not_know_of_is_not_there(
        self, review: Feedback, other_viewer: User, viewer: User, admin_user: User
    ) -> None:
        hide(feedback=review, by=admin_user)

        for api in (Api(), Api(other_viewer)):
            assert api.get(at(review)).status_code == 404
        for method in ("PUT", "PATCH", "DELETE"):
            assert Api(other_viewer).send(method, at(review), {"rating": 1}).status_code == 404
        assert Api(viewer).get(at(review)).json()["status"] == "hidden"
        assert Api(admin_user).get(at(review)).status_code == 200

    @pytest.mark.parametrize("number", ["0", "999999", "9223372036854775808", "9" * 40])
    @pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
    def test_a_number_that_is_no_review(self, viewer: User, number: str, method: str) -> None:
        response = Api(viewer).send(method, f"{LIST}/{number}", {"rating": 4})

        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize(("method", "url"), [("PUT", LIST), ("DELETE", LIST), ("POST", f"{LIST}/1")])
    def test_other_methods_are_not_allowed(self, viewer: User, method: str, url: str) -> None:
        assert Api(viewer).send(method, url, {}).status_code == 405


class TestEdit:
    def test_put_replaces_everything(self, viewer: User, review: Feedback) -> None:
        response = Api(viewer).send("PUT", at(review), {"rating": 1, "text": "Boring.", "movieId": 999, "id": 5})

        item = response.json()
        assert response.status_code == 200
        assert (item["rating"], item["text"], item["company"], item["spoiler"]) == (1, "Boring.", "", False)
        assert (item["id"], item["movie_id"], item["sentiment"]) == (review.pk, review.movie_id, "negative")
        assert item["edited_at"] > item["created_at"]
        assert item == Api().get(at(review)).json()

    def test_put_needs_a_rating(self, viewer: User, review: Feedback) -> None:
        assert set(Api(viewer).send("PUT", at(review), {"text": "x"}).json()["errors"]) == {"rating"}

    def test_patch_changes_what_is_sent(self, viewer: User, review: Feedback) -> None:
        item = Api(viewer).send("PATCH", at(review), {"rating": 5}).json()

        assert (item["rating"], item["text"], item["company"], item["spoiler"]) == (5, review.text, "alone", True)

    def test_patch_with_nothing_changes_nothing(self, viewer: User, review: Feedback) -> None:
        response = Api(viewer).send("PATCH", at(review), {"id": 7, "sentiment": "negative"})

        assert response.status_code == 200
        assert response.json()["edited_at"] is None
        assert FeedbackEvent.objects.count() == 1

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    @pytest.mark.parametrize(
        "data", [{"rating": 7}, {"rating": True}, {"rating": 4, "text": None}, {"rating": 4, "company": "cat"}, [], "x"]
    )
    def test_wrong_values_change_nothing(self, viewer: User, review: Feedback, method: str, data: Any) -> None:
        assert Api(viewer).send(method, at(review), data).status_code == 400
        assert Feedback.objects.get().half_stars == 7
        assert FeedbackEvent.objects.count() == 1


class TestDelete:
    def test_by_its_writer_it_is_gone(self, viewer: User, review: Feedback) -> None:
        response = Api(viewer).send("DELETE", at(review))

        assert (response.status_code, response.content) == (204, b"")
        assert not Feedback.objects.exists()
        assert Api(viewer).send("DELETE", at(review)).status_code == 404

    def test_by_a_moderator_it_is_kept_out_of_sight(self, admin_user: User, viewer: User, review: Feedback) -> None:
        assert Api(admin_user).send("DELETE", at(review)).status_code == 204
        assert Feedback.objects.get().status == Status.REMOVED
        assert Api(admin_user).send("DELETE", at(review)).status_code == 404
        for api in (Api(), Api(viewer)):
            assert api.get(at(review)).status_code == 404

    @pytest.mark.parametrize("who", ["other_viewer", "producer", "analyst"])
    def test_others_cannot(self, review: Feedback, who: str, request: pytest.FixtureRequest) -> None:
        assert Api(request.getfixturevalue(who)).send("DELETE", at(review)).status_code == 403
        assert Feedback.objects.get().status == Status.PUBLISHED


def test_reviews_of_several_films_by_one_person(viewer: User) -> None:
    api = Api(viewer)

    assert {api.post({"movieId": MovieFactory().pk, "rating": 3}).status_code for _ in range(3)} == {201}
