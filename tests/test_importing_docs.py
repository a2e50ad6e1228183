"""docs/importing.md says everything the import commands take, and nothing they do not."""

import re

import pytest
from django.core.management import BaseCommand, load_command_class

from cinemapulse.env import BASE_DIR
from feedback.importing.columns import ALIASES, COLUMN_NAMES
from movies.services.facts import COLUMNS

DOCUMENT = (BASE_DIR / "docs" / "importing.md").read_text(encoding="utf-8")
FILMS, REVIEWS = DOCUMENT.split("\n## ")[1:3]


def own_options(app: str, command: str) -> set[str]:
    made = load_command_class(app, command)
    return _options(made) - _options(BaseCommand())


def _options(command: BaseCommand) -> set[str]:
    actions = command.create_parser("manage.py", "any")._actions
    return {option for action in actions for option in action.option_strings if option.startswith("--")}


@pytest.mark.parametrize(
    ("app", "command", "chapter"), [("movies", "import_movies", FILMS), ("feedback", "import_feedback", REVIEWS)]
)
def test_every_option_has_its_row_and_every_row_its_option(app: str, command: str, chapter: str) -> None:
    assert set(re.findall(r"^\| `(--[a-z-]+)", chapter, re.MULTILINE)) == own_options(app, command)


def test_every_column_is_named() -> None:
    for name in COLUMNS:
        assert f"`{name}`" in FILMS, name
    for name in (*ALIASES, *COLUMN_NAMES):
        assert f"`{name}`" in REVIEWS, name


@pytest.mark.parametrize(("app", "command"), [("movies", "import_movies"), ("feedback", "import_feedback")])
def test_help_shows_an_example(app: str, command: str) -> None:
    assert f"manage.py {command}" in load_command_class(app, command).help
