"""The sentiment engine: its promises on any text, and each rule on a minimal pair."""

from __future__ import annotations

import itertools
import pickle
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from importlib.resources import files

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feedback.sentiment import ASPECTS, VERSION, Analysis, analyze, analyze_many, explain, score_of

WORDS = [
    *(
        "great",
        "awful",
        "not",
        "n't",
        "but",
        "although",
        "very",
        "slightly",
        "GOOD",
        "soooo",
        "boring",
        "story",
    ),
    *(
        "music",
        "acting",
        "dragged",
        "8/10",
        "🔥",
        ":)",
        "!",
        "!!!",
        ".",
        ",",
        "<br />",
        "could have been",
        "semma",
    ),
    *(
        "mokkai",
        "bakwas",
        "nahi",
        "hai",
        "illa",
        "படம்",
        "அருமை",
        "İ",
        "ß",
        "’",
        "\ud800",
        "\u200b",
        "\x00",
        "waste of time",
    ),
]
review = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
# Surrogates and control characters included: the engine must read what a database or a form lets through.
anything = st.text(st.characters(exclude_categories=())) | review


def weight_of(text: str) -> float:
    """Sum of the weights found in a text."""
    return sum(item.weight for item in analyze(text).contributions)


def rules_of(text: str) -> set[str]:
    """Names of all rules that acted on a text."""
    return {rule for item in analyze(text).contributions for rule in item.rules}


# Promises on any text


@given(anything)
@settings(max_examples=300, deadline=None)
@example("")
@example("İİİ great İ")
@example("\ud83d\ud83d great \udd25")
def test_spans_index_the_original_text(text: str) -> None:
    analysis = analyze(text)
    reached = 0
    for item in analysis.contributions:
        assert text[item.start : item.end] == item.words != ""
        assert item.start >= reached
        assert item.rules
        reached = item.end
    for aspect in analysis.aspects.values():
        assert aspect.mentions == len(aspect.spans) > 0
        assert -1 <= aspect.score <= 1
        assert all(0 <= start < end <= len(text) for start, end in aspect.spans)


@given(anything)
@settings(max_examples=200, deadline=None)
def test_label_signal_and_score_agree(text: str) -> None:
    analysis = analyze(text)
    assert -1 <= analysis.score <= 1
    assert (analysis.label == "none") == (analysis.signal == "none") == (not analysis.contributions)
    if analysis.label == "positive":
        assert analysis.score > 0
    if analysis.label == "negative":
        assert analysis.score < 0
    assert list(analysis.aspects) == [name for name in ASPECTS if name in analysis.aspects]


@given(st.lists(review, min_size=2, max_size=6))
@settings(max_examples=100, deadline=None)
def test_score_is_monotone_in_the_sum_of_weights(texts: list[str]) -> None:
    found = sorted((weight_of(text), analyze(text).score) for text in texts)
    for (low, low_score), (high, high_score) in itertools.pairwise(found):
        assert low_score <= high_score or high - low < 1e-9


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_score_function_is_odd_bounded_and_rising(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert -1 <= score_of(low) <= score_of(high) <= 1
    assert score_of(-low) == -score_of(low)


@given(anything)
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_analysis(text: str) -> None:
    assert analyze(text) == analyze(text)


def test_threads_read_alike() -> None:
    texts = [" ".join(WORDS[i:] + WORDS[:i]) for i in range(len(WORDS))] * 5
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(analyze, texts)) == [analyze(text) for text in texts]


ODD_TEXTS: dict[str, str] = {
    "empty": "",
    "blank": " \n\t ",
    "one letter": "a" * 5_000,
    "one mark": "!" * 5_000,
    "apostrophes": "n't'" * 5_000,
    "buts": "good but " * 20_000,
    "words": "the acting was not good " * 20_000,
    "unbroken": "goood" * 20_000,
    "digits": "8/" * 20_000,
    "numbers": "1" * 20_000 + "/10",
    "spaced": "8" + " " * 20_000 + "/10",
    "emoji": "🔥" * 5_000,
    "surrogates": "\ud800\udfff" * 100,
    "controls": "".join(map(chr, range(160))),
    "zero width": "gr\u200beat \u202eevil\u202c",
    "right to left": "فيلم رائع",
    "html": "<script>alert('great')</script>" * 100,
    "brackets": "(" * 10_000 + ")" * 10_000,
    "combining": "e\u0301" * 5_000,
    "mixed scripts": "படம் semma हिन्दी great 映画",
}


