"""The four roles, and what each may do. Code asks for a named permission, never for a role.

A role is a Django group of the same name; `setup_roles` makes the groups and gives them these permissions.
"""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """From the least to the most powerful; the order decides a person's primary role."""

    VIEWER = "Viewer", _("Viewer")
    PRODUCER = "Producer", _("Producer")
    ANALYST = "Analyst", _("Analyst")
    ADMIN = "Admin", _("Admin")

    @property
    def slug(self) -> str:
        return self.value.lower()


SUBMIT_FEEDBACK: Final = "feedback.submit_feedback"
MODERATE_FEEDBACK: Final = "feedback.moderate_feedback"
SEE_HIDDEN_MOVIES: Final = "movies.see_hidden_movie"
MODERATE_MOVIES: Final = "movies.moderate_movie"
VIEW_PRODUCER_CONSOLE: Final = "analytics.view_producer_console"
VIEW_INSIGHT_LAB: Final = "analytics.view_insight_lab"
VIEW_CONTROL_CENTER: Final = "analytics.view_control_center"
DECIDE_ROLE_REQUESTS: Final = "accounts.decide_role_request"

# Named permissions of our own. The admin site's view / add / change rights come on top, in ADMIN_SITE.
GRANTS: Final[dict[Role, tuple[str, ...]]] = {
    Role.VIEWER: (SUBMIT_FEEDBACK,),
    Role.PRODUCER: (SUBMIT_FEEDBACK, VIEW_PRODUCER_CONSOLE),
    Role.ANALYST: (SUBMIT_FEEDBACK, VIEW_INSIGHT_LAB),
    Role.ADMIN: (
        SUBMIT_FEEDBACK,
        MODERATE_FEEDBACK,
        SEE_HIDDEN_MOVIES,
        MODERATE_MOVIES,
        VIEW_PRODUCER_CONSOLE,
        VIEW_INSIGHT_LAB,
        VIEW_CONTROL_CENTER,
        DECIDE_ROLE_REQUESTS,
    ),
}

# What an Admin may do with each model on the admin site. Rows that have a service as their only door (feedback, the
# journal, roll-ups) are looked at there and changed by actions, so they carry no add, change or delete.
ADMIN_SITE: Final[dict[str, tuple[str, ...]]] = {
    "accounts.user": ("view", "change"),
    "accounts.rolerequest": ("view",),
    "accounts.apitoken": ("view", "delete"),
    "account.emailaddress": ("view",),
    "auth.group": ("view",),
    "movies.movie": ("view", "add", "change"),
    "movies.genre": ("view", "add", "change", "delete"),
    "movies.teammember": ("view", "add", "change", "delete"),
    "movies.statuschange": ("view",),
    "feedback.feedback": ("view",),
    "feedback.feedbackevent": ("view",),
    "feedback.misreadreport": ("view",),
    "analytics.moviepulse": ("view",),
    "analytics.hourpulse": ("view",),
    "analytics.daypulse": ("view",),
    "analytics.dayaspect": ("view",),
    "analytics.daysegment": ("view",),
    "analytics.integritycheck": ("view",),
    "analytics.foldstate": ("view",),
    "cinemapulse.contactmessage": ("view",),
}
