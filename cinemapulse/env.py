"""What the settings read from the environment, and the secret a clone makes for itself.

Every variable is documented in `.env.example`; a test keeps the two in step.
"""

import os
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(os.environ.get("ENV_FILE", str(BASE_DIR / ".env")))

DEBUG: bool = env.bool("DEBUG", default=True)
# A relative path starts at the project, wherever the process was started.
DATA_DIR = BASE_DIR / Path(env.str("DATA_DIR", default="var")).expanduser()
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(f"DATA_DIR {DATA_DIR} cannot be used: {error.strerror}") from error


def stored_secret(path: Path) -> str:
    """The secret kept in `path`, made on first use.

    Two processes may start at once: the file is created exclusively and complete, so both read the same secret.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def secret_key() -> str:
    """SECRET_KEY, or with DEBUG the stored one; empty means missing, which check cinemapulse.E001 reports."""
    given: str = env.str("SECRET_KEY", default="")
    if given or not DEBUG:
        return given
    return stored_secret(DATA_DIR / "secret_key")
