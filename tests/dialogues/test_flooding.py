"""Nobody floods a dialogue; a hall may vote; what was chosen is kept."""

from __future__ import annotations

import pytest
from django.utils.timezone import now

from mithaq.dialogues import flooding, services
from mithaq.dialogues.enums import Answer
from mithaq.dialogues.models import Participant, Statement, Vote
from mithaq.foundation.allowances import Allowance
from tests.dialogues.circle import DURING, Circle
from tests.dialogues.test_taking_part import HOUR, JSON, answer, begin, page
from tests.foundation import standstill

moment = pytest.fixture(standstill.little_at_a_standstill)


@pytest.fixture
def seat(cast, circle, monkeypatch):
    """Somebody in an open dialogue who may answer twice; how slow the machine is, no third is allowed meanwhile."""
    monkeypatch.setattr(flooding, "ANSWERS", Allowance(2, 1000 * HOUR))
    dialogue = circle.running(5, opens_at=now() - HOUR, closes_at=now() + HOUR)
    client = cast.client()
    begin(cast, client, dialogue)
    return client, dialogue, list(Statement.objects.filter(dialogue=dialogue))


def test_more_answers_than_anybody_reads_are_put_off_with_a_sentence(cast, seat):
    client, dialogue, statements = seat
    told = [answer(cast, client, dialogue, one, **JSON) for one in statements[:3]]

    assert [one.status_code for one in told] == [200, 200, 429]
    assert told[2].json()["code"] == "too-fast"
    assert told[2].json()["wait"] >= 1
    assert told[2]["Retry-After"] == str(told[2].json()["wait"])
    assert Vote.objects.count() == 2


def test_without_script_what_was_chosen_is_kept_to_be_sent_again(cast, seat):
    client, dialogue, statements = seat
    told = [answer(cast, client, dialogue, one, "disagree") for one in statements[:3]]

    assert [one.status_code for one in told] == [302, 302, 429]
    page_ = told[2].content.decode()
    assert f'name="statement" value="{statements[2].uid}"' in page_
    assert 'name="answer" value="disagree"' in page_


def test_one_person_in_a_hurry_holds_up_nobody_else(cast, seat):
    client, dialogue, statements = seat
    for one in statements[:3]:
        answer(cast, client, dialogue, one)
    other = cast.client()
    begin(cast, other, dialogue)

    assert answer(cast, other, dialogue, statements[0], **JSON).status_code == 200


def test_a_hall_behind_one_address_enters_and_a_programme_does_not_for_ever(cast, circle, monkeypatch):
    monkeypatch.setattr(flooding, "NEWCOMERS", Allowance(3, HOUR))
    dialogue = circle.running(5, opens_at=now() - HOUR, closes_at=now() + HOUR)

    told = [begin(cast, cast.client(), dialogue, country="MA") for _ in range(4)]
    elsewhere = cast.client().post(page(cast, dialogue, "begin"), {"agrees": "on"}, REMOTE_ADDR="192.0.2.9")

    assert [one.status_code for one in told] == [302, 302, 302, 429]
    assert told[3]["Retry-After"]
    assert '<option value="MA" selected' in told[3].content.decode()
    assert elsewhere.status_code == 302
    assert Participant.objects.count() == 4


def test_who_votes_is_not_held_up_by_what_others_behind_the_address_have_asked_for(cast, circle, settings, moment):
    """A hall of voters: files, searches and the API are counted (foundation.pacing), a vote and its pages are not."""
    settings.LIMITS = 0.0001  # one of each
    dialogue = circle.running(5, opens_at=now() - HOUR, closes_at=now() + HOUR)
    nobody = cast.client("anonymous")
    asked = [nobody.get("/en/arab-review/open-data/objectives.csv").status_code for _ in range(2)]
    told = []

    for statement in list(Statement.objects.filter(dialogue=dialogue)):
        client = cast.client()
        told += [client.get(page(cast, dialogue, "dialogue")).status_code, begin(cast, client, dialogue).status_code]
        told += [client.get(page(cast, dialogue, "vote")).status_code]
        told += [answer(cast, client, dialogue, statement, **JSON).status_code]

    assert asked == [200, 429]
    assert told == [200, 302, 200, 200] * 5
    assert Vote.objects.count() == 5


def test_a_statement_is_reported_once_to_those_who_moderate_and_by_nobody(cast, circle):
    from mithaq.notices.models import Notice  # inline: of this test alone

    dialogue = circle.running(5)
    people = circle.participants(dialogue, 2)
    statement = circle.statements[0]

    for one in people:
        services.report(one, statement, "harmful", at=DURING)

    told = Notice.objects.filter(kind="dialogues.reported")
    assert {one.person_id for one in told} == {cast.amal.person.pk, cast.badr.person.pk}
    assert all(one.uid not in str(told.values()) for one in people)


def test_a_reporter_does_not_write_without_end(circle):
    dialogue = circle.running(6)
    somebody = circle.participant(dialogue)

    with pytest.raises(services.TooFast):
        for one in circle.statements:
            services.report(somebody, one, "spam", at=DURING)


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    @pytest.fixture
    def network(self, committed):
        return Circle(committed)

    def test_two_hundred_answers_with_double_clicks_leave_one_row_each(self, network, together):
        dialogue = network.running(5)
        people = network.participants(dialogue, 10)
        asked = [(who, statement) for who in people for statement in network.statements]  # 50, each sent four times
        said = [Answer.AGREE, Answer.DISAGREE, Answer.PASS]

        def act(n: int) -> None:
            for place in range(n, 200, 20):
                who, statement = asked[place % 50]
                services.cast(who, statement, said[(place % 50) % 3], language="en", at=DURING)

        assert together(act, 20) == ["done"] * 20

        rows = list(Vote.objects.values_list("participant", "statement", "answer"))
        wanted = [(who.pk, one.pk, said[place % 3].value) for place, (who, one) in enumerate(asked)]
        assert sorted(rows) == sorted(wanted)

    def test_whoever_leaves_meanwhile_leaves_nothing_and_holds_up_nobody(self, network, together):
        dialogue = network.running(5)
        gone, stays = network.participants(dialogue, 2)

        def act(n: int) -> None:
            if n == 0:
                services.withdraw(gone, at=DURING)
                return
            who = gone if n % 2 else stays
            try:
                services.cast(who, network.statements[n % 5], Answer.AGREE, language="en", at=DURING)
            except services.NotTaken:
                assert who == gone

        assert together(act, 11) == ["done"] * 11

        assert sorted(Vote.objects.values_list("participant", flat=True)) == [stays.pk] * 5

    def test_no_answer_stands_that_came_after_the_close(self, network, together):
        dialogue = network.running(5)
        somebody = network.participant(dialogue)
        taken = []

        def act(n: int) -> None:
            if n == 2:
                network.close(dialogue, now=DURING)
                return
            for statement in network.statements:
                try:
                    services.cast(somebody, statement, Answer.AGREE, language="en", at=DURING)
                    taken.append(statement.pk)
                except services.NotTaken:
                    pass

        assert together(act, 4) == ["done"] * 4

        assert set(Vote.objects.values_list("statement", flat=True)) == set(taken)
