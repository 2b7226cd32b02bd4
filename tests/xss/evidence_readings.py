"""What people call a double reading, who reads, and whose voice a reader heard."""

from __future__ import annotations

from mithaq.evidence import agreement
from mithaq.evidence.models import Decision, DoubleReading, Ranking
from mithaq.evidence.services import readings
from tests.access.evidence_readings import asked, differing
from tests.cast import AT, Cast
from tests.xss import Shown, url


def of_reading(field: str, *pages: str):
    def plant(cast: Cast, text: str) -> list[str]:
        reading, passage = differing(cast)
        DoubleReading.objects.filter(pk=reading.pk).update(**{field: text})
        places = {
            "evidence:readings": {},
            "evidence:reading": {"uid": reading.uid},
            "evidence:settle_reading": {"uid": reading.uid, "passage": passage.uid},
        }
        return [url(cast, page, **places[page]) for page in pages]

    return plant


def title(cast: Cast, text: str) -> list[str]:
    reading = asked(cast)
    DoubleReading.objects.filter(pk=reading.pk).update(title=text)
    return [
        url(cast, "evidence:readings"),
        url(cast, "evidence:reading", uid=reading.uid),
        url(cast, "evidence:desk") + f"?reading={reading.uid}",
    ]


def voice(cast: Cast, text: str) -> list[str]:
    """The name a reader gave to a voice of another kind."""
    reading, passage = differing(cast)
    DoubleReading.objects.filter(pk=reading.pk).update(schemes=["act", "speaker"])
    said = [{"scheme": "speaker", "code": "other", "name": text, "verdict": "yes"}]
    Decision.objects.filter(passage=passage, by_uid=reading.first_uid).update(verdicts=said)
    return [
        url(cast, "evidence:reading", uid=reading.uid),
        url(cast, "evidence:settle_reading", uid=reading.uid, passage=passage.uid),
    ]


def settled_by(cast: Cast, text: str) -> list[str]:
    reading, passage = differing(cast)
    told = {"key": reading.uid, "by": cast.amal.actor, "at": AT}
    readings.settle(cast.institution, reading, passage, chosen=[("act", "fact")], **told)
    Decision.objects.filter(kind="settle").update(by_name=text)
    assert agreement.compared(reading)[0].settled is not None
    return [url(cast, "evidence:reading", uid=reading.uid)]


def learned_by(cast: Cast, text: str) -> list[str]:
    Ranking.objects.create(institution=cast.institution, decisions=100, made_at=AT, by_name=text)
    return [url(cast, "evidence:learned")]


EVERYWHERE = ("evidence:readings", "evidence:reading", "evidence:settle_reading")
FIELDS = {
    "evidence.DoubleReading.title": Shown(title),
    "evidence.DoubleReading.first_name": Shown(of_reading("first_name", *EVERYWHERE)),
    "evidence.DoubleReading.second_name": Shown(of_reading("second_name", *EVERYWHERE)),
    "evidence.DoubleReading.by_name": Shown(of_reading("by_name", "evidence:reading")),
    "evidence.Decision.verdicts": Shown(voice),
    "evidence.Ranking.by_name": Shown(learned_by),
}
NEVER = {
    "evidence.DoubleReading.first_uid": "made by the house, never shown",
    "evidence.DoubleReading.second_uid": "made by the house, never shown",
    "evidence.DoubleReading.by_uid": "made by the house, never shown",
    "evidence.DoubleReading.schemes": "keys of the house",
    "evidence.DoubleReading.alpha": "figures the kernel gives, and the rule by which passages were drawn",
    "evidence.Ranking.weights": "figures the kernel gives, never shown",
    "evidence.Ranking.measured": "figures the kernel gives",
    "evidence.Ranking.by_uid": "made by the house, never shown",
}
