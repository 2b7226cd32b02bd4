"""Documents are read by whoever may visit and is let in by their visibility; officers deposit."""

from __future__ import annotations

from mithaq.evidence import selectors
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from tests.access import EVERYONE, MEMBERS, OFFICERS, Row
from tests.cast import AT, Cast
from tests.evidence.papers import ENGLISH


def deposited(cast: Cast, visibility: str = Visibility.PUBLIC):
    return evidence.deposit(
        cast.institution, ENGLISH.encode(), "paper.txt", by=cast.badr.actor, at=AT, visibility=visibility
    ).document


def document(cast: Cast) -> dict[str, str]:
    return {"uid": deposited(cast).uid}


def for_members(cast: Cast) -> dict[str, str]:
    return {"uid": deposited(cast, Visibility.MEMBERS).uid}


def confidential(cast: Cast) -> dict[str, str]:
    return {"uid": deposited(cast, Visibility.CONFIDENTIAL).uid}


def passage(cast: Cast, visibility: str = Visibility.PUBLIC) -> dict[str, str]:
    found = selectors.passages(cast.institution, to=cast.badr.account, document=deposited(cast, visibility))
    return {"uid": found[2].uid}


def confidential_passage(cast: Cast) -> dict[str, str]:
    return passage(cast, Visibility.CONFIDENTIAL)


ROWS = {
    "evidence:documents": Row(EVERYONE),
    "evidence:search": Row(EVERYONE, data={"q": "migrants"}),
    "evidence:document": [
        Row(EVERYONE, args=document),
        Row(MEMBERS, args=for_members, hidden=True, private=False),
        Row(OFFICERS, args=confidential, hidden=True, private=False),
    ],
    "evidence:passage": [
        Row(EVERYONE, args=passage),
        Row(OFFICERS, args=confidential_passage, hidden=True, private=False),
    ],
    "evidence:original": [
        Row(EVERYONE, args=document),
        Row(OFFICERS, args=confidential, hidden=True, private=False),
    ],
    "evidence:deposit": [Row(OFFICERS), Row(OFFICERS, method="post", data={"title_en": "A paper"})],
}
