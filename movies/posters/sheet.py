"""The drawing sheet: a small SVG kit that keeps posters compact and their ids apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

WIDTH: Final = 400
HEIGHT: Final = 600

Point = tuple[float, float]
Stop = tuple[float, str] | tuple[float, str, float]


def num(value: float) -> str:
    """A coordinate in as few characters as a 400 x 600 frame needs."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def polar(x: float, y: float, radius: float, degrees: float) -> Point:
    """The point at this distance and bearing from a centre."""
    angle = math.radians(degrees)
    return x + radius * math.cos(angle), y + radius * math.sin(angle)


def polygon(points: Iterable[Point]) -> str:
    """Path data of a closed outline."""
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points) + "z"


def smooth(points: Sequence[Point]) -> str:
    """Path data of a curve that passes near the points; open, for the caller to close."""
    path = f"M{num(points[0][0])} {num(points[0][1])}"
    for (x, y), (next_x, next_y) in pairwise(points[1:]):
        path += f"Q{num(x)} {num(y)} {num((x + next_x) / 2)} {num((y + next_y) / 2)}"
    return path + f"L{num(points[-1][0])} {num(points[-1][1])}"


def _stops(stops: Iterable[Stop]) -> str:
    markup = ""
    for stop in stops:
        opacity = f' stop-opacity="{num(stop[2] * 100)}%"' if len(stop) == 3 else ""
        markup += f'<stop offset="{num(stop[0] * 100)}%" stop-color="{stop[1]}"{opacity}/>'
    return markup


class Sheet:
    """Collects gradients and shapes; `markup()` gives them back as one SVG fragment.

    Ids start with the poster's own prefix: pages may inline several posters, where ids share one namespace.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._defs: list[str] = []
        self._body: list[str] = []

    def _define(self, tag: str, attributes: str, stops: Iterable[Stop]) -> str:
        name = f"{self._prefix}{len(self._defs)}"
        self._defs.append(f'<{tag} id="{name}"{attributes}>{_stops(stops)}</{tag}>')
        return f"url(#{name})"

    def linear(self, *stops: Stop, across: bool = False) -> str:
        """A top-to-bottom gradient, or corner to corner; returns the paint to fill with."""
        return self._define("linearGradient", ' x2="1" y2="1"' if across else ' x2="0" y2="1"', stops)

    def radial(self, *stops: Stop, at: Point = (0.5, 0.5)) -> str:
        """A gradient from a point outwards; returns the paint to fill with."""
        where = "" if at == (0.5, 0.5) else f' cx="{at[0]}" cy="{at[1]}" r=".65"'
        return self._define("radialGradient", where, stops)

    def glow(self, colour: str, strength: float = 0.8) -> str:
        """A halo that fades to nothing."""
        return self.radial((0, colour, strength), (0.4, colour, strength * 0.4), (1, colour, 0))

    def raw(self, markup: str) -> None:
        """Adds markup as it stands."""
        self._body.append(markup)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, extra: str = "") -> None:
        """A box; x and y are left out at the origin."""
        place = (f' x="{num(x)}"' if x else "") + (f' y="{num(y)}"' if y else "")
        self.raw(f'<rect{place} width="{num(width)}" height="{num(height)}" fill="{fill}"{extra}/>')

    def fill(self, paint: str) -> None:
        """Covers the whole frame."""
        self.rect(0, 0, WIDTH, HEIGHT, paint)

    def circle(self, x: float, y: float, radius: float, fill: str, extra: str = "") -> None:
        """A disc."""
        self.raw(f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(radius)}" fill="{fill}"{extra}/>')

    def path(self, data: str, fill: str, opacity: float = 1) -> None:
        """A filled outline."""
        self.raw(f'<path d="{data}" fill="{fill}"{_opacity(opacity)}/>')

    def line(self, data: str, stroke: str, width: float, opacity: float = 1) -> None:
        """A drawn line with round ends."""
        self.raw(
            f'<path d="{data}" fill="none" stroke="{stroke}" stroke-width="{num(width)}"'
            f' stroke-linecap="round"{_opacity(opacity)}/>'
        )

    def dots(self, points: Iterable[Point], size: float, colour: str, opacity: float = 1) -> None:
        """Many small dots as one path of zero-length strokes: a tenth of the bytes of circles."""
        self.line("".join(f"M{x:.0f} {y:.0f}h0" for x, y in points), colour, size, opacity)

    def markup(self) -> tuple[str, str]:
        """The definitions and the drawing."""
        return "".join(self._defs), "".join(self._body)


def _opacity(value: float) -> str:
    return "" if value >= 1 else f' opacity="{value:.2f}"'.replace("0.", ".")
