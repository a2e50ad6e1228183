"""Title lettering: cleaning, line breaking and sizing for fonts that the poster cannot know.

Inside `<img>` page fonts are not available, so the lettering asks for generic font stacks. Widths are
estimated from Helvetica's metrics; a title that a wider font could push out of the frame is pinned to its
estimated width with `textLength`, so it fits whatever font the machine has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import combinations, pairwise
from typing import Final

from movies.posters.palette import Dice
from movies.posters.sheet import HEIGHT, WIDTH, num

MARGIN: Final = 34
MEASURE: Final = WIDTH - 2 * MARGIN
MAX_LINES: Final = 4
MAX_TITLE: Final = 300
LONG_TITLE: Final = 45
FIRST_COMPLEX_SCRIPT: Final = 0x0590  # Hebrew; Latin, Greek, Cyrillic and Armenian come before
MAX_MARKS: Final = 3  # accents on one letter; real spelling needs no more
SMALLEST: Final = 22.0
TALLEST: Final = 120.0
BLOCK_HEIGHT: Final = 184.0
BASELINE: Final = HEIGHT - 58
# The widest font that a stack may fall back to (Verdana, DejaVu) against the estimate.
WORST_FONT: Final = 1.3
_JOINERS: Final = "\u200c\u200d"  # Tamil and emoji are spelled with them

# Advance widths in thousandths of an em, Helvetica Bold.
_WIDTHS: Final[dict[str, int]] = {
    **dict.fromkeys("iIjl .,:;'!|", 278), **dict.fromkeys("ftr()-", 350), **dict.fromkeys("ceknsvxyza", 556),
    **dict.fromkeys("bdghopqu", 611), **dict.fromkeys("LFTZ", 611), **dict.fromkeys("ABCDHKNRU&", 722),
    **dict.fromkeys("EPSVXYJ", 667), **dict.fromkeys("GOQ", 778), "m": 889, "w": 778, "M": 833, "W": 944,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """A way of setting titles; `width` scales the metrics to the faces in the stack."""

    name: str
    stack: str
    width: float
    attributes: str
    upper: bool = True
    tracking: float = 0.0
    leading: float = 0.9


_SANS: Final = "Archivo,'Helvetica Neue',Arial,sans-serif"
_NARROW: Final = "'Archivo Narrow','Arial Narrow','Liberation Sans Narrow',Arial,sans-serif"
_SERIF: Final = "Georgia,'Times New Roman',serif"

FACES: Final[tuple[Face, ...]] = (
    Face("condensed", _NARROW, 0.84, 'font-weight="900"', leading=0.88),
    Face("wide", _SANS, 1.06, 'font-weight="900"'),
    Face("thin", _SANS, 0.97, 'font-weight="300"', tracking=0.16, leading=1.12),
    Face("serif", _SERIF, 0.97, 'font-weight="400"', tracking=0.05, leading=0.98),
    Face("italic", _SERIF, 0.9, 'font-style="italic"', upper=False, leading=0.94),
    Face("slanted", _SANS, 1.02, 'font-weight="800" font-style="italic"', leading=0.92),
    Face("engraved", "Didot,'Bodoni MT'," + _SERIF, 1.0, 'font-weight="700"', tracking=0.02, leading=0.96),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: its text, size and estimated width at that size."""

    text: str
    size: float
    width: float


def _kept(character: str) -> bool:
    """Whether a character may be drawn: joiners yes; control, format, surrogate and private characters no."""
    if character in _JOINERS:
        return True
    return character not in "\ufffe\uffff" and unicodedata.category(character) not in {"Cf", "Cs", "Co"}


def clean(text: str, limit: int = MAX_TITLE) -> str:
    """The text as a poster may hold it: valid in XML, single spaces, bounded, no towers of accents."""
    kept, marks = "", 0
    for character in text[: limit * 4]:
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if category in {"Cc", "Zl", "Zp"}:
            kept += " "
        elif marks <= MAX_MARKS and _kept(character):
            kept += character
    return " ".join(kept.split())[:limit].strip()


def _advance(character: str) -> float:
    """Estimated width of one character in ems."""
    known = _WIDTHS.get(character)
    if known is not None:
        return known / 1000
    category = unicodedata.category(character)
    if category in {"Mn", "Me"} or character in _JOINERS:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.02
    if category == "Mc":
        return 0.7
    if ord(character) >= 0x0900 and category == "Lo":
        return 0.98
    return 0.56 if character.isdigit() else 0.74


def measure(text: str, face: Face) -> float:
    """Estimated width of the text at size 1."""
    return sum(_advance(c) for c in text) * face.width + face.tracking * max(len(text) - 1, 0)


def _chop(word: str, face: Face, room: float) -> list[str]:
    """The word in pieces no wider than the room; a mark never leaves the letter that carries it."""
    pieces, piece = [], ""
    for character in word:
        joined = unicodedata.category(character).startswith("M") or character in _JOINERS
        if piece and not joined and measure(piece + character, face) > room:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece] if piece else pieces


