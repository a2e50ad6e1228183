"""What every request passes through before Django reads it."""

import codecs
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

# What browsers send; by the names Python knows them under.
CHARSETS: Final = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252"})


class CharsetMiddleware:
    """Reads a request as UTF-8 unless it names a charset that browsers use.

    Django reads the query string with whatever codec `Content-Type: ...; charset=` names. Python has codecs that are
    not of text (zlib, base64) or refuse most of it (idna): any page would answer 500.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "")
        if charset and not _is_usual(charset):
            request.encoding = None
        return self.get_response(request)


def _is_usual(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name in CHARSETS
    except LookupError:
        return False
