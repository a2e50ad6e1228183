"""The objects that the grid of tests/test_grid.py meets: own and another's, public, hidden, blocked, removed."""

from dataclasses import dataclass

from accounts.models import User
from accounts.roles import Role
from feedback import services
from feedback.models import Feedback
from movies.models import Movie, Status
from movies.services import change_status
from tests.factories import FeedbackFactory, MovieFactory, UserFactory

ROLES = ("anonymous", "viewer", "producer", "other_producer", "analyst", "admin")


@dataclass(frozen=True, slots=True)
class World:
    """`film` and `quiet_film` are made by `producer`, `other_film` by `other_producer`."""

    people: dict[str, User | None]
    film: Movie
    other_film: Movie
    quiet_film: Movie  # nobody has reviewed it yet
    hidden_film: Movie
    blocked_film: Movie
    review: Feedback  # by viewer, of film
    others_review: Feedback  # by a stranger, of film
    hidden_review: Feedback  # by viewer, hidden by admin
    others_hidden: Feedback
    removed_review: Feedback  # by viewer, removed by admin
    veiled_review: Feedback  # by viewer, of hidden_film

    def reach(self, path: str) -> object:
        """ "film.slug" -> the slug of `film`; a number stands for itself."""
        if path.isdigit():
            return int(path)
        name, attribute = path.split(".")
        return getattr(getattr(self, name), attribute)


def build_world() -> World:
    viewer, stranger = UserFactory(name="Vera Viewer"), UserFactory(name="Otto Other")
    producer = UserFactory(roles=[Role.VIEWER, Role.PRODUCER])
    other_producer = UserFactory(roles=[Role.VIEWER, Role.PRODUCER])
    admin = UserFactory(roles=[Role.ADMIN])
    film = MovieFactory(title="Monsoon Letters", slug="monsoon-letters", producers=[producer])
    other_film = MovieFactory(title="Other Ocean", slug="other-ocean", producers=[other_producer])
    third_film = MovieFactory(title="Third Thunder", slug="third-thunder")
    hidden_film = MovieFactory(title="Hidden Harbour", slug="hidden-harbour", producers=[producer])
    blocked_film = MovieFactory(title="Blocked Bridge", slug="blocked-bridge", producers=[producer])
    world = World(
        people={
            "anonymous": None,
            "viewer": viewer,
            "producer": producer,
            "other_producer": other_producer,
            "analyst": UserFactory(roles=[Role.ANALYST]),
            "admin": admin,
        },
        film=film,
        other_film=other_film,
        quiet_film=MovieFactory(title="Quiet Quay", slug="quiet-quay", producers=[producer]),
        hidden_film=hidden_film,
        blocked_film=blocked_film,
        review=FeedbackFactory(user=viewer, movie=film),
        others_review=FeedbackFactory(user=stranger, movie=film),
        hidden_review=FeedbackFactory(user=viewer, movie=other_film),
        others_hidden=FeedbackFactory(user=stranger, movie=other_film),
        removed_review=FeedbackFactory(user=viewer, movie=third_film),
        veiled_review=FeedbackFactory(user=viewer, movie=hidden_film),
    )
    services.hide(feedback=world.hidden_review, by=admin)
    services.hide(feedback=world.others_hidden, by=admin)
    services.remove(feedback=world.removed_review, by=admin)
    change_status(movie=hidden_film, status=Status.HIDDEN, by=admin)
    change_status(movie=blocked_film, status=Status.BLOCKED, by=admin, reason="Rights")
    return world
