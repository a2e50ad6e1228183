"""How figures are written."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def signed(value: float, digits: int = 0) -> str:
    """A number with its sign; minus is U+2212, zero has none."""
    rounded = round(value, digits)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return sign + number_format(abs(rounded), decimal_pos=digits)
