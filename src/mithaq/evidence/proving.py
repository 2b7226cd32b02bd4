"""Documents as what shows that something was delivered: the calendar asks for them, by the one rule of visibility."""

from __future__ import annotations

from mithaq.cycles.selectors import proofs
from mithaq.evidence import selectors
from mithaq.evidence.selectors import Reader
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution


def documents(institution: Institution, addresses: proofs.Addresses, to: Reader) -> dict[str, proofs.Shown]:
    uids = {str(arguments["uid"]) for arguments in addresses.values()}
    found = {one.uid: one for one in selectors.documents(institution, to=to).filter(uid__in=uids)}
    return {
        address: proofs.Shown(Words(one.title), tuple(one.languages))
        for address, arguments in addresses.items()
        if (one := found.get(str(arguments["uid"]))) is not None
    }
