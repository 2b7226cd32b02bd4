"""Whether a charter says who decides on changes of itself."""

from __future__ import annotations

from mithaq.kernels.charter import Charter, Clause

AMENDMENT = "amendment"


def deciding_clause(charter: Charter) -> Clause | None:
    """The clause by which a body has to decide; none where the charter leaves it open or only proposes one."""
    clause = charter.get(AMENDMENT)
    return clause if clause is not None and clause.binds else None
