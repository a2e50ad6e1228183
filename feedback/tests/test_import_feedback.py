"""import_feedback: what it takes, what it refuses and why, and what a second run does."""

import csv
import datetime as dt
import gzip
import json
import signal
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Origin, User
from cinemapulse.env import BASE_DIR
from feedback.models import Feedback, FeedbackEvent, Source
from feedback.services import Draft, submit
from feedback.signals import bulk_recorded
from movies.models import Movie
from tests.factories import MovieFactory

pytestmark = pytest.mark.django_db
SAMPLE = BASE_DIR / "samples" / "monsoon_reviews.csv"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, content: str | bytes) -> Path:
    path = Path(name)
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


class Outcome(dict[str, int]):
    """The counts a run printed, by name, and the rejects with their line numbers."""

    output: str
    rejects: dict[int, str]


def run(path: Path | str, movie: Movie, **options: Any) -> Outcome:
    out = StringIO()
    rejected_to = Path(options.get("rejects", f"{Path(path).name}.rejects.csv"))
    rejected_to.unlink(missing_ok=True)
    call_command("import_feedback", str(path), movie=movie.slug, stdout=out, stderr=out, **options)
    outcome = Outcome()
    outcome.output = out.getvalue()
    for line in outcome.output.splitlines()[1:5]:
        count, name = line.split()[:2]
        outcome["stored" if name == "would" else name.strip(":")] = int(count.replace(",", ""))
    outcome.rejects = {}
    if rejected_to.exists():
        with rejected_to.open(newline="") as file:
            outcome.rejects = {int(row["line"]): row["reason"] for row in csv.DictReader(file)}
    return outcome


def ratings(movie: Movie) -> list[float]:
    return [review.rating for review in Feedback.objects.filter(movie=movie).order_by("created_at", "pk")]


class TestTheSample:
    def test_is_stored_with_accounts_that_cannot_log_in(self, film: Movie) -> None:
        outcome = run(SAMPLE, film)
        assert outcome == {"stored": 48, "known": 0, "repeats": 0, "rejected": 1}
        assert list(outcome.rejects) == [32]
        assert "not within 0.5 to 5" in outcome.rejects[32]
        people = User.objects.filter(origin=Origin.IMPORT)
        assert people.count() == 48
        assert not any(person.has_usable_password() or person.groups.exists() for person in people)
        review = Feedback.objects.get(import_key="x:m003")
        assert (review.rating, review.user.name, review.source) == (5, "Priya S", Source.IMPORT)
        assert "❤️" in review.text
        assert review.created_at == dt.datetime(2023, 11, 24, 10, 40, tzinfo=dt.UTC)
        assert FeedbackEvent.objects.filter(movie=film).count() == 48

    def test_a_second_run_stores_nothing_and_lists_only_what_is_wrong(self, film: Movie) -> None:
        run(SAMPLE, film)
        before = list(Feedback.objects.order_by("pk").values())
        outcome = run(SAMPLE, film)
        assert outcome == {"stored": 0, "known": 48, "repeats": 0, "rejected": 1}
        assert list(outcome.rejects) == [32]
        assert list(Feedback.objects.order_by("pk").values()) == before
        assert User.objects.filter(origin=Origin.IMPORT).count() == 48

    def test_a_dry_run_says_the_same_and_writes_nothing(self, film: Movie) -> None:
        outcome = run(SAMPLE, film, dry_run=True, batch=7)
        assert outcome == {"stored": 48, "known": 0, "repeats": 0, "rejected": 1}
        assert "would be stored" in outcome.output
        assert not Feedback.objects.exists()
        assert not FeedbackEvent.objects.exists()
        assert not User.objects.filter(origin=Origin.IMPORT).exists()
        assert not list(Path().iterdir())

    def test_the_figures_follow(self, film: Movie) -> None:
        run(SAMPLE, film, batch=10)
        film.refresh_from_db()
        assert film.pulse.n == 48
        assert film.pulse.half_stars_sum == sum(ratings(film)) * 2


