"""The film form of the admin site."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminFileWidget, AdminTextareaWidget
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cinemapulse.core.images import clean_image
from cinemapulse.core.text import clean_text, one_line
from movies.models import Movie
from movies.services.facts import MOST_CAST, NAME_LENGTH

POSTER_BYTES = 10_000_000
POSTER_PIXELS = 40_000_000
POSTER_SIZE = (800, 1200)


class CastField(forms.CharField):
    """A list of names, one on each line."""

    widget = AdminTextareaWidget

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        names = [name for line in super().clean(value).splitlines() if (name := one_line(line))]
        if len(names) > MOST_CAST:
            raise forms.ValidationError(_("At most %(limit)d names."), params={"limit": MOST_CAST})
        if any(len(name) > NAME_LENGTH for name in names):
            raise forms.ValidationError(_("A name has at most %(limit)d characters."), params={"limit": NAME_LENGTH})
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), "\n".join((data or "").splitlines()))


class MovieForm(forms.ModelForm[Movie]):
    cast = CastField(label=_("Cast"), required=False, help_text=_("One name on each line, in the order of billing."))
    poster = forms.FileField(
        label=_("Poster"),
        required=False,
        widget=AdminFileWidget,
        help_text=_("JPEG, PNG, WebP or GIF, at most 10 MB. Without one, a poster is drawn from the title."),
    )

    class Meta:
        model = Movie
        fields: ClassVar[list[str]] = [
            "title", "slug", "description", "genres", "category", "cast", "director", "hero", "heroine", "vibe",
            "release_type", "release_date", "poster",
        ]  # fmt: skip

    def clean_title(self) -> str:
        title = one_line(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError(_("A film needs a title."))
        return title

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        return slug

    def clean_description(self) -> str:
        return clean_text(self.cleaned_data["description"])

    def clean_poster(self) -> Any:
        """An upload is stored as our own encoding of it; anything else (kept, cleared) passes through."""
        poster = self.cleaned_data["poster"]
        if not isinstance(poster, UploadedFile):
            return poster
        return clean_image(
            poster, max_bytes=POSTER_BYTES, max_pixels=POSTER_PIXELS, size_limit=POSTER_SIZE, format="WEBP"
        )


class ReasonForm(forms.Form):
    """Why films are hidden or blocked."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        strip=True,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Kept with the change, and shown to admins only."),
    )

    def __init__(self, *args: Any, required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = required
