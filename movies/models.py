"""The catalogue: films, their genres, producer teams and unit status."""

from hashlib import blake2b

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import SEE_HIDDEN_MOVIES
from movies.posters import POSTER_VERSION


class Genre(models.Model):
    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Status(models.TextChoices):
    """What an admin made of a film ("unit status")."""

    NORMAL = "normal", _("Normal")
    STARRED = "starred", _("Starred")
    HIDDEN = "hidden", _("Hidden")
    BLOCKED = "blocked", _("Blocked")


PUBLIC = (Status.NORMAL, Status.STARRED)


class ReleaseType(models.TextChoices):
    THEATRE = "theatre", _("Theatre")
    OTT = "ott", _("OTT")


class MovieQuerySet(models.QuerySet["Movie"]):
    def public(self) -> "MovieQuerySet":
        """Films anybody may see."""
        return self.filter(status__in=PUBLIC)

    def visible_to(self, user: object) -> "MovieQuerySet":
        """Films this person (or AnonymousUser) may see: hidden and blocked ones only with the named permission."""
        if isinstance(user, User) and user.has_perm(SEE_HIDDEN_MOVIES):
            return self.all()
        return self.public()

    def made_by(self, user: User) -> "MovieQuerySet":
        """Films whose producer team `user` is on."""
        return self.filter(team_members__user=user)


class Movie(models.Model):
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=191, unique=True, allow_unicode=True)
    description = models.TextField(_("description"), max_length=5000, blank=True)
    genres = models.ManyToManyField(Genre, verbose_name=_("genres"), related_name="movies", blank=True)
    category = models.CharField(
        _("category"), max_length=40, blank=True, help_text=_("Where it belongs in the catalogue: Tamil, K-Drama, …")
    )
    cast = models.JSONField(_("cast"), default=list, blank=True, help_text=_("Names, in the order of billing."))
    director = models.CharField(_("director"), max_length=200, blank=True)
    hero = models.CharField(_("hero"), max_length=120, blank=True)
    heroine = models.CharField(_("heroine"), max_length=120, blank=True)
    vibe = models.CharField(_("vibe"), max_length=80, blank=True)
    release_type = models.CharField(_("release"), max_length=10, choices=ReleaseType.choices, blank=True)
    release_date = models.DateField(_("release date"), null=True, blank=True)
    poster = models.ImageField(_("poster"), upload_to="posters/", blank=True)
    team = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="TeamMember", through_fields=("movie", "user"), related_name="made_movies"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.NORMAL, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MovieQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        indexes = [
            models.Index(fields=["status", "category"], name="movie_status_category"),
            models.Index(fields=["title", "id"], name="movie_title"),
            models.Index(fields=["created_at", "id"], name="movie_newest"),
        ]
        permissions = [
            ("see_hidden_movie", "Can see hidden and blocked films"),
            ("moderate_movie", "Can star, hide, block and restore films"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("film", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC

    @property
    def poster_url(self) -> str:
        """The uploaded poster, else the one drawn from the title, under an address that changes when it does."""
        if self.poster:
            return self.poster.url
        return f"{reverse('movies:poster', args=[self.slug])}?v={self.poster_version}"

    @property
    def poster_version(self) -> str:
        """Changes when the drawn poster does."""
        drawn_from = f"{POSTER_VERSION}\n{self.title}\n{self.slug}\n{self.category}\n{self.release_year}"
        return blake2b(drawn_from.encode(), digest_size=6).hexdigest()

    @property
    def release_year(self) -> int | None:
        return self.release_date.year if self.release_date else None


class TeamMember(models.Model):
    """Someone on a film's producer team: they see this film's figures."""

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="team_members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="team_memberships")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["movie", "user"], name="teammember_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.movie}"


class StatusChange(models.Model):
    """Who changed a film's status, when, and from what to what. Written by the service, never edited."""

    movie = models.ForeignKey(Movie, on_delete=models.CASCADE, related_name="status_changes")
    before = models.CharField(max_length=10, choices=Status.choices)
    after = models.CharField(max_length=10, choices=Status.choices)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="statuschange_newest")]

    def __str__(self) -> str:
        return f"{self.movie}: {self.before} → {self.after}"
