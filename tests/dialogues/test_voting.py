"""One answer a person and statement, changed until the close; what is refused is not written."""

from __future__ import annotations

import pytest

from mithaq.dialogues import services
from mithaq.dialogues.enums import Answer
from mithaq.dialogues.models import Vote
from mithaq.foundation.models import Entry
from tests.dialogues.circle import AFTER, CLOSES, DURING


@pytest.fixture
def dialogue(circle):
    return circle.running(5)


@pytest.fixture
def somebody(circle, dialogue):
    return circle.participant(dialogue)


def stands() -> list[tuple[int, int, str]]:
    return list(Vote.objects.order_by("pk").values_list("participant", "answer", "language"))


def cast(who, statement, answer=Answer.AGREE, *, language="fr", at=DURING):
    services.cast(who, statement, answer, language=language, at=at)


def test_an_answer_stands_with_the_language_it_was_read_in(circle, somebody):
    cast(somebody, circle.statements[0], Answer.DISAGREE, language="ar")

    assert stands() == [(somebody.pk, -1, "ar")]
    assert Vote.objects.get().changed_at == DURING


def test_another_answer_takes_the_place_of_the_first(circle, somebody):
    cast(somebody, circle.statements[0])
    cast(somebody, circle.statements[0], Answer.PASS, at=DURING + AFTER)

    assert stands() == [(somebody.pk, 0, "fr")]
    assert Vote.objects.get().changed_at == DURING + AFTER


def test_the_same_answer_sent_again_is_no_change(circle, somebody):
    cast(somebody, circle.statements[0])
    cast(somebody, circle.statements[0], at=DURING + AFTER)

    assert Vote.objects.get().changed_at == DURING


@pytest.mark.parametrize("moment", [CLOSES, DURING - 61 * AFTER])
def test_outside_its_time_no_answer_is_taken(circle, somebody, moment):
    with pytest.raises(services.NotTaken) as refused:
        cast(somebody, circle.statements[0], at=moment)

    assert refused.value.code == "closed"
    assert stands() == []


def test_a_closed_dialogue_takes_no_answer_before_its_hour(circle, dialogue, somebody):
    cast(somebody, circle.statements[0])
    circle.close(dialogue)

    with pytest.raises(services.NotTaken):
        cast(somebody, circle.statements[0], Answer.DISAGREE)

    assert [row[1] for row in stands()] == [1]


def test_what_is_not_voted_on_takes_no_answer(circle, dialogue, somebody):
    unreviewed = circle.seed(dialogue, 1, reviewed=False)[0]

    with pytest.raises(services.NotTaken) as refused:
        cast(somebody, unreviewed)

    assert refused.value.code == "not-votable"
    assert stands() == []


def test_a_statement_of_another_dialogue_takes_no_answer(circle, somebody):
    circle.running(5)

    with pytest.raises(services.NotTaken):
        cast(somebody, circle.statements[0])

    assert stands() == []


def test_who_left_is_not_written(circle, somebody):
    services.withdraw(somebody, at=DURING)

    with pytest.raises(services.NotTaken):
        cast(somebody, circle.statements[0])

    assert stands() == []


def test_an_answer_is_taken_back(circle, somebody):
    cast(somebody, circle.statements[0])
    services.take_back(somebody, circle.statements[0], at=DURING)

    assert stands() == []


def test_after_the_close_nothing_is_taken_back_one_by_one(circle, somebody):
    cast(somebody, circle.statements[0])

    with pytest.raises(services.NotTaken):
        services.take_back(somebody, circle.statements[0], at=CLOSES)

    assert len(stands()) == 1


def test_the_minute_does_not_know_that_somebody_answered(circle, somebody):
    before = Entry.objects.count()

    cast(somebody, circle.statements[0])
    services.take_back(somebody, circle.statements[0], at=DURING)

    assert Entry.objects.count() == before
