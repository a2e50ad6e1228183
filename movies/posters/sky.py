"""Scenes of the sky and what shines in it."""

from movies.posters.palette import BLACK, WHITE, Dice, Palette, mix
from movies.posters.parts import glints, night, person, rays, ridge, stars
from movies.posters.sheet import WIDTH, Sheet, num, polar, polygon


def orb(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A great light over ridges and a still lake, and one who looks at it."""
    x, y, size = dice.between(170, 230), 205.0, dice.between(68, 86)
    night(sheet, p, 410)
    stars(sheet, dice, 54, 300)
    sheet.circle(x, y, size * 2.9, sheet.glow(p.light, 0.85))
    ridge(sheet, dice, 350, 46, mix(p.mid, p.warm, 0.55), 0.8)
    sheet.circle(x, y, size, sheet.radial((0, WHITE), (0.6, p.light), (1, mix(p.light, p.warm, 0.5)), at=(0.42, 0.36)))
    ridge(sheet, dice, 382, 44, mix(p.deep, p.mid, 0.75))
    ridge(sheet, dice, 402, 20, mix(p.deep, p.mid, 0.3))
    sheet.rect(0, 408, WIDTH, 192, sheet.linear((0, p.warm), (0.22, p.mid), (1, p.deep)))
    glints(sheet, dice, x, 410, p.light)
    ridge(sheet, dice, 470, 10, p.shade)
    person(sheet, x + dice.pick((-34, 34)), 470, 42, p.shade)


def sunburst(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A pop sunburst in print-shop colours, round a wheel."""
    x, y = 200.0, dice.between(212, 236)
    paper, start = mix(p.light, p.warm, 0.18), dice.between(0, 30)
    sheet.fill(paper)
    for colour, turn in ((p.mid, 0.0), (p.warm, 18.0)):
        sheet.path(rays(x, y, 560, 10, 0.28, start + turn), colour)
    bands = (p.deep, p.light, p.accent, p.deep, p.warm, p.light, p.mid)
    for i, colour in enumerate(bands):
        sheet.circle(x, y, 138 - i * dice.between(15, 19), colour)
    sheet.path(f"M{x - 66:.0f} {y:.0f}q66-58 132 0q-66 58-132 0z", WHITE)
    sheet.circle(x, y, 27, p.accent)
    sheet.circle(x, y, 14, p.deep)
    sheet.circle(x + 8, y - 8, 5, WHITE)
    sheet.dots((polar(x, y, 160, 22.5 * i) for i in range(16)), 9, p.deep)
    sheet.fill(sheet.radial((0, BLACK, 0), (0.55, p.scrim, 0.05), (1, p.scrim, 0.8), at=(0.5, 0.4)))


def comet(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A comet over hills at dusk; two who stand apart under it."""
    x, y = dice.between(280, 320), dice.between(86, 120)
    night(sheet, p, 390)
    stars(sheet, dice, 80, 300)
    tail = sheet.linear((0, WHITE), (0.35, p.light, 0.75), (1, p.light, 0))
    sheet.path(f"M{num(x)} {num(y)}Q150 180-30 392V326Q140 146 {num(x)} {num(y)}z", tail)
    sheet.line(f"M{x - 22:.0f} {y + 44:.0f}Q168 236 70 388", sheet.linear((0, WHITE), (1, p.accent, 0)), 2.4, 0.8)
    sheet.circle(x, y, 58, sheet.glow(WHITE, 0.95))
    sheet.circle(x, y, 7, WHITE)
    ridge(sheet, dice, 340, 44, mix(p.mid, p.warm, 0.5), 0.85)
    ridge(sheet, dice, 374, 34, mix(p.deep, p.mid, 0.7))
    ridge(sheet, dice, 404, 14, p.shade)
    lamps = [(dice.between(0, WIDTH), dice.between(392, 500)) for _ in range(34)]
    sheet.dots(lamps, 2.2, p.light, 0.55)
    person(sheet, 140, 406, 46, p.shade)
    person(sheet, 262, 406, 42, p.shade)


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
    person(sheet, x + 22, 452, 150, BLACK)


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
    ridge(sheet, dice, 430, 40, mix(p.mid, p.deep, 0.4), 0.6)
    ridge(sheet, dice, 480, 30, p.deep, 0.8)


def dunes(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """Sand under a giant planet; a caravan of three."""
    x, y = dice.between(110, 290), dice.between(165, 205)
    sheet.fill(sheet.linear((0, p.deep), (0.3, p.mid), (0.62, p.warm), (0.8, p.light)))
    stars(sheet, dice, 36, 180)
    sheet.circle(x, y, 240, sheet.glow(p.light, 0.5))
    sheet.circle(x, y, 116, sheet.linear((0, p.light), (0.75, p.warm), (1, p.mid)))
    sheet.circle(x + 96 * dice.pick((-1, 1)), 84, 22, mix(p.light, WHITE, 0.4))
    crests = ((300, 44, mix(p.warm, p.light, 0.35)), (340, 58, p.warm), (388, 62, mix(p.mid, p.warm, 0.35)))
    for base, height, colour in crests:
        peak = dice.between(90, 310)
        shadow = sheet.linear((0, mix(colour, p.deep, 0.3)), (1, mix(colour, p.deep, 0.75)))
        slope = f"M-10 {base}Q{peak - 70:.0f} {base - 8} {peak:.0f} {base - height}"
        sheet.path(f"{slope}Q{peak + 90:.0f} {base} 410 {base - 12}V600H-10z", colour)
        sheet.path(f"M{peak:.0f} {base - height}Q{peak + 90:.0f} {base} 410 {base - 12}V600H{peak - 70:.0f}"
                   f"Q{peak + 54:.0f} {base + 60} {peak:.0f} {base - height}z", shadow)  # fmt: skip
    ridge(sheet, dice, 436, 12, p.shade)
    for i in range(3):
        person(sheet, 150 + i * 40, 438, 44 - i * 5, p.shade)


def planet(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A ringed world, its moons, and the dark."""
    x, y, size = dice.between(180, 230), dice.between(205, 235), dice.between(96, 112)
    tilt = dice.between(-28, -14)
    sheet.fill(sheet.linear((0, p.shade), (0.55, mix(p.deep, p.mid, 0.6)), (1, p.shade), across=True))
    sheet.circle(x + 90, y - 90, 280, sheet.glow(p.warm, 0.55))
    stars(sheet, dice, 90, 520)
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