class TestReadsWhatFilesLookLike:
    @pytest.mark.parametrize(
        ("name", "content", "options"),
        [
            ("a.csv", "rating,text\n4,Good\n2.5,Bad\n", {}),
            ("a.csv.gz", "rating,text\n4,Good\n2.5,Bad\n", {}),
            ("a.csv", "\ufeffStars,Review Text,Something\n4,Good,x\n2.5,Bad,y\n", {}),
            ("a.csv", "rating;text\r\n4;Good\r\n2.5;Bad\r\n", {"delimiter": ";"}),
            ("a.csv", "4,x,Good\n2.5,x,Bad\n", {"columns": "rating,-,text"}),
            ("a.csv", "rating,x,text\n4,x,Good\n2.5,x,Bad\n", {"columns": "rating,,text"}),
            ("a.tsv", "4\tGood\n\n2.5\tBad", {"columns": "label,text"}),
            ("a.tsv.gz", "label\treview\n4\tGood\n2.5\tBad\n", {}),
            ("a.dat", "4|Good\n2.5|Bad\n", {"format": "tsv", "delimiter": "|", "columns": "rating,text"}),
            ("a.jsonl", '{"rating": 4, "text": "Good"}\n\n{"stars": "2.5", "review": "Bad", "x": [1]}\n', {}),
            ("a.jsonl.gz", '{"rating": 4.0, "text": "Good"}\n{"rating": 2.5, "text": "Bad"}', {}),
            ("a.csv", "sentiment,text\nPOS,Good\nneg,Bad\n", {"rating_map": "pos=4,neg=2.5"}),
            ("a.csv", "rating,text\n8,Good\n5,Bad\n", {"rating_scale": "10"}),
        ],
    )
    def test_two_reviews(self, film: Movie, name: str, content: str, options: dict[str, str]) -> None:
        outcome = run(write(name, content), film, **options)
        assert outcome == {"stored": 2, "known": 0, "repeats": 0, "rejected": 0}
        assert ratings(film) == [4, 2.5]
        assert set(Feedback.objects.values_list("text", flat=True)) == {"Good", "Bad"}
        assert not Path(f"{name}.rejects.csv").exists()

    def test_a_quote_in_a_tsv_is_a_character_like_any_other(self, film: Movie) -> None:
        run(write("a.tsv", 'rating\ttext\n4\t"Unbalanced, they said\n3\t6" of rain "\n'), film)
        assert set(Feedback.objects.values_list("text", flat=True)) == {'"Unbalanced, they said', '6" of rain "'}

    def test_a_quoted_value_may_hold_lines_and_breaks_become_lines(self, film: Movie) -> None:
        run(write("a.csv", 'rating,text\n4,"One\nTwo, ""three"""\n3,Four<br /><BR>five\n'), film)
        assert set(Feedback.objects.values_list("text", flat=True)) == {'One\nTwo, "three"', "Four\n\nfive"}

    def test_a_quote_that_is_never_closed_costs_only_its_own_line(self, film: Movie) -> None:
        rows = "".join(f"4,Fine {n}\n" for n in range(50))
        outcome = run(write("a.csv", f'rating,text\n5,"Never closed\n{rows}'), film)
        assert (outcome["stored"], outcome["rejected"]) == (50, 1)
        assert "not valid CSV" in outcome.rejects[2]

    def test_bytes_that_are_not_utf8_cost_only_their_row(self, film: Movie) -> None:
        for name, head in (("a.csv", b"rating,text\n"), ("a.tsv", b"rating\ttext\n")):
            mark = b"," if name.endswith("csv") else b"\t"
            outcome = run(write(name, head + b"4" + mark + b"caf\xe9\n3" + mark + name.encode() + b"\n"), film)
            assert (outcome["stored"], outcome.rejects) == (1, {2: "not valid UTF-8"})
        outcome = run(write("a.jsonl", b'{"rating": 4, "text": "caf\xe9"}\n{"rating": 3, "text": "ok"}\n'), film)
        assert (outcome["stored"], outcome.rejects) == (1, {1: "not valid UTF-8"})

    def test_nul_and_control_characters_are_left_out(self, film: Movie) -> None:
        run(write("a.csv", b"rating,text\n4,Go\x00od\x1b[31m\n"), film)
        run(write("a.jsonl", '{"rating": 4, "text": "Lone \\ud800 surrogate", "author": "A\\u0000\\udfff"}\n'), film)
        assert set(Feedback.objects.values_list("text", flat=True)) == {"Good[31m", "Lone  surrogate"}

    def test_a_line_without_an_end_does_not_fill_the_memory(self, film: Movie) -> None:
        outcome = run(write("a.tsv.gz", b"rating\ttext\n4\t" + b"x" * 3_000_000 + b"\n4\tfine\n"), film)
        assert outcome["stored"] == 1
        assert "longer than" in outcome.rejects[2]


