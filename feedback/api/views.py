"""GET and POST /api/feedback; GET, PUT, PATCH and DELETE /api/feedback/<id>."""

from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from cinemapulse.core.api import CursorPagination
from cinemapulse.core.problems import Conflict
from cinemapulse.core.schema import problems
from feedback import permissions, services
from feedback.api.filters import ListQuery, filters_of
from feedback.api.serializers import DraftSerializer, FeedbackSerializer, SubmitSerializer
from feedback.models import Source, Status
from feedback.selectors import reviews_for
from feedback.services import Draft
from movies.models import Movie

_PAGE_PARAMETERS = [
    OpenApiParameter(given["name"], given["schema"], description=given["description"])
    for given in CursorPagination().get_schema_operation_parameters(APIView())
]


class FeedbackList(APIView):
    """Reviews: read by everybody, written by people who are logged in."""

    permission_classes = [IsAuthenticatedOrReadOnly]
    pagination_class = CursorPagination

    @extend_schema(
        operation_id="feedback_list",
        summary="Reviews, newest first",
        description="Published reviews of the films the caller may see; `user=me` adds one's own hidden ones.",
        parameters=[ListQuery, *_PAGE_PARAMETERS],
        responses={200: FeedbackSerializer(many=True), **problems(400, 401, 403)},
    )
    def get(self, request: Request) -> Response:
        rows = reviews_for(request.user, filters_of(request))
        paginator = self.pagination_class()
        page = paginator.paginate_queryset(rows, request, self)
        return paginator.get_paginated_response([FeedbackSerializer().to_representation(row) for row in page])

    @extend_schema(
        operation_id="feedback_create",
        summary="Review a film",
        description="One review a person and film. The server alone decides id, user, name, time and sentiment.",
        request=SubmitSerializer,
        responses={
            201: OpenApiResponse(FeedbackSerializer, description="Stored; Location is its address."),
            **problems(400, 401, 403, 409, 413, 415, s409="This person has reviewed this film already."),
        },
    )
    def post(self, request: Request) -> Response:
        user = person(request)
        given = checked(SubmitSerializer(data=request.data))
        movie_id = given.pop("movieId")
        films = Movie.objects.visible_to(user)
        film = permissions.with_team_of(user, films).filter(pk=movie_id).first()
        if film is None:
            raise ValidationError({"movieId": [_("There is no such film.")]})
        try:
            feedback = services.submit(user=user, movie=film, draft=Draft(**given), source=Source.API)
        except services.AlreadyReviewed as error:
            raise Conflict({"movieId": error.messages}) from error
        except ValidationError as error:
            _raise_as_movie_id(error)
        return Response(
            FeedbackSerializer(feedback).data,
            status=status.HTTP_201_CREATED,
            headers={"Location": request.build_absolute_uri(reverse("feedback-api:detail", args=[feedback.pk]))},
        )


class FeedbackDetail(APIView):
    """One review: read by those who may know of it, edited by its writer, removed by its writer or a moderator."""

    permission_classes = [IsAuthenticatedOrReadOnly]

    @extend_schema(
        operation_id="feedback_retrieve",
        summary="One review",
        responses={200: FeedbackSerializer, **problems(401, 404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        return Response(FeedbackSerializer(permissions.readable_or_404(request.user, pk)).data)

    @extend_schema(
        operation_id="feedback_replace",
        summary="Replace what a review says",
        description="What is left out is set to its default. Only its writer may.",
        request=DraftSerializer,
        responses={200: FeedbackSerializer, **problems(400, 401, 403, 404, 413, 415)},
    )
    def put(self, request: Request, pk: int) -> Response:
        user = person(request)
        feedback = permissions.readable_or_404(user, pk)
        permissions.require(permissions.can_edit(user, feedback), _("Only its writer can edit a review."))
        draft = Draft(**checked(DraftSerializer(data=request.data)))
        with permissions.gone_is_404():
            return Response(FeedbackSerializer(services.edit(feedback=feedback, by=user, draft=draft)).data)

    @extend_schema(
        operation_id="feedback_update",
        summary="Change parts of a review",
        description="What is left out stays as it is. Only its writer may.",
        request=DraftSerializer(partial=True),
        responses={200: FeedbackSerializer, **problems(400, 401, 403, 404, 413, 415)},
    )
    def patch(self, request: Request, pk: int) -> Response:
        user = person(request)
        feedback = permissions.readable_or_404(user, pk)
        permissions.require(permissions.can_edit(user, feedback), _("Only its writer can edit a review."))
        changes = checked(DraftSerializer(data=request.data, partial=True))
        with permissions.gone_is_404():
            return Response(FeedbackSerializer(services.amend(feedback=feedback, by=user, changes=changes)).data)

    @extend_schema(
        operation_id="feedback_destroy",
        summary="Remove a review",
        description="By its writer it is deleted; by a moderator it is kept out of sight and can be restored.",
        responses={204: None, **problems(401, 403, 404)},
    )
    def delete(self, request: Request, pk: int) -> Response:
        user = person(request)
        feedback = permissions.readable_or_404(user, pk)
        if feedback.status == Status.REMOVED and feedback.user_id != user.pk:
            raise Http404  # a moderator removes once
        with permissions.gone_is_404():
            services.remove(feedback=feedback, by=user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def person(request: Request) -> User:
    """Who is logged in; the views' permission has turned everybody else away."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def checked(serializer: "serializers.Serializer[Any]") -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _raise_as_movie_id(error: ValidationError) -> NoReturn:
    """Name the film as the API's clients do."""
    messages = error.message_dict
    if "movie" in messages:
        messages["movieId"] = messages.pop("movie")
    raise ValidationError(messages) from error
