"""Acts and jobs of this room, as the register of acts and the list of jobs show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from mithaq.foundation import habits, languages, minute
from mithaq.foundation.models import Job
from mithaq.synthesis.wording import FAILURES, STEPS


def _drafted(facts: Mapping[str, Any]) -> str:
    sentence: Any = ngettext_lazy(
        "A synthesis is drafted from %(documents)s document; lines: %(lines)s, passages cited: %(cited)s.",
        "A synthesis is drafted from %(documents)s documents; lines: %(lines)s, passages cited: %(cited)s.",
        "documents",
    )
    told = {name: minute.shown(facts.get(name)) for name in ("lines", "cited")}
    return str(sentence % (told | {"documents": habits.counted(int(facts.get("documents", 0)))}))


_SECTIONS = {
    "objective": pgettext_lazy("a section, inside a sentence", "“objective %(number)s”"),
    "question": pgettext_lazy("a section, inside a sentence", "“guiding question %(number)s”"),
}


def _section(key: str) -> str:
    """A section by what it is about; its key where that is something else."""
    about, _dash, number = key.partition("-")
    return str(_SECTIONS[about]) % {"number": habits.digits(number)} if about in _SECTIONS else key


def _in_section(sentence: Promise) -> Callable[[Mapping[str, Any]], str]:
    """A sentence about a section, and about a language where it tells one: both in words."""

    def word(facts: Mapping[str, Any]) -> str:
        told = {name: minute.shown(value) for name, value in facts.items()}
        if facts.get("section"):
            told["section"] = minute.isolate(_section(str(facts["section"])))
        if facts.get("lang") in languages.OWN_NAMES:
            told["lang"] = minute.isolate(languages.OWN_NAMES[facts["lang"]])
        return str(sentence) % minute.Facts(told)

    return word


ACTS: Mapping[str, Any] = {
    "synthesis.release": _(
        "Release %(number)s is made: “%(title)s”, adopted by %(adopted_by)s on %(adopted_on)s; lines: %(lines)s, "
        "passages cited: %(cited)s."
    ),
    "synthesis.draft": _drafted,
    "synthesis.write_line": _in_section(_("A line is written in the section %(section)s.")),
    "synthesis.change_line": _in_section(
        _("A line of the section %(section)s is worded anew; the former wording is kept.")
    ),
    "synthesis.cite": _in_section(_("A line of the section %(section)s cites more passages: %(passages)s.")),
    "synthesis.uncite": _in_section(_("A line of the section %(section)s cites a passage no more.")),
    "synthesis.move_line": _in_section(_("A line of the section %(section)s changes its place.")),
    "synthesis.remove_line": _in_section(_("A line of the section %(section)s is removed: %(because)s")),
    "synthesis.restore_line": _in_section(_("A removed line of the section %(section)s is put back.")),
    "synthesis.translate_line": _in_section(_("A line of the section %(section)s is translated (%(lang)s).")),
    "synthesis.take": _in_section(
        _("A suggested line of the section %(section)s is taken as the beginning of a written one.")
    ),
    "synthesis.dismiss": _in_section(_("A suggested line of the section %(section)s is dismissed: %(because)s")),
    "synthesis.put_back": _in_section(_("A dismissed line of the section %(section)s is suggested again.")),
    "synthesis.leave_out": _("A passage is left out of a synthesis: %(because)s"),
    "synthesis.comment": _in_section(_("Somebody comments on a line of the section %(section)s.")),
    "synthesis.settle": _in_section(_("A comment on a line of the section %(section)s is settled.")),
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
