"""How people look in the API, and what may be sent about them."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import AgeBand, Region, User
from accounts.profiles import NAME_LENGTH
from accounts.roles import Role

ROLES = [(role.slug, role.label) for role in Role]
_PASSWORD_LENGTH = 4096  # characters; a bound for what is hashed, far above any password


def _password() -> serializers.CharField:
    # Written only, and never trimmed: a blank may be part of it.
    return serializers.CharField(
        max_length=_PASSWORD_LENGTH, trim_whitespace=False, write_only=True, style={"input_type": "password"}
    )


class LoginSerializer(serializers.Serializer[Any]):
    # Not an EmailField: what no account can have is simply a wrong log-in.
    email = serializers.CharField(max_length=320, help_text="In any letter case.")
    password = _password()


class SignupSerializer(serializers.Serializer[Any]):
    """A new viewer."""

    # Only the shape: what makes a good address, name or password is decided by the page's own form.
    email = serializers.CharField(max_length=320)
    password = _password()
    name = serializers.CharField(max_length=NAME_LENGTH, help_text="Shown beside your reviews.")


class SignupPendingSerializer(serializers.Serializer[Any]):
    detail = serializers.CharField(help_text="What to do next, in a sentence to show to a person.")


class MeSerializer(serializers.ModelSerializer[User]):
    """The person who is asking."""

    role = serializers.ChoiceField(choices=ROLES, read_only=True, source="primary_role.slug")
    roles = serializers.SerializerMethodField(help_text="All roles held, from the least powerful.")
    photo = serializers.SerializerMethodField(help_text="Address of the picture; null without one.")
    # Said again, because a read-only model field would forget in the schema that the answer may be blank.
    age_band = serializers.ChoiceField(choices=AgeBand.choices, allow_blank=True, read_only=True)
    region = serializers.ChoiceField(choices=Region.choices, allow_blank=True, read_only=True)

    class Meta:
        model = User
        fields: tuple[str, ...] = (
            "id",
            "name",
            "email",
            "role",
            "roles",
            "photo",
            "notifications_enabled",
            "age_band",
            "region",
            "date_joined",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=ROLES)))
    def get_roles(self, user: User) -> list[str]:
        return [role.slug for role in user.roles]

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_photo(self, user: User) -> str | None:
        if not user.photo:
            return None
        request = self.context.get("request")
        return request.build_absolute_uri(user.photo.url) if request else user.photo.url


class LoginResultSerializer(MeSerializer):
    """The person, with a token for `Authorization: Token ...`: the only time it can be read."""

    token = serializers.SerializerMethodField(
        help_text=f"Valid for {settings.API_TOKEN_DAYS} days, or until logout. The ten newest are kept."
    )

    class Meta(MeSerializer.Meta):
        fields = (*MeSerializer.Meta.fields, "token")
        read_only_fields = fields

    def get_token(self, user: User) -> str:
        token: str = self.context["token"]
        return token


class MeUpdateSerializer(serializers.Serializer[Any]):
    """What people may change about themselves. Everything else that is sent is ignored."""

    name = serializers.CharField(max_length=NAME_LENGTH, required=False)
    notifications_enabled = serializers.BooleanField(required=False)
    age_band = serializers.ChoiceField(choices=AgeBand.choices, allow_blank=True, required=False)
    region = serializers.ChoiceField(choices=Region.choices, allow_blank=True, required=False)