class TestRejectsWithReasons:
    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ('{"text": "No rating"}', "rating: missing"),
            ('{"rating": null, "text": "a"}', "rating: missing"),
            ('{"rating": "", "text": "a"}', "rating: missing"),
            ('{"rating": 0, "text": "a"}', "rating: 0 is not within"),
            ('{"rating": 5.5, "text": "a"}', "rating: 5.5 is not within"),
            ('{"rating": -1, "text": "a"}', "is not a number"),
            ('{"rating": NaN, "text": "a"}', "is not a number"),
            ('{"rating": Infinity, "text": "a"}', "is not a number"),
            ('{"rating": 1e400, "text": "a"}', "is not a number"),
            ('{"rating": true, "text": "a"}', "neither a number nor a label"),
            ('{"rating": [4], "text": "a"}', "neither a number nor a label"),
            ('{"rating": "4/5", "text": "a"}', "is not a number"),
            ('{"rating": 4, "text": 5}', "text: not a text"),
            ('{"rating": 4, "text": {"a": 1}}', "text: not a text"),
            ('{"rating": 4, "text": "a", "author": ["x"]}', "author: not a text"),
            ('{"rating": 4, "text": "a", "id": 1.5}', "external_id: not a text"),
            ('{"rating": 4, "text": "a", "spoiler": "perhaps"}', "neither yes nor no"),
            ('{"rating": 4, "text": "a", "date": "yesterday"}', "created_at"),
            ('{"rating": 4, "text": "a", "date": "2099-01-01"}', "in the future"),
            ('{"rating": 4, "text": "a", "date": "1815-06-18"}', "before 1900"),
            ('{"rating": 4, "text": "a", "date": "0000-01-01"}', "created_at"),
            ('{"rating": 4, "text": "a", "date": "0001-01-01T00:00+14:00"}', "created_at"),
            ('{"rating": 4, "text": "a", "date": 1700000000000}', "created_at"),
            ('{"rating": 4, "text": "a", "date": true}', "created_at"),
            ('{"rating": 4, "text": "a"', "not valid JSON"),
            ('{"rating": ' + "9" * 5000 + ', "text": "a"}', "not valid JSON"),
            ("[" * 100_000, "not valid JSON"),
            ("4", "not a JSON object"),
        ],
    )
    def test_a_bad_row(self, film: Movie, row: str, reason: str) -> None:
        outcome = run(write("a.jsonl", '{"rating": 3, "text": "Fine"}\n' + row + "\n"), film)
        assert (outcome["stored"], outcome["rejected"]) == (1, 1)
        assert reason in outcome.rejects[2]

    def test_a_row_with_the_wrong_number_of_values(self, film: Movie) -> None:
        outcome = run(write("a.csv", "rating,text\n4,a,b\n4\n4,fine\n"), film)
        assert outcome.rejects == {2: "3 values where there are 2 columns", 3: "1 values where there are 2 columns"}

    def test_a_label_that_the_map_does_not_name(self, film: Movie) -> None:
        outcome = run(write("a.csv", "label,text\npos,a\nmeh,b\n4,c\n"), film, rating_map="pos=4.5")
        assert sorted(outcome.rejects) == [3, 4]

    def test_a_long_text_is_rejected_or_cut_as_asked(self, film: Movie) -> None:
        path = write("a.csv", f"rating,text\n4,{'x' * 5001}\n4,{'y' * 5000}\n")
        assert "5,001 characters" in run(path, film).rejects[2]
        assert run(path, film, long_text="truncate") == {"stored": 1, "known": 1, "repeats": 0, "rejected": 0}
        assert Feedback.objects.filter(text="x" * 5000).exists()

    def test_no_cell_of_the_rejects_file_is_a_formula(self, film: Movie) -> None:
        run(write("a.csv", "rating,text\n=1+1,x\n+9,@SUM(A1)\n4,fine\n"), film, rejects="out.csv")
        with Path("out.csv").open(newline="") as file:
            assert [row["row"] for row in csv.DictReader(file)] == ["'=1+1,x", "'+9,@SUM(A1)"]