def _arrangements(words: Sequence[str], lines: int) -> list[list[str]]:
    """Every way to break a few words into this many lines."""
    ways = []
    for cuts in combinations(range(1, len(words)), lines - 1):
        edges = (0, *cuts, len(words))
        ways.append([" ".join(words[a:b]) for a, b in pairwise(edges)])
    return ways


def _size(lines: Sequence[str], face: Face, cap: float) -> float:
    widest = max(measure(line, face) for line in lines)
    return min(cap, MEASURE / widest if widest else cap, BLOCK_HEIGHT / (len(lines) * face.leading))


def _flow(words: Sequence[str], face: Face) -> list[str]:
    """Long titles at the smallest size: lines filled in order, cut with an ellipsis after the last."""
    room = MEASURE / SMALLEST
    lines: list[str] = [""]
    for word in (piece for w in words for piece in _chop(w, face, room * 0.9)):
        joined = f"{lines[-1]} {word}".strip()
        if measure(joined, face) <= room:
            lines[-1] = joined
        elif len(lines) < MAX_LINES:
            lines.append(word)
        else:
            end = _chop(lines[-1], face, room - measure("…", face))[0]
            lines[-1] = end.rstrip() + "…"
            break
    return lines


def break_lines(title: str, face: Face, most: int = 3, cap: float = TALLEST) -> list[str]:
    """The arrangement in at most `most` balanced lines that lets the title be largest."""
    words = title.split()
    if len(words) <= 9:
        ways = [way for n in range(1, min(most, len(words)) + 1) for way in _arrangements(words, n)]
        # One more line must be worth it: "Alchemy / of Souls" is better set than a lone "of" a little larger.
        best = max(ways, key=lambda way: _size(way, face, cap) * 0.9 ** len(way))
        if _size(best, face, cap) >= SMALLEST:
            return best
    return _flow(words, face)


def _split(title: str) -> tuple[str, str]:
    """Title and subtitle, where a colon parts them and both are short enough to be set as such."""
    main, colon, sub = title.partition(": ")
    fits = colon and 0 < len(main.strip()) <= 24 and 0 < len(sub.strip()) <= 34
    return (main.strip(), sub.strip()) if fits else (title, "")


def _lines(title: str, face: Face, most: int, cap: float) -> list[Line]:
    texts = break_lines(title, face, most, cap)
    size = _size(texts, face, cap)
    return [Line(text, size, measure(text, face) * size) for text in texts]


def _cased(text: str, face: Face) -> str:
    return text.upper() if face.upper else text


def _text(line: Line, y: float, face: Face, pinned: bool) -> str:
    style = f' font-size="{num(line.size)}"'
    if face.tracking:
        style += f' letter-spacing="{num(face.tracking * line.size)}"'
    if pinned:
        style += f' textLength="{num(min(line.width, MEASURE))}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="200" y="{num(y)}"{style}>{escape(line.text, quote=False)}</text>'


def _set(lines: Sequence[Line], baseline: float, face: Face) -> tuple[str, float]:
    """The lines upwards from the baseline, as markup, and the top edge they reach."""
    pinned = any(line.width * WORST_FONT > MEASURE for line in lines)
    markup, y = "", baseline
    for line in reversed(lines):
        markup = _text(line, y, face, pinned) + markup
        y -= line.size * face.leading
    return markup, y


def choose_face(dice: Dice) -> Face:
    """The lettering for a slug."""
    return dice.pick(FACES)


def _suited(face: Face, title: str) -> Face:
    """The face with the air that the title needs between its lines: tall scripts and long texts want more."""
    if any(ord(c) >= FIRST_COMPLEX_SCRIPT and c.isalpha() for c in title):
        return replace(face, leading=1.22, tracking=0.0)  # tracking would tear joined letters apart
    return replace(face, leading=max(face.leading, 1.08)) if len(title) > LONG_TITLE else face


def set_title(title: str, face: Face, ink: str) -> tuple[str, float]:
    """The lettering of a cleaned title, and its top edge (for the scrim to start above)."""
    face = _suited(face, title)
    main, sub = _split(title)
    family = f'font-family="{face.stack}" {face.attributes}'
    markup, top = "", float(BASELINE)
    if sub:
        small = replace(face, leading=max(face.leading, 1.12))
        markup, top = _set(_lines(_cased(sub, small), small, 2, 30), top, small)
        top -= 6
    heading, top = _set(_lines(_cased(main, face), face, 2 if sub else 3, TALLEST), top, face)
    return f'<g text-anchor="middle" fill="{ink}" {family}>{heading}{markup}</g>', top


def set_credit(text: str, ink: str) -> str:
    """The small line at the foot."""
    face = Face("credit", _SANS, 1.0, "", tracking=0.22)
    label = clean(text, 34).upper()
    if not label:
        return ""
    size = min(13.0, MEASURE / measure(label, face))
    line = Line(label, size, measure(label, face) * size)
    pinned = line.width * WORST_FONT > MEASURE
    group = f'<g text-anchor="middle" fill="{ink}" opacity=".78" font-family="{face.stack}" font-weight="600">'
    return group + _text(line, HEIGHT - 26, face, pinned) + "</g>"
