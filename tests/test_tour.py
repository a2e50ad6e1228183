"""The README's quick tour, run literally against a served site."""

import re
import subprocess
from pathlib import Path

import pytest

from cinemapulse.env import BASE_DIR
from tests.site import PATIENCE, Sites, clean_environment

pytestmark = pytest.mark.slow


def tour() -> list[str]:
    """The shell blocks of the chapter, in order."""
    text = (BASE_DIR / "README.md").read_text(encoding="utf-8")
    chapter = text.split("\n## Quick tour\n")[1].split("\n## ")[0]
    return re.findall(r"```sh\n(.*?)```", chapter, re.DOTALL)


def run(script: str, data: Path, port: int) -> str:
    """The script's output; fails with it when a command fails. Rejects go where the test may write."""
    script = script.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace(" samples/", f" {BASE_DIR}/samples/")
    script = script.replace(".venv/bin/python manage.py", f".venv/bin/python {BASE_DIR}/manage.py")
    script = script.replace(".venv/bin/", f"{BASE_DIR}/.venv/bin/")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=data,
        env=clean_environment(data),
        capture_output=True,
        text=True,
        timeout=PATIENCE * 2,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_command_of_the_tour_works_as_it_says(tmp_path: Path) -> None:
    sites = Sites(tmp_path)
    try:
        site = sites.start().wait_until_ready()
        first, second = (run(script, tmp_path, site.port) for script in tour())
    finally:
        sites.kill()
    assert re.search(r"\b48\b.*stored", first)
    assert re.search(r"\b1\b.*rejected", first)
    assert "0 differences" in first
    assert '"movie_id":1' in first
    assert '"sentiment":"positive"' in first
    assert '"average_rating":' in first
    assert re.search(r"\b0\b.*would be stored", second)
