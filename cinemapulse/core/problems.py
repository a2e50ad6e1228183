"""API errors as problem details (RFC 9457): `type`, `title`, `status`, `detail`, and `errors` by field."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler
from rest_framework.views import set_rollback

CONTENT_TYPE = "application/problem+json"


class Conflict(exceptions.APIException):
    """409: the request is well formed, but what it asks for exists or has changed already."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "This conflicts with what is stored."
    default_code = "conflict"


class BodyTooLarge(exceptions.APIException):
    """413: more bytes than the server reads (DATA_UPLOAD_MAX_MEMORY_SIZE)."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The body is too large."
    default_code = "too_large"


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view raised into a problem response; None (a 500) for what nobody foresaw."""
    if isinstance(error, ValidationError):
        error = exceptions.ValidationError(_field_messages(error))
    elif isinstance(error, RequestDataTooBig):
        error = BodyTooLarge()
    response = drf_exception_handler(error, context)
    if response is None:
        return None
    set_rollback()
    response.data = problem(response.status_code, _detail(error), _errors(response.data))
    response.content_type = CONTENT_TYPE
    return response


def problem(code: int, detail: str, errors: dict[str, Any] | None = None) -> dict[str, Any]:
    """The body of a problem response."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return body


def _field_messages(error: ValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        messages = dict(error.message_dict)
        if NON_FIELD_ERRORS in messages:
            messages["non_field_errors"] = messages.pop(NON_FIELD_ERRORS)
        return messages
    return {"non_field_errors": list(error.messages)}


def _detail(error: Exception) -> str:
    if isinstance(error, exceptions.ValidationError):
        return "Some fields are not as they should be; see errors."
    if isinstance(error, exceptions.APIException):
        # Messages by field go into `errors`.
        return str(error.detail if isinstance(error.detail, str) else error.default_detail)
    if isinstance(error, Http404):
        return "There is nothing at this address."
    if isinstance(error, PermissionDenied):
        return str(error) or "You may not do this."
    return ""


def _errors(data: Any) -> dict[str, Any]:
    if isinstance(data, list):
        return {"non_field_errors": data}
    if isinstance(data, dict) and set(data) != {"detail"}:
        return data
    return {}
