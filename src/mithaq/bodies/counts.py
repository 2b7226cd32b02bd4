"""How many a charter asks for, in the reader's language: charters write `5-6`, `up to 4`, `at least 3`, `open`."""

from __future__ import annotations

import re

from django.utils.translation import pgettext

from mithaq.foundation import habits

_FORMS = re.compile(r"(?:up to (?P<up>\d+)|at least (?P<from>\d+)|open)\Z")


def said(text: object) -> str:
    """A count as it is read; what is only numbers stays as it is."""
    found = _FORMS.match(str(text).strip())
    if found is None:
        return habits.digits(str(text))
    if found["up"]:
        return pgettext("how many", "up to %(n)s") % {"n": habits.digits(found["up"])}
    if found["from"]:
        return pgettext("how many", "at least %(n)s") % {"n": habits.digits(found["from"])}
    return pgettext("how many", "any number")
