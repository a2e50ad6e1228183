"""JSON values taken at their word: a number is a number, a text a text, and nothing is guessed.

DRF's own fields turn "yes" into true, 4 into "4" and True into 1; an API whose figures must be exact does not.
"""

import math
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


@extend_schema_field(
    {
        "type": "number",
        "minimum": 0.5,
        "maximum": 5,
        "multipleOf": 0.5,
        "description": "Stars, 0.5 to 5 in half steps. A JSON number, not a string.",
    }
)
class RatingField(serializers.Field[float, Any, float, Any]):
    default_error_messages = {"invalid": _("Give 0.5 to 5 stars, in half steps, as a number.")}

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        if isinstance(data, float) and not math.isfinite(data):
            self.fail("invalid")
        return data

    def to_representation(self, value: float) -> float:
        return value


class StrictCharField(serializers.Field[str, Any, str, Any]):
    """Any text, also an empty one; its length and characters are the service's affair."""

    default_error_messages = {"invalid": _("Give a text.")}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return data

    def to_representation(self, value: str) -> str:
        return value


@extend_schema_field(OpenApiTypes.BOOL)
class StrictBooleanField(serializers.Field[bool, Any, bool, Any]):
    default_error_messages = {"invalid": _("Give true or false.")}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid")
        return data

    def to_representation(self, value: bool) -> bool:
        return value


@extend_schema_field({"type": "integer", "minimum": 1})
class IdField(serializers.Field[int, Any, int, Any]):
    default_error_messages = {"invalid": _("Give a whole number.")}

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data

    def to_representation(self, value: int) -> int:
        return value


class ChipsField(serializers.Field[dict[str, str], Any, dict[str, str], Any]):
    """{"music": "liked", "pacing": "disliked"}; the service knows which aspects there are."""

    # Doubled braces, because DRF formats its messages.
    default_error_messages = {"invalid": _('Give aspects as liked or disliked, e.g. {{"music": "liked"}}.')}

    def to_internal_value(self, data: Any) -> dict[str, str]:
        if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
            self.fail("invalid")
        return data

    def to_representation(self, value: dict[str, str]) -> dict[str, str]:
        return value
