"""What becomes of a line that software suggests: a person takes it as a beginning, or dismisses it and says why.

A suggestion that was taken is dismissed without a reason: the written line stands in its place.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from mithaq.evidence.selectors import Passage
from mithaq.foundation.actors import Actor
from mithaq.synthesis import counts, wording
from mithaq.synthesis.enums import Reason, Status
from mithaq.synthesis.models import Line, Unused
from mithaq.synthesis.services.citations import come_back
from mithaq.synthesis.services.lines import begin
from mithaq.synthesis.services.standing import Gone, lock, reason, record, touch


def take(proposal: Line, *, lang: str, everyone: bool = False, by: Actor, at: datetime) -> Line:
    """A written line that begins with what is suggested: its citations, and a sentence to go on from.

    `everyone` cites all who say it, not only those quoted, so that the counts of the sentence are theirs. Refused:
    `Gone` where somebody took or dismissed it meanwhile.
    """
    with transaction.atomic():
        proposal = _suggested(proposal)
        passages = _carrying(proposal, everyone=everyone)
        proposal.status = Status.DISMISSED
        proposal.save(update_fields=["status"])
        touch(proposal, by=by, at=at)
        with translation.override(lang):
            text = wording.beginning(proposal.act, counts.escaped(_quoted(passages, lang)))
        line = begin(proposal.section, lang=lang, text=text, passages=passages, by=by, at=at, taken_from=proposal)
        record("synthesis.take", line, by, at, after={"passages": len(passages), "lang": lang})
    return line


def dismiss(proposal: Line, *, because: str, by: Actor, at: datetime) -> Line:
    """Not wanted, because: what it quotes, and whoever says the same, is left out with this reason.

    Refused: `Gone`, `Said` without a reason.
    """
    why = reason(because)
    with transaction.atomic():
        proposal = _suggested(proposal)
        proposal.status, proposal.because = Status.DISMISSED, why
        proposal.save(update_fields=["status", "because"])
        touch(proposal, by=by, at=at)
        come_back(proposal.section, _quoted_keys(proposal), because=why, by=by, at=at)
        _saying_the_same(proposal).filter(reason__in=(Reason.SAME, Reason.COPY)).update(
            reason=Reason.LEFT_OUT, because=why, by_uid=by.uid, by_name=by.name, at=at
        )
        record("synthesis.dismiss", proposal, by, at, after={"because": why})
    return proposal


def put_back(proposal: Line, *, by: Actor, at: datetime) -> Line:
    """Suggest again what was dismissed. Nothing happens to what is suggested already, or was taken."""
    with transaction.atomic():
        lock(proposal.section)
        held = Line.objects.select_for_update(of=("self",)).select_related("section__synthesis__institution")
        proposal = held.get(pk=proposal.pk)
        if proposal.status != Status.DISMISSED or not proposal.because or proposal.renditions.exists():
            return proposal
        synthesis, dismissed_at = proposal.section.synthesis, proposal.at
        Unused.objects.filter(synthesis=synthesis, passage__in=_quoted_keys(proposal)).delete()
        _saying_the_same(proposal).filter(reason=Reason.LEFT_OUT, at=dismissed_at).update(
            reason=Reason.SAME, because="", by_uid="", by_name="", at=None
        )
        proposal.status, proposal.because = Status.SUGGESTED, ""
        proposal.save(update_fields=["status", "because"])
        touch(proposal, by=by, at=at)
        record("synthesis.put_back", proposal, by, at)
    return proposal


def _suggested(proposal: Line) -> Line:
    """The suggestion, held until the act is over. Refused: `Gone`."""
    lock(proposal.section)
    held = Line.objects.select_for_update(of=("self",)).select_related("section__synthesis__institution")
    now = held.get(pk=proposal.pk)
    if now.status != Status.SUGGESTED:
        raise Gone(now)
    return now


def _carrying(proposal: Line, *, everyone: bool) -> list[Passage]:
    """The quoted passages, and the others who say it where they are asked for; those of withdrawn sources left out."""
    live = Passage.objects.filter(rendition__document__withdrawn_at=None).select_related("rendition__document")
    cited = [c.passage_id for c in proposal.citations.all()]
    found = {p.pk: p for p in live.filter(pk__in=cited)}
    chosen = [found[key] for key in cited if key in found]
    if everyone:
        named = [member["passage"] for member in proposal.facts["members"]]
        others = live.filter(uid__in=named, is_current=True).exclude(pk__in=cited)
        chosen += sorted(others, key=lambda p: named.index(p.uid))
    return chosen


def _quoted(passages: list[Passage], lang: str) -> str:
    return next((p.text for p in passages if p.lang == lang), passages[0].text if passages else "")


def _quoted_keys(proposal: Line) -> list[int]:
    return list(proposal.citations.values_list("passage", flat=True))


def _saying_the_same(proposal: Line) -> QuerySet[Unused]:
    named = [member["passage"] for member in proposal.facts["members"]]
    return Unused.objects.filter(synthesis=proposal.section.synthesis, passage__uid__in=named)
