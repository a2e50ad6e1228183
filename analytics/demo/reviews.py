"""The reviews of the demo, film by film, stored through the same service as everybody's."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from django.db.models import TextChoices

from accounts.models import User
from analytics.demo.films import AUDIENCES, Audience
from analytics.demo.phrases import OWN_REVIEWS, Mood
from analytics.demo.rhythm import Rhythm
from analytics.demo.texts import compose, fill, mood_of, names_in
from feedback.models import Company, Recommend, Source, WatchAgain, WatchedIn
from feedback.services import BulkItem, Draft, submit_many
from movies.models import Movie, ReleaseType

_SPREAD: Final = 0.95  # standard deviation of a film's ratings, in stars
_ANSWERS: Final = 0.6  # part of the viewers who answer an optional question
_RECOMMEND: Final = {
    Mood.GREAT: (Recommend.DEFINITELY,) * 9 + (Recommend.MAYBE,),
    Mood.GOOD: (Recommend.DEFINITELY,) * 5 + (Recommend.MAYBE,) * 5,
    Mood.MIXED: (Recommend.MAYBE,) * 6 + (Recommend.NO,) * 4,
    Mood.POOR: (Recommend.NO,) * 9 + (Recommend.MAYBE,),
}
_AGAIN: Final = {Mood.GREAT: 0.85, Mood.GOOD: 0.45, Mood.MIXED: 0.12, Mood.POOR: 0.02}


@dataclass(frozen=True, slots=True)
class Plan:
    """One film's part of the demo."""

    movie: Movie
    audience: Audience
    writers: list[User]


def people_needed(reviews: int) -> int:
    """How many reviewers write `reviews` reviews: about five each, and enough for the film most talked about."""
    largest = max(_shares(reviews).values(), default=0)
    return max(largest, reviews // 5)


def write_reviews(
    films: dict[str, Movie], people: list[User], viewer: User, reviews: int, seed: int, now: dt.datetime
) -> int:
    """Store `reviews` reviews by `people`, and the demo viewer's own among them; returns how many.

    The same seed gives the same ratings and texts; the moments follow `now` and its calendar.
    """
    stored = 0
    for plan in _plans(films, people, reviews, seed):
        items = [*_items(plan, seed, now)]
        own = OWN_REVIEWS.get(plan.movie.slug)
        if own and items:
            items[-1] = _own_item(plan.movie, viewer, own, items[-1])
        stored += len(submit_many(movie=plan.movie, items=items, source=Source.DEMO).stored)
    return stored


def _shares(reviews: int) -> dict[str, int]:
    """How many reviews each film gets; they add up to `reviews`."""
    total = sum(audience.share for audience in AUDIENCES.values())
    counts, due, given = {}, 0.0, 0
    for slug, audience in AUDIENCES.items():
        due += reviews * audience.share / total
        counts[slug] = round(due) - given
        given += counts[slug]
    return counts


def _plans(films: dict[str, Movie], people: list[User], reviews: int, seed: int) -> Iterator[Plan]:
    for slug, count in _shares(reviews).items():
        rng = Random(f"{seed} {slug} writers")
        yield Plan(films[slug], AUDIENCES[slug], rng.sample(people, count))


def _items(plan: Plan, seed: int, now: dt.datetime) -> Iterator[BulkItem]:
    slug = plan.movie.slug
    words, moments = Random(f"{seed} {slug} words"), Random(f"{seed} {slug} moments")
    rhythm = Rhythm(plan.audience.surge, now)
    for writer in plan.writers:
        half_stars = max(1, min(10, round(words.gauss(plan.audience.stars, _SPREAD) * 2)))
        draft = _draft(words, plan, half_stars)
        yield BulkItem(user=writer, draft=draft, created_at=rhythm.moment(moments))


def _draft(rng: Random, plan: Plan, half_stars: int) -> Draft:
    """A review with some of the optional answers; a series is watched at home, a film mostly in a theatre."""
    mood = mood_of(half_stars)
    text, spoiler = compose(rng, plan.movie, plan.audience, half_stars)
    home = plan.movie.release_type == ReleaseType.OTT or rng.random() < 0.3
    again = WatchAgain.YES if rng.random() < _AGAIN[mood] else WatchAgain.NO
    company = rng.choices(list(Company), [5, 2, 3] if home else [1, 5, 4])[0]
    return Draft(
        rating=half_stars / 2,
        text=text,
        spoiler=spoiler,
        watched_in=_if_told(rng, WatchedIn.OTT if home else WatchedIn.THEATRE),
        company=_if_told(rng, company),
        recommend=_if_told(rng, rng.choice(_RECOMMEND[mood])),
        watch_again=_if_told(rng, again),
    )


def _if_told(rng: Random, answer: TextChoices) -> str:
    return str(answer.value) if rng.random() < _ANSWERS else ""


def _own_item(movie: Movie, viewer: User, own: tuple[int, str], replaced: BulkItem) -> BulkItem:
    half_stars, text = own
    draft = Draft(rating=half_stars / 2, text=fill(text, names_in(movie)))
    return BulkItem(user=viewer, draft=draft, created_at=replaced.created_at)
