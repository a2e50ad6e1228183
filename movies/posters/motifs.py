"""The scenes: each draws into a sheet from palette and dice; the bottom third stays calm for the title."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from movies.posters.palette import BLACK, WHITE, Dice, Palette, mix
from movies.posters.sheet import HEIGHT, WIDTH, Point, Sheet, num, polar, polygon, smooth

Motif = Callable[[Sheet, Palette, Dice], None]


# ---- parts shared by several scenes ----


def _night(sheet: Sheet, p: Palette, horizon: float = HEIGHT) -> None:
    """A sky from deep to light, its light edge at the horizon."""
    end = horizon / HEIGHT
    sheet.fill(sheet.linear((0, p.deep), (end * 0.45, p.mid), (end * 0.82, p.warm), (end, p.light)))


def _stars(sheet: Sheet, dice: Dice, count: int, bottom: float, colour: str = WHITE) -> None:
    for size, share, opacity in ((1.2, 0.6, 0.6), (2.2, 0.4, 0.9)):
        spots = [(dice.between(4, 396), bottom * dice.unit() ** 1.3) for _ in range(int(count * share))]
        sheet.dots(spots, size, colour, opacity)


def _ridge(sheet: Sheet, dice: Dice, base: float, height: float, colour: str, opacity: float = 1) -> None:
    points: list[Point] = [(-20 + 55 * i, base - height * dice.between(-0.3, 1)) for i in range(9)]
    sheet.path(smooth(points) + f"V{HEIGHT}H-20z", colour, opacity)


def _glints(sheet: Sheet, dice: Dice, x: float, top: float, colour: str, reach: float = 80) -> None:
    """Light broken on water: bars that shorten and scatter as they come nearer."""
    data = ""
    for i in range(16):
        half = reach * (1 - i / 20) * dice.between(0.25, 1)
        data += f"M{x - half + dice.between(-14, 14):.0f} {top + 4 + i * i * 0.75:.0f}h{2 * half:.0f}"
    sheet.line(data, colour, 2, 0.5)


def _person(sheet: Sheet, x: float, foot: float, height: float, colour: str) -> None:
    """A standing figure in a long coat, seen from behind."""
    w, h = height * 0.16, height
    sheet.path(
        f"M{num(x - w * 1.15)} {num(foot)}L{num(x - w * 0.9)} {num(foot - h * 0.62)}"
        f"Q{num(x - w * 0.8)} {num(foot - h * 0.77)} {num(x)} {num(foot - h * 0.79)}"
        f"Q{num(x + w * 0.8)} {num(foot - h * 0.77)} {num(x + w * 0.9)} {num(foot - h * 0.62)}"
        f"L{num(x + w * 1.15)} {num(foot)}z",
        colour,
    )
    sheet.circle(x, foot - h * 0.89, h * 0.1, colour)


def _rays(x: float, y: float, radius: float, count: int, share: float = 0.5, start: float = 0) -> str:
    """Path data of a wheel of wedges."""
    step = 360 / count
    data = ""
    for i in range(count):
        (ax, ay), (bx, by) = (polar(x, y, radius, start + (i + edge) * step) for edge in (0.0, share))
        data += f"M{num(x)} {num(y)}L{ax:.0f} {ay:.0f}L{bx:.0f} {by:.0f}z"
    return data


# ---- the scenes ----


def orb(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A great light over ridges and a still lake, and one who looks at it."""
    x, y, size = dice.between(170, 230), 205.0, dice.between(68, 86)
    _night(sheet, p, 410)
    _stars(sheet, dice, 54, 300)
    sheet.circle(x, y, size * 2.9, sheet.glow(p.light, 0.85))
    _ridge(sheet, dice, 350, 46, mix(p.mid, p.warm, 0.55), 0.8)
    sheet.circle(x, y, size, sheet.radial((0, WHITE), (0.6, p.light), (1, mix(p.light, p.warm, 0.5)), at=(0.42, 0.36)))
    _ridge(sheet, dice, 382, 44, mix(p.deep, p.mid, 0.75))
    _ridge(sheet, dice, 402, 20, mix(p.deep, p.mid, 0.3))
    sheet.rect(0, 408, WIDTH, 192, sheet.linear((0, p.warm), (0.22, p.mid), (1, p.deep)))
    _glints(sheet, dice, x, 410, p.light)
    _ridge(sheet, dice, 470, 10, p.shade)
    _person(sheet, x + dice.pick((-34, 34)), 470, 42, p.shade)


