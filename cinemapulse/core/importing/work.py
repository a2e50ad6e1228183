"""The surroundings of a command that writes very many rows."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def long_work() -> Iterator[None]:
    """Inside, memory stays flat and the garbage collector looks only at what was made since.

    With DEBUG on, Django keeps the last 9,000 statements: hundreds of megabytes of an import's rows.
    """
    connection.make_debug_cursor = connection.make_cursor  # type: ignore[method-assign, assignment]
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        del connection.make_debug_cursor
