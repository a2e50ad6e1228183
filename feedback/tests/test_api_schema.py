"""What /api/schema says of the API of reviews is what the API does."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import FeedbackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def schema() -> dict[str, Any]:
    document: dict[str, Any] = Client().get("/api/schema?format=json").json()
    return document


@pytest.mark.parametrize(
    ("path", "method", "codes"),
    [
        ("/api/feedback", "get", {"200", "400", "401", "403"}),
        ("/api/feedback", "post", {"201", "400", "401", "403", "409", "413", "415"}),
        ("/api/feedback/{id}", "get", {"200", "401", "404"}),
        ("/api/feedback/{id}", "put", {"200", "400", "401", "403", "404", "413", "415"}),
        ("/api/feedback/{id}", "patch", {"200", "400", "401", "403", "404", "413", "415"}),
        ("/api/feedback/{id}", "delete", {"204", "401", "403", "404"}),
    ],
)
def test_every_operation_names_its_answers(schema: dict[str, Any], path: str, method: str, codes: set[str]) -> None:
    responses = schema["paths"][path][method]["responses"]

    assert set(responses) == codes
    for code in codes - {"200", "201", "204"}:
        problem = responses[code]["content"]["application/problem+json"]["schema"]
        assert problem == {"$ref": "#/components/schemas/Problem"}


def test_every_parameter_of_the_list_is_there(schema: dict[str, Any]) -> None:
    parameters = {given["name"] for given in schema["paths"]["/api/feedback"]["get"]["parameters"]}

    assert parameters == {
        "movie", "movie_slug", "sentiment", "rating", "rating_min", "rating_max", "user", "date_from", "date_to",
        "status", "cursor", "page_size",
    }  # fmt: skip


def test_an_item_has_exactly_the_fields_described(schema: dict[str, Any]) -> None:
    described = schema["components"]["schemas"]["Feedback"]
    page = schema["components"]["schemas"]["PaginatedFeedbackList"]
    FeedbackFactory()

    answer = Client().get("/api/feedback").json()

    assert set(answer) == set(page["properties"]) == set(page["required"])
    assert set(answer["results"][0]) == set(described["properties"]) == set(described["required"])


def test_a_review_is_sent_with_a_film_and_a_rating(schema: dict[str, Any]) -> None:
    sent = schema["components"]["schemas"]["FeedbackCreateRequest"]

    assert set(sent["required"]) == {"movieId", "rating"}
    assert sent["properties"]["rating"]["multipleOf"] == 0.5
    assert sent["properties"]["text"]["maxLength"] == 5000
    assert "required" not in schema["components"]["schemas"]["PatchedFeedbackWriteRequest"]
