"""import_movies: CSV, JSON and MovieLens; whole films, twice the same."""

import csv
import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cinemapulse.env import BASE_DIR
from movies.importing.movielens import title_and_year
from movies.models import Genre, Movie

pytestmark = pytest.mark.django_db
SAMPLE = BASE_DIR / "samples" / "movies.csv"
MOVIELENS = (
    "movieId,title,genres\n"
    "1,Toy Story (1995),Adventure|Animation\n"
    '2,"Matrix, The (1999)",Action|Sci-Fi\n'
    "3,War of the Worlds (2005),Action\n"
    "4,War of the Worlds (2005),Sci-Fi\n"
    "5,Babylon 5,(no genres listed)\n"
)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(path: Path | str, **options: Any) -> dict[str, int]:
    """The counts that the command printed."""
    out = StringIO()
    call_command("import_movies", str(path), stdout=out, **options)
    lines = [line.split() for line in out.getvalue().splitlines()[1:5]]
    return {words[-1]: int(words[0]) for words in lines}


def rejects(name: str) -> dict[int, str]:
    with Path(name).open(newline="") as file:
        return {int(row["line"]): row["reason"] for row in csv.DictReader(file)}


def test_the_sample_goes_in_whole() -> None:
    assert run(SAMPLE) == {"created": 5, "changed": 0, "unchanged": 0, "rejected": 0}
    movie = Movie.objects.get(slug="monsoon-letters")
    assert movie.cast == ["Asha Rao", "Vikram Nair", "Old Mr Das"]
    assert {genre.name for genre in movie.genres.all()} == {"Drama", "Romance"}
    assert not list(Path().iterdir())


def test_a_second_run_changes_nothing_and_says_so() -> None:
    run(SAMPLE)
    before = list(Movie.objects.values())
    out = StringIO()
    call_command("import_movies", str(SAMPLE), stdout=out)
    assert "Nothing changed" in out.getvalue()
    assert list(Movie.objects.values()) == before


def test_json_and_csv_say_the_same() -> None:
    with SAMPLE.open(encoding="utf-8") as file:
        rows = [{**row, "genres": row["genres"].split("|")} for row in csv.DictReader(file)]
    Path("films.json.gz").write_bytes(gzip.compress(json.dumps(rows).encode()))
    run(SAMPLE)
    assert run("films.json.gz")["unchanged"] == 5


def test_movielens_is_known_by_its_header() -> None:
    Path("movies.csv").write_text(MOVIELENS)
    assert run("movies.csv") == {"created": 5, "changed": 0, "unchanged": 0, "rejected": 0}
    assert run("movies.csv") == {"created": 0, "changed": 0, "unchanged": 5, "rejected": 0}
    assert dict(Movie.objects.values_list("slug", "title")) == {
        "toy-story-1995": "Toy Story",
        "the-matrix-1999": "The Matrix",
        "war-of-the-worlds-2005": "War of the Worlds",
        "war-of-the-worlds-2005-4": "War of the Worlds",
        "babylon-5": "Babylon 5",
    }
    assert not Movie.objects.get(slug="babylon-5").genres.exists()
    assert Genre.objects.filter(name="Sci-Fi").exists()


@pytest.mark.parametrize(
    ("given", "title", "year"),
    [
        ("Matrix, The (1999)", "The Matrix", 1999),
        ("City of Lost Children, The (Cité des enfants perdus, La) (1995)",
         "The City of Lost Children (La Cité des enfants perdus)", 1995),
        ("Avventura, L' (1960)", "L'Avventura", 1960),
        ("I, Robot (2004)", "I, Robot", 2004),
        ("2001: A Space Odyssey (1968)", "2001: A Space Odyssey", 1968),
        ("Fargo (2014–2020)", "Fargo", 2014),
        ("(500) Days of Summer (2009)", "(500) Days of Summer", 2009),
        ("Babylon 5", "Babylon 5", None),
    ],
)  # fmt: skip
def test_titles_of_movielens(given: str, title: str, year: int | None) -> None:
    assert title_and_year(given) == (title, year)


def test_bad_rows_are_set_aside_with_their_line_and_reason() -> None:
    Path("films.csv").write_text(
        "title,release_date,colour\nGood,2024-01-01,red\n,2024-01-01,red\nBad,2024-13-01,red\nShort\nGood,,blue\n"
    )
    assert run("films.csv") == {"created": 1, "changed": 0, "unchanged": 0, "rejected": 4}
    found = rejects("films.csv.rejects.csv")
    assert list(found) == [5, 6, 3, 4]
    assert "title" in found[3]
    assert "release_date" in found[4]
    assert "1 values where there are 3 columns" in found[5]
    assert "earlier row" in found[6]


def test_items_of_json_that_are_no_films_are_set_aside() -> None:
    items = [1, None, {"title": ["x"]}, {"title": "A\ud800B", "cast": "Asha|Bala"}, {"slug": "no-title"}]
    Path("films.json").write_text(json.dumps(items))
    assert run("films.json", rejects="out.csv") == {"created": 1, "changed": 0, "unchanged": 0, "rejected": 4}
    assert sorted(rejects("out.csv")) == [1, 2, 3, 5]
    assert Movie.objects.get().cast == ["Asha", "Bala"]


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    assert run(SAMPLE, dry_run=True) == {"created": 5, "changed": 0, "unchanged": 0, "rejected": 0}
    assert not Movie.objects.exists()
    assert not Genre.objects.exists()


def test_columns_that_are_not_ours_are_named() -> None:
    Path("films.csv").write_text("title,directr\nGood,Someone\n")
    out = StringIO()
    call_command("import_movies", "films.csv", stdout=out)
    assert "not used: directr" in out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "options", "said"),
    [
        ("missing.csv", None, {}, "does not exist"),
        ("films.csv", b"", {}, "is empty"),
        ("films.csv", b"name,year\nJoe,2023\n", {}, "no column “title”"),
        ("films.csv", b"title\n", {"format": "movielens"}, "does not begin with the header"),
        ("films.csv", "title\nJoe\n".encode("utf-16"), {}, "UTF-16"),
        ("films.csv", b"tit\xe9e\n", {}, "header that cannot be read"),
        ("films.json", b"[{]", {}, "not valid JSON"),
        ("films.json", b"{}", {}, "not a JSON list"),
        ("films.json", b'["\xe9"]', {}, "not UTF-8"),
        ("films.json", b"[" * 100_000, {}, "not valid JSON"),
        ("films.csv", b"title\n\xe9\n", {}, "No row of films.csv could be taken"),
        ("films.csv", b"title\nJoe\n", {"rejects": "films.csv"}, "the file to import"),
    ],
)
def test_a_bad_file_ends_with_one_clear_line(
    name: str, content: bytes | None, options: dict[str, str], said: str
) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    with pytest.raises(CommandError) as caught:
        call_command("import_movies", name, **options)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not Movie.objects.exists()


def test_a_directory_is_no_file() -> None:
    with pytest.raises(CommandError, match="is a directory"):
        call_command("import_movies", ".")


def test_many_films_cost_few_queries(django_assert_max_num_queries: Any) -> None:
    rows = "".join(f'{n},"Film {n}, The (1999)",Drama|Action\n' for n in range(800))
    Path("movies.csv").write_text(f"movieId,title,genres\n{rows}")
    with django_assert_max_num_queries(40):
        assert run("movies.csv")["created"] == 800
    with django_assert_max_num_queries(8):
        assert run("movies.csv")["unchanged"] == 800
