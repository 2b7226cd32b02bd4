"""Who may open what: one row for every address of the project, one module a room.

    # tests/access/evidence.py
    from tests.access import EVERYONE, OFFICERS, Row

    ROWS = {
        "evidence:documents": Row(EVERYONE),
        "evidence:document": Row(MEMBERS, args=lambda cast: {"uid": document(cast).uid}),
        "evidence:deposit": [Row(OFFICERS), Row(OFFICERS, method="post", data={"title_en": "x"})],
    }

Keys are URL names with their namespace. `args` makes the arguments of the address inside the institution's scope (it
creates what it needs); `institution` and the language are filled in. Who is not in the row must be refused: sent to
sign in when nobody is signed in, 403 otherwise; `hidden=True` says 404 instead (the thing must not be known to exist).
Who is in the row gets anything but a refusal: 200, a redirect elsewhere, 400 for an incomplete form. `own=True`: a page
on the visitor's own things, which may not be there (404 is then no refusal). Rows below an institution are also asked
while it is not public: then whoever is not of MEMBERS must get 404.

A new address without a row fails tests/house/test_access.py, and so does a row without an address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.cast import WHO, Cast

EVERYONE = frozenset(WHO)
SIGNED_IN = EVERYONE - {"anonymous"}
MEMBERS = frozenset({"member", "officer", "secretary"})
OFFICERS = frozenset({"officer", "secretary"})
SECRETARY = frozenset({"secretary"})
OPERATOR = frozenset({"operator"})


def nothing(cast: Cast) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    may: frozenset[str]
    args: Callable[[Cast], dict[str, Any]] = nothing
    method: str = "get"
    data: Mapping[str, Any] = field(default_factory=dict)
    hidden: bool = False
    own: bool = False
