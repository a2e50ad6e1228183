"""The people of the demo: five accounts to log in with, and the viewers who write its reviews."""

from random import Random
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import AgeBand, Origin, Region, User
from accounts.roles import Role
from accounts.services import grant_role
from analytics.demo.films import TEAMS
from movies.models import Movie, TeamMember

VIEWER: Final = "viewer@example.com"
# Email, name, roles.
LOGINS: Final[tuple[tuple[str, str, tuple[Role, ...]], ...]] = (
    (VIEWER, "Demo Viewer", (Role.VIEWER,)),
    ("producer@example.com", "Demo Producer", (Role.VIEWER, Role.PRODUCER)),
    ("producer2@example.com", "Demo Producer 2", (Role.VIEWER, Role.PRODUCER)),
    ("analyst@example.com", "Demo Analyst", (Role.VIEWER, Role.ANALYST)),
    ("admin@example.com", "Demo Admin", (Role.VIEWER, Role.ADMIN)),
)
# Reserved by RFC 2606: no mail can ever be delivered there.
REVIEWER_DOMAIN: Final = "demo.invalid"
# Young people write most; not everybody tells their age or where they live.
_AGES: Final = (*AgeBand.values, "")
_AGE_WEIGHTS: Final = (4, 24, 26, 12, 4, 30)
_REGIONS: Final = (*Region.values, "")
_REGION_WEIGHTS: Final = (38, 22, 10, 30)


def make_logins(password: str, films: dict[str, Movie]) -> dict[str, User]:
    """The accounts of LOGINS by email, with verified addresses, their roles and their films."""
    people: dict[str, User] = {}
    for email, name, roles in LOGINS:
        user = User.objects.create_user(email, password, name=name, origin=Origin.DEMO)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        for role in roles:
            grant_role(user=user, role=role)
        people[email] = user
    TeamMember.objects.bulk_create(
        TeamMember(movie=films[slug], user=people[email]) for email, slugs in TEAMS.items() for slug in slugs
    )
    return people


def reviewers(count: int, rng: Random) -> list[User]:
    """`count` accounts, not stored yet, that hold no role and cannot log in: "Demo viewer 041"."""
    ages = rng.choices(_AGES, _AGE_WEIGHTS, k=count)
    regions = rng.choices(_REGIONS, _REGION_WEIGHTS, k=count)
    return [
        User(
            email=f"viewer-{number:03}@{REVIEWER_DOMAIN}",
            name=f"Demo viewer {number:03}",
            password=make_password(None),
            origin=Origin.DEMO,
            age_band=age,
            region=region,
        )
        for number, (age, region) in enumerate(zip(ages, regions, strict=True), start=1)
    ]
