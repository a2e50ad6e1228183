"""The project's own app: system checks, the `serve` command, site-wide pages."""

from django.apps import AppConfig


class CinemaPulseConfig(AppConfig):
    name = "cinemapulse"

    def ready(self) -> None:
        from cinemapulse import checks  # noqa: F401  registers the system checks
