"""Every address of the site against every role, and against objects that are one's own, another's, hidden, blocked.

An address that is not in the grid fails `test_every_address_is_in_the_grid`: whoever adds one says here who may use it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from accounts.roles import ADMIN_SITE
from tests.factories import PASSWORD
from tests.grid_world import ROLES, World, build_world

pytestmark = pytest.mark.django_db

DRAFT = {"rating": "4", "text": "A wonderful film."}
API_DRAFT = {"rating": 4, "text": "A wonderful film."}
MESSAGE = {"name": "A", "email": "a@example.org", "message": "Hello"}
WRONG_LOGIN = {"email": "nobody@example.org", "password": "x"}
NEWCOMER = {"email": "new@example.org", "password": PASSWORD, "name": "New"}


@dataclass(frozen=True, slots=True)
class Row:
    """One address and method, and the status each of ROLES gets, in their order."""

    method: str
    name: str
    expected: str
    at: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([self.method, self.name, *self.at.values(), *map(str, self.data.values())])


def get(name: str, expected: str, **at: str) -> Row:
    return Row("GET", name, expected, at)


def post(name: str, expected: str, data: dict[str, Any] | None = None, **at: str) -> Row:
    return Row("POST", name, expected, at, data or {})


# fmt: off
#                                            anonymous viewer producer other_producer analyst admin
PAGES = [
    get("landing",                           "200 200 200 200 200 200"),
    get("home",                              "302 200 200 200 200 200"),
    get("browse",                            "200 200 200 200 200 200"),
    get("film",                              "200 200 200 200 200 200", slug="film.slug"),
    get("film",                              "404 404 404 404 404 200", slug="hidden_film.slug"),
    get("film",                              "404 404 404 404 404 200", slug="blocked_film.slug"),
    get("movies:poster",                     "200 200 200 200 200 200", slug="film.slug"),
    get("movies:poster",                     "404 404 404 404 404 200", slug="hidden_film.slug"),
    get("movies:poster",                     "404 404 404 404 404 200", slug="blocked_film.slug"),
    get("contact",                           "200 200 200 200 200 200"),
    post("contact",                          "302 302 302 302 302 302", MESSAGE),
    get("favicon",                           "302 302 302 302 302 302"),
    get("help",                              "200 200 200 200 200 200"),
    get("privacy",                           "200 200 200 200 200 200"),
    get("terms",                             "200 200 200 200 200 200"),
    get("accounts:profile",                  "302 200 200 200 200 200"),
    post("accounts:profile",                 "302 302 302 302 302 302", {"name": "Someone New"}),
    get("accounts:photo_remove",             "302 405 405 405 405 405"),
    post("accounts:photo_remove",            "302 302 302 302 302 302"),
    get("accounts:roles",                    "200 200 200 200 200 200"),
    post("accounts:roles",                   "302 302 400 400 302 302", {"role": "Producer", "note": "My film"}),
]
REVIEWS = [
    get("feedback:mine",                     "302 200 200 200 200 200"),
    get("feedback:submit",                   "302 200 403 200 200 200", slug="quiet_film.slug"),
    get("feedback:submit",                   "302 404 404 404 404 200", slug="hidden_film.slug"),
    post("feedback:submit",                  "302 302 403 302 302 302", DRAFT, slug="quiet_film.slug"),
    post("feedback:submit",                  "302 409 403 302 302 302", DRAFT, slug="film.slug"),
    post("feedback:submit",                  "302 404 404 404 404 302", DRAFT, slug="hidden_film.slug"),
    post("feedback:submit",                  "302 404 404 404 404 400", DRAFT, slug="blocked_film.slug"),
    get("feedback:edit",                     "302 200 403 403 403 403", pk="review.pk"),
    get("feedback:edit",                     "302 403 403 403 403 403", pk="others_review.pk"),
    get("feedback:edit",                     "302 200 404 404 404 403", pk="hidden_review.pk"),
    get("feedback:edit",                     "302 404 404 404 404 403", pk="removed_review.pk"),
    get("feedback:edit",                     "302 404 404 404 404 403", pk="veiled_review.pk"),
    get("feedback:edit",                     "302 404 404 404 404 404", pk="999999"),
    post("feedback:edit",                    "302 302 403 403 403 403", DRAFT, pk="review.pk"),
    post("feedback:edit",                    "302 403 403 403 403 403", DRAFT, pk="others_review.pk"),
    post("feedback:edit",                    "302 404 404 404 404 403", DRAFT, pk="others_hidden.pk"),
    post("feedback:edit",                    "302 404 404 404 404 403", DRAFT, pk="removed_review.pk"),
    post("feedback:edit",                    "302 404 404 404 404 403", DRAFT, pk="veiled_review.pk"),
    get("feedback:remove",                   "302 200 403 403 403 200", pk="review.pk"),
    get("feedback:remove",                   "302 403 403 403 403 200", pk="others_review.pk"),
    get("feedback:remove",                   "302 404 404 404 404 200", pk="others_hidden.pk"),
    post("feedback:remove",                  "302 302 403 403 403 302", pk="review.pk"),
    post("feedback:remove",                  "302 403 403 403 403 302", pk="others_review.pk"),
    post("feedback:remove",                  "302 302 404 404 404 302", pk="hidden_review.pk"),
    post("feedback:remove",                  "302 404 404 404 404 302", pk="removed_review.pk"),
    post("feedback:remove",                  "302 404 404 404 404 302", pk="veiled_review.pk"),
    get("feedback:hide",                     "405 405 405 405 405 405", pk="review.pk"),
    post("feedback:hide",                    "302 403 403 403 403 302", pk="review.pk"),
    post("feedback:hide",                    "302 403 403 403 403 302", pk="others_review.pk"),
    post("feedback:hide",                    "302 404 404 404 404 302", pk="others_hidden.pk"),
    get("feedback:restore",                  "405 405 405 405 405 405", pk="hidden_review.pk"),
    post("feedback:restore",                 "302 403 404 404 404 302", pk="hidden_review.pk"),
    post("feedback:restore",                 "302 404 404 404 404 302", pk="removed_review.pk"),
    get("feedback:reading",                  "200 200 200 200 200 200", pk="review.pk"),
    get("feedback:reading",                  "404 200 404 404 404 200", pk="hidden_review.pk"),
    get("feedback:reading",                  "404 404 404 404 404 200", pk="removed_review.pk"),
    get("feedback:reading",                  "404 404 404 404 404 200", pk="veiled_review.pk"),
    post("feedback:misread",                 "302 302 403 403 403 403", {"meant": "negative"}, pk="review.pk"),
    post("feedback:misread",                 "302 403 403 403 403 403", {"meant": "negative"}, pk="others_review.pk"),
    post("feedback:misread",                 "302 404 404 404 404 403", {"meant": "negative"}, pk="veiled_review.pk"),
    post("feedback:misread_undo",            "302 302 403 403 403 403", pk="review.pk"),
    post("feedback:misread_undo",            "302 403 403 403 403 403", pk="others_review.pk"),
    post("feedback:misread_undo",            "302 404 404 404 404 403", pk="removed_review.pk"),
]
DASHBOARDS = [
    get("analytics:producer",                "302 403 200 200 403 200"),
    get("analytics:producer_film",           "302 403 200 404 403 200", slug="film.slug"),
    get("analytics:producer_film",           "302 403 404 200 403 200", slug="other_film.slug"),
    get("analytics:producer_film",           "302 403 404 404 403 200", slug="hidden_film.slug"),
    get("analytics:producer_film",           "302 403 404 404 403 200", slug="blocked_film.slug"),
    get("analytics:insight",                 "302 403 403 403 200 200"),
    get("analytics:control",                 "302 403 403 403 403 200"),
    get("analytics:unit_status",             "302 403 403 403 403 405", pk="film.pk"),
    post("analytics:unit_status",            "302 403 403 403 403 302", {"status": "starred"}, pk="film.pk"),
    post("analytics:unit_status",            "302 403 403 403 403 302", {"status": "normal"}, pk="hidden_film.pk"),
]
API = [
    get("api-login",                         "405 405 405 405 405 405"),
    post("api-login",                        "401 401 401 401 401 401", WRONG_LOGIN),
    get("api-logout",                        "401 405 405 405 405 405"),
    post("api-logout",                       "401 204 204 204 204 204"),
    get("api-signup",                        "405 405 405 405 405 405"),
    post("api-signup",                       "201 201 201 201 201 201", NEWCOMER),
    get("api-me",                            "401 200 200 200 200 200"),
    Row("PATCH", "api-me",                   "401 200 200 200 200 200", data={"name": "Somebody"}),
    get("api-movies",                        "200 200 200 200 200 200"),
    get("api-movie",                         "200 200 200 200 200 200", pk="film.pk"),
    get("api-movie",                         "404 404 404 404 404 200", pk="hidden_film.pk"),
    get("api-movie",                         "404 404 404 404 404 200", pk="blocked_film.pk"),
    get("feedback-api:list",                 "200 200 200 200 200 200"),
    post("feedback-api:list",                "401 400 400 400 400 400", {"movieId": 999999, **API_DRAFT}),
    get("feedback-api:detail",               "200 200 200 200 200 200", pk="review.pk"),
    get("feedback-api:detail",               "404 200 404 404 404 200", pk="hidden_review.pk"),
    get("feedback-api:detail",               "404 404 404 404 404 200", pk="removed_review.pk"),
    get("feedback-api:detail",               "404 404 404 404 404 200", pk="veiled_review.pk"),
    *(
        Row(method, "feedback-api:detail", expected, {"pk": pk}, data)
        for method, data in (("PUT", API_DRAFT), ("PATCH", {"rating": 2.5}))
        for pk, expected in (
            ("review.pk",                    "401 200 403 403 403 403"),
            ("others_review.pk",             "401 403 403 403 403 403"),
            ("hidden_review.pk",             "401 200 404 404 404 403"),
            ("removed_review.pk",            "401 404 404 404 404 403"),
            ("veiled_review.pk",             "401 404 404 404 404 403"),
        )
    ),
    Row("DELETE", "feedback-api:detail",     "401 204 403 403 403 204", {"pk": "review.pk"}),
    Row("DELETE", "feedback-api:detail",     "401 403 403 403 403 204", {"pk": "others_review.pk"}),
    Row("DELETE", "feedback-api:detail",     "401 204 404 404 404 204", {"pk": "hidden_review.pk"}),
    Row("DELETE", "feedback-api:detail",     "401 404 404 404 404 404", {"pk": "removed_review.pk"}),
    Row("DELETE", "feedback-api:detail",     "401 404 404 404 404 204", {"pk": "veiled_review.pk"}),
    get("feedback-api:misread",              "401 405 405 405 405 405", pk="review.pk"),
    post("feedback-api:misread",             "401 200 403 403 403 403", {"meant": "negative"}, pk="review.pk"),
    post("feedback-api:misread",             "401 403 403 403 403 403", {"meant": "negative"}, pk="others_review.pk"),
    post("feedback-api:misread",             "401 404 404 404 404 403", {"meant": "negative"}, pk="removed_review.pk"),
    Row("DELETE", "feedback-api:misread",    "401 204 403 403 403 403", {"pk": "review.pk"}),
    Row("DELETE", "feedback-api:misread",    "401 404 404 404 404 403", {"pk": "veiled_review.pk"}),
    get("api-schema",                        "200 200 200 200 200 200"),
    get("api-not-found",                     "404 404 404 404 404 404", rest="999999"),
    get("api-docs",                          "200 200 200 200 200 200"),
]
ENTRANCE = [
    get("account_login",                     "200 302 302 302 302 302"),
    get("account_signup",                    "200 302 302 302 302 302"),
    get("account_logout",                    "302 200 200 200 200 200"),
    post("account_logout",                   "302 302 302 302 302 302"),
    get("account_inactive",                  "200 200 200 200 200 200"),
    get("account_reauthenticate",            "302 200 200 200 200 200"),
    get("account_email",                     "302 200 200 200 200 200"),
    get("account_email_verification_sent",   "200 200 200 200 200 200"),
    get("account_confirm_email",             "200 200 200 200 200 200", key="999999"),
    get("account_change_password",           "302 200 200 200 200 200"),
    get("account_set_password",              "302 302 302 302 302 302"),
    get("account_reset_password",            "200 200 200 200 200 200"),
    get("account_reset_password_done",       "200 200 200 200 200 200"),
    get("account_reset_password_from_key",   "200 200 200 200 200 200", uidb36="1", key="999999"),
    get("account_reset_password_from_key_done", "200 200 200 200 200 200"),
    get("account_confirm_login_code",        "302 302 302 302 302 302"),
]
ADMIN = [
    get("admin:index",                       "302 302 302 302 302 200"),
    get("admin:login",                       "302 403 403 403 403 302"),
    post("admin:logout",                     "302 302 302 302 302 302"),
    get("admin:password_change",             "302 302 302 302 302 302"),
    get("admin:password_change_done",        "302 302 302 302 302 200"),
    get("admin:jsi18n",                      "302 302 302 302 302 200"),
    get("admin:autocomplete",                "302 302 302 302 302 403"),
    get("admin:view_on_site",                "302 302 302 302 302 404", content_type_id="999999", object_id="1"),
    get("admin:app_list",                    "302 302 302 302 302 200", app_label="APP"),
]
# fmt: on
GRID = [*PAGES, *REVIEWS, *DASHBOARDS, *API, *ENTRANCE, *ADMIN]

MODEL_PAGE = re.compile(r"admin:(\w+?)_(\w+)_(changelist|add|change|delete|history)$")


def addresses(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """The qualified name of every address, all includes followed."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name or ''}"


