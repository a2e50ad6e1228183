"""The small cast every test knows, and the films they meet."""

import pytest

from accounts.models import User
from accounts.roles import Role
from movies.models import Movie, Status
from tests.factories import MovieFactory, UserFactory


@pytest.fixture
def viewer(db: None) -> User:
    return UserFactory(name="Vera Viewer", email="vera@example.org")


@pytest.fixture
def other_viewer(db: None) -> User:
    return UserFactory(name="Otto Other", email="otto@example.org")


@pytest.fixture
def producer(db: None) -> User:
    """On the team of `film`."""
    return UserFactory(name="Petra Producer", email="petra@example.org", roles=[Role.VIEWER, Role.PRODUCER])


@pytest.fixture
def other_producer(db: None) -> User:
    """On no team."""
    return UserFactory(name="Olga Producer", email="olga@example.org", roles=[Role.VIEWER, Role.PRODUCER])


@pytest.fixture
def analyst(db: None) -> User:
    return UserFactory(name="Anna Analyst", email="anna@example.org", roles=[Role.ANALYST])


@pytest.fixture
def admin_user(db: None) -> User:
    """Holds the Admin role; not a superuser."""
    return UserFactory(name="Ada Admin", email="ada@example.org", roles=[Role.ADMIN])


@pytest.fixture
def film(producer: User) -> Movie:
    return MovieFactory(title="Monsoon Letters", slug="monsoon-letters", producers=[producer])


@pytest.fixture
def hidden_film(producer: User) -> Movie:
    return MovieFactory(title="Hidden Harbour", slug="hidden-harbour", status=Status.HIDDEN, producers=[producer])


@pytest.fixture
def blocked_film(producer: User) -> Movie:
    return MovieFactory(title="Blocked Bridge", slug="blocked-bridge", status=Status.BLOCKED, producers=[producer])
