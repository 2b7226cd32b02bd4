"""A fund with one gate: what it lets in, by which way, and who decides."""

from __future__ import annotations

import pytest

from mithaq.institutions import selectors as institutions
from mithaq.institutions import services
from mithaq.kernels import charter
from tests.cast import AT

FUND = """
[institution]
key = "fund"
name = "Fund"

[party.selectors]
name = "The delegation"

[gate.projects]
name = "Projects"
for = "project"
channel = "Sent to the delegation of the country"
decided_by = "party.selectors"
source = {document = "002", quote = "يتعين على كافة المشاريع أن تبعث لمفوضيات الاتحاد الأوروبي"}

[gate.projects.criterion.body]
name = "The applicant is a recognized body."
attribute = "applicant"
one_of = ["agency", "ngo"]
source = {document = "002", quote = "أن تكون هيئة معترف بها"}

[gate.projects.criterion.body.option.agency]
name = "National agency"

[gate.projects.criterion.area]
name = "It falls in a priority area."
attribute = "area"
one_of = ["jobs", "protection"]

[gate.projects.criterion.budget]
name = "It has a budget."

[gate.projects.criterion.partners]
name = "It has partners."
must = false
"""


def enacted(cast, text: str = FUND) -> charter.Charter:
    read = charter.read(text)
    assert not read.faults, read.faults
    services.enact(cast.institution, text, on=AT.date(), by=cast.amal.actor, at=AT)
    return institutions.charter_of(cast.institution, on=AT.date())


@pytest.fixture
def fund(cast) -> charter.Charter:
    """The charter of the fund, in force; the test runs inside the scope."""
    with cast.scope():
        yield enacted(cast)
