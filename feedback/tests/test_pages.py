"""The pages: writing, editing and removing a review, one's own history, moderation at the review."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from feedback.models import MAX_TEXT, Feedback, FeedbackEvent, Kind, Status
from feedback.services import hide, remove
from movies.models import Movie
from movies.models import Status as MovieStatus
from tests.factories import FeedbackFactory, MovieFactory

pytestmark = pytest.mark.django_db

TYPED = {
    "rating": "4.5",
    "text": "Great music!\r\n\r\nThe ending <b>drags</b>.",
    "spoiler": "on",
    "watched_in": "theatre",
    "company": "friends",
    "recommend": "maybe",
    "watch_again": "yes",
    "liked": ["music", "acting"],
    "disliked": ["ending"],
}


@pytest.fixture
def review(viewer: User, film: Movie) -> Feedback:
    return FeedbackFactory(user=viewer, movie=film, rating=3.5, text="A wonderful film with great music.")


def submit_url(film: Movie) -> str:
    return reverse("feedback:submit", args=[film.slug])


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


class TestSubmit:
    def test_a_review_is_stored_and_leads_back_to_the_film(self, client: Client, viewer: User, film: Movie) -> None:
        response = signed_in(client, viewer).post(submit_url(film), TYPED)

        assert (response.status_code, response["Location"]) == (302, film.get_absolute_url())
        stored = Feedback.objects.get()
        assert (stored.user, stored.movie, stored.half_stars, stored.source) == (viewer, film, 9, "site")
        assert stored.text == "Great music!\n\nThe ending <b>drags</b>."
        assert stored.aspect_chips == {"music": "liked", "acting": "liked", "ending": "disliked"}
        assert (stored.spoiler, stored.watched_in, stored.company) == (True, "theatre", "friends")
        assert (stored.recommend, stored.watch_again) == ("maybe", "yes")
        assert "posted" in body(client.get(reverse("feedback:mine")))

    def test_stars_alone_are_enough(self, client: Client, viewer: User, film: Movie) -> None:
        signed_in(client, viewer).post(submit_url(film), {"rating": "0.5"})

        assert (Feedback.objects.get().half_stars, Feedback.objects.get().sentiment) == (1, "none")

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"rating": ""}, "half steps"),
            ({"rating": "4.3"}, "half steps"),
            ({"rating": "NaN"}, "half steps"),
            ({"rating": "sNaN"}, "half steps"),
            ({"rating": "Infinity"}, "half steps"),
            ({"rating": "1e999999999"}, "half steps"),
            ({"rating": "five"}, "half steps"),
            ({"rating": "9" * 5000}, "half steps"),
            ({"text": "a" * (MAX_TEXT + 1)}, "At most 5000 characters; this has 5001."),
            ({"company": "cat"}, "Choose one of"),
            ({"liked": ["popcorn"]}, "liked or disliked"),
            ({"liked": ["music"], "disliked": ["music"]}, "either liked or disliked"),
        ],
    )
    def test_a_wrong_field_is_said_and_what_was_typed_is_kept(
        self, client: Client, viewer: User, film: Movie, changes: dict[str, object], message: str
    ) -> None:
        response = signed_in(client, viewer).post(
            submit_url(film), TYPED | {"text": "Typed with care & love"} | changes
        )

        assert response.status_code == 400
        assert message in body(response)
        assert film.title in body(response)
        if "text" not in changes:
            assert "Typed with care &amp; love</textarea>" in body(response)
        assert re.search(r'name="recommend" value="maybe"[^>]*checked', body(response))
        assert not Feedback.objects.exists()

    def test_a_second_review_keeps_the_text_and_leads_to_the_first(
        self, client: Client, viewer: User, film: Movie, review: Feedback
    ) -> None:
        response = signed_in(client, viewer).post(submit_url(film), TYPED | {"text": "Second thoughts"})

        assert response.status_code == 409
        assert "reviewed this film already" in body(response)
        assert "Second thoughts</textarea>" in body(response)
        assert reverse("feedback:edit", args=[review.pk]) in body(response)
        assert Feedback.objects.get().half_stars == 7

    def test_after_a_moderators_removal_there_is_no_second_try(
        self, client: Client, viewer: User, film: Movie, review: Feedback, admin_user: User
    ) -> None:
        remove(feedback=review, by=admin_user)

        response = signed_in(client, viewer).post(submit_url(film), TYPED)

        assert response.status_code == 409
        assert "A moderator removed your review" in body(response)
        assert reverse("feedback:edit", args=[review.pk]) not in body(response)

    def test_the_form_has_a_page_of_its_own(
        self, client: Client, viewer: User, film: Movie, other_viewer: User
    ) -> None:
        page = signed_in(client, viewer).get(submit_url(film))
        assert page.status_code == 200
        assert body(page).count('name="rating"') == 10
        assert 'data-counter="5000"' in body(page)

        review = FeedbackFactory(user=viewer, movie=film)
        assert client.get(submit_url(film))["Location"] == reverse("feedback:edit", args=[review.pk])

    def test_strangers_log_in_first_and_come_back(self, client: Client, film: Movie) -> None:
        login = reverse("account_login")
        came_from = {"referer": f"http://testserver{film.get_absolute_url()}"}
        elsewhere = {"referer": "https://evil.example/x"}

        assert client.get(submit_url(film))["Location"] == f"{login}?next={submit_url(film)}"
        assert client.post(submit_url(film), TYPED, headers=came_from)["Location"] == (
            f"{login}?next={film.get_absolute_url()}"
        )
        assert client.post(submit_url(film), TYPED, headers=elsewhere)["Location"] == f"{login}?next={reverse('home')}"
        assert not Feedback.objects.exists()

    @pytest.mark.parametrize("status", [MovieStatus.HIDDEN, MovieStatus.BLOCKED])
    def test_a_film_one_cannot_see_is_not_there(
        self, client: Client, viewer: User, producer: User, film: Movie, status: str
    ) -> None:
        Movie.objects.filter(pk=film.pk).update(status=status)

        for user in (viewer, producer):
            assert signed_in(client, user).get(submit_url(film)).status_code == 404
            assert client.post(submit_url(film), TYPED).status_code == 404

    def test_an_admin_is_told_that_a_blocked_film_takes_no_reviews(
        self, client: Client, admin_user: User, blocked_film: Movie
    ) -> None:
        response = signed_in(client, admin_user).post(submit_url(blocked_film), TYPED)

        assert response.status_code == 400
        assert "takes no reviews" in body(response)

    def test_a_producer_cannot_review_their_own_film(self, client: Client, producer: User, film: Movie) -> None:
        assert signed_in(client, producer).get(submit_url(film)).status_code == 403
        assert client.post(submit_url(film), TYPED).status_code == 403
        assert not Feedback.objects.exists()

    def test_the_form_of_the_film_page_can_be_sent(self, viewer: User, film: Movie) -> None:
        client = signed_in(Client(enforce_csrf_checks=True), viewer)
        form = re.search(
            rf'<form[^>]*action="{submit_url(film)}".*?</form>', body(client.get(film.get_absolute_url())), re.DOTALL
        )
        assert form is not None
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form[0])
        assert token is not None

        response = client.post(submit_url(film), TYPED | {"csrfmiddlewaretoken": token[1]})

        assert response.status_code == 302
        page = body(client.get(film.get_absolute_url()))
        assert page.count("How the text was understood") == 1  # at one's own review, not in the list
        assert reverse("feedback:edit", args=[Feedback.objects.get().pk]) in page

    def test_without_its_csrf_token_nothing_is_stored(self, viewer: User, film: Movie) -> None:
        client = signed_in(Client(enforce_csrf_checks=True), viewer)

        assert client.post(submit_url(film), TYPED).status_code == 403
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', body(client.get(submit_url(film))))
        assert token is not None
        assert client.post(submit_url(film), TYPED | {"csrfmiddlewaretoken": token[1]}).status_code == 302


class TestEdit:
    def test_it_starts_from_what_is_stored_and_saves_what_is_typed(
        self, client: Client, viewer: User, film: Movie
    ) -> None:
        client.force_login(viewer)
        client.post(submit_url(film), TYPED)
        review = Feedback.objects.get()
        url = reverse("feedback:edit", args=[review.pk])

        page = body(client.get(url))
        assert re.search(r'value="4.5"\s+required\s+checked', page)
        assert "The ending &lt;b&gt;drags&lt;/b&gt;.</textarea>" in page
        for name, value in (("company", "friends"), ("liked", "acting"), ("disliked", "ending")):
            assert re.search(rf'name="{name}" value="{value}"[^>]*checked', page)

        response = client.post(url, {"rating": "1", "text": "Boring."})

        assert response["Location"] == film.get_absolute_url()
        stored = Feedback.objects.get()
        assert (stored.half_stars, stored.text, stored.company) == (2, "Boring.", "")
        assert (stored.spoiler, stored.aspect_chips) == (False, {})

    def test_it_shows_how_the_text_was_understood(self, client: Client, viewer: User, review: Feedback) -> None:
        page = body(signed_in(client, viewer).get(reverse("feedback:edit", args=[review.pk])))

        assert "How the text was understood" in page
        assert re.search(r">[^<]*wonderful[^<]*</th>\s*<td class=\"cell-num\">\+\d\.\d\d<", page)

    def test_a_wrong_edit_keeps_what_was_typed_and_what_is_stored(
        self, client: Client, viewer: User, review: Feedback
    ) -> None:
        url = reverse("feedback:edit", args=[review.pk])

        response = signed_in(client, viewer).post(url, {"rating": "6", "text": "Half-typed thought"})

        assert response.status_code == 400
        assert "Half-typed thought</textarea>" in body(response)
        assert Feedback.objects.get().half_stars == 7

    def test_a_hidden_review_can_be_edited_and_stays_hidden(
        self, client: Client, viewer: User, review: Feedback, admin_user: User
    ) -> None:
        hide(feedback=review, by=admin_user)
        url = reverse("feedback:edit", args=[review.pk])

        assert "A moderator has hidden this review" in body(signed_in(client, viewer).get(url))
        client.post(url, {"rating": "2"})

        assert (Feedback.objects.get().half_stars, Feedback.objects.get().status) == (4, Status.HIDDEN)

    @pytest.mark.parametrize(
        ("who", "status", "code"),
        [
            ("other_viewer", Status.PUBLISHED, 403),
            ("admin_user", Status.PUBLISHED, 403),
            ("producer", Status.PUBLISHED, 403),
            ("other_viewer", Status.HIDDEN, 404),
            ("viewer", Status.REMOVED, 404),
        ],
    )
    def test_nobody_else_edits(
        self,
        client: Client,
        review: Feedback,
        who: str,
        status: str,
        code: int,
        request: pytest.FixtureRequest,
    ) -> None:
        Feedback.objects.filter(pk=review.pk).update(status=status)
        client.force_login(request.getfixturevalue(who))
        url = reverse("feedback:edit", args=[review.pk])

        assert client.get(url).status_code == code
        assert client.post(url, TYPED).status_code == code
        assert Feedback.objects.get().half_stars == 7


class TestRemove:
    def test_it_asks_first_and_then_deletes(self, client: Client, viewer: User, film: Movie, review: Feedback) -> None:
        url = reverse("feedback:remove", args=[review.pk])

        assert "cannot be undone" in body(signed_in(client, viewer).get(url))
        assert Feedback.objects.exists()
        assert client.post(url)["Location"] == film.get_absolute_url()
        assert not Feedback.objects.exists()
        assert client.post(url).status_code == 404

    def test_a_moderator_gives_a_reason_and_goes_back_to_where_they_were(
        self, client: Client, admin_user: User, review: Feedback
    ) -> None:
        url = reverse("feedback:remove", args=[review.pk])

        assert "can restore it" in body(signed_in(client, admin_user).get(f"{url}?next=/movies/%3Fq=x"))
        response = client.post(url, {"reason": "Spam", "next": "/movies/?q=x"})

        assert response["Location"] == "/movies/?q=x"
        assert Feedback.objects.get().status == Status.REMOVED
        assert FeedbackEvent.objects.get(kind=Kind.REMOVED).reason == "Spam"

    @pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"])
    def test_it_leads_nowhere_else(
        self, client: Client, viewer: User, film: Movie, review: Feedback, target: str
    ) -> None:
        url = reverse("feedback:remove", args=[review.pk])

        assert f'href="{film.get_absolute_url()}"' in body(signed_in(client, viewer).get(url, {"next": target}))
        assert client.post(url, {"next": target})["Location"] == film.get_absolute_url()

    def test_others_cannot(self, client: Client, other_viewer: User, producer: User, review: Feedback) -> None:
        for user in (other_viewer, producer):
            assert signed_in(client, user).post(reverse("feedback:remove", args=[review.pk])).status_code == 403
        assert Feedback.objects.exists()


class TestModeration:
    def test_hide_and_restore(self, client: Client, admin_user: User, film: Movie, review: Feedback) -> None:
        client.force_login(admin_user)

        response = client.post(reverse("feedback:hide", args=[review.pk]), {"next": "/home/"})
        assert response["Location"] == "/home/"
        assert Feedback.objects.get().status == Status.HIDDEN

        response = client.post(reverse("feedback:restore", args=[review.pk]))
        assert response["Location"] == film.get_absolute_url()
        assert Feedback.objects.get().status == Status.PUBLISHED

    @pytest.mark.parametrize("name", ["hide", "restore"])
    def test_it_is_a_moderators_and_only_by_post(
        self, client: Client, viewer: User, producer: User, analyst: User, review: Feedback, name: str
    ) -> None:
        url = reverse(f"feedback:{name}", args=[review.pk])

        assert client.post(url).status_code == 302  # to the log-in
        for user in (viewer, producer, analyst):
            client.force_login(user)
            assert client.post(url).status_code == 403
            assert client.get(url).status_code == 405
        assert client.post(reverse(f"feedback:{name}", args=[review.pk + 1])).status_code == 404
        assert Feedback.objects.get().status == Status.PUBLISHED


class TestMine:
    def test_it_shows_all_of_ones_own_and_nobody_elses(
        self, client: Client, viewer: User, review: Feedback, admin_user: User, other_viewer: User
    ) -> None:
        hidden = FeedbackFactory(user=viewer, text="Out of sight")
        hide(feedback=hidden, by=admin_user)
        FeedbackFactory(user=other_viewer, text="Not mine")

        page = body(signed_in(client, viewer).get(reverse("feedback:mine")))

        assert review.text in page.replace("\n", " ") or "wonderful" in page
        assert "Out of sight" in page
        assert "Hidden by a moderator" in page
        assert "Not mine" not in page

    def test_the_figures_are_ones_own(self, client: Client, viewer: User) -> None:
        for category, rating in (("Tamil", 4), ("Tamil", 5), ("English", 1)):
            FeedbackFactory(user=viewer, movie=MovieFactory(category=category), rating=rating)

        page = body(signed_in(client, viewer).get(reverse("feedback:mine")))

        assert re.search(r"Reviews\s*</h2>\s*<p class=\"kpi-value\">3<", page)
        assert re.search(r"Average given\s*</h2>\s*<p class=\"kpi-value\">3\.33<", page)
        assert re.search(r"Most reviewed category\s*</h2>\s*<p class=\"kpi-value\">Tamil<", page)

    def test_it_filters_by_category_and_sentiment(self, client: Client, viewer: User) -> None:
        FeedbackFactory(user=viewer, movie=MovieFactory(category="Tamil"), text="Loved it, brilliant!")
        FeedbackFactory(user=viewer, movie=MovieFactory(category="English"), text="Boring and terrible.")
        client.force_login(viewer)
        url = reverse("feedback:mine")

        assert "Boring" not in re.sub(r"<mark.*?</mark>", "", body(client.get(url, {"category": "Tamil"})))
        assert "brilliant" not in body(client.get(url, {"sentiment": "negative"}))
        nothing = client.get(url, {"category": "Tamil", "sentiment": "negative"})
        assert "None of your reviews matches" in body(nothing)

    @pytest.mark.parametrize(
        "query", [{"category": "Mars"}, {"sentiment": "happy"}, {"cursor": "nonsense"}, {"cursor": "WzEsMiwzXQ"}]
    )
    def test_a_wrong_address_is_said(
        self, client: Client, viewer: User, review: Feedback, query: dict[str, str]
    ) -> None:
        assert signed_in(client, viewer).get(reverse("feedback:mine"), query).status_code == 400

    def test_pages_lead_through_everything_once(self, client: Client, viewer: User) -> None:
        made = {FeedbackFactory(user=viewer).pk for _ in range(23)}
        client.force_login(viewer)
        address, seen = reverse("feedback:mine"), []

        while address:
            page = body(client.get(address))
            seen += [int(number) for number in re.findall(r"/reviews/(\d+)/edit/", page)]
            following = re.search(r'href="(\?cursor=[^"]+)"\s+rel="next"', page)
            address = reverse("feedback:mine") + following[1].replace("&amp;", "&") if following else ""

        assert seen == sorted(made, reverse=True)

    def test_without_reviews_it_says_where_to_start(self, client: Client, viewer: User) -> None:
        page = body(signed_in(client, viewer).get(reverse("feedback:mine")))

        assert "You have not reviewed a film yet" in page
        assert reverse("browse") in page

    def test_its_cost_does_not_follow_the_history(
        self, client: Client, viewer: User, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(12):
            FeedbackFactory(user=viewer)
        client.force_login(viewer)

        with django_assert_max_num_queries(8):  # session, user, 2 figures, rows, users, films
            client.get(reverse("feedback:mine"))


class TestCard:
    def card(self, client: Client, user: User) -> str:
        return body(signed_in(client, user).get(reverse("feedback:mine")))

    def test_text_is_never_markup(self, client: Client, viewer: User, film: Movie) -> None:
        viewer.name = "<i>Vera</i>"
        viewer.save()
        FeedbackFactory(user=viewer, movie=film, text='<script>alert(1)</script> great & "good" <img src=x>')

        page = self.card(client, viewer)

        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<i>Vera" not in page
        assert "&lt;script&gt;" in page

    def test_spoilers_are_covered(self, client: Client, viewer: User, film: Movie) -> None:
        FeedbackFactory(user=viewer, movie=film, text="He was dead all along.", spoiler=True)

        page = self.card(client, viewer)

        assert re.search(
            r'<details class="spoiler">\s*<summary>[^<]+</summary>\s*<p class="review-text">He was dead', page
        )

    def test_an_edited_review_says_so(self, client: Client, viewer: User, film: Movie) -> None:
        review = FeedbackFactory(user=viewer, movie=film)
        assert ">edited<" not in self.card(client, viewer)
        client.post(reverse("feedback:edit", args=[review.pk]), {"rating": "5"})

        assert ">edited<" in self.card(client, viewer)


@pytest.mark.parametrize("number", ["0", "99999999999999999999999999"])
@pytest.mark.parametrize("name", ["edit", "remove"])
def test_a_review_that_does_not_exist_is_not_found(client: Client, viewer: User, name: str, number: str) -> None:
    assert signed_in(client, viewer).get(f"/reviews/{number}/{name}/").status_code == 404
