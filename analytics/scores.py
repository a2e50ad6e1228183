"""The formulas behind every figure, in the open. Pure functions: numbers in, numbers out.

Ratings come as `counts`: ten numbers, the ratings of 1 to 10 half stars. Results are in stars (0.5 to 5) or shares
(0 to 1).
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

Z_95: Final = 1.959963984540054  # two-sided 95% point of the normal distribution


class Interval(NamedTuple):
    low: float
    high: float


def mean_rating(counts: Sequence[int]) -> float | None:
    """The arithmetic mean in stars; None without ratings."""
    n = sum(counts)
    return sum(half * count for half, count in enumerate(counts, 1)) / n / 2 if n else None


def mean_interval(counts: Sequence[int], z: float = Z_95) -> Interval | None:
    """The normal interval of the mean, mean ± z·s/√n with the sample's own deviation, kept within 0.5 to 5 stars.

    None under two ratings, where there is no deviation. Source: any text on the central limit theorem, e.g. NIST
    e-Handbook of Statistical Methods 7.2.2.1 (with z for t, as n is above the floor of what is shown).
    """
    n = sum(counts)
    mean = mean_rating(counts)
    if mean is None or n < 2:
        return None
    squares = sum(count * (half / 2 - mean) ** 2 for half, count in enumerate(counts, 1))
    margin = z * math.sqrt(squares / (n - 1) / n)
    return Interval(max(0.5, mean - margin), min(5.0, mean + margin))


def wilson_interval(successes: int, n: int, z: float = Z_95) -> Interval | None:
    """Wilson's score interval of a share; None without observations.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
    """
    if n == 0:
        return None
    share = successes / n
    centre = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return Interval(max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale))


def percentages(counts: Sequence[int]) -> list[int]:
    """Whole percentages that total exactly 100 (all zero without observations), by largest remainder.

    Each share is rounded down; what is missing to 100 goes to the largest remainders, the earlier one on a tie.
    Source: the Hamilton method of apportionment.
    """
    total = sum(counts)
    if total == 0:
        return [0] * len(counts)
    floors = [count * 100 // total for count in counts]
    remainders = [count * 100 % total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda i: (-remainders[i], i))
    for index in by_remainder[: 100 - sum(floors)]:
        floors[index] += 1
    return floors


def sentiment_index(positive: int, negative: int, n: int) -> float | None:
    """(positive − negative) / n × 100: −100 when all texts are negative, 100 when all are positive."""
    return (positive - negative) / n * 100 if n else None
