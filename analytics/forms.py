"""Filters of the pages that show figures. They live in the address; a wrong value is said, never ignored."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from analytics.period import Period
from cinemapulse.core.forms import FilterForm
from cinemapulse.core.text import one_line
from feedback.models import Status as FeedbackStatus
from movies.models import Genre, Movie, MovieQuerySet, ReleaseType, Status

RANGES = [("", _("All time")), ("7", _("7 days")), ("30", _("30 days")), ("60", _("60 days")), ("365", _("1 year"))]
SORTS = [
    ("", _("Most reviewed")),
    ("rating", _("Highest rated")),
    ("newest", _("Newest release")),
    ("title", _("Title")),
]


class CatalogueFilter(FilterForm):
    """Which films. `choose(films)` narrows a queryset by what was given."""

    category = forms.ChoiceField(label=_("Category"), required=False)
    genre = forms.ChoiceField(label=_("Genre"), required=False)
    release = forms.ChoiceField(
        label=_("Release"), required=False, choices=[("", _("Any release")), *ReleaseType.choices]
    )

    def __init__(self, data: Any, *, films: MovieQuerySet, only: Sequence[str] | None = None) -> None:
        super().__init__(data)
        if only is not None:
            self.fields = {name: field for name, field in self.fields.items() if name in only}
        categories = films.exclude(category="").order_by("category").values_list("category", flat=True).distinct()
        genres = Genre.objects.order_by("name").values_list("slug", "name")
        self._choices("category", [("", _("All categories")), *((name, name) for name in categories)])
        self._choices("genre", [("", _("All genres")), *genres])

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def choose(self, films: MovieQuerySet) -> MovieQuerySet:
        """`films` that match; all of them when the filter is not valid."""
        chosen = getattr(self, "cleaned_data", {}) if self.is_valid() else {}
        if category := chosen.get("category"):
            films = films.filter(category=category)
        if genre := chosen.get("genre"):
            films = films.filter(genres__slug=genre)
        if release := chosen.get("release"):
            films = films.filter(release_type=release)
        return films


class BrowseFilter(CatalogueFilter):
    """The catalogue page: films by filter, search words and order."""

    q = forms.CharField(label=_("Search films and people"), required=False, max_length=100)
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=SORTS)

    def choose(self, films: MovieQuerySet) -> MovieQuerySet:
        films = super().choose(films)
        chosen = self.cleaned_data if self.is_valid() else {}
        for word in one_line(chosen.get("q", "")).split():
            films = films.filter(
                Q(title__icontains=word)
                | Q(director__icontains=word)
                | Q(hero__icontains=word)
                | Q(heroine__icontains=word)
                | Q(cast__icontains=word)
                | Q(pk__in=Movie.genres.through.objects.filter(genre__name__iexact=word).values("movie"))
            )
        return films


class DashboardFilter(CatalogueFilter):
    """Dashboards: which films, and which span of days."""

    range = forms.ChoiceField(label=_("Period"), required=False, choices=RANGES)

    @property
    def period(self) -> Period:
        given = self.cleaned_data.get("range") if self.is_valid() else ""
        return Period.last_days(int(given) if given else None)


class HubFilter(FilterForm):
    """The Control Center's reviews, by status."""

    status = forms.ChoiceField(required=False, choices=[("", _("Published")), *FeedbackStatus.choices])


class UnitFilter(CatalogueFilter):
    """The Control Center's film units: search, category, status."""

    q = forms.CharField(label=_("Search films"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("Any status")), *Status.choices])

    def choose(self, films: MovieQuerySet) -> MovieQuerySet:
        films = super().choose(films)
        chosen = self.cleaned_data if self.is_valid() else {}
        if status := chosen.get("status"):
            films = films.filter(status=status)
        if words := one_line(chosen.get("q", "")):
            films = films.filter(title__icontains=words)
        return films
