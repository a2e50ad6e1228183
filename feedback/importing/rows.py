"""From the values of a row to a review that can be stored."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import Final

from accounts.imported import imported_account
from accounts.models import User
from cinemapulse.core.text import clean_text, one_line
from feedback.importing.ratings import Ratings, RowProblem
from feedback.models import MAX_TEXT
from feedback.services import Draft
from movies.models import Movie

EARLIEST: Final = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
_YES: Final = frozenset({"1", "true", "yes", "y", "t"})
_NO: Final = frozenset({"", "0", "false", "no", "n", "f"})
_EPOCH = re.compile(r"[0-9]{9,11}(\.[0-9]{1,9})?")
# An id that every engine compares as we do; MySQL takes "Ab" and "ab" for the same.
_PLAIN_ID = re.compile(r"[0-9a-z]{1,64}")
# Web exports keep their line breaks as HTML.
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Review:
    """A row that can become a review. `created_at` is None where the file does not say."""

    user: User
    draft: Draft
    key: str
    created_at: dt.datetime | None
    has_author: bool


@dataclass(frozen=True, slots=True)
class Judge:
    """Makes a Review of a row's values."""

    movie: Movie
    ratings: Ratings
    truncate: bool = False

    def review(self, values: Mapping[str, object], now: dt.datetime) -> Review:
        """Raises RowProblem with the reason why a row cannot be taken."""
        stars = self.ratings.stars(values.get("rating"))
        text = self._text(values.get("text"))
        author = one_line(_words(values, "author"))
        key = _key(one_line(_words(values, "external_id")), author, stars, text)
        identity = f"author\n{author}" if author else f"row\n{self.movie.pk}\n{key}"
        return Review(
            user=imported_account(identity, author),
            draft=Draft(rating=stars, text=text, spoiler=_spoiler(values.get("spoiler"))),
            key=key,
            created_at=_moment(values.get("created_at"), now),
            has_author=bool(author),
        )

    def _text(self, given: object) -> str:
        if given is None:
            return ""
        if not isinstance(given, str):
            raise RowProblem("text: not a text")
        text = clean_text(_BREAK.sub("\n", given))
        if len(text) <= MAX_TEXT:
            return text
        if not self.truncate:
            raise RowProblem(f"text: {len(text):,} characters, at most {MAX_TEXT:,} (see --long-text)")
        return text[:MAX_TEXT].rstrip()


def _words(values: Mapping[str, object], name: str) -> str:
    given = values.get(name)
    if given is None:
        return ""
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise RowProblem(f"{name}: not a text")
    return str(given)


def _key(external_id: str, author: str, stars: Decimal, text: str) -> str:
    """What identifies a row among all imports into its film: its id in the file, else a hash of what it says."""
    if _PLAIN_ID.fullmatch(external_id):
        return f"x:{external_id}"
    if external_id:
        return f"h:{_hash(external_id)}"
    content = "\n".join((author, f"{stars * 2:.0f}", text))
    return f"c:{_hash(content)}"


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=20).hexdigest()


def _spoiler(given: object) -> bool:
    if given is None or isinstance(given, bool):
        return bool(given)
    word = str(given).strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise RowProblem(f"spoiler: “{word[:20]}” is neither yes nor no")


def _moment(given: object, now: dt.datetime) -> dt.datetime | None:
    """A time in UTC. ISO 8601, or seconds since 1970; without a zone it is UTC."""
    if given is None or given == "":
        return None
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise RowProblem("created_at: neither a date nor a time")
    text = str(given).strip()
    if not text:
        return None
    try:
        if _EPOCH.fullmatch(text):
            moment = dt.datetime.fromtimestamp(float(text), dt.UTC)
        else:
            moment = dt.datetime.fromisoformat(text)
            moment = moment.replace(tzinfo=moment.tzinfo or dt.UTC).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise RowProblem(
            f"created_at: “{text[:40]}” is neither an ISO 8601 date or time nor seconds since 1970"
        ) from error
    if not EARLIEST <= moment <= now:
        raise RowProblem(f"created_at: {text[:40]} is {'in the future' if moment > now else 'before 1900'}")
    return moment
