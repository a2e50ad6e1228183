"""What every server process does before it serves."""

import sys
from typing import Final

from django.core.checks import Tags, run_checks

# gunicorn's own code for "this worker can never start": with any other it would start it again, for ever.
EXIT_CODE: Final = 3


def unsafe_start_reason() -> str:
    """One line naming the first of the project's own errors, or an empty string when it is safe to start."""
    found = {str(message.id): message for message in run_checks(tags=[Tags.security]) if message.is_serious()}
    first = min((key for key in found if key.startswith("cinemapulse.")), default=None)
    return f"{first}: {found[first].msg} {found[first].hint}" if first else ""


def refuse_unsafe_start() -> None:
    """Leave the process, with one clear line, when a system check forbids serving."""
    reason = unsafe_start_reason()
    if reason:
        print(f"CinemaPulse does not start: {reason}", file=sys.stderr, flush=True)
        raise SystemExit(EXIT_CODE)
