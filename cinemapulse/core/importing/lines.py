"""The lines of a file: plain or gzip, UTF-8, numbered, each of bounded length."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from django.core.management.base import CommandError

from cinemapulse.core.text import one_line

MAX_LINE: Final = 2_000_000  # bytes
_SHOWN: Final = 200  # characters of an over-long line that a report repeats
_NOT_TEXT: Final = {
    codecs.BOM_UTF16_LE: "is UTF-16; save it as UTF-8",
    codecs.BOM_UTF16_BE: "is UTF-16; save it as UTF-8",
    b"PK": "is a ZIP archive or a spreadsheet; unpack it, or save it as CSV",
    b"SQLite": "is a database, not a text file",
}


class BadFile(Exception):
    """The file as a whole cannot be read; the message is one line for the person who named it."""


@contextmanager
def naming(subject: object) -> Iterator[None]:
    """A BadFile raised inside ends the command with one line that names what is bad."""
    try:
        yield
    except BadFile as error:
        raise CommandError(one_line(f"{subject}: {error}")) from error


class BadLine(Exception):
    """One line cannot be read. The reader stands behind it and can go on."""

    def __init__(self, number: int, start: str, reason: str) -> None:
        super().__init__(reason)
        self.number, self.start, self.reason = number, start, reason


class _Stream(Protocol):
    def peek(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


class Lines(Iterator[str]):
    """Iterates over the lines, each with its line end, as `csv.reader` asks for them.

    Bytes that are not UTF-8 come through as lone surrogates, for the reader of the record to refuse. `taken` holds
    the numbered lines handed out since `start_record`; some of them can be handed out again.
    """

    def __init__(self, stream: _Stream, raw: BinaryIO) -> None:
        self._stream, self._raw = stream, raw
        self._number = 0
        self._back: list[tuple[int, str]] = []
        self.taken: list[tuple[int, str]] = []

    @property
    def position(self) -> int:
        """Bytes of the file read so far (compressed bytes of a .gz)."""
        return self._raw.tell()

    def start_record(self) -> None:
        self.taken = []

    def give_back(self, keep: int) -> None:
        """Hand out all taken lines but the first `keep` again."""
        self._back.extend(reversed(self.taken[keep:]))
        del self.taken[keep:]

    def __next__(self) -> str:
        numbered = self._back.pop() if self._back else self._read()
        self.taken.append(numbered)
        return numbered[1]

    def _read(self) -> tuple[int, str]:
        data = self._readline()
        if not data:
            raise StopIteration
        self._number += 1
        if self._number == 1:
            data = data.removeprefix(codecs.BOM_UTF8)
        if len(data) > MAX_LINE:
            start = data[:_SHOWN].decode("utf-8", "replace")
            while data and not data.endswith(b"\n"):
                data = self._readline()
            raise BadLine(self._number, f"{start}…", f"the line is longer than {MAX_LINE:,} bytes")
        return self._number, data.decode("utf-8", "surrogateescape")

    def _readline(self) -> bytes:
        try:
            return self._stream.readline(MAX_LINE + 1)
        except (EOFError, OSError, zlib.error) as error:
            raise BadFile(f"cannot be read on after line {self._number:,}: {error}") from error


@contextmanager
def open_lines(path: Path) -> Iterator[Lines]:
    """The lines of the file at `path`; gzip is told by its content. Raises BadFile."""
    if path.is_dir():
        raise BadFile("is a directory")
    if not path.exists():
        raise BadFile("does not exist")
    if not path.is_file():
        raise BadFile("is not a regular file")
    try:
        raw = path.open("rb")
    except OSError as error:
        raise BadFile(f"cannot be opened: {error.strerror}") from error
    with raw:
        yield lines_of(raw)


def lines_of(raw: io.BufferedReader) -> Lines:
    """The lines of an open stream, e.g. of standard input. Raises BadFile."""
    zipped = raw.peek(2)[:2] == b"\x1f\x8b"
    stream: _Stream = gzip.GzipFile(fileobj=raw) if zipped else raw
    _refuse_other_content(stream)
    return Lines(stream, raw)


def _refuse_other_content(stream: _Stream) -> None:
    try:
        head = stream.peek(8)
    except (EOFError, OSError, zlib.error) as error:
        raise BadFile(f"is not a whole gzip file: {error}") from error
    if not head:
        raise BadFile("is empty")
    for magic, problem in _NOT_TEXT.items():
        if head.startswith(magic):
            raise BadFile(problem)
