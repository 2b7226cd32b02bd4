"""Releases as what shows that something was delivered: by the rule of releases, in the languages they are frozen in."""

from __future__ import annotations

from django.db.models import Q

from mithaq.cycles.selectors import proofs
from mithaq.evidence.selectors import Reader
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.synthesis.release_selectors import releases


def released(institution: Institution, addresses: proofs.Addresses, to: Reader) -> dict[str, proofs.Shown]:
    wanted = {address: (str(told["uid"]), int(told["number"])) for address, told in addresses.items()}
    which = Q(pk=None)
    for uid, number in wanted.values():
        which |= Q(synthesis__uid=uid, number=number)
    found = {(one.synthesis.uid, one.number): one for one in releases(institution, to=to).filter(which)}
    return {
        address: proofs.Shown(Words(found[key].title), languages.CODES)
        for address, key in wanted.items()
        if key in found
    }
