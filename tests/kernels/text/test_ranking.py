"""What is learned about suggestions: only what holds on decisions it has not seen."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from mithaq.kernels import text as kernel
from mithaq.kernels.text import ranking
from mithaq.kernels.text.ranking import Example, Suggestion


def suggestion(code="6", score=0.6, **more) -> Suggestion:
    told = {"scheme": "objective", "place": 0, "of": 1, "words": 40, "lang": "en", "kind": "paragraph"} | more
    return Suggestion(code=code, score=score, **told)


def decisions(chance, *, documents=12, passages=20, seed=5) -> list[Example]:
    """Two suggestions a passage; `chance(code, score)` says how likely each is confirmed."""
    dice = random.Random(seed)
    made = []
    for document, number in product(range(documents), range(passages)):
        for place, code in enumerate(dice.sample(["6", "16", "17", "23"], 2)):
            score = round(dice.uniform(0.3, 0.9), 3)
            one = suggestion(code, score, place=place, of=2)
            made.append(Example(f"d{document}", f"d{document}-{number}", one, dice.random() < chance(code, score)))
    return made


def by_code(code, score):
    """Objective 23 is suggested everywhere and hardly ever right: the kernel's score does not know it."""
    return {"6": 0.95, "16": 0.8, "17": 0.6, "23": 0.05}[code]


def by_score(code, score):
    return score


def test_what_persons_reject_again_and_again_is_learned_and_used():
    lesson = kernel.lesson(decisions(by_code), seed=1)

    told = lesson.measured["objective"]
    assert told.why_not == ""
    assert told.learned.precision > told.kernel.precision + 0.1
    assert told.gain_low > 0
    assert told.learned.first > told.kernel.first
    low, high = (kernel.likelihood(lesson.weights, suggestion(code, 0.6)) for code in ("23", "6"))
    assert low < 0.3 < 0.8 < high


def test_where_the_kernels_order_is_as_good_nothing_is_used():
    lesson = kernel.lesson(decisions(by_score), seed=1)

    assert lesson.measured["objective"].why_not == "no-better"
    assert lesson.measured["objective"].learned is not None
    assert lesson.weights == {}
    assert kernel.likelihood(lesson.weights, suggestion()) is None


def test_nothing_is_learned_from_the_flip_of_a_coin():
    used = [bool(kernel.lesson(decisions(lambda c, s: 0.5, seed=seed), seed=seed).weights) for seed in range(20)]

    assert sum(used) <= 1


@pytest.mark.parametrize("documents", [1, 2])
def test_too_few_decisions_teach_nothing_and_it_is_said_why(documents):
    lesson = kernel.lesson(decisions(by_code, documents=documents, passages=8), seed=1)

    assert lesson.measured["objective"].why_not == "few"
    assert lesson.measured["objective"].learned is None
    assert lesson.weights == {}


def test_what_is_held_out_is_whole_documents_and_never_taught():
    examples = decisions(by_code)

    teaching, held, apart = ranking.divided(examples, seed=1)

    assert apart == "document"
    assert {e.document for e in teaching} & {e.document for e in held} == set()
    assert len(teaching) + len(held) == len(examples)
    assert 0.15 < len(held) / len(examples) < 0.4


def test_within_one_document_whole_passages_are_held_out():
    examples = decisions(by_code, documents=1, passages=200)

    teaching, held, apart = ranking.divided(examples, seed=1)

    assert apart == "passage"
    assert {e.passage for e in teaching} & {e.passage for e in held} == set()
    assert 0.15 < len(held) / len(examples) < 0.4


def test_the_same_decisions_in_another_order_give_the_same_lesson():
    examples = decisions(by_code)
    turned = random.Random(2).sample(examples, len(examples))

    assert kernel.lesson(turned, seed=1) == kernel.lesson(examples, seed=1)
    assert kernel.lesson_facts(kernel.lesson(turned, seed=1)) == kernel.lesson_facts(kernel.lesson(examples, seed=1))


def test_without_lessons_the_weights_say_what_the_kernel_says():
    """The penalty holds the model to the score: scores that were right about themselves change little."""
    weights = ranking.learn(decisions(by_score))

    drift = [abs(kernel.likelihood(weights, suggestion("6", s, of=2)) - s) for s in (0.3, 0.5, 0.7, 0.9)]
    assert max(drift) < 0.15


def test_likelihood_lies_within_0_and_1_whatever_the_score():
    weights = ranking.learn(decisions(by_code))

    found = [kernel.likelihood(weights, suggestion(c, s)) for c in ("6", "99") for s in (0.0, 0.5, 1.0)]
    assert all(0 < one < 1 for one in found)


def test_average_precision_and_area_are_those_of_the_definition():
    values, right = np.array([0.9, 0.8, 0.7, 0.6]), np.array([1.0, 0.0, 1.0, 0.0])

    assert ranking._precisions(values, right, np.ones((1, 4)))[0] == pytest.approx((1 / 1 + 2 / 3) / 2)
    assert ranking._auc(values, right) == pytest.approx(3 / 4)


def test_suggestions_of_one_score_stand_together_so_that_their_order_wins_nothing():
    values, right = np.array([0.5, 0.5, 0.5, 0.5]), np.array([1.0, 0.0, 0.0, 0.0])

    assert ranking._precisions(values, right, np.ones((1, 4)))[0] == pytest.approx(1 / 4)
    assert ranking._precisions(values, right[::-1], np.ones((1, 4)))[0] == pytest.approx(1 / 4)
    assert ranking._auc(values, right) == pytest.approx(1 / 2)


def test_a_suggestion_drawn_twice_counts_as_if_it_stood_there_twice():
    values, right = np.array([0.9, 0.8, 0.7]), np.array([0.0, 1.0, 1.0])
    doubled = np.array([0.9, 0.8, 0.8, 0.7]), np.array([0.0, 1.0, 1.0, 1.0])

    drawn = ranking._precisions(values, right, np.array([[1.0, 2.0, 1.0]]))[0]
    assert drawn == pytest.approx(ranking._precisions(*doubled, np.ones((1, 4)))[0])
