"""Which institutions can be visited by whom, and who founds them; who takes part is people's affair, one floor up."""

from __future__ import annotations

from typing import Any

import rules

from mithaq.foundation.access import is_operator
from mithaq.institutions.selectors import Institution


def institution_of(about: Any) -> Institution | None:
    """The institution a question is about: itself, or the one that holds the record."""
    if isinstance(about, Institution):
        return about
    return getattr(about, "institution", None)


@rules.predicate
def is_public(account: Any, about: Any) -> bool:
    institution = institution_of(about)
    return institution is not None and institution.is_public


rules.add_perm("institutions.found", is_operator)
