"""Figures, against independent sums over the reviews themselves."""

import datetime as dt
import itertools
import random
from collections import Counter, defaultdict

import pytest
from django.utils import timezone

from accounts.models import User
from analytics import fold, selectors
from analytics.charts import trend_chart
from analytics.period import Period
from analytics.recent import pulse_bars
from feedback.models import Feedback, Source
from feedback.services import BulkItem, Draft, hide, submit_many
from movies.models import Movie
from tests.factories import MovieFactory, UserFactory

TEXTS = [
    "",
    "A wonderful film, and the music is superb.",
    "Terrible acting, the story dragged and the ending is awful.",
    "It was shown on a Tuesday.",
]


@pytest.fixture
def reviewed(admin_user: User) -> list[Movie]:
    """Two films with 40 reviews over 20 days, every seventh hidden."""
    rng = random.Random(7)
    films = [MovieFactory(), MovieFactory()]
    now = timezone.now()
    for film in films:
        items = [
            BulkItem(
                user=UserFactory(),
                draft=Draft(rating=rng.randint(1, 10) / 2, text=rng.choice(TEXTS)),
                created_at=now - dt.timedelta(days=rng.randint(0, 19), hours=rng.randint(0, 23)),
            )
            for _ in range(20)
        ]
        submit_many(movie=film, items=items, source=Source.DEMO)
    for review in Feedback.objects.order_by("pk")[::7]:
        hide(feedback=review, by=admin_user)
    fold.ensure_fresh()
    return films


def published(films: list[Movie], period: Period) -> list[Feedback]:
    rows = [row for row in Feedback.objects.filter(movie__in=films) if row.status == "published"]
    return [
        row for row in rows if (period.first or dt.date.min) <= row.created_at.astimezone(dt.UTC).date() <= period.last
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("days", [None, 1, 7, 30])
def test_totals_equal_the_reviews(reviewed: list[Movie], days: int | None) -> None:
    period = Period.last_days(days)
    rows = published(reviewed, period)
    found = selectors.total(Movie.objects.all(), period)
    assert found.n == len(rows)
    assert found.half_star_counts == tuple(Counter(row.half_stars for row in rows)[h] for h in range(1, 11))
    for label in ("positive", "neutral", "negative", "none"):
        assert getattr(found, label) == sum(row.sentiment == label for row in rows)
    if rows:
        assert found.average == pytest.approx(sum(row.half_stars for row in rows) / len(rows) / 2)


@pytest.mark.django_db
@pytest.mark.parametrize("days", [None, 7])
def test_films_trend_and_aspects_equal_the_reviews(reviewed: list[Movie], days: int | None) -> None:
    period = Period.last_days(days)
    rows = published(reviewed, period)
    by_movie = Counter(row.movie_id for row in rows)
    assert {pk: s.n for pk, s in selectors.by_movie(Movie.objects.all(), period).items()} == by_movie
    by_day = Counter(row.created_at.astimezone(dt.UTC).date() for row in rows)
    points = selectors.trend(Movie.objects.all(), period)
    assert {point.day: point.summary.n for point in points if point.summary.n} == by_day
    assert all(b.day - a.day == dt.timedelta(days=1) for a, b in itertools.pairwise(points))
    aspects: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for name, (score, _mentions) in row.aspects.items():
            aspects[name].append(score)
    found = {a.name: (a.n, a.positive, a.negative) for a in selectors.aspects(Movie.objects.all(), period)}
    assert found == {name: (len(s), sum(x > 0 for x in s), sum(x < 0 for x in s)) for name, s in aspects.items()}


@pytest.mark.django_db
def test_the_chart_holds_every_review_of_its_days(reviewed: list[Movie]) -> None:
    chart = trend_chart(selectors.trend(Movie.objects.all(), Period.last_days(None)))
    assert chart is not None
    assert chart.totals["n"] == selectors.total(Movie.objects.all(), Period.last_days(None)).n
    assert trend_chart([]) is None


@pytest.mark.django_db
def test_a_long_trend_is_drawn_in_longer_buckets() -> None:
    nothing = selectors.Summary.of(None)
    one = selectors.Summary(1, (0,) * 9 + (1,), 1, 0, 0, 0)
    start = dt.date(2020, 1, 1)
    points = [selectors.Point(start + dt.timedelta(days=i), one if i % 2 else nothing) for i in range(1000)]
    chart = trend_chart(points)
    assert chart is not None
    assert len(chart.buckets) <= 120
    assert chart.totals["n"] == 500


@pytest.mark.django_db
def test_pulse_bars_are_the_newest_reviews_oldest_first(reviewed: list[Movie]) -> None:
    bars = pulse_bars([film.pk for film in reviewed], 5)
    for film in reviewed:
        newest = list(Feedback.objects.filter(movie=film, status="published").order_by("-created_at", "-pk")[:5])
        assert [bar.halves for bar in bars[film.pk]] == [row.half_stars for row in reversed(newest)]


@pytest.mark.django_db
def test_trending_orders_by_the_sum_of_recent_ratings(reviewed: list[Movie]) -> None:
    rows = published(reviewed, Period.last_days(7))
    weights = Counter[int]()
    for row in rows:
        weights[row.movie_id] += row.half_stars
    assert selectors.trending(Movie.objects.all(), 5) == [pk for pk, _ in weights.most_common()]


@pytest.mark.django_db
def test_histogram_and_split_total_100(reviewed: list[Movie]) -> None:
    summary = selectors.total(Movie.objects.all(), Period.last_days(None))
    assert sum(row.percent for row in summary.histogram) == 100
    assert sum(row.percent for row in summary.split.values()) == 100
    assert sum(row.count for row in summary.histogram) == summary.n


def test_the_previous_period_is_as_long_and_ends_the_day_before() -> None:
    period = Period(dt.date(2026, 3, 1), dt.date(2026, 3, 7))
    assert period.previous == Period(dt.date(2026, 2, 22), dt.date(2026, 2, 28))
    assert Period(None, dt.date(2026, 3, 7)).previous is None