def sunburst(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A pop sunburst in print-shop colours, round a wheel."""
    x, y = 200.0, dice.between(212, 236)
    paper, start = mix(p.light, p.warm, 0.18), dice.between(0, 30)
    sheet.fill(paper)
    for colour, turn in ((p.mid, 0.0), (p.warm, 18.0)):
        sheet.path(_rays(x, y, 560, 10, 0.28, start + turn), colour)
    bands = (p.deep, p.light, p.accent, p.deep, p.warm, p.light, p.mid)
    for i, colour in enumerate(bands):
        sheet.circle(x, y, 138 - i * dice.between(15, 19), colour)
    sheet.path(f"M{x - 66:.0f} {y:.0f}q66-58 132 0q-66 58-132 0z", WHITE)
    sheet.circle(x, y, 27, p.accent)
    sheet.circle(x, y, 14, p.deep)
    sheet.circle(x + 8, y - 8, 5, WHITE)
    sheet.dots((polar(x, y, 160, 22.5 * i) for i in range(16)), 9, p.deep)
    sheet.fill(sheet.radial((0, BLACK, 0), (0.55, p.scrim, 0.05), (1, p.scrim, 0.8), at=(0.5, 0.4)))


def _towers(dice: Dice, top: float, spread: float) -> tuple[str, list[Point]]:
    """Path data of a row of buildings, and the points where windows may be lit."""
    x, data, windows = -10.0, f"M-10 {HEIGHT}", []
    while x < WIDTH:
        width, roof = dice.between(24, 52), top + dice.between(0, spread)
        mast = f"V{roof:.0f}h{width * 0.46:.0f}v-{dice.between(16, 40):.0f}h2V{roof:.0f}"
        data += (mast if dice.unit() < 0.22 else f"V{roof:.0f}") + f"H{x + width:.0f}"
        for _ in range(int(width / 8)):
            column, row = dice.between(6, width - 6) // 6, dice.between(12, 150) // 10
            windows.append((x + column * 6 + 2, roof + row * 10 + 4))
        x += width + dice.pick((0, 0, 5))
    return data + f"V{HEIGHT}z", windows


def skyline(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A city under a low moon, three streets deep, with its windows lit."""
    x, y = dice.between(110, 290), dice.between(150, 190)
    _night(sheet, p, 460)
    _stars(sheet, dice, 30, 220)
    sheet.circle(x, y, 210, sheet.glow(p.light, 0.6))
    sheet.circle(x, y, 84, sheet.linear((0, mix(p.light, WHITE, 0.5)), (1, p.warm)))
    far, _ = _towers(dice, 200, 90)
    middle, middle_windows = _towers(dice, 254, 100)
    near, near_windows = _towers(dice, 326, 90)
    sheet.path(far, sheet.linear((0, mix(p.mid, p.warm, 0.4)), (1, p.warm)), 0.75)
    sheet.path(middle, sheet.linear((0, mix(p.deep, p.mid, 0.8)), (1, mix(p.mid, p.warm, 0.3))))
    sheet.dots(middle_windows[::2], 3, p.light, 0.7)
    sheet.path(near, sheet.linear((0, p.deep), (1, p.shade)))
    sheet.dots(near_windows, 3.4, mix(p.accent, p.light, 0.5), 0.9)


def comet(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A comet over hills at dusk; two who stand apart under it."""
    x, y = dice.between(280, 320), dice.between(86, 120)
    _night(sheet, p, 390)
    _stars(sheet, dice, 80, 300)
    tail = sheet.linear((0, WHITE), (0.35, p.light, 0.75), (1, p.light, 0))
    sheet.path(f"M{num(x)} {num(y)}Q150 180-30 392V326Q140 146 {num(x)} {num(y)}z", tail)
    sheet.line(f"M{x - 22:.0f} {y + 44:.0f}Q168 236 70 388", sheet.linear((0, WHITE), (1, p.accent, 0)), 2.4, 0.8)
    sheet.circle(x, y, 58, sheet.glow(WHITE, 0.95))
    sheet.circle(x, y, 7, WHITE)
    _ridge(sheet, dice, 340, 44, mix(p.mid, p.warm, 0.5), 0.85)
    _ridge(sheet, dice, 374, 34, mix(p.deep, p.mid, 0.7))
    _ridge(sheet, dice, 404, 14, p.shade)
    lamps = [(dice.between(0, WIDTH), dice.between(392, 500)) for _ in range(34)]
    sheet.dots(lamps, 2.2, p.light, 0.55)
    _person(sheet, 140, 406, 46, p.shade)
    _person(sheet, 262, 406, 42, p.shade)


def _koi(sheet: Sheet, x: float, y: float, bearing: float, colour: str) -> None:
    sheet.raw(
        f'<g transform="translate({num(x)} {num(y)})rotate({bearing:.0f})" fill="{colour}">'
        '<path d="M0-42C18-29 14 13 0 30C-14 13-18-29 0-42z"/>'
        '<path d="M0 25q4 17 18 29q-16-8-18-12q-2 6-15 15q11-15 15-32z" opacity=".75"/>'
        '<path d="M11-13q19 6 15 21q-9-9-15-6zM-11-13q-19 6-15 21q9-9 15-6z" opacity=".6"/></g>'
    )


def ripple(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """Rings on water seen from above, and two koi."""
    x, y = dice.between(150, 230), dice.between(180, 230)
    sheet.fill(sheet.linear((0, p.light), (0.3, mix(p.light, p.warm, 0.75)), (0.66, p.mid), (1, p.deep), across=True))
    sheet.circle(90, 50, 250, sheet.glow(WHITE, 0.75))
    for centre_x, centre_y, gap, count in ((x, y, 25, 10), (x + 150, y + 160, 19, 6)):
        rings = "".join(
            f'<ellipse cx="{num(centre_x)}" cy="{num(centre_y)}"'
            f' rx="{10 + i * gap}" ry="{9 + i * gap * 0.9:.0f}"'
            f' stroke-width="{3.4 - i * 0.25:.1f}" opacity="{0.85 - i * 0.075:.2f}"/>'
            for i in range(count)
        )
        sheet.raw(f'<g fill="none" stroke="{WHITE}">{rings}</g>')
    petals = [(dice.between(0, WIDTH), dice.between(0, 460)) for _ in range(16)]
    sheet.dots(petals, 7, p.accent, 0.8)
    for fish_x, fish_y, bearing, colour in (
        (x - 62, y + 88, dice.between(20, 60), p.accent),
        (x + 104, y - 14, dice.between(190, 240), mix(p.light, WHITE, 0.6)),
    ):
        sheet.raw('<g opacity=".25">')
        _koi(sheet, fish_x + 11, fish_y + 16, bearing, p.deep)
        sheet.raw("</g>")
        _koi(sheet, fish_x, fish_y, bearing, colour)


def door(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A door that stands alone in shallow water, open on another sky."""
    x, floor = dice.between(165, 205), 398.0
    _night(sheet, p, floor)
    _stars(sheet, dice, 90, 300)
    sheet.line("M262 96l86-40M40 150l52-24M312 190l50-22", sheet.linear((0, WHITE), (1, WHITE, 0)), 1.6, 0.8)
    _ridge(sheet, dice, floor - 6, 16, mix(p.mid, p.warm, 0.6), 0.8)
    sheet.rect(0, floor, WIDTH, 202, sheet.linear((0, p.warm), (0.35, p.mid), (1, p.deep)))
    sheet.circle(x + 48, 300, 190, sheet.glow(p.light, 0.6))
    beam = sheet.linear((0, p.light, 0.75), (1, p.light, 0))
    sheet.path(polygon([(x, 408), (x + 96, 408), (x + 170, 590), (x - 74, 590)]), beam)
    sheet.rect(x - 7, 203, 110, 207, mix(p.light, WHITE, 0.7))
    sheet.rect(x, 210, 96, 198, sheet.linear((0, p.deep), (0.55, p.accent), (1, p.light)))
    sheet.dots(((x + dice.between(8, 88), dice.between(218, 300)) for _ in range(14)), 2, WHITE)
    sheet.circle(x + 62, 282, 13, p.light)
    leaf = sheet.linear((0, WHITE), (1, mix(p.light, p.mid, 0.45)))
    sheet.path(polygon([(x, 208), (x - 58, 224), (x - 58, 434), (x, 410)]), leaf)
    sheet.line(f"M{x - 48:.0f} 244l38-10v66l-38 8zM{x - 48:.0f} 328l38-8v70l-38 12z", p.mid, 2, 0.55)
    _person(sheet, x + 150, 428, 54, p.shade)
    _glints(sheet, dice, x + 48, 416, WHITE, 50)


def _gopuram(x: float, base: float, width: float, height: float) -> str:
    """Path data of a stepped temple tower with its vault and finial."""
    tier, left, data = height / 6, x - width / 2, f"M{num(x - width / 2)} {num(base)}"
    for i in range(6):
        left = x - width / 2 * (1 - i * 0.11)
        data += f"H{num(left)}V{num(base - tier * (i + 1))}"
    top, half = base - height, x - left
    data += f"Q{num(x)} {num(top - half * 1.2)} {num(x + half)} {num(top)}"
    for i in range(5, -1, -1):
        data += f"H{num(x + width / 2 * (1 - i * 0.11))}V{num(base - tier * i)}"
    return data + f"zM{num(x - 1)} {num(top)}v-{num(half * 1.3)}h2v{num(half * 1.3)}z"


def sails(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """Temple towers against the sun, and a sail that comes home."""
    x, y, shore = dice.between(185, 215), 205.0, 362.0
    _night(sheet, p, 380)
    sheet.path(_rays(x, y, 460, 24, 0.45, dice.between(0, 15)), p.light, 0.13)
    sheet.circle(x, y, 200, sheet.glow(p.light, 0.9))
    sheet.circle(x, y, 82, mix(p.light, WHITE, 0.4))
    far = "".join(_gopuram(x + dx, shore, 52, tall) for dx, tall in ((-172, 62), (-118, 84), (126, 78), (178, 56)))
    sheet.path(far, mix(p.mid, p.warm, 0.5), 0.9)
    near = ((-72, 58, 78), (72, 58, 78), (0, 96, 136))
    towers = "".join(_gopuram(x + dx, shore, wide, tall) for dx, wide, tall in near)
    sheet.path(towers, sheet.linear((0, mix(p.deep, p.mid, 0.5)), (1, p.deep)))
    sheet.rect(0, shore, WIDTH, 240, sheet.linear((0, p.warm), (0.25, p.mid), (1, p.deep)))
    _glints(sheet, dice, x, shore, p.light, 90)
    bx = x + dice.pick((-78.0, 58.0))
    sheet.path(f"M{bx - 52:.0f} 416q52 26 104-4l-12 18q-40 14-80 0z", p.shade)
    sheet.line(f"M{bx:.0f} 424v-92", p.shade, 3)
    sheet.path(f"M{bx + 3:.0f} 336q52 32 38 72l-38 6z", mix(p.light, WHITE, 0.3))
    sheet.path(f"M{bx - 4:.0f} 346q-32 34-34 60l34 6z", p.accent)


def bokeh(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """City lights through a rainy window at night."""
    sheet.fill(sheet.linear((0, p.shade), (0.5, mix(p.deep, p.mid, 0.55)), (1, p.shade)))
    lights = [
        sheet.radial((0, colour, 0.75), (0.78, colour, 0.5), (0.93, mix(colour, WHITE, 0.4), 0.75), (1, colour, 0))
        for colour in (p.warm, p.light, p.accent, mix(p.mid, p.warm, 0.4))
    ]
    sheet.circle(200, 240, 300, sheet.glow(p.warm, 0.5))
    for _ in range(25):
        where = (dice.between(-10, 410), dice.spread(225, 165))
        sheet.circle(*where, dice.between(12, 54), dice.pick(lights), f' opacity="{dice.between(0.5, 1):.1f}"')
    rain = ""
    for _ in range(46):
        rain += f"M{dice.between(0, WIDTH):.0f} {dice.between(-20, 560):.0f}l-2 {dice.between(10, 38):.0f}"
    sheet.line(rain, WHITE, 1.1, 0.3)
    drops = [(dice.between(0, WIDTH), dice.between(0, HEIGHT)) for _ in range(40)]
    sheet.dots(drops, 3.6, p.light, 0.3)


def _flight(sheet: Sheet, x: float, y: float, steps: int, side: int, faces: tuple[str, str, str]) -> None:
    """Isometric stairs that climb away from (x, y); side is 1 to the right, -1 to the left."""
    top, left, right = faces
    for i in range(steps - 1, -1, -1):
        sx, sy = x + side * 30 * i, y - 31 * i
        start = f"M{sx:.0f} {sy:.0f}"
        sheet.path(f"{start}l-30-17v{700 - sy:.0f}h30z", left)
        sheet.path(f"{start}l30-17v{700 - sy:.0f}h-30z", right)
        sheet.path(f"{start}l-30-17 30-17 30 17z", top)


def stairs(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A candy-coloured maze of stairs, with players on it."""
    sheet.fill(sheet.linear((0, mix(p.warm, p.light, 0.25)), (0.6, p.warm), (1, p.mid)))
    sheet.circle(290, 120, 46, p.light)
    faces = (p.light, p.accent, mix(p.accent, p.deep, 0.55))
    back = (mix(p.light, p.warm, 0.5), mix(p.warm, p.mid, 0.45), p.mid)
    _flight(sheet, 330, 470, 9, -1, back)
    _flight(sheet, 74, 470, 9, 1, faces)
    _person(sheet, 74 + 30 * 6, 453 - 31 * 6, 46, p.deep)
    _person(sheet, 74 + 30 * 2, 453 - 31 * 2, 46, p.mid)
    _person(sheet, 330 - 30 * 7, 453 - 31 * 7, 44, p.deep)
    sheet.fill(sheet.radial((0, BLACK, 0), (0.6, p.scrim, 0.06), (1, p.scrim, 0.72), at=(0.5, 0.4)))


def slash(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """Light through a torn plate of steel, and one who stands in it."""
    x, y = 200.0, 225.0
    sheet.fill(p.shade)
    core = sheet.radial((0, WHITE), (0.12, p.light), (0.4, p.warm), (0.75, p.mid), (1, p.deep))
    sheet.circle(x, y, 330, core)
    rings = ((52, 2, ""), (88, 4, "22 7"), (124, 1, ""), (164, 3, "60 9"))
    for radius, width, dash in rings:
        extra = f' stroke="{p.light}" stroke-width="{width}" opacity=".5" stroke-dasharray="{dash or "none"}"'
        sheet.circle(x, y, radius, "none", extra)
    plate = sheet.linear((0, mix(p.shade, p.mid, 0.28)), (1, mix(p.shade, BLACK, 0.6)), across=True)
    jags = [(118 - i * 27 + dice.between(-20, 20), -20.0 + i * 80) for i in range(9)]
    left = [(x + jx - 28 - dice.between(0, 26), jy + dice.between(-14, 14)) for jx, jy in jags]
    right = [(x + jx + 62 + dice.between(0, 34), jy + dice.between(-14, 14)) for jx, jy in jags]
    for edge, side in ((left, -40.0), (right, 440.0)):
        data = polygon([*edge, (side, 660), (side, -40)])
        sheet.raw(f'<path d="{data}" fill="{plate}" stroke="{p.warm}" stroke-width="1.5"/>')
    sparks = [(dice.spread(200 + 90 - t * 0.42, 60), 60 + t) for t in range(0, 380, 11)]
    sheet.dots(sparks, 3, p.light, 0.85)
    _person(sheet, x + 22, 452, 150, BLACK)


def eclipse(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """Two soft moons, almost touching, under a branch."""
    y, gap = dice.between(205, 240), dice.between(62, 84)
    sheet.fill(sheet.linear((0, p.light), (0.4, mix(p.light, p.warm, 0.7)), (0.72, p.mid), (1, p.deep)))
    sheet.circle(160, y - 20, 240, sheet.glow(WHITE, 0.7))
    sheet.circle(200 - gap, y - 16, 92, sheet.linear((0, WHITE, 0.95), (1, p.light, 0.55)))
    sheet.circle(200 + gap * 0.7, y + 24, 96, sheet.linear((0, mix(p.warm, p.accent, 0.25)), (1, p.mid)))
    sheet.line("M410 22Q330 40 280 78T164 112", p.deep, 4)
    for i in range(11):
        x, branch = 396 - i * 22, 26 + i * 8.6 + 8 * (i % 2)
        turn = dice.between(-40, 40) + 180 * (i % 2)
        sheet.raw(
            f'<path transform="translate({x} {branch:.0f})rotate({turn:.0f})"'
            f' d="M0 0q13 12 3 34q-16-14-3-34z" fill="{p.deep if i % 3 else p.mid}"/>'
        )
    sheet.dots(((dice.between(0, WIDTH), dice.between(120, 460)) for _ in range(20)), 6, p.accent, 0.7)
    _ridge(sheet, dice, 430, 40, mix(p.mid, p.deep, 0.4), 0.6)
    _ridge(sheet, dice, 480, 30, p.deep, 0.8)


def spotlight(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """One hard light on a board of stones, and petals that fall through it."""
    x = dice.between(185, 215)
    sheet.fill(sheet.linear((0, p.shade), (0.6, mix(p.deep, p.mid, 0.25)), (1, p.shade)))
    cone = sheet.linear((0, p.light, 0.75), (0.7, p.light, 0.18), (1, p.light, 0))
    sheet.path(polygon([(x - 26, -10), (x + 26, -10), (x + 240, 470), (x - 240, 470)]), cone)
    sheet.raw(f'<ellipse cx="{num(x)}" cy="352" rx="236" ry="86" fill="{sheet.glow(p.light, 0.9)}"/>')
    rows = [284 + 12 * i + 1.1 * i * i for i in range(8)]

    def across(column: float, row: float) -> float:
        return x + (column - 3.5) * (row - 150) * 0.245

    grid = "".join(f"M{across(0, r):.0f} {r:.0f}H{across(7, r):.0f}" for r in rows)
    grid += "".join(
        f"M{across(c, rows[0]):.0f} {rows[0]:.0f}L{across(c, rows[-1]):.0f} {rows[-1]:.0f}" for c in range(8)
    )
    sheet.line(grid, p.shade, 1.1, 0.75)
    for row in range(7):
        for _ in range(1 + row % 2):
            sx, size = across(int(dice.between(1, 7)), rows[row]), (rows[row] - 150) * 0.09
            colour = dice.pick((p.shade, mix(p.light, WHITE, 0.6), p.shade, p.accent))
            sheet.raw(
                f'<ellipse cx="{num(sx)}" cy="{rows[row] - 3:.0f}" rx="{num(size)}" ry="{num(size * 0.6)}"'
                f' fill="{colour}"/>'
            )
    for drop in (70, 124, 180, 226):
        turn = dice.between(-60, 60)
        sheet.raw(
            f'<path transform="translate({x + dice.spread(0, 40):.0f} {drop})rotate({turn:.0f})"'
            f' d="M0 0c20 6 24 26 4 46c-7-7-1-9-8-12c-14-8-12-26 4-34z" fill="{mix(p.light, WHITE, 0.5)}"/>'
        )


def lanes(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A road that runs into a low sun, and someone on it."""
    x, horizon = dice.between(150, 250), 318.0
    sky = sheet.linear((0, mix(p.mid, p.deep, 0.35)), (0.3, p.warm), (0.53, p.light))
    sheet.fill(sky)
    sheet.circle(x, 262, 210, sheet.glow(mix(p.light, WHITE, 0.5), 0.95))
    sheet.circle(x, 262, 62, mix(p.light, WHITE, 0.65))
    for cx, cy, size in ((84, 84, 1.0), (316, 128, 1.25), (60, 190, 0.7)):
        bars = f"M{cx - 50 * size:.0f} {cy}h{100 * size:.0f}M{cx - 22 * size:.0f} {cy - 11}h{62 * size:.0f}"
        sheet.line(bars, WHITE, 11 * size, 0.4)
    _ridge(sheet, dice, horizon, 18, mix(p.mid, p.warm, 0.4), 0.8)
    sheet.rect(0, horizon, WIDTH, 290, sheet.linear((0, mix(p.warm, p.mid, 0.3)), (0.4, p.mid), (1, p.deep)))
    paint, sway = sheet.linear((0, WHITE, 0.25), (1, p.light, 0.9)), dice.pick((-60, 60))
    for i in range(-4, 5):
        end = x + i * 120 + sway
        sheet.line(
            f"M{x + i * 5:.0f} {horizon:.0f}C{x + i * 24:.0f} 380 {end - sway / 2:.0f} 460 {end:.0f} 610",
            paint,
            3,
        )
    for side in (-1, 1):
        for depth in (1.0, 0.55, 0.3):
            px, height = x + side * 200 * depth, 150 * depth
            foot = horizon + 22 * depth
            post = f"M{px:.0f} {foot:.0f}v-{height:.0f}m-{13 * depth:.0f} {10 * depth:.0f}h{26 * depth:.0f}"
            sheet.line(post, p.deep, max(1.4, 4 * depth), 0.85)
    _person(sheet, x + 6, 398, 74, p.shade)


def dunes(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """Sand under a giant planet; a caravan of three."""
    x, y = dice.between(110, 290), dice.between(165, 205)
    sheet.fill(sheet.linear((0, p.deep), (0.3, p.mid), (0.62, p.warm), (0.8, p.light)))
    _stars(sheet, dice, 36, 180)
    sheet.circle(x, y, 240, sheet.glow(p.light, 0.5))
    sheet.circle(x, y, 116, sheet.linear((0, p.light), (0.75, p.warm), (1, p.mid)))
    sheet.circle(x + 96 * dice.pick((-1, 1)), 84, 22, mix(p.light, WHITE, 0.4))
    crests = ((300, 44, mix(p.warm, p.light, 0.35)), (340, 58, p.warm), (388, 62, mix(p.mid, p.warm, 0.35)))
    for base, height, colour in crests:
        peak = dice.between(90, 310)
        shadow = sheet.linear((0, mix(colour, p.deep, 0.3)), (1, mix(colour, p.deep, 0.75)))
        ridge = f"M-10 {base}Q{peak - 70:.0f} {base - 8} {peak:.0f} {base - height}"
        sheet.path(f"{ridge}Q{peak + 90:.0f} {base} 410 {base - 12}V600H-10z", colour)
        sheet.path(f"M{peak:.0f} {base - height}Q{peak + 90:.0f} {base} 410 {base - 12}V600H{peak - 70:.0f}"
                   f"Q{peak + 54:.0f} {base + 60} {peak:.0f} {base - height}z", shadow)  # fmt: skip
    _ridge(sheet, dice, 436, 12, p.shade)
    for i in range(3):
        _person(sheet, 150 + i * 40, 438, 44 - i * 5, p.shade)


def waves(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """Rows of stylised waves under a clean disc, as in a woodblock print."""
    x, y = dice.between(130, 270), dice.between(150, 190)
    sheet.fill(sheet.linear((0, mix(p.light, p.warm, 0.15)), (0.55, mix(p.light, p.warm, 0.55))))
    sheet.circle(x, y, 96, p.accent)
    birds = "".join(f"M{dice.between(40, 340):.0f} {dice.between(50, 250):.0f}q9-10 16 0q8-10 17 0" for _ in range(5))
    sheet.line(birds, p.deep, 2)
    for row in range(7):
        base, offset = 318 + row * 40, (row % 2) * -50
        colour = mix(p.warm, p.deep, row / 6) if row else mix(p.warm, p.light, 0.25)
        scallops = "".join(f"M{offset + i * 100 - 50} {base + 50}a50 50 0 0 1 100 0v60h-100z" for i in range(6))
        sheet.path(scallops, colour)
        arcs = ""
        for radius in (38, 26, 14):
            arcs += "".join(
                f"M{offset + i * 100 - radius} {base + 50}a{radius} {radius} 0 0 1 {2 * radius} 0" for i in range(6)
            )
        if row < 4:
            sheet.line(arcs, p.light, 2.2, 0.75)


def planet(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A ringed world, its moons, and the dark."""
    x, y, size = dice.between(180, 230), dice.between(205, 235), dice.between(96, 112)
    tilt = dice.between(-28, -14)
    sheet.fill(sheet.linear((0, p.shade), (0.55, mix(p.deep, p.mid, 0.6)), (1, p.shade), across=True))
    sheet.circle(x + 90, y - 90, 280, sheet.glow(p.warm, 0.55))
    _stars(sheet, dice, 90, 520)
    ring = sheet.linear((0, p.light), (0.5, p.warm), (1, p.accent), across=True)
    body = sheet.radial((0, WHITE), (0.25, p.light), (0.62, p.warm), (1, p.deep), at=(0.32, 0.28))
    turn = f'<g transform="rotate({num(tilt)} {num(x)} {num(y)})" fill="none" stroke="{ring}">'
    bands = ((1.52, 13, 0.95), (1.76, 4, 0.7), (1.92, 9, 0.45))
    back = front = ""
    for reach, width, opacity in bands:
        rx, ry = size * reach, size * reach * 0.26
        style = f'stroke-width="{width}" opacity="{opacity}"'
        back += f'<path d="M{num(x - rx)} {num(y)}a{num(rx)} {num(ry)} 0 0 1 {num(2 * rx)} 0" {style}/>'
        front += f'<path d="M{num(x - rx)} {num(y)}a{num(rx)} {num(ry)} 0 0 0 {num(2 * rx)} 0" {style}/>'
    sheet.raw(turn + back + "</g>")
    sheet.circle(x, y, size, body)
    sheet.raw(turn + front + "</g>")
    for _ in range(3):
        where = polar(x, y, dice.between(176, 210), dice.between(150, 390))
        sheet.circle(*where, dice.between(5, 15), sheet.linear((0, p.light), (1, p.mid), across=True))


def corridor(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """Door after door after door, and a figure at the far end."""
    x, y = dice.between(170, 230), 268.0
    sheet.fill(p.scrim)
    steps = 9
    for i in range(steps):
        share = 1 - i / steps
        width, height = 30 + 215 * share**1.7, 54 + 330 * share**1.7
        colour = mix(p.deep, p.warm, (i / steps) ** 1.2) if i % 2 else mix(p.shade, p.mid, i / steps)
        cx = 200 + (x - 200) * (1 - share)
        top, foot = y - height * 0.62, y + height * 0.62
        left, right, shoulder = cx - width, cx + width, top + width * 0.4
        data = f"M{left:.0f} {foot:.0f}V{shoulder:.0f}Q{left:.0f} {top:.0f} {cx:.0f} {top:.0f}"
        data += f"T{right:.0f} {shoulder:.0f}V{foot:.0f}z"
        sheet.path(data, colour)
    sheet.path(
        polygon([(x - 26, 312), (x + 26, 312), (330, 620), (70, 620)]),
        sheet.linear((0, p.light, 0.7), (1, p.light, 0)),
    )
    sheet.circle(x, y, 150, sheet.glow(p.light, 0.9))
    sheet.path(f"M{x - 30:.0f} 312V250q0-34 30-34t30 34V312z", mix(p.light, WHITE, 0.5))
    _person(sheet, x, 330, 66, p.shade)
    sheet.dots(((dice.spread(x, 150), dice.spread(290, 190)) for _ in range(26)), 2.4, p.light, 0.7)


def _tree(dice: Dice, x: float, width: float) -> tuple[str, str]:
    """Path data of a bare trunk (filled) and of its branches (drawn)."""
    half, branches = width / 2, ""
    trunk = f"M{x - half:.0f} -5L{x - half * 1.4:.0f} 470h{width * 1.4:.0f}L{x + half:.0f} -5z"
    for _ in range(3):
        fork, reach = dice.between(20, 260), dice.pick((-1, 1)) * dice.between(24, 52)
        branches += f"M{x:.0f} {fork:.0f}q{reach * 0.6:.0f}-6 {reach:.0f}-{abs(reach):.0f}"
    return trunk, branches


def forest(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """Trunks in mist, a light between them."""
    x = dice.between(160, 250)
    sheet.fill(sheet.linear((0, p.mid), (0.4, p.warm), (0.68, p.light), (1, p.mid)))
    sheet.circle(x, 290, 230, sheet.glow(WHITE, 0.9))
    layers = (
        (9, 7, mix(p.warm, p.light, 0.35), 0.7),
        (7, 14, mix(p.mid, p.warm, 0.5), 0.9),
        (5, 26, p.deep, 1.0),
    )
    for depth, (count, width, colour, opacity) in enumerate(layers):
        trunks = branches = ""
        for i in range(count):
            tx = (i + dice.between(0.15, 0.85)) * WIDTH / count
            if depth == 2 and abs(tx - x) < 62:  # nothing large in front of the figure
                tx += 90 if tx > x else -90
            trunk, branch = _tree(dice, tx, width)
            trunks, branches = trunks + trunk, branches + branch
        sheet.path(trunks, colour, opacity)
        sheet.line(branches, colour, width / 6, opacity)
        _ridge(sheet, dice, 420 + depth * 26, 16, colour, opacity)
    _person(sheet, x, 448, 62, p.shade)
    sheet.dots(((dice.between(20, 380), dice.between(210, 470)) for _ in range(24)), 3.4, p.accent, 0.8)


MOTIFS: Final[tuple[Motif, ...]] = (
    orb, sunburst, skyline, comet, ripple, door, sails, bokeh, stairs,
    slash, eclipse, spotlight, lanes, dunes, waves, planet, corridor, forest,
)  # fmt: skip
