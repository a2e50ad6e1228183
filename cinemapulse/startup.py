"""What every server process does before it serves."""

from django.core.checks import Tags, run_checks


def unsafe_start_reason() -> str:
    """One line naming the first of the project's own errors, or an empty string when it is safe to start."""
    for message in run_checks(tags=[Tags.security]):
        if message.is_serious() and str(message.id).startswith("cinemapulse."):
            return f"{message.id}: {message.msg} {message.hint}"
    return ""


def refuse_unsafe_start() -> None:
    """Leave the process, with one clear line, when a system check forbids serving."""
    reason = unsafe_start_reason()
    if reason:
        raise SystemExit(f"CinemaPulse does not start: {reason}")
