"""Folding the journal: exactly once, in any order and any batches, equals recomputing from the reviews."""

import threading

import pytest
from django.db import IntegrityError, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from accounts.roles import Role
from analytics import fold, integrity, selectors
from analytics.models import DayAspect, DayPulse, FoldState, HourPulse, IntegrityCheck, MoviePulse
from feedback import services
from feedback.models import Feedback, FeedbackEvent, Status
from feedback.services import Draft
from movies.models import Movie
from tests.factories import FeedbackFactory, MovieFactory, UserFactory

TEXTS = st.sampled_from(
    [
        "",
        "A wonderful film, and the music is superb.",
        "Terrible acting, the story dragged and the ending is awful.",
        "It was shown on a Tuesday.",
        "Good songs but a boring second half.",
    ]
)
DRAFTS = st.builds(
    Draft,
    rating=st.integers(1, 10).map(lambda half: half / 2),
    text=TEXTS,
    watched_in=st.sampled_from(["", "theatre", "ott"]),
    company=st.sampled_from(["", "friends"]),
    recommend=st.sampled_from(["", "definitely", "no"]),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["submit", "edit"]), st.integers(0, 3), DRAFTS),
        st.tuples(st.sampled_from(["hide", "restore", "remove", "delete", "fold"]), st.integers(0, 3), st.none()),
    ),
    max_size=14,
)


