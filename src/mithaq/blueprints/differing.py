"""What a text changes in another, clause by clause, in sentences: before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mithaq.blueprints import sentences
from mithaq.blueprints.pieces import Sentence
from mithaq.blueprints.telling import Names, Teller
from mithaq.kernels import charter
from mithaq.kernels.charter import Charter, Difference


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that is added, removed or changed: what it said, and what it says."""

    act: str
    clause: str
    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]

    @property
    def label(self) -> str:
        return {
            "added": pgettext("a clause is", "added"),
            "removed": pgettext("a clause is", "removed"),
            "changed": pgettext("a clause is", "changed"),
        }[self.act]

    @property
    def only_beside(self) -> bool:
        """Whether only what stands beside the sentences changed: a note, a source, whether it binds."""
        return self.act == "changed" and [str(s) for s in self.before] == [str(s) for s in self.after]


def changes(before: Charter, after: Charter) -> tuple[Difference, ...]:
    """Every difference, in the order of the new text."""
    return charter.differences(before, after)


def told(found: Iterable[Difference], before: Charter, after: Charter, names: Names | None = None) -> list[Change]:
    """Differences in the reader's language."""
    names = names or Names()
    old, new = Teller(before, names), Teller(after, names)
    return [Change(one.act, one.clause, _say(old, before, one.clause), _say(new, after, one.clause)) for one in found]


def summary(found: Sequence[Difference], before: Charter, after: Charter, *, reason: str) -> str:
    """As a plain text that a body can read and decide on."""
    parts = [_("Why: %(reason)s") % {"reason": reason}]
    for one in told(found, before, after):
        parts.append(f"{one.clause} – {one.label}")
        if one.before:
            parts.append(_("Before: %(text)s") % {"text": " ".join(str(s) for s in one.before)})
        if one.after:
            parts.append(_("After: %(text)s") % {"text": " ".join(str(s) for s in one.after)})
    return "\n\n".join(parts)


def _say(teller: Teller, of: Charter, clause_id: str) -> tuple[Sentence, ...]:
    clause = of.get(clause_id)
    return sentences.of(teller, clause) if clause is not None else ()
