"""Pictures of what was counted: inline SVG with its title, its description and its table, mirrored in Arabic.

Pure: a frozen dataclass that is already worded goes in, a `Drawn` comes out. Nothing asks a database or a clock.
A number that does not exist is None: it is drawn as absent and said so in the table, never as zero.
"""

from mithaq.foundation.figures.arc import Arc, Kind, draw_arc
from mithaq.foundation.figures.bars import Bar, Bars, draw_bars
from mithaq.foundation.figures.drawn import Drawn, Table, told
from mithaq.foundation.figures.matrix import Column, Matrix, draw_matrix
from mithaq.foundation.figures.organigram import Box, Organigram, draw_organigram
from mithaq.foundation.figures.roadmap import Edge, Roadmap, Stretch, draw_roadmap
from mithaq.foundation.figures.rounds import Course, Rounds, draw_rounds
from mithaq.foundation.figures.tiles import ARAB_STATES, Tile, Tiles, draw_tiles

__all__ = [
    "ARAB_STATES",
    "Arc",
    "Bar",
    "Bars",
    "Box",
    "Column",
    "Course",
    "Drawn",
    "Edge",
    "Kind",
    "Matrix",
    "Organigram",
    "Roadmap",
    "Rounds",
    "Stretch",
    "Table",
    "Tile",
    "Tiles",
    "draw_arc",
    "draw_bars",
    "draw_matrix",
    "draw_organigram",
    "draw_roadmap",
    "draw_rounds",
    "draw_tiles",
    "told",
]