def test_every_address_is_in_the_grid() -> None:
    known = {row.name for row in GRID}
    found = set(addresses(get_resolver().url_patterns))
    # The admin's two without a name: a redirect from an object to its change page, and the catch-all's 404.
    missing = {name for name in found - known - {"admin:"} if not MODEL_PAGE.match(name)}
    assert missing == set()
    assert known <= found


@pytest.fixture
def world() -> World:
    return build_world()


def send(client: Client, row: Row, url: str) -> int:
    options: dict[str, Any] = {"data": row.data}
    if row.method != "GET" and url.startswith("/api/"):
        options = {"data": json.dumps(row.data), "content_type": "application/json"}
    return int(getattr(client, row.method.lower())(url, **options).status_code)


def statuses(world: World, row: Row, url: str) -> str:
    """What each role gets; each starts from the same stored world."""
    found = []
    for role in ROLES:
        cache.clear()
        client = Client()
        with transaction.atomic():
            person = world.people[role]
            if person is not None:
                client.force_login(person)
            found.append(send(client, row, url))
            transaction.set_rollback(True)
    return " ".join(map(str, found))


@pytest.mark.parametrize("row", GRID, ids=str)
def test_each_role_gets_what_the_grid_says(world: World, row: Row) -> None:
    at = {key: "movies" if path == "APP" else world.reach(path) for key, path in row.at.items()}
    assert statuses(world, row, reverse(row.name, kwargs=at)) == row.expected


