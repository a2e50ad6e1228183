"""The secret that a clone makes for itself, and the database settings of each engine."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cinemapulse.env import stored_secret
from cinemapulse.settings import database


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"
    first = stored_secret(path)
    assert len(first) >= 50
    assert stored_secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret_key"]


def test_a_secret_made_by_another_process_meanwhile_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.write_text("made by another process\n")
    assert stored_secret(path) == "made by another process"


def test_sqlite_queues_its_writers_and_uses_a_write_ahead_log() -> None:
    options = database("sqlite:////tmp/some.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 10
    assert "journal_mode=WAL" in options["init_command"]


def test_mysql_stores_every_character_and_refuses_bad_values() -> None:
    config = database("mysql://someone@127.0.0.1:3306/pulse")
    assert config["OPTIONS"]["charset"] == "utf8mb4"
    assert "STRICT_TRANS_TABLES" in config["OPTIONS"]["init_command"]
    assert config["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize("url", ["postgres://u@127.0.0.1/x", "oracle://u@127.0.0.1/x", "pulse.sqlite3", ""])
def test_another_database_is_refused_by_name(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must begin with sqlite:/// or mysql://"):
        database(url)
