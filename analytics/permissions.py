"""Whose figures somebody may see."""

from accounts.models import User
from accounts.roles import SEE_HIDDEN_MOVIES
from movies.models import Movie, MovieQuerySet


def films_of(user: User) -> MovieQuerySet:
    """Films on a person's Production Console: those whose team they are on, while they are public.

    A hidden or blocked film is closed to its own producers too; admins, who see those, see every film here.
    """
    if user.has_perm(SEE_HIDDEN_MOVIES):
        return Movie.objects.visible_to(user)
    return Movie.objects.made_by(user).public()
