"""Institutions of the gallery as they stand once adopted, and organisations to fill their seats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import mithaq.blueprints
from mithaq.bodies import selectors as bodies_read
from mithaq.bodies import services as bodies
from mithaq.foundation.fields import words
from mithaq.institutions import services as institutions
from mithaq.kernels import charter as kernel
from mithaq.kernels.charter import Charter, CharterRefuses
from mithaq.people import services as people
from mithaq.people.selectors import Organisation
from tests.cast import AT, Cast

GALLERY = Path(mithaq.blueprints.__file__).parent / "gallery"
DAY = AT.date()
NEXT = timedelta(days=1)
BY_LAWS = "membership.criterion.by-laws"


def adopted(cast: Cast, name: str, *, on: date = DAY) -> Charter:
    """The text of the gallery in force, its bodies standing; call it inside the scope."""
    text = (GALLERY / f"{name}.toml").read_text("utf-8")
    institutions.enact(cast.institution, text, on=on, by=cast.amal.actor, at=AT)
    charter = kernel.read(text).charter
    bodies.stand(cast.institution, charter, on=on, by=cast.amal.actor, at=AT)
    return charter


def body(cast: Cast, key: str) -> Any:
    found = bodies_read.body(cast.institution, key)
    assert found is not None
    return found


def organisations(cast: Cast, charter: Charter, *levels: str) -> list[Organisation]:
    """Members of the network, one of each level named, that passed what the charter asks of members."""
    return [_member(cast, charter, number, level) for number, level in enumerate(levels, 1)]


def _member(cast: Cast, charter: Charter, number: int, level: str) -> Organisation:
    made = people.register_organisation(
        words(en=f"Organisation {number} ({level})"), level=level, by=cast.amal.actor, at=AT
    )
    asked = people.apply(
        cast.institution,
        charter,
        organisation=made,
        asked_by=cast.chadia.person,
        on=DAY,
        by=cast.chadia.actor,
        at=AT,
    )
    people.check(asked, BY_LAWS, met=True, by=cast.badr.actor, at=AT)
    if asked.membership is None:
        people.accept(asked, charter, on=DAY, by=cast.badr.actor, at=AT)
    return made


@contextmanager
def refused(*expected: tuple[str, str]) -> Iterator[None]:
    """The charter refuses, by these clauses and for these reasons, and no others."""
    with pytest.raises(CharterRefuses) as caught:
        yield
    assert [(one.clause, one.key) for one in caught.value.findings] == list(expected)


def verdicts(watched: Any) -> dict[str, tuple[str, str]]:
    """Clause by clause: the verdict, and why first."""
    return {one.clause: (one.state, one.findings[0].key if one.findings else "") for one in watched}
