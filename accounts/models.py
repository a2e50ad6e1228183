"""People: the user, the roles they ask for and the tokens their programs use."""

import datetime as dt
import hashlib
import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


class AgeBand(models.TextChoices):
    UNDER_18 = "under-18", _("Under 18")
    FROM_18 = "18-24", _("18 to 24")
    FROM_25 = "25-34", _("25 to 34")
    FROM_35 = "35-49", _("35 to 49")
    FROM_50 = "50+", _("50 and over")


class Region(models.TextChoices):
    METRO = "metro", _("Metro")
    TIER_2 = "tier-2", _("Tier-2 city")
    RURAL = "rural", _("Rural")


class Origin(models.TextChoices):
    """Where an account comes from; pages and exports mark what is not a person who signed up."""

    SITE = "site", _("Signed up")
    IMPORT = "import", _("Author of imported reviews")
    DEMO = "demo", _("Demo data")


def normalise_email(email: str) -> str:
    """The form in which an address is stored and compared: trimmed, all lower case."""
    return email.strip().lower()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who can log in with `email`. Roles are given by `accounts.services`."""
        if not email:
            raise ValueError("A user needs an email address.")
        user = self.model(email=normalise_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normalise_email(username or ""))

    def demo_logins(self) -> models.QuerySet["User"]:
        """Demo accounts that someone could log in to."""
        return self.filter(origin=Origin.DEMO, is_active=True).exclude(password__startswith="!")  # noqa: S106


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The email is the log-in and is shown to nobody else; `name` is public."""

    email = models.EmailField(_("email"), max_length=191, unique=True)
    name = models.CharField(_("name"), max_length=80, help_text=_("Shown beside your reviews."))
    photo = models.ImageField(_("photo"), upload_to="photos/", blank=True)
    notifications_enabled = models.BooleanField(_("notifications"), default=True)
    age_band = models.CharField(_("age"), max_length=10, choices=AgeBand.choices, blank=True)
    region = models.CharField(_("region"), max_length=10, choices=Region.choices, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.SITE, editable=False)
    is_staff = models.BooleanField(_("may open the admin site"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    # Mirror of the groups (comma-separated names), kept by a signal: a request then needs no query for its roles.
    role_names = models.CharField(max_length=64, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["origin", "id"], name="user_origin"),
            models.Index(fields=["date_joined"], name="user_joined"),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    def clean(self) -> None:
        super().clean()
        self.email = normalise_email(self.email)

    @property
    def roles(self) -> list[Role]:
        """The roles held, from the least to the most powerful."""
        held = set(self.role_names.split(","))
        return [role for role in Role if role.value in held]

    @property
    def primary_role(self) -> Role:
        """The most powerful role held; a person without a group counts as a viewer on screen (and may do nothing)."""
        if self.is_superuser:
            return Role.ADMIN
        return max(self.roles, key=list(Role).index, default=Role.VIEWER)

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper() or "?"

    def get_short_name(self) -> str:
        return self.name


class RoleRequest(models.Model):
    """Someone asks for a role; an admin decides. Nobody gives themselves power."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_requests")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    note = models.TextField(_("why"), max_length=1000, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    # "user:role" while it waits, NULL once decided: one open request each, said in a way MySQL can enforce.
    open_key = models.CharField(max_length=40, unique=True, null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    decision_note = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["status", "-created_at"], name="rolerequest_queue")]
        permissions = [("decide_role_request", "Can approve or decline a role request")]

    def __str__(self) -> str:
        return f"{self.user} → {self.get_role_display()}"


class ApiToken(models.Model):
    """A program's key to the API. Only its hash is stored: the token itself is shown once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="apitoken_user")]

    def __str__(self) -> str:
        return f"{self.name} ({self.user})"

    @staticmethod
    def hash(token: str) -> str:
        """SHA-256 is enough here: a token is 256 random bits, nothing that could be guessed word by word."""
        return hashlib.sha256(token.encode()).hexdigest()

    @classmethod
    def issue(cls, user: "User", name: str) -> str:
        """Store a new token of `user` and return it: the only time it can be read."""
        token = secrets.token_urlsafe(32)
        cls.objects.create(
            user=user,
            name=name,
            digest=cls.hash(token),
            expires_at=timezone.now() + dt.timedelta(days=settings.API_TOKEN_DAYS),
        )
        return token
