"""Which column holds what: by the names in the header, or by the names given with --columns."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from cinemapulse.core.importing import BadFile

# field -> the names under which it is found in the wild, the first one found wins. Letters and digits only.
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "rating": (
        "rating", "stars", "star", "starrating", "score", "grade", "points",
        "label", "sentiment", "polarity", "class",
    ),
    "text": ("text", "review", "reviewtext", "reviewbody", "body", "content", "comment", "message"),
    "author": ("author", "user", "username", "userid", "reviewer", "reviewername", "critic"),
    "external_id": ("externalid", "reviewid", "id", "uid"),
    "created_at": (
        "createdat", "created", "date", "datetime", "timestamp", "time", "reviewdate", "postedat", "writtenat",
    ),
    "spoiler": ("spoiler", "isspoiler", "spoilers", "containsspoilers"),
}  # fmt: skip
# The names --columns takes.
COLUMN_NAMES: Final = ("rating", "label", *(name for name in ALIASES if name != "rating"))
_FIELD_OF: Final = {alias: field for field, aliases in ALIASES.items() for alias in aliases}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def field_of(name: str) -> str | None:
    """The field that a column of this name holds; None for a column we do not know."""
    return _FIELD_OF.get(_plain(name))


def resolve(names: Sequence[str]) -> dict[str, int]:
    """field -> index of the column that holds it, for the fields that `names` have."""
    plain = [_plain(name) for name in names]
    return {
        field: plain.index(alias)
        for field, aliases in ALIASES.items()
        if (alias := next((alias for alias in aliases if alias in plain), None)) is not None
    }


# What a reader needs: raises BadFile unless the fields found (first argument) under the names given will do.
Need = Callable[[Iterable[str], Sequence[str]], None]


def require(fields: Iterable[str], names: Sequence[str]) -> None:
    """Raise BadFile unless `fields` are enough to make reviews of."""
    have = set(fields)
    if "rating" not in have:
        raise BadFile(
            f"no column is a rating (columns: {_shown(names)}); name the columns with --columns, or check --delimiter"
        )
    if not have & {"text", "author", "external_id"}:
        raise BadFile("no column is a text, an author or an external_id: nothing would tell one review from another")


def require_text(fields: Iterable[str], names: Sequence[str]) -> None:
    """Raise BadFile unless there is a text to read among `fields`."""
    if "text" not in fields:
        raise BadFile(f"no column is a text (columns: {_shown(names)}); name the columns with --columns")


def _shown(names: Sequence[str]) -> str:
    return ", ".join(names[:10]) + (", …" if len(names) > 10 else "")


def named_columns(given: str, need: Need = require) -> tuple[dict[str, int], int]:
    """What --columns says: field -> index, and the number of columns. Raises BadFile (one line) when it is wrong."""
    fields: dict[str, int] = {}
    names = [name.strip() for name in given.split(",")]
    for index, name in enumerate(names):
        if name in ("", "-"):
            continue
        field = field_of(name)
        if field is None:
            raise BadFile(f"there is no column “{name}”; use {', '.join(COLUMN_NAMES)}, or - to skip one")
        if field in fields:
            raise BadFile(f"“{name}” and “{names[fields[field]]}” both name the {field}")
        fields[field] = index
    need(fields, names)
    return fields, len(names)
