"""Deterministic choice and colour: the dice rolled from a slug, and the palettes they pick from."""

from __future__ import annotations

import colorsys
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")

BLACK: Final = "#000000"
WHITE: Final = "#ffffff"


class Dice:
    """A stream of choices fixed by a text: the same text gives the same stream on every machine, for ever.

    `random` makes no such promise across Python versions; a poster that changed by itself would be a defect.
    """

    def __init__(self, text: str) -> None:
        self._key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        self._rolls = 0

    def unit(self) -> float:
        """The next number in [0, 1)."""
        block = hashlib.blake2b(self._rolls.to_bytes(4, "big"), key=self._key, digest_size=6).digest()
        self._rolls += 1
        return int.from_bytes(block, "big") / float(1 << 48)

    def between(self, low: float, high: float) -> float:
        """The next number in [low, high)."""
        return low + (high - low) * self.unit()

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[int(self.unit() * len(options))]

    def spread(self, centre: float, width: float) -> float:
        """A number near the centre; three rolls added make a hump rather than a flat band."""
        return centre + width * (self.unit() + self.unit() + self.unit() - 1.5)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """The colour `share` of the way from the first to the second."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def turn(colour: str, degrees: float) -> str:
    """The colour with its hue turned, lightness and saturation kept."""
    red, green, blue = (c / 255 for c in _channels(colour))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    turned = colorsys.hls_to_rgb((hue + degrees / 360) % 1, lightness, saturation)
    return "#" + "".join(f"{round(c * 255):02x}" for c in turned)


@dataclass(frozen=True, slots=True)
class Palette:
    """Five colours from night to light, and one that argues with them."""

    name: str
    deep: str
    mid: str
    warm: str
    light: str
    accent: str

    @property
    def scrim(self) -> str:
        """The dark the lettering stands on."""
        return mix(self.deep, BLACK, 0.62)

    @property
    def shade(self) -> str:
        """Silhouettes in the foreground."""
        return mix(self.deep, BLACK, 0.45)

    @property
    def ink(self) -> str:
        """Lettering: the palette's light, pale enough for any palette's scrim."""
        return mix(self.light, WHITE, 0.5)

    def turned(self, degrees: float) -> Palette:
        """The same palette a little round the colour wheel."""
        names = ("deep", "mid", "warm", "light", "accent")
        return Palette(self.name, *(turn(getattr(self, name), degrees) for name in names))


PALETTES: Final[tuple[Palette, ...]] = (
    Palette("ember", "#1d0607", "#8e1f1a", "#ea6a1f", "#ffdc91", "#ff8a3a"),
    Palette("dusk", "#0b1550", "#5d3596", "#ef8488", "#ffe0a3", "#8fe6ff"),
    Palette("lagoon", "#04122b", "#0f4f7d", "#35a8b5", "#dcfff4", "#ffcf7a"),
    Palette("rose", "#33103a", "#96376c", "#f58b95", "#ffe8d2", "#ffd1dc"),
    Palette("candy", "#2a0522", "#b41c66", "#ff5d9e", "#ffdcea", "#5fe0cf"),
    Palette("jade", "#03201c", "#0f5f4a", "#5fb98a", "#efffd6", "#ff9d6b"),
    Palette("gold", "#1c1003", "#7a430c", "#e0a02a", "#fff2c0", "#f2542d"),
    Palette("steel", "#070a11", "#24344d", "#7b92b0", "#eef4ff", "#ff4f5e"),
    Palette("noir", "#060606", "#232420", "#7d7f72", "#f7f2df", "#d8372c"),
    Palette("violet", "#0c0628", "#3c2196", "#a462f0", "#f2e0ff", "#ffcf5a"),
    Palette("sky", "#0a2550", "#2c6fd0", "#7fc4f5", "#fff4da", "#ff7d4d"),
    Palette("desert", "#200d0a", "#8a3f22", "#e59a55", "#ffebc9", "#3fb6b2"),
    Palette("aurora", "#021420", "#0c4a5e", "#2fc79d", "#dcffea", "#b48cff"),
    Palette("crimson", "#14030a", "#6e0c2a", "#e0304e", "#ffd8cc", "#ffd15c"),
)


def choose_palette(dice: Dice) -> Palette:
    """A palette, turned by a few degrees so that two films sharing one still differ."""
    return dice.pick(PALETTES).turned(round(dice.between(-9, 9)))
