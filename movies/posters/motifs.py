"""The scenes by name: each draws into a sheet from palette and dice; the bottom third stays calm for the title."""

from collections.abc import Callable
from typing import Final

from movies.posters.nature import bokeh, forest, ripple, sails, waves
from movies.posters.palette import Dice, Palette
from movies.posters.places import corridor, door, lanes, skyline, spotlight, stairs
from movies.posters.sheet import Sheet
from movies.posters.sky import comet, dunes, eclipse, orb, planet, slash, sunburst

Motif = Callable[[Sheet, Palette, Dice], None]

MOTIFS: Final[tuple[Motif, ...]] = (
    orb, sunburst, skyline, comet, ripple, door, sails, bokeh, stairs,
    slash, eclipse, spotlight, lanes, dunes, waves, planet, corridor, forest,
)  # fmt: skip
