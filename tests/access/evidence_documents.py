"""A document is changed by officers and compared with its original by members; its translations are everybody's."""

from __future__ import annotations

from mithaq.evidence import services as evidence
from mithaq.evidence.services import uploads
from mithaq.evidence.services.renditions import Given
from tests.access import EVERYONE, MEMBERS, OFFICERS, Row
from tests.access.evidence import deposited, document
from tests.cast import AT, Cast


def translated(cast: Cast) -> dict[str, str]:
    paper = deposited(cast)
    told = {"lang": "fr", "given": Given(text="Contribution."), "translated_by": "Leïla"}
    made = evidence.translate(cast.institution, paper, by=cast.badr.actor, at=AT, **told)
    return {"uid": paper.uid, "rendition": made.uid}


def replaced(cast: Cast) -> dict[str, str]:
    paper = deposited(cast)
    data = b"Governments should protect migrants in every country they cross.\n" * 3
    done = evidence.replace(
        cast.institution, paper, data, "new.txt", because="Corrected.", seen=1, by=cast.badr.actor, at=AT
    )
    return {"uid": paper.uid, "replacement": done.uid}


def begun(cast: Cast) -> dict[str, str]:
    return {"uid": uploads.begin(cast.institution, "paper.txt", 10, by=cast.badr.actor, at=AT).uid}


ROWS = {
    "evidence:verify": [Row(MEMBERS, args=document), Row(MEMBERS, args=document, method="post")],
    "evidence:translations": Row(EVERYONE, args=document),
    "evidence:translation": Row(EVERYONE, args=translated),
    "evidence:translate": [Row(OFFICERS, args=document), Row(OFFICERS, args=document, method="post")],
    "evidence:edit": [Row(OFFICERS, args=document), Row(OFFICERS, args=document, method="post")],
    "evidence:replace": [Row(OFFICERS, args=document), Row(OFFICERS, args=document, method="post")],
    "evidence:withdraw": [Row(OFFICERS, args=document), Row(OFFICERS, args=document, method="post")],
    "evidence:former": Row(OFFICERS, args=replaced),
    "evidence:uploads": [Row(OFFICERS), Row(OFFICERS, method="post", data={"name": "a.txt", "size": "10"})],
    "evidence:upload": [
        Row(OFFICERS, args=begun, own=True),
        Row(OFFICERS, args=begun, own=True, method="post"),
    ],
    "evidence:finish_upload": Row(OFFICERS, args=begun, own=True, method="post"),
}
