"""Which keys came by already, in memory that does not grow with their number."""

import sqlite3
from hashlib import blake2b
from types import TracebackType
from typing import Self


class Seen:
    """A set of texts, kept in a temporary database on disk that is gone when this is closed."""

    def __init__(self) -> None:
        # An empty name is SQLite's own temporary file: a small cache in memory, the rest on disk.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def __contains__(self, text: str) -> bool:
        return self._db.execute("SELECT 1 FROM seen WHERE digest = ?", [_digest(text)]).fetchone() is not None

    def add(self, text: str) -> bool:
        """Remember `text`; whether it is new."""
        return self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", [_digest(text)]).rowcount == 1


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
