"""What the documents say is what the code does: settings, commands, files."""

import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from cinemapulse.env import BASE_DIR

README = (BASE_DIR / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [BASE_DIR / "README.md", BASE_DIR / "CONTRIBUTING.md", *sorted((BASE_DIR / "docs").rglob("*.md"))]
OWN = ("accounts", "movies", "feedback", "analytics", "cinemapulse")
# Read by tools, not by our settings.
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "ENV_FILE"}


def read_variables() -> set[str]:
    """Every variable that the code reads through `env.`."""
    sources = (path.read_text(encoding="utf-8") for path in (BASE_DIR / "cinemapulse").rglob("*.py"))
    return {name for source in sources for name in re.findall(r"\benv\.\w+\(\s*\"(\w+)\"", source)}


def documented_variables() -> list[str]:
    text = (BASE_DIR / ".env.example").read_text(encoding="utf-8")
    return re.findall(r"^#?([A-Z][A-Z0-9_]*)=", text, re.MULTILINE)


def test_env_example_documents_every_variable_once_and_no_other() -> None:
    documented = documented_variables()
    assert sorted(documented) == sorted(read_variables() - NOT_SETTINGS)


def test_no_setting_is_read_past_django_environ() -> None:
    """`os.environ` is for what must be known before the settings, which is two names."""
    found = {
        name
        for app in OWN
        for path in (BASE_DIR / app).rglob("*.py")
        if "tests" not in path.parts
        for name in re.findall(r"environ(?:\.\w+)?[\[(]\"(\w+)\"", path.read_text(encoding="utf-8"))
    }
    assert found <= NOT_SETTINGS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_a_document_exists(document: Path) -> None:
    commands = re.findall(r"manage\.py ([a-z_]+)", document.read_text(encoding="utf-8"))
    assert set(commands) <= set(get_commands())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_local_link_in_a_document_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text(encoding="utf-8"))
    missing = [link for link in links if not (document.parent / link).exists()]
    assert missing == []


def test_every_make_target_in_the_readme_exists() -> None:
    makefile = (BASE_DIR / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", README)) <= targets


def test_every_file_the_tour_reads_is_in_the_repository() -> None:
    named = set(re.findall(r"\bsamples/[\w./-]+", README))
    assert named
    assert [name for name in named if not (BASE_DIR / name).is_file()] == []


def test_each_own_command_is_named_in_the_readme() -> None:
    own = {name for name, app in get_commands().items() if app.split(".")[-1] in OWN}
    assert own - set(re.findall(r"\b\w+\b", README)) == set()


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{version}]" in (BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8")
