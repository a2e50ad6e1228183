"""The WSGI application: every ordinary page and the API. Served through `cinemapulse.asgi`, or by any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinemapulse.settings")

application = get_wsgi_application()
