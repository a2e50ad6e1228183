"""analyze_text as a process: a reader that goes away, Ctrl-C, and how much memory it takes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cinemapulse.env import BASE_DIR
from tests.test_import_processes import MEASURED

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("processes")]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.tsv"
    path.write_text("".join(f"1\tA wonderful film with great music, number {n}.\n" for n in range(200_000)))
    return path


def start(file: Path, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", MEASURED, "analyze_text", "--file", str(file), "--columns", "label,text"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cinemapulse.settings", "DATA_DIR": str(file.parent)}
    return subprocess.Popen(
        [*command, *arguments],
        cwd=BASE_DIR,
        env=environment | {"DEBUG": "true"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_a_reader_that_has_seen_enough_is_no_error(texts: Path) -> None:
    process = start(texts)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) == 141


@pytest.mark.parametrize("processes", ["1", "2"])
def test_ctrl_c_ends_it_after_whole_lines(texts: Path, processes: str) -> None:
    results = texts.with_name("results.jsonl")
    process = start(texts, "--output", str(results), "--processes", processes)
    end = time.monotonic() + 60
    while not (results.exists() and results.stat().st_size) and time.monotonic() < end:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it, to the workers too
    _output, errors = process.communicate(timeout=60)
    lines = results.read_text().split("\n")
    assert process.returncode == 130
    assert errors == f"Stopped as asked; {len(lines) - 1:,} lines were written before.\n"
    assert lines[-1] == ""


def test_memory_does_not_follow_the_size_of_the_file(texts: Path) -> None:
    small = texts.with_name("small.tsv")
    small.write_text("".join(texts.read_text().splitlines(keepends=True)[:1000]))

    def kilobytes(file: Path) -> int:
        output, errors = start(file, "--evaluate", "--label-scheme", "binary").communicate(timeout=120)
        return int(output.split()[-1]) if not errors else pytest.fail(errors)

    assert kilobytes(texts) - kilobytes(small) < 10_000
