"""What stands of a charter here, what is watched, what is owed: dialogues are convened by people."""

from __future__ import annotations

from datetime import date

from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Item


def standing(institution: Institution, *, on: date) -> list[Item]:
    return []
