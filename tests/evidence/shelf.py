"""Three papers in three languages, public and coded, in an institution that works under the Global Compact."""

from __future__ import annotations

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document
from tests import remembered
from tests.cast import AT, Cast, compact
from tests.evidence import papers


def filled(cast: Cast) -> list[Document]:
    def fill() -> list[Document]:
        given = [
            evidence.deposit(
                cast.institution, text.encode(), name, by=cast.badr.actor, at=AT, visibility=Visibility.PUBLIC
            ).document
            for name, text in papers.PAPERS.items()
        ]
        evidence.code(cast.institution, given, by=cast.badr.actor, at=AT, workers=1)
        return given

    compact(cast)
    return remembered.once("shelf", fill)
