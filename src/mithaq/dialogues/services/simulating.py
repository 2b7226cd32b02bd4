"""Simulated people who answer a dialogue that says it is simulated: for demonstrations and trials."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.compacts import selectors as compacts
from mithaq.dialogues.enums import Answer
from mithaq.dialogues.models import Dialogue, Participant, Statement, Vote
from mithaq.foundation import languages

AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a part of the simulated people answers: `share` of all, by number of a statement the chance to agree, and who
    they tend to be: by facet the values one of which each has.
    """

    share: float
    agrees: Mapping[int, float]
    passes: Mapping[int, float]
    facets: Mapping[str, Sequence[str]]


def simulate(dialogue: Dialogue, leanings: Sequence[Leaning], *, people: int, seed: int, at: datetime) -> int:
    """Let so many simulated people answer most of the statements, the same for the same seed. How many answers.

    Refused (ValidationError): a dialogue that does not say that it is simulated.
    """
    if not dialogue.is_simulated:
        raise ValidationError(_("Only a dialogue that says so may have simulated people."))
    chance = random.Random(seed)  # noqa: S311 - simulated people, the same each time
    statements = list(Statement.objects.filter(dialogue=dialogue, votable=True).order_by("number"))
    categories = {one.code: one for one in compacts.categories()}
    with transaction.atomic():
        rows, leans = [], []
        for number in range(people):
            lean = chance.choices(leanings, [one.share for one in leanings])[0]
            said = {facet: chance.choice(values) for facet, values in lean.facets.items()}
            leans.append(lean)
            rows.append(
                Participant(
                    institution=dialogue.institution,
                    dialogue=dialogue,
                    key=sha256(f"simulated {dialogue.uid} {seed} {number}".encode()).hexdigest(),
                    language=said.get("language", chance.choice(languages.CODES)),
                    category=categories.get(said.get("category", "")),
                    country=said.get("country", ""),
                    level=said.get("level", ""),
                    consented_at=at,
                )
            )
        Participant.objects.bulk_create(rows, batch_size=AT_ONCE)
        keys = dict(Participant.objects.filter(dialogue=dialogue).values_list("key", "pk"))
        votes = [
            Vote(
                institution=dialogue.institution,
                dialogue=dialogue,
                participant_id=keys[one.key],
                statement=statement,
                answer=_answer(lean, statement.number or 0, chance),
                language=one.language,
                changed_at=at + timedelta(seconds=chance.randrange(60)),
            )
            for one, lean in zip(rows, leans, strict=True)
            for statement in statements
            if chance.random() < 0.95
        ]
        Vote.objects.bulk_create(votes, batch_size=AT_ONCE)
    return len(votes)


def _answer(lean: Leaning, number: int, chance: random.Random) -> Answer:
    if chance.random() < lean.passes.get(number, 0.05):
        return Answer.PASS
    return Answer.AGREE if chance.random() < lean.agrees.get(number, 0.5) else Answer.DISAGREE
