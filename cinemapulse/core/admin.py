"""What the admin lists of all apps share: they stay quick on a million rows."""

from typing import Any, ClassVar, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

ModelT = TypeVar("ModelT", bound=Model)

_HIGHEST = "\U0010ffff"


def starts_with(field: str, text: str) -> Q:
    """`field` begins with `text`, said as a range: both engines seek a plain index for it.

    A LIKE would be answered from the index by neither, because SQLite's LIKE and MySQL's LIKE BINARY compare
    otherwise than the index sorts. Exact in letter case on SQLite.
    """
    return Q(**{f"{field}__gte": text, f"{field}__lt": text + _HIGHEST})


class ShallowPaginator(Paginator[Any]):
    """Counts `limit` rows at the most; what lies deeper is reached by searching and filtering."""

    limit = 10_000

    @cached_property
    def capped(self) -> bool:
        """Whether there are more rows than were counted."""
        return self._counted > self.limit

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.limit)

    @cached_property
    def _counted(self) -> int:
        # The list's own order is dropped: sorting to count would read every row.
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return rows.order_by()[: self.limit + 1].count()


class QuickChangeList(ChangeList):
    """Asks the database no more than it can answer from an index."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """A column that was clicked on decides alone; ties go its way, or no index could be read in order."""
        ordering = super().get_ordering(request, queryset)
        if ORDER_VAR in self.params and ordering and isinstance(ordering[0], str):
            return [ordering[0], "-pk" if ordering[0].startswith("-") else "pk"]
        return ordering

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not self.result_count:
            self.result_list = self.queryset.none()  # counting has just read every row in vain


class QuickAdmin(admin.ModelAdmin[ModelT]):
    """A list whose cost does not follow the size of its table.

    Name in `sortable_by` only columns with an index, and in `list_filter` only columns with one or with few
    values that are all common; use `raw_id_fields` or `autocomplete_fields` for every relation.
    `templates/admin/` shows a capped count as "more than".
    """

    paginator = ShallowPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 50
    sortable_by: ClassVar[list[str] | tuple[str, ...] | None] = ()
    action_limit = 2_000  # rows one action may touch in one request

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return QuickChangeList

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[ModelT], *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Refuse "select all" over more rows than one request can carry."""
        everything = request.POST.get("select_across") == "1"
        if everything and queryset.order_by()[: self.action_limit + 1].count() > self.action_limit:
            self.message_user(
                request,
                _("That is too much at once: narrow the list to at most %(limit)d rows first.")
                % {"limit": self.action_limit},
                messages.ERROR,
            )
            return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset, *args, **kwargs)


class ReadOnlyAdmin(QuickAdmin[ModelT]):
    """Rows that have a service as their only door: even a superuser changes them by actions at most."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ModelT | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ModelT | None = None) -> bool:
        return False
