"""The review form, and the filters of one's own history. What is right and wrong is said by `feedback.services`."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from cinemapulse.core.forms import FilterForm
from feedback.models import ASPECTS, MAX_TEXT, Company, Feedback, Recommend, Sentiment, WatchAgain, WatchedIn
from feedback.services import Draft, InvalidDraft, clean_draft, draft_of

NOT_SAID: Final = ("", _("Not said"))
CONTEXT: Final = ("watched_in", "company", "recommend", "watch_again")
NOT_A_RATING: Final = Decimal(0)


class RatingField(forms.Field):
    """Stars as typed; what is no number becomes one that the service refuses."""

    def to_python(self, value: Any) -> Decimal:
        try:
            return Decimal(str(value or NOT_A_RATING).strip())
        except InvalidOperation:
            return NOT_A_RATING


class PlainTextField(forms.Field):
    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(value or "")


class AnswerField(forms.ChoiceField):
    """One answer; the service says which answers exist."""

    widget = forms.RadioSelect

    def validate(self, value: Any) -> None:
        pass


class AspectsField(forms.MultipleChoiceField):
    """Aspects of a film; the service says which exist."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: Any) -> None:
        pass


class ReviewForm(forms.Form):
    """A review as a viewer types it: `draft()` once it is valid. `ReviewForm.of(review)` starts an edit."""

    rating = RatingField(label=_("Rating"), required=False)
    text = PlainTextField(
        label=_("Your review"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "data-counter": str(MAX_TEXT)}),
        help_text=_("In your own words, up to 5,000 characters."),
    )
    spoiler = forms.BooleanField(label=_("It tells what happens (spoilers)"), required=False)
    watched_in = AnswerField(label=_("Watched"), required=False, choices=[NOT_SAID, *WatchedIn.choices])
    company = AnswerField(label=_("With whom"), required=False, choices=[NOT_SAID, *Company.choices])
    recommend = AnswerField(label=_("Would you recommend it?"), required=False, choices=[NOT_SAID, *Recommend.choices])
    watch_again = AnswerField(
        label=_("Would you watch it again?"), required=False, choices=[NOT_SAID, *WatchAgain.choices]
    )
    liked = AspectsField(label=_("Liked"), required=False, choices=list(ASPECTS.items()))
    disliked = AspectsField(label=_("Disliked"), required=False, choices=list(ASPECTS.items()))

    @classmethod
    def of(cls, feedback: Feedback) -> "ReviewForm":
        draft = draft_of(feedback)
        chips = draft.aspect_chips
        return cls(
            initial={
                "rating": draft.rating,
                "text": draft.text,
                "spoiler": draft.spoiler,
                **{name: getattr(draft, name) for name in CONTEXT},
                "liked": [name for name, said in chips.items() if said == "liked"],
                "disliked": [name for name, said in chips.items() if said == "disliked"],
            }
        )

    def clean(self) -> None:
        given = self.cleaned_data
        try:
            self._draft = clean_draft(
                Draft(
                    rating=given["rating"],
                    text=given["text"],
                    spoiler=given["spoiler"],
                    **{name: given[name] for name in CONTEXT},
                    aspect_chips=dict.fromkeys(given["liked"], "liked") | dict.fromkeys(given["disliked"], "disliked"),
                )
            )
        except InvalidDraft as error:
            self.add_service_errors(error)
        if set(given.get("liked", ())) & set(given["disliked"]):
            self.add_error("disliked", _("An aspect is either liked or disliked."))

    def draft(self) -> Draft:
        return self._draft

    def add_service_errors(self, error: ValidationError) -> None:
        """Show what a service said at the field it is about, and the rest above the form."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            name = "liked" if name == "aspect_chips" else name
            self.add_error(name if name in self.fields else None, ValidationError(errors))

    @property
    def context_fields(self) -> Iterator[BoundField]:
        return (self[name] for name in (*CONTEXT, "liked", "disliked"))

    @property
    def says_more(self) -> bool:
        """Something stands, or is wrong, in the optional part: it is shown open then."""
        return any(field.value() or field.errors for field in self.context_fields)


class HistoryFilter(FilterForm):
    """Narrows one's own reviews. A wrong value is said, never ignored."""

    category = forms.ChoiceField(label=_("Category"), required=False)
    sentiment = forms.ChoiceField(
        label=_("Sentiment"), required=False, choices=[("", _("Any sentiment")), *Sentiment.choices]
    )

    def __init__(self, data: Any, *, categories: list[str]) -> None:
        super().__init__(data)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [("", _("All categories")), *((name, name) for name in categories)]
