"""Forms about people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cinemapulse.core.text import one_line


class SignupDetailsForm(forms.Form):
    """What allauth's sign-up form asks beside email and password."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Shown beside your reviews."))

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Give a name; it is shown beside your reviews."))
        return name

    def signup(self, request: object, user: User) -> None:
        """allauth calls this after the adapter saved the user; nothing is left to do."""
