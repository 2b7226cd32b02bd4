"""What is said of taking part: links, consent withdrawn, a statement reported. Nothing here says who, or what somebody
answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mithaq.dialogues.wording_convening import told
from mithaq.foundation import minute

_with = minute.saying(told)


def _links(facts: Mapping[str, Any]) -> str:
    number = facts.get("links")
    sentence = ngettext_lazy(
        "%(links)s personal link was made for the dialogue “%(title)s”.",
        "%(links)s personal links were made for the dialogue “%(title)s”.",
        number if isinstance(number, int) else 0,
    )
    return str(sentence) % minute.Facts(told(facts))


def _mailed(facts: Mapping[str, Any]) -> str:
    number = facts.get("links")
    sentence = ngettext_lazy(
        "%(links)s personal link of the dialogue “%(title)s” was sent by mail.",
        "%(links)s personal links of the dialogue “%(title)s” were sent by mail.",
        number if isinstance(number, int) else 0,
    )
    return str(sentence) % minute.Facts(told(facts))


ACTS: Mapping[str, Any] = {
    "dialogues.invite": _links,
    "dialogues.mail-links": _mailed,
    "dialogues.withdraw-link": _with(_("A personal link of the dialogue “%(title)s” was withdrawn.")),
    "dialogues.withdraw": _with(
        _("Somebody withdrew their consent in the dialogue “%(title)s”; their answers were deleted.")
    ),
}
FINDINGS: Mapping[str, Any] = {}
NOTICES: Mapping[str, Callable[..., Any] | Any] = {
    "dialogues.reported": _with(
        _("A participant of “%(title)s” asks you to look at the statement “%(statement)s”: %(ground)s.")
    ),
}
JOBS: Mapping[str, Any] = {
    "dialogues.mail": _("Sending personal links by mail"),
    "dialogues.mail/sending": _("Sending personal links by mail"),
}
