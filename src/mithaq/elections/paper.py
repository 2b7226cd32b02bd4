"""The ballot as a voter reads it: who stands, in the order of the ballot, and what they say of themselves."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.elections import naming
from mithaq.elections.enums import Standing
from mithaq.elections.models import Candidacy, Election
from mithaq.foundation import languages
from mithaq.foundation.fields import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate. `text` is the statement in the reader's language, or in `language` where there is none in it."""

    number: int
    name: Words | str
    occupant: str
    attributes: tuple[tuple[str, str], ...]
    text: str
    language: str
    is_translated: bool
    stands: bool

    @property
    def spoken(self) -> str:
        return str(self.name)


def lines(election: Election) -> list[Line]:
    """In the order of the ballot: one query. Who withdrew since stands there still, and cannot be chosen."""
    held = {"standing__in": [Standing.STANDS, Standing.WITHDRAWN], "number__isnull": False}
    found = Candidacy.objects.filter(election=election, **held).select_related("organisation", "person", "occupant")
    return [_line(one) for one in found.order_by("number")]


def quotas(election: Election) -> list[str]:
    """What those who sit in the end will be, whatever is voted."""
    total = election.seats + len(election.sitting)
    return [naming.quota(one, total) for one in election.quotas]


def _line(one: Candidacy) -> Line:
    mine = languages.current()
    language = one.statement.lang_for(mine)
    assert one.number is not None
    return Line(
        number=one.number,
        name=naming.holder(one),
        occupant=str(one.occupant.name) if one.occupant else "",
        attributes=tuple((naming.attribute(over), naming.values(over, said)) for over, said in _known(one)),
        text=one.statement.in_(mine),
        language=language,
        is_translated=bool(one.statement_language) and language != one.statement_language,
        stands=one.standing == Standing.STANDS,
    )


def _known(one: Candidacy) -> list[tuple[str, list[str]]]:
    """Their attributes, without those the name says already."""
    said = one.attributes.items()
    return [(over, values) for over, values in said if values and not (over == "country" and one.country)]
