"""`seed_demo`: what it makes, that it repeats, and that it leaves no trace in any figure when it is removed."""

import datetime as dt
from collections import Counter
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Origin, User
from accounts.roles import Role
from analytics.demo.films import AUDIENCES, TEAMS
from analytics.demo.phrases import BLAME, NITPICKS, PRAISE, Mood
from analytics.demo.rhythm import DAYS, Rhythm
from analytics.demo.texts import compose, fill, mood_of
from analytics.fold import fold_pending
from analytics.integrity import verify
from analytics.models import MoviePulse
from feedback.models import Feedback, FeedbackEvent, Kind, Source
from feedback.services import hide
from movies.models import Movie
from tests.factories import FeedbackFactory, MovieFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _debug(settings: Settings) -> None:
    settings.DEBUG = True


def seed(*arguments: str) -> str:
    said = StringIO()
    call_command("seed_demo", *(arguments or ("--reviews", "120")), stdout=said)
    return said.getvalue()


def contents() -> list[tuple[str, str, int, str]]:
    return list(Feedback.objects.order_by("pk").values_list("movie__slug", "user__email", "half_stars", "text"))


def test_the_demo_holds_what_was_asked_for_and_every_figure_is_true() -> None:
    assert "18 films, 120 reviews, 5 accounts" in seed()
    assert Feedback.objects.filter(source=Source.DEMO).count() == Feedback.objects.count() == 120
    assert Movie.objects.filter(is_demo=True).count() == 18
    assert sum(MoviePulse.objects.values_list("n", flat=True)) == 120
    report = verify()
    assert (report.reviews, report.waiting, report.differences) == (120, 0, [])
    assert FeedbackEvent.objects.filter(kind=Kind.CREATED).count() == 120


def test_reviews_spread_over_sixty_days_and_none_lies_ahead() -> None:
    seed("--reviews", "400")
    moments = list(Feedback.objects.values_list("created_at", flat=True))
    now = timezone.now()
    assert max(moments) <= now
    assert min(moments) >= now - dt.timedelta(days=DAYS, minutes=5)
    assert len({moment.date() for moment in moments}) > 50


def test_each_account_logs_in_and_holds_its_role_and_films(client: Client) -> None:
    seed()
    roles = {user.email: user.primary_role for user in User.objects.demo_logins()}
    assert roles == {
        "viewer@example.com": Role.VIEWER,
        "producer@example.com": Role.PRODUCER,
        "producer2@example.com": Role.PRODUCER,
        "analyst@example.com": Role.ANALYST,
        "admin@example.com": Role.ADMIN,
    }
    for email, slugs in TEAMS.items():
        films = Movie.objects.made_by(User.objects.get(email=email))
        assert set(films.values_list("slug", flat=True)) == set(slugs)
    assert len(TEAMS["producer@example.com"]) == 4
    for email in roles:
        answer = client.post(reverse("account_login"), {"login": email, "password": "demo-pulse"})
        assert answer.status_code == 302, email
        client.logout()


def test_nobody_else_of_the_demo_can_log_in_and_some_tell_of_themselves() -> None:
    seed("--reviews", "400")
    writers = User.objects.filter(email__endswith="@demo.invalid")
    assert writers.count() >= 30
    assert not any(writer.has_usable_password() for writer in writers)
    assert 0 < writers.exclude(region="").count() < writers.count()


def test_the_demo_viewer_has_reviews_of_its_own() -> None:
    seed()
    assert Feedback.objects.filter(user__email="viewer@example.com").exclude(text="").count() >= 5


def test_the_same_seed_writes_the_same_and_another_seed_does_not() -> None:
    seed("--reviews", "80", "--seed", "5")
    first = contents()
    seed("--remove")
    seed("--reviews", "80", "--seed", "5")
    assert contents() == first
    seed("--remove")
    seed("--reviews", "80", "--seed", "6")
    assert contents() != first


def test_twice_changes_nothing_and_says_so() -> None:
    seed()
    before = contents()
    assert "nothing changed" in seed("--reviews", "500")
    assert contents() == before


def test_a_dry_run_writes_nothing() -> None:
    assert "Nothing changed" in seed("--dry-run")
    assert not User.objects.exists()
    assert not Movie.objects.exists()


