"""A crowd that answers at once: many participants and answers in a few statements, for the tests of the map.

crowd = Crowd(circle, dialogue, seed=1)
people = crowd.join(30, camp=0)                  # 30 people who answer as camp 0 does, nearly
crowd.answer(people)                             # all statements, by camp, with a little chance
"""

from __future__ import annotations

import random
from datetime import datetime
from hashlib import sha256
from typing import Any

from mithaq.dialogues.models import Dialogue, Participant, Vote
from tests.dialogues.circle import DURING, Circle


class Crowd:
    """Camps answer every third statement alike, the others by their sign."""

    def __init__(self, circle: Circle, dialogue: Dialogue, *, seed: int = 1, noise: float = 0.1) -> None:
        self.circle, self.dialogue, self.noise = circle, dialogue, noise
        self.chance = random.Random(seed)
        self.camp: dict[int, int] = {}
        self.number = 0

    def join(self, count: int, *, camp: int = 0, now: datetime = DURING, **told: Any) -> list[Participant]:
        made = []
        for _ in range(count):
            self.number += 1
            asked = {"language": "en", "consented_at": now, "key": sha256(f"crowd {self.number}".encode()).hexdigest()}
            made.append(Participant(institution=self.dialogue.institution, dialogue=self.dialogue, **(asked | told)))
        Participant.objects.bulk_create(made)
        self.camp.update({one.pk: camp for one in made})
        return made

    def says(self, camp: int, place: int) -> int:
        if self.chance.random() < self.noise:
            return self.chance.choice((1, 0, -1))
        if place % 3 == 0:
            return 1
        return (1 if (place // 3) % 2 else -1) * (1 if camp == 0 else -1) * (1 if place % 2 else -1 if camp > 1 else 1)

    def answer(self, people: list[Participant], *, now: datetime = DURING) -> None:
        """Every statement, anew where it was answered."""
        Vote.objects.filter(participant__in=[one.pk for one in people]).delete()
        Vote.objects.bulk_create(
            Vote(
                institution=self.dialogue.institution,
                dialogue=self.dialogue,
                participant=person,
                statement=statement,
                answer=self.says(self.camp[person.pk], place),
                language=person.language,
                changed_at=now,
            )
            for person in people
            for place, statement in enumerate(self.circle.statements)
        )
