"""The account part of the API: log-in, log-out, sign-up, me."""

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import ApiToken, User
from accounts.roles import Role
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

LOGIN, LOGOUT, SIGNUP, ME = "/api/login", "/api/logout", "/api/signup", "/api/me"
PROBLEM = "application/problem+json"


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> None:
    cache.clear()


@pytest.fixture
def api() -> APIClient:
    return APIClient()


def post(client: Any, url: str, body: Any, **headers: Any) -> Any:
    return client.post(url, json.dumps(body), content_type="application/json", **headers)


def log_in(client: Any, user: User, password: str = PASSWORD) -> Any:
    return post(client, LOGIN, {"email": user.email, "password": password})


def with_token(user: User) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {ApiToken.issue(user, 'test')}")
    return client


def newcomer(**changes: Any) -> dict[str, Any]:
    return {"email": "nina@example.org", "password": PASSWORD, "name": "Nina New", **changes}


# Bodies that are no object with strings: never a 500, always a problem with messages.
BROKEN_BODIES = [
    b"",
    b"{",
    b"nonsense",
    b"null",
    b"[]",
    b"3",
    b'"text"',
    b'{"email": NaN}',
    b"\xff\xfe",
    b'{"email": null, "password": null, "name": null}',
    b'{"email": [], "password": {}, "name": []}',
    b'{"email": 1e400, "password": true, "name": false}',
    b'{"email": "\\ud800", "password": "\\ud800", "name": "\\ud800"}',
    b'{"email": "\\u0000", "password": "\\u0000", "name": "\\u0000"}',
    b'{"email": "", "password": "", "name": "  "}',
    b'{"email": ' + b"9" * 5000 + b"}",
    b"[" * 100_000,
    b'{"a":' * 100_000,
]


@pytest.mark.parametrize("body", BROKEN_BODIES, ids=range(len(BROKEN_BODIES)))
@pytest.mark.parametrize("url", [LOGIN, SIGNUP])
def test_a_broken_body_is_a_400(api: APIClient, url: str, body: bytes) -> None:
    response = api.post(url, body, content_type="application/json")
    assert response.status_code == 400
    assert response["Content-Type"] == PROBLEM
    assert response.json()["status"] == 400
    assert not User.objects.exists()


@pytest.mark.parametrize("url", [LOGIN, SIGNUP])
def test_a_body_that_is_not_json_or_too_large_is_refused(api: APIClient, url: str) -> None:
    assert api.post(url, "email=a", content_type="application/x-www-form-urlencoded").status_code == 415
    assert api.post(url, "{}", content_type="text/plain").status_code == 415
    assert api.post(url, "{}", content_type="application/json; charset=rot13").status_code == 400
    large = api.post(url, b'{"email": "' + b"x" * 1_000_000 + b'"}', content_type="application/json")
    assert large.status_code == 413
    assert large["Content-Type"] == PROBLEM


@pytest.mark.parametrize("url", [LOGIN, SIGNUP, LOGOUT])
def test_only_post_is_allowed(api: APIClient, viewer: User, url: str) -> None:
    api.force_authenticate(viewer)
    for method in (api.get, api.put, api.patch, api.delete):
        assert method(url).status_code == 405


