"""How each rule is kept, from which day to which."""

from __future__ import annotations

from datetime import date

from mithaq.blueprints import keeping
from mithaq.blueprints.models import Standing
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter


def note_standing(institution: Institution, charter: Charter, *, on: date) -> int:
    """Open and close the rows that say how each rule is kept; how many changed. A second time it is none.

    A rule that changes twice on a day has one row for it: the day's last word.
    """
    kept = {one.clause.id: one for one in keeping.kept(institution, charter, on=on)}
    open_ = {row.clause: row for row in Standing.objects.filter(institution=institution, until=None)}
    ended, mended, new = [], [], []
    for clause, row in open_.items():
        one = kept.get(clause)
        if one is None or one.state != row.state:
            if row.from_date < on or one is None:
                row.until = max(on, row.from_date)
                ended.append(row)
            else:
                row.state, row.findings = one.state, one.facts
                mended.append(row)
        elif row.findings != one.facts:
            row.findings = one.facts
            mended.append(row)
    gone = {row.clause for row in ended}
    for clause, one in kept.items():
        if clause not in open_ or clause in gone:
            new.append(
                Standing(institution=institution, clause=clause, state=one.state, findings=one.facts, from_date=on)
            )
    Standing.objects.bulk_update(ended, ["until"], batch_size=400)
    Standing.objects.bulk_update(mended, ["state", "findings"], batch_size=200)
    Standing.objects.bulk_create(new, batch_size=400)
    return len(ended) + len(mended) + len(new)
