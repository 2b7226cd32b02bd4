"""What the record of a closed dialogue says."""

from __future__ import annotations

from mithaq.dialogues import record
from mithaq.dialogues.models import Drawn
from tests.dialogues.crowd import Crowd


def test_without_clear_groups_it_tells_of_none(circle):
    crowd = Crowd(circle, circle.running(12))
    crowd.answer(crowd.join(30))
    circle.close(crowd.dialogue)
    drawn = Drawn.objects.get(dialogue=crowd.dialogue, is_final=True)
    assert len(drawn.figures["groups"]) == 1

    told = record.page(crowd.dialogue, drawn, language="en").decode()

    assert "Surely more than half agree: " in told
    assert "There are no clear groups of opinion." in told
    assert "very group" not in told
    assert "What divides" not in told
