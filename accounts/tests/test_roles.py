"""The four roles: what they grant, how people get them, and who decides."""

from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from accounts.backends import RoleBackend
from accounts.models import RoleRequest, User
from accounts.roles import DECIDE_ROLE_REQUESTS, GRANTS, SUBMIT_FEEDBACK, VIEW_CONTROL_CENTER, Role
from accounts.services import (
    change_role,
    decide_role_request,
    grant_role,
    request_role,
    revoke_role,
    setup_roles,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


class TestSetupRoles:
    @staticmethod
    def output(**options: bool) -> str:
        out = StringIO()
        call_command("setup_roles", stdout=out, **options)
        return out.getvalue()

    def test_migrate_has_made_every_role_with_every_permission(self) -> None:
        assert set(setup_roles(create=False).values()) == {0}
        for role in Role:
            held = {
                f"{permission.content_type.app_label}.{permission.codename}"
                for permission in Group.objects.get(name=role.value).permissions.select_related("content_type")
            }
            assert set(GRANTS[role]) <= held

    def test_only_an_admin_has_rights_on_the_admin_site(self) -> None:
        for role in (Role.VIEWER, Role.PRODUCER, Role.ANALYST):
            held = Group.objects.get(name=role.value).permissions.count()
            assert held == len(GRANTS[role])

    def test_running_it_again_changes_nothing_and_says_so(self) -> None:
        assert "nothing to change" in self.output()

    def test_a_missing_and_a_surplus_permission_are_put_right(self) -> None:
        viewers = Group.objects.get(name="Viewer")
        viewers.permissions.set([Permission.objects.get(codename="moderate_feedback")])
        assert "Viewer: 2 permissions changed" in self.output()
        assert set(setup_roles(create=False).values()) == {0}

    def test_a_dry_run_writes_nothing(self) -> None:
        Group.objects.get(name="Analyst").delete()
        assert "Analyst: 2 permissions would change" in self.output(dry_run=True)
        assert not Group.objects.filter(name="Analyst").exists()

    def test_help_shows_an_example(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            call_command("setup_roles", "--help")
        assert "Example: python manage.py setup_roles --dry-run" in capsys.readouterr().out

    def test_a_database_without_tables_is_one_clear_line(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Permission._meta, "db_table", "no_such_table")
        with pytest.raises(CommandError, match=r"manage\.py migrate"):
            self.output()


class TestMirror:
    """`role_names` and `is_staff` follow the groups, whichever way these change."""

    def test_it_follows_the_services(self, viewer: User) -> None:
        grant_role(user=viewer, role=Role.ADMIN)
        assert (viewer.role_names, viewer.is_staff) == ("Viewer,Admin", True)
        assert (fresh(viewer).role_names, fresh(viewer).is_staff) == ("Viewer,Admin", True)
        revoke_role(user=viewer, role=Role.ADMIN)
        assert (fresh(viewer).role_names, fresh(viewer).is_staff) == ("Viewer", False)

    def test_giving_twice_and_taking_what_is_not_held_change_nothing(self, viewer: User) -> None:
        grant_role(user=viewer, role=Role.VIEWER)
        revoke_role(user=viewer, role=Role.ANALYST)
        assert fresh(viewer).roles == [Role.VIEWER]

    def test_it_follows_a_change_from_the_groups_side(self, viewer: User, other_viewer: User) -> None:
        admins = Group.objects.get(name="Admin")
        admins.user_set.add(viewer, other_viewer)
        assert fresh(viewer).is_staff
        admins.user_set.remove(viewer)
        assert not fresh(viewer).is_staff
        assert fresh(other_viewer).is_staff
        admins.user_set.clear()
        assert fresh(other_viewer).role_names == "Viewer"

    def test_it_follows_set_and_clear(self, viewer: User) -> None:
        viewer.groups.set(Group.objects.filter(name__in=["Producer", "Analyst"]))
        assert fresh(viewer).role_names == "Producer,Analyst"
        viewer.groups.clear()
        assert fresh(viewer).role_names == ""

    def test_a_deleted_group_is_forgotten(self, analyst: User) -> None:
        Group.objects.get(name="Analyst").delete()
        assert fresh(analyst).role_names == ""

    def test_a_group_of_another_name_grants_nothing(self, viewer: User) -> None:
        viewer.groups.add(Group.objects.create(name="Friends"))
        assert fresh(viewer).role_names == "Viewer"

    def test_a_superuser_stays_staff_without_the_role(self) -> None:
        root = User.objects.create_superuser("root@example.org", "x")
        grant_role(user=root, role=Role.ADMIN)
        revoke_role(user=root, role=Role.ADMIN)
        assert fresh(root).is_staff


class TestPermissions:
    def test_they_cost_no_query(self, admin_user: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        user = fresh(admin_user)
        user.has_perm(SUBMIT_FEEDBACK)  # fills the map of roles, once a minute in each process
        with django_assert_num_queries(0):
            assert user.has_perm(DECIDE_ROLE_REQUESTS)
            assert user.has_perm("accounts.view_user")
            assert not user.has_perm("accounts.delete_user")
            assert user.has_module_perms("accounts")
            assert user.primary_role is Role.ADMIN

    @pytest.mark.parametrize("role", Role)
    def test_a_role_grants_exactly_its_named_permissions(self, role: Role) -> None:
        user = UserFactory(roles=[role])
        for permission in GRANTS[Role.ADMIN]:
            assert user.has_perm(permission) is (permission in GRANTS[role])

    def test_nobody_inactive_or_anonymous_may_do_anything(self, admin_user: User) -> None:
        admin_user.is_active = False
        assert not admin_user.has_perm(SUBMIT_FEEDBACK)
        assert not AnonymousUser().has_perm(SUBMIT_FEEDBACK)

    def test_permissions_given_by_hand_count_for_nothing(self, viewer: User) -> None:
        viewer.user_permissions.add(Permission.objects.get(codename="view_control_center"))
        assert not fresh(viewer).has_perm(VIEW_CONTROL_CENTER)

    def test_a_taken_role_acts_at_once(self, analyst: User) -> None:
        assert analyst.has_perm("analytics.view_insight_lab")
        revoke_role(user=analyst, role=Role.ANALYST)
        assert not fresh(analyst).has_perm("analytics.view_insight_lab")

    def test_a_superuser_may_do_everything(self) -> None:
        assert User.objects.create_superuser("root@example.org", "x").has_perm("auth.delete_group")

    def test_the_backend_knows_no_permissions_on_single_objects(self, admin_user: User) -> None:
        assert RoleBackend().get_group_permissions(admin_user, obj=admin_user) == set()


class TestRoleRequests:
    def test_a_request_waits_for_an_admin(self, viewer: User) -> None:
        request = request_role(user=viewer, role=Role.PRODUCER, note="  I made\r\nMonsoon Letters\x00  ")
        assert request.status == RoleRequest.Status.PENDING
        assert request.note == "I made\nMonsoon Letters"
        assert fresh(viewer).roles == [Role.VIEWER]

    def test_one_open_request_for_each_role(self, viewer: User) -> None:
        request_role(user=viewer, role=Role.PRODUCER)
        request_role(user=viewer, role=Role.ANALYST)
        with pytest.raises(ValidationError, match="asked for this role already"):
            request_role(user=viewer, role=Role.PRODUCER)
        assert viewer.role_requests.count() == 2

    def test_viewer_and_a_role_that_is_held_cannot_be_requested(self, producer: User) -> None:
        for role in (Role.VIEWER, Role.PRODUCER):
            with pytest.raises(ValidationError, match="already have"):
                request_role(user=producer, role=role)

    def test_a_note_has_an_end(self, viewer: User) -> None:
        with pytest.raises(ValidationError, match="At most 1000"):
            request_role(user=viewer, role=Role.PRODUCER, note="x" * 1001)

    def test_approval_gives_the_role_and_is_recorded(self, viewer: User, admin_user: User) -> None:
        request = request_role(user=viewer, role=Role.PRODUCER)
        decided = decide_role_request(request=request, by=admin_user, approve=True, note=" welcome ")
        assert (decided.status, decided.decided_by, decided.decision_note) == ("approved", admin_user, "welcome")
        assert decided.decided_at is not None
        assert fresh(viewer).roles == [Role.VIEWER, Role.PRODUCER]

    def test_a_declined_request_gives_nothing_and_may_be_repeated(self, viewer: User, admin_user: User) -> None:
        request = request_role(user=viewer, role=Role.ADMIN)
        decide_role_request(request=request, by=admin_user, approve=False)
        assert fresh(viewer).roles == [Role.VIEWER]
        assert request_role(user=viewer, role=Role.ADMIN).pk != request.pk

    def test_a_second_decision_is_refused(self, viewer: User, admin_user: User) -> None:
        request = request_role(user=viewer, role=Role.PRODUCER)
        decide_role_request(request=request, by=admin_user, approve=False)
        with pytest.raises(ValidationError, match="decided already"):
            decide_role_request(request=request, by=admin_user, approve=True)
        assert fresh(viewer).roles == [Role.VIEWER]

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.PRODUCER, Role.ANALYST])
    def test_only_an_admin_decides(self, viewer: User, role: Role) -> None:
        request = request_role(user=viewer, role=Role.PRODUCER)
        with pytest.raises(PermissionDenied):
            decide_role_request(request=request, by=UserFactory(roles=[role]), approve=True)
        request.refresh_from_db()
        assert request.status == RoleRequest.Status.PENDING

    def test_nobody_decides_their_own_request(self, admin_user: User) -> None:
        request = request_role(user=admin_user, role=Role.ANALYST)
        with pytest.raises(PermissionDenied, match="own request"):
            decide_role_request(request=request, by=admin_user, approve=True)
        assert fresh(admin_user).roles == [Role.ADMIN]

    def test_the_database_itself_holds_one_open_request(self, viewer: User) -> None:
        request_role(user=viewer, role=Role.PRODUCER)
        viewer.role_names = ""
        with pytest.raises(ValidationError):
            request_role(user=viewer, role=Role.PRODUCER)
        # The failed insert left the transaction usable.
        assert viewer.role_requests.count() == 1


class TestChangeRole:
    def test_an_admin_gives_and_takes(self, admin_user: User, viewer: User) -> None:
        assert change_role(user=viewer, role=Role.ANALYST, by=admin_user, give=True)
        assert not change_role(user=viewer, role=Role.ANALYST, by=admin_user, give=True)
        assert fresh(viewer).roles == [Role.VIEWER, Role.ANALYST]
        assert change_role(user=viewer, role=Role.ANALYST, by=admin_user, give=False)
        assert not change_role(user=viewer, role=Role.ANALYST, by=admin_user, give=False)

    def test_nobody_changes_their_own(self, admin_user: User) -> None:
        for give in (True, False):
            with pytest.raises(PermissionDenied, match="own roles"):
                change_role(user=admin_user, role=Role.ADMIN, by=admin_user, give=give)
        assert fresh(admin_user).roles == [Role.ADMIN]

    def test_nobody_else_changes_any(self, analyst: User, viewer: User) -> None:
        with pytest.raises(PermissionDenied):
            change_role(user=viewer, role=Role.ADMIN, by=analyst, give=True)
        assert fresh(viewer).roles == [Role.VIEWER]

    def test_no_admin_reaches_a_superuser(self, admin_user: User) -> None:
        root = User.objects.create_superuser("root@example.org", "x", name="Root")
        with pytest.raises(PermissionDenied, match="superuser"):
            change_role(user=root, role=Role.ADMIN, by=admin_user, give=False)
