"""Factories for the whole project: sensible people, films and reviews, made through the services where one exists."""

from typing import TYPE_CHECKING, Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from feedback.models import Feedback
from feedback.services import Draft, submit
from movies.models import Genre, Movie, TeamMember

PASSWORD = "a-long-enough-password-7"


if TYPE_CHECKING:
    # factory_boy's classes are called like functions and return the model; its own types cannot say so.
    def UserFactory(**fields: Any) -> User: ...
    def GenreFactory(**fields: Any) -> Genre: ...
    def MovieFactory(**fields: Any) -> Movie: ...
    def FeedbackFactory(**fields: Any) -> Feedback: ...

else:

    class UserFactory(DjangoModelFactory[User]):
        """A person with the given roles: `UserFactory(roles=[Role.ANALYST])`; a viewer by default."""

        class Meta:
            model = User
            skip_postgeneration_save = True

        name = factory.Sequence(lambda n: f"Person {n}")
        email = factory.Sequence(lambda n: f"person{n}@example.org")

        @classmethod
        def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
            roles = kwargs.pop("roles", [Role.VIEWER])
            user = User.objects.create_user(kwargs.pop("email"), kwargs.pop("password", PASSWORD), **kwargs)
            for role in roles:
                grant_role(user=user, role=role)
            return user

    class GenreFactory(DjangoModelFactory[Genre]):
        class Meta:
            model = Genre

        name = factory.Sequence(lambda n: f"Genre {n}")
        slug = factory.Sequence(lambda n: f"genre-{n}")

    class MovieFactory(DjangoModelFactory[Movie]):
        class Meta:
            model = Movie
            skip_postgeneration_save = True

        title = factory.Sequence(lambda n: f"Film {n}")
        slug = factory.Sequence(lambda n: f"film-{n}")
        category = "Tamil"

        @factory.post_generation
        def producers(self: Movie, create: bool, extracted: list[User] | None, **kwargs: Any) -> None:
            for user in extracted or []:
                TeamMember.objects.create(movie=self, user=user)

    class FeedbackFactory(DjangoModelFactory[Feedback]):
        """A review handed in through the service. Takes the fields of a Draft beside `user` and `movie`."""

        class Meta:
            model = Feedback

        user = factory.SubFactory(UserFactory)
        movie = factory.SubFactory(MovieFactory)
        rating = 4
        text = "A wonderful film with great music."

        @classmethod
        def _create(cls, model_class: type[Feedback], *args: Any, **kwargs: Any) -> Feedback:
            user, movie = kwargs.pop("user"), kwargs.pop("movie")
            return submit(user=user, movie=movie, draft=Draft(**kwargs))
