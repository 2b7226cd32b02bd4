"""What every act on a line begins and ends with: what it refuses, the line held as it is now, its count, its entry."""

from __future__ import annotations

import re
from datetime import datetime

from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.synthesis import counts
from mithaq.synthesis.enums import Status
from mithaq.synthesis.models import Line, LineRendition, Section


class Changed(Exception):
    """Somebody changed the words meanwhile; nothing is written. `theirs` is what stands there now, since `version`."""

    def __init__(self, line: Line, now: LineRendition) -> None:
        super().__init__(line.uid)
        self.line, self.lang, self.theirs, self.version = line, now.lang, now.text, now.version
        self.by_name, self.at = now.by_name, now.at


class Gone(Exception):
    """The line was removed, taken or dismissed meanwhile: `line.by_name` did it."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.uid)
        self.line = line


class Said(Exception):
    """Words or a reason are missing: `what` is "text" or "because"."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")


def sound(text: str) -> str:
    """The words as they are kept: breaks become spaces, but French keeps those that hold a mark to its word.

    Refused: `Said` without any, `counts.Misplaced`.
    """
    said = _BREAKS.sub(" ", text).strip()
    if not said:
        raise Said("text")
    counts.parse(said)
    return said


def reason(because: str) -> str:
    why = " ".join(because.split())[:500]
    if not why:
        raise Said("because")
    return why


def lock(section: Section) -> None:
    """One at a time adds to a section, moves in it or takes from it."""
    Section.objects.select_for_update().get(pk=section.pk)


def touch(line: Line, *, by: Actor, at: datetime) -> None:
    line.version += 1
    line.by_uid, line.by_name, line.at = by.uid, by.name, at
    line.save(update_fields=["version", "by_uid", "by_name", "at"])


def standing(line: Line) -> Line:
    """The line as it is now, held until the act is over. Refused: `Gone`."""
    now = Line.objects.select_for_update(of=("self",)).select_related("section__synthesis__institution").get(pk=line.pk)
    if now.status != Status.CONFIRMED:
        raise Gone(now)
    return now


def record(
    act: str,
    line: Line,
    by: Actor,
    at: datetime,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    section = line.section
    journal.write(
        act,
        about=line,
        by=by,
        at=at,
        scope=section.institution.uid,
        before=before,
        after={"section": section.key, **(after or {})},
    )
