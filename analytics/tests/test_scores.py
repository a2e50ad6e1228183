"""The formulas, against worked examples and the properties they must have."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import scores

COUNTS = st.lists(st.integers(0, 500), min_size=10, max_size=10)


@pytest.mark.parametrize(("n", "low", "high"), [(20, 0.58, 0.92), (100, 0.71, 0.87), (400, 0.76, 0.84)])
def test_wilson_interval_at_80_percent(n: int, low: float, high: float) -> None:
    found = scores.wilson_interval(n * 8 // 10, n)
    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


@given(st.integers(1, 5000), st.data())
def test_wilson_interval_holds_the_share(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))
    found = scores.wilson_interval(successes, n)
    assert found is not None
    assert 0 <= found.low <= successes / n + 1e-12
    assert successes / n - 1e-12 <= found.high <= 1


@given(COUNTS)
def test_mean_is_that_of_the_single_ratings(counts: list[int]) -> None:
    ratings = [half / 2 for half, count in enumerate(counts, 1) for _ in range(count)]
    mean = scores.mean_rating(counts)
    if not ratings:
        assert mean is None
        return
    assert mean is not None
    assert math.isclose(mean, math.fsum(ratings) / len(ratings))


def test_mean_interval_of_a_worked_example() -> None:
    """Ten ratings 3, 4 x 5, 5 x 4: mean 4.3, s = 0.6749, margin 1.96 x s / sqrt(10) = 0.4183."""
    counts = [0, 0, 0, 0, 0, 1, 0, 5, 0, 4]
    found = scores.mean_interval(counts)
    assert found is not None
    assert (round(found.low, 3), round(found.high, 3)) == (3.882, 4.718)


@given(COUNTS)
def test_mean_interval_holds_the_mean_and_stays_on_the_scale(counts: list[int]) -> None:
    mean, found = scores.mean_rating(counts), scores.mean_interval(counts)
    if sum(counts) < 2:
        assert found is None
        return
    assert mean is not None
    assert found is not None
    assert 0.5 <= found.low <= mean + 1e-9
    assert mean - 1e-9 <= found.high <= 5


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=10))
def test_percentages_total_100_and_are_within_one_of_the_share(counts: list[int]) -> None:
    found = scores.percentages(counts)
    total = sum(counts)
    assert sum(found) == (100 if total else 0)
    if total:
        assert all(abs(p - c * 100 / total) < 1 for p, c in zip(found, counts, strict=True))


def test_percentages_give_the_rest_to_the_largest_remainders() -> None:
    assert scores.percentages([1, 1, 1]) == [34, 33, 33]
    assert scores.percentages([2, 1]) == [67, 33]


def test_sentiment_index() -> None:
    assert scores.sentiment_index(60, 20, 100) == 40
    assert scores.sentiment_index(0, 0, 0) is None
