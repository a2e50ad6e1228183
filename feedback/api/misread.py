"""POST and DELETE /api/feedback/<id>/misread: a writer says that their text was misread, or takes that back."""

import datetime as dt

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cinemapulse.core.schema import problems
from feedback import permissions, services
from feedback.api.fields import StrictCharField
from feedback.api.views import checked, person
from feedback.models import MEANT, MisreadReport, Sentiment


@extend_schema_field({"type": "string", "enum": ["", *dict(MEANT)], "default": ""})
class MeantField(StrictCharField):
    pass


@extend_schema_serializer(component_name="MisreadWrite")
class ReportSerializer(serializers.Serializer[MisreadReport]):
    """What the text was meant to say; left out or empty: not said."""

    meant = MeantField(required=False)


@extend_schema_serializer(component_name="Misread")
class MisreadSerializer(serializers.Serializer[MisreadReport]):
    """A writer's word that their text was misread. The sentiment of the review stays as it is."""

    feedback_id = serializers.IntegerField()
    read = serializers.ChoiceField(choices=Sentiment.choices, source="label_read")
    meant = MeantField(source="label_meant")
    lexicon_version = serializers.CharField(help_text="The words and rules that read the text.")
    created_at = serializers.DateTimeField(default_timezone=dt.UTC)


class Misread(APIView):
    @extend_schema(
        operation_id="feedback_misread",
        summary="Say that one's text was misread",
        description="Only its writer may. A second report replaces the first; an edit of the text clears it.",
        request=ReportSerializer,
        responses={
            200: OpenApiResponse(MisreadSerializer, description="Stored, for the analysts to look at."),
            **problems(400, 401, 403, 404, 413, 415),
        },
    )
    def post(self, request: Request, pk: int) -> Response:
        user = person(request)
        feedback = permissions.readable_or_404(user, pk)
        permissions.require(
            permissions.can_report_misread(user, feedback), _("Only its writer can say that a review was misread.")
        )
        given = checked(ReportSerializer(data=request.data))
        with permissions.gone_is_404():
            report = services.report_misread(feedback=feedback, by=user, meant=given.get("meant", ""))
        return Response(MisreadSerializer(report).data)

    @extend_schema(
        operation_id="feedback_misread_undo",
        summary="Take the report back",
        description="Only the review's writer may. Without a report nothing happens.",
        request=None,
        responses={204: None, **problems(401, 403, 404)},
    )
    def delete(self, request: Request, pk: int) -> Response:
        user = person(request)
        feedback = permissions.readable_or_404(user, pk)
        with permissions.gone_is_404():
            services.withdraw_misread(feedback=feedback, by=user)
        return Response(status=status.HTTP_204_NO_CONTENT)
