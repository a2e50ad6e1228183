"""A real server process for tests: started on a free port, in a directory of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cinemapulse.env import BASE_DIR

PATIENCE = 60  # seconds for a start or a stop, on a machine that is busy with other tests
Start = Callable[..., "Site"]


class Site:
    """One server process and how to reach it."""

    def __init__(self, environment: dict[str, str], port: int, command: list[str], log: Path) -> None:
        self.port, self.log = port, log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, cwd=BASE_DIR, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until_ready(self) -> "Site":
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.get("/api/movies")
            except OSError:
                time.sleep(0.05)
            else:
                return self
        raise AssertionError(f"not ready: {self.said}")

    def wait_for_exit(self) -> int:
        return self.process.wait(PATIENCE)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def film(self, slug: str) -> dict[str, Any]:
        """A public film as the API tells of it."""
        _status, body = self.get("/api/movies?page_size=100")
        found: dict[str, Any] = next(film for film in json.loads(body)["results"] if film["slug"] == slug)
        return found

    def kill(self) -> None:
        """-9, the whole group: what a crash or a power cut leaves."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def clean_environment(data: Path, **settings: str) -> dict[str, str]:
    """An environment with nothing of the test run's own but the way to find programs."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "ENV_FILE": str(data / "none"), "DATA_DIR": str(data), "WEB_CONCURRENCY": "1", **settings}


class Sites:
    """Starts sites in one directory, and kills what still runs at the end."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.started: list[Site] = []

    def start(
        self, *arguments: str, port: int | None = None, command: list[str] | None = None, **settings: str
    ) -> Site:
        number = port or free_port()
        command = [*(command or [sys.executable, "manage.py", "serve", "--reviews", "60"]), *arguments]
        environment = clean_environment(self.data, PORT=str(number), **settings)
        site = Site(environment, number, command, self.data / f"log-{len(self.started)}.txt")
        self.started.append(site)
        return site

    def kill(self) -> None:
        for site in self.started:
            site.kill()
