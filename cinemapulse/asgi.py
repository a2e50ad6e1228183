"""The one application: `/live/` goes to Django's ASGI handler, everything else to the WSGI application.

Django's own ASGI handler runs sync views through a thread hop each and serves them 8 to 12 times slower (measured,
docs/architecture.md), so it only ever sees the streams, which are cheap there.
"""

import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinemapulse.settings")

from a2wsgi import WSGIMiddleware
from django.core.asgi import get_asgi_application

from cinemapulse.wsgi import application as wsgi_application

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

# Threads for ordinary requests in one process; each holds at most one database connection.
WSGI_THREADS = 8

_streams = get_asgi_application()
_pages = WSGIMiddleware(cast(Any, wsgi_application), workers=WSGI_THREADS)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Dispatch one ASGI connection by its path."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and not scope["path"].startswith("/live/"):
        await _pages(cast(Any, scope), cast(Any, receive), cast(Any, send))
    else:
        await _streams(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
