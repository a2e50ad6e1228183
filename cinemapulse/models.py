"""Messages from the contact page."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ContactMessage(models.Model):
    name = models.CharField(_("your name"), max_length=80)
    email = models.EmailField(_("your email"), max_length=191)
    message = models.TextField(_("message"), max_length=5000)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="contactmessage_newest")]

    def __str__(self) -> str:
        return f"{self.name}: {self.message[:60]}"
