"""A network that talks something over: what the tests of dialogues act in. Every act is on DAY, unless told otherwise.

circle.convene()                                    # a draft: OPENS until CLOSES, everybody may take part
statements = circle.seed(dialogue, 6)               # admitted, each in three languages, reviewed
dialogue = circle.open(dialogue)                    # or circle.running(6): all at once; statements: circle.statements
somebody = circle.participant(dialogue)             # anonymous; person=…, category=…, country="LB", language="fr"
circle.vote(somebody, statement, Answer.AGREE)
circle.close(dialogue)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from mithaq.dialogues import services
from mithaq.dialogues.enums import Answer, Entry
from mithaq.dialogues.models import Dialogue, Participant, Rendition, Statement, Vote
from mithaq.dialogues.services import batches
from mithaq.foundation import languages
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from tests import remembered
from tests.bodies.network import DAY, Network, at

PREPARED = at(DAY)  # noon of 1 March 2021
OPENS = at(DAY + timedelta(days=1))
CLOSES = at(DAY + timedelta(days=15))
DURING = OPENS + timedelta(hours=1)  # when people answer
AFTER = timedelta(minutes=1)
TEXTS = {
    "ar": "يجب أن تُسهَّل إجراءات الإقامة رقم {number}",
    "en": "Residence procedure number {number} should be made easier",
    "fr": "La procédure de séjour numéro {number} devrait être facilitée",
}


@dataclass
class Circle(Network):
    """An institution that convenes dialogues."""

    statements: list[Statement] = field(default_factory=list)

    def convene(self, **told: Any) -> Dialogue:
        """A draft; everybody may take part, the map is public and live, figures tell of five people at least."""
        asked: dict[str, Any] = {
            "title": words(ar="ماذا نطلب", en="What we ask for", fr="Ce que nous demandons"),
            "question": words(ar="ما الذي يجب أن يتغير؟", en="What should change?", fr="Que faut-il changer ?"),
            "opens_at": OPENS,
            "closes_at": CLOSES,
            "entry": Entry.ANYBODY,
            "floor": 5,
        }
        by, now = told.pop("by", SYSTEM), told.pop("now", PREPARED)
        return services.prepare(self.institution, **(asked | told), by=by, at=now)

    def seed(self, dialogue: Dialogue, number: int = 6, *, reviewed: bool = True) -> list[Statement]:
        """So many statements, each an original in one language (in turn) and two translations."""
        made = []
        first = Statement.objects.filter(dialogue=dialogue).count()
        for place in range(first, first + number):
            code = languages.CODES[place % 3]
            texts = {one: text.format(number=place + 1) for one, text in TEXTS.items()}
            one = services.seed(dialogue, texts[code], code, translations=texts, by=SYSTEM, at=dialogue.convened_at)
            if reviewed:
                self.review(one)
            made.append(Statement.objects.select_related("dialogue", "institution").get(pk=one.pk))
        self.statements = [*self.statements, *made]  # whoever has the list of before keeps it as it was
        return made

    def review(self, statement: Statement, *, now: datetime = PREPARED) -> None:
        for rendition in Rendition.objects.filter(statement=statement, is_original=False):
            services.review(rendition, by=SYSTEM, at=now)

    def open(self, dialogue: Dialogue, *, now: datetime | None = None) -> Dialogue:
        return services.open_dialogue(dialogue, by=SYSTEM, at=now or dialogue.opens_at)

    def running(self, statements: int = 6, **told: Any) -> Dialogue:
        """An open dialogue with so many statements; they are `circle.statements` then."""

        def begin() -> tuple[Dialogue, list[Statement]]:
            batches.CHANCE.seed(f"before {statements}")
            dialogue = self.convene(**told)
            made = self.seed(dialogue, statements)
            return self.open(dialogue), made

        key = f"running {self.institution.pk} {statements} {told!r}"
        dialogue, self.statements = remembered.once(key, begin)
        batches.CHANCE.seed(f"after {statements}")  # the same, whether chance was asked here or only remembered
        return dialogue

    def participant(self, dialogue: Dialogue, *, now: datetime = DURING, **told: Any) -> Participant:
        """Somebody takes part: without an account, unless `person=` or `invitation=` is told."""
        self.number += 1
        key = "" if told.keys() & {"person", "invitation"} else sha256(f"{self.number}".encode()).hexdigest()
        asked: dict[str, Any] = {"language": "en", "consented_at": now, "key": key}
        made: Participant = Participant.objects.create(
            institution=dialogue.institution, dialogue=dialogue, **(asked | told)
        )
        return made

    def participants(self, dialogue: Dialogue, number: int, **told: Any) -> list[Participant]:
        return [self.participant(dialogue, **told) for _ in range(number)]

    def vote(
        self,
        participant: Participant,
        statement: Statement,
        answer: Answer = Answer.AGREE,
        *,
        language: str = "",
        now: datetime = DURING,
    ) -> Vote:
        """What somebody answers stands at once: for tests that are not about casting."""
        said = {"answer": answer, "language": language or participant.language, "changed_at": now}
        fixed = {"institution": participant.institution, "dialogue": participant.dialogue}
        made: Vote = Vote.objects.update_or_create(
            participant=participant, statement=statement, defaults=said, create_defaults=said | fixed
        )[0]
        return made

    def vote_all(
        self, participant: Participant, statements: Sequence[Statement], answers: Sequence[int], **told: Any
    ) -> None:
        """One answer a statement: 1, -1, 0."""
        for statement, answer in zip(statements, answers, strict=True):
            self.vote(participant, statement, Answer(answer), **told)

    def close(self, dialogue: Dialogue, *, now: datetime | None = None) -> Dialogue:
        return services.close_dialogue(dialogue, by=SYSTEM, at=now or dialogue.closes_at)

    def read(self, dialogue: Dialogue) -> Dialogue:
        """As it stands in the database."""
        found: Dialogue = Dialogue.objects.select_related("institution", "phase").get(pk=dialogue.pk)
        return found
