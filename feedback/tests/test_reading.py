"""How a review was read: for whoever may read it, on a page or as a part of one."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from feedback.models import Feedback
from feedback.sentiment import analyze
from feedback.services import hide
from movies.models import Movie
from tests.factories import FeedbackFactory

pytestmark = pytest.mark.django_db

TEXT = "A wonderful film with great music."


def address(review: Feedback) -> str:
    return reverse("feedback:reading", args=[review.pk])


@pytest.fixture
def review(viewer: User, film: Movie) -> Feedback:
    return FeedbackFactory(user=viewer, movie=film, text=TEXT)


def test_it_shows_every_word_that_counted_with_its_weight_and_rules(client: Client, review: Feedback) -> None:
    page = client.get(address(review)).content.decode()

    analysis = analyze(TEXT)
    assert analysis.contributions
    for item in analysis.contributions:
        row = rf">{re.escape(item.words)}</th>\s*<td class=\"cell-num\">{re.escape(f'{item.weight:+.2f}')}</td>"
        assert re.search(row + rf"\s*<td>{', '.join(item.rules).replace('_', ' ')}</td>", page)
    for aspect in analysis.aspects.values():
        assert f"{aspect.score:+.2f}" in page
    assert f"{analysis.score:+.2f}" in page
    assert review.movie.get_absolute_url() in page


def test_a_script_gets_the_part_alone(client: Client, review: Feedback) -> None:
    page = client.get(address(review))
    part = client.get(address(review), headers={"HX-Request": "true"})

    assert "<html" in page.content.decode()
    assert "<html" not in part.content.decode()
    assert "<mark" in part.content.decode()
    assert "HX-Request" in page["Vary"]
    assert "HX-Request" in part["Vary"]


def test_each_card_of_the_film_page_leads_there(client: Client, review: Feedback, film: Movie) -> None:
    starred = FeedbackFactory(movie=film, text="")

    page = client.get(film.get_absolute_url()).content.decode()

    assert f'data-reading="{address(review)}"' in page
    assert f'href="{address(review)}"' in page
    assert address(starred) not in page  # there is nothing to read


def test_the_film_page_itself_reads_no_text_again(client: Client, review: Feedback, film: Movie) -> None:
    assert "<mark" not in client.get(film.get_absolute_url()).content.decode()


def test_spoilers_stay_covered(client: Client, viewer: User, film: Movie) -> None:
    review = FeedbackFactory(user=viewer, movie=film, text="Wonderful: the butler did it.", spoiler=True)

    for headers in ({}, {"HX-Request": "true"}):
        page = client.get(address(review), headers=headers).content.decode()
        covered = page.index('<details class="spoiler">')
        assert covered < page.index("<mark")
        assert covered < page.index("butler")


def test_text_is_never_markup(client: Client, viewer: User, film: Movie) -> None:
    review = FeedbackFactory(user=viewer, movie=film, text="<script>alert(1)</script> great <img src=x>")

    for headers in ({}, {"HX-Request": "true"}):
        page = client.get(address(review), headers=headers).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_it_says_when_the_words_and_rules_have_changed(client: Client, review: Feedback) -> None:
    assert "have changed since" not in client.get(address(review)).content.decode()
    Feedback.objects.update(lexicon_version="old")
    assert "have changed since" in client.get(address(review)).content.decode()


def test_without_an_opinion_the_card_and_the_reading_say_so(client: Client, viewer: User, film: Movie) -> None:
    review = FeedbackFactory(user=viewer, movie=film, text="1234567890")
    starred = FeedbackFactory(movie=film, text="")
    assert {review.sentiment, starred.sentiment} == {"none"}

    film_page = client.get(film.get_absolute_url()).content.decode()
    assert film_page.count(">No opinion found in the text<") == 1
    assert film_page.count(">Stars only<") == 1
    assert "No opinion was found in this text" in client.get(address(review)).content.decode()
    assert "There is no text to read" in client.get(address(starred)).content.decode()
    assert client.get(f"/api/feedback/{review.pk}").json()["sentiment"] == "none"


def test_who_may_see_it(
    client: Client, review: Feedback, viewer: User, other_viewer: User, admin_user: User, hidden_film: Movie
) -> None:
    hide(feedback=review, by=admin_user)

    codes = {}
    for person in (None, viewer, other_viewer, admin_user):
        client.logout()
        if person is not None:
            client.force_login(person)
        codes[person.name if person else ""] = client.get(address(review)).status_code
    assert codes == {"": 404, "Vera Viewer": 200, "Otto Other": 404, "Ada Admin": 200}
    assert client.get("/reviews/999999999999999999999/reading/").status_code == 404
    assert client.post(address(review)).status_code == 405
