"""Static files for a site without DEBUG: collected, named after their content and compressed, when they changed."""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.utils import matches_patterns
from django.core.management import call_command

# Parts of third-party apps that no page of ours loads; compressing them would take most of the time.
UNUSED: Final = ["rest_framework/*", "drf_spectacular_sidecar/redoc/*"]
MARK: Final = ".collected"


def collect_assets(say: Callable[[str], None]) -> None:
    """Fill STATIC_ROOT if its sources changed since it was filled last.

    The mark is written last, so an interrupted run is done again.
    """
    mark, sources = Path(settings.STATIC_ROOT) / MARK, fingerprint()
    if mark.is_file() and mark.read_text() == sources:
        return
    say("Collecting static files ...")
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, ignore_patterns=UNUSED, verbosity=0)
    mark.write_text(sources)


def fingerprint() -> str:
    """Changes when a source file comes, goes, or changes its size or time."""
    digest = blake2b(digest_size=16)
    for finder in get_finders():
        for name, storage in finder.list(None):
            if not matches_patterns(name, UNUSED):
                status = Path(storage.path(name)).stat()
                digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
