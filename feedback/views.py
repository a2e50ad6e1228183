"""Pages about reviews: writing, editing and removing one, one's own history, how a text was read, and moderation."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.models import User
from cinemapulse.core.keyset import BadCursor, paginate
from feedback import permissions, services
from feedback.forms import HistoryFilter, ReviewForm
from feedback.models import Feedback
from feedback.selectors import Filters, own_figures, reviews_for
from movies.models import Movie

PER_PAGE = 10

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
SignedInView = Callable[Concatenate[HttpRequest, User, P], HttpResponse]


def signed_in(view: SignedInView[P]) -> View[P]:
    """Give the view its user; others log in first and come back to a page they can read (a POST cannot be resumed)."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if isinstance(request.user, User):
            return view(request, request.user, *args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            return redirect_to_login(request.get_full_path())
        came_from = request.headers.get("referer", "")
        known = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
        return redirect_to_login(urlsplit(came_from).path if known else reverse("home"))

    return wrapper


@require_GET
@signed_in
def mine(request: HttpRequest, user: User) -> HttpResponse:
    """One's own reviews, hidden ones too, with one's own figures."""
    figures = own_figures(user)
    form = HistoryFilter(request.GET, categories=figures.categories)
    chosen = form.cleaned_data if form.is_valid() else {}
    query = {name: value for name, value in chosen.items() if value}
    rows = reviews_for(user, Filters(user=user.pk, **query)).prefetch_related("misread")
    bad_cursor = False
    try:
        page = paginate(rows, size=PER_PAGE, cursor=request.GET.get("cursor"), query=query)
    except BadCursor:
        bad_cursor, page = True, paginate(rows, size=PER_PAGE, query=query)
    context = {
        "figures": figures,
        "filter": form,
        "page": page,
        "bad_cursor": bad_cursor,
        "reset_url": request.path if query or form.errors else "",
    }
    return render(request, "feedback/mine.html", context, status=400 if bad_cursor or form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def submit(request: HttpRequest, user: User, slug: str) -> HttpResponse:
    """The review form on a page of its own; the form of the film page is sent here too."""
    films = Movie.objects.visible_to(user)
    film = get_object_or_404(permissions.with_team_of(user, films), slug=slug)
    if request.method == "POST":
        return _post(request, user, film)
    permissions.require(permissions.can_submit(user, film), _("You cannot review this film with this account."))
    own = _editable(user, film)
    return redirect("feedback:edit", own.pk) if own else _form_page(request, film, ReviewForm())


def _post(request: HttpRequest, user: User, film: Movie) -> HttpResponse:
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _form_page(request, film, form, status=400)
    try:
        services.submit(user=user, movie=film, draft=form.draft())
    except services.AlreadyReviewed as error:
        own = _editable(user, film)
        if own is None:
            form.add_service_errors(error)
        return _form_page(request, film, form, own_review=own, status=409)
    except ValidationError as error:
        form.add_service_errors(error)
        return _form_page(request, film, form, status=400)
    messages.success(request, _("Your review is posted. Thank you!"))
    return redirect(film)


def _form_page(
    request: HttpRequest, film: Movie, form: ReviewForm, *, own_review: Feedback | None = None, status: int = 200
) -> HttpResponse:
    context = {"film": film, "form": form, "action": request.path, "own_review": own_review}
    return render(request, "feedback/submit.html", context, status=status)


def _editable(user: User, film: Movie) -> Feedback | None:
    """The user's review of the film, if there is one they can edit."""
    own = Feedback.objects.filter(user=user, movie=film).select_related("movie").first()
    return own if own is not None and permissions.can_edit(user, own) else None


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Only its writer edits a review; a wrong form comes back with what was typed."""
    review = permissions.readable_or_404(user, pk)
    permissions.require(permissions.can_edit(user, review), _("Only its writer can edit a review."))
    form = ReviewForm.of(review)
    if request.method == "POST":
        form = ReviewForm(request.POST)
        if form.is_valid():
            with permissions.gone_is_404():
                services.edit(feedback=review, by=user, draft=form.draft())
            messages.success(request, _("Your review is saved."))
            return redirect(review.movie)
    return render(request, "feedback/edit.html", {"review": review, "form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Asks first. By its writer the review is deleted, by a moderator it is kept out of sight."""
    review = permissions.readable_or_404(user, pk)
    permissions.require(permissions.can_remove(user, review), _("You cannot remove this review."))
    is_own = review.user_id == user.pk
    if request.method == "POST":
        with permissions.gone_is_404():
            services.remove(feedback=review, by=user, reason=request.POST.get("reason", ""))
        messages.success(request, _("Your review is deleted.") if is_own else _("The review is removed."))
        return redirect(_back(request, review))
    context = {
        "review": review,
        "is_own": is_own,
        "next_url": request.GET.get("next", ""),
        "keep_url": _back(request, review),
    }
    return render(request, "feedback/remove.html", context)


@require_POST
@signed_in
def hide(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    return _moderate(request, user, pk, services.hide, _("The review is hidden."))


@require_POST
@signed_in
def restore(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    return _moderate(request, user, pk, services.restore, _("The review is published again."))


def _moderate(request: HttpRequest, user: User, pk: int, act: Callable[..., Any], done: str) -> HttpResponse:
    review = permissions.readable_or_404(user, pk)
    with permissions.gone_is_404():
        act(feedback=review, by=user, reason=request.POST.get("reason", ""))
    messages.success(request, done)
    return redirect(_back(request, review))


@require_GET
@vary_on_headers("HX-Request")
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """How the text of a review was read, for whoever may read it: a page, or the part a script puts into one."""
    review = permissions.readable_or_404(request.user, pk)
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "feedback/_reading.html" if is_part else "feedback/reading.html", {"review": review})


@require_POST
@signed_in
def misread(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    review = permissions.readable_or_404(user, pk)
    try:
        with permissions.gone_is_404():
            services.report_misread(feedback=review, by=user, meant=request.POST.get("meant", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Thank you: the analysts will look at how your review was read."))
    return redirect(_back(request, review))


@require_POST
@signed_in
def misread_undo(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    review = permissions.readable_or_404(user, pk)
    with permissions.gone_is_404():
        services.withdraw_misread(feedback=review, by=user)
    messages.success(request, _("Your report is taken back."))
    return redirect(_back(request, review))


def _back(request: HttpRequest, review: Feedback) -> str:
    """Where the person came from (`next`, on this site only), else the film."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    known = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if known else review.movie.get_absolute_url()
