"""Texts of charters, and who wrote them."""

from __future__ import annotations

import hashlib
import json

from mithaq.blueprints.models import Amendment, Draft
from mithaq.institutions.models import Charter
from tests.access.blueprints import amendment_of, draft_of, in_force
from tests.blueprints.texts import BOARD
from tests.cast import Cast
from tests.xss import Shown, url


def told(text: str) -> str:
    """A charter that says the text everywhere it can: names, notes, words of its own, a source."""
    said = json.dumps(text, ensure_ascii=False)
    return (
        f"# {text}\n"
        + BOARD
        + (
            f"\n[principle.one]\nname = {said}\nnote = {said}\nsource = {{document = {said}, quote = {said}}}\n"
            f"\n[fact.two]\nname = {{ar = {said}, en = {said}, fr = {said}}}\n"
            f'kind = "web"\naddress = {said}\nvalue = {said}\n'
            f'\n[duty.three]\nname = {said}\nof = "body.board"\nsource = {{document = "000", quote = {said}}}\n'
            f"\n[finding.four]\nname = {said}\n[finding.four.value.a]\nname = {said}\n"
            '[finding.four.value.b]\nname = "b"\n'
        )
    )


def draft_title(cast: Cast, text: str) -> list[str]:
    draft = draft_of(cast)
    Draft.objects.filter(pk=draft.pk).update(title=text)
    return [url(cast, "blueprints:drafts"), url(cast, "blueprints:draft", uid=draft.uid)]


def draft_text(cast: Cast, text: str) -> list[str]:
    draft = draft_of(cast, told(text))
    return [url(cast, name, uid=draft.uid) for name in ("blueprints:draft", "blueprints:preview", "blueprints:adopt")]


def draft_writer(cast: Cast, text: str) -> list[str]:
    draft = draft_of(cast)
    Draft.objects.filter(pk=draft.pk).update(by_name=text)
    return [url(cast, "blueprints:drafts"), url(cast, "blueprints:draft", uid=draft.uid)]


def one_amendment(cast: Cast) -> Amendment:
    return Amendment.objects.first() or amendment_of(cast)


def amendment_text(cast: Cast, text: str) -> list[str]:
    one = one_amendment(cast)
    Amendment.objects.filter(pk=one.pk).update(text=told(text))
    return [url(cast, "blueprints:amendment", uid=one.uid)]


def amendment_reason(cast: Cast, text: str) -> list[str]:
    one = one_amendment(cast)
    Amendment.objects.filter(pk=one.pk).update(reason=text)
    return [url(cast, "blueprints:amendments"), url(cast, "blueprints:amendment", uid=one.uid)]


def amendment_writer(cast: Cast, text: str) -> list[str]:
    one = one_amendment(cast)
    Amendment.objects.filter(pk=one.pk).update(by_name=text)
    return [url(cast, "blueprints:amendments"), url(cast, "blueprints:amendment", uid=one.uid)]


def charter_text(cast: Cast, text: str) -> list[str]:
    if not Charter.objects.exists():
        in_force(cast)
    written = told(text)
    Charter.objects.update(text=written, digest=hashlib.sha256(written.encode()).hexdigest())
    return [
        *(url(cast, f"blueprints:{name}") for name in ("charter", "charter_json", "compliance", "compliance_csv")),
        url(cast, "blueprints:version", number=1),
    ]


def charter_by(cast: Cast, text: str) -> list[str]:
    in_force(cast)
    Charter.objects.update(by_name=text)
    return [url(cast, "blueprints:versions")]


FIELDS = {
    "blueprints.Draft.title": Shown(draft_title),
    "blueprints.Draft.text": Shown(draft_text, limit=400),
    "blueprints.Draft.by_name": Shown(draft_writer),
    "blueprints.Amendment.text": Shown(amendment_text, limit=400),
    "blueprints.Amendment.reason": Shown(amendment_reason),
    "blueprints.Amendment.by_name": Shown(amendment_writer),
    "institutions.Charter.text": Shown(charter_text, limit=400),
    "institutions.Charter.by_name": Shown(charter_by),
}
NEVER = {
    "blueprints.Draft.blueprint": "a key of the gallery: looked up when the draft is begun",
    "blueprints.Draft.by_uid": "made by the house, never shown",
    "blueprints.Amendment.digest": "SHA-256 made by the house",
    "blueprints.Amendment.blueprint": "copied from the draft: a key of the gallery",
    "blueprints.Amendment.clause": "the id of a clause as the kernel read it: small letters, digits, hyphens",
    "blueprints.Amendment.by_uid": "made by the house, never shown",
    "blueprints.Standing.clause": "the id of a clause as the kernel read it: small letters, digits, hyphens",
    "blueprints.Standing.findings": "kept with the day; pages word the findings of today anew",
    "institutions.Charter.digest": "SHA-256 made by the house",
    "institutions.Charter.blueprint": "a key of the gallery, never shown",
    "institutions.Charter.by_uid": "made by the house, never shown",
    "institutions.Charter.decided_by": "made by the house: a kind and an id, never shown",
}
