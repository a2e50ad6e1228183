"""The door for what people say about themselves: name, photo, notifications, age and region."""

from typing import Any, Final, TypedDict

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AgeBand, Region, User
from cinemapulse.core.images import clean_image
from cinemapulse.core.text import one_line

NAME_LENGTH: Final = 80
PHOTO_BYTES: Final = 5_000_000
PHOTO_PIXELS: Final = 25_000_000
PHOTO_SIDE: Final = 512


class Changes(TypedDict, total=False):
    """What may be changed; what is not named stays."""

    name: str
    notifications_enabled: bool
    age_band: str
    region: str


def clean_name(name: str) -> str:
    """A public name on one line. Raises ValidationError."""
    name = one_line(name)
    if not name:
        raise ValidationError(_("Give a name; it is shown beside your reviews."))
    if len(name) > NAME_LENGTH:
        raise ValidationError(_("At most %(limit)d characters.") % {"limit": NAME_LENGTH})
    return name


def update_profile(*, user: User, changes: Changes, photo: File[Any] | None = None) -> User:
    """Change a person's own details and, when given, their photo: all of it or nothing.

    Raises ValidationError with messages by field.
    """
    errors: dict[str, ValidationError] = {}
    cleaned: dict[str, object] = dict(changes)
    if "name" in changes:
        try:
            cleaned["name"] = clean_name(changes["name"])
        except ValidationError as error:
            errors["name"] = error
    for field, choices in (("age_band", AgeBand), ("region", Region)):
        if cleaned.get(field, "") not in ("", *choices.values):
            errors[field] = ValidationError(_("Choose one of the answers."))
    picture = None
    if photo is not None:
        try:
            picture = clean_image(
                photo,
                max_bytes=PHOTO_BYTES,
                max_pixels=PHOTO_PIXELS,
                size_limit=(PHOTO_SIDE, PHOTO_SIDE),
                square=True,
            )
        except ValidationError as error:
            errors["photo"] = error
    if errors:
        raise ValidationError(errors)
    _save(user, {**cleaned, **({"photo": picture} if picture else {})})
    return user


def remove_photo(*, user: User) -> None:
    """Back to the initials; the file is deleted."""
    if user.photo:
        _save(user, {"photo": ""})


def _save(user: User, values: dict[str, object]) -> None:
    """Write only what is named, so that two requests about different fields do not undo each other."""
    if not values:
        return
    old_photo = user.photo.name if "photo" in values else ""
    storage = user.photo.storage
    with transaction.atomic():
        for field, value in values.items():
            setattr(user, field, value)
        user.save(update_fields=list(values))
        if old_photo:
            transaction.on_commit(lambda: storage.delete(old_photo))
