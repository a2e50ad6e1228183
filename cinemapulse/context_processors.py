"""What every page knows: the links this person may follow."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import roles


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    label: str | Promise
    current: bool


# URL name, label, permission needed (None: everybody who is signed in).
_LINKS: tuple[tuple[str, str | Promise, str | None], ...] = (
    ("home", _("Home"), None),
    ("feedback:mine", _("My reviews"), roles.SUBMIT_FEEDBACK),
    ("analytics:producer", _("Production Console"), roles.VIEW_PRODUCER_CONSOLE),
    ("analytics:insight", _("Insight Lab"), roles.VIEW_INSIGHT_LAB),
    ("analytics:control", _("Control Center"), roles.VIEW_CONTROL_CENTER),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav`: the links of the top bar; empty for people who are not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": []}
    links = []
    for name, label, permission in _LINKS:
        if permission is None or user.has_perm(permission):
            url = reverse(name)
            links.append(Link(url, label, request.path.startswith(url)))
    return {"nav": links}
