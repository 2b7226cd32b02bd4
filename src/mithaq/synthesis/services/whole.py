"""The whole way in one go: a folder is deposited, coded, drafted and worded in every language asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django_scopes import scope

from mithaq.evidence import services as evidence
from mithaq.evidence.services import Outcome
from mithaq.foundation import languages as house
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.synthesis import selectors
from mithaq.synthesis.models import Synthesis
from mithaq.synthesis.report import Report
from mithaq.synthesis.services.draft import draft

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Whole:
    """What became of each file, the synthesis (None where no file could be read) and a report a language.

    `is_new` is False where the same folder had been synthesised before.
    """

    outcomes: tuple[Outcome, ...]
    synthesis: Synthesis | None = None
    reports: tuple[Report, ...] = ()
    is_new: bool = False


def synthesise_folder(
    institution: Institution,
    folder: Path,
    *,
    by: Actor,
    at: datetime,
    languages: Sequence[str] = house.CODES,
    leave_out: Collection[Path] = (),
    progress: Progress | None = None,
    workers: int | None = None,
    **more: Any,
) -> Whole:
    """Deposit what can be read, suggest codes, draft by objective, and give a report in each language.

    `progress(step, done, total)` is told of the steps deposit, code, read, compare, draft and report. `more` goes to
    `draft`. Run again over the same folder nothing doubles: what is there is found again, and the files in `leave_out`
    (reports of an earlier run) are not read.
    """
    told = progress or (lambda step, done, total: None)
    outcomes = evidence.deposit_folder(institution, folder, by=by, at=at, leave_out=leave_out, progress=told)
    documents = {o.document.pk: o.document for o in outcomes if o.document}
    if not documents:
        return Whole(outcomes)
    evidence.code(institution, documents.values(), by=by, at=at, workers=workers, progress=told)
    drafted = draft(
        institution,
        by=by,
        at=at,
        documents=documents.values(),
        refused=[(o.name, o.cause, o.facts or {}) for o in outcomes if o.state == "refused"],
        progress=told,
        **more,
    )
    told("report", 0, 1)
    with scope(institution=institution):
        reports = selectors.reports(drafted.synthesis, languages, linked=False)
    told("report", 1, 1)
    return Whole(outcomes, drafted.synthesis, reports, drafted.is_new)