class TestRatings:
    @pytest.mark.parametrize(
        ("scale", "given", "stars"),
        [
            ("10", "1", 0.5), ("10", "7", 3.5), ("10", "10", 5), ("10", "0.5", 0.5), ("100", "73", 3.5),
            ("100", "75", 4), ("100", "100", 5), ("5", "3.7", 3.5), ("5", "0.5", 0.5), ("4", "3", 4), ("2.5", "2.5", 5),
        ],
    )  # fmt: skip
    def test_are_scaled_to_the_nearest_half_star(self, film: Movie, scale: str, given: str, stars: float) -> None:
        run(write("a.csv", f"rating,text\n{given},a\n"), film, rating_scale=scale)
        assert ratings(film) == [stars]

    @pytest.mark.parametrize(("scale", "given"), [("10", "11"), ("10", "0"), ("10", "0.4"), ("100", "4"), ("5", "6")])
    def test_are_never_clamped(self, film: Movie, scale: str, given: str) -> None:
        path = write("a.csv", f"rating,text\n{given},a\n1000,b\n")
        with pytest.raises(CommandError, match="No row"):
            run(path, film, rating_scale=scale)
        assert not Feedback.objects.exists()


class TestTimes:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ("2024-02-29", "2024-02-29T00:00:00+00:00"),
            ("2024-02-29T12:30:00", "2024-02-29T12:30:00+00:00"),
            ("2024-02-29 12:30:00+05:30", "2024-02-29T07:00:00+00:00"),
            ("2024-02-29T12:30:00Z", "2024-02-29T12:30:00+00:00"),
            ("1709210000", "2024-02-29T12:33:20+00:00"),
        ],
    )
    def test_are_read_as_utc(self, film: Movie, given: str, expected: str) -> None:
        run(write("a.csv", f"rating,text,date\n4,a,{given}\n"), film)
        assert Feedback.objects.get().created_at.isoformat() == expected

    def test_rows_without_one_keep_the_order_of_the_file(self, film: Movie) -> None:
        run(write("a.csv", "rating,text,date\n" + "".join(f"4,{n},\n" for n in range(25))), film, batch=10)
        rows = Feedback.objects.order_by("created_at")
        assert [row.text for row in rows] == [str(n) for n in range(25)]
        assert len({row.created_at for row in rows}) == 25


