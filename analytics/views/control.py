"""The Control Center: totals, moderation at hand, and the state of the figures. Admins only."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import roles
from accounts.http import SignedInRequest
from accounts.models import Origin, RoleRequest, User
from analytics import selectors
from analytics.fold import ensure_fresh
from analytics.forms import HubFilter, UnitFilter
from analytics.models import IntegrityCheck
from analytics.period import Period
from cinemapulse.core.keyset import BadCursor, paginate
from feedback.models import Feedback, FeedbackEvent
from feedback.models import Status as FeedbackStatus
from feedback.selectors import Filters, reviews_for
from movies.models import Movie, Status, StatusChange
from movies.services import change_status

PER_PAGE = 20
LOG_ROWS = 8

may_control = permission_required(roles.VIEW_CONTROL_CENTER, raise_exception=True)


@login_required
@may_control
@require_GET
def control(request: HttpRequest) -> HttpResponse:
    """Totals, and the feedback hub or the film units, by `?tab=`."""
    ensure_fresh()
    tab = "units" if request.GET.get("tab") == "units" else "hub"
    context = _units(request) if tab == "units" else _hub(request)
    status = 400 if context["form"].errors or context.get("bad_cursor") else 200
    return render(request, "analytics/control.html", {"tab": tab, **_totals(), **context}, status=status)


def _totals() -> dict[str, Any]:
    """People who can log in, films by status, reviews by status, what happened today (UTC)."""
    today = timezone.now().astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    people = User.objects.exclude(origin=Origin.IMPORT)
    hidden = Feedback.objects.filter(status__in=[FeedbackStatus.HIDDEN, FeedbackStatus.REMOVED])
    return {
        "people": people.count(),
        "demo_people": User.objects.filter(origin=Origin.DEMO).count(),
        "importers": User.objects.filter(origin=Origin.IMPORT).count(),
        "active_today": people.filter(
            Q(last_login__gte=today) | Q(pk__in=Feedback.objects.filter(created_at__gte=today).values("user"))
        ).count(),
        "roles": _role_counts(),
        "units_by_status": dict(Movie.objects.order_by().values_list("status").annotate(n=Count("pk"))),
        "film_total": Movie.objects.count(),
        "published": selectors.total(Movie.objects.all(), Period.last_days(None)),
        "today": selectors.total(Movie.objects.all(), Period.last_days(1)),
        "out_of_sight": dict(hidden.order_by().values_list("status").annotate(n=Count("pk"))),
        "check": IntegrityCheck.objects.order_by("-finished_at").first(),
        "waiting": FeedbackEvent.objects.filter(folded_in=None).count(),
        "open_requests": RoleRequest.objects.filter(status=RoleRequest.Status.PENDING).count(),
        "status_changes": StatusChange.objects.select_related("movie", "by").order_by("-created_at")[:LOG_ROWS],
    }


def _role_counts() -> list[dict[str, Any]]:
    counts = dict(Group.objects.values_list("name").annotate(n=Count("user")))
    most = max(counts.values(), default=0) or 1
    return [
        {"role": role, "count": counts.get(role.value, 0), "share": counts.get(role.value, 0) / most * 100}
        for role in roles.Role
    ]


def _hub(request: HttpRequest) -> dict[str, Any]:
    """Reviews, newest first, by status."""
    form = HubFilter(request.GET)
    chosen = form.cleaned_data.get("status") if form.is_valid() else ""
    rows = reviews_for(request.user, Filters(status=chosen or FeedbackStatus.PUBLISHED))
    bad_cursor = False
    cursor = request.GET.get("cursor")
    query = {"tab": "hub", "status": chosen or ""}
    try:
        page = paginate(rows, size=PER_PAGE, cursor=cursor, query=query)
    except BadCursor:
        bad_cursor, page = True, paginate(rows, size=PER_PAGE, query=query)
    return {"form": form, "page": page, "bad_cursor": bad_cursor}


def _units(request: HttpRequest) -> dict[str, Any]:
    """Film units by search, category and status."""
    form = UnitFilter(request.GET, films=Movie.objects.all())
    films = form.choose(Movie.objects.all()) if form.is_valid() else Movie.objects.none()
    page = Paginator(films.order_by("title", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    summaries = selectors.summaries(film.pk for film in page.object_list)
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "form": form,
        "units": page,
        "rows": [{"film": film, "summary": summaries[film.pk]} for film in page.object_list],
        "query": query.urlencode(),
        "statuses": Status,
    }


@login_required
@permission_required(roles.MODERATE_MOVIES, raise_exception=True)
@require_POST
def unit_status(request: SignedInRequest, pk: int) -> HttpResponse:
    """Star, hide, block or restore one film; `status` and `reason` are posted."""
    film = get_object_or_404(Movie, pk=pk)
    wanted = request.POST.get("status", "")
    try:
        if wanted not in Status.values:
            raise ValidationError(_("Choose one of: %(choices)s.") % {"choices": ", ".join(Status.values)})
        change_status(movie=film, status=Status(wanted), by=request.user, reason=request.POST.get("reason", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(film)s is now %(status)s.") % {"film": film, "status": Status(wanted).label})
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = ""
    return redirect(back or "analytics:control")
