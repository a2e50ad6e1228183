"""Writing reviews: what is stored, what is refused, and what two people at once may not do."""

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import AgeBand, Region, User
from accounts.roles import Role
from accounts.services import revoke_role
from feedback.models import MAX_TEXT, Feedback, FeedbackEvent, Kind, Source, Status
from feedback.services import AlreadyReviewed, Draft, InvalidDraft, amend, edit, hide, remove, restore, submit
from movies.models import Movie
from tests.factories import FeedbackFactory, MovieFactory, UserFactory

pytestmark = pytest.mark.django_db

GOOD = Draft(rating=4.5, text="A wonderful film with great music.")


@pytest.fixture
def review(viewer: User, film: Movie) -> Feedback:
    return FeedbackFactory(user=viewer, movie=film, rating=4)


def kinds(review_id: int) -> list[str]:
    return list(FeedbackEvent.objects.filter(feedback_id=review_id).order_by("pk").values_list("kind", flat=True))


class TestTheDatabaseKeepsThePromises:
    """Broken on purpose, past every service."""

    def refuses(self, review: Feedback, **changes: object) -> bool:
        try:
            with transaction.atomic():
                Feedback.objects.filter(pk=review.pk).update(**changes)
        except DatabaseError:  # MySQL calls a failed check an OperationalError in some versions
            return True
        return False

    @pytest.mark.parametrize("half_stars", [0, 11, 100])
    def test_a_rating_outside_half_a_star_to_five_is_refused(self, review: Feedback, half_stars: int) -> None:
        assert self.refuses(review, half_stars=half_stars)

    @pytest.mark.parametrize("half_stars", range(1, 11))
    def test_every_half_step_is_taken(self, review: Feedback, half_stars: int) -> None:
        assert not self.refuses(review, half_stars=half_stars)

    @pytest.mark.parametrize("status", ["", "gone", "draft"])
    def test_an_unknown_status_is_refused(self, review: Feedback, status: str) -> None:
        assert self.refuses(review, status=status)

    @pytest.mark.parametrize("milli", [-1001, 1001])
    def test_a_score_beyond_one_is_refused(self, review: Feedback, milli: int) -> None:
        assert self.refuses(review, sentiment_milli=milli)

    def test_a_second_review_of_a_film_by_the_same_person_is_refused(self, review: Feedback) -> None:
        twin = Feedback.objects.get(pk=review.pk)
        twin.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)

    def test_one_import_key_names_one_review_of_a_film(self, review: Feedback, other_viewer: User) -> None:
        Feedback.objects.filter(pk=review.pk).update(import_key="row 1")
        twin = FeedbackFactory(movie=review.movie, user=other_viewer)

        assert self.refuses(twin, import_key="row 1")

    def test_a_film_with_reviews_cannot_be_deleted(self, review: Feedback) -> None:
        with pytest.raises(IntegrityError):
            review.movie.delete()


