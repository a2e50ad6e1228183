"""Requests that Django itself would stumble over."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "charset",
    ["zlib", "base64", "rot13", "hex", "idna", "punycode", "utf-8", "latin-1", "no-such-charset", "", "a\x00"],
)
def test_any_charset_is_served(client: Client, charset: str) -> None:
    headers = {"content-type": f"text/plain; charset={charset}"}
    assert client.get("/movies/?q=caf%C3%A9&sort=title", headers=headers).status_code == 200
    assert client.get("/api/movies?q=%ff", headers=headers).status_code == 200


@pytest.mark.django_db
def test_an_unknown_api_address_is_a_problem_document(client: Client) -> None:
    response = client.get("/api/feedback/abc")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
