"""Attacks on a dialogue's maps: what a picture, a race or what is kept would tell of somebody, or keep of who left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mithaq.dialogues import services
from mithaq.dialogues.enums import Answer, Ground
from mithaq.dialogues.models import Drawn, Kept, Participant, Vote
from mithaq.dialogues.services import batches, drawing, publishing
from mithaq.foundation.actors import SYSTEM
from tests.dialogues.circle import DURING
from tests.dialogues.crowd import Crowd

LATER = DURING + timedelta(minutes=1)


@pytest.fixture
def crowd(circle):
    return Crowd(circle, circle.running(12))


@pytest.fixture
def two(crowd):
    """Thirty on either side, and the map of them."""
    camps = [crowd.join(30, camp=camp) for camp in (0, 1)]
    for one in camps:
        crowd.answer(one)
    drawing.refresh(crowd.dialogue, at=LATER)
    return camps


def ledger(crowd):
    return batches.unpack(bytes(Kept.objects.get(dialogue=crowd.dialogue).data))


def group_of(crowd, person):
    found = ledger(crowd)
    return int(found.group[found.people.tolist().index(person.pk)])


# pictures


def test_the_shape_of_a_group_that_is_not_counted_anew_does_not_move_with_one_of_its_people(crowd, two):
    """Two maps, one person of the group answered otherwise between them: the picture must not show which way."""
    group = group_of(crowd, two[1][0])
    before = drawing.last_map(crowd.dialogue).figures["groups"][group]
    moment = LATER + timedelta(minutes=1)
    Vote.objects.filter(participant=two[1][0]).update(answer=Answer.PASS, changed_at=moment)
    crowd.answer(crowd.join(12, camp=0), now=moment)

    services.refresh(crowd.dialogue, at=moment + timedelta(minutes=1))

    last = drawing.last_map(crowd.dialogue)
    assert last.number == 2
    assert last.figures["groups"][group]["size"] == before["size"]
    assert last.figures["groups"][group]["shape"] == before["shape"]


# races


def meanwhile(monkeypatch, act):
    """`act` comes while a map is drawn: after the answers were read, before it is kept."""
    drawn = publishing.make

    def make(*told, **more):
        found = drawn(*told, **more)
        monkeypatch.setattr(publishing, "make", drawn)
        act()
        return found

    monkeypatch.setattr(publishing, "make", make)


def test_who_withdraws_while_the_first_map_is_drawn_is_not_in_it(crowd, monkeypatch):
    camps = [crowd.join(30, camp=camp) for camp in (0, 1)]
    for one in camps:
        crowd.answer(one)
    gone = camps[0][0]
    meanwhile(monkeypatch, lambda: services.withdraw(gone, at=LATER))

    services.refresh(crowd.dialogue, at=LATER)

    assert not Participant.objects.filter(pk=gone.pk).exists()
    assert all(one.people <= 59 for one in Drawn.objects.all())
    assert not Kept.objects.get().data or gone.pk not in ledger(crowd).people


def test_who_withdraws_while_the_next_map_is_drawn_is_not_in_it(crowd, two, monkeypatch):
    come = [crowd.join(10, camp=camp) for camp in (0, 1)]
    for one in come:
        crowd.answer(one, now=LATER + timedelta(minutes=1))
    gone = come[0][0]
    meanwhile(monkeypatch, lambda: services.withdraw(gone, at=LATER + timedelta(minutes=2)))

    services.refresh(crowd.dialogue, at=LATER + timedelta(minutes=2))

    assert drawing.last_map(crowd.dialogue).people != 80
    assert gone.pk not in ledger(crowd).people
    assert gone.pk not in ledger(crowd).seen["person"]


@pytest.mark.parametrize("end", ["close", "cancel"])
def test_no_map_follows_the_end_of_a_dialogue(crowd, two, monkeypatch, end):
    """Somebody looks at the map while the convener ends the dialogue."""
    for camp in (0, 1):
        crowd.answer(crowd.join(10, camp=camp), now=LATER + timedelta(minutes=1))
    moment = LATER + timedelta(minutes=2)

    def act():
        if end == "close":
            services.close_dialogue(crowd.dialogue, by=SYSTEM, at=moment)
        else:
            services.cancel(crowd.dialogue, reason="War", by=SYSTEM, at=moment)

    meanwhile(monkeypatch, act)
    services.refresh(crowd.dialogue, at=moment)

    last = drawing.last_map(crowd.dialogue)
    assert (last and (last.number, last.is_final)) == ((2, True) if end == "close" else None)


# what is kept


def test_a_dialogue_that_is_cancelled_keeps_no_answer_no_map_nobody_and_no_mark_of_an_answer(crowd, two):
    """A mark is a number made of all one's answers: whoever has the database tries all there could be."""
    services.cancel(crowd.dialogue, reason="War", by=SYSTEM, at=LATER + timedelta(minutes=1))

    assert not Kept.objects.exists()
    assert not Vote.objects.exists()
    assert not Drawn.objects.exists()
    assert not Participant.objects.exists()


