"""import_feedback as a process: what a kill leaves behind, and how much memory it takes."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from cinemapulse.env import BASE_DIR

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("processes")]
MEASURED = """
import resource, sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
print("kilobytes", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


class Installation:
    """A database of its own, worked on by real processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "cinemapulse.sqlite3"
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.file}",
            "DEBUG": "true",
            "DJANGO_SETTINGS_MODULE": "cinemapulse.settings",
        }
        self.run("migrate", "-v0")

    def start(self, *arguments: str, own_group: bool = False) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", MEASURED, *arguments]
        path = f"{BASE_DIR}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={**self.environment, "PYTHONPATH": path},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=own_group,
        )

    def run(self, *arguments: str) -> str:
        process = self.start(*arguments)
        output, _nothing = process.communicate(timeout=300)
        assert process.returncode == 0, output
        return output

    def count(self, what: str) -> int:
        with closing(sqlite3.connect(self.file)) as database:
            return int(database.execute(f"SELECT COUNT(*) FROM {what}").fetchone()[0])  # noqa: S608

    def reviews(self, count: int, name: str) -> str:
        dice = random.Random(name)
        words = ["good", "bad", "slow", "lovely", "film", "with", "story", "music", "great", "dull", "ending", "very"]
        rows = (f"{dice.randint(1, 10)}\t{n} {' '.join(dice.choices(words, k=40))}\n" for n in range(count))
        (self.folder / name).write_text("".join(rows))
        return name


@pytest.fixture
def place(tmp_path: Path) -> Installation:
    installation = Installation(tmp_path)
    (tmp_path / "films.csv").write_text("title\nWhole\nKilled\n")
    installation.run("import_movies", "films.csv")
    return installation


def options(name: str, film: str) -> list[str]:
    return ["import_feedback", name, "--movie", film, "--columns", "rating,text", "--rating-scale", "10"]


def test_a_killed_import_leaves_whole_batches_and_is_completed_by_the_next(place: Installation) -> None:
    name = place.reviews(3000, "reviews.tsv")
    place.run(*options(name, "whole"))
    whole = place.count("feedback_feedback")
    process = place.start(*options(name, "killed"), "--batch", "100")
    end = time.monotonic() + 60
    while place.count("feedback_feedback") < whole + 300 and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    killed = place.count("feedback_feedback") - whole
    assert 300 <= killed < 3000
    assert killed % 100 == 0
    assert place.count("feedback_feedbackevent") == place.count("feedback_feedback")
    assert place.count("accounts_user") == place.count("feedback_feedback")
    place.run("verify_integrity")
    output = place.run(*options(name, "killed"))
    assert f"{3000 - killed:,}  stored" in output
    assert f"{killed:,}  known" in output
    assert place.count("feedback_feedback") == place.count("feedback_feedbackevent") == 2 * whole == 6_000
    place.run("verify_integrity")


def test_memory_does_not_follow_the_size_of_the_file(place: Installation) -> None:
    def kilobytes(count: int, film: str) -> int:
        output = place.run(*options(place.reviews(count, f"{count}.tsv"), film))
        return int(output.split()[-1])

    small, large = kilobytes(1_000, "whole"), kilobytes(12_000, "killed")
    # The database's own page cache fills up to 16 MB; 11,000 rows held as objects would be some 40 MB.
    assert large - small < 22_000
