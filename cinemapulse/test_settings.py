"""Settings of the test run: the real ones, with what makes a test quick or keeps it off the developer's files."""

import tempfile
from pathlib import Path

from cinemapulse.settings import *  # noqa: F403

DEBUG = False
SECRET_KEY = "a-secret-for-the-tests-only-0123456789-abcdefghijklmnop"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SECURE_TRANSPORT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_scratch = tempfile.TemporaryDirectory(prefix="cinemapulse-test-")  # deleted when the run ends
MEDIA_ROOT = Path(_scratch.name) / "media"
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_EMAIL_VERIFICATION = "optional"
DEMO_PASSWORD = "demo-pulse"  # noqa: S105
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in real life: an in-memory database shared by threads has other locks than WAL.
    DATABASES["default"]["TEST"] = {"NAME": Path(_scratch.name) / "test.sqlite3"}  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, because in memory two connections share one cache and fail at once where two processes would queue.
    DATABASES["default"]["TEST"] = {  # noqa: F405
        "NAME": str(Path(tempfile.mkdtemp(prefix="cinemapulse-db-")) / "test.sqlite3")
    }
