"""How each rule is kept, from which day to which."""

from __future__ import annotations

from datetime import date

from mithaq.blueprints import keeping
from mithaq.blueprints.models import Standing
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter


def note_standing(institution: Institution, charter: Charter, *, on: date) -> int:
    """Open and close the rows that say how each rule is kept; how many changed. A second time it is none.

    A rule that changes twice on a day has one row for it: the day's last word. Rows are read as they are, and a record
    is made of those that change.
    """
    kept = {one.clause.id: one for one in keeping.kept(institution, charter, on=on)}
    rows = Standing.objects.filter(institution=institution, until=None)
    open_, gone = set(), set()
    ended, mended = [], []
    for pk, clause, state, findings, begins in rows.values_list("pk", "clause", "state", "findings", "from_date"):
        open_.add(clause)
        one = kept.get(clause)
        if one is None or (one.state != state and begins < on):
            ended.append(Standing(pk=pk, until=max(on, begins)))
            gone.add(clause)
        elif one.state != state or findings != one.facts:
            mended.append(Standing(pk=pk, state=one.state, findings=one.facts))
    new = [
        Standing(institution=institution, clause=clause, state=one.state, findings=one.facts, from_date=on)
        for clause, one in kept.items()
        if clause not in open_ or clause in gone
    ]
    Standing.objects.bulk_update(ended, ["until"], batch_size=400)
    Standing.objects.bulk_update(mended, ["state", "findings"], batch_size=200)
    Standing.objects.bulk_create(new, batch_size=400)
    return len(ended) + len(mended) + len(new)
