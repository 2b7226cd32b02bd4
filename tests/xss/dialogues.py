"""What is written for a dialogue, as its pages show it; each subject's texts have their own module."""

from __future__ import annotations

from datetime import timedelta

from mithaq.dialogues.enums import Entry, State
from mithaq.dialogues.models import Dialogue
from tests.bodies.network import DAY, at
from tests.cast import Cast
from tests.xss import Shown, in_three, url


def dialogue(cast: Cast) -> Dialogue:
    """One that exists once, however often a text is planted; everybody may see it."""
    found = Dialogue.objects.first()
    if found is None:
        found = Dialogue.objects.create(
            institution=cast.institution,
            title=in_three("What we ask for"),
            question=in_three("What should change?"),
            opens_at=at(DAY),
            closes_at=at(DAY + timedelta(days=30)),
            entry=Entry.ANYBODY,
            state=State.OPEN,
            opened_at=at(DAY),
            convened_at=at(DAY),
            seed="seed",
        )
    return found


def of_title(cast: Cast, text: str) -> list[str]:
    one = dialogue(cast)
    Dialogue.objects.update(title=in_three(text))
    return [url(cast, "dialogues:list"), url(cast, "dialogues:dialogue", uid=one.uid)]


def of_question(cast: Cast, text: str) -> list[str]:
    one = dialogue(cast)
    Dialogue.objects.update(question=in_three(text))
    return [url(cast, "dialogues:list"), url(cast, "dialogues:dialogue", uid=one.uid)]


def of_about(cast: Cast, text: str) -> list[str]:
    one = dialogue(cast)
    Dialogue.objects.update(about=in_three(text))
    return [url(cast, "dialogues:dialogue", uid=one.uid)]


FIELDS = {
    "dialogues.Dialogue.title": Shown(of_title),
    "dialogues.Dialogue.question": Shown(of_question),
    "dialogues.Dialogue.about": Shown(of_about),
}

NEVER = {
    "dialogues.Dialogue.seed": "made by the house",
    "dialogues.Dialogue.mode": "one of two words, held by a constraint",
    "dialogues.Drawn.mode": "one of two words, written by the house",
    "dialogues.Rendition.language": "one of three codes",
    "dialogues.Invitation.digest": "a hash made by the house",
    "dialogues.Participant.key": "a hash made by the house",
    "dialogues.Participant.language": "one of three codes",
    "dialogues.Participant.country": "two letters, held by a constraint",
    "dialogues.Vote.language": "one of three codes",
    "dialogues.Drawn.digest": "a hash made by the house",
    "dialogues.Drawn.kernel": "a number of a version",
    "dialogues.Drawn.figures": "figures and keys of the kernel",
    "dialogues.Drawn.tables_as_of": "moments by key of a facet",
    "dialogues.Drawn.translations": "numbers of statements and codes of languages",
}
