"""Scenes of water, weather and trees."""

from movies.posters.palette import WHITE, Dice, Palette, mix
from movies.posters.parts import glints, night, person, rays, ridge
from movies.posters.sheet import HEIGHT, WIDTH, Sheet, num


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
    night(sheet, p, 380)
    sheet.path(rays(x, y, 460, 24, 0.45, dice.between(0, 15)), p.light, 0.13)
    sheet.circle(x, y, 200, sheet.glow(p.light, 0.9))
    sheet.circle(x, y, 82, mix(p.light, WHITE, 0.4))
    far = "".join(_gopuram(x + dx, shore, 52, tall) for dx, tall in ((-172, 62), (-118, 84), (126, 78), (178, 56)))
    sheet.path(far, mix(p.mid, p.warm, 0.5), 0.9)
    near = ((-72, 58, 78), (72, 58, 78), (0, 96, 136))
    towers = "".join(_gopuram(x + dx, shore, wide, tall) for dx, wide, tall in near)
    sheet.path(towers, sheet.linear((0, mix(p.deep, p.mid, 0.5)), (1, p.deep)))
    sheet.rect(0, shore, WIDTH, 240, sheet.linear((0, p.warm), (0.25, p.mid), (1, p.deep)))
    glints(sheet, dice, x, shore, p.light, 90)
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
        ridge(sheet, dice, 420 + depth * 26, 16, colour, opacity)
    person(sheet, x, 448, 62, p.shade)
    sheet.dots(((dice.between(20, 380), dice.between(210, 470)) for _ in range(24)), 3.4, p.accent, 0.8)
