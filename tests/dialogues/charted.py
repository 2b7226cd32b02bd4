"""A map as it is published, without the people it is made of: for tests of pages."""

from __future__ import annotations

from typing import Any

from mithaq.dialogues.models import Dialogue, Drawn, Statement
from mithaq.kernels import opinion
from tests.bodies.network import DAY, at

AS_OF = at(DAY)


def charted(uid: str, statements: int = 0, **told: Any) -> Drawn:
    """The last map of a dialogue with two groups; every statement that stands is in it."""
    dialogue = Dialogue.objects.get(uid=uid)
    uids = list(Statement.objects.filter(dialogue=dialogue, standing="admitted").values_list("uid", flat=True))
    found = Drawn.objects.filter(dialogue=dialogue).order_by("-number").first()
    made: Drawn = Drawn.objects.create(
        institution=dialogue.institution,
        dialogue=dialogue,
        number=found.number + 1 if found else 1,
        as_of=AS_OF,
        people=50,
        votes=50 * len(uids),
        digest="d" * 64,
        kernel=opinion.VERSION,
        mode="stable",
        figures={**figures(uids), **told},
        tables_as_of={"language": dict.fromkeys(("ar", "fr"), AS_OF.isoformat())},
    )
    return made


def figures(uids: list[str]) -> dict[str, Any]:
    stance = [[uids[0], 1, 28, 1, 1, 0.9, 1e-9]] if uids else []
    return {
        "people": 50,
        "votes": 50 * len(uids),
        "floor": 10,
        "left_out": False,
        "frame": [-2.0, -2.0, 2.0, 2.0],
        "cells": 8,
        "density": [[1, 4, 1], [6, 4, 2]],
        "groups": [
            {"size": 30, "shape": [-1.0, 0.0, 0.5, 0.3, 20], "holds": 0.95, "stances": stance},
            {"size": 20, "shape": [1.0, 0.0, 0.5, 0.3, -20], "holds": 0.8, "stances": []},
        ],
        "statements": {
            uid: {
                "all": [30, 15, 5],
                "by": [[28, 1, 1], [2, 14, 4]],
                "united": 0.4,
                "against": 0.2,
                "divides": 0.8,
                "between": [0, 1],
                "p": 1e-8,
                "bridging": 0.5,
                "reach": 1.0,
                "at": [0.5, 0.5],
            }
            for uid in uids
        },
        "agreed": uids[1:2],
        "rejected": [],
        "dividing": uids[:1],
        "bridges": uids[2:3],
        "unsure": uids[3:4],
        "facets": {
            "language": {
                "cells": [{"key": "ar", "people": 30}, {"key": "fr", "people": 20}],
                "statements": {uid: [[20, 8, 2], None] for uid in uids},
            }
        },
        "stability": {"agreement": 0.93, "same": 18, "of": 20, "clear": True},
    }