def test_who_was_held_back_and_withdraws_then_is_nowhere_in_what_is_kept(crowd, two):
    services.withdraw(two[0][0], at=LATER + timedelta(minutes=1))
    held = Participant.objects.filter(held_back=True).first()

    services.withdraw(held, at=LATER + timedelta(minutes=2))

    kept = ledger(crowd)
    assert held.pk not in kept.people
    assert held.pk not in kept.seen["person"]
    assert all(held.pk not in one for one in kept.cells.values())


def test_no_table_goes_on_counting_who_withdrew_after_the_close(circle):
    """Counted in the groups, or held back from them: the tables they stand in go with them, the others stay."""
    crowd = Crowd(circle, circle.running(12))
    for camp in (0, 1):
        for country in ("LB", "JO"):
            crowd.answer(crowd.join(30, camp=camp, country=country))
    drawing.refresh(crowd.dialogue, at=LATER)
    circle.close(crowd.dialogue)
    cells = ledger(crowd).cells
    assert sorted(cells) == [("country", "JO"), ("country", "LB")]
    assert _columns(crowd) == ["JO", "LB"]
    first = Participant.objects.get(pk=cells["country", "LB"][0])

    services.withdraw(first, at=LATER + timedelta(minutes=3))
    assert "LB" not in _columns(crowd)
    held = Participant.objects.filter(held_back=True).first()
    assert held is not None
    services.withdraw(held, at=LATER + timedelta(minutes=4))

    kept = ledger(crowd)
    assert not {first.pk, held.pk} & set(kept.people.tolist())
    assert not any({first.pk, held.pk} & set(one.tolist()) for one in kept.cells.values())
    assert all(held.pk not in cells["country", one] for one in _columns(crowd))


def _columns(crowd: Crowd) -> list[str]:
    told = drawing.last_map(crowd.dialogue).figures["facets"].get("country", {"cells": []})
    return sorted(one["key"] for one in told["cells"])


# a floor that rises


def test_a_group_below_a_floor_that_rose_is_told_of_no_more(circle):
    crowd = Crowd(circle, circle.running(12))
    small, large = crowd.join(20, camp=0), crowd.join(70, camp=1)
    crowd.answer([*small, *large])
    drawing.refresh(crowd.dialogue, at=LATER)
    assert sorted(one["size"] for one in drawing.last_map(crowd.dialogue).figures["groups"]) == [20, 70]
    services.change(crowd.dialogue, floor=25, by=SYSTEM, at=LATER)

    services.withdraw(large[0], at=LATER + timedelta(minutes=1))

    last = drawing.last_map(crowd.dialogue)
    assert last.number == 2
    assert all(one["size"] >= 25 for one in last.figures["groups"])


# what was taken away


def test_a_statement_that_was_refused_is_in_no_file_and_no_record(crowd, two):
    from mithaq.dialogues import map_data, record  # inline: beside the files it is told with
    from mithaq.dialogues.services import exporting

    bad = crowd.circle.statements[4]
    words = bad.renditions.get(language="en").text
    services.refuse(bad, Ground.PERSONAL, by=SYSTEM, at=LATER + timedelta(minutes=1))
    crowd.circle.close(crowd.dialogue)

    last = drawing.last_map(crowd.dialogue)
    dialogue = crowd.circle.read(crowd.dialogue)
    told = [
        exporting.comments_csv(dialogue, last, language="en"),
        map_data.written(dialogue, last),
        record.page(dialogue, last, language="en").decode(),
    ]
    assert all(words not in one for one in told)
