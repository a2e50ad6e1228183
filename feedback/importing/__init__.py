"""Reviews from a file into a film: reading, judging each row, and storing batches through `feedback.services`.

`columns` says which column is what, `source` reads the rows, `ratings` and `rows` judge them, `run` stores them.
"""

from feedback.importing.columns import COLUMN_NAMES, named_columns
from feedback.importing.ratings import Ratings
from feedback.importing.rows import Judge
from feedback.importing.run import Import
from feedback.importing.source import FORMATS, Layout, format_of, read_rows

__all__ = ["COLUMN_NAMES", "FORMATS", "Import", "Judge", "Layout", "Ratings", "format_of", "named_columns", "read_rows"]
