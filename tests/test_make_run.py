"""The site as `make run` serves it: real processes on a real port, from an empty directory."""

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.site import PATIENCE, Site, Sites, Start, free_port

pytestmark = pytest.mark.slow
STRONG = "kT4v9-Zq2mW8xR6bN1cJ7hL3fD5gS0pYaEuIoXwVtUrQeMnBzKjH"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    sites = Sites(tmp_path)
    yield sites.start
    sites.kill()


def film_count(site: Site) -> int:
    _status, body = site.get("/api/movies?page_size=100")
    page: dict[str, Any] = json.loads(body)
    return len(page["results"])


def test_an_empty_directory_becomes_a_site_with_its_demo(start: Start, tmp_path: Path) -> None:
    site = start().wait_until_ready()
    status, page = site.get("/")
    assert status == 200
    assert b"<h1" in page
    assert film_count(site) == 18
    assert site.get("/static/css/tokens.css")[0] == 200
    assert f"http://127.0.0.1:{site.port}/" in site.said
    for name in ("viewer", "producer", "producer2", "analyst", "admin"):
        assert f"{name}@example.com" in site.said
    assert "demo-pulse" in site.said
    assert (tmp_path / "secret_key").exists()


def test_ctrl_c_stops_it_cleanly_and_it_starts_again_as_it_was(start: Start) -> None:
    first = start().wait_until_ready()
    os.killpg(first.process.pid, signal.SIGINT)
    assert first.wait_for_exit() == 0
    assert "Traceback" not in first.said
    second = start(port=first.port).wait_until_ready()
    assert film_count(second) == 18
    assert "Writing the demo" not in second.said


def test_after_kill_9_it_starts_again_on_the_same_port(start: Start) -> None:
    first = start().wait_until_ready()
    os.kill(first.process.pid, signal.SIGKILL)  # the master only: its worker still holds the port for a moment
    first.process.wait(PATIENCE)
    second = start(port=first.port).wait_until_ready()
    assert film_count(second) == 18


def test_killed_while_it_seeds_it_seeds_from_the_start_next_time(start: Start) -> None:
    first = start("--reviews", "3000")
    deadline = time.monotonic() + PATIENCE
    while "Writing the demo" not in first.said and time.monotonic() < deadline:
        time.sleep(0.02)
    first.kill()
    second = start().wait_until_ready()
    assert film_count(second) == 18
    assert "Demo data: 18 films, 60 reviews" in second.said


def test_a_port_in_use_is_one_clear_line(start: Start) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        site = start("--no-demo", port=port)
        assert site.wait_for_exit() == 1
    assert site.said == (
        f"CommandError: Port {port} on 127.0.0.1 is in use. Choose another one, e.g.: make run PORT={port + 1}\n"
    )


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({}, "cinemapulse.E001: SECRET_KEY is missing."),
        ({"SECRET_KEY": "short"}, "cinemapulse.E001: SECRET_KEY is too weak."),
        ({"SECRET_KEY": STRONG}, "cinemapulse.E002: ALLOWED_HOSTS is empty."),
    ],
    ids=["no secret", "weak secret", "no hosts"],
)
@pytest.mark.parametrize("server", ["serve", "gunicorn"])
def test_an_unsafe_site_does_not_start(start: Start, settings: dict[str, str], reason: str, server: str) -> None:
    gunicorn = [
        *(sys.executable, "-m", "gunicorn", "-c", "python:cinemapulse.gunicorn_conf"),
        *("-b", f"127.0.0.1:{free_port()}", "cinemapulse.asgi:application"),
    ]
    site = start(command=gunicorn if server == "gunicorn" else None, DEBUG="false", **settings)
    assert site.wait_for_exit() != 0
    assert f"CinemaPulse does not start: {reason}" in site.said
    assert site.said.count("\n") == 1


def test_the_demo_accounts_keep_a_real_site_from_starting_until_they_are_removed(start: Start) -> None:
    demo = start().wait_until_ready()
    os.killpg(demo.process.pid, signal.SIGTERM)
    assert demo.wait_for_exit() == 0
    production = {
        "DEBUG": "false",
        "SECRET_KEY": STRONG,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_TRANSPORT": "false",
    }
    refused = start(**production)
    assert refused.wait_for_exit() == 1
    assert "cinemapulse.E003: The demo accounts exist" in refused.said
    removal = start(command=[sys.executable, "manage.py", "seed_demo", "--remove"], **production)
    assert removal.wait_for_exit() == 0, removal.said
    site = start(**production).wait_until_ready()
    status, page = site.get("/")
    assert status == 200
    # Collected, named after its content, and served compressed.
    sheet = page.split(b'href="/static/css/tokens.')[1].split(b'"')[0].decode()
    assert site.get(f"/static/css/tokens.{sheet}")[0] == 200


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"DATA_DIR": "/proc/nowhere"}, "CinemaPulse is not set up right: DATA_DIR /proc/nowhere cannot be used: "),
        ({"DATABASE_URL": "oracle://u@127.0.0.1/x"}, "CinemaPulse is not set up right: DATABASE_URL must begin"),
        ({"DATABASE_URL": "sqlite:////proc/nowhere/x"}, "CommandError: The database does not answer as it should: "),
    ],
    ids=["no directory", "no driver", "no database"],
)
def test_a_setting_that_cannot_work_is_one_clear_line(start: Start, settings: dict[str, str], reason: str) -> None:
    site = start(**settings)
    assert site.wait_for_exit() == 1
    assert site.said.splitlines()[0].startswith(reason)
    assert "Traceback" not in site.said


def test_data_may_live_in_a_directory_of_any_name(start: Start, tmp_path: Path) -> None:
    data = tmp_path / "a b+c#d?e%20f"
    site = start(DATA_DIR=str(data)).wait_until_ready()
    assert film_count(site) == 18
    assert (data / "cinemapulse.sqlite3").exists()
