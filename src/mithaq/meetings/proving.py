"""Meetings as what shows that something was delivered: whoever sees the institution sees that they were held."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from mithaq.cycles.selectors import proofs
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.meetings.models import Meeting


def meetings(institution: Institution, addresses: proofs.Addresses, to: Any) -> dict[str, proofs.Shown]:
    """Those that were held: one that was cancelled, or is still to come, shows nothing."""
    uids = {str(arguments["uid"]) for arguments in addresses.values()}
    rows = Meeting.objects.filter(institution=institution, uid__in=uids, cancelled_at=None, first_day__lte=localdate())
    found = {one.uid: one for one in rows}
    return {
        address: proofs.Shown(Words(one.title))
        for address, arguments in addresses.items()
        if (one := found.get(str(arguments["uid"]))) is not None
    }