class AnySequenceOfChanges(TestCase):
    """hypothesis rolls the database back after each example."""

    viewers: list[User]
    moderator: User
    films: list[Movie]

    def setup_example(self) -> None:
        super().setup_example()
        self.viewers = [UserFactory(region="metro"), UserFactory(age_band="18-24")]
        self.moderator = UserFactory(roles=[Role.ADMIN])
        self.films = [MovieFactory(), MovieFactory()]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS, batch=st.integers(1, 4))
    def test_any_sequence_in_any_batches_equals_recomputation(
        self, steps: list[tuple[str, int, Draft | None]], batch: int
    ) -> None:
        for act, which, draft in steps:
            self.do(act, self.viewers[which % 2], self.films[which // 2], draft, batch)
            assert integrity.verify().differences == []  # waiting entries are taken into account
        while fold._fold_batch(batch, wait=True):
            pass
        assert not FeedbackEvent.objects.filter(folded_in=None).exists()
        assert integrity.verify().differences == []

    def do(self, act: str, viewer: User, movie: Movie, draft: Draft | None, batch: int) -> None:
        if act == "fold":
            fold._fold_batch(batch, wait=True)
            return
        review = Feedback.objects.filter(user=viewer, movie=movie).first()
        if act == "submit" and review is None and draft:
            services.submit(user=viewer, movie=movie, draft=draft)
        if review is None:
            return
        if act == "edit" and draft and review.status != Status.REMOVED:
            services.edit(feedback=review, by=viewer, draft=draft)
        elif act == "hide":
            services.hide(feedback=review, by=self.moderator)
        elif act == "restore":
            services.restore(feedback=review, by=self.moderator)
        elif act == "remove":
            services.remove(feedback=review, by=self.moderator)
        elif act == "delete" and review.status != Status.REMOVED:
            services.remove(feedback=review, by=viewer)


@pytest.mark.django_db
def test_figures_follow_a_submission_an_edit_and_a_hiding(viewer: User, film: Movie, admin_user: User) -> None:
    review = FeedbackFactory(user=viewer, movie=film, rating=4.5, text="Wonderful.")
    fold.ensure_fresh()
    assert selectors.summary(film).average == 4.5
    services.edit(feedback=review, by=viewer, draft=Draft(rating=1, text="Terrible."))
    fold.ensure_fresh()
    assert selectors.summary(film).average == 1
    assert selectors.summary(film).negative == 1
    services.hide(feedback=review, by=admin_user)
    fold.ensure_fresh()
    assert selectors.summary(film).n == 0
    assert selectors.summary(film).average is None


@pytest.mark.django_db
def test_a_second_fold_changes_nothing(viewer: User, film: Movie) -> None:
    FeedbackFactory(user=viewer, movie=film)
    assert fold.fold_pending() == 1
    before = MoviePulse.objects.values().get(movie=film)
    assert fold.fold_pending() == 0
    assert MoviePulse.objects.values().get(movie=film) == before


@pytest.mark.django_db
def test_a_fold_that_fails_leaves_nothing_behind(viewer: User, film: Movie) -> None:
    """The crash is real: the database refuses a row of the same transaction."""
    FeedbackFactory(user=viewer, movie=film)

    def fold_and_fail() -> None:
        with transaction.atomic():
            fold.fold_pending()
            User.objects.create(email=viewer.email)

    with pytest.raises(IntegrityError):
        fold_and_fail()
    assert FeedbackEvent.objects.filter(folded_in=None).count() == 1
    assert not MoviePulse.objects.filter(n__gt=0).exists()
    assert fold.fold_pending() == 1
    assert integrity.verify().differences == []


@pytest.mark.django_db
def test_reading_figures_costs_one_query_when_nothing_waits(film: Movie, django_assert_num_queries: object) -> None:
    fold.ensure_fresh()
    with django_assert_num_queries(1):  # type: ignore[operator]
        fold.ensure_fresh()


@pytest.mark.django_db
def test_rebuild_sets_right_what_was_tampered_with(viewer: User, film: Movie) -> None:
    FeedbackFactory(user=viewer, movie=film, text="Great music.")
    fold.ensure_fresh()
    MoviePulse.objects.filter(movie=film).update(n=7)
    HourPulse.objects.all().delete()
    DayAspect.objects.update(mentions=99)
    report = integrity.verify()
    assert any("n is 7, the reviews say 1" in line for line in report.differences)
    assert any(line.startswith("hour of a film") for line in report.differences)
    assert any("mentions is 99" in line for line in report.differences)
    integrity.rebuild()
    assert integrity.verify().differences == []


@pytest.mark.django_db
def test_verification_sees_a_review_changed_behind_the_services(viewer: User, film: Movie) -> None:
    review = FeedbackFactory(user=viewer, movie=film, rating=4)
    fold.ensure_fresh()
    Feedback.objects.filter(pk=review.pk).update(half_stars=1)
    assert integrity.verify().differences
    assert IntegrityCheck.objects.latest("finished_at").differences > 0


@pytest.mark.django_db
def test_rebuild_counts_waiting_entries_once(viewer: User, other_viewer: User, film: Movie) -> None:
    FeedbackFactory(user=viewer, movie=film)
    fold.fold_pending()
    FeedbackFactory(user=other_viewer, movie=film)
    integrity.rebuild()
    assert not FeedbackEvent.objects.filter(folded_in=None).exists()
    assert fold.fold_pending() == 0
    assert selectors.summary(film).n == 2


@pytest.mark.django_db
def test_rebuild_gives_back_what_was_folded_after_its_snapshot(viewer: User, film: Movie) -> None:
    """As when a fold runs between the rebuild's snapshot and its write."""
    FeedbackFactory(user=viewer, movie=film)
    fold.fold_pending()
    number = FoldState.objects.get().number
    FeedbackEvent.objects.update(folded_in=number + 5)  # folded by a fold the snapshot did not see
    Feedback.objects.filter(user=viewer).update(status=Status.HIDDEN)  # ... and whose effect it did not see either
    integrity.rebuild()
    assert FeedbackEvent.objects.filter(folded_in=None).count() == 1


@pytest.mark.django_db
def test_an_imported_date_chooses_the_bucket(film: Movie) -> None:
    import datetime as dt

    from feedback.models import Source

    services.submit_many(
        movie=film,
        items=[
            services.BulkItem(
                user=UserFactory(),
                draft=Draft(rating=5),
                created_at=dt.datetime(2024, 2, 29, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-2))),
            )
        ],
        source=Source.IMPORT,
    )
    assert [str(row.day) for row in DayPulse.objects.all()] == ["2024-03-01"]
    assert [row.hour.isoformat() for row in HourPulse.objects.all()] == ["2024-03-01T01:00:00+00:00"]


@pytest.mark.django_db(transaction=True)
def test_folds_and_submissions_at_the_same_time_lose_and_double_nothing() -> None:
    film = MovieFactory()
    viewers = [UserFactory() for _ in range(24)]
    errors: list[Exception] = []

    def submit(mine: list[User]) -> None:
        try:
            for viewer in mine:
                services.submit(user=viewer, movie=film, draft=Draft(rating=4, text="Great music."))
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    def keep_folding(stop: threading.Event) -> None:
        try:
            while not stop.is_set():
                fold.fold_pending(wait=False)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    stop = threading.Event()
    folders = [threading.Thread(target=keep_folding, args=(stop,)) for _ in range(2)]
    writers = [threading.Thread(target=submit, args=(viewers[i::3],)) for i in range(3)]
    for thread in folders + writers:
        thread.start()
    for thread in writers:
        thread.join()
    integrity.rebuild()
    stop.set()
    for thread in folders:
        thread.join()
    fold.fold_pending()
    assert errors == []
    assert selectors.summary(film).n == 24
    assert integrity.verify().differences == []
