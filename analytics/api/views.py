"""Films over the API: what anybody may see of the catalogue, with figures."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, permissions
from rest_framework.request import Request
from rest_framework.response import Response

from analytics import selectors
from analytics.api.serializers import MovieSerializer
from analytics.fold import ensure_fresh
from cinemapulse.core.api import CursorPagination
from cinemapulse.core.schema import problems
from movies.models import Genre, Movie, ReleaseType, Status


class MovieFilter(django_filters.FilterSet):  # type: ignore[misc]
    """`?category=&genre=&release_type=&status=&q=`."""

    category = django_filters.CharFilter()
    genre = django_filters.ModelChoiceFilter(
        field_name="genres", to_field_name="slug", queryset=Genre.objects.all(), help_text="Slug of a genre."
    )
    release_type = django_filters.ChoiceFilter(choices=ReleaseType.choices)
    status = django_filters.ChoiceFilter(choices=Status.choices)
    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", help_text="Part of the title.")

    class Meta:
        model = Movie
        fields: list[str] = []


class _Movies(generics.GenericAPIView[Movie]):
    permission_classes = [permissions.AllowAny]
    serializer_class = MovieSerializer

    def get_queryset(self) -> QuerySet[Movie]:
        return Movie.objects.visible_to(self.request.user).prefetch_related("genres")

    def answer(self, movies: list[Movie]) -> Any:
        """The films as data, with their summaries in one query."""
        ensure_fresh()
        context = {**self.get_serializer_context(), "summaries": selectors.summaries(m.pk for m in movies)}
        return MovieSerializer(movies, many=True, context=context).data


class MovieList(_Movies):
    """Newest additions to the catalogue first."""

    filterset_class = MovieFilter
    pagination_class = CursorPagination

    @extend_schema(operation_id="movies_list", responses={200: MovieSerializer(many=True), **problems(400)})
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.answer(page or []))


class MovieDetail(_Movies):
    @extend_schema(operation_id="movies_retrieve", responses={200: MovieSerializer, **problems(404)})
    def get(self, request: Request, pk: int) -> Response:
        return Response(self.answer([self.get_object()])[0])
