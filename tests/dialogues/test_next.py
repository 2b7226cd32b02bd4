"""Which statement comes next: never one that is answered, the same when asked again, few votes first."""

from __future__ import annotations

from collections import Counter

import pytest

from mithaq.dialogues import selectors
from mithaq.dialogues.enums import Answer
from mithaq.dialogues.models import Drawn, Statement
from mithaq.dialogues.selectors import next as choosing
from tests.dialogues.circle import DURING


@pytest.fixture(autouse=True)
def _nothing_is_read_ahead():
    choosing.forget()


def pool(dialogue, **more):
    return selectors.pool(dialogue.institution, dialogue.uid, at=DURING, **more)


def following(dialogue, done=(), who="somebody", **more):
    return selectors.following(pool(dialogue), done, seed=dialogue.seed, participant=who, **more)


def test_what_is_answered_never_comes_again(circle):
    dialogue = circle.running(6)
    done, seen = set(), []

    while (one := following(dialogue, done)) is not None:
        seen.append(one.pk)
        done.add(one.pk)

    assert sorted(seen) == sorted(one.pk for one in circle.statements)


def test_asked_again_it_is_the_same_and_what_was_shown_ahead_comes(circle):
    dialogue = circle.running(6)
    first, second, third = selectors.ahead(pool(dialogue), [], seed=dialogue.seed, participant="somebody")

    assert following(dialogue).pk == first.pk
    assert following(dialogue).pk == first.pk
    assert following(dialogue, [first.pk]).pk == second.pk
    assert following(dialogue, [first.pk, second.pk]).pk == third.pk


def test_people_do_not_all_begin_with_the_same(circle):
    dialogue = circle.running(6)

    assert {following(dialogue, who=f"somebody {n}").pk for n in range(60)} == {one.pk for one in circle.statements}


def test_it_is_drawn_in_proportion_to_the_weight(circle):
    dialogue = circle.running(5)
    counts = [0, 5, 10, 20, 40]
    people = circle.participants(dialogue, 40)
    for statement, number in zip(circle.statements, counts, strict=True):
        for who in people[:number]:
            circle.vote(who, statement, Answer.AGREE)
    weights = {one.pk: one.weight for one in pool(dialogue).statements}
    drawn = Counter(following(dialogue, who=f"n{n}").pk for n in range(4000))

    asked = [weights[one.pk] for one in circle.statements[1:]]
    assert asked == sorted(asked, reverse=True)  # agreed to by all alike: the fewer votes, the sooner
    for pk, weight in weights.items():
        expected = 4000 * weight / sum(weights.values())
        assert abs(drawn[pk] - expected) < 5 * (expected + 1) ** 0.5


def test_what_is_put_off_comes_last(circle):
    dialogue = circle.running(5)
    first = following(dialogue)
    others = [one.pk for one in circle.statements if one.pk != first.pk]

    assert following(dialogue, skip=[first.uid]).pk != first.pk
    assert following(dialogue, others, skip=[first.uid]).pk == first.pk


def test_only_what_is_voted_on_is_asked(circle):
    dialogue = circle.running(5)
    circle.seed(dialogue, 1, reviewed=False)
    Statement.objects.filter(pk=circle.statements[0].pk).update(votable=False)

    assert {one.pk for one in pool(dialogue).statements} == {one.pk for one in circle.statements[1:5]}


def test_the_reader_has_their_language_and_the_original_beside(circle):
    dialogue = circle.running(5)

    for one in pool(dialogue).statements:
        assert set(one.texts) == {"ar", "en", "fr"}
        assert [one.language_for(code) for code in ("ar", "en", "fr")] == ["ar", "en", "fr"]
    assert {one.original for one in pool(dialogue).statements} == {"ar", "en", "fr"}


def test_what_is_read_ahead_is_read_anew_after_a_while(circle):
    dialogue = circle.running(5)
    pool(dialogue)
    Statement.objects.filter(pk=circle.statements[0].pk).update(votable=False)

    assert len(pool(dialogue).statements) == 5
    assert len(selectors.pool(dialogue.institution, dialogue.uid, at=DURING + choosing.FRESH).statements) == 4


@pytest.mark.parametrize("number", [5, 12])
def test_the_pool_costs_the_same_however_many_there_are(circle, django_assert_num_queries, number):
    dialogue = circle.running(number)

    with django_assert_num_queries(5):
        pool(dialogue, fresh=True)


def test_how_far_the_last_map_has_a_statement_from_the_middle_counts(circle):
    dialogue = circle.running(5)
    near, far, unsaid, *_others = circle.statements
    figures = {"statements": {near.uid: {"reach": 0.1, "p": 0.5}, far.uid: {"reach": 2.5, "p": 0.5}}, "groups": []}
    kept = {"people": 30, "votes": 60, "digest": "0" * 64, "kernel": "1", "mode": "stable", "figures": figures}
    Drawn.objects.create(institution=dialogue.institution, dialogue=dialogue, number=1, as_of=DURING, **kept)

    weights = {one.pk: one.weight for one in pool(dialogue).statements}

    assert weights[far.pk] > weights[near.pk] > weights[unsaid.pk]


def test_how_few_have_answered_moves_nothing(circle):
    dialogue = circle.running(5)
    people, asked = circle.participants(dialogue, dialogue.floor), circle.statements[0]
    before = [one.weight for one in pool(dialogue).statements]

    for number, who in enumerate(people[:-1]):
        circle.vote(who, asked, [Answer.AGREE, Answer.DISAGREE][number % 2])
    assert [one.weight for one in pool(dialogue, fresh=True).statements] == before

    circle.vote(people[-1], asked, Answer.AGREE)
    assert [one.weight for one in pool(dialogue, fresh=True).statements] != before


def test_before_a_map_tells_it_nobody_can_ask_which_way_people_answered(circle):
    dialogue = circle.running(5)
    agreed, against, *_others = circle.statements
    for who in circle.participants(dialogue, 2 * dialogue.floor):
        circle.vote(who, agreed, Answer.AGREE)
        circle.vote(who, against, Answer.DISAGREE)

    weights = {one.pk: one.weight for one in pool(dialogue).statements}

    assert weights[agreed.pk] == weights[against.pk]
