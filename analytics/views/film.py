"""The film page: facts, figures, reviews, and the reader's own review."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.roles import VIEW_PRODUCER_CONSOLE
from analytics import selectors
from analytics.fold import ensure_fresh
from analytics.period import Period
from analytics.permissions import films_of
from analytics.recent import pulse_bars
from analytics.views.common import figures
from cinemapulse.core.keyset import BadCursor, Page, paginate
from feedback import permissions
from feedback.forms import ReviewForm
from feedback.models import Feedback, Sentiment, Status
from feedback.selectors import Filters, reviews_for
from movies.models import Movie

REVIEWS_PER_PAGE = 10
BARS = 60


@require_GET
def film(request: HttpRequest, slug: str) -> HttpResponse:
    """One film, for everybody who may see it."""
    movie = get_object_or_404(Movie.objects.visible_to(request.user), slug=slug)
    ensure_fresh()
    page, bad_filter = _reviews(request, movie)
    summary = selectors.summary(movie)
    context = {
        **figures(Movie.objects.filter(pk=movie.pk), Period.last_days(None)),
        **_own(request, movie),
        "film": movie,
        "genres": list(movie.genres.all()),
        "summary": summary,
        "floor": settings.SCORE_FLOOR,
        "bars": pulse_bars([movie.pk], BARS)[movie.pk],
        "page": page,
        "bad_filter": bad_filter,
        "chips": _chips(request, summary),
        "console_url": _console_url(request, movie),
    }
    return render(request, "site/film.html", context, status=400 if bad_filter else 200)


def _reviews(request: HttpRequest, movie: Movie) -> tuple[Page[Feedback], bool]:
    """The page of reviews asked for; the first page of all of them, and True, when the address makes no sense."""
    sentiment = request.GET.get("sentiment", "")
    if sentiment and sentiment not in Sentiment.values:
        return paginate(reviews_for(request.user, Filters(movie=movie.pk)), size=REVIEWS_PER_PAGE), True
    query = {"sentiment": sentiment} if sentiment else {}
    rows = reviews_for(request.user, Filters(movie=movie.pk, sentiment=sentiment))
    try:
        return paginate(rows, size=REVIEWS_PER_PAGE, cursor=request.GET.get("cursor"), query=query), False
    except BadCursor:
        return paginate(rows, size=REVIEWS_PER_PAGE, query=query), True


def _chips(request: HttpRequest, summary: selectors.Summary) -> list[dict[str, Any]]:
    chosen = request.GET.get("sentiment", "")
    chips = [{"url": "?#reviews", "label": _("All"), "count": summary.n, "current": not chosen}]
    for sentiment in Sentiment:
        count = getattr(summary, sentiment.value)
        if count or sentiment is not Sentiment.NONE:
            label = _("No opinion found") if sentiment is Sentiment.NONE else sentiment.label
            url = f"?{urlencode({'sentiment': sentiment.value})}#reviews"
            chips.append({"url": url, "label": label, "count": count, "current": chosen == sentiment.value})
    return chips


def _own(request: HttpRequest, movie: Movie) -> dict[str, Any]:
    """The reader's own review, or the form for one, or why they cannot write one."""
    if not isinstance(request.user, User):
        return {"own": None, "can_submit": False}
    own = Feedback.objects.filter(movie=movie, user=request.user).select_related("user", "movie", "misread").first()
    if own is not None and own.status == Status.REMOVED:
        return {"own": None, "can_submit": False, "why_not": _("A moderator removed your review of this film.")}
    if own is not None:
        return {"own": own, "can_submit": False}
    if not movie.is_public or not permissions.can_submit(request.user, movie):
        return {"own": None, "can_submit": False, "why_not": _why_not(request.user, movie)}
    return {
        "own": None,
        "can_submit": True,
        "form": ReviewForm(),
        "submit_url": reverse("feedback:submit", args=[movie.slug]),
    }


def _why_not(user: User, movie: Movie) -> str:
    if not movie.is_public:
        return _("This film takes no reviews at the moment.")
    if movie.team_members.filter(user=user).exists():
        return _("You are on this film's team, so you cannot review it.")
    return _("This account cannot review films.")


def _console_url(request: HttpRequest, movie: Movie) -> str:
    user = request.user
    if isinstance(user, User) and user.has_perm(VIEW_PRODUCER_CONSOLE) and films_of(user).filter(pk=movie.pk).exists():
        return reverse("analytics:producer_film", args=[movie.slug])
    return ""
