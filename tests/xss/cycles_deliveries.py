"""What officers say shows a delivery, where it is, and why it is taken back: all of it is shown as text."""

from __future__ import annotations

from mithaq.cycles.models import Delivery
from tests.cast import AT, Cast
from tests.cycles.deliverables import ADVICE, deliver, institution
from tests.xss import Shown, url


def plant(field: str, **more: object):
    def planted(cast: Cast, text: str) -> list[str]:
        institution(cast)
        Delivery.objects.all().delete()
        made = deliver(cast, ADVICE)
        Delivery.objects.filter(pk=made.pk).update(**{field: text}, **more)
        pages = [url(cast, "cycles:delivered_clause", clause=ADVICE)]
        if more or field == "by_name":
            return pages
        return [*pages, url(cast, "cycles:delivered"), url(cast, "cycles:take_back", uid=made.uid)]

    return planted


FIELDS = {
    "cycles.Delivery.shown_by": Shown(plant("shown_by")),
    "cycles.Delivery.address": Shown(plant("address")),
    "cycles.Delivery.by_name": Shown(plant("by_name")),
    "cycles.Delivery.taken_back_because": Shown(plant("taken_back_because", taken_back_at=AT)),
}
NEVER = {
    "cycles.Delivery.clause": "an id of the grammar: small letters, digits, hyphens",
    "cycles.Delivery.languages": "the codes of three languages",
}
