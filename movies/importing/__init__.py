"""Films from a file: CSV, JSON, or the `movies.csv` of MovieLens; stored through `movies.services`."""

from movies.importing.run import Counts, Import
from movies.importing.source import FORMATS, read_films

__all__ = ["FORMATS", "Counts", "Import", "read_films"]
