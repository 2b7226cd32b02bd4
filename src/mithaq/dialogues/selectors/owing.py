"""What falls due here."""

from __future__ import annotations

from datetime import date

from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter
from mithaq.notices.selectors import Owed


def owed(institution: Institution, charter: Charter, *, on: date) -> list[Owed]:
    return []
