"""What the OpenAPI schema says about errors, once for every endpoint."""

from http import HTTPStatus
from typing import Any, Final

from drf_spectacular.utils import OpenApiResponse, extend_schema_serializer
from rest_framework import serializers

from cinemapulse.core.problems import CONTENT_TYPE


@extend_schema_serializer(component_name="Problem")
class ProblemSerializer(serializers.Serializer[dict[str, Any]]):
    """The body of every error: problem details (RFC 9457)."""

    type = serializers.CharField(help_text="Always `about:blank`: the status says what kind of problem it is.")
    title = serializers.CharField(help_text="The name of the status.")
    status = serializers.IntegerField(help_text="The HTTP status, again.")
    detail = serializers.CharField(help_text="What is wrong, in a sentence to show to a person.")
    errors = serializers.DictField(  # type: ignore[assignment]  # DRF takes declared fields off the class
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="Messages by field; `non_field_errors` holds those about the whole request.",
    )


_MEANING: Final = {
    HTTPStatus.BAD_REQUEST: "The request could not be read, or a field is not as it should be.",
    HTTPStatus.UNAUTHORIZED: "Nobody is logged in, or the token is not valid.",
    HTTPStatus.FORBIDDEN: "This person may not do this, or the CSRF token is missing.",
    HTTPStatus.NOT_FOUND: "There is nothing at this address (or nothing this person may know of).",
    HTTPStatus.CONFLICT: "It exists or has changed already.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than the server reads.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is not JSON.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many attempts; wait and try again.",
}


def problems(*codes: int, **meanings: str) -> dict[tuple[int, str], OpenApiResponse]:
    """Entries for `extend_schema(responses={...})`: `{200: MeSerializer, **problems(400, 401)}`.

    `problems(404, s404="No such film.")` says what a status means here.
    """
    return {
        (code, CONTENT_TYPE): OpenApiResponse(
            ProblemSerializer, description=meanings.get(f"s{code}", _MEANING[HTTPStatus(code)])
        )
        for code in codes
    }
