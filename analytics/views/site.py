"""The public pages of the catalogue: landing, viewer home, browse."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Case, F, FloatField, QuerySet, When
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import SignedInRequest
from analytics import selectors
from analytics.fold import ensure_fresh
from analytics.forms import BrowseFilter
from analytics.period import Period
from analytics.recent import pulse_bars
from analytics.views.common import cards, in_order
from feedback.models import Feedback
from movies.models import Movie, Status

PER_PAGE = 20
HOME_FILMS = 10
HERO_BARS = 60


@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    """What CinemaPulse is, with the films of the moment and true totals of public films."""
    ensure_fresh()
    films = Movie.objects.public()
    return render(
        request,
        "site/landing.html",
        {
            "cards": cards(_of_the_moment(films, HOME_FILMS), request.user),
            "summary": selectors.total(films, Period.last_days(None)),
            "film_count": films.count(),
            "trending_days": selectors.TRENDING_DAYS,
        },
    )


@login_required
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """A viewer's home: the starred film most talked about, the films of the moment, their own latest reviews."""
    ensure_fresh()
    films = Movie.objects.public()
    moment = _of_the_moment(films, HOME_FILMS)
    hero = moment[0] if moment else None
    newest = Feedback.objects.public().exclude(text="").exclude(spoiler=True).select_related("user", "movie")
    return render(
        request,
        "site/home.html",
        {
            "hero": hero,
            "hero_summary": selectors.summary(hero) if hero else None,
            "hero_bars": pulse_bars([hero.pk], HERO_BARS)[hero.pk] if hero else [],
            "today": selectors.total(films, Period.last_days(1)),
            "newest": newest.order_by("-created_at", "-pk").first(),
            "cards": cards(moment, request.user),
            "own": Feedback.objects.written_by(request.user)
            .select_related("movie", "user")
            .order_by("-created_at", "-pk")[:3],
            "trending_days": selectors.TRENDING_DAYS,
        },
    )


@require_GET
def browse(request: HttpRequest) -> HttpResponse:
    """The catalogue by filter, search words and order; all of it in the address."""
    ensure_fresh()
    form = BrowseFilter(request.GET, films=Movie.objects.visible_to(request.user))
    valid = form.is_valid()
    films = form.choose(Movie.objects.visible_to(request.user)) if valid else Movie.objects.none()
    page = Paginator(_sorted(films, form.cleaned_data.get("sort", "")), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "site/browse.html",
        {
            "form": form,
            "page": page,
            "cards": cards(page.object_list, request.user),
            "query": query.urlencode(),
        },
        status=200 if valid else 400,
    )


def _of_the_moment(films: "QuerySet[Movie]", limit: int) -> list[Movie]:
    """Starred films first, then trending ones, then the newest releases; at most `limit`."""
    trending = in_order(films, selectors.trending(films, limit * 2))
    starred = list(films.filter(status=Status.STARRED).order_by("-pulse__n", "pk")[:limit])
    newest = list(films.order_by(F("release_date").desc(nulls_last=True), "pk")[:limit])
    weight = {film.pk: rank for rank, film in enumerate(trending)}
    starred.sort(key=lambda film: weight.get(film.pk, len(weight)))
    chosen = {film.pk: film for film in [*starred, *trending, *newest]}
    return list(chosen.values())[:limit]


def _sorted(films: "QuerySet[Movie]", sort: str) -> "QuerySet[Movie]":
    if sort == "title":
        return films.order_by("title", "pk")
    if sort == "newest":
        return films.order_by(F("release_date").desc(nulls_last=True), "title", "pk")
    if sort == "rating":
        mean = Case(
            When(
                pulse__n__gte=settings.SCORE_FLOOR,
                then=Cast("pulse__half_stars_sum", FloatField()) / F("pulse__n"),
            )
        )
        return films.order_by(mean.desc(nulls_last=True), "title", "pk")
    return films.annotate(reviews=Coalesce("pulse__n", 0)).order_by("-reviews", "title", "pk")
