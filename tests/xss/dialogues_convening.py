"""Texts of statements, and reasons, as the convener's pages show them."""

from __future__ import annotations

from mithaq.dialogues.enums import Ground, Standing, State
from mithaq.dialogues.models import Dialogue, Rendition, Statement
from tests.bodies.network import DAY, at
from tests.cast import Cast
from tests.dialogues.charted import charted
from tests.xss import Shown, dialogues_voting, url
from tests.xss.dialogues import dialogue


def statement(cast: Cast) -> Statement:
    """One of a dialogue of its own kind, which exists once."""
    about = dialogue(cast)
    found = Statement.objects.filter(dialogue=about).first()
    if found is None:
        fixed = {"institution": cast.institution}
        found = Statement.objects.create(
            **fixed, dialogue=about, number=0, standing=Standing.ADMITTED, proposed_at=at(DAY), votable=True
        )
        for code in ("ar", "en", "fr"):
            told = {"language": code, "text": "Schools for all", "is_original": code == "en", "reviewed_at": at(DAY)}
            Rendition.objects.create(**fixed, statement=found, **told)
    return found


def of_because(cast: Cast, text: str) -> list[str]:
    one = dialogue(cast)
    Dialogue.objects.filter(pk=one.pk).update(state=State.CANCELLED, because=text)
    return [url(cast, "dialogues:office", uid=one.uid), url(cast, "dialogues:dialogue", uid=one.uid)]


def of_text(cast: Cast, text: str) -> list[str]:
    one = statement(cast)
    Rendition.objects.filter(statement=one).update(text=text)
    uid = one.dialogue.uid
    charted(uid)
    return [
        *dialogues_voting.of_statement(cast, text),
        *(url(cast, f"dialogues:{name}", uid=uid) for name in ("map", "statements_map", "embed", "tables")),
        url(cast, "dialogues:map_svg", uid=uid, form="csv"),
        url(cast, "dialogues:statements", uid=uid) + "?show=all",
        url(cast, "dialogues:decide", uid=uid, statement=one.uid),
        url(cast, "dialogues:renditions", uid=uid) + "?show=all",
        url(cast, "dialogues:rendition", uid=uid, statement=one.uid),
    ]


def of_reason(cast: Cast, text: str) -> list[str]:
    one = statement(cast)
    told = {"standing": Standing.REFUSED, "ground": Ground.OTHER, "because": text, "votable": False}
    Statement.objects.filter(pk=one.pk).update(**told)
    uid = one.dialogue.uid
    return [
        *dialogues_voting.of_refusal(cast, text),
        url(cast, "dialogues:statements", uid=uid) + "?show=all",
        url(cast, "dialogues:decide", uid=uid, statement=one.uid),
    ]


FIELDS = {
    "dialogues.Dialogue.because": Shown(of_because),
    "dialogues.Rendition.text": Shown(of_text),
    "dialogues.Statement.because": Shown(of_reason),
}

NEVER: dict[str, str] = {}
