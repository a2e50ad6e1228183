"""`manage.py serve`: everything from an empty directory to a serving site, in one process start."""

import errno
import socket
import time
from typing import Any, Final

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import CommandParser
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import Application

from accounts.models import Origin, User
from accounts.services import setup_roles
from cinemapulse.assets import collect_assets
from cinemapulse.env import env
from cinemapulse.startup import unsafe_start_reason
from movies.models import Movie

# Seconds to wait for the port: the workers of a server that was killed notice within one, and let go of it.
PATIENCE: Final = 3


class Server(Application):  # type: ignore[misc]
    """gunicorn in this process, with the project's own configuration and `options` over it."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        self.load_config_from_module_name_or_filename("python:cinemapulse.gunicorn_conf")
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from cinemapulse.asgi import application

        return application


class Command(BaseCommand):
    help = (
        "Migrate, set up the roles, seed the demo when the database is empty (DEBUG only), and serve.\n"
        "Example: python manage.py serve --port 8080"
    )
    # Its own look at the checks gives one clear line instead of a list.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=env.str("HOST", default="127.0.0.1"), help="default 127.0.0.1, or HOST")
        parser.add_argument("--port", default=env.str("PORT", default="8000"), type=port, help="default 8000, or PORT")
        parser.add_argument("--reviews", type=int, default=3000, help="how many reviews the demo gets")
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, *args: Any, **options: Any) -> None:
        host, number = options["host"], options["port"]
        self.refuse_taken_port(host, number)
        try:
            self.prepare(seed=settings.DEBUG and not options["no_demo"], reviews=options["reviews"])
        except DatabaseError as error:
            raise CommandError(f"The database does not answer as it should: {error}") from error
        except KeyboardInterrupt:
            raise CommandError("Stopped before serving; run it again, it goes on from here.") from None
        connections.close_all()
        Server({"bind": address(host, number), "when_ready": lambda server: self.greet(host, number)}).run()

    def refuse_taken_port(self, host: str, number: int) -> None:
        """Before any work; gunicorn would say it at length, and only after five tries."""
        deadline = time.monotonic() + PATIENCE
        while error := bind_error(host, number):
            if error.errno != errno.EADDRINUSE:
                raise CommandError(f"Cannot listen on {host}, port {number}: {error.strerror or error}")
            if time.monotonic() > deadline:
                raise CommandError(
                    f"Port {number} on {host} is in use. Choose another one, e.g.: make run PORT={number % 65535 + 1}"
                )
            time.sleep(0.1)

    def prepare(self, *, seed: bool, reviews: int) -> None:
        """Bring database and files to where they can be served; quick when they are there already."""
        self.refuse_unsafe_start()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Preparing the database ...")
            call_command("migrate", interactive=False, verbosity=0)
            self.refuse_unsafe_start()
        else:
            setup_roles()
        if not settings.DEBUG:
            collect_assets(self.say)
        if seed and not User.objects.exists() and not Movie.objects.exists():
            call_command("seed_demo", reviews=reviews, stdout=self.stdout, verbosity=1)

    def refuse_unsafe_start(self) -> None:
        reason = unsafe_start_reason()
        if reason:
            raise CommandError(f"CinemaPulse does not start: {reason}")

    def greet(self, host: str, number: int) -> None:
        shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        self.say(f"\nCinemaPulse is at http://{address(shown, number)}/   (Ctrl-C stops it)")
        if settings.DEBUG:
            people = User.objects.demo_logins().filter(origin=Origin.DEMO).order_by("pk")
            width = max((len(person.email) for person in people), default=0)
            if people:
                self.say(f"Demo accounts, password {settings.DEMO_PASSWORD}:")
            for person in people:
                self.say(f"  {person.email:<{width}}  {person.primary_role.label}")
            connections.close_all()

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def bind_error(host: str, number: int) -> OSError | None:
    """What stands against listening there, if anything does."""
    try:
        family, kind, protocol, _name, where = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        return error
    return None


def port(text: str) -> int:
    """argparse type: a TCP port."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def address(host: str, number: int) -> str:
    return f"[{host}]:{number}" if ":" in host else f"{host}:{number}"
