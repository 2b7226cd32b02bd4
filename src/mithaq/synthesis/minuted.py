"""Acts and jobs of this room, as the minute and the list of jobs show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mithaq.foundation import minute
from mithaq.synthesis.wording import FAILURES, STEPS


def _drafted(facts: Mapping[str, Any]) -> str:
    sentence: Any = ngettext_lazy(
        "A synthesis is drafted from %(documents)d document; lines: %(lines)s, passages cited: %(cited)s.",
        "A synthesis is drafted from %(documents)d documents; lines: %(lines)s, passages cited: %(cited)s.",
        "documents",
    )
    told = {name: minute.shown(facts.get(name)) for name in ("lines", "cited")}
    return str(sentence % (told | {"documents": int(facts.get("documents", 0))}))


ACTS: Mapping[str, Any] = {
    "synthesis.draft": _drafted,
    "synthesis.note_refused": _("A synthesis names the files that could not be read: %(files)s"),
}

JOBS: Mapping[str, Promise] = {
    "synthesis.draft": _("Drafting a synthesis"),
    **{f"synthesis.draft/{step}": said for step, said in STEPS.items() if step},
    **{f"synthesis.draft!{why}": said for why, said in FAILURES.items()},
}
