"""The pages about oneself: the profile with its photo, and the roles."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.models import RoleRequest, User
from accounts.roles import Role
from accounts.services import decide_role_request, request_role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PROFILE, ROLES, REMOVE = "/you/", "/you/roles/", "/you/photo/remove/"


@pytest.fixture
def inside(client: Client, viewer: User) -> Client:
    client.force_login(viewer)
    return client


def picture(size: tuple[int, int] = (80, 40), format: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, format)
    return out.getvalue()


def save(client: Client, data: bytes | None = None, filename: str = "me.png", **changes: Any) -> Any:
    fields = {"name": "Vera Viewer", "age_band": "", "region": "", "notifications_enabled": "on", **changes}
    if data is not None:
        fields["photo"] = SimpleUploadedFile(filename, data)
    return client.post(PROFILE, fields)


class TestProfile:
    def test_it_is_for_people_who_are_signed_in(self, client: Client) -> None:
        for url in (PROFILE, REMOVE):
            assert client.post(url)["Location"] == f"{reverse('account_login')}?next={url}"
        assert client.get(PROFILE).status_code == 302

    def test_it_shows_what_is_stored(self, inside: Client, viewer: User) -> None:
        User.objects.update(region="metro", notifications_enabled=False)
        response = inside.get(PROFILE)
        assert response.status_code == 200
        assert response.context["form"].initial == {
            "name": "Vera Viewer",
            "age_band": "",
            "region": "metro",
            "notifications_enabled": False,
        }

    def test_it_saves(self, inside: Client, viewer: User) -> None:
        response = save(inside, name="  Vera \n V. ", age_band="18-24", region="rural", notifications_enabled="")
        assert response["Location"] == PROFILE
        viewer.refresh_from_db()
        assert (viewer.name, viewer.age_band, viewer.region) == ("Vera V.", "18-24", "rural")
        assert not viewer.notifications_enabled
        assert "Profile saved." in inside.get(PROFILE).content.decode()

    def test_nothing_else_can_be_changed_here(self, inside: Client, viewer: User, other_viewer: User) -> None:
        save(
            inside,
            email="new@example.org",
            role="Admin",
            role_names="Admin",
            is_staff="on",
            is_superuser="on",
            id=other_viewer.pk,
        )
        viewer.refresh_from_db()
        other_viewer.refresh_from_db()
        assert (viewer.email, viewer.role_names, viewer.is_staff) == ("vera@example.org", "Viewer", False)
        assert other_viewer.name == "Otto Other"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": " \u0007 "}, "name"),
            ({"name": "x" * 81}, "name"),
            ({"name": "a\x00b"}, "name"),
            ({"age_band": "old"}, "age_band"),
            ({"region": "moon"}, "region"),
            ({"photo": SimpleUploadedFile("me.png", b"")}, "photo"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
        self, inside: Client, viewer: User, changes: dict[str, Any], field: str
    ) -> None:
        response = save(inside, **{"age_band": "50+", **changes})
        assert response.status_code == 400
        assert list(response.context["form"].errors) == [field]
        viewer.refresh_from_db()
        assert (viewer.name, viewer.age_band) == ("Vera Viewer", "")

    def test_markup_in_a_name_is_text(self, inside: Client) -> None:
        save(inside, name="<script>alert(1)</script>")
        page = inside.get(PROFILE).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_a_name_keeps_every_script(self, inside: Client, viewer: User) -> None:
        save(inside, name="வேரா 🎬")
        viewer.refresh_from_db()
        assert viewer.name == "வேரா 🎬"

    def test_other_methods_are_refused(self, inside: Client) -> None:
        assert inside.put(PROFILE).status_code == 405
        assert inside.get(REMOVE).status_code == 405

    def test_it_needs_the_csrf_token(self, viewer: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(viewer)
        assert save(client).status_code == client.post(REMOVE).status_code == 403

    def test_it_costs_the_session_and_the_person(
        self, inside: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        inside.get(PROFILE)
        with django_assert_num_queries(2):
            inside.get(PROFILE)


class TestPhoto:
    def test_it_is_stored_as_a_small_square_of_our_own(self, inside: Client, viewer: User) -> None:
        assert save(inside, picture((1200, 900), "JPEG"), "../../IMG 0001.jpeg").status_code == 302
        viewer.refresh_from_db()
        assert re.fullmatch(r"photos/[0-9a-f]{32}\.webp", str(viewer.photo.name))
        with Image.open(viewer.photo) as stored:
            assert (stored.format, stored.size) == ("WEBP", (512, 512))

    def test_a_new_one_replaces_the_old_file(
        self,
        inside: Client,
        viewer: User,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        save(inside, picture())
        viewer.refresh_from_db()
        first = str(viewer.photo.name)
        with django_capture_on_commit_callbacks(execute=True):
            save(inside, picture())
        viewer.refresh_from_db()
        assert viewer.photo.name != first
        assert not default_storage.exists(first)
        assert default_storage.exists(str(viewer.photo.name))

    def test_saving_without_one_keeps_it(self, inside: Client, viewer: User) -> None:
        save(inside, picture())
        save(inside, name="Vera")
        viewer.refresh_from_db()
        assert viewer.photo

    def test_it_is_removed_with_its_file(
        self,
        inside: Client,
        viewer: User,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        save(inside, picture())
        viewer.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            assert inside.post(REMOVE)["Location"] == PROFILE
        assert not default_storage.exists(str(viewer.photo.name))
        viewer.refresh_from_db()
        assert not viewer.photo
        assert inside.post(REMOVE).status_code == 302

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
            (b"<?php system('id'); ?>", "not a picture"),
            (picture()[:60], "damaged"),
            (picture() + b"\0" * 5_000_000, "at most 5 MB"),
            (picture((5001, 5000)), "25 megapixels"),
        ],
    )
    def test_what_is_no_decent_picture_is_refused_and_nothing_is_written(
        self, inside: Client, viewer: User, data: bytes, message: str
    ) -> None:
        response = save(inside, data, name="Changed")
        assert response.status_code == 400
        assert message in response.context["form"].errors["photo"][0]
        viewer.refresh_from_db()
        assert (viewer.name, viewer.photo.name) == ("Vera Viewer", "")


class TestRolesPage:
    def test_everybody_reads_about_the_four_roles(self, client: Client) -> None:
        response = client.get(ROLES)
        assert response.status_code == 200
        page = response.content.decode()
        for role in Role:
            assert str(role.label) in page
        assert f'href="{reverse("account_signup")}"' in page
        assert "form" not in response.context

    def test_asking_needs_a_log_in(self, client: Client) -> None:
        response = client.post(ROLES, {"role": "Admin"})
        assert response["Location"] == f"{reverse('account_login')}?next={ROLES}"
        assert not RoleRequest.objects.exists()

    def test_a_request_is_sent_and_listed(self, inside: Client, viewer: User) -> None:
        response = inside.post(ROLES, {"role": "Producer", "note": "I made\r\nMonsoon <b>Letters</b>"})
        assert response["Location"] == ROLES
        asked = RoleRequest.objects.get()
        assert (asked.user, asked.role, asked.status) == (viewer, "Producer", "pending")
        page = inside.get(ROLES).content.decode()
        assert "Monsoon &lt;b&gt;Letters" in page
        assert "Waiting" in page
        viewer.refresh_from_db()
        assert viewer.roles == [Role.VIEWER]

    def test_only_roles_that_can_be_asked_for_are_offered(self, inside: Client, viewer: User) -> None:
        request_role(user=viewer, role=Role.PRODUCER)
        response = inside.get(f"{ROLES}?role=Analyst")
        assert response.context["offered"] == [Role.ANALYST, Role.ADMIN]
        page = response.content.decode()
        assert 'value="Analyst"' in page
        assert 'value="Producer"' not in page
        assert 'value="Viewer"' not in page

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({}, "role"),
            ({"role": "King"}, "role"),
            ({"role": "Viewer"}, "role"),
            ({"role": "Analyst"}, "role"),
            ({"role": "Admin", "note": "x" * 1001}, "note"),
            ({"role": "Admin", "note": "a\x00b"}, "note"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, client: Client, data: dict[str, str], field: str) -> None:
        client.force_login(UserFactory(roles=[Role.VIEWER, Role.ANALYST]))
        response = client.post(ROLES, data)
        assert response.status_code == 400
        assert list(response.context["form"].errors) == [field]
        assert not RoleRequest.objects.exists()

    def test_a_second_request_for_the_same_role_is_refused(self, inside: Client, viewer: User) -> None:
        request_role(user=viewer, role=Role.PRODUCER)
        response = inside.post(ROLES, {"role": "Producer"})
        assert response.status_code == 400
        assert "asked for this role already" in response.content.decode()

    def test_the_outcome_is_shown_and_nobody_elses(
        self, inside: Client, viewer: User, other_viewer: User, admin_user: User
    ) -> None:
        mine = request_role(user=viewer, role=Role.PRODUCER)
        request_role(user=other_viewer, role=Role.PRODUCER, note="a stranger's reason")
        decide_role_request(request=mine, by=admin_user, approve=False, note="Which film is yours?")
        page = inside.get(ROLES).content.decode()
        assert "Declined" in page
        assert "Which film is yours?" in page
        assert "a stranger" not in page

    def test_people_with_every_role_have_nothing_to_ask(self, client: Client) -> None:
        client.force_login(UserFactory(roles=list(Role)))
        response = client.get(ROLES)
        assert response.context["offered"] == []
        assert "Send request" not in response.content.decode()

    def test_it_needs_the_csrf_token(self, viewer: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(viewer)
        assert client.post(ROLES, {"role": "Producer"}).status_code == 403

    def test_a_full_kilobyte_with_line_breaks_fits(self, inside: Client) -> None:
        inside.post(ROLES, {"role": "Producer", "note": "x\r\n" * 499 + "xx"})
        assert len(RoleRequest.objects.get().note) == 1000
