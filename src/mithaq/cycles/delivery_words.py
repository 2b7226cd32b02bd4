"""What is delivered, in words: acts, findings, dues, and what publications publish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.foundation import languages, minute

PUBLISHED: dict[str, Promise] = {
    "report": pgettext_lazy("what is published", "Report"),
    "agenda": pgettext_lazy("what is published", "Agenda"),
    "documents": pgettext_lazy("what is published", "Documents"),
    "summary": pgettext_lazy("what is published", "Summary"),
    "decisions": pgettext_lazy("what is published", "Decisions"),
    "submissions": pgettext_lazy("what is published", "Submissions"),
    "information": pgettext_lazy("what is published", "Information"),
}

ACTS: dict[str, Any] = {
    "cycles.deliver": _("%(name)s: delivered on %(on)s. What shows it: %(shown_by)s."),
    "cycles.take_back": _("That %(name)s was delivered on %(on)s is taken back. Reason: %(reason)s"),
}


def spoken(codes: Any) -> str:
    """Languages by their names, in the active one."""
    names = Locale(languages.current()).languages
    return str(_(", ")).join(names.get(code, code) for code in codes or ())


def _lacks(facts: Mapping[str, Any]) -> str:
    return said("%(name)s: delivered, but not in these languages: %(languages)s.") % {
        "name": minute.shown(facts.get("name")),
        "languages": minute.shown(spoken(facts.get("languages"))),
    }


FINDINGS: dict[str, Any] = {
    "cycles.delivered": _("%(name)s: delivered on %(on)s. What shows it: %(shown_by)s."),
    "cycles.delivered-late": _(
        "%(name)s: delivered on %(on)s, after its last day, %(last)s. What shows it: %(shown_by)s."
    ),
    "cycles.delivered-some": _("%(name)s: delivered %(count)s of %(least)s times until %(last)s."),
    "cycles.delivery-lacks": _lacks,
    "cycles.delivery-missing": _("%(name)s: should have been delivered by %(last)s, and nothing shows that it was."),
    "cycles.delivery-due": _("%(name)s: to be delivered by %(last)s."),
    "cycles.delivery-ahead": _("%(name)s: until %(last)s there is time to deliver it."),
    "cycles.delivery-after": _("%(name)s: asked for from %(first)s on."),
    "cycles.delivery-unrecorded": _(
        "%(name)s: should have been delivered by %(last)s, before the charter was adopted; it is not written down "
        "whether it was."
    ),
    "cycles.nothing-shown": _("%(name)s: nothing shows yet that it was done. The charter sets no day for it."),
    "cycles.shown-long-ago": _("%(name)s: what shows it last is of %(on)s, more than a year ago: %(shown_by)s."),
    "cycles.delivery-closed": _("%(name)s: meant for everybody, and something that shows it is not open to everybody."),
    "cycles.delivery-not-open": _("%(name)s: meant for everybody, and what you name is not open to everybody."),
    "cycles.delivery-needs-address": _(
        "%(name)s: must be published; a sentence does not publish it. Name the address where it can be read."
    ),
}

DUES: dict[str, Any] = {"cycles.delivery": _("%(name)s: to be delivered by %(day)s.")}
