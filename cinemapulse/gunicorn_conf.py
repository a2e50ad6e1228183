"""How gunicorn serves CinemaPulse; the same for `manage.py serve` and for a unit file:

    gunicorn -c python:cinemapulse.gunicorn_conf cinemapulse.asgi:application

Any gunicorn option on its command line or in GUNICORN_CMD_ARGS goes before these.
"""

import os
from pathlib import Path
from typing import Any

from cinemapulse.env import env

wsgi_app = "cinemapulse.asgi:application"
worker_class = "asgi"
workers = env.int("WEB_CONCURRENCY", default=2)
# Loaded once and shared by the forked workers: quicker to start, and less memory.
preload_app = True
timeout = 60  # seconds without a heartbeat; a request may take longer, as it runs in a thread of its own
graceful_timeout = 10  # seconds for open streams and requests to end after a SIGTERM
keepalive = 75  # seconds; longer than a load balancer's 60, so that it never meets a connection just closed
# The heartbeat is a file: on a disk under load its update can block a worker long enough to be taken for dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() and os.access("/dev/shm", os.W_OK) else None  # noqa: S108
control_socket_disable = True
loglevel = "warning"
accesslog = "-" if env.bool("ACCESS_LOG", default=False) else None


def pre_fork(server: Any, worker: Any) -> None:
    """A database connection must not be shared with a child: SQLite's locks would break, MySQL's protocol mix up."""
    from django.db import connections

    connections.close_all()
