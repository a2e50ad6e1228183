"""The journal: append-only, and always in step with the reviews."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from feedback.journal import values_of
from feedback.models import Feedback, FeedbackEvent, Kind
from feedback.models.event import JournalIsAppendOnly
from feedback.services import Draft, edit, hide, remove, restore, submit
from movies.models import Movie
from tests.factories import FeedbackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(viewer: User, film: Movie) -> FeedbackEvent:
    FeedbackFactory(user=viewer, movie=film)
    return FeedbackEvent.objects.get()


def overwrite(event: FeedbackEvent) -> None:
    FeedbackEvent.objects.bulk_create(
        [FeedbackEvent(pk=event.pk, feedback_id=1, movie_id=event.movie_id, kind=Kind.EDITED)],
        update_conflicts=True,
        update_fields=["kind"],
        unique_fields=["id"],
    )


def rename(event: FeedbackEvent) -> None:
    event.kind = Kind.REMOVED
    FeedbackEvent.objects.bulk_update([event], ["kind"])


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda event: event.save(),
        lambda event: event.save(update_fields=["reason"]),
        lambda event: event.delete(),
        lambda event: FeedbackEvent.objects.all().delete(),
        lambda event: FeedbackEvent.objects.filter(pk=event.pk).update(kind=Kind.REMOVED),
        lambda event: FeedbackEvent.objects.filter(pk=event.pk).update(folded_in=1, after=None),
        lambda event: FeedbackEvent.objects.update_or_create(pk=event.pk, defaults={"kind": Kind.REMOVED}),
        overwrite,
        rename,
    ],
)
def test_an_entry_is_never_changed_or_deleted(event: FeedbackEvent, rewrite: Callable[[Any], object]) -> None:
    before = FeedbackEvent.objects.values().get()

    with pytest.raises(JournalIsAppendOnly), transaction.atomic():
        rewrite(event)

    assert FeedbackEvent.objects.values().get() == before


def test_a_new_entry_cannot_take_the_number_of_an_old_one(event: FeedbackEvent) -> None:
    forged = FeedbackEvent(pk=event.pk, feedback_id=1, movie_id=event.movie_id, kind=Kind.REMOVED)
    with pytest.raises(IntegrityError), transaction.atomic():
        forged.save()

    assert FeedbackEvent.objects.get().kind == Kind.CREATED


def test_only_the_folds_mark_may_change(event: FeedbackEvent) -> None:
    FeedbackEvent.objects.filter(pk=event.pk).update(folded_in=7)

    assert FeedbackEvent.objects.get().folded_in == 7


def test_the_journal_holds_no_words_of_a_review(viewer: User, film: Movie) -> None:
    review = FeedbackFactory(user=viewer, movie=film, text="Unmistakable prose about kumquats, brilliant.")
    edit(feedback=review, by=viewer, draft=Draft(rating=2, text="More kumquats."))

    assert "kumquat" not in str(list(FeedbackEvent.objects.values()))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["submit", "edit", "hide", "restore", "remove by writer", "remove by moderator"]),
        st.integers(1, 10),
        st.sampled_from(["", "Great music!", "Boring and far too long.", "Nothing much", "சூப்பர் 🔥"]),
        st.sampled_from(["", "metro", "rural"]),
    ),
    max_size=12,
)


def take(step: tuple[str, int, str, str], writer: User, moderator: User, film: Movie) -> None:
    name, half_stars, text, region = step
    review = Feedback.objects.filter(movie=film, user=writer).first()
    draft = Draft(rating=half_stars / 2, text=text, company="family" if half_stars % 2 else "")
    writer.region = region
    if name == "submit":
        submit(user=writer, movie=film, draft=draft)
    elif review is None:
        return
    elif name == "edit":
        edit(feedback=review, by=writer, draft=draft)
    elif name.startswith("remove"):
        remove(feedback=review, by=writer if name.endswith("writer") else moderator)
    else:
        {"hide": hide, "restore": restore}[name](feedback=review, by=moderator)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_sequence_the_journal_tells_the_reviews(
    steps: list[tuple[str, int, str, str]], viewer: User, admin_user: User, film: Movie
) -> None:
    """Each entry starts where the one before ended, and the last one ends at what is stored now."""
    Feedback.objects.all().delete()  # what the last example left; its entries have other numbers
    seen = FeedbackEvent.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    for step in steps:
        try:
            take(step, viewer, admin_user, film)
        except (PermissionDenied, ValidationError):
            continue

    last: dict[int, Any] = {}
    for event in FeedbackEvent.objects.filter(pk__gt=seen).order_by("pk"):
        assert event.before == last.get(event.feedback_id)
        assert (event.kind == Kind.CREATED) == (event.before is None)
        assert event.before is None or event.kind == Kind.EDITED or event.before != event.after
        last[event.feedback_id] = event.after
    stored = {review.pk: values_of(review) for review in Feedback.objects.all()}
    assert {pk: values for pk, values in last.items() if values is not None} == stored
