"""What many simulated people answer while one is watched in the browser: two leanings over the statements there are.

`python -m tests.browser.talking UID` acts in the data folder of the environment, as test_dialogue.py asks.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import django

PEOPLE = 120


def main(uid: str) -> None:
    django.setup()
    from django_scopes import scope, scopes_disabled

    from mithaq.dialogues import services
    from mithaq.dialogues.models import Dialogue

    with scopes_disabled():
        dialogue = Dialogue.objects.select_related("institution").get(uid=uid)
    with scope(institution=dialogue.institution):
        Dialogue.objects.filter(pk=dialogue.pk).update(is_simulated=True)
        dialogue.refresh_from_db()
        numbers = sorted(dialogue.statements.filter(votable=True).values_list("number", flat=True))
        shared = numbers[0]
        leanings = [
            services.Leaning(
                share=0.5,
                agrees={number: 0.97 if number == shared or number % 2 == side else 0.04 for number in numbers},
                passes={},
                facets={"language": ("ar", "fr", "en"), "country": ("MA", "LB")},
            )
            for side in (0, 1)
        ]
        services.simulate(dialogue, leanings, people=PEOPLE, seed=3, at=datetime.now(UTC))


if __name__ == "__main__":
    main(*sys.argv[1:])
