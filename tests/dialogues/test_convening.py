"""Convening a dialogue: prepared, opened, closed; what people were promised stays as it was promised."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from mithaq.cycles import services as cycles
from mithaq.cycles.models import Phase
from mithaq.dialogues import selectors, services, wording_convening
from mithaq.dialogues.enums import Audience, Entry, Shown, State
from mithaq.dialogues.models import Dialogue, Participant, Vote
from mithaq.dialogues.services import drawing
from mithaq.foundation import minute
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry as Minute
from mithaq.foundation.models import Job
from mithaq.institutions.selectors import charter_of
from mithaq.kernels.charter import CharterRefuses
from mithaq.notices.models import Notice
from tests.bodies.network import DAY, at, keys
from tests.dialogues.circle import AFTER, CLOSES, DURING, OPENS, PREPARED

A_DAY = timedelta(days=1)
PHASES = """
[cycle.review]
name = "Review"
every = "2 years"
[phase.talk]
name = "Talking it over"
when = "2021-03-01/2021-03-20"
opens = ["dialogues.vote"]
[phase.write]
name = "Writing"
when = "2021-04-01/2021-04-20"
opens = ["evidence.deposit"]
"""


def change(dialogue, at=DURING, **told):
    return services.change(dialogue, **told, by=SYSTEM, at=at)


def tend(circle, moment):
    from django.utils.timezone import localdate

    charter = charter_of(circle.institution, on=localdate(moment))
    return services.tend(circle.institution, charter, on=localdate(moment), by=SYSTEM, at=moment)


def fields(refused) -> list[str]:
    return sorted(refused.value.message_dict)


def acts() -> list[str]:
    return list(Minute.objects.filter(act__startswith="dialogues.").order_by("pk").values_list("act", flat=True))


def kinds(person) -> list[str]:
    return sorted(Notice.objects.filter(person=person).values_list("kind", flat=True))


def test_a_dialogue_is_prepared_and_only_officers_see_it(circle, cast):
    dialogue = circle.convene()
    assert (dialogue.state, dialogue.mode, len(dialogue.seed)) == (State.DRAFT, "stable", 32)
    assert list(selectors.dialogues(circle.institution, to=cast.badr.account)) == [dialogue]
    assert list(selectors.dialogues(circle.institution, to=cast.chadia.account)) == []
    assert acts() == ["dialogues.prepare"]


def test_what_is_wrong_is_said_at_its_field(circle):
    with pytest.raises(ValidationError) as refused:
        circle.convene(title={}, question={}, closes_at=OPENS)
    assert fields(refused) == ["closes_at", "question", "title"]
    with pytest.raises(ValidationError) as refused:
        circle.convene(closes_at=PREPARED - A_DAY, opens_at=PREPARED - 2 * A_DAY)
    assert fields(refused) == ["closes_at"]
    with pytest.raises(ValidationError) as refused:
        circle.convene(floor=4)
    assert fields(refused) == ["floor"]
    assert not Dialogue.objects.exists()


def test_it_opens_with_five_statements_that_can_be_voted_on(circle):
    dialogue = circle.convene()
    circle.seed(dialogue, 4)
    circle.seed(dialogue, 2, reviewed=False)
    with pytest.raises(ValidationError, match="now there are 4"):
        circle.open(dialogue)
    circle.seed(dialogue, 1)
    opened = circle.open(dialogue)
    assert (opened.state, opened.opened_at) == (State.OPEN, OPENS)
    version = opened.version
    assert circle.open(dialogue).version == version, "a second time changes nothing"
    assert acts().count("dialogues.open") == 1


def test_it_opens_neither_before_its_time_nor_after(circle):
    dialogue = circle.convene()
    circle.seed(dialogue, 5)
    for moment, code in ((OPENS - AFTER, "early"), (CLOSES, "late")):
        with pytest.raises(ValidationError) as refused:
            circle.open(dialogue, now=moment)
        assert refused.value.code == code
    assert circle.read(dialogue).state == State.DRAFT


def test_it_opens_in_three_languages_only(circle):
    dialogue = circle.convene(question=words(ar="ما العمل؟"), about=words(en="Why"))
    circle.seed(dialogue, 5)
    with pytest.raises(ValidationError) as refused:
        circle.open(dialogue)
    assert fields(refused) == ["about", "question"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("entry", Entry.MEMBERS),
        ("audience", Audience.MEMBERS),
        ("shown", Shown.AFTER_CLOSE),
        ("publishes_rows", True),
        ("mode", "polis"),
        ("max_groups", 3),
        ("opens_at", OPENS - A_DAY),
        ("floor", 5),
    ],
)
def test_what_was_promised_stays_once_it_is_open(circle, name, value):
    dialogue = circle.running(5, floor=6)
    with pytest.raises(ValidationError) as refused:
        change(dialogue, **{name: value})
    assert fields(refused) == [name]
    assert getattr(circle.read(dialogue), name) == getattr(dialogue, name)


def test_once_open_the_floor_may_rise_the_close_may_move_and_texts_be_corrected(circle):
    dialogue = circle.running(5)
    title = words(ar="نطلب", en="We ask", fr="Nous demandons")
    changed = change(dialogue, floor=12, closes_at=CLOSES + A_DAY, proposals_each=1, title=title)
    assert (changed.floor, changed.closes_at, changed.proposals_each) == (12, CLOSES + A_DAY, 1)
    entry = Minute.objects.get(act="dialogues.change")
    assert entry.public and entry.before["title"]["en"] == "What we ask for"
    with pytest.raises(ValidationError) as refused:
        change(dialogue, title=words(en="Only in English"))
    assert fields(refused) == ["title"]


def test_nothing_is_written_where_nothing_changes_or_somebody_else_changed(circle):
    dialogue = circle.convene()
    assert change(dialogue, at=PREPARED, floor=dialogue.floor).version == 1
    changed = change(dialogue, at=PREPARED, floor=7, seen=1)
    assert changed.version == 2
    with pytest.raises(services.Changed):
        change(dialogue, at=PREPARED, floor=8, seen=1)
    assert acts() == ["dialogues.prepare", "dialogues.change"]


def test_the_close_wipes_when_anybody_answered_and_is_done_once(circle):
    dialogue = circle.running(5)
    for somebody in circle.participants(dialogue, 3):
        circle.vote(somebody, circle.statements[0])
    closed = circle.close(dialogue)
    assert (closed.state, closed.closed_at) == (State.CLOSED, CLOSES)
    assert list(Vote.objects.values_list("changed_at", flat=True)) == [None] * 3
    assert set(Participant.objects.values_list("consented_at", flat=True)) == {datetime(2021, 3, 2, tzinfo=UTC)}
    assert circle.close(dialogue).version == closed.version
    with pytest.raises(ValidationError):
        change(dialogue, floor=20)
    with pytest.raises(ValidationError):
        services.cancel(dialogue, reason="too late", by=SYSTEM, at=CLOSES)


def test_a_cancelled_dialogue_keeps_no_answer_and_says_why(circle, cast):
    dialogue = circle.running(5)
    circle.vote(circle.participant(dialogue), circle.statements[0])
    with pytest.raises(ValidationError) as refused:
        services.cancel(dialogue, reason="  ", by=SYSTEM, at=DURING)
    assert fields(refused) == ["reason"]
    cancelled = services.cancel(dialogue, reason="The meeting is\n put off", by=SYSTEM, at=DURING)
    assert (cancelled.state, cancelled.because) == (State.CANCELLED, "The meeting is put off")
    assert not Vote.objects.exists()
    assert not Participant.objects.exists()
    assert kinds(cast.chadia.person) == ["dialogues.cancelled", "dialogues.open"]
    with pytest.raises(ValidationError):
        circle.open(dialogue)


def test_time_opens_and_closes_and_again_does_nothing(circle):
    dialogue = circle.convene()
    circle.seed(dialogue, 5)
    assert tend(circle, OPENS - AFTER) == 0
    assert tend(circle, OPENS + AFTER) == 1
    assert tend(circle, OPENS + AFTER) == 0
    assert circle.read(dialogue).state == State.OPEN
    assert tend(circle, CLOSES) == 1
    assert tend(circle, CLOSES) == 0
    assert circle.read(dialogue).state == State.CLOSED


def test_a_dialogue_that_runs_is_looked_at_every_hour_and_a_closed_one_whose_drawing_stopped(circle):
    def moves() -> bool:
        return any(rows.exists() for rows in services.by_the_hour(circle.institution))

    dialogue = circle.convene()
    assert moves()
    tend(circle, CLOSES)
    services.cancel(circle.read(dialogue), reason="Too few.", by=SYSTEM, at=CLOSES)
    assert not moves()
    stopped = {
        "kind": drawing.JOB,
        "state": Job.State.FAILED,
        "scope": circle.institution.uid,
        "asked_at": CLOSES,
        "ended_at": CLOSES,
    }
    Job.objects.create(about=f"dialogues.dialogue:{dialogue.uid}", by_kind="task", **stopped)
    assert moves()


def test_what_cannot_be_opened_waits_and_is_owed(circle):
    dialogue = circle.convene()
    assert tend(circle, OPENS + AFTER) == 0
    assert circle.read(dialogue).state == State.DRAFT
    charter = charter_of(circle.institution, on=DAY)
    owed = selectors.owed(circle.institution, charter, on=DAY + 3 * A_DAY)
    assert [one.kind for one in owed] == ["dialogues.to-open"]


def test_members_are_told_of_the_opening_and_only_who_has_not_answered_of_the_end(circle, cast):
    dialogue = circle.running(5)
    mine = circle.participant(dialogue, person=cast.badr.person)
    circle.participant(dialogue, person=cast.amal.person)  # looked, and answered nothing
    circle.vote(mine, circle.statements[0])
    assert tend(circle, CLOSES - 3 * A_DAY) == 0
    assert tend(circle, CLOSES - A_DAY) == 1
    assert tend(circle, CLOSES - A_DAY + AFTER) == 0
    assert kinds(cast.badr.person) == ["dialogues.open"]
    assert kinds(cast.amal.person) == kinds(cast.chadia.person) == ["dialogues.ending", "dialogues.open"]
    assert kinds(cast.dalia.person) == []
    told = Minute.objects.get(act="dialogues.remind")
    assert set(told.after) == {"title"}, "nobody is named, nor counted"
    circle.close(dialogue)
    assert not Notice.objects.filter(kind="dialogues.ending").exists(), "nobody keeps that they had not answered"


def phases(circle):
    circle.adopt(PHASES)
    cycles.stand(circle.institution, circle.charter, on=DAY, by=SYSTEM, at=at(DAY))
    return {one.clause: one for one in Phase.objects.all()}


def test_a_dialogue_of_a_phase_lives_within_its_days(circle):
    found = phases(circle)
    with pytest.raises(CharterRefuses) as refused:
        circle.convene(phase=found["phase.write"])
    assert keys(refused) == ["phase.write cycles.phase-ahead"]
    with pytest.raises(CharterRefuses) as refused:
        circle.convene(phase=found["phase.talk"], closes_at=at(date(2021, 3, 25)))
    assert keys(refused) == ["phase.talk cycles.phase-over"]
    dialogue = circle.running(5, phase=found["phase.talk"])
    assert Minute.objects.get(act="dialogues.open").clause == "phase.talk"
    with pytest.raises(CharterRefuses) as refused:
        change(dialogue, closes_at=at(date(2021, 3, 25)))
    assert keys(refused) == ["phase.talk cycles.phase-over"]
    assert circle.read(dialogue).closes_at == CLOSES


def test_where_a_phase_lets_people_answer_no_dialogue_stands_outside_of_it(circle):
    phases(circle)
    with pytest.raises(CharterRefuses) as refused:
        circle.convene(opens_at=at(date(2021, 3, 25)), closes_at=at(date(2021, 3, 28)))
    assert keys(refused) == ["phase.talk cycles.phase-over"]


def test_when_its_phase_is_cut_short_it_closes(circle):
    found = phases(circle)
    dialogue = circle.running(5, phase=found["phase.talk"])
    Phase.objects.filter(clause="phase.talk").update(until=date(2021, 3, 5))
    assert tend(circle, at(date(2021, 3, 4))) == 0
    assert tend(circle, at(date(2021, 3, 5))) == 1
    assert circle.read(dialogue).state == State.CLOSED


def test_proposals_and_renditions_that_wait_are_owed(circle):
    dialogue = circle.running(5)
    charter = charter_of(circle.institution, on=DAY)
    assert selectors.owed(circle.institution, charter, on=DAY + 2 * A_DAY) == []
    circle.seed(dialogue, 2, reviewed=False)
    services.propose(dialogue, circle.participant(dialogue), "Work permits for all", "en", at=DURING)
    owed = selectors.owed(circle.institution, charter, on=DAY + 2 * A_DAY)
    assert [(one.kind, one.facts.get("number")) for one in owed] == [
        ("dialogues.to-moderate", None),
        ("dialogues.to-review", 2),
    ]


@pytest.mark.django_db
def test_owed_asks_no_more_often_for_three_dialogues_than_for_one(circle, django_assert_num_queries):
    charter = charter_of(circle.institution, on=DAY)
    for number in range(3):
        dialogue = circle.running(5)
        services.propose(dialogue, circle.participant(dialogue), f"Proposal {number}", "en", at=DURING)
        with django_assert_num_queries(3):
            assert len(selectors.owed(circle.institution, charter, on=DAY + A_DAY)) == number + 1


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_every_act_and_notice_reads_as_a_whole_sentence(circle, cast, language):
    dialogue = circle.running(5)
    change(dialogue, floor=6)
    one, other, third = circle.statements[:3]
    services.correct(one, "جديد", by=SYSTEM, at=DURING)
    services.render(one, "en", "New", reason="A word", by=SYSTEM, at=DURING)
    services.refuse(other, "unclear", by=SYSTEM, at=DURING)
    services.reopen(other, by=SYSTEM, at=DURING)
    services.admit(other, by=SYSTEM, at=DURING)
    services.merge(other, third, by=SYSTEM, at=DURING)
    services.propose(dialogue, circle.participant(dialogue), "Schools for all", "en", at=DURING)
    tend(circle, CLOSES - A_DAY)
    services.cancel(dialogue, reason="Put off", by=SYSTEM, at=CLOSES - A_DAY)
    with translation.override(language):
        told = {entry.act: minute.act(entry) for entry in Minute.objects.filter(act__startswith="dialogues.")}
        facts = {"title": dict(dialogue.title), "because": "Put off", "number": 3}
        facts |= {"closes_at": CLOSES.isoformat(), "opens_at": OPENS.isoformat()}
        told |= {kind: sentence(facts) for kind, sentence in wording_convening.NOTICES.items()}
    assert wording_convening.ACTS.keys() - told.keys() == {"dialogues.close"}
    assert [kind for kind, said in told.items() if "–" in said or said == kind or "%(" in said] == []
