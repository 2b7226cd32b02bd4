"""Acts and jobs of the foundation, as the register of acts and the list of jobs show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import minute


def _with_kind(sentence: Promise) -> Callable[[Mapping[str, Any]], str]:
    """The kind of the job is worded by the room whose work it is."""

    def word(facts: Mapping[str, Any]) -> str:
        return str(sentence) % {"kind": minute.isolate(minute.work(str(facts.get("kind", ""))))}

    return word


ACTS: Mapping[str, Any] = {
    "account.open": _("The account %(email)s is opened."),
    "job.finished": _with_kind(_("A job is finished: %(kind)s.")),
    "job.failed": _with_kind(_("A job stopped before the end: %(kind)s.")),
}
JOBS: Mapping[str, Any] = {"jobs.lost": _("Giving up jobs whose worker was stopped")}
