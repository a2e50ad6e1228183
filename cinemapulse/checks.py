"""System checks that keep an unsafe installation from starting; `refuse_unsafe_start` makes one line of them."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

MIN_SECRET_LENGTH = 50
MIN_SECRET_DISTINCT = 5


@register(Tags.security)
def secret_is_strong(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E001: outside DEBUG the secret is given, long and not a known example."""
    if settings.DEBUG:
        return []
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:
        secret = ""
    weak = (
        len(secret) < MIN_SECRET_LENGTH
        or len(set(secret)) < MIN_SECRET_DISTINCT
        or secret.startswith("django-insecure-")
    )
    if not weak:
        return []
    return [
        Error(
            "SECRET_KEY is missing." if not secret else "SECRET_KEY is too weak.",
            hint="Set SECRET_KEY to at least 50 random characters:"
            " python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
            id="cinemapulse.E001",
        )
    ]


@register(Tags.security)
def hosts_are_named(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E002: outside DEBUG the host names the site answers to are given."""
    if settings.DEBUG or settings.ALLOWED_HOSTS:
        return []
    return [
        Error(
            "ALLOWED_HOSTS is empty.",
            hint="Set ALLOWED_HOSTS to the site's host names, separated by commas, e.g. pulse.example.com",
            id="cinemapulse.E002",
        )
    ]


@register(Tags.security)
def no_demo_accounts(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E003: outside DEBUG nobody can log in with the published demo password."""
    if settings.DEBUG:
        return []
    from accounts.models import User

    try:
        found = User.objects.demo_logins().exists()
    except (DatabaseError, ImproperlyConfigured):
        return []  # not migrated or not reachable yet: no account to worry about, and migrate says what is wrong
    if not found:
        return []
    return [
        Error(
            "The demo accounts exist and their password is published.",
            hint="Remove them and the demo data with: python manage.py seed_demo --remove",
            id="cinemapulse.E003",
        )
    ]


@register(Tags.security, deploy=True)
def mail_is_sent(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """W001: outside DEBUG verification and reset mails leave the machine."""
    if settings.DEBUG or not settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return []
    return [
        Warning(
            "Mail is printed on the console: nobody can verify an address or reset a password.",
            hint="Set EMAIL_URL, e.g. smtp+tls://user:password@mail.example.com:587",
            id="cinemapulse.W001",
        )
    ]
