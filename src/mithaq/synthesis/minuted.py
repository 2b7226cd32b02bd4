"""Acts and jobs of this room, as the register of acts and the list of jobs show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mithaq.foundation import minute
from mithaq.foundation.models import Job
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
    "synthesis.release": _(
        "Release %(number)s is made: “%(title)s”, adopted by %(adopted_by)s on %(adopted_on)s; lines: %(lines)s, "
        "passages cited: %(cited)s."
    ),
    "synthesis.draft": _drafted,
    "synthesis.write_line": _("A line is written in the section %(section)s."),
    "synthesis.change_line": _("A line of the section %(section)s is worded anew; the former wording is kept."),
    "synthesis.cite": _("A line of the section %(section)s cites more passages: %(passages)s."),
    "synthesis.uncite": _("A line of the section %(section)s cites a passage no more."),
    "synthesis.move_line": _("A line of the section %(section)s changes its place."),
    "synthesis.remove_line": _("A line of the section %(section)s is removed: %(because)s"),
    "synthesis.restore_line": _("A removed line of the section %(section)s is put back."),
    "synthesis.translate_line": _("A line of the section %(section)s is translated (%(lang)s)."),
    "synthesis.take": _("A suggested line of the section %(section)s is taken as the beginning of a written one."),
    "synthesis.dismiss": _("A suggested line of the section %(section)s is dismissed: %(because)s"),
    "synthesis.put_back": _("A dismissed line of the section %(section)s is suggested again."),
    "synthesis.leave_out": _("A passage is left out of a synthesis: %(because)s"),
    "synthesis.comment": _("Somebody comments on a line of the section %(section)s."),
    "synthesis.settle": _("A comment on a line of the section %(section)s is settled."),
    "synthesis.note_refused": _("A synthesis names the files that could not be read: %(files)s"),
}


def synthesis_of(job: Job, institution: str) -> str:
    """Where the synthesis stands that a finished job has made."""
    return reverse("synthesis:synthesis", kwargs={"institution": institution, "uid": job.outcome["synthesis"]})


JOBS: Mapping[str, Promise] = {
    "synthesis.draft": _("Drafting a synthesis"),
    **{f"synthesis.draft/{step}": said for step, said in STEPS.items() if step},
    **{f"synthesis.draft!{why}": said for why, said in FAILURES.items()},
}