class TestLogin:
    def test_it_opens_the_session_and_returns_the_person_with_a_token(self, api: APIClient, producer: User) -> None:
        response = log_in(api, producer)
        assert response.status_code == 200
        body = response.json()
        assert body["email"] == "petra@example.org"
        assert (body["role"], body["roles"]) == ("producer", ["viewer", "producer"])
        assert api.get(ME).json()["id"] == producer.pk
        other = APIClient()
        other.credentials(HTTP_AUTHORIZATION=f"Token {body['token']}")
        assert other.get(ME).json()["id"] == producer.pk
        assert "no-store" in response["Cache-Control"]

    def test_the_token_is_stored_as_a_hash_only(self, api: APIClient, viewer: User) -> None:
        token = log_in(api, viewer).json()["token"]
        assert ApiToken.objects.get().digest == ApiToken.hash(token) != token

    def test_the_letter_case_of_the_address_does_not_matter(self, api: APIClient, viewer: User) -> None:
        assert post(api, LOGIN, {"email": " VERA@Example.org ", "password": PASSWORD}).status_code == 200

    @pytest.mark.parametrize(
        ("email", "password"),
        [
            ("vera@example.org", "wrong"),
            ("nobody@example.org", PASSWORD),
            ("no address", PASSWORD),
            ("vera@example.org", f" {PASSWORD}"),
            ("x" * 300, "y" * 4000),
        ],
    )
    def test_wrong_credentials_have_one_message(self, api: APIClient, viewer: User, email: str, password: str) -> None:
        response = post(api, LOGIN, {"email": email, "password": password})
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Token"
        assert response["Content-Type"] == PROBLEM
        assert response.json()["detail"] == "The email or the password is not right."
        assert "sessionid" not in response.cookies
        assert not ApiToken.objects.exists()

    def test_a_closed_account_is_refused(self, api: APIClient, viewer: User) -> None:
        User.objects.update(is_active=False)
        assert log_in(api, viewer).status_code == 403
        assert log_in(api, viewer, "wrong").status_code == 401
        assert not ApiToken.objects.exists()

    def test_an_unverified_address_is_refused_where_verification_is_mandatory(
        self, api: APIClient, viewer: User, settings: Settings
    ) -> None:
        settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
        response = log_in(api, viewer)
        assert response.status_code == 403
        assert "Confirm your email" in response.json()["detail"]
        assert mail.outbox[0].to == ["vera@example.org"]
        assert not ApiToken.objects.exists()
        assert log_in(api, viewer, "wrong").status_code == 401
        EmailAddress.objects.update_or_create(user=viewer, email=viewer.email, defaults={"verified": True})
        assert log_in(api, viewer).status_code == 200

    def test_guessing_is_limited(self, api: APIClient, viewer: User) -> None:
        codes = [log_in(api, viewer, "wrong").status_code for _ in range(6)]
        assert codes == [401] * 5 + [429]
        limited = log_in(api, viewer)
        assert limited.status_code == 429
        assert limited["Content-Type"] == PROBLEM

    def test_log_ins_as_such_are_limited(self, api: APIClient, viewer: User) -> None:
        codes = {log_in(api, viewer).status_code for _ in range(31)}
        assert codes == {200, 429}

    def test_the_session_key_changes_every_time(self, viewer: User, other_viewer: User) -> None:
        client = Client()
        keys = []
        for user in (viewer, viewer, other_viewer):
            assert log_in(client, user).status_code == 200
            keys.append(client.session.session_key)
        assert len(set(keys)) == 3

    def test_a_browser_that_is_logged_in_is_csrf_checked(self, viewer: User, other_viewer: User) -> None:
        client = APIClient(enforce_csrf_checks=True)
        assert log_in(client, viewer).status_code == 200
        assert log_in(client, other_viewer).status_code == 403
        token = client.cookies["csrftoken"].value
        body = {"email": other_viewer.email, "password": PASSWORD}
        assert post(client, LOGIN, body, HTTP_X_CSRFTOKEN=token).status_code == 200
        assert client.get(ME).json()["id"] == other_viewer.pk

    def test_an_old_token_keeps_nobody_out(self, viewer: User) -> None:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION="Token expired-long-ago")
        assert client.get(ME).status_code == 401
        assert log_in(client, viewer).status_code == 200

    def test_the_ten_newest_tokens_stay(self, viewer: User, other_viewer: User) -> None:
        made_by_hand = ApiToken.issue(viewer, "My script")
        other = ApiToken.issue(other_viewer, tokens.LOGIN_TOKEN_NAME)
        issued = [tokens.issue_login_token(viewer) for _ in range(13)]
        kept = set(ApiToken.objects.values_list("digest", flat=True))
        assert kept == {ApiToken.hash(token) for token in [made_by_hand, other, *issued[3:]]}

    def test_extra_fields_are_ignored(self, api: APIClient, viewer: User) -> None:
        body = {"email": viewer.email, "password": PASSWORD, "role": "Admin", "is_staff": True}
        assert post(api, LOGIN, body).json()["roles"] == ["viewer"]


