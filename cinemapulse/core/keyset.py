"""Pages by position instead of by number: newest first, as quick on the last page as on the first.

A position is the (created_at, id) of a row. Rows that arrive meanwhile never shift a page, and the database seeks the
index instead of counting rows to skip.
"""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import urlencode

from django.db.models import Q, QuerySet


class Positioned(Protocol):
    """A row that has a place in time."""

    pk: Any
    created_at: dt.datetime


Row = TypeVar("Row")


class BadCursor(ValueError):
    """The cursor in the address was not made by us."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Rows strictly older (`back` false) or strictly newer (`back` true) than a position."""

    created_at: dt.datetime
    pk: int
    back: bool = False

    def encode(self) -> str:
        raw = json.dumps([self.created_at.isoformat(), self.pk, int(self.back)], separators=(",", ":"))
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """Raises BadCursor for anything `encode` did not make."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            moment, pk, back = json.loads(raw)
            created_at = dt.datetime.fromisoformat(moment)
            if created_at.tzinfo is None:
                raise BadCursor(text)
            created_at = created_at.astimezone(dt.UTC)  # a moment too early or late for that is not ours either
            if not isinstance(pk, int) or not 0 <= pk < 2**63:
                raise BadCursor(text)
            return cls(created_at, pk, bool(back))
        except (binascii.Error, ValueError, TypeError, RecursionError, OverflowError) as error:
            raise BadCursor(text) from error


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of rows, newest first, with the cursors of its neighbours (None where there is no neighbour)."""

    rows: list[Row]
    next_cursor: str | None
    previous_cursor: str | None
    query: Mapping[str, Any]

    @property
    def next_url(self) -> str | None:
        return self._url(self.next_cursor)

    @property
    def previous_url(self) -> str | None:
        return self._url(self.previous_cursor)

    def _url(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        kept = [(key, value) for key, value in self.query.items() if key != "cursor"]
        return "?" + urlencode([*kept, ("cursor", cursor)], doseq=True)


def paginate(
    rows: "QuerySet[Any, Row]", *, size: int, cursor: str | None = None, query: Mapping[str, Any] | None = None
) -> Page[Row]:
    """The page of `rows` at `cursor`, in one query.

    `query` holds the other parameters of the address (values may be lists), which the neighbours' links keep.
    Raises BadCursor.
    """
    at = Cursor.decode(cursor) if cursor else None
    back = at is not None and at.back
    if at is not None:
        side = "gt" if at.back else "lt"
        # The first condition is implied by the second; it is what both engines can seek an index with.
        rows = rows.filter(
            Q(**{f"created_at__{side}e": at.created_at}),
            Q(**{f"created_at__{side}": at.created_at}) | Q(**{f"pk__{side}": at.pk}),
        )
    ordering = ("created_at", "pk") if back else ("-created_at", "-pk")
    found: list[Any] = list(rows.order_by(*ordering)[: size + 1])
    more = len(found) > size
    found = found[:size]
    if back:
        found.reverse()
    has_next = back or more
    has_previous = more if back else at is not None
    return Page(
        rows=found,
        next_cursor=_cursor(found[-1], back=False) if found and has_next else None,
        previous_cursor=_cursor(found[0], back=True) if found and has_previous else None,
        query=query or {},
    )


def _cursor(row: Positioned, *, back: bool) -> str:
    return Cursor(row.created_at, row.pk, back).encode()
