"""The WSGI application: every ordinary page and the API. Served through `cinemapulse.asgi`, or by any WSGI server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinemapulse.settings")

import django
from django.core.wsgi import get_wsgi_application

from cinemapulse.startup import refuse_unsafe_start

django.setup(set_prefix=False)
refuse_unsafe_start()
application = get_wsgi_application()
