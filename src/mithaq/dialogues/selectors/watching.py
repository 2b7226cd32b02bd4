"""How the clauses that concern dialogues are kept."""

from __future__ import annotations

from datetime import date

from mithaq.institutions.selectors import Institution, findings
from mithaq.kernels.charter import Charter


def watched(institution: Institution, charter: Charter, *, on: date) -> list[findings.Watched]:
    return []
