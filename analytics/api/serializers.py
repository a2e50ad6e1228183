"""Films as the API shows them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from analytics.selectors import Summary
from movies.models import Genre, Movie, ReleaseType, Status


class MovieSerializer(serializers.ModelSerializer[Movie]):
    """A film with its figures; `context["summaries"]` maps film id to Summary."""

    genres: serializers.SlugRelatedField[Genre] = serializers.SlugRelatedField("name", many=True, read_only=True)
    cast = serializers.ListField(child=serializers.CharField(), read_only=True)
    release_type = serializers.ChoiceField(choices=ReleaseType.choices, allow_blank=True, read_only=True)
    status = serializers.ChoiceField(choices=Status.choices, read_only=True)
    poster = serializers.SerializerMethodField()
    average_rating = serializers.SerializerMethodField(
        help_text="Mean of the published ratings, 0.5 to 5, unrounded; null without ratings."
    )
    review_count = serializers.SerializerMethodField(help_text="Published reviews.")
    sentiment = serializers.SerializerMethodField(help_text="Published reviews by what their text says.")

    class Meta:
        model = Movie
        fields = [
            "id",
            "slug",
            "title",
            "description",
            "genres",
            "category",
            "cast",
            "director",
            "hero",
            "heroine",
            "vibe",
            "release_type",
            "release_date",
            "poster",
            "status",
            "is_demo",
            "average_rating",
            "review_count",
            "sentiment",
        ]
        read_only_fields = fields

    def _summary(self, movie: Movie) -> Summary:
        found: Summary = self.context["summaries"][movie.pk]
        return found

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_poster(self, movie: Movie) -> str:
        address: str = self.context["request"].build_absolute_uri(movie.poster_url)
        return address

    def get_average_rating(self, movie: Movie) -> float | None:
        return self._summary(movie).average

    def get_review_count(self, movie: Movie) -> int:
        return self._summary(movie).n

    @extend_schema_field(
        {
            "type": "object",
            "required": ["positive", "neutral", "negative", "none"],
            "properties": {name: {"type": "integer"} for name in ("positive", "neutral", "negative", "none")},
        }
    )
    def get_sentiment(self, movie: Movie) -> dict[str, Any]:
        summary = self._summary(movie)
        return {name: getattr(summary, name) for name in ("positive", "neutral", "negative", "none")}
