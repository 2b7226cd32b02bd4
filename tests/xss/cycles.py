"""Names of the calendar come from charters, reasons and answers from people: both are shown as text."""

from __future__ import annotations

from mithaq.cycles import services
from mithaq.cycles.models import Extension, Milestone, Phase
from tests.cast import AT, Cast
from tests.cycles.charters import ON, adopt
from tests.xss import Shown, in_three, url


def month(cast: Cast) -> str:
    return f"{url(cast, 'cycles:calendar')}?month=2021-03"


def files(cast: Cast) -> list[str]:
    return [url(cast, "cycles:roadmap_file", form=form) for form in ("svg", "csv")]


def milestone_name(cast: Cast, text: str) -> list[str]:
    adopt(cast)
    Milestone.objects.filter(clause="event.conference").update(name=in_three(text))
    uid = Milestone.objects.get(clause="event.conference").uid
    return [
        month(cast),
        url(cast, "cycles:roadmap"),
        url(cast, "cycles:milestone", uid=uid),
        url(cast, "cycles:settle", uid=uid),
        *files(cast),
    ]


def milestone_place(cast: Cast, text: str) -> list[str]:
    adopt(cast)
    Milestone.objects.filter(clause="event.conference").update(place=in_three(text))
    return [url(cast, "cycles:milestone", uid=Milestone.objects.get(clause="event.conference").uid)]


def shown_by(cast: Cast, text: str) -> list[str]:
    adopt(cast)
    Milestone.objects.filter(clause="milestone.draft").update(done_on=ON, shown_by=text)
    return [url(cast, "cycles:milestone", uid=Milestone.objects.get(clause="milestone.draft").uid)]


def phase_name(cast: Cast, text: str) -> list[str]:
    adopt(cast)
    Phase.objects.filter(clause="phase.input").update(name=in_three(text))
    return [f"{url(cast, 'cycles:calendar')}?month=2020-12", url(cast, "cycles:roadmap"), *files(cast)]


def extension(field: str):
    def plant(cast: Cast, text: str) -> list[str]:
        adopt(cast)
        one = Milestone.objects.get(clause="call.reports")
        Extension.objects.all().delete()
        made = services.ask_extension(one, country="TN", until=one.until, reason="Why", by=cast.chadia.actor, at=AT)
        pages = [url(cast, "cycles:milestone", uid=one.uid)]
        if field == "reason":
            Extension.objects.filter(pk=made.pk).update(reason=text)
            return [*pages, url(cast, "cycles:decide", uid=made.uid)]
        services.decide_extension(made, answer="No", by=cast.badr.actor, at=AT)
        Extension.objects.filter(pk=made.pk).update(**{field: text})
        return pages

    return plant


FIELDS = {
    "cycles.Milestone.name": Shown(milestone_name, limit=40),
    "cycles.Milestone.place": Shown(milestone_place, limit=300),
    "cycles.Milestone.shown_by": Shown(shown_by),
    "cycles.Phase.name": Shown(phase_name, limit=40),
    "cycles.Extension.reason": Shown(extension("reason")),
    "cycles.Extension.answer": Shown(extension("answer")),
    "cycles.Extension.decided_by": Shown(extension("decided_by")),
}
NEVER = {
    "cycles.Cycle.name": "the page of flows names cycles by the charter's own words",
    "cycles.Cycle.clause": "an id of the grammar: small letters, digits, hyphens",
    "cycles.Cycle.level": "a word of the grammar",
    "cycles.Cycle.every": "a span as the kernel writes it",
    "cycles.Cycle.feeds": "an id of the grammar",
    "cycles.Phase.clause": "an id of the grammar",
    "cycles.Phase.of": "an id of the grammar",
    "cycles.Phase.opens": "actions of the grammar: a room and a verb",
    "cycles.Phase.place": "kept for the feed, not shown",
    "cycles.Phase.when": "a time the grammar reads",
    "cycles.Phase.edge": "a word of the kernel",
    "cycles.Milestone.clause": "an id of the grammar",
    "cycles.Milestone.of": "an id of the grammar",
    "cycles.Milestone.responsible": "a word of the grammar, or an id",
    "cycles.Milestone.when": "a time the grammar reads",
    "cycles.Milestone.edge": "a word of the kernel",
    "cycles.Extension.country": "two capitals: a constraint",
}
