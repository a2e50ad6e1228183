"""Database helpers that hide the difference between SQLite and MySQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, models, transaction

Item = TypeVar("Item")
Row = TypeVar("Row", bound=models.Model)


@contextmanager
def read_snapshot() -> Iterator[None]:
    """A transaction in which every read sees the database as it was at the first one. For reading only.

    On SQLite (WAL) it takes no write lock, so writers go on. On MySQL it is one REPEATABLE READ transaction.
    Must not be entered inside another transaction: that one would decide what is seen.
    """
    if connection.in_atomic_block:
        # Tests wrap everything in a transaction of their own, which is a snapshot already as far as they can see.
        yield
        return
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        before = connection.transaction_mode  # type: ignore[attr-defined]
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = before  # type: ignore[attr-defined]
        return
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    with transaction.atomic():
        yield


def in_chunks(items: list[Item], size: int) -> Iterator[list[Item]]:
    """`items` in lists of at most `size`: what fits one IN (...) on both engines."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def by_primary_key(rows: models.QuerySet[Row], size: int = 2000) -> Iterator[Row]:
    """All `rows` in primary-key order, read `size` at a time.

    MySQL's driver loads a whole result at once (there is no server-side cursor), so `iterator()` alone would hold
    every row in memory; paging by key keeps it flat on both engines.
    """
    last: Any = None
    while True:
        page = rows.order_by("pk") if last is None else rows.filter(pk__gt=last).order_by("pk")
        chunk = list(page[:size])
        yield from chunk
        if len(chunk) < size:
            return
        last = chunk[-1].pk
