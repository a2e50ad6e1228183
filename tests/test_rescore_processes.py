"""rescore_feedback as a process: what a kill, a stop and Ctrl-C leave behind, and how much memory it takes."""

import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.test_import_processes import Installation, options

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("processes")]
MOVED = "feedback_feedback WHERE lexicon_version <> 'old'"


class Aged(Installation):
    """A database whose reviews other words and rules have scored."""

    def age(self) -> None:
        with closing(sqlite3.connect(self.file)) as database, database:
            database.execute(
                "UPDATE feedback_feedback "
                "SET lexicon_version='old', sentiment='neutral', sentiment_milli=1, aspects='{}'"
            )
        self.run("rebuild_pulse", "--no-progress")

    def wait_for(self, moved: int) -> None:
        end = time.monotonic() + 60
        while self.count(MOVED) < moved and time.monotonic() < end:
            time.sleep(0.005)


@pytest.fixture
def place(tmp_path: Path) -> Aged:
    installation = Aged(tmp_path)
    (tmp_path / "films.csv").write_text("title\nWhole\n")
    installation.run("import_movies", "films.csv")
    installation.run(*options(installation.reviews(3000, "reviews.tsv"), "whole"))
    installation.age()
    return installation


def ended(process: "subprocess.Popen[str]") -> str:
    output, _nothing = process.communicate(timeout=60)
    return output


def test_a_killed_run_leaves_whole_batches_and_is_completed_by_the_next(place: Aged) -> None:
    process = place.start("rescore_feedback", "--batch", "50")
    place.wait_for(200)
    process.send_signal(signal.SIGKILL)
    ended(process)
    moved = place.count(MOVED)
    assert 200 <= moved < 3000
    assert moved % 50 == 0
    assert place.count("feedback_feedbackevent WHERE kind='rescored'") == moved
    place.run("verify_integrity")

    assert f"{3000 - moved:,} reviews moved" in place.run("rescore_feedback")
    assert place.count(MOVED) == place.count("feedback_feedbackevent WHERE kind='rescored'") == 3000
    place.run("verify_integrity")


@pytest.mark.parametrize("processes", ["1", "2"])
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_told_to_stop_ends_its_batch_and_says_so(
    place: Aged, way: signal.Signals, processes: str
) -> None:
    process = place.start("rescore_feedback", "--batch", "50", "--processes", processes, own_group=True)
    place.wait_for(100)
    if way is signal.SIGINT:
        os.killpg(process.pid, way)  # as a terminal sends Ctrl-C, to the workers too
    else:
        process.send_signal(way)
    output = ended(process)
    assert process.returncode == 130, output
    assert "Stopped as asked, nothing is half-written" in output
    assert "Traceback" not in output
    assert 100 <= place.count(MOVED) < 3000
    place.run("verify_integrity")


def test_memory_does_not_follow_the_number_of_reviews(place: Aged) -> None:
    small = int(place.run("rescore_feedback").split()[-1])
    place.run(*options(place.reviews(12_000, "more.tsv"), "whole"))
    place.age()
    large = int(place.run("rescore_feedback").split()[-1])
    # The database's own page cache fills up to 16 MB; 12,000 rows held as objects would be some 40 MB.
    assert large - small < 22_000
