"""Documents are read by whoever may visit; officers deposit.

Who is kept from a single document by its visibility is in tests/evidence/test_visibility.py.
"""

from __future__ import annotations

from mithaq.evidence import selectors
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from tests.access import EVERYONE, OFFICERS, Row
from tests.cast import AT, Cast
from tests.evidence.papers import ENGLISH


def deposited(cast: Cast, visibility: str = Visibility.PUBLIC):
    return evidence.deposit(
        cast.institution, ENGLISH.encode(), "paper.txt", by=cast.badr.actor, at=AT, visibility=visibility
    ).document


def document(cast: Cast) -> dict[str, str]:
    return {"uid": deposited(cast).uid}


def passage(cast: Cast) -> dict[str, str]:
    found = selectors.passages(cast.institution, to=cast.badr.account, document=deposited(cast))
    return {"uid": found[2].uid}


ROWS = {
    "evidence:documents": Row(EVERYONE),
    "evidence:search": Row(EVERYONE, data={"q": "migrants"}),
    "evidence:document": Row(EVERYONE, args=document),
    "evidence:passage": Row(EVERYONE, args=passage),
    "evidence:original": Row(EVERYONE, args=document),
    "evidence:deposit": [Row(OFFICERS), Row(OFFICERS, method="post", data={"title_en": "A paper"})],
}
