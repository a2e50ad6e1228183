"""Requests that Django itself would stumble over."""

from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.test import Client

from cinemapulse.requests import GuardedHandler, GuardedRequest

ODD = ["zlib", "base64", "rot13", "hex", "idna", "punycode", "no-such-charset", "", "a\x00"]


def request_with(content_type: str) -> GuardedRequest:
    """As the server makes it; the test client makes its requests in another way."""
    environ: dict[str, Any] = {"QUERY_STRING": "q=caf%C3%A9&broken=%ff", "CONTENT_TYPE": content_type}
    setup_testing_defaults(environ)
    return GuardedRequest(environ)


@pytest.mark.parametrize("charset", [*ODD, "utf-8"])
def test_an_odd_charset_is_read_as_utf_8(charset: str) -> None:
    request = request_with(f"text/plain; charset={charset}")
    assert request.GET["q"] == "café"
    assert "broken" in request.GET


def test_a_usual_charset_is_honoured() -> None:
    assert request_with("text/plain; charset=latin-1").GET["q"] == "cafÃ©"


def test_the_served_application_guards_its_requests() -> None:
    assert GuardedHandler.request_class is GuardedRequest


@pytest.mark.django_db
def test_an_unknown_api_address_is_a_problem_document(client: Client) -> None:
    response = client.get("/api/feedback/abc")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