class TestSubmit:
    def test_it_stores_what_was_said_and_how_it_was_understood(self, film: Movie) -> None:
        user = UserFactory(age_band=AgeBand.FROM_25, region=Region.TIER_2)
        draft = Draft(
            rating=4.5,
            text="  A wonderful film with great music.\r\nGo!  ",
            spoiler=True,
            watched_in="ott",
            company="family",
            recommend="definitely",
            watch_again="no",
            aspect_chips={"music": "liked", "pacing": "disliked"},
        )

        stored = Feedback.objects.get(pk=submit(user=user, movie=film, draft=draft, source=Source.API).pk)

        assert stored.half_stars == 9
        assert stored.text == "A wonderful film with great music.\nGo!"
        assert (stored.spoiler, stored.watched_in, stored.company) == (True, "ott", "family")
        assert (stored.recommend, stored.watch_again) == ("definitely", "no")
        assert stored.aspect_chips == {"music": "liked", "pacing": "disliked"}
        assert (stored.age_band, stored.region, stored.source) == ("25-34", "tier-2", "api")
        assert stored.sentiment == "positive"
        assert stored.sentiment_milli > 0
        assert "music" in stored.aspects
        assert stored.lexicon_version
        assert stored.edited_at is None

    @pytest.mark.parametrize("text", ["", "இது ஒரு அருமையான படம் 🎬🔥", "a" * MAX_TEXT, "🎬" * MAX_TEXT])
    def test_it_keeps_any_text_to_the_letter(self, viewer: User, film: Movie, text: str) -> None:
        review = submit(user=viewer, movie=film, draft=Draft(rating=3, text=text))

        assert Feedback.objects.get(pk=review.pk).text == text

    def test_it_drops_what_no_engine_can_store(self, viewer: User, film: Movie) -> None:
        review = submit(user=viewer, movie=film, draft=Draft(rating=3, text="go\x00od \ud800film\ufffe"))

        assert Feedback.objects.get(pk=review.pk).text == "good film"

    @pytest.mark.parametrize(
        "rating",
        [
            0, 0.25, 0.75, 5.5, -1, 10**400, float("nan"), float("inf"), -float("inf"), True, None, "4",
            Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("9E+999999"), Decimal("1E-999999"),
        ],
    )  # fmt: skip
    def test_a_bad_rating_is_said_and_nothing_is_stored(self, viewer: User, film: Movie, rating: Any) -> None:
        with pytest.raises(InvalidDraft) as caught:
            submit(user=viewer, movie=film, draft=Draft(rating=rating))

        assert set(caught.value.message_dict) == {"rating"}
        assert not Feedback.objects.exists()
        assert not FeedbackEvent.objects.exists()

    def test_every_wrong_field_is_named_at_once(self, viewer: User, film: Movie) -> None:
        draft = Draft(
            rating=9,
            text="a" * (MAX_TEXT + 1),
            watched_in="moon",
            company="cat",
            recommend="yes",
            watch_again="perhaps",
            aspect_chips={"popcorn": "liked"},
        )

        with pytest.raises(InvalidDraft) as caught:
            submit(user=viewer, movie=film, draft=draft)

        assert set(caught.value.message_dict) == {
            "rating", "text", "watched_in", "company", "recommend", "watch_again", "aspect_chips",
        }  # fmt: skip
        assert "5001" in caught.value.message_dict["text"][0]

    def test_a_second_review_says_to_edit_the_first(self, review: Feedback, viewer: User, film: Movie) -> None:
        with pytest.raises(AlreadyReviewed, match="edit that review"):
            submit(user=viewer, movie=film, draft=GOOD)

        assert Feedback.objects.get().half_stars == 8
        assert kinds(review.pk) == [Kind.CREATED]

    def test_who_was_removed_by_a_moderator_is_told_so(
        self, review: Feedback, viewer: User, film: Movie, admin_user: User
    ) -> None:
        remove(feedback=review, by=admin_user)

        with pytest.raises(AlreadyReviewed, match="moderator removed"):
            submit(user=viewer, movie=film, draft=GOOD)

    def test_a_blocked_film_takes_no_reviews_from_anybody(self, blocked_film: Movie, admin_user: User) -> None:
        with pytest.raises(ValidationError, match="takes no reviews"):
            submit(user=admin_user, movie=blocked_film, draft=GOOD)

    def test_a_hidden_film_takes_none_from_those_who_cannot_see_it(self, hidden_film: Movie, viewer: User) -> None:
        with pytest.raises(PermissionDenied):
            submit(user=viewer, movie=hidden_film, draft=GOOD)

    def test_a_producer_cannot_review_their_own_film(self, film: Movie, producer: User, other_producer: User) -> None:
        with pytest.raises(PermissionDenied):
            submit(user=producer, movie=film, draft=GOOD)

        assert submit(user=other_producer, movie=film, draft=GOOD).pk

    def test_without_the_permission_nobody_reviews(self, film: Movie) -> None:
        with pytest.raises(PermissionDenied):
            submit(user=UserFactory(roles=[]), movie=film, draft=GOOD)


