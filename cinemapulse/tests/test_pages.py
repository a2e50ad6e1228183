"""The pages that belong to no app: contact, help, legal texts, errors."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from cinemapulse.models import ContactMessage

pytestmark = pytest.mark.django_db
MESSAGE = {"name": "Maya", "email": "maya@example.org", "message": "Do you have a\nplan for schools?"}


@pytest.mark.parametrize("name", ["contact", "help", "privacy", "terms"])
def test_everybody_may_read_it_and_it_has_one_heading(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


def test_a_message_is_stored_and_mailed_to_the_operator(client: Client, settings: Settings) -> None:
    settings.CONTACT_EMAIL = "operator@example.org"
    response = client.post(reverse("contact"), MESSAGE, follow=True)
    assert b"Message sent" in response.content
    stored = ContactMessage.objects.get()
    assert (stored.name, stored.email, stored.message) == tuple(MESSAGE.values())
    assert (mail.outbox[0].to, mail.outbox[0].reply_to) == (["operator@example.org"], ["maya@example.org"])


def test_a_dead_mail_server_loses_no_message(client: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    assert client.post(reverse("contact"), MESSAGE).status_code == 302
    assert ContactMessage.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": " \x00 "},
        {"name": "x" * 81},
        {"email": "nobody"},
        {"message": "   "},
        {"message": "x" * 5001},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(client: Client, wrong: dict[str, str]) -> None:
    response = client.post(reverse("contact"), MESSAGE | wrong)
    assert response.status_code == 400
    assert not ContactMessage.objects.exists()
    assert not mail.outbox


def test_a_name_cannot_add_mail_headers(client: Client) -> None:
    client.post(reverse("contact"), MESSAGE | {"name": "Maya\r\nBcc: everybody@example.org"})
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].bcc == []


def test_an_unknown_page_is_a_404_that_says_so(client: Client) -> None:
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert b"<h1" in response.content


def test_an_unknown_api_address_answers_with_problem_details(client: Client) -> None:
    response = client.get("/api/no-such-thing")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 404


def test_an_expired_form_is_explained(settings: Settings) -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("contact"), MESSAGE)
    assert response.status_code == 403
    assert b"expired" in response.content


def test_no_page_allows_inline_script(client: Client) -> None:
    policy = client.get(reverse("help"))["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'self'" in policy


def test_messages_are_read_on_the_admin_site(client: Client, admin_user: User, viewer: User) -> None:
    ContactMessage.objects.create(**MESSAGE)
    client.force_login(admin_user)
    page = reverse("admin:cinemapulse_contactmessage_changelist")
    assert b"plan for schools" in client.get(page).content
    assert client.get(reverse("admin:cinemapulse_contactmessage_add")).status_code == 403