def test_removal_leaves_other_peoples_reviews_and_true_figures(admin_user: User) -> None:
    seed()
    film = Movie.objects.get(slug="vikram")
    kept = FeedbackFactory(movie=film, text="Mine, not the demo's.")
    hide(feedback=Feedback.objects.filter(movie=film, source=Source.DEMO)[0], by=admin_user)
    FeedbackFactory(user=User.objects.get(email="viewer@example.com"), movie=MovieFactory())
    assert "Would remove" in seed("--remove", "--dry-run")
    assert Feedback.objects.count() == 122
    assert "Removed" in seed("--remove")
    assert list(Feedback.objects.all()) == [kept]
    assert not User.objects.filter(origin=Origin.DEMO).exists()
    assert not Movie.objects.filter(is_demo=True).exists()
    fold_pending()
    assert verify().differences == []
    assert MoviePulse.objects.get(movie=film).n == 1
    assert FeedbackEvent.objects.filter(kind=Kind.REMOVED).count() == 121
    assert "nothing changed" in seed("--remove")


def test_films_that_are_here_already_keep_what_was_made_of_them() -> None:
    MovieFactory(slug="vikram", title="Vikram, our cut")
    seed()
    assert Movie.objects.get(slug="vikram").title == "Vikram, our cut"
    assert Movie.objects.count() == 18


def test_without_debug_no_demo_is_seeded_but_one_can_be_removed(settings: Settings) -> None:
    seed()
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG only"):
        seed()
    assert "Removed" in seed("--remove")


def test_it_takes_over_nobodys_account() -> None:
    UserFactory(email="admin@example.com")
    with pytest.raises(CommandError, match=r"admin@example\.com is an account of somebody's own"):
        seed()
    assert not Movie.objects.exists()


@pytest.mark.parametrize("reviews", ["-1", "many", "2000000"])
def test_a_number_of_reviews_that_makes_no_sense_is_refused(reviews: str) -> None:
    with pytest.raises(CommandError):
        seed("--reviews", reviews)


@pytest.mark.parametrize("reviews", ["0", "1", "17"])
def test_small_demos_work(reviews: str) -> None:
    seed("--reviews", reviews)
    assert Feedback.objects.count() == int(reviews)


def test_ratings_follow_the_film_and_texts_follow_the_ratings() -> None:
    seed("--reviews", "1500")
    pulses = {pulse.movie.slug: pulse.half_stars_sum / pulse.n for pulse in MoviePulse.objects.select_related("movie")}
    assert pulses["oppenheimer"] > pulses["leo"] + 1
    labels = Counter(Feedback.objects.filter(half_stars__gte=9).values_list("sentiment", flat=True))
    assert labels["positive"] > 8 * labels["negative"]
    labels = Counter(Feedback.objects.filter(half_stars__lte=4).values_list("sentiment", flat=True))
    assert labels["negative"] > 4 * labels["positive"]


def test_a_text_never_names_what_the_film_lacks() -> None:
    film = Movie(title="Alone", slug="alone", category="K-Drama", release_type="ott")
    rng = Random(1)
    texts = [compose(rng, film, AUDIENCES["the-glory"], rng.randint(1, 10))[0] for _ in range(500)]
    assert not any("{" in text or "theatre" in text for text in texts)
    assert fill("The {hall} clapped for {hero}.", {"hero": "Somebody"}) == ""


def test_every_aspect_of_an_audience_can_be_talked_about() -> None:
    assert PRAISE.keys() == BLAME.keys() == NITPICKS.keys()
    for audience in AUDIENCES.values():
        assert {*audience.strong, *audience.weak, *audience.without} <= PRAISE.keys()


@pytest.mark.parametrize(("half_stars", "mood"), [(10, Mood.GREAT), (8, Mood.GOOD), (5, Mood.MIXED), (1, Mood.POOR)])
def test_the_mood_is_that_of_the_rating(half_stars: int, mood: Mood) -> None:
    assert mood_of(half_stars) is mood


def test_talk_rises_with_the_release_and_falls_after_it() -> None:
    rhythm, rng = Rhythm(30), Random(2)
    days = Counter((rhythm.moment(rng) - rhythm.start).days for _ in range(3000))
    assert sum(days[day] for day in range(30, 37)) > 1.5 * sum(days[day] for day in range(20, 27))
    assert sum(days[day] for day in range(30, 37)) > 1.5 * sum(days[day] for day in range(50, 57))
