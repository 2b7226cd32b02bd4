"""Every step of a count has its sentence, whole, in three languages."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from mithaq.elections import wording, wording_counting
from mithaq.elections.enums import Marks, Method, Standing
from mithaq.elections.models import Candidacy
from mithaq.elections.selectors.accounts import SENTENCES, telling
from mithaq.elections.selectors.results import Outcome, outcome
from mithaq.elections.selectors.whys import CHANGES, WHY, answer, change
from mithaq.elections.services import counting
from mithaq.elections.services.counting import count_now
from mithaq.foundation import minute
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry, Job
from mithaq.institutions.selectors import findings
from mithaq.kernels import elections as kernel
from mithaq.kernels.charter import Finding
from mithaq.kernels.elections import Changed, Step
from tests.elections.hall import BOARD, LEVELS_EQUAL, SEAT
from tests.elections.polls import COUNTED, SEED, closed, some

LETTERS = {"ar": re.compile("[\u0621-\u064a]"), "en": re.compile("[a-z]"), "fr": re.compile("[a-zà-ÿ]")}
WRONG = re.compile(r"%\(|\bNone\b|\bTrue\b|\bFalse\b|\bnull\b|  ")


def plain(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", text)


def whole(told: list[str], lang: str) -> None:
    assert told
    assert [one for one in told if WRONG.search(one) or not LETTERS[lang].search(one)] == []
    assert [one for one in told if plain(one)[-1] not in ".؟?!"] == []


@pytest.fixture
def shown(hall) -> Outcome:
    hall.adopt(BOARD, LEVELS_EQUAL)
    poll = closed(hall, hall.members(9), some(9, 40, favour=(0, 3, 6)))
    return outcome(poll, count_now(poll, seed=SEED, by=SYSTEM, at=COUNTED))


def test_every_key_of_the_kernel_has_its_sentence():
    assert SENTENCES.keys() == kernel.STEPS.keys()
    assert WHY.keys() == kernel.ANSWERS.keys()
    assert wording_counting.FAULTS.keys() == {*kernel.FAULTS, counting.NOBODY}
    assert {because for _, because in CHANGES} == {"doomed", "guarded", "together", "votes"}


def test_an_account_is_whole_in_every_language(shown, lang):
    with translation.override(lang):
        tell = telling(shown)
        whole([tell.step(step) for step in shown.result.steps], lang)
        whole([tell.step(step) for step in shown.plain.steps], lang)
        whole([answer(tell, shown.why_not(one.number)) for one in shown.candidates], lang)
        whole([change(tell, one) for one in shown.changed], lang)


METHODS = [
    *((Marks.RANK, one, 6) for one in (Method.MEEK, Method.SCOTTISH_STV, Method.SECTIONS)),
    *((Marks.RANK, one, 1) for one in (Method.SCHULZE, Method.MINIMAX)),
    (Marks.RANK, Method.CO_CHAIRS, 2),
    *((Marks.APPROVE, one, 6) for one in (Method.PAV, Method.PHRAGMEN, Method.BALANCED_PAV, Method.BALANCED_PHRAGMEN)),
]


@pytest.mark.parametrize(("marks", "method", "seats"), METHODS)
def test_every_way_of_counting_can_account_for_itself(hall, marks, method, seats):
    hall.adopt(BOARD, LEVELS_EQUAL)
    quotas = None if seats == 6 else []
    poll = closed(
        hall, hall.members(9), some(9, 25, favour=(0, 3, 6)), seats=seats, marks=marks, method=method, quotas=quotas
    )
    found = outcome(poll, count_now(poll, seed=SEED, by=SYSTEM, at=COUNTED))

    for lang in ("ar", "en", "fr"):
        with translation.override(lang):
            tell = telling(found)
            whole([tell.step(step) for step in found.result.steps], lang)
            whole([answer(tell, found.why_not(one.number)) for one in found.candidates], lang)


# Steps that a count seldom takes, with the facts it gives them
RARE = [
    Step(0, "first-preferences", None, {"cast": 12, "empty": 2, "seats": 6, "quota": "2.571428571"}),
    Step(1, "surplus", 0, {"moved": 150_000, "value": "0.33333", "to": [], "exhausted": 0, "lost": 3}),
    Step(1, "excluded", 0, {"votes": 0, "next": 1, "behind": 0, "to": [], "exhausted": 0}),
    Step(1, "excluded", 0, {"votes": 100_000, "next": None, "behind": 0, "to": [[1, 100_000]], "exhausted": 5}),
    Step(1, "excluded", 0, {"votes": 300_000, "next": 1, "behind": -100_000, "to": [[1, 100_000]], "exhausted": 5}),
    Step(1, "doomed", 0, {"votes": 0, "with": [], "quotas": [], "to": [], "exhausted": 0}),
    Step(1, "doomed", 0, {"votes": 0, "with": [1], "quotas": ["own.7"], "to": [[n, n] for n in range(9)]}),
    Step(1, "doomed", 0, {"votes": 0, "with": [], "quotas": ["elections.sits"], "to": [], "exhausted": 0}),
    Step(1, "guarded", 0, {"votes": 0, "with": [], "quotas": []}),
    Step(1, "guarded", 0, {"votes": 0, "with": [], "quotas": ["body.board.balance.levels"]}),
    Step(1, "guarded", 0, {"votes": 0, "with": [2, 3], "quotas": ["body.board.balance.levels"]}),
    Step(1, "spared", 0, {"votes": 0, "excluded": 1}),
    Step(0, "passed-over", 0, {"load": "1/3", "with": [], "quotas": ["own.7"]}),
    Step(0, "passed-over", 0, {"load": "", "with": [1], "quotas": ["own.7"]}),
    Step(0, "score", None, {"score": "22/7", "committee": [0]}),
    Step(0, "score", None, {"score": "22", "next": "100000/7001", "committee": [0]}),
    Step(0, "load", 0, {"load": "", "approvals": 0, "place": 6}),
    Step(0, "price", 0, {"price": "1/3", "approvals": 3, "place": 1}),
    Step(0, "chosen", 0, {"gain": "1/2", "place": 1}),
    Step(0, "strongest", 0, {"over": []}),
    Step(0, "least-defeat", 0, {"defeat": 0, "by": None}),
    Step(0, "least-defeat", 0, {"defeat": 3, "by": 1}),
    Step(0, "locked", 0, {"over": 1, "margin": 3, "kept": True}),
    Step(0, "locked", 0, {"over": 1, "margin": 3, "kept": False}),
    Step(0, "section", None, {"section": "national", "seats": 2, "candidates": [0, 3]}),
    Step(0, "keep-value", None, {"quota": "2.571428571", "kept": [[0, "0.75"]], "rounds": 3}),
    Step(2, "tie", None, {"among": [0, 1], "by": "history", "at": 1, "chosen": 1, "of": "surplus"}),
    Step(2, "tie", None, {"among": [0, 1, 2], "by": "lot", "at": 1, "drawn": [0, 1], "chosen": 1, "of": "exclusion"}),
    Step(2, "tie", 1, {"among": [0, 1], "by": "lot", "chosen": 1}),
    Step(2, "tie", None, {"among": [0, 1], "by": "lot", "chosen": 1, "of": "place"}),
    Step(0, "unopposed", None, {"elected": [0, 1], "seats": 6}),
]
RARE_ANSWERS = [
    Step(0, "not-nominated", 3),
    Step(2, "excluded", 0, {"votes": 0, "next": 1, "behind": 0}),
    Step(2, "doomed", 0, {"with": [], "quotas": ["own.7"]}),
    Step(2, "not-reached", 0, {"votes": 100, "quota": None, "short": None}),
    Step(2, "not-reached", 0, {"votes": 100, "quota": "2.571428571", "short": 100_000}),
    Step(0, "costs", 0, {"score": "5", "with_them": "5", "less": "0", "committee": [0], "instead": [1]}),
    Step(0, "costs", 0, {"score": "5", "with_them": "9/2", "less": "1/2", "committee": [0], "instead": [1]}),
]


def test_what_seldom_happens_is_worded_too(shown, lang):
    with translation.override(lang):
        tell = telling(shown)
        whole([tell.step(step) for step in RARE], lang)
        whole([answer(tell, step) for step in RARE_ANSWERS], lang)
        changes = [Changed(0, gained, because, ("own.7",), (1,)) for gained, because in CHANGES]
        whole([change(tell, one) for one in changes], lang)
        told = {"found": "x", "candidate": 1, "candidates": 2, "quotas": ["own.7"], "why": "x.", "seats": 1}
        whole([wording_counting.fault(key, told) + "." for key in wording_counting.FAULTS], lang)


def test_a_sentence_says_who_how_many_and_where_they_went(shown):
    tell = telling(shown)
    first = plain(tell.step(shown.result.steps[0]))
    elected = next(step for step in shown.result.steps if step.key == "elected")

    assert first == (
        "The ballots are sorted by first preference. Cast: 40. Seats: 6. Votes needed to be elected (quota): "
        f"{shown.result.quota}."
    )
    name = str(shown.candidates[elected.candidate].name)
    assert plain(tell.step(elected)).startswith(f"Elected at place 1: {name} (votes: ")


def test_places_kept_by_the_quotas_are_not_said_to_be_all_that_was_left(shown):
    """Somebody else was still in the count: the quotas, not the number of those left, filled the last places."""
    last = shown.result.steps[-1]
    gone = {step.candidate for step in shown.result.steps if step.key in ("excluded", "doomed")}
    left = {one.number for one in shown.candidates} - gone - set(shown.result.winners)
    assert last.key == "last-places" and left

    said = plain(telling(shown).step(last))

    assert said.startswith("Whom the quotas cannot do without fills the places that are left. Elected: ")


def test_whoever_goes_instead_of_another_did_not_have_the_fewest_votes(hall):
    """Two candidates of one level stand for the two seats of that level: they stay, however few votes they have."""
    hall.adopt(BOARD, LEVELS_EQUAL)
    levels = ["national"] * 4 + ["regional"] * 4 + ["global"] * 2
    standing = [hall.organisation(one, member=True) for one in levels]
    poll = closed(hall, standing, [[one] for one in range(8) for _ in range(one + 2)])
    found = outcome(poll, count_now(poll, seed=SEED, by=SYSTEM, at=COUNTED))
    tell = telling(found)
    spared = {step.facts["excluded"] for step in found.result.steps if step.key == "spared"}
    assert spared
    for step in found.result.steps:
        if step.key == "excluded" and step.candidate in spared:
            assert "of those whom the quotas can do without" in plain(tell.step(step))
            assert "of those whom the quotas can do without" in plain(answer(tell, found.why_not(step.candidate)))


def test_names_of_people_do_not_become_places_of_the_sentence(hall, shown):
    from dataclasses import replace

    odd = replace(shown.candidates[0], name="100 %(votes)s %s")
    told = telling(replace(shown, candidates=(odd, *shown.candidates[1:])))

    for step in (*shown.result.steps, *RARE):
        told.step(step)
    assert "100 %(votes)s %s" in told.step(RARE[2])


# Findings, acts, notices, jobs


def test_findings_acts_and_notices_are_whole(hall, shown, lang, cast):
    counts = {"national": 3, "regional": 2, "global": 1}
    body, seat = {"en": "Board", "ar": "المجلس", "fr": "Conseil"}, {"en": "Member", "ar": "عضو", "fr": "Membre"}
    facts = {
        "elections.balance-broken": {"body": body, "clause": seat, "over": "level", "counts": counts},
        "elections.seats-empty": {"body": body, "seat": seat, "have": 4, "least": 5, "on": "2021-04-01"},
        "elections.seats-taken": {"body": body, "seat": seat, "elected": 6, "free": 5, "on": "2021-04-01"},
    }
    with translation.override(lang):
        whole([findings.said(Finding(SEAT, key, told)) for key, told in facts.items()], lang)
        whole([minute.act(entry) + "." for entry in Entry.objects.filter(act__startswith="elections.")], lang)
        told = {"title": body, "body": body}
        whole([str(wording.NOTICES[f"elections.{one}"]) % told for one in ("declared", "elected", "not-elected")], lang)
    assert Candidacy.objects.filter(standing=Standing.STANDS).exists()


def test_a_job_that_stopped_says_so_in_words(lang):
    with translation.override(lang):
        for key in wording_counting.FAULTS:
            job = Job(kind="elections.count", outcome={"error": "CannotBeCounted", "detail": key})
            assert LETTERS[lang].search(minute.end(job))
