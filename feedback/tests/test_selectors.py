"""Which reviews a list shows, to whom."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from feedback.models import Feedback, Status
from feedback.permissions import Person
from feedback.selectors import Filters, own_figures, reading_of, reviews_for
from movies.models import Movie
from movies.models import Status as MovieStatus
from tests.factories import FeedbackFactory, MovieFactory

pytestmark = pytest.mark.django_db

ANYBODY = AnonymousUser()


def shown(user: Person, /, **filters: object) -> set[str]:
    return {row.text for row in reviews_for(user, Filters(**filters))}  # type: ignore[arg-type]


@pytest.fixture
def reviews(viewer: User, other_viewer: User, film: Movie) -> dict[str, Feedback]:
    """By text: one published and one hidden of the viewer, one removed, one of a hidden film, one of somebody else."""
    made = {
        "own": FeedbackFactory(user=viewer, movie=film, text="own", rating=4),
        "own hidden": FeedbackFactory(user=viewer, text="own hidden", rating=1),
        "own removed": FeedbackFactory(user=viewer, text="own removed", rating=2),
        "own of hidden film": FeedbackFactory(user=viewer, text="own of hidden film", rating=3),
        "other": FeedbackFactory(user=other_viewer, movie=film, text="other", rating=2.5),
    }
    for text, status in (("own hidden", Status.HIDDEN), ("own removed", Status.REMOVED)):
        Feedback.objects.filter(pk=made[text].pk).update(status=status)
    Movie.objects.filter(pk=made["own of hidden film"].movie_id).update(status=MovieStatus.HIDDEN)
    return made


def test_everybody_sees_published_reviews_of_public_films(
    reviews: dict[str, Feedback], viewer: User, producer: User
) -> None:
    for user in (ANYBODY, viewer, producer):
        assert shown(user) == {"own", "other"}


def test_ones_own_list_holds_hidden_ones_but_none_that_was_removed_or_whose_film_is_hidden(
    reviews: dict[str, Feedback], viewer: User, other_viewer: User
) -> None:
    assert shown(viewer, user=viewer.pk) == {"own", "own hidden"}
    assert shown(viewer, user=viewer.pk, status="hidden") == {"own hidden"}
    assert shown(other_viewer, user=viewer.pk) == {"own"}


def test_moderators_ask_for_any_status_and_see_hidden_films(
    reviews: dict[str, Feedback], admin_user: User, viewer: User
) -> None:
    assert shown(admin_user) == {"own", "other", "own of hidden film"}
    assert shown(admin_user, status="hidden") == {"own hidden"}
    assert shown(admin_user, status="removed") == {"own removed"}
    assert shown(admin_user, status="removed", user=viewer.pk) == {"own removed"}


@pytest.mark.parametrize("status", ["hidden", "removed"])
def test_others_may_not(reviews: dict[str, Feedback], viewer: User, other_viewer: User, status: str) -> None:
    for user in (ANYBODY, viewer):
        with pytest.raises(PermissionDenied):
            reviews_for(user, Filters(status=status))
    with pytest.raises(PermissionDenied):
        reviews_for(other_viewer, Filters(status=status, user=viewer.pk))


def test_each_filter_narrows(reviews: dict[str, Feedback], viewer: User, film: Movie) -> None:
    tamil = FeedbackFactory(user=viewer, movie=MovieFactory(category="K-Drama"), text="A wonderful film!", rating=5)
    old = timezone.now() - dt.timedelta(days=9)
    Feedback.objects.filter(pk=reviews["other"].pk).update(created_at=old)

    assert shown(ANYBODY, movie=film.pk) == {"own", "other"}
    assert shown(ANYBODY, movie_slug=film.slug) == {"own", "other"}
    assert shown(ANYBODY, movie_slug="no-such-film") == set()
    assert shown(ANYBODY, category="K-Drama") == {tamil.text}
    assert shown(ANYBODY, sentiment="positive") == {tamil.text}
    assert shown(ANYBODY, half_stars=8) == {"own"}
    assert shown(ANYBODY, half_stars_min=8) == {"own", tamil.text}
    assert shown(ANYBODY, half_stars_max=5) == {"other"}
    assert shown(ANYBODY, until=old) == {"other"}
    assert shown(ANYBODY, since=old + dt.timedelta(microseconds=1)) == {"own", tamil.text}


def test_a_list_costs_three_queries_for_any_number_of_reviews(viewer: User, django_assert_num_queries: Any) -> None:
    for _ in range(4):
        FeedbackFactory()

    with django_assert_num_queries(3):  # the reviews, their writers, their films
        assert {row.user.name + row.movie.title for row in reviews_for(ANYBODY)}


def test_own_figures_are_those_of_the_reviews_one_sees(reviews: dict[str, Feedback], viewer: User) -> None:
    FeedbackFactory(user=viewer, movie=MovieFactory(category="K-Drama"), rating=4.5)

    figures = own_figures(viewer)

    assert figures.reviews == 3  # own, own hidden, and the K-Drama
    assert figures.average == pytest.approx((4 + 1 + 4.5) / 3)
    assert figures.category == "Tamil"
    assert figures.categories == ["K-Drama", "Tamil"]


def test_nobody_without_reviews_has_invented_figures(viewer: User) -> None:
    figures = own_figures(viewer)

    assert (figures.reviews, figures.average, figures.category, figures.categories) == (0, None, "", [])


def test_a_reading_says_when_the_rules_have_changed_since() -> None:
    review = FeedbackFactory(text="Great music!")
    assert reading_of(review).is_current
    assert reading_of(review).analysis.label == review.sentiment

    review.lexicon_version = "older"

    assert not reading_of(review).is_current
