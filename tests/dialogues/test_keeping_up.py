"""The live map follows the answers, and nobody waits for it: who draws it, when, and that no drawing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.enums import Answer, Shown
from mithaq.dialogues.models import Dialogue, Drawn, Kept, Participant
from mithaq.dialogues.services import drawing, keeping_up, publishing
from mithaq.foundation import beside
from tests.dialogues.circle import DURING, Circle
from tests.dialogues.crowd import Crowd

LATER = DURING + timedelta(minutes=1)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


class Desk:
    """In place of the thread: what was asked for, done when the test says so."""

    def __init__(self):
        self.asked = {}

    def soon(self, key, work):
        self.asked[key] = work

    def work(self, at):
        asked, self.asked = self.asked, {}
        return [work(at) for work in asked.values()]


@pytest.fixture
def desk(settings, monkeypatch):
    settings.BESIDE = True
    found = Desk()
    monkeypatch.setattr(beside, "_BESIDE", found)
    return found


@pytest.fixture
def crowd(circle):
    """Thirty on either side, and no map yet."""
    found = Crowd(circle, circle.running(12, opens_at=DURING, closes_at=now() + timedelta(days=2)))
    for camp in (0, 1):
        found.answer(found.join(30, camp=camp))
    return found


@pytest.fixture
def mapped(crowd):
    assert drawing.refresh(crowd.dialogue, at=LATER).people == 60
    return crowd


def come(crowd, moment, number=10):
    for camp in (0, 1):
        crowd.answer(crowd.join(number, camp=camp), now=moment)


def look(cast, dialogue):
    with translation.override("en"):
        address = reverse("dialogues:map", kwargs={"institution": dialogue.institution.slug, "uid": dialogue.uid})
    return cast.client().get(address)


def test_the_first_map_is_drawn_for_whoever_looks_first(crowd, cast, desk):
    assert 'class="om"' in look(cast, crowd.dialogue).content.decode()


def test_where_answers_are_many_whoever_looks_first_does_not_wait(crowd, cast, desk, monkeypatch):
    monkeypatch.setattr(keeping_up, "FEW", 60)

    assert 'class="om"' not in look(cast, crowd.dialogue).content.decode()

    assert desk.work(now()) == [drawing.PAUSE]
    assert 'class="om"' in look(cast, crowd.dialogue).content.decode()


def test_whoever_looks_sees_the_last_map_and_the_next_is_drawn_without_them(mapped, cast, desk):
    come(mapped, LATER + MINUTE)

    look(cast, mapped.dialogue)
    assert Drawn.objects.count() == 1

    desk.work(now())
    assert drawing.last_map(mapped.dialogue).people == 80


def test_an_answer_asks_for_the_map_though_nobody_looks(mapped, desk, django_capture_on_commit_callbacks):
    come(mapped, LATER + MINUTE)
    with django_capture_on_commit_callbacks(execute=True):
        somebody = mapped.join(1)[0]
        services.cast(somebody, mapped.circle.statements[0], Answer.AGREE, language="en", at=LATER + MINUTE)

    desk.work(LATER + 2 * MINUTE)

    assert drawing.last_map(mapped.dialogue).people == 80


def test_after_a_look_it_is_looked_again_once_ten_seconds_are_over(mapped, desk):
    come(mapped, LATER + SECOND)
    keeping_up.follow(mapped.dialogue.pk)

    assert desk.work(LATER + 3 * SECOND) == [timedelta(seconds=7)]
    assert keeping_up.keep_up(mapped.dialogue.pk, at=LATER + 10 * SECOND) == drawing.PAUSE
    assert keeping_up.keep_up(mapped.dialogue.pk, at=LATER + 20 * SECOND) is None

    assert drawing.last_map(mapped.dialogue).people == 80


def test_while_somebody_draws_it_is_looked_again_in_a_while(mapped):
    come(mapped, LATER + MINUTE)
    Kept.objects.update(busy_until=LATER + 3 * MINUTE)

    assert keeping_up.keep_up(mapped.dialogue.pk, at=LATER + 2 * MINUTE) == drawing.A_WHILE
    assert Drawn.objects.count() == 1


def test_what_is_shown_after_the_close_is_not_drawn_before_for_its_readers(mapped):
    come(mapped, LATER + MINUTE)
    Dialogue.objects.update(shown=Shown.AFTER_CLOSE)

    assert keeping_up.keep_up(mapped.dialogue.pk, at=LATER + 2 * MINUTE) is None
    assert Drawn.objects.count() == 1


def test_the_drawing_of_a_process_that_died_is_done_by_another(mapped):
    """Nobody has answered since it looked."""
    come(mapped, LATER + MINUTE)
    began = LATER + 2 * MINUTE
    assert drawing._begin(mapped.dialogue, at=began)

    assert drawing.refresh(mapped.dialogue, at=began + MINUTE) is None
    found = drawing.refresh(mapped.dialogue, at=began + drawing.BUSY + SECOND)

    assert found is not None
    assert found.people == 80


def test_a_drawing_that_fails_is_begun_again(mapped, monkeypatch):
    come(mapped, LATER + MINUTE)

    def fails(*told, **more):
        raise MemoryError

    with monkeypatch.context() as patch, pytest.raises(MemoryError):
        patch.setattr(publishing, "make", fails)
        drawing.refresh(mapped.dialogue, at=LATER + 2 * MINUTE)

    assert drawing.refresh(mapped.dialogue, at=LATER + 3 * MINUTE).people == 80


def test_a_drawing_that_is_dropped_is_begun_again(mapped, monkeypatch):
    """Somebody who stood in no map withdraws while it is drawn, and nobody answers after that."""
    come(mapped, LATER + MINUTE)
    gone, drawn = Participant.objects.last(), publishing.make

    def make(*told, **more):
        services.withdraw(gone, at=LATER + 2 * MINUTE)
        return drawn(*told, **more)

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "make", make)
        assert drawing.refresh(mapped.dialogue, at=LATER + 2 * MINUTE) is None

    assert drawing.refresh(mapped.dialogue, at=LATER + 3 * MINUTE).people == 79


def test_answers_that_were_under_way_when_the_others_were_read_are_not_missed(mapped):
    """Their moment is before that of the map; they are kept after it was drawn."""
    come(mapped, LATER - 2 * SECOND)

    assert drawing.refresh(mapped.dialogue, at=LATER + 11 * SECOND).people == 80


def test_after_a_map_it_is_looked_once_more_and_then_no_more_until_somebody_answers(mapped):
    assert drawing.is_due(mapped.dialogue, at=LATER + MINUTE)
    assert drawing.refresh(mapped.dialogue, at=LATER + MINUTE) is None
    assert not drawing.is_due(mapped.dialogue, at=LATER + 2 * MINUTE)

    come(mapped, LATER + 2 * MINUTE)

    assert drawing.is_due(mapped.dialogue, at=LATER + 3 * MINUTE)


class TestAtOnce:
    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture
    def network(self, committed):
        return Circle(committed)

    def test_of_many_who_find_a_map_due_one_draws_it(self, network, together):
        crowd = Crowd(network, network.running(12))
        for camp in (0, 1):
            crowd.answer(crowd.join(20, camp=camp))
        publishing.kept_of(crowd.dialogue)

        assert together(lambda n: keeping_up.keep_up(crowd.dialogue.pk, at=LATER), 4) == ["done"] * 4

        assert Drawn.objects.count() == 1
        assert Kept.objects.get().busy_until == LATER
