"""What stands is what the kernel's plan compares: once a charter is carried out, nothing is left to do."""

from __future__ import annotations

from pathlib import Path

import pytest

import mithaq
from mithaq.cycles import selectors, services
from mithaq.cycles.inventory import KINDS
from mithaq.cycles.models import Milestone
from mithaq.institutions import services as institutions
from mithaq.kernels.charter import STANDS, plan, read, wanted
from tests.cast import AT, Cast
from tests.cycles.charters import ON, REVIEW, adopt
from tests.cycles.charters import read as sound

GALLERY = sorted((Path(mithaq.__file__).parent / "blueprints" / "gallery").glob("*.toml"))
MINE = {kind: STANDS[kind] for kind in KINDS}


def steps(cast: Cast, charter) -> list[tuple[str, str]]:
    found = plan(wanted(charter, MINE), selectors.standing(cast.institution, on=ON))
    return [(step.act, step.clause) for step in found]


def test_the_plan_is_empty_once_the_calendar_stands(cast: Cast):
    with cast.scope():
        charter = adopt(cast)

        assert steps(cast, charter) == []


def test_the_plan_says_what_another_text_would_change(cast: Cast):
    other = REVIEW.replace('when = "2020-12/2021-01"', 'when = "2021-01"').replace("[event.side]", "[event.gala]")
    with cast.scope():
        adopt(cast)

        assert steps(cast, sound(other)) == [
            ("change", "phase.synthesis"),
            ("open", "event.gala"),
            ("close", "event.side"),
        ]


def test_a_row_that_is_not_as_the_charter_says_is_planned_again(cast: Cast):
    with cast.scope():
        charter = adopt(cast)
        Milestone.objects.filter(clause="milestone.draft").update(when="2030")
        Milestone.objects.filter(clause="event.side").delete()

        assert steps(cast, charter) == [("open", "event.side"), ("change", "milestone.draft")]
        assert services.stand(cast.institution, charter, on=ON, by=cast.amal.actor, at=AT) == 2
        assert steps(cast, charter) == []


@pytest.mark.parametrize("file", GALLERY, ids=lambda file: file.stem)
def test_the_calendar_of_each_gallery_file_stands_once(cast: Cast, file: Path):
    text = file.read_text(encoding="utf-8")
    charter = read(text).charter
    with cast.scope():
        institutions.enact(cast.institution, text, on=ON, by=cast.amal.actor, at=AT)
        services.stand(cast.institution, charter, on=ON, by=cast.amal.actor, at=AT)

        assert services.stand(cast.institution, charter, on=ON, by=cast.amal.actor, at=AT) == 0
        assert services.tend(cast.institution, charter, on=ON, by=cast.amal.actor, at=AT) == 0
        assert steps(cast, charter) == []