class TestLogout:
    def test_it_ends_the_session_and_its_token(self, viewer: User) -> None:
        client = APIClient(enforce_csrf_checks=True)
        log_in(client, viewer)
        assert client.post(LOGOUT).status_code == 403  # a session without the CSRF token
        response = client.post(LOGOUT, HTTP_X_CSRFTOKEN=client.cookies["csrftoken"].value)
        assert response.status_code == 204
        assert client.get(ME).status_code == 401
        assert not ApiToken.objects.exists()

    def test_it_revokes_the_token_used_and_no_other(self, viewer: User) -> None:
        kept = ApiToken.issue(viewer, "kept")
        client = with_token(viewer)
        assert client.post(LOGOUT).status_code == 204
        assert client.get(ME).status_code == 401
        assert ApiToken.objects.get().digest == ApiToken.hash(kept)

    def test_token_and_session_together_end_together(self, viewer: User) -> None:
        client = APIClient()
        token = log_in(client, viewer).json()["token"]
        client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
        assert client.post(LOGOUT).status_code == 204
        client.credentials()
        assert client.get(ME).status_code == 401

    def test_nobody_cannot_log_out(self, api: APIClient) -> None:
        response = api.post(LOGOUT)
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Token"


class TestTokens:
    @pytest.mark.parametrize("header", ["Token", "Token ", "Token a b", "Token \xff", "Token " + "x" * 5000])
    def test_a_token_that_is_none_is_a_401(self, api: APIClient, header: str) -> None:
        response = api.get(ME, HTTP_AUTHORIZATION=header)
        assert response.status_code == 401
        assert response["Content-Type"] == PROBLEM

    def test_another_scheme_is_nobody(self, api: APIClient) -> None:
        assert api.get(ME, HTTP_AUTHORIZATION="Basic dmVyYTp4").status_code == 401

    def test_expired_tokens_and_those_of_closed_accounts_are_worthless(self, viewer: User) -> None:
        client = with_token(viewer)
        assert client.get(ME).status_code == 200
        ApiToken.objects.update(expires_at=timezone.now())
        assert client.get(ME).status_code == 401
        client = with_token(viewer)
        User.objects.update(is_active=False)
        assert client.get(ME).status_code == 401

    def test_a_token_request_needs_no_csrf_token_and_one_query_to_know_who(
        self, viewer: User, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = APIClient(enforce_csrf_checks=True)
        client.credentials(HTTP_AUTHORIZATION=f"Token {ApiToken.issue(viewer, 'test')}")
        with django_assert_num_queries(1):
            assert client.get(ME).status_code == 200
        assert client.patch(ME, {"name": "Vera"}, format="json").status_code == 200


class TestSignup:
    def test_it_makes_a_viewer_and_sends_the_mail(self, api: APIClient) -> None:
        response = post(api, SIGNUP, newcomer(email="Nina@Example.org"))
        assert response.status_code == 201
        user = User.objects.get()
        assert response.json() == {
            "id": user.pk,
            "name": "Nina New",
            "email": "nina@example.org",
            "role": "viewer",
            "roles": ["viewer"],
            "photo": None,
            "notifications_enabled": True,
            "age_band": "",
            "region": "",
            "date_joined": user.date_joined.isoformat().replace("+00:00", "Z"),
        }
        assert mail.outbox[0].to == ["nina@example.org"]
        assert "/accounts/confirm-email/" in str(mail.outbox[0].body)
        assert api.get(ME).status_code == 401
        assert log_in(api, user).status_code == 200

    @pytest.mark.parametrize(
        "extra",
        [
            {"role": "Admin", "roles": ["admin"]},
            {"is_staff": True, "is_superuser": 1, "groups": [1, 2, 3, 4]},
            {"role_names": "Admin", "id": 1, "origin": "demo", "user_permissions": [1]},
        ],
    )
    def test_whatever_is_sent_it_gives_viewer_only(self, api: APIClient, extra: dict[str, Any]) -> None:
        response = post(api, SIGNUP, newcomer(**extra))
        assert response.json()["roles"] == ["viewer"]
        user = User.objects.get()
        assert (user.role_names, user.is_staff, user.is_superuser, user.origin) == ("Viewer", False, False, "site")

    @pytest.mark.parametrize("email", ["vera@example.org", "VERA@Example.ORG", " vera@example.org\n"])
    def test_an_address_in_another_letter_case_is_a_duplicate(self, api: APIClient, viewer: User, email: str) -> None:
        response = post(api, SIGNUP, newcomer(email=email))
        assert response.status_code == 400
        assert response["Content-Type"] == PROBLEM
        assert "already" in response.json()["errors"]["email"][0]
        assert User.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"email": "no address"}, "email"),
            ({"email": f"{'x' * 60}@{'y' * 60}.{'z' * 60}.{'w' * 60}.com"}, "email"),
            ({"email": "x" * 1000}, "email"),
            ({"name": "x" * 81}, "name"),
            ({"name": " \n "}, "name"),
            ({"name": "\u0007\u007f"}, "name"),
            ({"name": ["Nina"]}, "name"),
            ({"password": "short"}, "password"),
            ({"password": "password123"}, "password"),
            ({"password": "83746529164529"}, "password"),
            ({"password": "nina@example.org"}, "password"),
            ({"password": "x" * 5000}, "password"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, api: APIClient, changes: dict[str, Any], field: str) -> None:
        response = post(api, SIGNUP, newcomer(**changes))
        assert response.status_code == 400
        assert list(response.json()["errors"]) == [field]
        assert not User.objects.exists()

    def test_all_missing_fields_are_named_at_once(self, api: APIClient) -> None:
        assert set(post(api, SIGNUP, {}).json()["errors"]) == {"email", "password", "name"}

    def test_mandatory_verification_answers_the_same_for_a_known_address(
        self, api: APIClient, viewer: User, settings: Settings
    ) -> None:
        settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
        new = post(api, SIGNUP, newcomer())
        known = post(api, SIGNUP, newcomer(email="VERA@example.org"))
        assert new.status_code == known.status_code == 202
        assert new.json() == known.json()
        assert User.objects.count() == 2
        assert [message.to for message in mail.outbox] == [["nina@example.org"], ["vera@example.org"]]

    def test_no_mail_where_verification_is_off(self, api: APIClient, settings: Settings) -> None:
        settings.ACCOUNT_EMAIL_VERIFICATION = "none"
        assert post(api, SIGNUP, newcomer()).status_code == 201
        assert not mail.outbox

    def test_it_is_limited(self, api: APIClient) -> None:
        codes = [post(api, SIGNUP, newcomer(password="short")).status_code for _ in range(21)]
        assert codes == [400] * 20 + [429]

    def test_a_browser_that_is_logged_in_is_csrf_checked(self, viewer: User) -> None:
        client = APIClient(enforce_csrf_checks=True)
        client.force_login(viewer)
        assert post(client, SIGNUP, newcomer()).status_code == 403


