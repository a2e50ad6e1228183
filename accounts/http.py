"""What `login_required` guarantees, said to the type checker."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request in a view behind `login_required`."""

    user: User
