"""The Production Console (own films) and the Insight Lab (whole catalogue)."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts import roles
from accounts.http import SignedInRequest
from analytics import selectors
from analytics.fold import ensure_fresh
from analytics.forms import DashboardFilter
from analytics.period import Period
from analytics.permissions import films_of
from analytics.recent import pulse_bars
from analytics.views.common import figures
from feedback.models import Feedback
from movies.models import Movie, MovieQuerySet

TABLE_FILMS = 50
TABLE_BARS = 30
QUOTES = 4


@login_required
@permission_required(roles.VIEW_PRODUCER_CONSOLE, raise_exception=True)
@require_GET
def producer(request: SignedInRequest) -> HttpResponse:
    """How the producer's own films are landing."""
    own = films_of(request.user)
    withheld = Movie.objects.made_by(request.user).exclude(pk__in=own.values("pk"))
    return _dashboard(request, own, "analytics/producer.html", {"withheld": withheld.order_by("title")})


@login_required
@permission_required(roles.VIEW_PRODUCER_CONSOLE, raise_exception=True)
@require_GET
def producer_film(request: SignedInRequest, slug: str) -> HttpResponse:
    """One of the producer's films."""
    own = films_of(request.user)
    film = get_object_or_404(own, slug=slug)
    return _dashboard(request, own.filter(pk=film.pk), "analytics/producer_film.html", {"film": film}, only=["range"])


@login_required
@permission_required(roles.VIEW_INSIGHT_LAB, raise_exception=True)
@require_GET
def insight(request: SignedInRequest) -> HttpResponse:
    """The whole catalogue; no personal data."""
    return _dashboard(request, Movie.objects.visible_to(request.user), "analytics/insight.html", {})


def _dashboard(
    request: HttpRequest,
    films: MovieQuerySet,
    template: str,
    context: dict[str, Any],
    only: list[str] | None = None,
) -> HttpResponse:
    ensure_fresh()
    form = DashboardFilter(request.GET, films=films, only=only)
    valid = form.is_valid()
    chosen = form.choose(films)
    period = form.period
    return render(
        request,
        template,
        {
            **figures(chosen, period),
            **context,
            "form": form,
            "films": _film_rows(chosen, period),
            "film_count": chosen.count(),
            "quotes": _quotes(chosen, period),
        },
        status=200 if valid else 400,
    )


def _film_rows(films: "QuerySet[Movie]", period: Period) -> list[dict[str, Any]]:
    """The films with most reviews in the period, each with its summary and latest reviews."""
    summaries = selectors.by_movie(films, period)
    ids = sorted(summaries, key=lambda pk: (-summaries[pk].n, pk))[:TABLE_FILMS]
    found = films.in_bulk(ids)
    bars = pulse_bars(ids, TABLE_BARS)
    return [{"film": found[pk], "summary": summaries[pk], "bars": bars[pk]} for pk in ids]


def _quotes(films: "QuerySet[Movie]", period: Period) -> "QuerySet[Feedback]":
    """The newest strong reactions: published, with a text that is clearly for or against, no spoilers."""
    rows = (
        Feedback.objects.published()
        .filter(movie__in=films, spoiler=False)
        .exclude(text="")
        .exclude(sentiment__in=["neutral", "none"])
    )
    if period.first is not None:
        rows = rows.filter(created_at__gte=period.starts_at)
    return rows.select_related("movie").order_by("-created_at", "-pk")[:QUOTES]
