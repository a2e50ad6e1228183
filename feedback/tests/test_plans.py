"""The newest-first pages walk an index: no sort, no other table first, on SQLite and on MySQL."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q, QuerySet
from django.test import Client
from django.utils import timezone

from accounts.models import User
from feedback.models import Feedback, FeedbackEvent, Kind, Sentiment, Status
from feedback.permissions import Person
from feedback.selectors import Filters, reviews_for
from movies.models import Movie
from movies.models import Status as MovieStatus
from tests.factories import MovieFactory

# Transactional: MySQL commits when it gathers statistics. One test, because the reviews take a second to write.
pytestmark = pytest.mark.django_db(transaction=True)

FILMS, PEOPLE = 12, 250
SORTING = ("TEMP B-TREE", "filesort", "temporary")
REVIEWS = "/admin/feedback/feedback/"
JOURNAL = "/admin/feedback/feedbackevent/"


@pytest.fixture
def many(admin_user: User) -> list[Movie]:
    """3,000 reviews over 12 films, one film hidden, one review in fifty hidden; statistics up to date."""
    films = [MovieFactory(status=MovieStatus.HIDDEN if n == 0 else MovieStatus.NORMAL) for n in range(FILMS)]
    User.objects.bulk_create(
        [User(email=f"plan{n}@example.org", name=f"Person {n}", password="!") for n in range(PEOPLE)]
    )
    people = list(User.objects.filter(email__startswith="plan"))
    start = timezone.now() - dt.timedelta(days=30)
    labels = [Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE, Sentiment.NONE]
    Feedback.objects.bulk_create(
        [
            Feedback(
                movie=film,
                user=person,
                half_stars=1 + (f + p) % 10,
                status=Status.HIDDEN if p % 50 == 0 else Status.PUBLISHED,
                sentiment=labels[(f + p) % 4],
                sentiment_milli=0,
                lexicon_version="x",
                created_at=start + dt.timedelta(minutes=p * FILMS + f),
            )
            for f, film in enumerate(films)
            for p, person in enumerate(people)
        ],
        batch_size=500,
    )
    gather_statistics()
    return films


def gather_statistics() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
        else:
            cursor.execute("ANALYZE TABLE feedback_feedback, feedback_feedbackevent, movies_movie, accounts_user")
            cursor.fetchall()


def plan_of_list(url: str, user: User) -> str:
    """How the engine reads the rows of an admin list."""
    client = Client()
    client.force_login(user)
    rows = client.get(url).context["cl"].queryset
    return str(rows[:51].explain())


def plan(rows: "QuerySet[Feedback]") -> str:
    """How the engine reads the first page of `rows`."""
    return str(rows.order_by("-created_at", "-pk")[:21].explain())


def walks(rows: "QuerySet[Feedback]", index: str) -> bool:
    found = plan(rows)
    return index in found and not any(word in found for word in SORTING)


def after(rows: "QuerySet[Feedback]", number: int) -> "QuerySet[Feedback]":
    """`rows` as `paginate` narrows them to what comes after the row of that number."""
    row = rows.order_by("-created_at", "-pk")[number]
    return rows.filter(Q(created_at__lte=row.created_at), Q(created_at__lt=row.created_at) | Q(pk__lt=row.pk))


def test_newest_first_pages_walk_an_index_and_do_not_sort(many: list[Movie], admin_user: User) -> None:
    film, person = many[5], User.objects.get(email="plan7@example.org")
    anybody = AnonymousUser()
    cases: list[tuple[Person, Filters, str]] = [
        (anybody, Filters(), "feedback_newest"),
        (anybody, Filters(sentiment="negative"), "feedback_newest"),
        (anybody, Filters(half_stars_min=8), "feedback_newest"),
        (anybody, Filters(since=timezone.now() - dt.timedelta(days=29)), "feedback_newest"),
        (anybody, Filters(movie=film.pk), "feedback_film_newest"),
        (anybody, Filters(movie_slug=film.slug), "feedback_film_newest"),
        (anybody, Filters(movie=film.pk, sentiment="positive"), "feedback_film_sentiment"),
        (anybody, Filters(user=person.pk), "feedback_by_writer"),
        (person, Filters(user=person.pk), "feedback_by_writer"),
        (admin_user, Filters(status="hidden"), "feedback_newest"),
        (admin_user, Filters(movie=film.pk, status="hidden"), "feedback_film_newest"),
    ]

    sorted_or_scanned = [
        (filters, plan(rows))
        for user, filters, index in cases
        for rows in [reviews_for(user, filters)]
        if not walks(rows, index) or not walks(after(rows, 2), index)
    ]

    assert sorted_or_scanned == []


def test_the_admin_lists_walk_an_index(many: list[Movie], admin_user: User) -> None:
    entries = [
        FeedbackEvent(
            feedback_id=review.pk,
            movie_id=review.movie_id,
            kind=Kind.HIDDEN if review.status == Status.HIDDEN else Kind.CREATED,
            folded_in=1,
        )
        for review in Feedback.objects.order_by("pk")
    ]
    FeedbackEvent.objects.bulk_create(entries, batch_size=500)
    gather_statistics()
    wrong = []
    for url, index in (
        (REVIEWS, "PRIMARY"),
        (f"{REVIEWS}?status__exact=hidden", "feedback_newest"),
        (JOURNAL, "PRIMARY"),
        (f"{JOURNAL}?kind__exact=hidden", "event_by_kind"),
        (f"{JOURNAL}?q={entries[0].feedback_id}", "feedback_id"),
    ):
        found = plan_of_list(url, admin_user)
        by_key = index == "PRIMARY" and connection.vendor == "sqlite"  # its plans do not name the table's own key
        if (index not in found and not by_key) or any(word in found for word in SORTING):
            wrong.append((url, found))

    assert wrong == []
