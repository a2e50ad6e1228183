"""Reviews and their journal on the admin site: to look at, and to moderate through the services."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User, normalise_email
from cinemapulse.core.admin import ReadOnlyAdmin
from feedback import permissions, services
from feedback.models import Feedback, FeedbackEvent, MisreadReport
from movies.models import Movie

RowT = TypeVar("RowT", bound=Model)
SHOWN_TEXT = 80  # characters
MOST_FILMS = 50


def _number(term: str) -> int | None:
    """An id that was typed, "#12" or "12"."""
    digits = term.strip().removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 19 else None


def _films(term: str) -> list[int]:
    """Ids of the films whose slug is typed, or whose title holds what is typed."""
    named = Movie.objects.filter(Q(slug=term) | Q(title__icontains=term)).order_by("pk")
    return list(named.values_list("pk", flat=True)[:MOST_FILMS])


def _of_review(rows: QuerySet[RowT], field: str, term: str) -> QuerySet[RowT]:
    """`rows` about the review whose number is typed; all of them while nothing is."""
    if not term.strip():
        return rows
    number = _number(term)
    return rows.none() if number is None else rows.filter(**{field: number})


@admin.register(Feedback)
class FeedbackAdmin(ReadOnlyAdmin[Feedback]):
    list_display = ("id", "movie", "user", "stars", "sentiment", "opening", "status", "source", "created_at")
    list_display_links = ("id", "opening")
    list_filter = ("status", "sentiment")
    list_select_related = ()  # joined, the engine might start from the other table and sort: fetched by key instead
    search_fields = ("id",)  # shows the search box; get_search_results decides what is searched
    search_help_text = gettext_lazy("The number of a review, the email of its writer, or (part of) the title of a film")
    actions = ("hide_selected", "restore_selected", "remove_selected")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feedback]:
        return super().get_queryset(request).prefetch_related("movie", "user")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Newest first, by the index that the filter leaves to walk."""
        by_status = any(name.startswith("status") for name in request.GET)
        return ("-created_at", "-pk") if by_status else ("-pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Feedback], search_term: str
    ) -> tuple[QuerySet[Feedback], bool]:
        term = search_term.strip()
        number = _number(term)
        if not term:
            return queryset, False
        if number is not None:
            return queryset.filter(pk=number), False
        if "@" in term:
            writer = User.objects.filter(email=normalise_email(term)).values_list("pk", flat=True).first()
            return queryset.filter(user=writer) if writer is not None else queryset.none(), False
        return queryset.filter(movie__in=_films(term)), False

    @admin.display(description=gettext_lazy("stars"))
    def stars(self, feedback: Feedback) -> str:
        return f"{feedback.rating:g}"

    @admin.display(description=gettext_lazy("review"), empty_value="–")
    def opening(self, feedback: Feedback) -> str:
        text = " ".join(feedback.text.split())
        return text if len(text) <= SHOWN_TEXT else text[: SHOWN_TEXT - 1] + "…"

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and permissions.can_moderate(request.user)

    @admin.action(description=gettext_lazy("Hide selected reviews"), permissions=["moderate"])
    def hide_selected(self, request: HttpRequest, queryset: QuerySet[Feedback]) -> None:
        self._moderate(request, queryset, services.hide)

    @admin.action(description=gettext_lazy("Restore selected reviews"), permissions=["moderate"])
    def restore_selected(self, request: HttpRequest, queryset: QuerySet[Feedback]) -> None:
        self._moderate(request, queryset, services.restore)

    @admin.action(description=gettext_lazy("Remove selected reviews"), permissions=["moderate"])
    def remove_selected(self, request: HttpRequest, queryset: QuerySet[Feedback]) -> None:
        self._moderate(request, queryset, services.remove)

    def _moderate(self, request: HttpRequest, queryset: QuerySet[Feedback], service: Callable[..., object]) -> None:
        """Each review in a transaction of its own, as if pressed one by one."""
        assert isinstance(request.user, User)  # noqa: S101  the admin site lets nobody else in
        done = refused = 0
        for feedback in queryset:
            try:
                service(feedback=feedback, by=request.user)
                done += 1
            except (PermissionDenied, Feedback.DoesNotExist):
                refused += 1
        self.message_user(
            request,
            ngettext("%(count)d review done.", "%(count)d reviews done.", done) % {"count": done},
            messages.SUCCESS if done else messages.WARNING,
        )
        if refused:
            self.message_user(request, _("%(count)d could not be changed.") % {"count": refused}, messages.WARNING)


@admin.register(MisreadReport)
class MisreadReportAdmin(ReadOnlyAdmin[MisreadReport]):
    """What writers said was misread, the newest first."""

    list_display = ("id", "feedback", "label_read", "label_meant", "lexicon_version", "created_at")
    list_select_related = ()  # as above
    ordering = ("-pk",)
    search_fields = ("feedback",)
    search_help_text = gettext_lazy("The number of a review")

    def get_queryset(self, request: HttpRequest) -> QuerySet[MisreadReport]:
        return super().get_queryset(request).prefetch_related("feedback")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[MisreadReport], search_term: str
    ) -> tuple[QuerySet[MisreadReport], bool]:
        return _of_review(queryset, "feedback", search_term), False


@admin.register(FeedbackEvent)
class FeedbackEventAdmin(ReadOnlyAdmin[FeedbackEvent]):
    """The journal: who did what to which review, and when."""

    list_display = ("id", "created_at", "kind", "feedback_id", "movie", "actor", "reason")
    list_filter = ("kind",)
    list_select_related = ()  # as above
    ordering = ("-pk",)
    search_fields = ("feedback_id",)
    search_help_text = gettext_lazy("The number of a review")

    def get_queryset(self, request: HttpRequest) -> QuerySet[FeedbackEvent]:
        return super().get_queryset(request).prefetch_related("movie", "actor")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[FeedbackEvent], search_term: str
    ) -> tuple[QuerySet[FeedbackEvent], bool]:
        return _of_review(queryset, "feedback_id", search_term), False
