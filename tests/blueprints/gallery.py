"""The texts of the gallery in force, for tests that see how their rules are kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import mithaq.blueprints
from mithaq.institutions import selectors as institutions
from mithaq.institutions import services
from mithaq.kernels.charter import Charter
from tests.cast import AT, Cast

GALLERY = Path(mithaq.blueprints.__file__).parent / "gallery"


def text(name: str) -> str:
    return (GALLERY / f"{name}.toml").read_text("utf-8")


def enacted(cast: Cast, name: str, *, on: date) -> Charter:
    """The text in force from a day; call it inside the scope."""
    services.enact(cast.institution, text(name), on=on, by=cast.amal.actor, at=AT)
    return institutions.charter_of(cast.institution, on=on)


def carries(charter: Charter, clause: str, *rules: str) -> bool:
    """Whether a clause says these rules of the ledger."""
    return set(rules) <= {source.rule for source in charter.by_id[clause].sources}
