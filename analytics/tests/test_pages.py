"""The pages that show figures: true figures, working filters, closed doors, empty states."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from analytics.models import IntegrityCheck
from feedback.models import Feedback
from feedback.services import hide
from movies.models import Movie, Status, StatusChange
from tests.factories import FeedbackFactory, GenreFactory, MovieFactory, UserFactory

pytestmark = pytest.mark.django_db


def get(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.content[:400]
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def reviewed(film: Movie) -> Movie:
    """Four reviews: 5, 4, 1 and 4.5 stars; mean 3.625."""
    for rating, text in [(5, "A wonderful film with great music."), (4, ""), (1, "Terrible acting."), (4.5, "Superb.")]:
        FeedbackFactory(movie=film, rating=rating, text=text)
    return film


class TestFilmPage:
    def test_it_shows_the_mean_with_n_and_interval(self, client: Client, reviewed: Movie) -> None:
        page = get(client, reviewed.get_absolute_url())
        assert "4 audience reviews" in page
        assert "mean 3.63, 95%: 1.86 to 5.00" in page

    def test_it_shows_no_score_below_the_floor(self, client: Client, film: Movie) -> None:
        FeedbackFactory(movie=film, rating=5)
        page = get(client, film.get_absolute_url())
        assert "Not enough ratings yet" in page
        assert "1 rating so far; a score is shown from 3." in page

    def test_a_film_without_reviews_says_so(self, client: Client, film: Movie) -> None:
        page = get(client, film.get_absolute_url())
        assert "No reviews yet. Be the first." in page
        assert "No reviews in this period." in page

    def test_figures_follow_a_hidden_review(self, client: Client, reviewed: Movie, admin_user: User) -> None:
        get(client, reviewed.get_absolute_url())
        hide(feedback=Feedback.objects.get(half_stars=2), by=admin_user)
        page = get(client, reviewed.get_absolute_url())
        assert "mean 4.50" in page
        assert "Terrible acting" not in page

    def test_reviews_filter_by_sentiment(self, client: Client, reviewed: Movie) -> None:
        page = get(client, reviewed.get_absolute_url() + "?sentiment=negative")
        assert "Terrible acting" in page
        assert "Superb." not in page

    @pytest.mark.parametrize("query", ["sentiment=angry", "cursor=nonsense", "cursor=WzEsMl0"])
    def test_a_wrong_filter_is_said_and_shows_all(self, client: Client, reviewed: Movie, query: str) -> None:
        page = get(client, f"{reviewed.get_absolute_url()}?{query}", status=400)
        assert "That filter or page does not exist" in page
        assert "Terrible acting" in page

    def test_a_second_page_holds_the_older_reviews(self, client: Client, film: Movie) -> None:
        reviews = [FeedbackFactory(movie=film, text=f"Number {i} was good.") for i in range(12)]
        first = get(client, film.get_absolute_url())
        assert "Number 11 was good." in first
        assert "Number 1 was good." not in first
        following = re.search(r'href="(\?cursor=[^"]+)"[^>]*rel="next"', first)
        assert following
        second = get(client, film.get_absolute_url() + following[1])
        assert "Number 1 was good." in second
        assert "Number 11 was good." not in second
        assert len(reviews) == 12

    def test_hidden_and_blocked_films_are_404_to_all_but_staff(
        self, client: Client, hidden_film: Movie, blocked_film: Movie, viewer: User, producer: User, analyst: User
    ) -> None:
        for film in (hidden_film, blocked_film):
            get(client, film.get_absolute_url(), status=404)
            for person in (viewer, producer, analyst):
                client.force_login(person)
                get(client, film.get_absolute_url(), status=404)
            client.logout()

    def test_staff_see_a_hidden_film(self, client: Client, hidden_film: Movie, admin_user: User) -> None:
        client.force_login(admin_user)
        assert hidden_film.title in get(client, hidden_film.get_absolute_url())

    def test_a_producer_is_told_why_they_cannot_review_their_own_film(
        self, client: Client, film: Movie, producer: User
    ) -> None:
        client.force_login(producer)
        page = get(client, film.get_absolute_url())
        assert "You are on this film&#x27;s team" in page
        assert reverse("analytics:producer_film", args=[film.slug]) in page

    def test_the_number_of_queries_does_not_follow_the_number_of_reviews(
        self, client: Client, film: Movie, viewer: User, django_assert_max_num_queries: object
    ) -> None:
        client.force_login(viewer)
        for _ in range(15):
            FeedbackFactory(movie=film)
        get(client, film.get_absolute_url())
        with django_assert_max_num_queries(25):  # type: ignore[operator]
            get(client, film.get_absolute_url())


class TestProducer:
    def test_they_see_their_own_films_only(
        self, client: Client, reviewed: Movie, producer: User, other_producer: User
    ) -> None:
        other = MovieFactory(title="Someone Else's", producers=[other_producer])
        FeedbackFactory(movie=other, rating=1)
        client.force_login(producer)
        page = get(client, reverse("analytics:producer"))
        assert "1 film, 4 published reviews" in page
        assert "Someone Else" not in page
        get(client, reverse("analytics:producer_film", args=[other.slug]), status=404)

    def test_their_hidden_film_is_named_and_its_figures_are_not_shown(
        self, client: Client, producer: User, hidden_film: Movie
    ) -> None:
        client.force_login(producer)
        page = get(client, reverse("analytics:producer"))
        assert "<b>Hidden Harbour</b> is out of sight" in page
        get(client, reverse("analytics:producer_film", args=[hidden_film.slug]), status=404)

    def test_one_film_has_its_figures(self, client: Client, reviewed: Movie, producer: User) -> None:
        client.force_login(producer)
        page = get(client, reverse("analytics:producer_film", args=[reviewed.slug]))
        assert "3.63" in page
        assert "95%: 1.86 to 5.00" in page

    @pytest.mark.parametrize("person", ["viewer", "analyst"])
    def test_others_are_refused(self, client: Client, person: str, request: pytest.FixtureRequest) -> None:
        client.force_login(request.getfixturevalue(person))
        get(client, reverse("analytics:producer"), status=403)


class TestInsightLab:
    def test_filters_narrow_the_films(self, client: Client, analyst: User, reviewed: Movie) -> None:
        genre = GenreFactory(name="Heist", slug="heist")
        heist = MovieFactory(title="The Vault", category="English", release_type="ott")
        heist.genres.add(genre)
        FeedbackFactory(movie=heist, rating=2)
        client.force_login(analyst)
        url = reverse("analytics:insight")
        assert "2 films, 5 published reviews" in get(client, url)
        for query in ("category=English", "genre=heist", "release=ott"):
            page = get(client, f"{url}?{query}")
            assert "1 film, 1 published review," in page, query
            assert "The Vault" in page
            assert "Monsoon Letters" not in page
        assert "0 published reviews" in get(client, f"{url}?category=Tamil&genre=heist")

    def test_a_wrong_filter_is_an_error_that_says_so(self, client: Client, analyst: User) -> None:
        client.force_login(analyst)
        page = get(client, reverse("analytics:insight") + "?range=1000000", status=400)
        assert "Select a valid choice" in page

    def test_an_empty_catalogue_has_an_empty_state(self, client: Client, analyst: User) -> None:
        client.force_login(analyst)
        assert "No reviews in this period." in get(client, reverse("analytics:insight"))

    def test_no_address_is_shown(self, client: Client, analyst: User, reviewed: Movie) -> None:
        client.force_login(analyst)
        page = get(client, reverse("analytics:insight"))
        emails = User.objects.exclude(pk=analyst.pk).values_list("email", flat=True)
        assert not [email for email in emails if email in page]

    def test_a_period_leaves_older_reviews_out(self, client: Client, analyst: User, reviewed: Movie) -> None:
        import datetime as dt

        from django.utils import timezone

        from feedback.models import Source
        from feedback.services import BulkItem, Draft, submit_many

        old = BulkItem(user=UserFactory(), draft=Draft(rating=1), created_at=timezone.now() - dt.timedelta(days=20))
        submit_many(movie=reviewed, items=[old], source=Source.IMPORT)
        client.force_login(analyst)
        url = reverse("analytics:insight")
        assert "5 published reviews" in get(client, url)
        assert "4 published reviews" in get(client, url + "?range=7")
        assert "5 published reviews" in get(client, url + "?range=30")


class TestControlCenter:
    def test_totals_are_counts(self, client: Client, admin_user: User, reviewed: Movie, hidden_film: Movie) -> None:
        client.force_login(admin_user)
        page = get(client, reverse("analytics:control"))
        assert f"{User.objects.count()}</p>" in page
        assert "0 starred, 1 hidden, 0 blocked" in page
        assert "4 today; 0 hidden, 0 removed" in page

    def test_the_last_integrity_check_is_shown(self, client: Client, admin_user: User) -> None:
        client.force_login(admin_user)
        assert "No integrity check has run yet" in get(client, reverse("analytics:control"))
        from analytics.integrity import verify

        verify()
        assert "0 differences in 0 reviews" in get(client, reverse("analytics:control"))
        assert IntegrityCheck.objects.count() == 1

    def test_a_film_is_starred_hidden_and_restored(self, client: Client, admin_user: User, film: Movie) -> None:
        client.force_login(admin_user)
        url = reverse("analytics:unit_status", args=[film.pk])
        for status in ("starred", "hidden", "normal"):
            assert client.post(url, {"status": status}).status_code == 302
            film.refresh_from_db()
            assert film.status == status
        assert [row.by for row in StatusChange.objects.filter(movie=film)] == [admin_user] * 3

    def test_blocking_needs_a_reason(self, client: Client, admin_user: User, film: Movie) -> None:
        client.force_login(admin_user)
        url = reverse("analytics:unit_status", args=[film.pk])
        page = client.post(url, {"status": "blocked"}, follow=True).content.decode()
        assert "Say why the film is blocked" in page
        film.refresh_from_db()
        assert film.status == Status.NORMAL
        client.post(url, {"status": "blocked", "reason": "Rights withdrawn"})
        film.refresh_from_db()
        assert film.status == Status.BLOCKED

    def test_an_unknown_status_or_a_foreign_next_changes_nothing(
        self, client: Client, admin_user: User, film: Movie
    ) -> None:
        client.force_login(admin_user)
        url = reverse("analytics:unit_status", args=[film.pk])
        response = client.post(url, {"status": "gone", "next": "https://evil.example/"})
        assert response.headers["Location"] == reverse("analytics:control")
        film.refresh_from_db()
        assert film.status == Status.NORMAL

    @pytest.mark.parametrize("person", ["viewer", "producer", "analyst"])
    def test_others_change_no_status(
        self, client: Client, person: str, film: Movie, request: pytest.FixtureRequest
    ) -> None:
        client.force_login(request.getfixturevalue(person))
        url = reverse("analytics:unit_status", args=[film.pk])
        assert client.post(url, {"status": "hidden"}).status_code == 403
        film.refresh_from_db()
        assert film.status == Status.NORMAL

    def test_units_filter_and_page(self, client: Client, admin_user: User) -> None:
        for number in range(25):
            MovieFactory(title=f"Unit {number:02}")
        MovieFactory(title="Elsewhere", status=Status.BLOCKED)
        client.force_login(admin_user)
        url = reverse("analytics:control") + "?tab=units"
        assert "Unit 24" in get(client, url + "&page=2")
        page = get(client, url + "&status=blocked")
        assert "Elsewhere" in page
        assert "Unit 01" not in page
        assert "Unit 07" in get(client, url + "&q=unit 07")
        get(client, url + "&status=gone", status=400)

    def test_the_hub_lists_hidden_reviews(self, client: Client, admin_user: User, reviewed: Movie) -> None:
        hide(feedback=Feedback.objects.get(half_stars=2), by=admin_user)
        client.force_login(admin_user)
        assert "Terrible acting" not in get(client, reverse("analytics:control"))
        assert "Terrible acting" in get(client, reverse("analytics:control") + "?status=hidden")


class TestCatalogue:
    def test_landing_counts_public_films_only(
        self, client: Client, reviewed: Movie, hidden_film: Movie, blocked_film: Movie
    ) -> None:
        page = get(client, reverse("landing"))
        assert "4 reviews, 1 public film" in page
        assert "Hidden Harbour" not in page
        assert "Blocked Bridge" not in page

    def test_landing_works_on_an_empty_database(self, client: Client) -> None:
        assert "The catalogue is empty." in get(client, reverse("landing"))

    def test_home_shows_starred_films_first(self, client: Client, viewer: User, reviewed: Movie) -> None:
        MovieFactory(title="Starred One", status=Status.STARRED)
        client.force_login(viewer)
        page = get(client, reverse("home"))
        assert page.index("Starred One") < page.index("Monsoon Letters")
        assert "Welcome Back, Critic!" in page

    def test_home_asks_for_a_log_in(self, client: Client) -> None:
        assert client.get(reverse("home")).status_code == 302

    def test_browse_searches_titles_and_people(self, client: Client, film: Movie) -> None:
        MovieFactory(title="Other", cast=["Nila Kumar"], director="K. Rajan")
        url = reverse("browse")
        for words in ("nila", "rajan", "Other"):
            page = get(client, f"{url}?q={words}")
            assert "Other" in page
            assert "Monsoon Letters" not in page
        assert "No film matches." in get(client, f"{url}?q=zzz")

    @pytest.mark.parametrize(
        ("sort", "first"), [("title", "Alpha"), ("rating", "Loved"), ("newest", "Recent"), ("", "Loved")]
    )
    def test_browse_sorts(self, client: Client, sort: str, first: str) -> None:
        MovieFactory(title="Alpha")
        loved = MovieFactory(title="Loved")
        MovieFactory(title="Recent", release_date="2026-01-01")
        for _ in range(3):
            FeedbackFactory(movie=loved, rating=5)
        page = get(client, reverse("browse") + f"?sort={sort}")
        order = sorted(["Alpha", "Loved", "Recent"], key=page.index)
        assert order[0] == first

    def test_browse_pages_keep_the_filter(self, client: Client) -> None:
        for number in range(21):
            MovieFactory(title=f"Paged {number:02}", category="English")
        page = get(client, reverse("browse") + "?category=English&sort=title")
        assert "?category=English&amp;sort=title&amp;page=2" in page
        assert "Paged 20" in get(client, reverse("browse") + "?category=English&sort=title&page=2")

    def test_browse_refuses_a_wrong_filter(self, client: Client) -> None:
        get(client, reverse("browse") + "?sort=random", status=400)


class TestMovieApi:
    def test_a_film_carries_its_figures(self, client: Client, reviewed: Movie) -> None:
        body = client.get(f"/api/movies/{reviewed.pk}").json()
        assert body["slug"] == "monsoon-letters"
        assert body["average_rating"] == 3.625
        assert body["review_count"] == 4
        assert sum(body["sentiment"].values()) == 4

    def test_hidden_films_are_listed_for_staff_only(
        self, client: Client, film: Movie, hidden_film: Movie, blocked_film: Movie, admin_user: User, producer: User
    ) -> None:
        assert [m["slug"] for m in client.get("/api/movies").json()["results"]] == ["monsoon-letters"]
        client.force_login(producer)
        assert client.get(f"/api/movies/{hidden_film.pk}").status_code == 404
        client.force_login(admin_user)
        assert client.get("/api/movies").json()["results"][0]["status"] == "blocked"
        assert client.get(f"/api/movies/{hidden_film.pk}").status_code == 200

    def test_pages_and_filters(self, client: Client) -> None:
        for number in range(5):
            MovieFactory(title=f"Paged {number}", category="English" if number % 2 else "Tamil")
        first = client.get("/api/movies?page_size=3").json()
        second = client.get(first["next"]).json()
        assert [m["title"] for m in first["results"] + second["results"]] == [f"Paged {n}" for n in range(4, -1, -1)]
        assert second["next"] is None
        assert client.get(second["previous"]).json()["results"] == first["results"]
        assert len(client.get("/api/movies?category=English").json()["results"]) == 2

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("cursor=x", "cursor"),
            ("page_size=0", "page_size"),
            ("page_size=1e9", "page_size"),
            ("status=gone", "status"),
            ("release_type=vhs", "release_type"),
            ("genre=none", "genre"),
        ],
    )
    def test_a_wrong_parameter_is_named(self, client: Client, query: str, field: str) -> None:
        response = client.get(f"/api/movies?{query}")
        assert response.status_code == 400
        assert response.headers["Content-Type"] == "application/problem+json"
        assert field in response.json()["errors"]

    def test_an_unknown_film_is_404(self, client: Client) -> None:
        for pk in (1, 2**63, 10**30):
            response = client.get(f"/api/movies/{pk}")
            assert response.status_code == 404
            assert response.json()["status"] == 404
