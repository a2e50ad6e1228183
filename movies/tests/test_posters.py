"""Posters: one slug always draws the same art; no title can break the document or leave the frame."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from movies.posters import POSTER_VERSION, poster_style, render_poster
from movies.posters.lettering import (
    FACES,
    MAX_LINES,
    MEASURE,
    SMALLEST,
    break_lines,
    clean,
    measure,
    set_title,
)
from movies.posters.motifs import MOTIFS, Motif
from movies.posters.palette import PALETTES, Dice
from movies.posters.sheet import Sheet

SVG: Final = "{http://www.w3.org/2000/svg}"
CATALOGUE: Final[list[dict[str, str]]] = json.loads(
    (Path(__file__).parent.parent / "data" / "demo_catalogue.json").read_text(encoding="utf-8")
)
NASTY: Final = (
    "",
    "   ",
    "\x00\x1b[31m\x07",
    "<script>alert(1)</script>",
    "]]>&<!--\"'><svg/onload=x>",
    "&#0;&amp;&nosuch;",
    "விண்ணைத்தாண்டி வருவாயா",
    "ஸ்ரீ" * 40,
    "千と千尋の神隠し",
    "오징어 게임",
    "مرحبا \u202e gnp.exe",
    "👩‍👩‍👧‍👦 🎬🍿",
    "\ud800 lone surrogate",
    "\ufffe\uffff noncharacters",
    "W" * 300,
    "a " * 150,
    "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb",
    "e" + "\u0301" * 250,
)


def parsed(svg: str) -> ElementTree.Element:
    svg.encode("utf-8")
    return ElementTree.fromstring(svg)  # noqa: S314  (our own output)


def check(svg: str) -> None:
    """Everything that must hold of any poster."""
    root = parsed(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == "0 0 400 600"
    assert len(svg.encode()) < 7_500
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {
        "svg", "title", "defs", "g", "text", "rect", "circle", "ellipse", "path",
        "linearGradient", "radialGradient", "stop",
    }  # fmt: skip
    defined = {element.get("id") for element in root.iter()}
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert "href" not in name
            for target in re.findall(r"url\(([^)]*)\)", value):
                assert target.removeprefix("#") in defined
    check_lettering(root)


def check_lettering(root: ElementTree.Element) -> None:
    lines = list(root.iter(f"{SVG}text"))
    assert 1 <= len(lines) <= MAX_LINES + 1  # the title's lines and the credit
    for line in lines:
        assert 0 < float(line.get("y", "0")) < 600
        assert float(line.get("textLength", "0")) <= MEASURE


@pytest.mark.parametrize("title", NASTY)
def test_nasty_titles_give_valid_documents(title: str) -> None:
    check(render_poster(title, slug="nasty", category=title, year=2024))


@settings(max_examples=150, deadline=None)
@given(title=st.text(max_size=320), slug=st.text(max_size=60), category=st.text(max_size=40))
def test_any_text_is_safe(title: str, slug: str, category: str) -> None:
    svg = render_poster(title, slug=slug, category=category)
    check(svg)
    assert svg == render_poster(title, slug=slug, category=category)


@settings(max_examples=150, deadline=None)
@given(title=st.text(min_size=1, max_size=300))
def test_lettering_stays_inside_the_frame(title: str) -> None:
    name = clean(title) or "Untitled"
    for option in FACES:
        lines = break_lines(name, option)
        assert 1 <= len(lines) <= MAX_LINES
        assert max(measure(line, option) for line in lines) * SMALLEST <= MEASURE + 0.01
        _, top = set_title(name, option, "#fff")
        assert top > 240  # the title never climbs over the scene


def test_short_titles_are_whole_and_long_ones_are_cut() -> None:
    shown = parsed(render_poster("Spider-Man: Across the Spider-Verse", slug="spider", year=2023))
    words = " ".join(line.text or "" for line in shown.iter(f"{SVG}text")).lower()
    assert words == "spider-man across the spider-verse 2023"
    assert any("…" in line for line in break_lines("never ending " * 30, FACES[0]))


def test_the_document_is_named_by_its_title() -> None:
    assert parsed(render_poster("Leo & <Co>", slug="leo")).findtext(f"{SVG}title") == "Leo & <Co>"
    assert parsed(render_poster(" ", slug="leo")).findtext(f"{SVG}title") == "Untitled"


def test_art_follows_the_slug_alone() -> None:
    def art(svg: str) -> list[str]:
        return [element.get("d", "") for element in parsed(svg).iter(f"{SVG}path")]

    assert art(render_poster("Leo", slug="leo")) == art(render_poster("Leo, renamed", slug="leo", year=2023))
    assert render_poster("Leo", slug="leo") != render_poster("Leo", slug="leo-2")


def test_the_demo_wall_is_varied() -> None:
    styles = [poster_style(film["slug"]) for film in CATALOGUE]
    assert len(styles) == 18
    assert len({(motif, palette) for motif, palette, _ in styles}) == 18
    assert len({motif for motif, _, _ in styles}) >= 12
    assert max(Counter(face for _, _, face in styles).values()) <= 5
    assert len({render_poster(film["title"], slug=film["slug"]) for film in CATALOGUE}) == 18


def test_demo_posters_are_small() -> None:
    for film in CATALOGUE:
        year = int(film["release_date"][:4])
        svg = render_poster(film["title"], slug=film["slug"], category=film["category"], year=year)
        assert len(svg.encode()) < 6_144, film["slug"]
        check(svg)


@pytest.mark.parametrize("scene", MOTIFS)
def test_every_scene_stays_small_with_every_palette(scene: Motif) -> None:
    for i, palette in enumerate(PALETTES):
        sheet = Sheet("p")
        scene(sheet, palette, Dice(str(i)))
        defs, art = sheet.markup()
        assert len(defs) + len(art) < 5_000


def test_lettering_contrasts_with_its_scrim() -> None:
    def luminance(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for palette in PALETTES:
        contrast = (luminance(palette.ink) + 0.05) / (luminance(palette.scrim) + 0.05)
        assert contrast > 12, palette.name


def test_a_changed_drawing_bumps_the_version() -> None:
    """Stored posters are redrawn when the version moves: bump it with the drawing, record the digest."""
    wall = "".join(render_poster(film["title"], slug=film["slug"]) for film in CATALOGUE)
    digest = hashlib.sha256(wall.encode()).hexdigest()[:16]
    assert (POSTER_VERSION, digest) == (1, "f729e0d02513ff54")
