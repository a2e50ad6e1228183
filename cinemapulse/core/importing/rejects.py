"""The rows that were not taken over, each with its line number and the reason, in a CSV file of their own."""

import csv
import os
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from cinemapulse.core.importing.lines import BadFile
from cinemapulse.core.text import one_line, spreadsheet_safe


def rejects_path(given: str | None, source: Path) -> Path:
    """Where the rejects of `source` go: to the path asked for, else beside you as `<name>.rejects.csv`.

    Raises BadFile when nothing can be written there, or when that would overwrite the source.
    """
    path = Path(given) if given else Path(f"{source.name}.rejects.csv")
    if path.exists() and source.exists() and path.samefile(source):
        raise BadFile("is the file to import; name another one for the rejects")
    if path.is_dir():
        raise BadFile("is a directory; name a file for the rejects")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise BadFile("cannot be written; name another file with --rejects")
    return path


class Rejects:
    """Writes the file when the first reject comes; without a path it only counts."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.count = 0
        self.first = ""
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, line: int, reason: str, raw: str) -> None:
        """One row that is not taken over; `raw` is its text in the file.

        Raises OSError when the file cannot be written.
        """
        self.count += 1
        reason = one_line(reason)  # it may repeat a part of the row
        self.first = self.first or f"line {line}: {reason}"
        if self.path is None:
            return
        if self._file is None:
            # A byte that is no UTF-8 shows as \udcXX: the file itself stays readable.
            self._file = self.path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
            csv.writer(self._file).writerow(["line", "reason", "row"])
        csv.writer(self._file).writerow([line, spreadsheet_safe(reason), spreadsheet_safe(raw)])