class TestEdit:
    def test_it_replaces_what_is_said_and_reads_the_text_again(self, review: Feedback, viewer: User) -> None:
        edit(feedback=review, by=viewer, draft=Draft(rating=1, text="Terrible, boring and badly acted."))

        stored = Feedback.objects.get(pk=review.pk)
        assert (stored.half_stars, stored.sentiment) == (2, "negative")
        assert stored.edited_at is not None
        assert stored.created_at == review.created_at
        assert kinds(review.pk) == [Kind.CREATED, Kind.EDITED]

    def test_it_takes_the_profile_as_it_is_now(self, review: Feedback, viewer: User) -> None:
        viewer.region = Region.METRO

        edit(feedback=review, by=viewer, draft=GOOD)

        assert Feedback.objects.get(pk=review.pk).region == "metro"

    @pytest.mark.parametrize("who", ["other_viewer", "admin_user", "producer"])
    def test_nobody_else_edits(self, review: Feedback, who: str, request: pytest.FixtureRequest) -> None:
        with pytest.raises(PermissionDenied):
            edit(feedback=review, by=request.getfixturevalue(who), draft=GOOD)

        assert kinds(review.pk) == [Kind.CREATED]

    def test_a_hidden_review_stays_hidden(self, review: Feedback, viewer: User, admin_user: User) -> None:
        hide(feedback=review, by=admin_user)

        edit(feedback=review, by=viewer, draft=GOOD)

        assert Feedback.objects.get(pk=review.pk).status == Status.HIDDEN

    def test_a_review_that_a_moderator_removed_meanwhile_is_not_edited(
        self, review: Feedback, viewer: User, admin_user: User
    ) -> None:
        remove(feedback=Feedback.objects.get(pk=review.pk), by=admin_user)

        with pytest.raises(PermissionDenied):  # `review` still says it is published
            edit(feedback=review, by=viewer, draft=GOOD)

    def test_a_review_that_is_gone_meanwhile_does_not_come_back(self, review: Feedback, viewer: User) -> None:
        remove(feedback=Feedback.objects.get(pk=review.pk), by=viewer)

        with pytest.raises(Feedback.DoesNotExist):
            edit(feedback=review, by=viewer, draft=GOOD)

    def test_a_writer_who_lost_the_permission_does_not_edit(self, review: Feedback, viewer: User) -> None:
        revoke_role(user=viewer, role=Role.VIEWER)

        with pytest.raises(PermissionDenied):
            edit(feedback=review, by=User.objects.get(pk=viewer.pk), draft=GOOD)

    def test_a_wrong_draft_changes_nothing(self, review: Feedback, viewer: User) -> None:
        with pytest.raises(InvalidDraft):
            edit(feedback=review, by=viewer, draft=Draft(rating=7))

        assert Feedback.objects.get(pk=review.pk).half_stars == 8

    def test_amending_changes_only_what_is_named(self, viewer: User, film: Movie) -> None:
        review = submit(user=viewer, movie=film, draft=Draft(rating=4, text="Great!", company="alone", spoiler=True))

        amend(feedback=review, by=viewer, changes={"rating": 2.5})

        stored = Feedback.objects.get(pk=review.pk)
        assert (stored.half_stars, stored.text, stored.company, stored.spoiler) == (5, "Great!", "alone", True)

    def test_amending_builds_on_what_is_stored_now(self, review: Feedback, viewer: User) -> None:
        edit(feedback=Feedback.objects.get(pk=review.pk), by=viewer, draft=Draft(rating=1, text="Changed."))

        amend(feedback=review, by=viewer, changes={"spoiler": True})

        stored = Feedback.objects.get(pk=review.pk)
        assert (stored.half_stars, stored.text, stored.spoiler) == (2, "Changed.", True)

    def test_amending_nothing_writes_nothing(self, review: Feedback, viewer: User) -> None:
        amend(feedback=review, by=viewer, changes={})

        assert kinds(review.pk) == [Kind.CREATED]


class TestRemove:
    def test_by_its_writer_it_is_deleted_and_the_journal_keeps_that_it_was(
        self, review: Feedback, viewer: User, film: Movie
    ) -> None:
        remove(feedback=review, by=viewer)

        assert not Feedback.objects.exists()
        assert kinds(review.pk) == [Kind.CREATED, Kind.REMOVED]
        last = FeedbackEvent.objects.order_by("pk").last()
        assert last is not None
        assert (last.after, last.movie_id, last.actor) == (None, film.pk, viewer)
        assert last.before is not None
        assert last.before["half_stars"] == 8

    def test_its_writer_may_review_the_film_again(self, review: Feedback, viewer: User, film: Movie) -> None:
        remove(feedback=review, by=viewer)

        assert submit(user=viewer, movie=film, draft=GOOD).pk != review.pk

    def test_by_a_moderator_it_is_kept_and_can_be_restored(self, review: Feedback, admin_user: User) -> None:
        remove(feedback=review, by=admin_user, reason="Spam")

        assert Feedback.objects.get().status == Status.REMOVED
        restore(feedback=review, by=admin_user)
        assert Feedback.objects.get().status == Status.PUBLISHED
        assert kinds(review.pk) == [Kind.CREATED, Kind.REMOVED, Kind.RESTORED]

    def test_what_a_moderator_removed_its_writer_cannot_delete(
        self, review: Feedback, viewer: User, admin_user: User
    ) -> None:
        remove(feedback=review, by=admin_user)

        with pytest.raises(PermissionDenied):
            remove(feedback=review, by=viewer)

    def test_others_cannot(self, review: Feedback, other_viewer: User, producer: User) -> None:
        for user in (other_viewer, producer):
            with pytest.raises(PermissionDenied):
                remove(feedback=review, by=user)

        assert Feedback.objects.get().status == Status.PUBLISHED