@pytest.mark.parametrize("name", ODD_TEXTS)
def test_odd_texts_are_read_and_explained(name: str) -> None:
    text = ODD_TEXTS[name]
    explanation = explain(analyze(text), text)
    explanation.html.encode()
    explanation.text.encode()


# Rules, on minimal pairs


def louder(plain: float, changed: float) -> bool:
    return abs(changed) > abs(plain) and plain * changed > 0


def quieter(plain: float, changed: float) -> bool:
    return abs(changed) < abs(plain) and plain * changed > 0


def blamed(plain: float, changed: float) -> bool:
    return changed < 0 < plain


def better(plain: float, changed: float) -> bool:
    return plain < changed


@pytest.mark.parametrize(
    ("rule", "plain", "changed", "check"),
    [
        ("negation", "The film is superb", "The film is not superb", blamed),
        ("negation", "It is funny", "It is n't very funny", blamed),
        ("negation", "I enjoyed it", "I didn't really enjoyed it", blamed),
        ("negation", "The film is tedious", "The film is never tedious", better),
        ("negation", "It is funny", "It is hardly funny", blamed),
        ("negation", "It has charm", "It lacks charm", blamed),
        ("double_negation", "It is brilliant", "It is not without brilliant", quieter),
        ("intensifier", "a pleasant film", "an extremely pleasant film", louder),
        ("intensifier", "a tedious film", "an extremely tedious film", louder),
        ("damper", "a tedious film", "a slightly tedious film", quieter),
        ("lengthening", "superb", "suuuuperb", louder),
        ("capitals", "a superb film", "a SUPERB film", louder),
        ("exclamation", "A superb film.", "A superb film!!", louder),
        ("contrast", "The cast is superb and I left.", "The cast is superb but I left.", quieter),
        ("concession", "The cast is superb.", "Although the cast is superb.", quieter),
        ("conditional", "They are superb.", "If they are superb.", quieter),
        ("wasted_promise", "It is brilliant", "It could have been brilliant", blamed),
        ("wasted_promise", "It is brilliant", "It should have been brilliant", blamed),
        ("comparison", "I saw the dreadful sequel", "I saw more than the dreadful sequel", quieter),
        ("plot_summary", "This is a gentle, superb man", "The story of a gentle, superb man", quieter),
        ("question", "This is superb.", "This is superb?", quieter),
        ("quotation", "He said it is a superb story", 'He said "it is a superb story"', quieter),
        ("scare_quotes", "This superb film", 'This "superb" film', blamed),
        ("sarcasm", "A superb idea", "A superb idea, how original", blamed),
        ("pros_and_cons", "Cast: superb", "Cons: superb", quieter),
        ("pros_and_cons", "Cast: tedious", "Pros: tedious", quieter),
        ("repetition", "superb", "superb, superb", louder),
        ("cannot_enough", "I can recommend it", "I can't recommend it enough", better),
        ("cannot_enough", "I praise it", "I cannot praise it enough", better),
    ],
)
def test_rule(rule: str, plain: str, changed: str, check: Callable[[float, float], bool]) -> None:
    assert rule not in rules_of(plain)
    assert rule in rules_of(changed)
    assert check(weight_of(plain), weight_of(changed))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("It is not bad.", 1),
        ("It wasn't bad at all.", 1),
        ("There are no problems with the sound.", 1),
        ("It is not the worst of his films.", 1),
        ("I can't complain.", 1),
        ("Not only clever but also moving.", 1),
        ("It did not disappoint.", 1),
        ("You won't regret it.", 1),
        ("It never gets old.", 1),
        ("It couldn't be better.", 1),
        ("A killer soundtrack.", 1),
        ("It doesn't suck.", 1),
        ("Nothing good about it.", -1),
        ("It is not as good.", -1),
        ("I don't like it.", -1),
        ("It couldn't be worse.", -1),
        ("Nobody will enjoy this.", -1),
        ("It leaves much to be desired.", -1),
        ("Thanks for nothing.", -1),
        ("No fun at all.", -1),
        ("I would not recommend it to anyone.", -1),
    ],
)
def test_idioms(text: str, sign: int) -> None:
    assert sign * weight_of(text) > 0


