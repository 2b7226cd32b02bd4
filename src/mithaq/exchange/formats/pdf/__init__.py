"""The PDF: set by typst from data, tagged (PDF/UA-1) and archivable (PDF/A-2a), the same bytes for the same report.

Typst itself refuses to write what breaks either standard. The manuscript goes in as JSON, so that no text of a person
is ever markup; only the typefaces of the house are used, so that every machine sets the same pages.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from mithaq import foundation
from mithaq.exchange.bidi import isolate
from mithaq.exchange.formats.pdf.drawable import Drawable
from mithaq.exchange.manuscript import Grid, compose
from mithaq.synthesis.report import Report

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]  # the type is known to the stubs only
FONTS = Path(foundation.__file__).with_name("fonts")
_TEMPLATE = Path(__file__).with_name("report.typ")
_PANEL_OF_NUMBERS, _PANEL_OF_NAMES = 12, 7


def write(report: Report) -> bytes:
    return typst.compile(
        _TEMPLATE.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=report.made_at.replace(microsecond=0),
        sys_inputs={"m": json.dumps(_data(report), ensure_ascii=False)},
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The typefaces, read once."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _data(report: Report) -> dict[str, Any]:
    """The manuscript as the template reads it: every text one that the typefaces can draw, grids cut to the page."""
    manuscript = compose(report)
    data = asdict(manuscript)
    for grid, entry in zip(manuscript.grids, data["grids"], strict=True):
        entry["panels"] = [asdict(panel) for panel in grid.panels(_width(grid))]
    for entry in data["references"]:
        entry["file_line"] = isolate(entry["file_name"])
    data["words"]["of_pages"] = data["words"]["of_pages"] % {"page": "|", "pages": "|"}
    drawable = Drawable(FONTS, manuscript.dir)
    drawn = drawable.everywhere(data)
    drawn["undrawable"] = drawable.replaced
    return drawn


def _width(grid: Grid) -> int:
    return _PANEL_OF_NUMBERS if all(column.source for column in grid.columns) else _PANEL_OF_NAMES
