"""What is said of a film, as a file or a form gives it, checked."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cinemapulse.core.text import clean_text, one_line
from movies.models import Genre, Movie, ReleaseType, Status

FIRST_YEAR: Final = 1888  # of the oldest film that survives
LAST_YEAR: Final = 2100
MOST_GENRES: Final = 20
MOST_CAST: Final = 100
NAME_LENGTH: Final = 120  # characters in the name of one person
GENRE_LENGTH: Final = Genre._meta.get_field("name").max_length or 0
_LIMITS: Final = {
    column.name: column.max_length or 0 for column in Movie._meta.fields if isinstance(column, models.CharField)
}
# What a new film may start as; a block has its own door, which asks for a reason.
_STATUSES: Final = (Status.NORMAL, Status.STARRED, Status.HIDDEN)


@dataclass(frozen=True, slots=True)
class Facts:
    """A film's slug, its columns that were given (by field name), and its genres (None: not given)."""

    slug: str
    columns: Mapping[str, Any]
    genres: tuple[str, ...] | None = None
    status: Status = Status.NORMAL


def make_slug(text: str) -> str:
    """The address of a film or genre: in plain letters where `text` has any, else in its own script."""
    return slugify(text) or slugify(text, allow_unicode=True)


def clean_facts(given: Mapping[str, object]) -> Facts:
    """Check the values given by column name; a column that is not there is left as it is stored.

    Lists may be lists or texts parted by "|". Unknown columns are ignored. Raises ValidationError with messages by
    column.
    """
    columns: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}

    def take(name: str, check: Callable[[object], Any]) -> Any:
        try:
            return check(given.get(name))
        except ValidationError as error:
            errors[name] = error.messages
        return None

    title = columns["title"] = take("title", _title)
    slug = take("slug", lambda value: _slug(value, title or ""))
    for name, check in _CHECKS.items():
        if name in given:
            columns[name] = take(name, check)
    genres = take("genres", _genres) if "genres" in given else None
    status = take("status", _status)
    if errors:
        raise ValidationError(errors)
    return Facts(slug=slug, columns=columns, genres=genres, status=status)


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValidationError(_("Give a text."))
    return clean_text(value)


def _at_most(limit: int, text: str) -> str:
    if len(text) > limit:
        raise ValidationError(
            _("At most %(limit)d characters; this has %(given)d.") % {"limit": limit, "given": len(text)}
        )
    return text


def _short(field: str) -> Callable[[object], str]:
    limit = _LIMITS[field]
    return lambda value: _at_most(limit, one_line(_text(value)))


def _title(value: object) -> str:
    title = _short("title")(value)
    if not title:
        raise ValidationError(_("A film needs a title."))
    return title


def _slug(value: object, title: str) -> str:
    slug = _text(value).lower() or make_slug(title)[:191]
    if not slug and title:
        raise ValidationError(_("The title has no letters to make a slug of; give one."))
    if slug:
        validate_unicode_slug(slug)
    return _at_most(191, slug)


def _names(value: object) -> list[str]:
    """A list of names; a text parts them by "|"."""
    if value is None:
        return []
    parts = value.split("|") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise ValidationError(_('Give a list of names, or a text parted by "|".'))
    # A name that comes twice is one name; the first place counts.
    return list(dict.fromkeys(name for part in parts if (name := one_line(part))))


def _cast(value: object) -> list[str]:
    names = _names(value)
    if len(names) > MOST_CAST:
        raise ValidationError(_("At most %(limit)d names.") % {"limit": MOST_CAST})
    return [_at_most(NAME_LENGTH, name) for name in names]


def _genres(value: object) -> tuple[str, ...]:
    names = _names(value)
    if len(names) > MOST_GENRES:
        raise ValidationError(_("At most %(limit)d genres.") % {"limit": MOST_GENRES})
    for name in names:
        if not make_slug(_at_most(GENRE_LENGTH, name)):
            raise ValidationError(_("“%(name)s” is not a genre.") % {"name": name})
    return tuple(names)


def _release_type(value: object) -> str:
    text = one_line(_text(value)).lower()
    if text not in ("", *ReleaseType.values):
        raise ValidationError(_("Choose one of: %(choices)s.") % {"choices": ", ".join(ReleaseType.values)})
    return text


def _release_date(value: object) -> dt.date | None:
    text = _text(value)
    if not text:
        return None
    try:
        # The module also takes "20220603" and week dates, which nobody means in a catalogue.
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        date = dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError(_("Give a date as YYYY-MM-DD.")) from error
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise ValidationError(_("Films are of %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR})
    return date


def _status(value: object) -> Status:
    text = one_line(_text(value)).lower() or Status.NORMAL.value
    if text not in _STATUSES:
        raise ValidationError(
            _("A new film is %(choices)s; to block one, use the admin, which asks for the reason.")
            % {"choices": ", ".join(_STATUSES)}
        )
    return Status(text)


_CHECKS: Final[dict[str, Callable[[object], Any]]] = {
    "description": lambda value: _at_most(5000, _text(value)),
    "category": _short("category"),
    "cast": _cast,
    "director": _short("director"),
    "hero": _short("hero"),
    "heroine": _short("heroine"),
    "vibe": _short("vibe"),
    "release_type": _release_type,
    "release_date": _release_date,
}
# Every column that counts.
COLUMNS: Final = ("title", "slug", *_CHECKS, "genres", "status")