@pytest.mark.parametrize(
    "text", ["It is not bad. Superb music", "I did not stay, superb music", "not for me but superb"]
)
def test_negation_ends_with_its_clause(text: str) -> None:
    found = [item for item in analyze(text).contributions if "superb" in item.words.lower()]
    assert found
    assert all("negation" not in item.rules for item in found)


def test_not_only_is_no_negation() -> None:
    assert analyze("It is not only funny").label == "positive"


def test_a_repeated_word_stops_counting() -> None:
    assert weight_of("superb, " * 3) == weight_of("superb, " * 30)


def test_capitals_mean_nothing_in_a_text_of_capitals() -> None:
    assert "capitals" not in rules_of("THIS IS A GREAT FILM")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("8/10", "positive"),
        ("I give it 2/10", "negative"),
        ("3.5 out of 5", "positive"),
        ("4.5 stars", "positive"),
        ("1 star", "negative"),
    ],
)
def test_written_marks(text: str, label: str) -> None:
    analysis = analyze(text)
    assert analysis.label == label
    assert "written_mark" in rules_of(text)


@pytest.mark.parametrize("text", ["open 24/7", "since 1/1/2010", "5/10/2011", "http://x.y/5/10/z", "a star", "7/9"])
def test_other_numbers_are_no_marks(text: str) -> None:
    assert "written_mark" not in rules_of(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [("🔥🔥", "positive"), ("👎", "negative"), ("seen :)", "positive"), ("http://x.y", "none")],
)
def test_emoji_and_emoticons(text: str, label: str) -> None:
    assert analyze(text).label == label


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("semma padam, vera level", "ta-en", "positive"),
        ("mokkai padam da", "ta-en", "negative"),
        ("padam nalla illa", "ta-en", "negative"),
        ("ekdum zabardast hai yaar", "hi-en", "positive"),
        ("bakwas movie hai", "hi-en", "negative"),
        ("film accha nahi hai", "hi-en", "negative"),
        ("படம் அருமை", "ta", "positive"),
        ("மொக்கை படம்", "ta", "negative"),
        ("This was a great film", "en", "positive"),
        ("Masterpiece!", "en", "positive"),
        ("12345", "other", "none"),
    ],
)
def test_languages(text: str, language: str, label: str) -> None:
    analysis = analyze(text)
    assert (analysis.language, analysis.label) == (language, label)


def test_a_word_of_one_language_is_silent_in_another() -> None:
    assert analyze("There is a mass of people in this film").label == "none"


@pytest.mark.parametrize(
    "text",
    [
        "It is a love story about a bad guy and his best friend",
        "The war on the killer in the dark",
        "It is a film",
    ],
)
def test_plot_and_genre_words_carry_no_opinion(text: str) -> None:
    assert analyze(text).label in ("none", "neutral")


@pytest.mark.parametrize("word", ["war", "killer", "horror", "crime", "dark", "murder", "zombie", "detective"])
def test_genre_words_alone_say_nothing(word: str) -> None:
    assert analyze(f"{word}").label == "none"


# Aspects


def sides(text: str) -> dict[str, int]:
    """Sign of each aspect's score."""
    return {name: (side.score > 0) - (side.score < 0) for name, side in analyze(text).aspects.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The acting is great and the story is dull.", {"acting": 1, "story": -1}),
        ("The music is not good.", {"music": -1}),
        ("It dragged.", {"pacing": -1}),
        ("Great music, terrible ending.", {"music": 1, "ending": -1}),
        ("The cinematography is superb but the dialogue is awful", {"visuals": 1, "dialogue": -1}),
        ("The screenplay was n't convincing", {"story": -1}),
        ("It has songs.", {"music": 0}),
        ("Hilarious!", {"humour": 1}),
    ],
)
def test_aspects(text: str, expected: dict[str, int]) -> None:
    assert sides(text) == expected


