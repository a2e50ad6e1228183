"""What the import commands share: reading files nobody vouches for, and saying what was wrong with them."""

from cinemapulse.core.importing.lines import BadFile, Lines, lines_of, naming, open_lines
from cinemapulse.core.importing.records import Record, delimited_records, quoted_records
from cinemapulse.core.importing.rejects import Rejects, rejects_path
from cinemapulse.core.importing.seen import Seen
from cinemapulse.core.importing.stop import Stop, hold_interrupts, stop_on_signals
from cinemapulse.core.importing.work import long_work

__all__ = [
    "BadFile",
    "Lines",
    "Record",
    "Rejects",
    "Seen",
    "Stop",
    "delimited_records",
    "hold_interrupts",
    "lines_of",
    "long_work",
    "naming",
    "open_lines",
    "quoted_records",
    "rejects_path",
    "stop_on_signals",
]
