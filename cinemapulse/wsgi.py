"""The WSGI application: every ordinary page and the API. Served through `cinemapulse.asgi`, or by any WSGI server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinemapulse.settings")

import django

from cinemapulse.requests import GuardedHandler
from cinemapulse.startup import refuse_unsafe_start

django.setup(set_prefix=False)
refuse_unsafe_start()
application = GuardedHandler()
