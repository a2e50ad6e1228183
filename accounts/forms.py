"""Forms about people."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from accounts.models import AgeBand, Region, User
from accounts.profiles import NAME_LENGTH, Changes, clean_name
from accounts.roles import Role
from accounts.services import NOTE_LENGTH

UNSAID = ("", _("Prefer not to say"))


class SignupDetailsForm(forms.Form):
    """What allauth's sign-up form asks beside email and password."""

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        help_text=_("Shown beside your reviews."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def signup(self, request: object, user: User) -> None:
        """allauth calls this after the adapter saved the user; nothing is left to do."""


class ProfileForm(forms.Form):
    """A person's own details. The photo's content is judged by the service."""

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        help_text=_("Shown beside your reviews."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    photo = forms.FileField(
        label=_("New photo"),
        required=False,
        help_text=_("JPEG, PNG, WebP or GIF, up to 5 MB. The middle is cut to a square; hidden data is removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    age_band = forms.ChoiceField(label=_("Age"), required=False, choices=[UNSAID, *AgeBand.choices])
    region = forms.ChoiceField(
        label=_("Where you live"),
        required=False,
        choices=[UNSAID, *Region.choices],
        help_text=_("Age and region are shown to nobody; they count only in shares of many people."),
    )
    notifications_enabled = forms.BooleanField(label=_("Notify me about what happens to my reviews"), required=False)

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    @property
    def changes(self) -> Changes:
        data = self.cleaned_data
        return Changes(
            name=data["name"],
            notifications_enabled=data["notifications_enabled"],
            age_band=data["age_band"],
            region=data["region"],
        )

    @property
    def upload(self) -> File[Any] | None:
        upload: File[Any] | None = self.cleaned_data["photo"]
        return upload

    @staticmethod
    def initial_of(user: User) -> dict[str, object]:
        return {field: getattr(user, field) for field in ("name", "age_band", "region", "notifications_enabled")}


class RoleRequestForm(forms.Form):
    """Ask for a role. Only `offered` is shown; what may be asked for is decided by the service."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": NOTE_LENGTH}),
        help_text=_("Tell the admin who you are: which film you made, or what you want to find out."),
    )

    def __init__(self, *args: Any, offered: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.widget.choices = [(role.value, role.label) for role in offered]
