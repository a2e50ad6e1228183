"""Messages from the contact page, to read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cinemapulse.core.admin import ReadOnlyAdmin
from cinemapulse.models import ContactMessage


@admin.register(ContactMessage)
class ContactMessageAdmin(ReadOnlyAdmin[ContactMessage]):
    list_display = ("created_at", "name", "email", "message_start")
    ordering = ("-created_at",)
    fields = ("created_at", "name", "email", "message")

    @admin.display(description=_("message"))
    def message_start(self, message: ContactMessage) -> str:
        return message.message[:80]
