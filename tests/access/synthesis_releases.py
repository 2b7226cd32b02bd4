"""A release is read by whoever may visit; the secretary makes one.

Who is kept from one by its visibility or that of its sources is in tests/synthesis/test_releasing.py.
"""

from __future__ import annotations

from mithaq.synthesis.models import Synthesis
from tests.access import EVERYONE, SECRETARY, Row
from tests.access.synthesis import public
from tests.cast import Cast
from tests.synthesis import adopted


def written(cast: Cast) -> Synthesis:
    synthesis = Synthesis.objects.get(uid=public(cast)["uid"])
    adopted.write(cast, synthesis)
    return synthesis


def released(cast: Cast) -> dict[str, object]:
    synthesis = written(cast)
    return {"uid": synthesis.uid, "number": adopted.release(cast, synthesis).number}


def twice(cast: Cast) -> dict[str, object]:
    synthesis = written(cast)
    adopted.release(cast, synthesis)
    return {"uid": synthesis.uid, "number": adopted.release(cast, synthesis).number}


def draft(cast: Cast) -> dict[str, object]:
    return {"uid": written(cast).uid}


ROWS = {
    "synthesis:releases": Row(EVERYONE),
    "synthesis:release": Row(EVERYONE, args=released),
    "synthesis:release_changes": Row(EVERYONE, args=twice),
    "synthesis:release_cite": Row(EVERYONE, args=lambda cast: {**released(cast), "form": "bib"}),
    "synthesis:make_release": [
        Row(SECRETARY, args=draft),
        Row(SECRETARY, args=draft, method="post", data={"title_en": "Adopted"}),
    ],
}
