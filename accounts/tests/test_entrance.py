"""Sign-up, log-in, log-out, verification, reset and change of the password, as pages."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import ApiToken, Origin, User
from accounts.roles import Role
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "another-long-password-9"


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> None:
    cache.clear()


def signup_data(**changes: Any) -> dict[str, Any]:
    return {
        "email": "nina@example.org",
        "name": "Nina New",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **changes,
    }


def sign_up(client: Client, **changes: Any) -> Any:
    return client.post(reverse("account_signup"), signup_data(**changes))


def log_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def link_in_mail() -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


class TestSignup:
    def test_it_makes_a_viewer_sends_a_mail_and_opens_the_session(self, client: Client) -> None:
        response = sign_up(client)
        assert response.status_code == 302
        assert response["Location"] == reverse("home")
        user = User.objects.get()
        assert (user.name, user.email, user.origin) == ("Nina New", "nina@example.org", Origin.SITE)
        assert user.roles == [Role.VIEWER]
        assert not user.is_staff
        assert is_in(client)
        assert mail.outbox[0].to == ["nina@example.org"]

    @pytest.mark.parametrize(
        "extra",
        [
            {"role": "Admin"},
            {"groups": "4"},
            {"is_staff": "1", "is_superuser": "1"},
            {"role_names": "Admin", "origin": "demo", "is_active": "0", "id": "1"},
        ],
    )
    def test_whatever_is_posted_it_gives_viewer_only(self, client: Client, extra: dict[str, str]) -> None:
        sign_up(client, **extra)
        user = User.objects.get()
        assert (user.role_names, user.is_staff, user.is_superuser) == ("Viewer", False, False)
        assert (user.is_active, user.origin) == (True, Origin.SITE)

    @pytest.mark.parametrize("email", ["vera@example.org", "VERA@Example.ORG", "  Vera@example.org "])
    def test_an_address_in_another_letter_case_is_a_duplicate(self, client: Client, viewer: User, email: str) -> None:
        response = sign_up(client, email=email)
        assert response.status_code == 200
        assert "email" in response.context["form"].errors
        assert User.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"email": "no address"}, "email"),
            ({"email": f"{'x' * 60}@{'y' * 60}.{'z' * 60}.{'w' * 60}.com"}, "email"),
            ({"email": ""}, "email"),
            ({"name": "   "}, "name"),
            ({"name": "x" * 81}, "name"),
            ({"name": "a\x00b"}, "name"),
            ({"name": "\u202e\x07\n"}, None),
            ({"password1": "short", "password2": "short"}, "password1"),
            ({"password1": "password123", "password2": "password123"}, "password1"),
            ({"password1": "nina@example.org", "password2": "nina@example.org"}, "password1"),
            ({"password2": "something else"}, "password2"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(
        self, client: Client, changes: dict[str, str], field: str | None
    ) -> None:
        response = sign_up(client, **changes)
        if field is None:
            assert response.status_code in (200, 302)
            return
        assert response.status_code == 200
        assert field in response.context["form"].errors
        assert not User.objects.exists()

    def test_the_name_is_put_on_one_line(self, client: Client) -> None:
        sign_up(client, name="  Nina \t  New ")
        assert User.objects.get().name == "Nina New"

    def test_a_role_chosen_before_leads_to_the_request_page(self, client: Client) -> None:
        roles = reverse("accounts:roles")
        response = client.post(reverse("account_signup"), signup_data(next=f"{roles}?role=Producer"))
        assert response["Location"] == f"{roles}?role=Producer"

    def test_mandatory_verification_comes_before_the_session(self, client: Client, settings: Settings) -> None:
        settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
        response = sign_up(client)
        assert response["Location"] == reverse("account_email_verification_sent")
        assert client.get(response["Location"]).status_code == 200
        assert not is_in(client)
        assert log_in(client, "nina@example.org")["Location"] == reverse("account_email_verification_sent")
        assert not is_in(client)
        link = link_in_mail()
        assert client.get(link).status_code == 200
        client.post(link)
        assert EmailAddress.objects.get().verified
        log_in(client, "nina@example.org")
        assert is_in(client)

    def test_mandatory_verification_tells_nobody_who_has_an_account(
        self, client: Client, viewer: User, settings: Settings
    ) -> None:
        settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
        response = sign_up(client, email="VERA@example.org")
        assert response["Location"] == reverse("account_email_verification_sent")
        assert User.objects.count() == 1
        assert mail.outbox[0].to == ["vera@example.org"]
        assert "already" in str(mail.outbox[0].body)

    def test_a_dead_mail_server_does_not_undo_it(self, client: Client, settings: Settings) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        response = sign_up(client)
        assert response.status_code == 302
        assert User.objects.get().roles == [Role.VIEWER]

    def test_signed_in_people_are_sent_home(self, client: Client, viewer: User) -> None:
        client.force_login(viewer)
        assert client.get(reverse("account_signup")).status_code == 302


class TestLogin:
    @pytest.mark.parametrize(
        ("roles", "page"),
        [
            ([Role.VIEWER], "home"),
            ([Role.VIEWER, Role.PRODUCER], "analytics:producer"),
            ([Role.ANALYST], "analytics:insight"),
            ([Role.VIEWER, Role.PRODUCER, Role.ANALYST, Role.ADMIN], "analytics:control"),
            ([], "home"),
        ],
    )
    def test_each_role_lands_on_its_own_page(self, client: Client, roles: list[Role], page: str) -> None:
        UserFactory(email="someone@example.org", roles=roles)
        response = log_in(client, "SomeOne@example.org")
        assert response.status_code == 302
        assert response["Location"] == reverse(page)

    def test_a_superuser_lands_in_the_control_center(self, client: Client) -> None:
        User.objects.create_superuser("root@example.org", PASSWORD, name="Root")
        assert log_in(client, "root@example.org")["Location"] == reverse("analytics:control")

    def test_next_is_followed_on_this_site_only(self, client: Client, viewer: User) -> None:
        assert log_in(client, viewer.email, next="/you/")["Location"] == "/you/"
        for unsafe in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "\x00"):
            other = Client()
            response = log_in(other, viewer.email, next=unsafe)
            assert response["Location"] == reverse("home"), unsafe
            assert is_in(other)

    @pytest.mark.parametrize(
        ("email", "password"),
        [("vera@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("vera@example.org", PASSWORD.upper())],
    )
    def test_a_wrong_log_in_never_says_what_was_wrong(
        self, client: Client, viewer: User, email: str, password: str
    ) -> None:
        response = log_in(client, email, password)
        assert response.status_code == 200
        assert not is_in(client)
        assert [str(error) for error in response.context["form"].non_field_errors()] == [
            "The email address and/or password you specified are not correct."
        ]

    def test_it_is_limited(self, client: Client, viewer: User) -> None:
        for _ in range(5):
            log_in(client, viewer.email, "wrong")
        response = log_in(client, viewer.email)
        assert not is_in(client)
        assert "Too many failed" in response.content.decode()

    def test_a_closed_account_stays_out(self, client: Client, viewer: User) -> None:
        User.objects.update(is_active=False)
        response = log_in(client, viewer.email)
        assert response["Location"] == reverse("account_inactive")
        assert client.get(response["Location"]).status_code == 200
        assert not is_in(client)

    def test_the_session_key_changes(self, client: Client, viewer: User) -> None:
        session = client.session
        session["seen"] = True
        session.save()
        before = session.session_key
        log_in(client, viewer.email)
        assert client.session.session_key != before

    def test_it_needs_the_csrf_token(self, viewer: User) -> None:
        client = Client(enforce_csrf_checks=True)
        assert log_in(client, viewer.email).status_code == 403
        assert not is_in(client)

    def test_an_imported_author_cannot_log_in(self, client: Client) -> None:
        User.objects.create_user("author@imported.invalid", None, name="Author", origin=Origin.IMPORT)
        log_in(client, "author@imported.invalid", "")
        log_in(client, "author@imported.invalid", "!")
        assert not is_in(client)


class TestLogout:
    def test_it_asks_first_and_ends_the_session_on_post(self, client: Client, viewer: User) -> None:
        client.force_login(viewer)
        assert client.get(reverse("account_logout")).status_code == 200
        assert is_in(client)
        response = client.post(reverse("account_logout"))
        assert response["Location"] == reverse("landing")
        assert not is_in(client)

    def test_it_ends_the_token_that_came_with_the_session(self, client: Client, viewer: User) -> None:
        client.post("/api/login", {"email": viewer.email, "password": PASSWORD}, content_type="application/json")
        ApiToken.issue(viewer, "My script")
        client.post(reverse("account_logout"))
        assert [token.name for token in ApiToken.objects.all()] == ["My script"]


class TestPasswords:
    def test_a_forgotten_one_is_reset_by_mail(self, client: Client, viewer: User) -> None:
        response = client.post(reverse("account_reset_password"), {"email": "VERA@example.org"})
        assert response["Location"] == reverse("account_reset_password_done")
        assert client.get(response["Location"]).status_code == 200
        link = link_in_mail()
        ApiToken.issue(viewer, "stolen")
        form = client.get(link, follow=True)
        assert form.status_code == 200
        response = client.post(form.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
        assert response.status_code == 302
        assert client.get(response["Location"]).status_code == 200
        assert not ApiToken.objects.exists()
        log_in(client, viewer.email, NEW_PASSWORD)
        assert is_in(client)
        assert Client().get(link, follow=True).context["token_fail"]

    def test_a_reset_tells_nobody_who_has_an_account(self, client: Client) -> None:
        response = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
        assert response["Location"] == reverse("account_reset_password_done")

    def test_a_weak_new_one_is_refused(self, client: Client, viewer: User) -> None:
        client.post(reverse("account_reset_password"), {"email": viewer.email})
        form = client.get(link_in_mail(), follow=True)
        response = client.post(form.request["PATH_INFO"], {"password1": "12345678", "password2": "12345678"})
        assert response.status_code == 200
        assert response.context["form"].errors

    def test_it_is_changed_with_the_old_one(self, client: Client, viewer: User) -> None:
        client.force_login(viewer)
        elsewhere = Client()
        elsewhere.force_login(viewer)
        ApiToken.issue(viewer, "stolen")
        url = reverse("account_change_password")
        assert client.get(url).status_code == 200
        data = {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
        assert "oldpassword" in client.post(url, data).context["form"].errors
        assert client.post(url, {**data, "oldpassword": PASSWORD}).status_code == 302
        assert User.objects.get().check_password(NEW_PASSWORD)
        assert not ApiToken.objects.exists()
        assert client.get(reverse("accounts:profile")).status_code == 200
        assert elsewhere.get(reverse("accounts:profile")).status_code == 302


class TestAddresses:
    def test_the_link_in_the_mail_verifies(self, client: Client) -> None:
        sign_up(client)
        link = link_in_mail()
        assert "Confirm" in client.get(link).content.decode()
        client.post(link)
        assert EmailAddress.objects.get().verified

    def test_a_made_up_link_verifies_nothing(self, client: Client) -> None:
        response = client.get(reverse("account_confirm_email", args=["bm9uc2Vuc2U:1:x"]))
        assert response.status_code == 200
        assert "no longer works" in response.content.decode()

    def test_a_new_address_is_added_and_must_not_be_too_long(self, client: Client, viewer: User) -> None:
        client.force_login(viewer)
        url = reverse("account_email")
        assert client.get(url).status_code == 200
        client.post(url, {"action_add": "", "email": "Second@example.org"})
        assert EmailAddress.objects.filter(email="second@example.org", verified=False).exists()
        client.post(url, {"action_add": "", "email": f"{'x' * 60}@{'y' * 60}.{'z' * 60}.{'w' * 60}.com"})
        assert EmailAddress.objects.count() == 2
