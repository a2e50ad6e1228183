"""A writer says that their text was misread, on the pages and through the API."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken, User
from analytics.integrity import verify
from feedback.models import Feedback, FeedbackEvent, MisreadReport
from feedback.services import Draft, edit, erase_many, hide, remove, report_misread, withdraw_misread
from movies.models import Movie
from tests.factories import FeedbackFactory

pytestmark = pytest.mark.django_db

NOT_MEANT: list[Any] = [None, 1, True, [], {}, ["negative"], "none", "positive", "\ud800", "\0"]
WRONG: list[Any] = [[], "negative", 5, *({"meant": value} for value in NOT_MEANT)]


@pytest.fixture
def review(viewer: User, film: Movie) -> Feedback:
    return FeedbackFactory(user=viewer, movie=film, text="A wonderful film with great music.")


class TestService:
    def test_a_report_holds_what_was_read_and_what_was_meant(self, review: Feedback, viewer: User) -> None:
        report_misread(feedback=review, by=viewer, meant="negative")

        report = MisreadReport.objects.get()
        assert (report.feedback, report.label_read, report.label_meant) == (review, "positive", "negative")
        assert report.lexicon_version == review.lexicon_version

    def test_a_second_report_replaces_the_first(self, review: Feedback, viewer: User) -> None:
        report_misread(feedback=review, by=viewer, meant="negative")
        report_misread(feedback=review, by=viewer)

        assert MisreadReport.objects.get().label_meant == ""

    def test_neither_the_review_nor_the_journal_nor_a_figure_changes(self, review: Feedback, viewer: User) -> None:
        before = (Feedback.objects.values().get(), FeedbackEvent.objects.count())

        report_misread(feedback=review, by=viewer, meant="neutral")
        withdraw_misread(feedback=review, by=viewer)

        assert (Feedback.objects.values().get(), FeedbackEvent.objects.count()) == before
        assert verify().differences == []

    def test_it_can_be_taken_back_also_twice(self, review: Feedback, viewer: User) -> None:
        report_misread(feedback=review, by=viewer)
        withdraw_misread(feedback=review, by=viewer)
        withdraw_misread(feedback=review, by=viewer)

        assert not MisreadReport.objects.exists()

    @pytest.mark.parametrize("meant", ["positive", "none", "happy", "\ud800", "n" * 5000])
    def test_only_another_label_can_have_been_meant(self, review: Feedback, viewer: User, meant: str) -> None:
        with pytest.raises(ValidationError) as error:
            report_misread(feedback=review, by=viewer, meant=meant)

        assert set(error.value.message_dict) == {"meant"}
        assert not MisreadReport.objects.exists()

    def test_without_a_text_nothing_was_misread(self, viewer: User, film: Movie) -> None:
        review = FeedbackFactory(user=viewer, movie=film, text="")

        with pytest.raises(ValidationError, match="no text"):
            report_misread(feedback=review, by=viewer)

    def test_nobody_else_may(self, review: Feedback, other_viewer: User, admin_user: User, producer: User) -> None:
        for person in (other_viewer, admin_user, producer):
            with pytest.raises(PermissionDenied):
                report_misread(feedback=review, by=person)
            with pytest.raises(PermissionDenied):
                withdraw_misread(feedback=review, by=person)

    def test_a_new_text_clears_the_report_and_new_stars_do_not(self, review: Feedback, viewer: User) -> None:
        report_misread(feedback=review, by=viewer)

        edit(feedback=review, by=viewer, draft=Draft(rating=1, text=review.text))
        assert MisreadReport.objects.exists()
        edit(feedback=review, by=viewer, draft=Draft(rating=1, text="Not that wonderful."))
        assert not MisreadReport.objects.exists()

    def test_it_goes_with_its_review(self, review: Feedback, viewer: User, film: Movie) -> None:
        report_misread(feedback=review, by=viewer)
        remove(feedback=review, by=viewer)
        assert not MisreadReport.objects.exists()

        report_misread(feedback=FeedbackFactory(user=viewer, movie=film), by=viewer)
        erase_many(Feedback.objects.all(), reason="test")
        assert not MisreadReport.objects.exists()

    def test_a_review_that_is_gone_is_said(self, review: Feedback, viewer: User) -> None:
        remove(feedback=review, by=viewer)

        with pytest.raises(Feedback.DoesNotExist):
            report_misread(feedback=review, by=viewer)


class TestPages:
    @pytest.fixture
    def client(self, client: Client, viewer: User) -> Client:
        client.force_login(viewer)
        return client

    def places(self, review: Feedback) -> list[str]:
        return [
            review.movie.get_absolute_url(),
            reverse("feedback:mine"),
            reverse("feedback:edit", args=[review.pk]),
        ]

    def test_the_writer_reports_and_takes_back_wherever_the_reading_is_shown(
        self, client: Client, review: Feedback
    ) -> None:
        report, undo = (reverse(f"feedback:{name}", args=[review.pk]) for name in ("misread", "misread_undo"))
        for place in self.places(review):
            page = client.get(place).content.decode()
            assert report in page
            assert undo not in page
            assert 'value="negative"' in page
            assert 'name="meant" value="positive"' not in page  # that is how it was read

            response = client.post(report, {"meant": "negative", "next": place}, follow=True)
            page = response.content.decode()
            assert response.redirect_chain == [(place, 302)]
            assert "You said that this was misread; you meant: Negative." in page
            assert undo in page
            assert report + '"' not in page

            response = client.post(undo, {"next": place}, follow=True)
            assert response.redirect_chain == [(place, 302)]
            assert not MisreadReport.objects.exists()

    def test_what_is_wrong_is_said(self, client: Client, review: Feedback) -> None:
        response = client.post(reverse("feedback:misread", args=[review.pk]), {"meant": "happy"}, follow=True)

        assert "Choose one of: positive, neutral, negative." in response.content.decode()
        assert not MisreadReport.objects.exists()

    def test_others_find_no_button_and_no_way(
        self, client: Client, review: Feedback, other_viewer: User, film: Movie, admin_user: User
    ) -> None:
        for person, code in ((other_viewer, 403), (admin_user, 403)):
            client.force_login(person)
            assert "/misread/" not in client.get(film.get_absolute_url()).content.decode()
            for name in ("misread", "misread_undo"):
                assert client.post(reverse(f"feedback:{name}", args=[review.pk])).status_code == code

    def test_what_one_may_not_know_of_is_not_found(
        self, client: Client, review: Feedback, other_viewer: User, admin_user: User
    ) -> None:
        hide(feedback=review, by=admin_user)
        client.force_login(other_viewer)

        for name in ("misread", "misread_undo"):
            assert client.post(reverse(f"feedback:{name}", args=[review.pk])).status_code == 404
            assert client.post(reverse(f"feedback:{name}", args=[10**18])).status_code == 404

    def test_strangers_log_in_first(self, review: Feedback) -> None:
        for name in ("misread", "misread_undo"):
            response = Client().post(reverse(f"feedback:{name}", args=[review.pk]))
            assert response["Location"].startswith(reverse("account_login"))
            assert Client().get(reverse(f"feedback:{name}", args=[review.pk])).status_code == 405

    def test_it_leads_to_no_other_site(self, client: Client, review: Feedback) -> None:
        response = client.post(reverse("feedback:misread", args=[review.pk]), {"next": "https://evil.example/"})

        assert response["Location"] == review.movie.get_absolute_url()

    def test_ones_history_costs_no_query_a_review(
        self, client: Client, viewer: User, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(10):
            report_misread(feedback=FeedbackFactory(user=viewer), by=viewer)

        with django_assert_max_num_queries(8):  # session, user, 2 figures, rows, users, films, reports
            client.get(reverse("feedback:mine"))


class TestApi:
    def send(self, method: str, user: User | None, review: Feedback | int, data: Any = None, **options: Any) -> Any:
        headers = {"Authorization": f"Token {ApiToken.issue(user, 'test')}"} if user else {}
        number = review if isinstance(review, int) else review.pk
        body = options.pop("raw", json.dumps(data) if data is not None else "")
        return Client().generic(
            method,
            f"/api/feedback/{number}/misread",
            body,
            content_type=options.pop("kind", "application/json"),
            headers=headers,
        )

    def test_a_report_and_its_withdrawal(self, review: Feedback, viewer: User) -> None:
        response = self.send("POST", viewer, review, {"meant": "negative"})

        assert response.status_code == 200
        answer = response.json()
        assert answer.pop("created_at").endswith("Z")
        assert answer == {
            "feedback_id": review.pk,
            "read": "positive",
            "meant": "negative",
            "lexicon_version": review.lexicon_version,
        }
        for _ in range(2):
            response = self.send("DELETE", viewer, review)
            assert (response.status_code, response.content) == (204, b"")
        assert not MisreadReport.objects.exists()

    @pytest.mark.parametrize("data", [None, {}, {"meant": ""}, {"meaning": "negative"}])
    def test_what_was_meant_need_not_be_said(self, review: Feedback, viewer: User, data: Any) -> None:
        assert self.send("POST", viewer, review, data).json()["meant"] == ""

    @pytest.mark.parametrize("data", WRONG)
    def test_what_is_wrong_is_said(self, review: Feedback, viewer: User, data: Any) -> None:
        response = self.send("POST", viewer, review, data)

        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["errors"]
        assert not MisreadReport.objects.exists()

    def test_a_body_that_is_no_json(self, review: Feedback, viewer: User) -> None:
        assert self.send("POST", viewer, review, raw="{").status_code == 400
        assert self.send("POST", viewer, review, raw="meant=x", kind="text/plain").status_code == 415

    def test_who_may(
        self, review: Feedback, viewer: User, other_viewer: User, admin_user: User, producer: User
    ) -> None:
        for method in ("POST", "DELETE"):
            assert self.send(method, None, review).status_code == 401
            for person in (other_viewer, admin_user, producer):
                assert self.send(method, person, review, {"meant": "wrong"}).status_code == 403
            assert self.send(method, viewer, 999_999).status_code == 404
        hide(feedback=review, by=admin_user)
        assert self.send("POST", other_viewer, review).status_code == 404
        assert self.send("POST", viewer, review).status_code == 200

    def test_the_schema_names_every_answer(self) -> None:
        operations = Client().get("/api/schema?format=json").json()["paths"]["/api/feedback/{id}/misread"]

        assert set(operations["post"]["responses"]) == {"200", "400", "401", "403", "404", "413", "415"}
        assert set(operations["delete"]["responses"]) == {"204", "401", "403", "404"}


def test_the_admin_site_lists_reports_and_changes_none(
    client: Client, review: Feedback, viewer: User, admin_user: User, film: Movie
) -> None:
    report = report_misread(feedback=review, by=viewer, meant="negative")
    client.force_login(admin_user)
    address = reverse("admin:feedback_misreadreport_changelist")

    assert [row.pk for row in client.get(address).context["cl"].result_list] == [report.pk]
    assert client.get(address, {"q": f"#{review.pk}"}).context["cl"].result_count == 1
    for nothing in ("12345", "nonsense"):
        assert client.get(address, {"q": nothing}).context["cl"].result_count == 0
    assert client.get(reverse("admin:feedback_misreadreport_change", args=[report.pk])).status_code == 200
    assert client.get(reverse("admin:feedback_misreadreport_add")).status_code == 403
    client.force_login(viewer)
    assert client.get(address).status_code == 302
