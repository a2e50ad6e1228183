"""Cursor pages for the API, on `cinemapulse.core.keyset`."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cinemapulse.core.keyset import BadCursor, Page, paginate

PAGE_SIZE: Final = 20
MAX_PAGE_SIZE: Final = 100


class CursorPagination(BasePagination):
    """`?cursor=` and `?page_size=` (1 to 100); the answer is `{next, previous, results}` with absolute addresses."""

    def paginate_queryset(
        self,
        queryset: "QuerySet[Any] | Sequence[Any]",
        request: Request,
        view: APIView | None = None,
    ) -> list[Any]:
        assert isinstance(queryset, QuerySet)  # noqa: S101  a position is sought in an index
        query = {key: values for key, values in request.query_params.lists() if key != "cursor"}
        try:
            self.page: Page[Any] = paginate(
                queryset, size=_page_size(request), cursor=request.query_params.get("cursor"), query=query
            )
        except BadCursor as error:
            raise ValidationError({"cursor": ["This cursor was not made by this API; start without one."]}) from error
        self.address = request.build_absolute_uri(request.path)
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "next": self._absolute(self.page.next_url),
                "previous": self._absolute(self.page.previous_url),
                "results": data,
            }
        )

    def _absolute(self, query: str | None) -> str | None:
        return self.address + query if query else None

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        return [
            _parameter("cursor", {"type": "string"}, "Where a page starts; taken from next or previous."),
            _parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE},
                "Items on a page.",
            ),
        ]

    def get_paginated_response_schema(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def _page_size(request: Request) -> int:
    given = request.query_params.get("page_size", str(PAGE_SIZE))
    if not (given.isascii() and given.isdecimal() and len(given) < 5 and 1 <= int(given) <= MAX_PAGE_SIZE):
        raise ValidationError({"page_size": [f"Give a whole number from 1 to {MAX_PAGE_SIZE}."]})
    return int(given)
