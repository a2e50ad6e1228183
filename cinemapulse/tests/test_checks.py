"""Each system check by its id: what brings it up, and what does not."""

from collections.abc import Callable

import pytest
from django.core.checks import CheckMessage
from django.db import OperationalError, connection
from gunicorn.arbiter import Arbiter
from pytest_django import Settings

from accounts.models import Origin
from cinemapulse import checks
from cinemapulse.startup import refuse_unsafe_start
from tests.factories import UserFactory

STRONG = "kT4v9-Zq2mW8xR6bN1cJ7hL3fD5gS0pYaEuIoXwVtUrQeMnBzKjH"


def ids(check: Callable[..., list[CheckMessage]]) -> list[str | None]:
    return [message.id for message in check(None)]


@pytest.mark.parametrize("secret", ["", "short", "a" * 64, "django-insecure-" + STRONG])
def test_a_missing_or_weak_secret_is_e001(settings: Settings, secret: str) -> None:
    settings.DEBUG, settings.SECRET_KEY = False, secret
    assert ids(checks.secret_is_strong) == ["cinemapulse.E001"]


def test_a_strong_secret_passes(settings: Settings) -> None:
    settings.DEBUG, settings.SECRET_KEY = False, STRONG
    assert ids(checks.secret_is_strong) == []


def test_debug_may_use_any_secret(settings: Settings) -> None:
    settings.DEBUG, settings.SECRET_KEY = True, "short"
    assert ids(checks.secret_is_strong) == []


def test_no_host_names_is_e002(settings: Settings) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = False, []
    assert ids(checks.hosts_are_named) == ["cinemapulse.E002"]
    settings.ALLOWED_HOSTS = ["pulse.example.com"]
    assert ids(checks.hosts_are_named) == []


@pytest.mark.django_db
def test_a_demo_account_with_a_password_is_e003(settings: Settings) -> None:
    settings.DEBUG = False
    UserFactory(email="viewer@example.com", origin=Origin.DEMO)
    assert ids(checks.no_demo_accounts) == ["cinemapulse.E003"]
    settings.DEBUG = True
    assert ids(checks.no_demo_accounts) == []


@pytest.mark.django_db
def test_demo_people_who_cannot_log_in_are_no_danger(settings: Settings) -> None:
    settings.DEBUG = False
    UserFactory(email="one@demo.invalid", origin=Origin.DEMO, password=None)
    UserFactory(email="two@example.org", origin=Origin.SITE)
    UserFactory(email="three@example.com", origin=Origin.DEMO, is_active=False)
    assert ids(checks.no_demo_accounts) == []


@pytest.mark.django_db
def test_a_database_without_tables_holds_no_demo_accounts(settings: Settings) -> None:
    settings.DEBUG = False

    def no_such_table(execute: object, sql: str, *rest: object) -> None:
        raise OperationalError("no such table: accounts_user")

    with connection.execute_wrapper(no_such_table):
        assert ids(checks.no_demo_accounts) == []


def test_mail_that_stays_on_the_console_is_w001(settings: Settings) -> None:
    settings.DEBUG = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert ids(checks.mail_is_sent) == ["cinemapulse.W001"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert ids(checks.mail_is_sent) == []


@pytest.mark.django_db
def test_the_reason_not_to_start_is_one_line(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.DEBUG, settings.SECRET_KEY, settings.ALLOWED_HOSTS = False, "short", []
    with pytest.raises(SystemExit) as stopped:
        refuse_unsafe_start()
    # What gunicorn takes for "never start this again".
    assert stopped.value.code == Arbiter.WORKER_BOOT_ERROR
    said = capsys.readouterr().err
    assert said.startswith("CinemaPulse does not start: cinemapulse.E001: SECRET_KEY is too weak. Set SECRET_KEY")
    assert said.count("\n") == 1


@pytest.mark.django_db
def test_a_safe_installation_starts(settings: Settings) -> None:
    settings.DEBUG, settings.SECRET_KEY, settings.ALLOWED_HOSTS = False, STRONG, ["pulse.example.com"]
    refuse_unsafe_start()