class TestIdentity:
    def test_the_same_content_twice_is_stored_once_and_said(self, film: Movie) -> None:
        path = write("a.csv", "rating,text\n4,Same\n4.0, Same \n3,Same\n")
        for expected in ({"stored": 2, "known": 0}, {"stored": 0, "known": 2}):
            outcome = run(path, film)
            assert outcome == {**expected, "repeats": 1, "rejected": 0}
            assert outcome.rejects == {3: "same content as an earlier row"}

    def test_with_ids_the_same_words_are_two_reviews(self, film: Movie) -> None:
        path = write("a.csv", "id,rating,text\n1,4,Same\n2,4,Same\n1,3,Other\n")
        outcome = run(path, film)
        assert outcome == {"stored": 2, "known": 0, "repeats": 1, "rejected": 0}
        assert "external_id" in outcome.rejects[4]

    def test_ids_are_told_apart_as_written(self, film: Movie) -> None:
        ids = ["Ab", "ab", "AB", "äb", "a b", "x" * 300, "X" * 300, "é"]
        path = write("a.csv", "id,rating,text\n" + "".join(f"{name},4,t\n" for name in ids))
        assert run(path, film)["stored"] == len(ids)
        assert run(path, film)["known"] == len(ids)

    def test_one_account_for_an_author_and_one_review_a_film(self, film: Movie) -> None:
        path = write("a.csv", "author,rating,text\nAsha,4,One\nBala,3,Two\n Asha ,2,Three\n")
        for batch in (500, 1):
            outcome = run(path, film, batch=batch)
            assert (outcome["repeats"], outcome["rejected"]) == (0, 1)
            assert "has a review of this film already" in outcome.rejects[4]
        other = MovieFactory()
        assert run(path, other, dry_run=True, batch=1)["rejected"] == 1
        run(path, other)
        assert User.objects.filter(origin=Origin.IMPORT).values_list("name", flat=True).count() == 2
        assert Feedback.objects.filter(user__name="Asha").count() == 2

    def test_a_run_that_lost_batches_is_completed_by_the_next(self, film: Movie) -> None:
        path = write("a.csv", "rating,text\n" + "".join(f"4,Row {n}\n9,bad\n4,Row {n}\n" for n in range(20)))
        whole = MovieFactory()
        expected = run(path, whole)
        head = write("head.csv", "".join(path.read_text().splitlines(keepends=True)[:31]))
        run(head, film)
        outcome = run(path, film)
        assert (outcome["stored"], outcome["known"]) == (10, 10)
        assert outcome.rejects == expected.rejects
        assert sorted(film.feedback.values_list("text")) == sorted(whole.feedback.values_list("text"))

    def test_a_viewer_who_took_an_authors_address_gets_no_review(self, film: Movie) -> None:
        path = write("a.csv", "author,rating,text\nAsha,4,One\nBala,3,Two\n")
        run(path, MovieFactory())
        User.objects.filter(name="Asha").update(origin=Origin.SITE)
        outcome = run(path, film)
        assert (outcome["stored"], list(outcome.rejects)) == (1, [2])

    def test_reviews_of_viewers_stay_untouched(self, film: Movie, viewer: User) -> None:
        own = submit(user=viewer, movie=film, draft=Draft(rating=1, text="Mine"))
        run(SAMPLE, film)
        assert Feedback.objects.filter(movie=film).count() == 49
        assert Feedback.objects.get(pk=own.pk).user == viewer


