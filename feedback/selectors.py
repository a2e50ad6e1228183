"""Reading reviews: which ones a person may see, narrowed by filters. The pages and the API list through here."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import SEE_HIDDEN_MOVIES
from feedback import permissions
from feedback.models import Feedback, Status
from feedback.permissions import Person
from feedback.sentiment import Analysis, Explanation, analyze, explain
from movies.models import PUBLIC, Movie


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to list; None (or "") is "all". `since` and `until` are included."""

    movie: int | None = None
    movie_slug: str = ""
    category: str = ""
    user: int | None = None
    sentiment: str = ""
    half_stars: int | None = None
    half_stars_min: int | None = None
    half_stars_max: int | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    status: str = ""


def reviews_for(user: Person, filters: Filters | None = None) -> QuerySet[Feedback]:
    """The reviews `user` may see that match, each with its writer and film at hand; in no order yet.

    Everybody sees published reviews of the films they may see, and their own hidden ones when they ask for their own
    reviews. Moderators may ask for any status, others for that of their own. Raises PermissionDenied.

    Made so that newest-first pages walk an index on both engines: no join (an optimiser may start from the other
    table and sort), so writers and films are fetched by key.
    """
    chosen = filters or Filters()
    rows: QuerySet[Feedback] = Feedback.objects.prefetch_related("user", "movie")
    if not user.has_perm(SEE_HIDDEN_MOVIES):
        rows = rows.exclude(movie__in=Movie.objects.exclude(status__in=PUBLIC))
    rows = _by_status(rows, user, chosen)
    for lookup, value in _lookups(chosen).items():
        if value is not None and value != "":
            rows = rows.filter(**{lookup: value})
    if chosen.movie_slug:
        # "= (one film)" and not "in (films)", which MySQL turns into a join.
        rows = rows.filter(movie=Movie.objects.filter(slug=chosen.movie_slug).values("pk")[:1])
    if chosen.category:
        rows = rows.filter(movie__in=Movie.objects.filter(category=chosen.category))
    return rows


def _lookups(chosen: Filters) -> dict[str, Any]:
    return {
        "movie": chosen.movie,
        "user": chosen.user,
        "sentiment": chosen.sentiment,
        "half_stars": chosen.half_stars,
        "half_stars__gte": chosen.half_stars_min,
        "half_stars__lte": chosen.half_stars_max,
        "created_at__gte": chosen.since,
        "created_at__lte": chosen.until,
    }


def _by_status(rows: QuerySet[Feedback], user: Person, chosen: Filters) -> QuerySet[Feedback]:
    own = user.pk is not None and chosen.user == user.pk
    allowed = {Status.PUBLISHED.value} | ({Status.HIDDEN.value} if own else set())
    if permissions.can_moderate(user):
        allowed = set(Status.values)
    permissions.require(not chosen.status or chosen.status in allowed, _("Only a moderator can list these reviews."))
    if chosen.status:
        wanted = {chosen.status}
    elif own:
        wanted = {Status.PUBLISHED.value, Status.HIDDEN.value}
    else:
        wanted = {Status.PUBLISHED.value}
    if chosen.user is not None:
        # Said the other way round: an equality on the status would invite the engine to walk all reviews by
        # (status, created_at) in search of one person's, instead of that person's own index.
        return rows.exclude(status__in=sorted(set(Status.values) - wanted))
    return rows.filter(status=wanted.pop())


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """A viewer's own history in figures. `average` is in stars, None without reviews."""

    reviews: int
    average: float | None
    category: str  # the one reviewed most, "" without any
    categories: list[str]


def own_figures(user: User) -> OwnFigures:
    """Over all of `user`'s reviews that they can see."""
    rows = reviews_for(user, Filters(user=user.pk)).prefetch_related(None)
    figures = rows.aggregate(n=Count("pk"), half_stars=Sum("half_stars"))
    by_category = list(
        rows.exclude(movie__category="")
        .values_list("movie__category")
        .annotate(n=Count("pk"))
        .order_by("-n", "movie__category")
    )
    return OwnFigures(
        reviews=figures["n"],
        # Not Avg, which MySQL rounds to four digits.
        average=figures["half_stars"] / figures["n"] / 2 if figures["n"] else None,
        category=by_category[0][0] if by_category else "",
        categories=sorted(name for name, _n in by_category),
    )


LANGUAGES: Final[dict[str, str | Promise]] = {
    "en": gettext_lazy("English"),
    "ta-en": gettext_lazy("Tamil in Latin letters"),
    "hi-en": gettext_lazy("Hindi in Latin letters"),
    "ta": gettext_lazy("Tamil"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How the text of a review was understood, word by word."""

    analysis: Analysis
    explanation: Explanation
    # False when the words and rules have changed since the review was scored.
    is_current: bool

    @property
    def language(self) -> str | Promise:
        """The language the text was read as; "" where none was recognised."""
        return LANGUAGES.get(self.analysis.language, "")


def reading_of(feedback: Feedback) -> Reading:
    """Read the text again, to show what its score is made of."""
    analysis = analyze(feedback.text)
    return Reading(analysis, explain(analysis, feedback.text), analysis.version == feedback.lexicon_version)
