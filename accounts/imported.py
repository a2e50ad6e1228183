"""Accounts for the authors of imported reviews: they stand for a person, hold no role and cannot log in."""

from functools import cache
from hashlib import blake2b
from typing import Final

from django.contrib.auth.hashers import make_password

from accounts.models import Origin, User

# Reserved by RFC 2606: no mail can ever be delivered there.
DOMAIN: Final = "imported.invalid"
_NAME_LENGTH: Final = 80


def imported_account(identity: str, name: str = "") -> User:
    """An unsaved account; the same `identity` always has the same email.

    Without a name it gets one that says where it comes from.
    """
    digest = blake2b(identity.encode(), digest_size=16).hexdigest()
    return User(
        email=f"{digest}@{DOMAIN}",
        name=name[:_NAME_LENGTH] or f"Imported viewer {digest[:4]}",
        password=_no_password(),
        origin=Origin.IMPORT,
    )


@cache
def _no_password() -> str:
    """One for all of them: it fits no password, and drawing a new one costs more than the rest of the account."""
    return make_password(None)
