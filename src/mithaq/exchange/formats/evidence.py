"""evidence.csv: every passage that was read, used or not, one row each, for whoever wants to count again.

UTF-8 with a byte order mark, so that Excel reads Arabic; comma, CRLF. No cell can become a formula
(`foundation/cells.py`). The columns are explained in docs/rooms/exchange.md.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from mithaq.foundation.cells import safe
from mithaq.synthesis.report import Evidence, Report

_BETWEEN = ";"


def _listed(values: Sequence[object]) -> str:
    return _BETWEEN.join(map(str, values))


COLUMNS: dict[str, Callable[[Evidence], str | int]] = {
    "passage": lambda row: row.passage,
    "document": lambda row: row.document,
    "file_name": lambda row: row.file_name,
    "sha256": lambda row: row.digest,
    "page": lambda row: row.page or "",
    "start": lambda row: row.start,
    "end": lambda row: row.end,
    "kind": lambda row: row.kind,
    "language": lambda row: row.lang,
    "status": lambda row: row.status,
    "act": lambda row: row.act,
    "act_score": lambda row: f"{row.act_score:.3f}",
    "objectives": lambda row: _listed([code for code, _score, _status in row.objectives]),
    "objective_scores": lambda row: _listed([f"{score:.3f}" for _code, score, _status in row.objectives]),
    "objective_status": lambda row: _listed([status for _code, _score, status in row.objectives]),
    "principles": lambda row: _listed(row.principles),
    "speaker": lambda row: row.speaker,
    "speaker_name": lambda row: row.speaker_name,
    "countries": lambda row: _listed(row.countries),
    "used_in": lambda row: row.used_in,
    "citation": lambda row: "" if row.citation is None else row.citation,
    "text": lambda row: row.text,
}
REASON = "not_used_because_"


def write(reports: Sequence[Report]) -> bytes:
    """One row a passage; the reason why it was not used stands in every language there is a report in."""
    told = [report for report in reports if report.evidence]
    out = io.StringIO(newline="")
    sheet = csv.writer(out, dialect="excel", lineterminator="\r\n")
    sheet.writerow([*COLUMNS, *(f"{REASON}{report.lang}" for report in reports)])
    for rows in zip(*(report.evidence for report in told), strict=True):
        cells = [*(of(rows[0]) for of in COLUMNS.values()), *(row.not_used_because for row in rows)]
        sheet.writerow([safe(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig", errors="replace")
