"""Scenes of what people built."""

from movies.posters.palette import BLACK, WHITE, Dice, Palette, mix
from movies.posters.parts import glints, night, person, ridge, stars
from movies.posters.sheet import HEIGHT, WIDTH, Point, Sheet, num, polygon


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
    night(sheet, p, 460)
    stars(sheet, dice, 30, 220)
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


def door(sheet: Sheet, p: Palette, dice: Dice) -> None:
    """A door that stands alone in shallow water, open on another sky."""
    x, floor = dice.between(165, 205), 398.0
    night(sheet, p, floor)
    stars(sheet, dice, 90, 300)
    sheet.line("M262 96l86-40M40 150l52-24M312 190l50-22", sheet.linear((0, WHITE), (1, WHITE, 0)), 1.6, 0.8)
    ridge(sheet, dice, floor - 6, 16, mix(p.mid, p.warm, 0.6), 0.8)
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
    person(sheet, x + 150, 428, 54, p.shade)
    glints(sheet, dice, x + 48, 416, WHITE, 50)


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
    person(sheet, 74 + 30 * 6, 453 - 31 * 6, 46, p.deep)
    person(sheet, 74 + 30 * 2, 453 - 31 * 2, 46, p.mid)
    person(sheet, 330 - 30 * 7, 453 - 31 * 7, 44, p.deep)
    sheet.fill(sheet.radial((0, BLACK, 0), (0.6, p.scrim, 0.06), (1, p.scrim, 0.72), at=(0.5, 0.4)))


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
    ridge(sheet, dice, horizon, 18, mix(p.mid, p.warm, 0.4), 0.8)
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
    person(sheet, x + 6, 398, 74, p.shade)


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
    person(sheet, x, 330, 66, p.shade)
    sheet.dots(((dice.spread(x, 150), dice.spread(290, 190)) for _ in range(26)), 2.4, p.light, 0.7)
