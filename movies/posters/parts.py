"""What several scenes draw: skies, stars, ridges, light on water, a figure, rays."""

from movies.posters.palette import WHITE, Dice, Palette
from movies.posters.sheet import HEIGHT, Point, Sheet, num, polar, smooth


def night(sheet: Sheet, p: Palette, horizon: float = HEIGHT) -> None:
    """A sky from deep to light, its light edge at the horizon."""
    end = horizon / HEIGHT
    sheet.fill(sheet.linear((0, p.deep), (end * 0.45, p.mid), (end * 0.82, p.warm), (end, p.light)))


def stars(sheet: Sheet, dice: Dice, count: int, bottom: float, colour: str = WHITE) -> None:
    for size, share, opacity in ((1.2, 0.6, 0.6), (2.2, 0.4, 0.9)):
        spots = [(dice.between(4, 396), bottom * dice.unit() ** 1.3) for _ in range(int(count * share))]
        sheet.dots(spots, size, colour, opacity)


def ridge(sheet: Sheet, dice: Dice, base: float, height: float, colour: str, opacity: float = 1) -> None:
    points: list[Point] = [(-20 + 55 * i, base - height * dice.between(-0.3, 1)) for i in range(9)]
    sheet.path(smooth(points) + f"V{HEIGHT}H-20z", colour, opacity)


def glints(sheet: Sheet, dice: Dice, x: float, top: float, colour: str, reach: float = 80) -> None:
    """Light broken on water: bars that shorten and scatter as they come nearer."""
    data = ""
    for i in range(16):
        half = reach * (1 - i / 20) * dice.between(0.25, 1)
        data += f"M{x - half + dice.between(-14, 14):.0f} {top + 4 + i * i * 0.75:.0f}h{2 * half:.0f}"
    sheet.line(data, colour, 2, 0.5)


def person(sheet: Sheet, x: float, foot: float, height: float, colour: str) -> None:
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


def rays(x: float, y: float, radius: float, count: int, share: float = 0.5, start: float = 0) -> str:
    """Path data of a wheel of wedges."""
    step = 360 / count
    data = ""
    for i in range(count):
        (ax, ay), (bx, by) = (polar(x, y, radius, start + (i + edge) * step) for edge in (0.0, share))
        data += f"M{num(x)} {num(y)}L{ax:.0f} {ay:.0f}L{bx:.0f} {by:.0f}z"
    return data
