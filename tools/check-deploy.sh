#!/bin/sh
# Django's deployment checks with the settings of a production site, on an empty database; a warning is a failure.
set -eu
cd "$(dirname "$0")/.."
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
secret=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')
env ENV_FILE="$data/none" DEBUG=false DATA_DIR="$data" SECRET_KEY="$secret" ALLOWED_HOSTS=pulse.example.com \
    EMAIL_URL=smtp+tls://user:password@mail.example.com:587 DATABASE_URL="sqlite:///$data/check.sqlite3" \
    .venv/bin/python manage.py check --deploy --fail-level WARNING
