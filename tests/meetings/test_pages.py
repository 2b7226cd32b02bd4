"""Pages of meetings and decisions: what each reader learns, and that a refusal keeps what was entered."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.meetings import services
from mithaq.meetings.enums import State
from mithaq.meetings.models import Answer, Attendance, Meeting, Minutes, Motion, Position
from mithaq.people import services as people
from mithaq.people.enums import Purpose
from mithaq.people.models import Person
from tests.bodies.network import DAY, at
from tests.meetings.house import BOARD, CONSULTATION, MEETS, donors_of
from tests.xss import url


def page(cast, name, who="officer", lang="en", **more):
    found = cast.client(who).get(url(cast, f"meetings:{name}", **more).replace("/en/", f"/{lang}/"))
    return found.content.decode()


def post(cast, name, who="officer", data=None, **more):
    return cast.client(who).post(url(cast, f"meetings:{name}", **more), data or {})


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


class TestMeetings:
    def test_next_and_past_ones_stand_apart_and_by_body(self, house, cast, lang):
        house.adopt(BOARD, MEETS)
        house.call(title=words(en="Long ago", ar="قديمًا", fr="Jadis"))
        house.call(on=localdate() + timedelta(days=9), title=words(en="Soon", ar="قريبًا", fr="Bientôt"))
        old, new = {"en": ("Long ago", "Soon"), "ar": ("قديمًا", "قريبًا"), "fr": ("Jadis", "Bientôt")}[lang]
        address = url(cast, "meetings:list").replace("/en/", f"/{lang}/")

        first = cast.client().get(address).content.decode()
        past = cast.client().get(address + "?when=past&body=board").content.decode()

        assert (new in first, old in first, new in past, old in past) == (True, False, False, True)

    def test_the_clause_is_shown_where_the_place_is_another(self, house, cast):
        house.adopt(BOARD, MEETS)
        meeting = house.call(place=words(en="Cairo"))

        said = page(cast, "meeting", "anonymous", uid=meeting.uid)

        assert "body.board.meeting.regular" in said
        assert "finding-risk" in said

    def test_minutes_that_are_late_are_said_to_be_in_public(self, house, cast):
        house.adopt(BOARD)
        meeting = house.call()

        said = page(cast, "meeting", "anonymous", uid=meeting.uid)

        assert "finding-broken" in said
        assert "body.board.publication.minutes" in said

    def test_who_came_is_told_with_its_denominator_and_not_noted_is_not_absent(self, house, cast):
        house.adopt(BOARD)
        house.board(3)
        meeting = house.call()
        assert "who came is not noted" in page(cast, "meeting", "anonymous", uid=meeting.uid)
        row = Attendance.objects.first()

        answer = post(
            cast,
            "attendance",
            data={f"came_{r.uid}": "yes" if r == row else "unknown" for r in Attendance.objects.all()},
            uid=meeting.uid,
        )

        assert answer.status_code == 302
        said = re.sub("[\u2068\u2069]|</?bdi>", "", page(cast, "meeting", "anonymous", uid=meeting.uid))
        assert "1 of 3 invited came; 0 did not; not noted: 2." in said

    def test_persons_are_named_to_members_and_to_others_by_their_consent(self, house, cast):
        house.adopt(
            BOARD.replace(
                'holder = "organisation"\nselection = "election"', 'holder = "person"\nselection = "election"'
            )
        )
        amira = people.register(name="Amira Zq", by=SYSTEM, at=at(DAY))
        services_ = {"by": SYSTEM, "at": at(DAY)}
        people.admit(cast.institution, person=amira, on=DAY, **services_)
        house.seat(None, person=amira)
        meeting = house.call()

        def named():
            return [
                "Amira Zq" in page(cast, "meeting", who, uid=meeting.uid) for who in ("anonymous", "stranger", "member")
            ]

        assert named() == [False, False, True]
        people.consent(amira, Purpose.LIST, cast.institution, **services_)
        assert named() == [True, True, True]

    def test_an_extraordinary_meeting_the_charter_does_not_know_is_refused_and_what_was_entered_stays(
        self, house, cast, lang
    ):
        house.adopt(BOARD)
        told = {"body": "board", "kind": "extraordinary", "title_en": "A storm zq", "first_day": "2099-01-01"}
        told |= {"medium": "virtual", "reason": "It blows zq."}
        address = url(cast, "meetings:call").replace("/en/", f"/{lang}/")

        answer = cast.client("officer").post(address, told)

        said = answer.content.decode()
        assert answer.status_code == 409
        assert ("A storm zq" in said, "It blows zq." in said, "note refusal" in said) == (True, True, True)
        assert Meeting.objects.count() == 0

    def test_an_error_stands_at_its_field(self, house, cast):
        house.adopt(BOARD, MEETS)
        told = {
            "body": "board",
            "kind": "extraordinary",
            "title_en": "A storm",
            "first_day": "2099-01-01",
            "medium": "virtual",
        }

        answer = post(cast, "call", data=told)

        assert answer.status_code == 200
        assert 'id="id_reason_error"' in answer.content.decode()

    def test_a_change_over_somebody_elses_is_not_saved_and_stays_in_the_form(self, house, cast):
        house.adopt(BOARD)
        meeting = house.call(on=date(2099, 1, 1))
        told = {"title_en": "Mine zq", "first_day": "2099-01-01", "medium": "hybrid", "seen": "1"}
        assert post(cast, "change", data=told | {"title_en": "First"}, uid=meeting.uid).status_code == 302

        answer = post(cast, "change", data=told, uid=meeting.uid)

        assert answer.status_code == 200
        assert "Mine zq" in answer.content.decode()
        assert str(Meeting.objects.get().title) == "First"

    def test_a_whole_meeting_from_the_call_to_the_minutes(self, house, cast):
        house.adopt(BOARD)
        house.board(2)
        told = {
            "body": "board",
            "kind": "ordinary",
            "title_en": "Spring",
            "first_day": "2021-03-02",
            "medium": "virtual",
        }
        post(cast, "call", data=told)
        uid = Meeting.objects.get().uid
        post(cast, "invite", data={"capacity": "invited", "country": "ma"}, uid=uid)
        post(cast, "minutes", data={"text": "We met zq.", "language": "en", "seen": "0"}, uid=uid)
        assert "We met zq." not in page(cast, "meeting", "anonymous", uid=uid)
        post(cast, "publish", uid=uid)

        assert "We met zq." in page(cast, "meeting", "anonymous", uid=uid)
        assert Attendance.objects.filter(country="MA").count() == 1
        post(cast, "take_back", data={"because": "A name."}, uid=uid)
        assert "We met zq." not in page(cast, "meeting", "anonymous", uid=uid)
        assert Minutes.objects.get().published_at is None


class TestDecisions:
    @pytest.fixture
    def put(self, house):
        house.adopt(BOARD, CONSULTATION)
        house.accounts = house.board(3)
        house.motion = house.propose(subject=words(en="A budget zq", ar="ميزانية", fr="Un budget"), text="The text zq.")
        return house

    def test_what_is_not_adopted_is_not_known_outside(self, put, cast):
        uid = put.motion.uid
        assert cast.client().get(url(cast, "meetings:motion", uid=uid)).status_code == 404
        assert "A budget zq" not in page(cast, "motions", "anonymous")
        assert "A budget zq" not in page(cast, "motions", "stranger")
        assert "A budget zq" in page(cast, "motions", "member")

    def test_an_adopted_one_is_public_and_who_said_what_is_the_members(self, put, cast):
        for account in put.accounts:
            put.says(put.motion, account, "for", reason="Because zq.")
        services.consult(put.motion, on=DAY, by=SYSTEM, at=at(DAY))
        put.close(put.motion, on=DAY + timedelta(days=7))
        holder = str(Position.objects.first().tenure.organisation.name)

        outside, inside = (page(cast, "motion", who, uid=put.motion.uid) for who in ("anonymous", "member"))

        assert ("A budget zq" in outside, "body.board.decision.any" in outside) == (True, True)
        assert (holder in outside, "Because zq." in outside) == (False, False)
        assert (holder in inside, "Because zq." in inside) == (True, True)

    def test_where_the_charter_publishes_decisions_positions_are_public_without_their_reasons(self, house, cast):
        house.adopt(BOARD, '[body.board.publication.decisions]\nof = "decisions"\n')
        [first] = house.board(1)
        motion = house.propose()
        house.says(motion, first, "for", reason="Because zq.")
        house.close(motion)

        said = page(cast, "motion", "anonymous", uid=motion.uid)

        assert str(Position.objects.get().tenure.organisation.name) in said
        assert "Because zq." not in said

    def test_the_rule_is_shown_with_its_clause_and_source_sentence(self, put, cast, lang):
        said = page(cast, "motion", "member", lang, uid=put.motion.uid)

        assert "body.board.decision.any" in said
        assert "يتخذ المجلس قراراته بالأغلبية." in said
        assert {"en": "simple majority", "ar": "أغلبية بسيطة", "fr": "majorité simple"}[lang] in said

    def test_a_double_majority_by_contribution_is_shown_with_its_cut_off_day_and_both_majorities(
        self, house, cast, lang
    ):
        rule = 'rule = "double-majority"\nweighted = "contribution"'
        fund, _donors, accounts = donors_of(house, "20000000", "3000000.50", rule=rule)
        motion = house.propose(fund)
        house.says(motion, accounts[0], "for")

        said = page(cast, "motion", "member", lang, uid=motion.uid)

        assert {"en": "that had come by", "ar": "التي وردت حتى", "fr": "reçues jusqu’au"}[
            lang
        ] + f' <time datetime="{DAY}">' in said
        assert {"en": "by heads: 1 of 1", "ar": "المؤيدون بالعدد: 1 من 1", "fr": "par tête\u00a0: 1 sur 1"}[
            lang
        ] in said
        assert {"en": "20,000,000", "ar": "20,000,000", "fr": "20\u202f000\u202f000"}[lang] in said

    def test_the_power_of_each_weighted_vote_stands_beside_it(self, house, cast):
        """A gave more than half: whatever the others say, A alone decides."""
        rule = 'rule = "simple-majority"\nweighted = "contribution"'
        fund, *_ = donors_of(house, "20000000", "4000000", "3000000", rule=rule)

        said = page(cast, "motion", "member", uid=house.propose(fund).uid)

        powers = re.findall(r'<td class="num" data-label="Power \(per cent\)"><bdi>([^<]+)</bdi></td>', said)
        assert powers == ["100", "0", "0"]

    def test_what_is_decided_is_shown_with_the_rule_of_that_day(self, house, cast):
        house.adopt(BOARD)
        [first] = house.board(1)
        motion = house.propose()
        house.says(motion, first, "for")
        house.close(motion)
        house.adopt(BOARD.replace('"simple-majority"', '"unanimity"'), on=DAY + timedelta(days=1))

        said = page(cast, "motion", "anonymous", uid=motion.uid)

        assert ("simple majority" in said, "unanimity" in said) == (True, False)

    def test_acts_stand_worded_in_the_minute_of_the_house(self, put, cast, lang):
        services.consult(put.motion, on=DAY, by=SYSTEM, at=at(DAY))
        consultation = put.motion.consultation
        told = {"account": put.accounts[0], "on": DAY, "by": SYSTEM, "at": at(DAY)}
        services.answer(consultation, view="supports", **told)
        put.says(put.motion, put.accounts[0], "for")
        put.close(put.motion, on=DAY + timedelta(days=7))
        put.publish(put.call(), DAY)

        whole, public = (
            cast.client(who).get(f"/{lang}/arab-review/minute/").content.decode() for who in ("secretary", "anonymous")
        )

        assert "meetings." not in re.sub(r'href="[^"]*"', "", whole)
        word = {"en": "takes a position", "ar": "موقف", "fr": "prend position"}[lang]
        assert (word in whole, word in public) == (True, False)

    def test_closing_before_the_members_were_heard_is_refused_with_the_clause(self, put, cast):
        answer = post(cast, "close", uid=put.motion.uid)

        said = answer.content.decode()
        assert answer.status_code == 409
        assert ("membership.consultation" in said, "قبل استشارة جميع الأعضاء" in said) == (True, True)
        assert Motion.objects.get().state == State.PROPOSED

    def test_from_asking_the_members_to_the_decision(self, put, cast):
        uid, [first, *_others] = put.motion.uid, put.accounts
        assert post(cast, "consult", data={"until": "2020-01-01"}, uid=uid).status_code == 409
        until = localdate() + timedelta(days=7)
        assert post(cast, "consult", data={"until": until.isoformat()}, uid=uid).status_code == 302
        client = signed_in(first)
        assert "A budget zq" in client.get(url(cast, "meetings:list")).content.decode()
        answered = client.post(url(cast, "meetings:answer", uid=uid), {"view": "supports", "text": "Yes zq."})
        said = client.post(url(cast, "meetings:position", uid=uid), {"stance": "for"})

        assert (answered.status_code, said.status_code) == (302, 302)
        assert Answer.objects.exclude(at=None).count() == 1
        assert "Yes zq." in page(cast, "motion", "officer", uid=uid)
        assert "Yes zq." not in page(cast, "motion", "member", uid=uid)

    def test_an_observer_sees_the_clause_in_place_of_a_form_and_is_refused(self, put, cast):
        guest = put.organisation()
        account = put.representative(guest)
        put.sends(account, guest)
        meeting = put.call(on=localdate())
        services.invite_also(meeting, services.Guest(organisation=guest), as_observer=True, by=SYSTEM, at=at(DAY))
        client, address = signed_in(account), url(cast, "meetings:position", uid=put.motion.uid)

        shown, refused = client.get(address), client.post(address, {"stance": "for"})

        assert (shown.status_code, refused.status_code) == (200, 409)
        assert ("body.board.observers" in shown.content.decode(), 'name="stance"' in shown.content.decode()) == (
            True,
            False,
        )
        assert "يمكن دعوة مراقبين" in refused.content.decode()
        assert Position.objects.count() == 0

    def test_a_matter_without_a_rule_is_refused_with_what_would_be_needed(self, house, cast):
        house.adopt(BOARD.replace("[body.board.decision.any]", "[body.board.decision.any]\non = 'money'"))
        told = {"body": "board", "matter": "report", "subject_en": "A report zq", "language": "en"}

        answer = post(cast, "propose", data=told)

        assert answer.status_code == 409
        assert ("[body.board.decision.any]" in answer.content.decode(), "A report zq" in answer.content.decode()) == (
            True,
            True,
        )

    def test_a_member_without_a_seat_proposes_nothing(self, put, cast):
        assert cast.client("member").get(url(cast, "meetings:propose")).status_code == 403


def test_lists_and_pages_cost_the_same_for_one_and_for_many(house, cast):
    house.adopt(BOARD, CONSULTATION)
    accounts = house.board(3)
    clients = {who: cast.client(who) for who in ("anonymous", "officer")}
    meeting = house.call()
    motion = house.propose(meeting=meeting)
    services.consult(motion, on=DAY, by=SYSTEM, at=at(DAY))

    def costs():
        found = {}
        for who, client in clients.items():
            for name, more in (("list", {}), ("motions", {}), ("meeting", {"uid": meeting.uid})):
                address = url(cast, f"meetings:{name}", **more) + ("?when=past" if name == "list" else "")
                with CaptureQueriesContext(connection) as seen:
                    assert client.get(address).status_code == 200
                found[who, name] = len(seen)
        with CaptureQueriesContext(connection) as seen:
            clients["officer"].get(url(cast, "meetings:motion", uid=motion.uid))
        return found | {"motion": len(seen)}

    costs()  # what is remembered from the first time on is not counted
    house.says(motion, accounts[0], "for")
    first = costs()
    for account in house.board(3) + accounts[1:]:
        house.says(motion, account, "for")
    for n in range(3):
        told = house.call(on=DAY + timedelta(days=n))
        house.publish(told, DAY + timedelta(days=n))
        house.propose(meeting=meeting)
        services.invite_also(meeting, services.Guest(country=("MA", "TN", "LB")[n]), by=SYSTEM, at=at(DAY))

    assert costs() == first
    assert Person.objects.count() > 6
