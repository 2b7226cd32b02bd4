"""Files of a closed dialogue are for whoever sees its map; bringing in and depositing are the officers'."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from mithaq.dialogues import services
from mithaq.dialogues.models import Dialogue
from mithaq.dialogues.services import importing
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Job
from tests.access import EVERYONE, OFFICERS, Row
from tests.cast import Cast
from tests.dialogues.circle import CLOSES

COMMENTS = "comment-id,comment-body\n" + "".join(f"{n},Statement {n}\n" for n in range(8))
VOTES = "comment-id,voter-id,vote\n" + "".join(
    f"{what},{who},{1 if what % 2 == who % 2 else -1}\n" for who in range(30) for what in range(8)
)


def brought_in(cast: Cast) -> Dialogue:
    asked = {"title": {"en": "From afar"}, "question": {"en": "What now?"}, "floor": 5}
    files = COMMENTS.encode(), VOTES.encode()
    return importing.bring_in(cast.institution, *files, asked, language="en", by=SYSTEM, at=CLOSES)


def closed(cast: Cast) -> dict[str, Any]:
    return {"uid": brought_in(cast).uid}


def a_file(name: str) -> Any:
    return lambda cast: {"uid": brought_in(cast).uid, "name": name}


def with_record(cast: Cast) -> dict[str, Any]:
    dialogue = brought_in(cast)
    services.deposit(dialogue, language="en", by=SYSTEM, at=CLOSES)
    return {"uid": dialogue.uid, "name": "record-map.json"}


def a_job(cast: Cast) -> dict[str, Any]:
    at = timezone.now()
    return {"job": Job.objects.create(scope=cast.institution.uid, kind="dialogues.import", asked_at=at).uid}


ROWS = {
    "dialogues:files": Row(EVERYONE, args=closed),
    "dialogues:file": [
        Row(EVERYONE, args=a_file("polis.zip")),
        Row(EVERYONE, args=a_file("comments.csv")),
        Row(EVERYONE, args=with_record),
    ],
    "dialogues:import": [Row(OFFICERS), Row(OFFICERS, method="post", data={"title_en": "x"})],
    "dialogues:importing": Row(OFFICERS, args=a_job),
    "dialogues:deposit": [
        Row(OFFICERS, args=closed),
        Row(OFFICERS, args=closed, method="post", data={"language": "en"}),
    ],
}
