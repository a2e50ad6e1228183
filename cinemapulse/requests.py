"""The request class: Django's own, with a guard that has to act before any middleware."""

import codecs
from typing import Any, Final

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

# What browsers send; by the names Python knows them under.
CHARSETS: Final = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252"})


class GuardedRequest(WSGIRequest):
    """Reads a request as UTF-8 unless it names a charset that browsers use.

    Django reads the query string, already while the request is made, with whatever codec `Content-Type: ...;
    charset=` names. Python has codecs that are not of text (zlib, base64) or refuse most of it (idna): every page
    would answer 500.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        charset = self.content_params.get("charset", "")
        if _is_usual(charset):
            self.encoding = charset


def _is_usual(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name in CHARSETS
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return False


class GuardedHandler(WSGIHandler):
    """Django's WSGI application, on guarded requests."""

    request_class = GuardedRequest
