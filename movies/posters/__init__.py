"""Generated posters: a standalone SVG for any film, drawn from its slug. Pure Python, no Django, no I/O.

The slug alone fixes scene, colours and lettering: a film that is renamed keeps its poster's face. Generate on
save and store the result; regenerate what was stored under an older `POSTER_VERSION`.
"""

from __future__ import annotations

from html import escape
from typing import Final

from movies.posters.lettering import choose_face, clean, set_credit, set_title
from movies.posters.motifs import MOTIFS
from movies.posters.palette import Dice, Palette, choose_palette
from movies.posters.sheet import HEIGHT, WIDTH, Sheet

__all__ = ["POSTER_VERSION", "poster_style", "render_poster"]

POSTER_VERSION: Final = 1
"""Bumped whenever the drawing changes for any input."""

# Found by search so that the demo catalogue spreads over scenes, palettes and faces; other films could do
# with any salt.
_SALTS: Final = {"motif": "1051493", "palette": "540982", "face": "632932", "art": "0"}
_UNTITLED: Final = "Untitled"


def _dice(slug: str, purpose: str) -> Dice:
    """Separate dice for each purpose: one more roll in a scene must not change the lettering."""
    return Dice(f"{purpose}/{_SALTS[purpose]}/{slug}")


def poster_style(slug: str) -> tuple[str, str, str]:
    """The names of the scene, the palette and the lettering that a slug gets."""
    motif = _dice(slug, "motif").pick(MOTIFS)
    return motif.__name__, choose_palette(_dice(slug, "palette")).name, choose_face(_dice(slug, "face")).name


def _scrim(sheet: Sheet, palette: Palette, lettering_top: float) -> None:
    """Darkness under the lettering, from a little above its top edge."""
    start = max(lettering_top - 120, 200)
    shade = palette.scrim
    paint = sheet.linear((0, shade, 0), (0.45, shade, 0.6), (0.75, shade, 0.88), (1, shade, 0.97))
    sheet.rect(0, start, WIDTH, HEIGHT - start, paint)


def render_poster(title: str, *, slug: str, category: str = "", year: int | None = None) -> str:
    """A 2:3 poster as an SVG document.

    Any text is safe to pass: titles are stripped of what XML cannot hold, escaped, and cut to four lines.
    """
    name = clean(title) or _UNTITLED
    palette = choose_palette(_dice(slug, "palette"))
    art_dice, face = _dice(slug, "art"), choose_face(_dice(slug, "face"))
    sheet = Sheet(f"p{int(art_dice.unit() * 16**5):05x}")
    # Half of the scenes are mirrored: one scene, two compositions.
    mirrored = art_dice.unit() < 0.5
    sheet.raw(f'<g transform="translate({WIDTH})scale(-1 1)">' if mirrored else "<g>")
    _dice(slug, "motif").pick(MOTIFS)(sheet, palette, art_dice)
    sheet.raw("</g>")
    lettering, top = set_title(name, face, palette.ink)
    _scrim(sheet, palette, top)
    credit = set_credit(" · ".join(part for part in (clean(category, 24), str(year or "")) if part), palette.ink)
    defs, art = sheet.markup()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>{escape(name, quote=False)}</title><defs>{defs}</defs>{art}{lettering}{credit}</svg>"
    )
