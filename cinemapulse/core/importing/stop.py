"""Ctrl-C and SIGTERM as a request, so that work in hand can be ended cleanly."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

EXIT_CODE: Final = 130  # what shells give a command that was interrupted


class Stop:
    """Becomes true when someone asks to stop."""

    def __init__(self) -> None:
        self.asked = False

    def __bool__(self) -> bool:
        return self.asked


@contextmanager
def hold_interrupts() -> Iterator[None]:
    """While inside, a Ctrl-C waits, and a process that is started never hears of one: its starter ends it in time.

    A terminal sends Ctrl-C to every process of a command, and a worker that dies of it takes the batch in hand along.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """While inside, the first Ctrl-C or SIGTERM only sets the Stop; a second one acts as usual."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop  # only the main thread may handle signals
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def ask(number: int, frame: FrameType | None) -> None:
        stop.asked = True
        restore()

    for number in before:
        signal.signal(number, ask)
    try:
        yield stop
    finally:
        restore()
