"""The moderators: each statement is decided once, by one of them; answers move with a statement, and count once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mithaq.dialogues import selectors, services
from mithaq.dialogues.enums import Answer, Ground, Standing
from mithaq.dialogues.models import Statement, Vote
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry as Minute
from tests.dialogues.circle import DURING


@pytest.fixture
def dialogue(circle):
    return circle.running(5)


@pytest.fixture
def proposed(circle, dialogue):
    return services.propose(dialogue, circle.participant(dialogue), "Schools for all", "en", at=DURING)


def read(statement):
    return Statement.objects.get(pk=statement.pk)


def admit(statement, **told):
    return services.admit(statement, **told, by=told.pop("by", SYSTEM), at=DURING)


def refuse(statement, ground=Ground.SEVERAL, because="", **told):
    return services.refuse(statement, ground, because, **told, by=SYSTEM, at=DURING)


def merge(statement, into, **told):
    return services.merge(statement, into, **told, by=SYSTEM, at=DURING)


def reopen(statement, **told):
    return services.reopen(statement, **told, by=SYSTEM, at=DURING)


def test_an_admitted_statement_has_the_next_number_and_waits_for_its_languages(circle, cast, proposed):
    one = services.admit(proposed, by=cast.badr.actor, at=DURING)
    assert (one.standing, one.number, one.votable) == (Standing.ADMITTED, 5, False)
    assert one.renditions.get().reviewed_by == cast.badr.person
    for language, text in (("ar", "المدارس للجميع"), ("fr", "Des écoles pour tous")):
        services.review(services.render(one, language, text, by=SYSTEM, at=DURING), by=SYSTEM, at=DURING)
    assert read(one).votable


def test_a_refused_statement_says_why_to_whoever_proposed_it(proposed):
    one = refuse(proposed, because=" Two  things ")
    assert (one.standing, one.ground, one.because) == (Standing.REFUSED, Ground.SEVERAL, "Two things")
    assert Minute.objects.get(act="dialogues.refuse").after["ground"] == "several"


def test_a_refusal_without_a_reason_is_refused(proposed):
    for ground, because, field in (("", "", "ground"), ("rude", "", "ground"), (Ground.OTHER, " ", "because")):
        with pytest.raises(ValidationError) as refused:
            refuse(proposed, ground, because)
        assert list(refused.value.message_dict) == [field]
    assert read(proposed).standing == Standing.PROPOSED


def test_two_moderators_do_not_overwrite_each_other(circle, proposed):
    refuse(proposed, seen="proposed")
    for act in (
        lambda: admit(proposed, seen="proposed"),
        lambda: merge(proposed, circle.statements[0], seen="proposed"),
    ):
        with pytest.raises(services.Changed):
            act()
    with pytest.raises(ValidationError):
        admit(proposed)
    assert read(proposed).standing == Standing.REFUSED
    assert Minute.objects.filter(act__in=["dialogues.admit", "dialogues.merge"]).count() == 0


def test_an_admitted_statement_may_still_be_refused_and_is_voted_on_no_more(circle, dialogue):
    one = circle.statements[0]
    circle.vote(circle.participant(dialogue), one)
    assert not refuse(one, Ground.HARMFUL).votable
    reopened = reopen(one, seen="refused")
    assert (reopened.standing, reopened.ground, reopened.number) == (Standing.PROPOSED, "", 0)
    again = admit(one)
    assert (again.number, again.votable) == (0, True)
    assert Vote.objects.filter(statement=one).count() == 1


def test_answers_move_with_a_joined_statement_and_count_once(circle, dialogue):
    here, there = circle.statements[:2]
    only_here, both, only_there = circle.participants(dialogue, 3)
    circle.vote(only_here, here, Answer.AGREE)
    circle.vote(both, here, Answer.AGREE)
    circle.vote(both, there, Answer.DISAGREE)
    circle.vote(only_there, there, Answer.PASS)
    merged = merge(here, there, seen="admitted")
    assert (merged.standing, merged.merged_into, merged.votable) == (Standing.MERGED, there, False)
    answers = {vote.participant_id: vote.answer for vote in Vote.objects.filter(statement=there)}
    assert answers == {only_here.pk: Answer.AGREE, both.pk: Answer.DISAGREE, only_there.pk: Answer.PASS}
    assert not Vote.objects.filter(statement=here).exists()
    entry = Minute.objects.get(act="dialogues.merge")
    assert str(only_here.uid) not in str(entry.after), "nobody's answer is in the register of acts"


def test_what_was_joined_with_a_joined_statement_follows_it(circle, dialogue):
    first, second, third = circle.statements[:3]
    merge(first, second)
    merge(second, third)
    assert read(first).merged_into == third


def test_a_statement_is_joined_with_an_admitted_one_of_its_dialogue(circle, dialogue, proposed):
    elsewhere = circle.running(5)
    stranger = elsewhere.statements.first()
    waiting = services.propose(dialogue, circle.participant(dialogue), "Another", "en", at=DURING)
    for into in (proposed, stranger, waiting):
        with pytest.raises(ValidationError) as refused:
            merge(proposed, into)
        assert list(refused.value.message_dict) == ["into"]
    assert read(proposed).standing == Standing.PROPOSED


def test_what_was_joined_or_refused_is_taken_up_again_and_nothing_else(circle, dialogue, proposed):
    with pytest.raises(ValidationError):
        reopen(proposed)
    with pytest.raises(ValidationError):
        reopen(circle.statements[0])
    merge(proposed, circle.statements[0])
    again = reopen(proposed)
    assert (again.standing, again.merged_into) == (Standing.PROPOSED, None)


def test_the_counts_say_how_statements_stand(circle, dialogue, proposed):
    refuse(circle.statements[0])
    merge(circle.statements[1], circle.statements[2])
    circle.seed(dialogue, 1, reviewed=False)
    assert selectors.counted(dialogue) == {
        "proposed": 1,
        "admitted": 4,
        "refused": 1,
        "merged": 1,
        "votable": 3,
        "all": 7,
    }
    assert list(selectors.waiting(dialogue)) == [proposed]
