"""A writer's word that their text was misread: what the analysts' queue is made of."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models.choices import MEANT, Sentiment
from feedback.models.feedback import Feedback


class MisreadReport(models.Model):
    """One report a review, gone with it or with the text it is about. Written only by `feedback.services`.

    It changes neither the review's sentiment nor any figure.
    """

    feedback = models.OneToOneField(Feedback, on_delete=models.CASCADE, related_name="misread")
    # How the text was read, and by which words and rules, when its writer objected.
    lexicon_version = models.CharField(max_length=20)
    label_read = models.CharField(_("read as"), max_length=8, choices=Sentiment.choices)
    label_meant = models.CharField(_("meant as"), max_length=8, choices=MEANT, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("misread review")
        verbose_name_plural = _("misread reviews")

    def __str__(self) -> str:
        return f"#{self.feedback_id}: {self.label_read}"
