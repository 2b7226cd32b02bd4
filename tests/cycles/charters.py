"""Small charters for the tests of this room."""

from __future__ import annotations

from datetime import date

from mithaq.institutions import selectors as institutions
from mithaq.institutions import services
from mithaq.kernels import charter as kernel
from tests.cast import AT, Cast

ON = AT.date()  # 30 November 2020

HEAD = """
[institution]
key = "review"
name = {ar = "الاستعراض", en = "The review", fr = "L’examen"}
"""

REVIEW = (
    HEAD
    + """
[cycle.review]
name = {ar = "دورة الاستعراض", en = "Review", fr = "Cycle d’examen"}
every = "4 years"
from = "2012"
level = "regional"
feeds = "event.conference"

[phase.input]
name = {ar = "تقديم المساهمات", en = "Input", fr = "Contributions"}
number = 1
when = "2020-11-15/2020-12-31"
of = "cycle.review"
opens = ["consultations.submit", "people.apply"]

[phase.synthesis]
name = "Synthesis"
number = 2
when = "2020-12/2021-01"
after = "phase.input"

[event.conference]
name = {ar = "المؤتمر الإقليمي", en = "Regional conference", fr = "Conférence régionale"}
when = "early 2021-03"
of = "cycle.review"
lasts = "2 days"
place = {ar = "بيروت", en = "Beirut", fr = "Beyrouth"}

[event.side]
name = "Side event"

[call.reports]
name = {ar = "تقديم التقارير", en = "Call for reports", fr = "Appel à rapports"}
deadline = "1 day before event.conference"
extension = "on-request"

[call.papers]
name = "Call for papers"
deadline = "by 2020-12-10"
extension = "none"

[roadmap.model]
name = {ar = "خريطة الطريق", en = "Roadmap to the model", fr = "Feuille de route"}
deadline = "by 2021-06-30"

[milestone.draft]
name = {ar = "مسودة النموذج", en = "Draft of the model", fr = "Projet de modèle"}
number = 1
when = "late 2020-11"
of = "roadmap.model"

[milestone.webinar]
name = "Webinar"
number = 2
when = "1 month after milestone.draft"
of = "roadmap.model"

[output.summary]
name = "Summary of what was said"
kind = "summary"
by = "2021-04"

[flow.voices]
name = "What was said"
from = "phase.input"
to = "phase.synthesis"

[milestone.idea]
name = "An idea nobody decided"
when = "2021"
status = "proposed"
"""
)


def read(text: str) -> kernel.Charter:
    found = kernel.read(text)
    assert [f"{one.clause} {one.key} {dict(one.facts)}" for one in found.faults] == []
    return found.charter


def adopt(cast: Cast, text: str = REVIEW, *, on: date = date(2020, 1, 1)) -> kernel.Charter:
    """The text in force, and its calendar standing; inside the scope of the institution."""
    from mithaq.cycles import services as cycles

    services.enact(cast.institution, text, on=on, by=cast.amal.actor, at=AT)
    charter = institutions.charter_of(cast.institution, on=ON)
    cycles.stand(cast.institution, charter, on=on, by=cast.amal.actor, at=AT)
    return charter
