"""Whether what a notice told of still stands when it is read: for who may see the dialogue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from mithaq.dialogues import reading
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.notices.selectors import wording


def _seen(institution: Institution, reader: Account, abouts: Sequence[str]) -> Collection[str]:
    return set(reading.dialogues(institution, to=reader).filter(uid__in=abouts).values_list("uid", flat=True))


KINDS: Mapping[str, wording.Still] = {
    f"dialogues.{what}": _seen
    for what in ("open", "ending", "cancelled", "to-open", "to-close", "to-moderate", "to-review")
}
