"""Films on the admin site: facts by form, status by actions through the service."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.roles import MODERATE_MOVIES
from cinemapulse.core.admin import QuickAdmin, ReadOnlyAdmin, starts_with
from movies.forms import MovieForm, ReasonForm
from movies.models import Genre, Movie, Status, StatusChange, TeamMember
from movies.services import change_status

MOST_SHOWN = 20  # titles on the page that asks for a reason


@admin.register(Genre)
class GenreAdmin(QuickAdmin[Genre]):
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    ordering = ("name",)


class TeamInline(admin.TabularInline[TeamMember, Movie]):
    model = TeamMember
    raw_id_fields = ("user",)
    extra = 1
    verbose_name = gettext_lazy("producer")
    verbose_name_plural = gettext_lazy("producer team")


@admin.register(Movie)
class MovieAdmin(QuickAdmin[Movie]):
    form = MovieForm
    list_display = ("title", "category", "status", "release_type", "release_date")
    list_filter = ("status",)
    search_fields = ("title",)  # shows the search box; get_search_results decides what is searched
    search_help_text = gettext_lazy("The slug, or the beginning of the title")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("genres",)
    readonly_fields = ("status", "created_at")
    inlines = (TeamInline,)
    actions = ("star_selected", "hide_selected", "block_selected", "restore_selected")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """By the index that the filter leaves to walk."""
        by_status = any(name.startswith("status") for name in request.GET)
        return ("category", "pk") if by_status else ("title", "pk")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Movie], search_term: str
    ) -> tuple[QuerySet[Movie], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        capital = term[:1].upper() + term[1:]
        found = Q(slug=term.lower()) | starts_with("title", term) | starts_with("title", capital)
        return queryset.filter(found), False

    def save_model(self, request: HttpRequest, obj: Movie, form: Any, change: bool) -> None:
        """A poster that is replaced or cleared is deleted once that is certain."""
        old = form.initial.get("poster") if change and "poster" in form.changed_data else None
        super().save_model(request, obj, form, change)
        if old:
            transaction.on_commit(lambda: old.storage.delete(old.name))

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE_MOVIES)

    @admin.action(description=gettext_lazy("Star selected films"), permissions=["moderate"])
    def star_selected(self, request: HttpRequest, queryset: QuerySet[Movie]) -> None:
        self._change(request, queryset, Status.STARRED)

    @admin.action(description=gettext_lazy("Restore selected films"), permissions=["moderate"])
    def restore_selected(self, request: HttpRequest, queryset: QuerySet[Movie]) -> None:
        self._change(request, queryset, Status.NORMAL)

    @admin.action(description=gettext_lazy("Hide selected films…"), permissions=["moderate"])
    def hide_selected(self, request: HttpRequest, queryset: QuerySet[Movie]) -> HttpResponse | None:
        return self._ask(request, queryset, Status.HIDDEN, "hide_selected")

    @admin.action(description=gettext_lazy("Block selected films…"), permissions=["moderate"])
    def block_selected(self, request: HttpRequest, queryset: QuerySet[Movie]) -> HttpResponse | None:
        return self._ask(request, queryset, Status.BLOCKED, "block_selected")

    def _ask(self, request: HttpRequest, queryset: QuerySet[Movie], status: Status, action: str) -> HttpResponse | None:
        """The page that asks for the reason; comes back here with the answer."""
        answered = "reason" in request.POST
        form = ReasonForm(request.POST if answered else None, required=status is Status.BLOCKED)
        if answered and form.is_valid():
            self._change(request, queryset, status, form.cleaned_data["reason"])
            return None
        titles = list(queryset.values_list("title", flat=True)[: MOST_SHOWN + 1])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Block films") if status is Status.BLOCKED else _("Hide films"),
            "opts": self.opts,
            "form": form,
            "blocks": status is Status.BLOCKED,
            "titles": titles[:MOST_SHOWN],
            "more": len(titles) > MOST_SHOWN,
            "action": action,
            "selected": request.POST.getlist("_selected_action"),
            "select_across": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(request, "admin/movies/movie/ask_reason.html", context)

    def _change(self, request: HttpRequest, queryset: QuerySet[Movie], status: Status, reason: str = "") -> None:
        assert isinstance(request.user, User)  # noqa: S101  the admin site lets nobody else in
        changed = 0
        for movie in queryset:
            before = movie.status
            try:
                change_status(movie=movie, status=status, by=request.user, reason=reason)
            except (ValidationError, Movie.DoesNotExist) as error:
                self.message_user(request, f"{movie}: {' '.join(getattr(error, 'messages', []))}", messages.ERROR)
                continue
            changed += before != status
        self.message_user(
            request,
            ngettext("%(count)d film changed.", "%(count)d films changed.", changed) % {"count": changed},
            messages.SUCCESS if changed else messages.WARNING,
        )


@admin.register(TeamMember)
class TeamMemberAdmin(QuickAdmin[TeamMember]):
    list_display = ("movie", "user", "added_at")
    list_select_related = ("movie", "user")
    raw_id_fields = ("movie", "user")
    ordering = ("-pk",)


@admin.register(StatusChange)
class StatusChangeAdmin(ReadOnlyAdmin[StatusChange]):
    """Who starred, hid, blocked or restored which film, when and why."""

    list_display = ("created_at", "movie", "before", "after", "by", "reason")
    list_select_related = ("movie", "by")
    ordering = ("-created_at", "-pk")
