"""The words of charters for bodies, as people say them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

KINDS: Mapping[str, str | Promise] = {
    "board": pgettext_lazy("kind of body", "board"),
    "steering-committee": pgettext_lazy("kind of body", "steering committee"),
    "technical-committee": pgettext_lazy("kind of body", "technical committee"),
    "management-committee": pgettext_lazy("kind of body", "management committee"),
    "secretariat": pgettext_lazy("kind of body", "secretariat"),
    "working-group": pgettext_lazy("kind of body", "working group"),
    "troika": pgettext_lazy("kind of body", "troika"),
    "advisory-group": pgettext_lazy("kind of body", "advisory group"),
    "support-unit": pgettext_lazy("kind of body", "support unit"),
    "department": pgettext_lazy("kind of body", "department"),
    "commission": pgettext_lazy("kind of body", "commission"),
    "co-facilitators": pgettext_lazy("kind of body", "co-facilitators"),
    "consultant": pgettext_lazy("kind of body", "consultant"),
    "facilitator": pgettext_lazy("kind of body", "facilitator"),
    "network": pgettext_lazy("kind of body", "network"),
    "assembly": pgettext_lazy("kind of body", "assembly"),
    "forum": pgettext_lazy("kind of body", "forum"),
    "committee": pgettext_lazy("kind of body", "committee"),
    "platform": pgettext_lazy("kind of body", "platform"),
    "conference": pgettext_lazy("kind of body", "conference"),
}

POWERS: Mapping[str, str | Promise] = {
    "decide": pgettext_lazy("what a body may", "decide"),
    "oversee": pgettext_lazy("what a body may", "oversee"),
    "execute": pgettext_lazy("what a body may", "execute"),
    "strategy": pgettext_lazy("what a body may", "set the strategy"),
    "advise": pgettext_lazy("what a body may", "advise"),
    "orient": pgettext_lazy("what a body may", "set orientations"),
    "examine": pgettext_lazy("what a body may", "examine"),
    "approve": pgettext_lazy("what a body may", "approve"),
    "supervise": pgettext_lazy("what a body may", "supervise"),
    "control-funds": pgettext_lazy("what a body may", "control the funds"),
    "approve-annual-reports": pgettext_lazy("what a body may", "approve annual reports"),
    "lead": pgettext_lazy("what a body may", "lead"),
    "manage": pgettext_lazy("what a body may", "manage"),
    "develop": pgettext_lazy("what a body may", "develop"),
    "guide": pgettext_lazy("what a body may", "guide"),
    "represent": pgettext_lazy("what a body may", "represent"),
    "coordinate": pgettext_lazy("what a body may", "coordinate"),
    "convene": pgettext_lazy("what a body may", "convene"),
    "select": pgettext_lazy("what a body may", "select"),
    "recommend": pgettext_lazy("what a body may", "recommend"),
    "propose": pgettext_lazy("what a body may", "propose"),
    "facilitate": pgettext_lazy("what a body may", "facilitate"),
    "share-information": pgettext_lazy("what a body may", "share information"),
    "additional-decision": pgettext_lazy("what a body may", "take additional decisions"),
    "vote": pgettext_lazy("what a body may", "vote"),
}