class TestModeration:
    def test_hiding_and_restoring_record_who_why_and_what(self, review: Feedback, admin_user: User) -> None:
        hide(feedback=review, by=admin_user, reason="Off\ntopic\x00")

        event = FeedbackEvent.objects.get(kind=Kind.HIDDEN)
        assert (event.actor, event.reason) == (admin_user, "Off topic")
        assert event.before is not None
        assert event.after is not None
        assert (event.before["status"], event.after["status"]) == ("published", "hidden")
        restore(feedback=review, by=admin_user)
        assert Feedback.objects.get().status == Status.PUBLISHED

    def test_twice_the_same_is_one_change(self, review: Feedback, admin_user: User) -> None:
        for act in (hide, hide, restore, restore):
            act(feedback=review, by=admin_user)
        remove(feedback=review, by=admin_user)
        remove(feedback=review, by=admin_user)

        assert kinds(review.pk) == [Kind.CREATED, Kind.HIDDEN, Kind.RESTORED, Kind.REMOVED]

    def test_hiding_does_not_give_a_removed_review_back_to_its_writer(self, review: Feedback, admin_user: User) -> None:
        remove(feedback=review, by=admin_user)

        hide(feedback=review, by=admin_user)

        assert Feedback.objects.get().status == Status.REMOVED

    @pytest.mark.parametrize("act", [hide, restore])
    @pytest.mark.parametrize("who", ["viewer", "producer", "analyst"])
    def test_only_moderators(self, review: Feedback, act: Any, who: str, request: pytest.FixtureRequest) -> None:
        with pytest.raises(PermissionDenied):
            act(feedback=review, by=request.getfixturevalue(who))

    def test_a_very_long_reason_is_cut_to_what_fits(self, review: Feedback, admin_user: User) -> None:
        hide(feedback=review, by=admin_user, reason="x" * 2000)

        assert len(FeedbackEvent.objects.get(kind=Kind.HIDDEN).reason) == 500


@contextmanager
def journal_down() -> Iterator[None]:
    """The database itself refuses every new entry of the journal."""
    body = (
        "BEGIN SELECT RAISE(ABORT, 'the journal is down'); END"
        if connection.vendor == "sqlite"
        else "FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the journal is down'"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TRIGGER journal_down BEFORE INSERT ON feedback_feedbackevent {body}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER journal_down")


@pytest.mark.django_db(transaction=True)
def test_without_its_journal_entry_no_change_is_stored(
    review: Feedback, viewer: User, other_viewer: User, admin_user: User, film: Movie
) -> None:
    before = Feedback.objects.filter(pk=review.pk).values().get()
    with journal_down():
        for act in (
            lambda: submit(user=other_viewer, movie=film, draft=GOOD),
            lambda: edit(feedback=review, by=viewer, draft=Draft(rating=1)),
            lambda: amend(feedback=review, by=viewer, changes={"rating": 1}),
            lambda: remove(feedback=review, by=viewer),
            lambda: remove(feedback=review, by=admin_user),
            lambda: hide(feedback=review, by=admin_user),
        ):
            with pytest.raises(DatabaseError, match="the journal is down"):
                act()

    assert list(Feedback.objects.values()) == [before]
    assert kinds(review.pk) == [Kind.CREATED]


def at_once(*acts: Any) -> list[Any]:
    """Run `acts` in threads that start together; their results, or what they raised."""
    results: list[Any] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(number: int) -> None:
        gate.wait()
        try:
            results[number] = acts[number]()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_submissions_are_one_review_and_one_refusal(self, viewer: User, film: Movie) -> None:
        results = at_once(*[lambda: submit(user=viewer, movie=film, draft=GOOD)] * 2)

        assert {type(result) for result in results} == {Feedback, AlreadyReviewed}
        assert Feedback.objects.count() == FeedbackEvent.objects.count() == 1

    def test_edits_queue_and_each_entry_starts_where_the_last_ended(self, viewer: User, review: Feedback) -> None:
        results = at_once(
            *[
                lambda rating=rating: edit(feedback=review, by=viewer, draft=Draft(rating=rating))
                for rating in (1, 2, 3, 5)
            ]
        )

        assert all(isinstance(result, Feedback) for result in results), results
        events = list(FeedbackEvent.objects.order_by("pk"))
        assert len(events) == 5
        assert all(later.before == earlier.after for earlier, later in itertools.pairwise(events))

    def test_a_deletion_and_an_edit_do_not_resurrect(self, viewer: User, review: Feedback) -> None:
        results = at_once(
            lambda: remove(feedback=review, by=viewer),
            lambda: edit(feedback=review, by=viewer, draft=GOOD),
        )

        assert not isinstance(results[0], Exception)
        assert isinstance(results[1], Feedback | Feedback.DoesNotExist)
        assert not Feedback.objects.exists()
        last = FeedbackEvent.objects.order_by("pk").last()
        assert last is not None
        assert last.after is None


def test_many_films_make_many_reviews_of_one_person(viewer: User) -> None:
    for film in (MovieFactory(), MovieFactory()):
        submit(user=viewer, movie=film, draft=GOOD)

    assert Feedback.objects.filter(user=viewer).count() == 2
