"""The gallery: texts of institutions that came with the house, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mithaq.blueprints import examining
from mithaq.foundation.fields import Words
from mithaq.kernels.charter import Charter, Clause

FOLDER = Path(__file__).parent / "gallery"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """One text of the gallery, as it is written and as it was read."""

    key: str
    text: str
    charter: Charter

    @property
    def name(self) -> Words:
        return Words(self.charter.institution.name.as_dict())

    @property
    def purpose(self) -> Words:
        said = self.charter.institution.get("purpose")
        return Words(said.as_dict()) if said else Words()

    @property
    def institution(self) -> Clause:
        return self.charter.institution

    @property
    def bodies(self) -> int:
        return len(self.charter.of("body"))

    @property
    def rules(self) -> int:
        return sum(1 for clause in self.charter if clause.kind in examining.RULING)

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(sorted({source.document for clause in self.charter for source in clause.sources}))

    @property
    def inconsistencies(self) -> int:
        return len(self.charter.of("finding"))


@cache
def _all() -> Mapping[str, Blueprint]:
    found = {}
    for file in sorted(FOLDER.glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        found[file.stem] = Blueprint(file.stem, text, examining.examine(text).charter)
    return found


def blueprints() -> tuple[Blueprint, ...]:
    """All of them, the largest first: what there is most to see of."""
    return tuple(sorted(_all().values(), key=lambda one: (-one.rules, one.key)))


def blueprint(key: str) -> Blueprint | None:
    return _all().get(key)


def gallery_text(key: str) -> str:
    """The text of a blueprint, to adopt or to begin a draft from. Refused (KeyError): there is none."""
    return _all()[key].text
