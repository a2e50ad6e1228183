"""Who may read, review, edit, remove and moderate: the whole ladder, asked of the rules themselves."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts.models import User
from feedback import permissions
from feedback.models import Feedback, Status
from movies.models import Movie
from movies.models import Status as MovieStatus
from tests.factories import FeedbackFactory

pytestmark = pytest.mark.django_db

PEOPLE = ("anonymous", "viewer", "other_viewer", "producer", "other_producer", "analyst", "admin_user")


@pytest.fixture
def review(viewer: User, film: Movie) -> Feedback:
    return FeedbackFactory(user=viewer, movie=film)


@pytest.fixture
def anonymous() -> AnonymousUser:
    return AnonymousUser()


@pytest.mark.parametrize(
    ("status", "film_status", "readers"),
    [
        (Status.PUBLISHED, MovieStatus.NORMAL, set(PEOPLE)),
        (Status.PUBLISHED, MovieStatus.STARRED, set(PEOPLE)),
        (Status.HIDDEN, MovieStatus.NORMAL, {"viewer", "admin_user"}),
        (Status.REMOVED, MovieStatus.NORMAL, {"admin_user"}),
        (Status.PUBLISHED, MovieStatus.HIDDEN, {"admin_user"}),
        (Status.PUBLISHED, MovieStatus.BLOCKED, {"admin_user"}),
    ],
)
def test_who_reads_a_review(
    review: Feedback, status: str, film_status: str, readers: set[str], request: pytest.FixtureRequest
) -> None:
    people = {name: request.getfixturevalue(name) for name in PEOPLE}
    Feedback.objects.filter(pk=review.pk).update(status=status)
    Movie.objects.filter(pk=review.movie_id).update(status=film_status)
    stored = Feedback.objects.get(pk=review.pk)

    assert {name for name, user in people.items() if permissions.can_read(user, stored)} == readers
    for name, user in people.items():
        if name in readers:
            assert permissions.readable_or_404(user, review.pk) == review
        else:
            with pytest.raises(Http404):
                permissions.readable_or_404(user, review.pk)


def test_who_reviews_edits_removes_and_moderates(review: Feedback, request: pytest.FixtureRequest) -> None:
    people = {name: request.getfixturevalue(name) for name in PEOPLE}

    def those(rule: object, subject: object) -> set[str]:
        return {name for name, user in people.items() if rule(user, subject)}  # type: ignore[operator]

    assert those(permissions.can_submit, review.movie) == set(PEOPLE) - {"anonymous", "producer"}
    assert those(permissions.can_edit, review) == {"viewer"}
    assert those(permissions.can_remove, review) == {"viewer", "admin_user"}
    assert {name for name, user in people.items() if permissions.can_moderate(user)} == {"admin_user"}


def test_a_film_that_knows_its_team_saves_the_query_for_that_person_only(
    film: Movie, producer: User, viewer: User, django_assert_num_queries: Any
) -> None:
    for_producer = permissions.with_team_of(producer, Movie.objects.all()).get(pk=film.pk)
    for_viewer = permissions.with_team_of(viewer, Movie.objects.all()).get(pk=film.pk)
    permissions.can_moderate(viewer)  # the roles' permissions are read once a minute

    with django_assert_num_queries(0):
        assert not permissions.can_submit(producer, for_producer)
        assert permissions.can_submit(viewer, for_viewer)
    assert not permissions.can_submit(producer, for_viewer)
    assert permissions.can_submit(viewer, for_producer)
