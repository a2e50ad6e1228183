"""People, role requests and tokens on the admin site, used by someone with the Admin role (no superuser)."""

from collections.abc import Iterable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import ApiToken, Origin, RoleRequest, User
from accounts.roles import Role
from accounts.services import request_role
from cinemapulse.core.admin import QuickAdmin, ShallowPaginator
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

MODELS = ["accounts_user", "accounts_rolerequest", "accounts_apitoken", "auth_group", "account_emailaddress"]


@pytest.fixture
def desk(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def listing(model: str) -> str:
    return reverse(f"admin:{model}_changelist")


def page_of(row: Any) -> str:
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def shown(client: Client, model: str, **query: str) -> list[Any]:
    response = client.get(listing(model), query)
    assert response.status_code == 200
    return list(response.context["cl"].result_list)


def act(client: Client, model: str, action: str, rows: Iterable[Any], **more: str) -> str:
    data: dict[str, Any] = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    response = client.post(listing(model), data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def roles_of(user: User) -> list[Role]:
    return User.objects.get(pk=user.pk).roles


class TestTheDoor:
    @pytest.mark.parametrize("model", MODELS)
    @pytest.mark.parametrize("roles", [[Role.VIEWER], [Role.PRODUCER], [Role.ANALYST], []])
    def test_only_admins_get_in(self, client: Client, model: str, roles: list[Role]) -> None:
        client.force_login(UserFactory(roles=roles))
        assert client.get(listing(model)).status_code == 302
        assert client.post(listing(model), {"action": "give_admin"}).status_code == 302

    def test_its_log_in_and_passwords_are_the_sites_own(self, client: Client, viewer: User, admin_user: User) -> None:
        admin_login = reverse("admin:login")
        assert client.get(admin_login)["Location"].startswith(reverse("account_login"))
        client.post(admin_login, {"username": admin_user.email, "password": PASSWORD})
        assert "_auth_user_id" not in client.session
        client.force_login(viewer)
        assert client.get(admin_login).status_code == 403
        client.force_login(admin_user)
        assert client.get(reverse("admin:password_change"))["Location"] == reverse("account_change_password")

    @pytest.mark.parametrize("model", MODELS)
    def test_an_admin_sees_every_list_and_searches_it(self, desk: Client, viewer: User, model: str) -> None:
        ApiToken.issue(viewer, "test")
        request_role(user=viewer, role=Role.PRODUCER)
        EmailAddress.objects.create(user=viewer, email=viewer.email)
        assert shown(desk, model)
        shown(desk, model, q="vera@")
        for odd in ("'", "%", "\\", "x" * 500, "\U0010ffff", "\u0ba4", "  "):
            shown(desk, model, q=odd)
        assert desk.get(listing(model), {"q": "\x00"}).status_code == 200

    def test_the_index_shows_people_and_roles(self, desk: Client) -> None:
        assert "People and roles" in desk.get(reverse("admin:index")).content.decode()

    @pytest.mark.parametrize("model", MODELS)
    def test_nothing_is_added_by_hand(self, desk: Client, model: str) -> None:
        assert desk.get(reverse(f"admin:{model}_add")).status_code == 403


class TestPeople:
    def test_search_is_by_the_beginning_of_the_email_or_a_part_of_the_name(
        self, desk: Client, viewer: User, other_viewer: User
    ) -> None:
        assert shown(desk, "accounts_user", q="VERA@ex") == [viewer]
        assert shown(desk, "accounts_user", q="otto oth") == [other_viewer]
        assert shown(desk, "accounts_user", q="other") == [other_viewer]
        assert shown(desk, "accounts_user", q="@example") == []
        assert shown(desk, "accounts_user", q="xyz") == []

    @pytest.mark.parametrize("role", Role)
    def test_the_role_filter(
        self, desk: Client, admin_user: User, viewer: User, producer: User, analyst: User, role: Role
    ) -> None:
        expected = [person for person in (analyst, producer, viewer, admin_user) if role in person.roles]
        assert shown(desk, "accounts_user", role=role.slug) == expected

    def test_the_other_filters(self, desk: Client, viewer: User) -> None:
        author = UserFactory(origin=Origin.IMPORT, roles=[], is_active=False)
        assert shown(desk, "accounts_user", origin__exact="import") == [author]
        assert shown(desk, "accounts_user", is_active__exact="0") == [author]
        assert len(shown(desk, "accounts_user", role="king")) == 3

    @pytest.mark.parametrize(
        "query", [{"is_active__exact": "perhaps"}, {"id__exact": "9" * 40}, {"p": "99"}, {"o": "9"}]
    )
    def test_an_odd_address_is_no_error(self, desk: Client, query: dict[str, str]) -> None:
        assert desk.get(listing("accounts_user"), query).status_code in (200, 302)

    def test_a_role_is_given_and_taken_by_action_and_recorded(self, desk: Client, viewer: User, analyst: User) -> None:
        page = act(desk, "accounts_user", "give_producer", [viewer, analyst])
        assert "2 people changed." in page
        assert roles_of(viewer) == [Role.VIEWER, Role.PRODUCER]
        history = desk.get(reverse("admin:accounts_user_history", args=[viewer.pk])).content.decode()
        assert "Given the role Producer." in history
        assert "0 people changed." in act(desk, "accounts_user", "give_producer", [viewer])
        act(desk, "accounts_user", "take_producer", [viewer])
        assert roles_of(viewer) == [Role.VIEWER]
        assert LogEntry.objects.count() == 3

    def test_nobody_changes_their_own_roles(self, desk: Client, admin_user: User, viewer: User) -> None:
        page = act(desk, "accounts_user", "take_admin", [admin_user, viewer])
        assert "Nobody changes their own roles." in page
        act(desk, "accounts_user", "give_producer", [admin_user])
        assert roles_of(admin_user) == [Role.ADMIN]

    def test_no_form_field_reaches_roles_or_rights(self, desk: Client, viewer: User) -> None:
        group = Group.objects.get(name="Admin")
        response = desk.post(
            page_of(viewer),
            {
                "name": "Vera Renamed",
                "is_active": "on",
                "email": "new@example.org",
                "is_superuser": "on",
                "is_staff": "on",
                "groups": [group.pk],
                "user_permissions": ["1"],
                "role_names": "Admin",
                "password": "x",
                "origin": "demo",
            },
        )
        assert response.status_code == 302
        changed = User.objects.get(pk=viewer.pk)
        assert (changed.name, changed.email, changed.origin) == ("Vera Renamed", "vera@example.org", Origin.SITE)
        assert (changed.is_superuser, changed.is_staff, changed.role_names) == (False, False, "Viewer")
        assert changed.check_password(PASSWORD)
        assert not changed.groups.filter(pk=group.pk).exists()

    def test_an_account_is_closed_and_opened(self, desk: Client, viewer: User) -> None:
        desk.post(page_of(viewer), {"name": viewer.name})
        assert not User.objects.get(pk=viewer.pk).is_active
        desk.post(page_of(viewer), {"name": viewer.name, "is_active": "on"})
        assert User.objects.get(pk=viewer.pk).is_active

    def test_nobody_closes_their_own(self, desk: Client, admin_user: User) -> None:
        desk.post(page_of(admin_user), {"name": "Ada"})
        assert User.objects.get(pk=admin_user.pk).is_active

    def test_a_superuser_is_out_of_an_admins_reach(self, desk: Client, admin_user: User) -> None:
        root = User.objects.create_superuser("root@example.org", PASSWORD, name="Root")
        assert desk.get(page_of(root)).status_code == 200
        assert desk.post(page_of(root), {"name": "Gone"}).status_code == 403
        assert "superuser" in act(desk, "accounts_user", "take_admin", [root])
        root.refresh_from_db()
        assert (root.name, root.is_active, root.is_superuser) == ("Root", True, True)

    def test_a_superuser_works_here_too(self, client: Client, viewer: User) -> None:
        root = User.objects.create_superuser("root@example.org", PASSWORD, name="Root")
        client.force_login(root)
        act(client, "accounts_user", "give_admin", [viewer])
        assert Role.ADMIN in roles_of(viewer)
        client.post(page_of(viewer), {"name": "V", "is_active": "on", "is_superuser": "on"})
        assert not User.objects.get(pk=viewer.pk).is_superuser

    @pytest.mark.parametrize("lookup", ["password__startswith", "password", "last_login__password"])
    def test_a_password_hash_cannot_be_guessed_by_filtering(self, desk: Client, lookup: str) -> None:
        assert desk.get(listing("accounts_user"), {lookup: "md5"}).status_code in (302, 400)
        assert desk.get(listing("accounts_rolerequest"), {f"user__{lookup}": "md5"}).status_code in (302, 400)

    def test_nobody_is_deleted(self, desk: Client, viewer: User) -> None:
        assert desk.post(page_of(viewer).replace("change", "delete"), {"post": "yes"}).status_code == 403
        act(desk, "accounts_user", "delete_selected", [viewer], post="yes")
        assert User.objects.filter(pk=viewer.pk).exists()

    def test_the_list_costs_the_same_with_more_people(self, desk: Client) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                shown(desk, "accounts_user")
            return len(queries)

        UserFactory()
        few = cost()
        for _ in range(10):
            UserFactory(roles=list(Role))
        assert cost() == few


class TestRoleRequests:
    def test_the_queue_is_filtered_by_status(self, desk: Client, viewer: User, other_viewer: User) -> None:
        waiting = request_role(user=viewer, role=Role.PRODUCER)
        declined = request_role(user=other_viewer, role=Role.PRODUCER)
        act(desk, "accounts_rolerequest", "decline", [declined])
        assert shown(desk, "accounts_rolerequest", status__exact="pending") == [waiting]
        assert shown(desk, "accounts_rolerequest", q="otto@") == [declined]
        assert roles_of(other_viewer) == [Role.VIEWER]

    def test_approval_gives_the_role_with_a_message_for_each(
        self, desk: Client, admin_user: User, viewer: User, other_viewer: User
    ) -> None:
        asked = [request_role(user=person, role=Role.ANALYST) for person in (viewer, other_viewer)]
        page = act(desk, "accounts_rolerequest", "approve", asked)
        assert "Vera Viewer → Analyst: approved." in page
        assert "Otto Other → Analyst: approved." in page
        assert roles_of(viewer) == [Role.VIEWER, Role.ANALYST]
        decided = RoleRequest.objects.get(pk=asked[0].pk)
        assert (decided.status, decided.decided_by) == ("approved", admin_user)

    def test_a_second_decision_is_refused(self, desk: Client, viewer: User) -> None:
        asked = request_role(user=viewer, role=Role.ANALYST)
        act(desk, "accounts_rolerequest", "decline", [asked])
        assert "decided already" in act(desk, "accounts_rolerequest", "approve", [asked])
        assert roles_of(viewer) == [Role.VIEWER]

    def test_nobody_decides_their_own(self, desk: Client, admin_user: User, viewer: User) -> None:
        asked = [request_role(user=person, role=Role.PRODUCER) for person in (admin_user, viewer)]
        page = act(desk, "accounts_rolerequest", "approve", asked)
        assert "Nobody decides about their own request." in page
        assert roles_of(admin_user) == [Role.ADMIN]
        assert Role.PRODUCER in roles_of(viewer)

    def test_a_request_is_read_but_not_edited(self, desk: Client, viewer: User) -> None:
        asked = request_role(user=viewer, role=Role.ADMIN, note="Trust me")
        page = desk.get(page_of(asked)).content.decode()
        assert "Trust me" in page
        assert viewer.email in page
        assert desk.post(page_of(asked), {"status": "approved"}).status_code == 403
        assert RoleRequest.objects.get().status == "pending"


class TestTokensAndRest:
    def test_a_token_is_listed_without_its_hash_and_revoked_by_deleting(self, desk: Client, viewer: User) -> None:
        ApiToken.issue(viewer, "My script")
        token = ApiToken.objects.get()
        for url in (listing("accounts_apitoken"), page_of(token)):
            page = desk.get(url).content.decode()
            assert "My script" in page
            assert token.digest not in page
        assert shown(desk, "accounts_apitoken", q="vera@") == [token]
        assert desk.post(page_of(token), {"name": "x"}).status_code == 403
        desk.post(page_of(token).replace("change", "delete"), {"post": "yes"})
        assert not ApiToken.objects.exists()

    def test_tokens_are_revoked_many_at_once(self, desk: Client, viewer: User) -> None:
        for _ in range(3):
            ApiToken.issue(viewer, "x")
        act(desk, "accounts_apitoken", "delete_selected", ApiToken.objects.all(), post="yes")
        assert not ApiToken.objects.exists()

    def test_roles_and_addresses_are_only_read(self, desk: Client, viewer: User) -> None:
        group = Group.objects.get(name="Viewer")
        address = EmailAddress.objects.create(user=viewer, email=viewer.email)
        for row in (group, address):
            assert desk.get(page_of(row)).status_code == 200
            assert desk.post(page_of(row), {"name": "Kings", "verified": "on"}).status_code == 403
        address.refresh_from_db()
        assert not address.verified


class TestLongLists:
    """The real limits are 10,000 and 2,000; here they are small."""

    @pytest.fixture(autouse=True)
    def _many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ShallowPaginator, "limit", 6)
        monkeypatch.setattr(QuickAdmin, "action_limit", 4)
        monkeypatch.setattr("accounts.admin.PersonAdmin.list_per_page", 3)

    def test_only_so_many_are_counted_and_the_page_says_so(self, desk: Client) -> None:
        for _ in range(9):
            UserFactory()
        response = desk.get(listing("accounts_user"))
        page = response.content.decode()
        assert response.context["cl"].result_count == 6
        assert "more than 6 people" in page
        assert "more than 6 results" in desk.get(listing("accounts_user"), {"q": "person"}).content.decode()
        assert len(shown(desk, "accounts_user", p="2")) == 3
        assert desk.get(listing("accounts_user"), {"p": "3"}).status_code == 302

    def test_a_short_list_is_counted_exactly(self, desk: Client) -> None:
        for _ in range(4):
            UserFactory()
        assert "more than" not in desk.get(listing("accounts_user")).content.decode()
        assert "4 results" in desk.get(listing("accounts_user"), {"q": "person"}).content.decode()

    @pytest.mark.parametrize(("click", "order"), [("6", ("date_joined", "pk")), ("-6", ("-date_joined", "-pk"))])
    def test_a_sorted_column_is_read_from_its_index(self, desk: Client, click: str, order: tuple[str, str]) -> None:
        changelist = desk.get(listing("accounts_user"), {"o": click}).context["cl"]
        assert tuple(changelist.queryset.query.order_by) == order

    def test_a_search_without_a_match_reads_the_table_once(self, desk: Client) -> None:
        with CaptureQueriesContext(connection) as queries:
            assert shown(desk, "accounts_user", q="nobody") == []
        assert len([query for query in queries if "nobody" in query["sql"]]) == 1

    def test_no_query_counts_the_whole_table(self, desk: Client) -> None:
        with CaptureQueriesContext(connection) as queries:
            shown(desk, "accounts_user")
        counts = [query["sql"] for query in queries if "COUNT(" in query["sql"].upper()]
        assert counts
        assert all("LIMIT" in sql for sql in counts)

    def test_an_action_over_too_many_rows_is_refused(self, desk: Client) -> None:
        people = [UserFactory() for _ in range(5)]
        page = act(desk, "accounts_user", "give_producer", people[:1], select_across="1")
        assert "That is too much at once" in page
        assert all(Role.PRODUCER not in roles_of(person) for person in people)

    def test_an_action_over_all_of_a_short_list_is_done(self, desk: Client, admin_user: User) -> None:
        people = [UserFactory() for _ in range(3)]
        act(desk, "accounts_user", "give_producer", people[:1], select_across="1")
        assert all(Role.PRODUCER in roles_of(person) for person in people)
