"""The work of reading a text grows with its length and not faster: counted in calls, as a clock would lie."""

import sys
from types import FrameType
from typing import Any

import pytest

from feedback.sentiment import analyze

UNITS = ["not very good but ", "a", "good! ", "🔥", "8/", ":", "soooo ", "music ", "படம் ", "“good” ", "- great\n", "? "]


def calls(text: str) -> int:
    """Calls of Python and C functions while `text` is read."""
    count = 0

    def note(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        if event in {"call", "c_call"}:
            count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        analyze(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_eight_times_the_text_is_at_most_eight_times_the_work(unit: str) -> None:
    analyze(unit)  # loads the lexicon
    small, large = calls(unit * 500), calls(unit * 4_000)
    assert large <= 8 * small + 200
