"""Who acts: a person, a task or the system itself. One value, passed in as `by=`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Actor:
    """`uid` is the public id of a person or the name of a task; `name` is what the journal shows."""

    kind: Literal["person", "task", "system"]
    uid: str = ""
    name: str = ""


SYSTEM = Actor("system", name="Mithaq")


def task(name: str) -> Actor:
    return Actor("task", uid=name, name=name)
