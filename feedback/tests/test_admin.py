"""Reviews and their journal on the admin site."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from feedback.models import Feedback, FeedbackEvent, Kind, Status
from feedback.services import hide, remove
from movies.models import Movie
from tests.factories import FeedbackFactory, MovieFactory

pytestmark = pytest.mark.django_db

REVIEWS = reverse("admin:feedback_feedback_changelist")
JOURNAL = reverse("admin:feedback_feedbackevent_changelist")


@pytest.fixture
def admin_client(admin_user: User) -> Client:
    client = Client()
    client.force_login(admin_user)
    return client


@pytest.fixture
def review(viewer: User, film: Movie) -> Feedback:
    return FeedbackFactory(user=viewer, movie=film)


def act(client: Client, action: str, *reviews: Feedback) -> Any:
    data = {"action": action, "_selected_action": [review.pk for review in reviews]}
    return client.post(REVIEWS, data, follow=True)


def listed(client: Client, url: str, query: dict[str, Any] | None = None) -> set[int]:
    response = client.get(url, query or {})
    assert response.status_code == 200
    return {row.pk for row in response.context["cl"].result_list}


class TestActions:
    def test_hide_restore_and_remove_go_through_the_services(
        self, admin_client: Client, admin_user: User, review: Feedback
    ) -> None:
        for action, kind, status in (
            ("hide_selected", Kind.HIDDEN, Status.HIDDEN),
            ("restore_selected", Kind.RESTORED, Status.PUBLISHED),
            ("remove_selected", Kind.REMOVED, Status.REMOVED),
        ):
            response = act(admin_client, action, review)

            assert "1 review done" in response.content.decode()
            assert Feedback.objects.get().status == status
            event = FeedbackEvent.objects.order_by("pk").last()
            assert event is not None
            assert event.after is not None
            assert (event.kind, event.actor, event.after["status"]) == (kind, admin_user, status)

    def test_several_at_once(self, admin_client: Client) -> None:
        reviews = [FeedbackFactory() for _ in range(3)]

        act(admin_client, "hide_selected", *reviews[:2])

        assert Feedback.objects.filter(status=Status.HIDDEN).count() == 2
        assert FeedbackEvent.objects.filter(kind=Kind.HIDDEN).count() == 2

    @pytest.mark.parametrize("who", ["viewer", "producer", "analyst"])
    def test_nobody_else_gets_in(self, review: Feedback, who: str, request: pytest.FixtureRequest) -> None:
        client = Client()
        client.force_login(request.getfixturevalue(who))

        for url in (REVIEWS, JOURNAL):
            assert client.get(url).status_code == 302
        act(client, "hide_selected", review)
        assert Feedback.objects.get().status == Status.PUBLISHED


class TestReadOnly:
    @pytest.mark.parametrize("superuser", [False, True])
    def test_nothing_is_added_changed_or_deleted_past_the_services(
        self, admin_client: Client, admin_user: User, review: Feedback, superuser: bool
    ) -> None:
        User.objects.filter(pk=admin_user.pk).update(is_superuser=superuser)
        event = FeedbackEvent.objects.get()
        for name, row in (("feedback", review), ("feedbackevent", event)):
            change = reverse(f"admin:feedback_{name}_change", args=[row.pk])
            assert admin_client.get(change).status_code == 200
            assert admin_client.post(change, {"status": "hidden", "kind": "removed"}).status_code == 403
            assert admin_client.get(reverse(f"admin:feedback_{name}_add")).status_code == 403
            delete = reverse(f"admin:feedback_{name}_delete", args=[row.pk])
            assert admin_client.post(delete, {"post": "yes"}).status_code == 403
        act(admin_client, "delete_selected", review)

        assert Feedback.objects.get().status == Status.PUBLISHED
        assert FeedbackEvent.objects.count() == 1


class TestLists:
    def test_reviews_are_found_by_number_writer_and_film(
        self, admin_client: Client, review: Feedback, viewer: User, film: Movie
    ) -> None:
        FeedbackFactory(movie=MovieFactory(title="Another"))

        for words in (str(review.pk), f"#{review.pk}", "VERA@example.org", "monsoon-letters", "Monsoon Let"):
            assert listed(admin_client, REVIEWS, {"q": words}) == {review.pk}, words
        for words in ("nobody@example.org", "No such film", "9" * 40, "%", "'"):
            assert review.pk not in listed(admin_client, REVIEWS, {"q": words}), words

    def test_reviews_are_filtered_by_status_and_sentiment(
        self, admin_client: Client, admin_user: User, review: Feedback
    ) -> None:
        bad = FeedbackFactory(text="Boring and terrible.")
        hide(feedback=bad, by=admin_user)

        assert listed(admin_client, REVIEWS, {"status__exact": "hidden"}) == {bad.pk}
        assert listed(admin_client, REVIEWS, {"sentiment__exact": "positive"}) == {review.pk}

    def test_the_journal_says_who_did_what_by_kind_and_by_review(
        self, admin_client: Client, admin_user: User, review: Feedback
    ) -> None:
        hide(feedback=review, by=admin_user, reason="Off topic")
        event = FeedbackEvent.objects.get(kind=Kind.HIDDEN)
        other = FeedbackFactory()

        page = admin_client.get(JOURNAL, {"kind__exact": "hidden"}).content.decode()
        assert "Ada Admin" in page
        assert "Off topic" in page
        assert listed(admin_client, JOURNAL, {"kind__exact": "hidden"}) == {event.pk}
        of_review = set(FeedbackEvent.objects.filter(feedback_id=review.pk).values_list("pk", flat=True))
        assert listed(admin_client, JOURNAL, {"q": f"#{review.pk}"}) == of_review
        assert listed(admin_client, JOURNAL, {"q": "words"}) == set()
        assert listed(admin_client, JOURNAL, {"q": str(other.pk)}).isdisjoint(of_review)

    @pytest.mark.parametrize("url", [REVIEWS, JOURNAL])
    def test_their_cost_does_not_follow_the_rows(self, admin_client: Client, admin_user: User, url: str) -> None:
        costs = []
        for total in (5, 10):
            while Feedback.objects.count() < total:
                remove(feedback=FeedbackFactory(), by=admin_user)
            with CaptureQueriesContext(connection) as queries:
                admin_client.get(url)
            costs.append(len(queries))

        assert costs[0] == costs[1] <= 8