def test_aspect_spans_show_the_term() -> None:
    text = "Superb Music."
    assert [text[start:end] for start, end in analyze(text).aspects["music"].spans] == ["Music"]


# Explanations, versions, bulk


@given(anything)
@settings(max_examples=200, deadline=None)
def test_html_is_the_escaped_text_with_marks(text: str) -> None:
    html = explain(analyze(text), text).html
    shown = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", html)
    shown = re.sub(r'</mark>|<mark class="w-(?:pos|neg)" data-weight="[+-]\d+\.\d\d" title="[a-z, ]+">', "", shown)
    assert "<" not in shown
    assert ">" not in shown
    clean = re.sub("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\ufffd", text)
    assert unescape(shown) == clean


def test_explanation_names_weights_and_rules() -> None:
    text = "<b>Not good</b>, the music"
    explanation = explain(analyze(text), text)
    assert '"Not good" (lexicon, negation)' in explanation.text
    assert "About music" in explanation.text
    assert '<mark class="w-neg" data-weight="-' in explanation.html
    assert explanation.html.startswith("&lt;b&gt;<mark ")


def test_explaining_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        explain(analyze("good"), "evil")


def test_version_is_a_short_hash_on_every_analysis() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", VERSION)
    assert analyze("").version == VERSION


def test_an_analysis_survives_pickling() -> None:
    analysis = analyze("Great music but dull story 🔥 8/10")
    assert pickle.loads(pickle.dumps(analysis)) == analysis  # noqa: S301  # our own bytes
    assert isinstance(hash(analysis), int)


@pytest.mark.parametrize("processes", [1, 2])
def test_many_equals_one_by_one_in_order(processes: int) -> None:
    texts = [f"{word} film {number}" for number, word in enumerate(WORDS * 3)]
    many: list[Analysis] = list(analyze_many(iter(texts), processes=processes, chunk=7))
    assert many == [analyze(text) for text in texts]


def test_many_reads_its_input_lazily() -> None:
    assert [found.label for found in itertools.islice(analyze_many(itertools.repeat("good")), 2)] == ["positive"] * 2


@pytest.mark.parametrize("wrong", [{"processes": 0}, {"chunk": 0}])
def test_many_refuses_senseless_sizes(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        analyze_many([], **wrong)


# Data files


FILES = ["aspects", "emoji", "english", "indian", "markers", "modifiers"]
LEARNED = ["learned_english", "learned_indian", "learned_markers"]


def data_lines(name: str) -> list[str]:
    path = files("feedback.sentiment").joinpath("data", f"{name}.tsv")
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", FILES + LEARNED)
def test_data_files_are_sorted_and_say_where_they_come_from(name: str) -> None:
    lines = data_lines(name)
    head = [line for line in lines if line.startswith("#")]
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert any("Origin:" in line for line in head)
    assert any("Licence: MIT" in line for line in head)
    assert len({len(row) for row in rows}) == 1
    second = {"indian": 3, "modifiers": 3, "learned_indian": 1, "learned_markers": 1}.get(name)
    keys = [(row[0], row[second] if second else "") for row in rows]
    assert keys == sorted(set(keys))


def test_the_lexicon_is_small_and_its_phrases_are_short() -> None:
    entries = [line.split("\t")[0] for name in FILES + LEARNED for line in data_lines(name) if line[0] != "#"]
    assert len(entries) <= 30_000
    opinions = [line.split("\t")[0] for name in ("english", *LEARNED) for line in data_lines(name) if line[0] != "#"]
    assert max(len(words.split(" ")) for words in opinions) <= 3


def test_the_learned_part_holds_no_names_and_no_function_words() -> None:
    words = {line.split("\t")[0] for line in data_lines("learned_english")}
    assert words.isdisjoint({"the", "and", "of", "not", "but", "i", "hitchcock", "spielberg", "paris", "hollywood"})
    indian = {line.split("\t")[0] for line in data_lines("learned_indian")}
    assert indian.isdisjoint({"vijay", "ajith", "rajini", "modi", "salman", "mumbai", "the"})
