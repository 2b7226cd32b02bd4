"""What stands of a charter here: elections are called by people, so nothing is kept for a clause."""

from __future__ import annotations

from datetime import date

from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Item


def standing(institution: Institution, *, on: date) -> list[Item]:
    return []