class TestMe:
    @pytest.mark.parametrize(
        ("roles", "role"),
        [([], "viewer"), ([Role.ANALYST], "analyst"), ([Role.ADMIN, Role.PRODUCER], "admin")],
    )
    def test_the_role_is_the_most_powerful_one_held(self, roles: list[Role], role: str) -> None:
        assert with_token(UserFactory(roles=roles)).get(ME).json()["role"] == role

    def test_it_is_closed_to_strangers(self, api: APIClient) -> None:
        assert api.get(ME).status_code == api.patch(ME, {}, format="json").status_code == 401

    def test_it_changes_what_is_sent_and_nothing_else(self, viewer: User) -> None:
        client = with_token(viewer)
        response = client.patch(ME, {"name": " Vera  V. ", "region": "metro"}, format="json")
        assert response.status_code == 200
        assert (response.json()["name"], response.json()["region"]) == ("Vera V.", "metro")
        client.patch(ME, {"notifications_enabled": False, "age_band": "25-34"}, format="json")
        viewer.refresh_from_db()
        assert (viewer.name, viewer.region, viewer.age_band) == ("Vera V.", "metro", "25-34")
        assert not viewer.notifications_enabled
        assert client.patch(ME, {"age_band": "", "region": ""}, format="json").json()["age_band"] == ""
        assert client.patch(ME, {}, format="json").status_code == 200

    def test_everything_else_is_ignored(self, viewer: User, other_viewer: User) -> None:
        before = User.objects.values().get(pk=viewer.pk)
        body = {
            "id": other_viewer.pk,
            "email": "new@example.org",
            "role": "admin",
            "roles": ["admin"],
            "role_names": "Admin",
            "is_staff": True,
            "is_superuser": True,
            "photo": "photos/x.webp",
            "date_joined": "2001-01-01T00:00:00Z",
            "password": "hacked-it-all-7",
        }
        assert with_token(viewer).patch(ME, body, format="json").status_code == 200
        assert User.objects.values().get(pk=viewer.pk) == before

    def test_nobody_elses_details_can_be_reached(self, viewer: User, other_viewer: User) -> None:
        client = with_token(viewer)
        assert client.patch(f"{ME}?id={other_viewer.pk}", {"name": "Me"}, format="json").status_code == 200
        assert client.patch(f"{ME}/{other_viewer.pk}", {"name": "Me"}, format="json").status_code == 404
        other_viewer.refresh_from_db()
        assert other_viewer.name == "Otto Other"

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": None}, "name"),
            ({"name": "\t \n"}, "name"),
            ({"name": "\u0007"}, "name"),
            ({"name": "x" * 81}, "name"),
            ({"name": {"a": 1}}, "name"),
            ({"name": "\ud800"}, "name"),
            ({"notifications_enabled": None}, "notifications_enabled"),
            ({"notifications_enabled": "perhaps"}, "notifications_enabled"),
            ({"notifications_enabled": [True]}, "notifications_enabled"),
            ({"age_band": "old"}, "age_band"),
            ({"age_band": None}, "age_band"),
            ({"age_band": ["25-34"]}, "age_band"),
            ({"region": 7}, "region"),
            ([], "non_field_errors"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
        self, viewer: User, body: Any, field: str
    ) -> None:
        if isinstance(body, dict):
            body = {"region": "metro", **body}
        response = with_token(viewer).patch(ME, json.dumps(body), content_type="application/json")
        assert response.status_code == 400
        assert list(response.json()["errors"]) == [field]
        viewer.refresh_from_db()
        assert (viewer.name, viewer.region) == ("Vera Viewer", "")

    def test_the_photo_is_a_full_address(self, viewer: User) -> None:
        User.objects.update(photo="photos/x.webp")
        assert with_token(viewer).get(ME).json()["photo"].startswith("http://testserver/")

    def test_it_cannot_be_replaced_or_deleted(self, viewer: User) -> None:
        client = with_token(viewer)
        assert client.put(ME, {}).status_code == client.delete(ME).status_code == 405

    def test_a_session_needs_the_csrf_token_to_change_it(self, viewer: User) -> None:
        client = APIClient(enforce_csrf_checks=True)
        client.force_login(viewer)
        response = client.patch(ME, {"name": "X"}, format="json")
        assert response.status_code == 403
        assert response["Content-Type"] == PROBLEM


def test_the_schema_describes_the_account_part(client: Client) -> None:
    schema = client.get("/api/schema", HTTP_ACCEPT="application/vnd.oai.openapi+json").json()
    paths = schema["paths"]
    assert set(paths[LOGIN]["post"]["responses"]) == {"200", "400", "401", "403", "413", "415", "429"}
    assert set(paths[SIGNUP]["post"]["responses"]) == {"201", "202", "400", "403", "413", "415", "429"}
    assert set(paths[LOGOUT]["post"]["responses"]) == {"204", "401", "403"}
    assert set(paths[ME]["patch"]["responses"]) == {"200", "400", "401", "403", "413", "415"}
    refused = paths[LOGIN]["post"]["responses"]["401"]["content"][PROBLEM]["schema"]
    assert refused == {"$ref": "#/components/schemas/Problem"}
    result = schema["components"]["schemas"]["LoginResult"]["properties"]
    assert set(result) == {*schema["components"]["schemas"]["Me"]["properties"], "token"}