class TestEndsWithOneClearLine:
    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"movie": "monsoon-leters"}, "Did you mean monsoon-letters?"),
            ({"movie": "\ud800"}, "no film"),
            ({"columns": "rating,txt"}, "no column “txt”"),
            ({"columns": "rating,label,text"}, "both name the rating"),
            ({"columns": "text"}, "no column is a rating"),
            ({"columns": "rating,date"}, "tell one review from another"),
            ({"delimiter": "ab"}, "--delimiter"),
            ({"rating_scale": "0"}, "--rating-scale"),
            ({"rating_scale": "nan"}, "--rating-scale"),
            ({"rating_scale": "1001"}, "--rating-scale"),
            ({"rating_map": "pos"}, "--rating-map"),
            ({"rating_map": "pos=5.5"}, "--rating-map"),
            ({"rating_map": "pos=4.2"}, "--rating-map"),
            ({"rating_map": "a=4", "rating_scale": "10"}, "not both"),
            ({"batch": 0}, "--batch"),
            ({"batch": 5001}, "--batch"),
            ({"rejects": "."}, "directory"),
            ({"rejects": "a.csv"}, "the file to import"),
            ({"rejects": "missing/out.csv"}, "cannot be written"),
        ],
    )
    def test_bad_options(self, film: Movie, options: dict[str, Any], said: str) -> None:
        path = write("a.csv", "rating,text\n4,a\n")
        self.fails(path, said, **{"movie": film.slug, **options})

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("missing.csv", None, "does not exist"),
            ("folder.csv", "folder", "is a directory"),
            ("a.csv", b"", "is empty"),
            ("a.csv.gz", b"", "is empty"),
            ("a.csv", b"\n\n", "holds no rows"),
            ("a.xlsx", b"PK\x03\x04", "say --format"),
            ("a.csv", b"PK\x03\x04", "ZIP"),
            ("a.csv", "rating,text\n4,a\n".encode("utf-16"), "UTF-16"),
            ("a.csv", b"film,year\nJoe,2023\n", "no column is a rating"),
            ("a.csv", b"rating;text\n4;a\n", "--delimiter"),
            ("a.csv", b"rating,seen\n4,x\n", "tell one review from another"),
            ("a.csv", b"rating,\xff\n4,x\n", "header"),
            ("a.jsonl", b'[\n{"rating": 4, "text": "a"}\n]\n', "one JSON list"),
            ("a.csv", b"rating,text\n9,a\n", "No row of a.csv could be taken; the first: line 2: rating"),
        ],
    )
    def test_bad_files(self, film: Movie, name: str, content: bytes | str | None, said: str) -> None:
        if content == "folder":
            Path(name).mkdir()
        elif content is not None:
            write(name, content)
        self.fails(Path(name), said, movie=film.slug)

    def test_a_gzip_file_that_breaks_off_keeps_its_whole_batches(self, film: Movie) -> None:
        rows = "".join(f"{n % 5 + 1},{n * 7919 % 10007} {n}\n" for n in range(5000))
        data = gzip.compress(f"rating,text\n{rows}".encode())
        Path("a.csv.gz").write_bytes(data[: len(data) // 2])
        with pytest.raises(CommandError, match="cannot be read on after line"):
            run(Path("a.csv.gz"), film, batch=100)
        assert film.feedback.count() % 100 == 0
        assert film.feedback.exists()

    def test_a_blocked_film(self, blocked_film: Movie) -> None:
        self.fails(write("a.csv", "rating,text\n4,a\n"), "takes no reviews", movie=blocked_film.slug)

    def test_a_film_that_is_blocked_half_way(self, film: Movie) -> None:
        def block(**kwargs: Any) -> None:
            Movie.objects.update(status="blocked")

        path = write("a.csv", "rating,text\n4,a\n4,b\n4,c\n")
        bulk_recorded.connect(block)
        try:
            self.fails(path, "1 reviews were stored before", movie=film.slug, batch=1)
        finally:
            bulk_recorded.disconnect(block)

    def fails(self, path: Path, said: str, **options: Any) -> None:
        stored = Feedback.objects.count()
        with pytest.raises(CommandError) as caught:
            call_command("import_feedback", str(path), **options)
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)
        assert options.get("batch") == 1 or Feedback.objects.count() == stored


@pytest.fixture
def _interrupted() -> Iterator[None]:
    """Ctrl-C as soon as a batch is stored."""

    def interrupt(**kwargs: Any) -> None:
        signal.raise_signal(signal.SIGINT)

    bulk_recorded.connect(interrupt)
    yield
    bulk_recorded.disconnect(interrupt)


@pytest.mark.usefixtures("_interrupted")
def test_ctrl_c_ends_after_the_batch_in_hand_with_130(film: Movie, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.csv", "rating,text\n" + "".join(f"4,Row {n}\n" for n in range(30)))
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(SystemExit) as caught:
        call_command("import_feedback", str(path), movie=film.slug, batch=10)
    said = capsys.readouterr()
    assert caught.value.code == 130
    assert "10  stored" in said.out
    assert "run the same command again" in said.err
    assert film.feedback.count() == 10
    assert signal.getsignal(signal.SIGINT) is before


def test_an_engine_that_hands_back_no_ids_gets_the_same_rows(film: Movie, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(connection.features), "can_return_rows_from_bulk_insert", False)
    assert run(SAMPLE, film)["stored"] == 48
    for event in FeedbackEvent.objects.filter(movie=film):
        review = Feedback.objects.get(pk=event.feedback_id)
        assert event.after is not None
        assert event.after["half_stars"] == review.half_stars


def test_what_fails_after_a_batch_does_not_end_the_import(film: Movie, caplog: pytest.LogCaptureFixture) -> None:
    def fail(**kwargs: Any) -> None:
        raise RuntimeError("the fold is busy")

    bulk_recorded.connect(fail)
    try:
        assert run(SAMPLE, film, batch=10)["stored"] == 48
    finally:
        bulk_recorded.disconnect(fail)
    assert "the fold is busy" in caplog.text


def test_the_number_of_queries_follows_the_batches_and_not_the_rows(
    film: Movie, django_assert_max_num_queries: Any
) -> None:
    path = write("a.jsonl", "".join(json.dumps({"rating": 4, "text": f"Row {n}"}) + "\n" for n in range(200)))
    run(path, film)
    with django_assert_max_num_queries(12):
        run(path, film, batch=200)
