"""Moving stored reviews to the words and rules of today: exact, resumable, safe beside people who edit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from analytics.fold import fold_pending
from analytics.integrity import rebuild, verify
from analytics.models import DayAspect, MoviePulse
from feedback.journal import values_of
from feedback.models import Feedback, FeedbackEvent, Kind, MisreadReport, Status
from feedback.sentiment import VERSION, analyze
from feedback.services import Draft, Rescoring, edit, hide, remove, report_misread, stale
from movies.models import Movie
from movies.models import Status as MovieStatus
from tests.factories import FeedbackFactory, MovieFactory

pytestmark = pytest.mark.django_db

BAD = "Terrible and boring."
GOOD = "A wonderful film with great music."


def age(**changes: Any) -> None:
    """Make all stored reviews look as if other words and rules had scored them."""
    Feedback.objects.update(
        **({"lexicon_version": "old", "sentiment": "negative", "sentiment_milli": -700, "aspects": {}} | changes)
    )
    rebuild()


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("rescore_feedback", *arguments, "--no-progress", stdout=out, stderr=out)
    return out.getvalue()


def run(**options: Any) -> Rescoring:
    job = Rescoring(stale(), **options)
    for _counts in job.run():
        pass
    return job


@pytest.fixture
def reviews(film: Movie, admin_user: User) -> list[Feedback]:
    """Five published, one hidden, one removed, all of an old version."""
    made = [FeedbackFactory(movie=film, text=GOOD) for _ in range(7)]
    hide(feedback=made[5], by=admin_user)
    remove(feedback=made[6], by=admin_user)
    age()
    return made


def test_every_review_is_moved_whatever_its_status(reviews: list[Feedback]) -> None:
    job = run()

    assert (job.counts.read, job.counts.moved, job.counts.relabelled) == (7, 7, 7)
    assert job.counts.labels == {("negative", "positive"): 7}
    expected = analyze(GOOD)
    for stored in Feedback.objects.all():
        assert (stored.sentiment, stored.lexicon_version) == (expected.label, VERSION)
        assert stored.sentiment_milli == round(expected.score * 1000)
        assert stored.aspects == {
            name: [round(aspect.score * 1000), aspect.mentions] for name, aspect in expected.aspects.items()
        }
    assert set(Feedback.objects.values_list("status", flat=True)) == set(Status.values)
    assert not stale().exists()


def test_nothing_else_of_a_review_changes(reviews: list[Feedback]) -> None:
    fields = ("text", "half_stars", "status", "created_at", "edited_at", "age_band", "region", "import_key")
    before = list(Feedback.objects.order_by("pk").values(*fields))

    run()

    assert list(Feedback.objects.order_by("pk").values(*fields)) == before


def test_each_move_is_one_entry_with_the_values_before_and_after(reviews: list[Feedback]) -> None:
    before = {review.pk: values_of(review) for review in Feedback.objects.all()}

    run()

    events = FeedbackEvent.objects.filter(kind=Kind.RESCORED)
    assert {event.feedback_id: event.before for event in events} == before
    assert {event.feedback_id: event.after for event in events} == {
        review.pk: values_of(review) for review in Feedback.objects.all()
    }
    assert events.count() == 7
    assert {event.actor for event in events} == {None}


def test_a_new_version_alone_is_an_entry_too(film: Movie) -> None:
    review = FeedbackFactory(movie=film, text=GOOD)
    Feedback.objects.update(lexicon_version="old")

    job = run()

    assert (job.counts.moved, job.counts.relabelled) == (1, 0)
    event = FeedbackEvent.objects.get(kind=Kind.RESCORED)
    assert event.before is not None
    assert event.before | {"lexicon": VERSION} == event.after == values_of(review)


def test_the_figures_come_along_exactly(reviews: list[Feedback], film: Movie) -> None:
    assert verify().differences == []
    assert MoviePulse.objects.get(movie=film).negative == 5

    run(batch=2)

    pulse = MoviePulse.objects.get(movie=film)
    assert (pulse.n, pulse.positive, pulse.negative) == (5, 5, 0)
    assert pulse.score_sum == 5 * round(analyze(GOOD).score * 1000)
    assert set(DayAspect.objects.filter(movie=film).values_list("aspect", flat=True)) == set(analyze(GOOD).aspects)
    report = verify()
    assert (report.differences, report.waiting) == ([], 0)


def test_a_second_run_finds_nothing(reviews: list[Feedback]) -> None:
    run()
    events = FeedbackEvent.objects.count()

    assert run().counts.read == 0
    assert FeedbackEvent.objects.count() == events


def test_a_run_that_was_stopped_is_continued_by_the_next(reviews: list[Feedback]) -> None:
    work = Rescoring(stale(), batch=2).run()
    assert next(work).moved == 2
    work.close()  # type: ignore[attr-defined]
    assert stale().count() == 5
    assert verify().differences == []

    assert run(batch=2).counts.moved == 5
    assert verify().differences == []
    assert FeedbackEvent.objects.filter(kind=Kind.RESCORED).count() == 7


@contextmanager
def before_it_writes(act: Callable[[], Any]) -> Iterator[None]:
    """Let `act` happen when a batch is scored and not yet locked."""
    waiting = [act]

    def wrapper(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if waiting and sql.startswith("SELECT") and " IN (" in sql:
            waiting.pop()()
        return execute(sql, *rest)

    with connection.execute_wrapper(wrapper):
        yield
    assert not waiting


class TestBesidePeople:
    @pytest.fixture(autouse=True)
    def review(self, viewer: User, film: Movie) -> Feedback:
        review = FeedbackFactory(user=viewer, movie=film, text=GOOD)
        age()
        return review

    def test_an_edit_made_meanwhile_wins(self, review: Feedback, viewer: User) -> None:
        with before_it_writes(lambda: edit(feedback=review, by=viewer, draft=Draft(rating=1, text=BAD))):
            job = run()

        assert Feedback.objects.get().sentiment == analyze(BAD).label
        assert (job.counts.read, job.counts.moved) == (1, 0)
        assert not FeedbackEvent.objects.filter(kind=Kind.RESCORED).exists()

    def test_a_score_is_never_that_of_a_text_replaced_meanwhile(self, review: Feedback) -> None:
        """A server that still runs the old words and rules has stored an edit."""
        with before_it_writes(lambda: Feedback.objects.update(text=BAD)):
            run()

        stored = Feedback.objects.get()
        assert (stored.sentiment, stored.lexicon_version) == (analyze(BAD).label, VERSION)

    def test_a_review_removed_meanwhile_is_left_out(self, review: Feedback, viewer: User) -> None:
        with before_it_writes(lambda: remove(feedback=review, by=viewer)):
            output = command()

        assert "0 reviews moved" in output
        assert "1  deleted, or scored by somebody else, meanwhile" in output

    def test_one_hidden_meanwhile_stays_hidden(self, review: Feedback, admin_user: User) -> None:
        with before_it_writes(lambda: hide(feedback=review, by=admin_user)):
            run()

        assert (Feedback.objects.get().status, stale().count()) == (Status.HIDDEN, 0)

    def test_two_runs_at_once_move_a_review_once(self, review: Feedback) -> None:
        with before_it_writes(run):
            assert run().counts.moved == 0

        assert FeedbackEvent.objects.filter(kind=Kind.RESCORED).count() == 1

    @pytest.fixture(autouse=True)
    def _exact(self, review: Feedback) -> Iterator[None]:
        yield
        fold_pending()
        assert verify().differences == []


def test_a_report_of_a_misreading_stays(viewer: User, film: Movie) -> None:
    review = FeedbackFactory(user=viewer, movie=film, text=GOOD)
    report_misread(feedback=review, by=viewer, meant="negative")
    age()

    run()

    report = MisreadReport.objects.get()
    assert (report.label_read, report.lexicon_version) == ("positive", VERSION)


def test_its_statements_follow_the_batches_not_the_reviews(film: Movie) -> None:
    def statements(count: int) -> int:
        for _ in range(count):
            FeedbackFactory(movie=film)
        age()
        with CaptureQueriesContext(connection) as queries:
            run(batch=100)
        return len(queries)

    assert statements(3) == statements(12)


class TestCommand:
    def test_it_says_how_many_changed_their_label(self, reviews: list[Feedback]) -> None:
        output = command()

        assert f"7 reviews moved to version {VERSION}" in output
        assert "7  changed their label" in output
        assert "7    negative to positive" in output

    def test_a_dry_run_writes_nothing(self, reviews: list[Feedback]) -> None:
        before = list(Feedback.objects.order_by("pk").values())
        events = FeedbackEvent.objects.count()

        output = command("--dry-run")

        assert "7 reviews would be moved" in output
        assert "7  would change their label" in output
        assert list(Feedback.objects.order_by("pk").values()) == before
        assert FeedbackEvent.objects.count() == events

    def test_one_film_alone(self, reviews: list[Feedback], film: Movie) -> None:
        elsewhere = FeedbackFactory(movie=MovieFactory(), text=GOOD)
        age()

        assert "7 reviews moved" in command("--movie", film.slug)
        assert list(stale()) == [elsewhere]

    def test_films_that_nobody_sees_are_moved_too(self, reviews: list[Feedback], film: Movie) -> None:
        Movie.objects.update(status=MovieStatus.BLOCKED)

        assert "7 reviews moved" in command("--movie", film.slug)

    def test_with_nothing_to_do_it_says_so(self, film: Movie) -> None:
        FeedbackFactory(movie=film)

        assert command() == f"Every review is scored by version {VERSION} already.\n"

    def test_worker_processes_come_to_the_same(self, reviews: list[Feedback]) -> None:
        assert "7 reviews moved" in command("--processes", "2")
        assert verify().differences == []

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--movie", "monsoon-leters"], "There is no film “monsoon-leters”. Did you mean monsoon-letters?"),
            (["--batch", "0"], "--batch takes 1 to 5,000 reviews."),
            (["--batch", "5001"], "--batch takes 1 to 5,000 reviews."),
            (["--processes", "0"], "--processes takes 1 to 64."),
        ],
    )
    def test_what_is_wrong_is_said_in_a_line(self, film: Movie, arguments: list[str], message: str) -> None:
        with pytest.raises(CommandError) as error:
            command(*arguments)
        assert str(error.value) == message
