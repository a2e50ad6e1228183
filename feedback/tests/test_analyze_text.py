"""analyze_text: one text explained, a file scored line by line, an engine measured."""

import gzip
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.analyzing import SCHEMES, explanation
from feedback.analyzing.labels import scheme_of
from feedback.sentiment import VERSION, analyze

GOOD, BAD = "A wonderful film with great music.", "Terrible, boring and awful."
NOTHING = "1234567890"


def run(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("analyze_text", *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


def typed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """What arrives on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content)), encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def results(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


class TestText:
    def test_it_shows_the_figures_and_every_contribution_with_its_rules(self) -> None:
        output, analysis = run(GOOD), analyze(GOOD)

        assert re.search(rf"label +{analysis.label}\n", output)
        assert re.search(rf"score +{re.escape(f'{analysis.score:+.3f}')}\n", output)
        assert re.search(rf"signal +{analysis.signal}\nlanguage +{analysis.language}\nversion +{VERSION}\n", output)
        for item in analysis.contributions:
            assert re.search(
                rf"{re.escape(f'{item.weight:+.2f}')}  {re.escape(item.words)} +{', '.join(item.rules)}\n", output
            )
        for name, aspect in analysis.aspects.items():
            assert re.search(rf"{re.escape(f'{aspect.score:+.2f}')}  {name} +{aspect.mentions} mention", output)

    def test_without_an_opinion_it_says_none(self) -> None:
        output = run(NOTHING)
        assert re.search(r"label +none\nscore +\+0\.000\nsignal +none\n", output)
        assert "contributions" not in output

    def test_colours_are_for_terminals(self) -> None:
        assert "\x1b[" not in run(GOOD)
        assert "\x1b[" in run(GOOD, force_color=True)
        assert "\x1b[" not in run(GOOD, no_color=True)
        assert re.sub(r"\x1b\[[0-9;]*m|[\[\]]", "", run(GOOD, force_color=True)) == re.sub(r"[\[\]]", "", run(GOOD))

    def test_a_text_cannot_steer_the_terminal(self) -> None:
        output = run("great \x1b[2J\x9b31m\u202etxt.exe \x07 \udce4 film\r\x00")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", output)

    def test_a_text_may_come_from_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        typed(monkeypatch, GOOD.encode() + b"\n")
        assert run("-") == run(GOOD)

    def test_it_can_be_one_line_for_a_program(self) -> None:
        assert results(run(GOOD, "--format", "jsonl"))[0]["label"] == analyze(GOOD).label

    @settings(max_examples=100, deadline=None)
    @given(st.text(max_size=200))
    def test_any_text_is_shown(self, text: str) -> None:
        explanation(text, analyze(text), colours=True).encode("utf-8")


class TestFile:
    def test_each_line_is_one_result_in_order(self, folder: Path) -> None:
        lines = [GOOD, "", BAD, "   ", NOTHING, "\t", GOOD]
        (folder / "texts.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

        found = results(run("--file", "texts.txt"))

        expected = [analyze(line) for line in lines]
        assert [item["label"] for item in found] == [analysis.label for analysis in expected]
        assert [item["score"] for item in found] == [round(analysis.score, 6) for analysis in expected]
        assert [item["signal"] for item in found] == [analysis.signal for analysis in expected]
        assert found[0]["aspects"] == {
            name: {
                "score": round(aspect.score, 6),
                "mentions": aspect.mentions,
                "spans": [list(span) for span in aspect.spans],
            }
            for name, aspect in expected[0].aspects.items()
        }
        assert set(found[0]) == {"label", "score", "signal", "aspects"}

    @pytest.mark.parametrize(
        ("name", "arguments", "content", "count"),
        [
            ("a.tsv", ["--columns", "label,text"], f"1\t{GOOD}\n\n0\t{BAD}\n0\n", 4),
            ("a.tsv", [], f"\nid\ttext\n1\t{GOOD}\n\n2\t{BAD}\n3\ta\tb\n", 4),
            ("a.csv", [], f'text,stars\n"{GOOD}",5\n\n"{BAD}",1\n"open,1\n', 4),
            ("a.csv", ["--columns", "text"], f'"{GOOD}"\n"two\nlines"\n"{BAD}"\n""\n', 4),
            ("a.jsonl", [], f'{{"text": "{GOOD}"}}\n\n{{"review": "{BAD}"}}\n{{"text": 5}}\n[]\n{{"a": 1}}\n{{\n', 7),
            ("a.dat", ["--input-format", "text"], f"{GOOD}\n\n{BAD}\n\udcff\n", 4),
        ],
    )
    @pytest.mark.parametrize("zipped", [False, True])
    def test_no_row_of_any_format_is_left_out(
        self, folder: Path, name: str, arguments: list[str], content: str, count: int, zipped: bool
    ) -> None:
        data = content.encode("utf-8", "surrogateescape")
        name += ".gz" if zipped else ""
        (folder / name).write_bytes(gzip.compress(data) if zipped else data)

        found = results(run("--file", name, *arguments))

        assert len(found) == count
        assert [item["label"] for item in found if "error" not in item and item["signal"] != "none"][:2] == [
            analyze(GOOD).label,
            analyze(BAD).label,
        ]
        assert all(item["label"] == "none" for item in found if "error" in item)

    def test_what_cannot_be_read_says_why(self, folder: Path) -> None:
        (folder / "a.tsv").write_bytes(b"text\nfine\nnot \xff utf\na\tb\n" + b"x" * 2_000_001 + b"\nfine\n")

        errors = [item.get("error", "") for item in results(run("--file", "a.tsv"))]

        assert errors == [
            "",
            "not valid UTF-8",
            "2 values where there are 1 columns",
            "the line is longer than 2,000,000 bytes",
            "",
        ]

    def test_tab_separated_results_have_four_values_and_the_error_as_a_fifth(self, folder: Path) -> None:
        (folder / "a.txt").write_bytes(GOOD.encode() + b"\n\xff\n")

        first, second = run("--file", "a.txt", "--format", "tsv").splitlines()

        analysis = analyze(GOOD)
        label, score, signal, aspects = first.split("\t")
        assert [label, signal] == [str(analysis.label), str(analysis.signal)]
        assert float(score) == pytest.approx(analysis.score, abs=1e-5)
        assert {name.split("=")[0] for name in aspects.split(",")} == set(analysis.aspects)
        assert second.split("\t") == ["none", "0", "none", "", "not valid UTF-8"]

    def test_results_may_go_to_a_file(self, folder: Path) -> None:
        (folder / "a.txt").write_text(f"{GOOD}\n" * 500, encoding="utf-8")

        assert run("--file", "a.txt", "--output", "out.jsonl") == ""
        assert (folder / "out.jsonl").read_text() == run("--file", "a.txt")
        assert len((folder / "out.jsonl").read_text().splitlines()) == 500

    def test_worker_processes_come_to_the_same(self, folder: Path) -> None:
        (folder / "a.txt").write_text("".join(f"{GOOD} {n}\n{BAD}\n\n" for n in range(400)), encoding="utf-8")

        assert run("--file", "a.txt", "--processes", "2") == run("--file", "a.txt")

    def test_texts_may_come_from_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        typed(monkeypatch, gzip.compress(f"{GOOD}\n{BAD}\n".encode()))

        assert [item["label"] for item in results(run("--file", "-"))] == [analyze(GOOD).label, analyze(BAD).label]

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ([], "Give a text in quotes, or a file with --file."),
            (["text", "--file", "a.txt"], "Give a text in quotes, or a file with --file."),
            (["text", "--evaluate"], "--evaluate goes with --file."),
            (["text", "--columns", "text"], "--columns goes with --file."),
            (["--file", "a.txt", "--label-scheme", "sst"], "--label-scheme goes with --evaluate."),
            (["--file", "a.txt", "--evaluate", "--output", "b"], "--evaluate prints figures: give neither"),
            (["--file", "a.txt", "--processes", "0"], "--processes takes 1 to 64."),
            (["--file", "missing.txt"], "missing.txt: does not exist"),
            (["--file", "."], ".: is a directory"),
            (["--file", "empty.txt"], "empty.txt: is empty"),
            (["--file", "cut.txt.gz"], "cut.txt.gz: "),
            (["--file", "a.txt", "--columns", "text"], "a.txt: --columns is for CSV and TSV"),
            (["--file", "a.csv"], "a.csv: no column is a text (columns: a, b); name the columns with --columns"),
            (["--file", "a.csv", "--columns", "label,mood"], "a.csv: there is no column “mood”; use"),
            (["--file", "a.csv", "--columns", "label,-"], "a.csv: no column is a text"),
            (["--file", "a.txt", "--output", "a.txt"], "a.txt: is the file to read"),
            (["--file", "a.txt", "--output", "."], ".: cannot be written: Is a directory"),
            (["--file", "a.txt", "--output", "no/such"], "no/such: cannot be written: No such file or directory"),
        ],
    )
    def test_what_is_wrong_is_said_in_a_line(self, folder: Path, arguments: list[str], message: str) -> None:
        (folder / "a.txt").write_text(GOOD)
        (folder / "a.csv").write_text("a,b\n1,2\n")
        (folder / "empty.txt").write_text("")
        (folder / "cut.txt.gz").write_bytes(gzip.compress(f"{GOOD}\n".encode() * 1000)[:-20])

        with pytest.raises(CommandError) as error:
            run(*arguments)

        assert str(error.value).startswith(message)
        assert "\n" not in str(error.value)

    def test_a_file_that_cannot_be_read_empties_no_output(self, folder: Path) -> None:
        (folder / "out.jsonl").write_text("precious")
        with pytest.raises(CommandError):
            run("--file", "missing.txt", "--output", "out.jsonl")

        assert (folder / "out.jsonl").read_text() == "precious"


class TestEvaluation:
    def evaluate(self, folder: Path, rows: list[tuple[str, str]], *arguments: str) -> str:
        (folder / "a.tsv").write_text("".join(f"{label}\t{text}\n" for label, text in rows), encoding="utf-8")
        return run("--file", "a.tsv", "--columns", "label,text", "--evaluate", *arguments)

    def test_the_measures(self, folder: Path) -> None:
        """Worked out by hand: 3 right of 4 with a side, one of them without a signal."""
        output = self.evaluate(
            folder,
            [("pos", GOOD), ("pos", GOOD), ("pos", NOTHING), ("neg", BAD), ("neutral", BAD), ("neutral", NOTHING)],
        )

        assert f"6 texts, labels read as “words”, version {VERSION}" in output
        assert re.search(r"accuracy +0\.7500  of 4 ", output)
        # positive: 2*2/(3+2), neutral 0, negative 2*1/(1+2)
        assert re.search(rf"macro-F1 +{(4 / 5 + 0 + 2 / 3) / 3:.4f}  ", output)
        # ... with the two without a signal as neutral: neutral 2*1/(2+2)
        assert f"{(4 / 5 + 1 / 2 + 2 / 3) / 3:.4f} with no signal as neutral" in output
        assert re.search(rf"coverage +{4 / 6:.4f}", output)
        assert re.search(r"positive +2 +0 +0 +1 +0\.6667\n", output)
        assert re.search(r"neutral +0 +0 +1 +1 +0\.0000\n", output)
        assert re.search(r"negative +0 +0 +1 +0 +1\.0000\n", output)

    def test_numbers_have_a_correlation(self, folder: Path) -> None:
        output = self.evaluate(folder, [("2.5", GOOD), ("-3", BAD), ("0", NOTHING)])

        scores = [analyze(text).score for text in (GOOD, BAD, NOTHING)]
        labels = [2.5, -3.0, 0.0]
        mean_x, mean_y = sum(labels) / 3, sum(scores) / 3
        covariance = sum((x - mean_x) * (y - mean_y) for x, y in zip(labels, scores, strict=True))
        spread = sum((x - mean_x) ** 2 for x in labels) * sum((y - mean_y) ** 2 for y in scores)
        assert f"Pearson r  {covariance / spread**0.5:.4f}" in output
        assert "labels read as “mean”" in output
        assert "of 2 positive or negative texts" in output

    @pytest.mark.parametrize(
        ("labels", "scheme"),
        [
            (["pos", "neg"], "words"),
            (["Positive", "NEGATIVE", "neutral", "not-Tamil"], "words"),
            (["0", "1"], "binary"),
            (["0", "1", "2", "3", "4"], "sst"),
            (["1", "5"], "stars5"),
            (["1", "4", "7", "10"], "stars10"),
            (["-1", "0", "1"], "mean"),
            (["-2.35", "3.1"], "mean"),
        ],
    )
    def test_the_labels_tell_their_scheme(self, labels: list[str], scheme: str) -> None:
        assert scheme_of(labels) == scheme

    @pytest.mark.parametrize("labels", [["1", "4"], ["0.5", "3.5"], ["-5", "5"], ["1", "100"], ["happy", "sad"]])
    def test_or_the_scheme_must_be_named(self, folder: Path, labels: list[str]) -> None:
        with pytest.raises(CommandError, match="--label-scheme"):
            self.evaluate(folder, [(label, GOOD) for label in labels])

    @pytest.mark.parametrize(
        ("scheme", "labels", "negative", "neutral", "positive"),
        [
            ("binary", "0 1", "0", "", "1"),
            ("sst", "0 1 2 3 4", "0 1", "2", "3 4"),
            ("stars5", "0.5 1 2 3 4 5", "0.5 1 2", "3", "4 5"),
            ("stars10", "1 4 5 6 7 10", "1 4", "5 6", "7 10"),
            ("mean", "-4 -0.5 -0.4 0 .4 0.5 +4", "-4 -0.5", "-0.4 0 .4", "0.5 +4"),
        ],
    )
    def test_what_each_scheme_means(self, scheme: str, labels: str, negative: str, neutral: str, positive: str) -> None:
        found: dict[str, list[str]] = {"negative": [], "neutral": [], "positive": []}
        for label in labels.split():
            gold = SCHEMES[scheme].gold(label)
            assert gold is not None
            found[gold.label].append(label)
        assert {name: " ".join(those) for name, those in found.items()} == {
            "negative": negative, "neutral": neutral, "positive": positive
        }  # fmt: skip
        for wrong in ("", "x", "11", "-4.1", "nan", "inf", "1e1", "9" * 400, "٣"):
            assert SCHEMES[scheme].gold(wrong) is None

    def test_texts_whose_label_says_nothing_are_left_out_and_counted(self, folder: Path) -> None:
        output = self.evaluate(folder, [("pos", GOOD), ("neg", BAD), ("not-Tamil", GOOD), ("", GOOD)])

        assert "2 texts, labels" in output
        assert "2 texts are left out: their label is not understood, e.g. '', 'not-Tamil'" in output

    def test_rows_that_cannot_be_read_are_counted(self, folder: Path) -> None:
        assert "1 rows could not be read" in self.evaluate(folder, [("pos", GOOD), ("neg", f"{BAD}\tmore")])

    def test_a_header_names_the_columns(self, folder: Path) -> None:
        (folder / "a.csv").write_text(f'sentiment,review\npositive,"{GOOD}"\n')
        assert "of 1 positive or negative texts" in run("--file", "a.csv", "--evaluate")

    def test_without_labels_there_is_nothing_to_measure(self, folder: Path) -> None:
        (folder / "a.txt").write_text(GOOD)
        with pytest.raises(CommandError, match=r"a\.txt: holds no labels"):
            run("--file", "a.txt", "--evaluate")

    def test_a_scheme_that_does_not_fit_is_said(self, folder: Path) -> None:
        with pytest.raises(CommandError, match="holds no label that --label-scheme sst knows"):
            self.evaluate(folder, [("pos", GOOD)], "--label-scheme", "sst")

    def test_a_column_of_texts_is_no_column_of_labels(self, folder: Path) -> None:
        with pytest.raises(CommandError, match="is the right column named label"):
            self.evaluate(folder, [(f"label {n}", "x") for n in range(20_001)])
