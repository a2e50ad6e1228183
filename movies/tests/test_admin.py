"""The catalogue on the admin site, seen by an Admin who is no superuser."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from movies.models import Genre, Movie, Status, StatusChange
from tests.factories import GenreFactory, MovieFactory

pytestmark = pytest.mark.django_db
LIST = "admin:movies_movie_changelist"


@pytest.fixture
def admin_client(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def act(client: Client, action: str, *movies: Movie, **more: Any) -> Any:
    chosen = [movie.pk for movie in movies]
    return client.post(reverse(LIST), {"action": action, "_selected_action": chosen, **more}, follow=True)


def picture(kind: str = "PNG", size: tuple[int, int] = (1600, 2400)) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return SimpleUploadedFile("my poster.png", out.getvalue(), "image/png")


def form_of(movie: Movie, **changes: Any) -> dict[str, Any]:
    return {
        "title": movie.title,
        "slug": movie.slug,
        "description": movie.description,
        "category": movie.category,
        "cast": "\n".join(movie.cast),
        "team_members-TOTAL_FORMS": 0,
        "team_members-INITIAL_FORMS": 0,
        **changes,
    }


def test_starring_and_restoring_record_who_and_when(admin_client: Client, admin_user: User, film: Movie) -> None:
    act(admin_client, "star_selected", film)
    act(admin_client, "restore_selected", film)
    film.refresh_from_db()
    assert film.status == Status.NORMAL
    changes = StatusChange.objects.order_by("pk").values_list("before", "after", "by")
    assert list(changes) == [("normal", "starred", admin_user.pk), ("starred", "normal", admin_user.pk)]


def test_blocking_asks_for_a_reason_and_changes_nothing_without_one(admin_client: Client, film: Movie) -> None:
    page = act(admin_client, "block_selected", film)
    assert film.title in page.content.decode()
    assert 'name="reason"' in page.content.decode()
    page = act(admin_client, "block_selected", film, reason="   ")
    assert "This field is required" in page.content.decode()
    film.refresh_from_db()
    assert film.status == Status.NORMAL


def test_a_block_keeps_its_reason(admin_client: Client, admin_user: User, film: Movie) -> None:
    act(admin_client, "block_selected", film, reason="Court order 12/2026")
    film.refresh_from_db()
    change = StatusChange.objects.get()
    assert (film.status, change.reason, change.by) == (Status.BLOCKED, "Court order 12/2026", admin_user)


def test_hiding_may_do_without_a_reason(admin_client: Client, film: Movie, blocked_film: Movie) -> None:
    act(admin_client, "hide_selected", film, blocked_film, reason="")
    assert Movie.objects.filter(status=Status.HIDDEN).count() == 2


@pytest.mark.parametrize("who", ["viewer", "producer", "analyst"])
def test_nobody_else_gets_in(client: Client, request: pytest.FixtureRequest, who: str, film: Movie) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.post(reverse(LIST), {"action": "star_selected", "_selected_action": film.pk}).status_code in (
        302,
        403,
    )
    film.refresh_from_db()
    assert film.status == Status.NORMAL


@pytest.mark.parametrize("model", ["movie", "genre", "teammember", "statuschange"])
def test_every_list_and_form_opens(admin_client: Client, film: Movie, model: str) -> None:
    GenreFactory()
    assert admin_client.get(reverse(f"admin:movies_{model}_changelist")).status_code == 200
    added = admin_client.get(reverse(f"admin:movies_{model}_add")).status_code
    assert added == (403 if model == "statuschange" else 200)


def test_the_list_is_searched_by_slug_and_by_the_start_of_the_title(admin_client: Client, film: Movie) -> None:
    MovieFactory(title="Another One")
    for term in ("monsoon-letters", "Monsoon", "monsoon L"):
        page = admin_client.get(reverse(LIST), {"q": term}).content.decode()
        assert "Monsoon Letters" in page, term
        assert "Another One" not in page
    assert admin_client.get(reverse(LIST), {"status__exact": "normal"}).status_code == 200


def test_the_list_costs_the_same_for_more_films(
    admin_client: Client, film: Movie, django_assert_max_num_queries: Any
) -> None:
    for _number in range(30):
        MovieFactory()
    with django_assert_max_num_queries(8):
        admin_client.get(reverse(LIST))


def test_the_cast_is_edited_one_name_per_line(admin_client: Client, film: Movie) -> None:
    address = reverse("admin:movies_movie_change", args=[film.pk])
    genre: Genre = GenreFactory()
    data = form_of(film, cast=" Asha  Rao \r\n\r\nநடிகர்\r\n", genres=[genre.pk], title="  Monsoon   Letters ")
    assert admin_client.post(address, data).status_code == 302
    film.refresh_from_db()
    assert (film.cast, film.title) == (["Asha Rao", "நடிகர்"], "Monsoon Letters")
    assert "Asha Rao\nநடிகர்" in admin_client.get(address).content.decode()


def test_an_over_long_cast_is_refused(admin_client: Client, film: Movie) -> None:
    address = reverse("admin:movies_movie_change", args=[film.pk])
    for cast in ("x" * 121, "\n".join(f"name {n}" for n in range(101))):
        assert "errorlist" in admin_client.post(address, form_of(film, cast=cast)).content.decode()


def test_an_uploaded_poster_is_stored_as_our_own_encoding(
    admin_client: Client, film: Movie, settings: Any, tmp_path: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    address = reverse("admin:movies_movie_change", args=[film.pk])
    assert admin_client.post(address, form_of(film, poster=picture())).status_code == 302
    film.refresh_from_db()
    first = film.poster.path
    with Image.open(first) as stored:
        assert (stored.format, stored.size) == ("WEBP", (800, 1200))
    assert "my" not in str(film.poster.name)
    assert film.poster_url == film.poster.url
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(address, form_of(film, poster=picture("JPEG")))
    film.refresh_from_db()
    assert sorted(path.name for path in (tmp_path / "posters").iterdir()) == [Path(film.poster.path).name]


@pytest.mark.parametrize("data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_picture_is_refused(admin_client: Client, film: Movie, data: bytes) -> None:
    address = reverse("admin:movies_movie_change", args=[film.pk])
    upload = SimpleUploadedFile("poster.png", data, "image/png")
    assert "errorlist" in admin_client.post(address, form_of(film, poster=upload)).content.decode()
    film.refresh_from_db()
    assert not film.poster


def test_a_producer_is_put_on_the_team_inline(admin_client: Client, film: Movie, other_producer: User) -> None:
    data = form_of(film, **{"team_members-TOTAL_FORMS": 1, "team_members-0-user": other_producer.pk})
    data["team_members-0-movie"] = film.pk
    admin_client.post(reverse("admin:movies_movie_change", args=[film.pk]), data)
    assert film.team_members.filter(user=other_producer).exists()
