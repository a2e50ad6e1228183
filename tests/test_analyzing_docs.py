"""docs/analyzing.md says everything the two commands take, and nothing they do not."""

import re

import pytest
from django.core.management import load_command_class

from cinemapulse.env import BASE_DIR
from feedback.analyzing import INPUT_FORMATS, RESULT_FORMATS, SCHEMES
from tests.test_importing_docs import own_options

DOCUMENT = (BASE_DIR / "docs" / "analyzing.md").read_text(encoding="utf-8")
TEXTS, REVIEWS = DOCUMENT.split("\n## ")[1:3]


@pytest.mark.parametrize(("command", "chapter"), [("analyze_text", TEXTS), ("rescore_feedback", REVIEWS)])
def test_every_option_has_its_row_and_every_row_its_option(command: str, chapter: str) -> None:
    assert set(re.findall(r"^\| `(--[a-z-]+)", chapter, re.MULTILINE)) == own_options("feedback", command)


def test_every_format_and_scheme_is_named() -> None:
    assert "\\|".join(INPUT_FORMATS) in TEXTS
    assert "\\|".join(RESULT_FORMATS) in TEXTS
    assert re.findall(r"^\| `([a-z0-9]+)` \|", TEXTS, re.MULTILINE) == list(SCHEMES)


@pytest.mark.parametrize("command", ["analyze_text", "rescore_feedback"])
def test_help_shows_an_example(command: str) -> None:
    assert f"manage.py {command}" in load_command_class("feedback", command).help
