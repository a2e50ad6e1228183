"""A writer objects to how their text was understood, or takes that back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from feedback import permissions
from feedback.models import MEANT, Feedback, MisreadReport


def report_misread(*, feedback: Feedback, by: User, meant: str = "") -> MisreadReport:
    """Store that a review's text was misread and, if said, as what it was `meant`; a second report replaces the first.

    Neither the sentiment nor a figure changes. Raises ValidationError (messages by field), PermissionDenied, and
    Feedback.DoesNotExist when the review is gone meanwhile.
    """
    known = dict(MEANT)
    with transaction.atomic():
        locked = _locked_for(by, feedback)
        if meant and meant not in known:
            raise ValidationError({"meant": [_("Choose one of: %(choices)s.") % {"choices": ", ".join(known)}]})
        if not locked.text:
            raise ValidationError(_("This review has no text that could be misread."))
        if meant == locked.sentiment:
            raise ValidationError({"meant": [_("That is how the text was read.")]})
        report, _created = MisreadReport.objects.update_or_create(
            feedback=locked,
            defaults={
                "lexicon_version": locked.lexicon_version,
                "label_read": locked.sentiment,
                "label_meant": meant,
                "created_at": timezone.now(),
            },
        )
    return report


def withdraw_misread(*, feedback: Feedback, by: User) -> None:
    """Take the report back; without one nothing happens.

    Raises PermissionDenied, and Feedback.DoesNotExist when the review is gone meanwhile.
    """
    with transaction.atomic():
        MisreadReport.objects.filter(feedback=_locked_for(by, feedback)).delete()


def _locked_for(by: User, feedback: Feedback) -> Feedback:
    """The row as it is now: the report must be about the text and the label that are really stored."""
    locked = Feedback.objects.select_for_update().get(pk=feedback.pk)
    permissions.require(
        permissions.can_report_misread(by, locked), _("Only its writer can say that a review was misread.")
    )
    return locked
