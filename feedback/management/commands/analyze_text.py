"""The sentiment engine on the command line."""

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final, Self

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.management.color import supports_color
from tqdm import tqdm

from cinemapulse.core.importing import (
    BadFile,
    Lines,
    Stop,
    hold_interrupts,
    lines_of,
    naming,
    open_lines,
    stop_on_signals,
)
from cinemapulse.core.importing.stop import EXIT_CODE
from cinemapulse.core.text import one_line
from feedback.analyzing import (
    INPUT_FORMATS,
    RESULT_FORMATS,
    SCHEMES,
    Evaluation,
    Text,
    explanation,
    input_layout,
    read_texts,
    result_line,
    scored,
)
from feedback.sentiment import VERSION, Analysis, analyze

STDIN: Final = "-"
AT_ONCE: Final = 200  # texts between two looks at the signals
MOST_PROCESSES: Final = 64
FOR_FILES: Final = ("input_format", "columns", "output", "evaluate", "label_scheme")
UNREAD: Final = 141  # what shells give a command whose reader went away
Take = Callable[[list[tuple[Text, Analysis]]], None]


class Command(BaseCommand):
    help = (
        "Explain how a text is read, score a file of texts, or measure the engine on a labelled file. Needs no "
        'database. Examples: manage.py analyze_text "Not a great film, but superb music" / manage.py analyze_text '
        "--file reviews.tsv.gz --columns label,text --evaluate"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="?", metavar="TEXT", help="the text to explain; - reads it from stdin")
        parser.add_argument("--file", metavar="FILE", help="texts to score, plain or .gz; - reads them from stdin")
        parser.add_argument("--input-format", choices=INPUT_FORMATS, help="default: by the name of the file, else text")
        parser.add_argument(
            "--columns",
            metavar="NAMES",
            help="names of the columns in order, where a CSV or TSV file has no header, e.g. label,text; - skips one",
        )
        parser.add_argument("--format", choices=RESULT_FORMATS, help="of the results (default for a file: jsonl)")
        parser.add_argument("--output", metavar="OUT", help="where the results go (default: standard output)")
        parser.add_argument("--evaluate", action="store_true", help="compare with the labels of the file instead")
        parser.add_argument(
            "--label-scheme", choices=("auto", *SCHEMES), help="what the labels are (default: auto, by their range)"
        )
        parser.add_argument("--processes", type=int, default=1, metavar="N", help="worker processes (default: 1)")
        parser.add_argument("--no-progress", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        _check(options)
        with self._ended_quietly():
            if options["file"] is None:
                self._explain(_given_text(options["text"]), options)
            elif options["evaluate"]:
                self._evaluate(options)
            else:
                self._score(options)

    def _explain(self, text: str, options: dict[str, Any]) -> None:
        analysis = analyze(text)
        if options["format"]:
            self.stdout.write(result_line(options["format"], analysis))
            return
        on_terminal = self.stdout.isatty() and supports_color()
        colours = not options["no_color"] and (options["force_color"] or on_terminal)
        self.stdout.write(explanation(text, analysis, colours=colours))

    def _score(self, options: dict[str, Any]) -> None:
        kind, written = options["format"] or RESULT_FORMATS[0], 0
        with _Output(options["output"], options["file"], self.stdout) as out:

            def take(part: list[tuple[Text, Analysis]]) -> None:
                nonlocal written
                written += len(part)
                out.write("".join(f"{result_line(kind, analysis, item.problem)}\n" for item, analysis in part))

            stopped = _read_all(options, take, shown=not options["output"] and self.stdout.isatty())
        self._end(stopped, f"{written:,} lines were written before")

    def _evaluate(self, options: dict[str, Any]) -> None:
        evaluation, count, started = Evaluation(), 0, time.monotonic()

        def take(part: list[tuple[Text, Analysis]]) -> None:
            nonlocal count
            count += len(part)
            for item, analysis in part:
                if item.problem:
                    evaluation.unreadable += 1
                else:
                    evaluation.add(item.label, analysis)

        self._end(_read_all(options, take), "without all texts there are no figures")
        seconds = time.monotonic() - started
        with naming(_name(options)):
            chosen = options["label_scheme"]
            figures = evaluation.figures(None if chosen in (None, "auto") else chosen)
        self.stdout.write(
            f"{one_line(_name(options))}: {figures.count:,} texts, labels read as “{figures.scheme}”, "
            f"version {VERSION} ({count / max(seconds, 0.001):,.0f} texts/s)"
        )
        for line in figures.lines():
            self.stdout.write(line)
        if evaluation.unreadable:
            self.stdout.write(f"  {evaluation.unreadable:,} rows could not be read and are left out")
        if figures.left_out:
            named = ", ".join(repr(label) for label in sorted(figures.left_out)[:3])
            self.stdout.write(
                f"  {figures.left_out.total():,} texts are left out: their label is not understood, e.g. {named}"
            )

    def _end(self, stopped: bool, how: str) -> None:
        if stopped:
            self.stderr.write(f"Stopped as asked; {how}.")
            sys.exit(EXIT_CODE)

    @contextmanager
    def _ended_quietly(self) -> Iterator[None]:
        """Neither Ctrl-C nor a reader that has seen enough (`| head`) is an error to trace."""
        try:
            yield
            self.stdout.flush()
        except BrokenPipeError:
            # What Python still wants to write at its end goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(UNREAD)
        except KeyboardInterrupt:
            sys.exit(EXIT_CODE)


def _check(options: dict[str, Any]) -> None:
    if (options["text"] is None) == (options["file"] is None):
        raise CommandError("Give a text in quotes, or a file with --file.")
    if options["file"] is None:
        for name in FOR_FILES:
            if options[name]:
                raise CommandError(f"--{name.replace('_', '-')} goes with --file.")
    if options["evaluate"] and (options["output"] or options["format"]):
        raise CommandError("--evaluate prints figures: give neither --output nor --format.")
    if options["label_scheme"] and not options["evaluate"]:
        raise CommandError("--label-scheme goes with --evaluate.")
    if not 1 <= options["processes"] <= MOST_PROCESSES:
        raise CommandError(f"--processes takes 1 to {MOST_PROCESSES}.")


def _given_text(given: str) -> str:
    if given != STDIN:
        return given
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape").removesuffix("\n")


def _name(options: dict[str, Any]) -> str:
    return "Standard input" if options["file"] == STDIN else options["file"]


@contextmanager
def _open(given: str) -> Iterator[Lines]:
    if given == STDIN:
        assert isinstance(sys.stdin.buffer, io.BufferedReader)  # noqa: S101  what Python makes of standard input
        yield lines_of(sys.stdin.buffer)
    else:
        with open_lines(Path(given)) as lines:
            yield lines


class _Output:
    """Where results go: standard output, or a file that is made (or emptied) when the first ones come."""

    def __init__(self, given: str | None, source: str, stdout: Any) -> None:
        self._path = None if given is None else Path(given)
        self._out: IO[str] = stdout
        self._opened = self._path is None
        if self._path is not None and self._path.exists() and Path(source).exists() and self._path.samefile(source):
            raise CommandError(f"{given}: is the file to read; name another one for the results.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._path is not None and self._opened:
            self._out.close()

    def write(self, text: str) -> None:
        if self._path is None:
            self._out.write(text)
            return
        try:
            if not self._opened:
                self._out, self._opened = self._path.open("w", encoding="utf-8"), True
            self._out.write(text)
        except OSError as error:
            raise CommandError(f"{self._path}: cannot be written: {error.strerror or error}") from error


def _read_all(options: dict[str, Any], take: Take, *, shown: bool = False) -> bool:
    """Hand all texts with their analyses to `take`, some at a time; whether it was stopped before the end.

    With `shown` the results go to the terminal, where a progress bar would be in their way.
    """
    given = options["file"]
    # A read of standard input goes on after a signal that only sets a mark.
    signals = nullcontext(Stop()) if given == STDIN else stop_on_signals()
    with naming(_name(options)), _open(given) as lines, signals as stop:
        layout = input_layout(Path(given), options["input_format"], options["columns"])
        size = None if given == STDIN else Path(given).stat().st_size
        quiet = options["no_progress"] or shown or size is None
        found = scored(read_texts(lines, layout), options["processes"])
        with tqdm(total=size, unit="B", unit_scale=True, leave=False, disable=True if quiet else None) as bar:
            try:
                for part in _parts(found, options["processes"]):
                    take(part)
                    if not bar.disable:
                        bar.update(lines.position - bar.n)
                    if stop:
                        return True
            except KeyboardInterrupt:
                return True
            except BrokenProcessPool as error:
                raise BadFile("a worker process was ended from outside") from error
    return False


def _parts(found: Iterator[tuple[Text, Analysis]], processes: int) -> Iterator[list[tuple[Text, Analysis]]]:
    while True:
        with hold_interrupts() if processes > 1 else nullcontext():  # worker processes start in here
            part = list(islice(found, AT_ONCE))
        if not part:
            return
        yield part
