"""Small charters about members, enacted without a room above."""

from __future__ import annotations

from datetime import date

from mithaq.institutions import selectors as institutions
from mithaq.institutions import services
from mithaq.kernels import charter
from tests.cast import AT, Cast

DAY = AT.date()
NETWORK = """
[institution]
key = "small-network"
name = "Small network"

[membership]
holder = "organisation"
selection = "criteria"
lasts = "2 years"
name = "Members"

[membership.criterion.level]
name = "It works on the local or national level."
attribute = "level"
one_of = ["local", "national"]
source = {document = "000", quote = "على المستوى المحلي أو الوطني"}

[membership.criterion.by-laws]
name = "It has by-laws."
evidence = "The by-laws themselves."

[membership.criterion.report]
name = "It publishes a report every year."
must = false
"""
OPEN = """
[institution]
key = "open-network"
name = "Open network"

[membership]
holder = ["organisation", "person"]
selection = "self-selection"
lasts = "1 year"

[membership.criterion.level]
name = "It works on the local level."
attribute = "level"
one_of = ["local"]
"""


def enacted(cast: Cast, text: str, *, on: date = DAY) -> charter.Charter:
    """The charter in force from a day; call it inside the scope."""
    read = charter.read(text)
    assert not read.faults, read.faults
    services.enact(cast.institution, text, on=on, by=cast.amal.actor, at=AT)
    return institutions.charter_of(cast.institution, on=on)