def test_a_review_over_the_api_is_taken_as_the_film_and_the_person_allow(world: World) -> None:
    expected = {
        "quiet_film": "401 201 403 201 201 201",
        "film": "401 409 403 201 201 201",
        "hidden_film": "401 400 400 400 400 201",
        "blocked_film": "401 400 400 400 400 400",
    }
    url = reverse("feedback-api:list")
    got = {}
    for name in expected:
        data = {"movieId": getattr(world, name).pk, **API_DRAFT}
        got[name] = statuses(world, Row("POST", "feedback-api:list", "", data=data), url)
    assert got == expected


def admin_pages(kind: str) -> list[Any]:
    labels = [model._meta.label_lower for model in admin.site._registry]
    return [pytest.param(label.replace(".", "_"), id=f"{kind} {label}") for label in labels]


@pytest.mark.parametrize("model", admin_pages("list"))
def test_each_admin_list_is_for_admins_alone(world: World, model: str) -> None:
    row = get(f"admin:{model}_changelist", "")
    url = reverse(row.name)
    assert statuses(world, row, url) == "302 302 302 302 302 200"
    # The same list searched for what cannot be there: never a 500.
    for term in ("zzz", "'\"%_", "9" * 30, "\x00"):
        assert send(logged_in(world, "admin"), Row("GET", row.name, "", data={"q": term}), url) == 200


@pytest.mark.parametrize("model", admin_pages("pages"))
def test_each_admin_page_obeys_the_table_of_roles(world: World, model: str) -> None:
    app, name = model.split("_", 1)
    allowed = ADMIN_SITE.get(f"{app}.{name}", ())
    client = logged_in(world, "admin")
    obj = next(m for m in admin.site._registry if m._meta.label_lower == f"{app}.{name}")._default_manager.first()
    pages = {"add": client.get(reverse(f"admin:{model}_add")).status_code == 200}
    if obj is not None:
        for action, page in (("view", "change"), ("view", "history"), ("delete", "delete")):
            status = client.get(reverse(f"admin:{model}_{page}", args=[obj.pk])).status_code
            pages[action] = pages.get(action, True) and status == 200
    assert {action for action, open_ in pages.items() if open_} == set(allowed) & set(pages)


def logged_in(world: World, role: str) -> Client:
    client = Client()
    person = world.people[role]
    assert isinstance(person, User)
    client.force_login(person)
    return client
