"""What the charters of the sources forbid is refused on the pages, and what breaks them is shown there.

Each line of LINES is done with the forms of the pages by whom it concerns, in one of the three languages. What is
asserted: the status, the clause, the Arabic sentence of the source, and that what was entered is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils.timezone import now

from mithaq.blueprints import services as blueprints
from mithaq.bodies import services as seating
from mithaq.bodies.models import Body, Tenure, Waiting
from mithaq.cooperation import gates
from mithaq.cooperation.models import Application
from mithaq.cycles.models import Extension, Milestone
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.meetings import services as meetings
from mithaq.meetings.models import Meeting, Position
from mithaq.people import services as people
from mithaq.people.models import Person
from tests.blueprints.networks import body, organisations
from tests.cast import AT, Cast
from tests.journeys.adopted import BOARD, GROUP, House, done, refused, row, shown

LEVELS = ("national", "regional", "global")
NETWORK, FUND, FORUM, PROCESS, REVIEW = (
    "civil-society-network",
    "eu-trust-fund",
    "gfmd",
    "arab-consultative-process",
    "arab-regional-review",
)


def a_seventh_member_of_the_board(house: House) -> None:
    house.adopt(NETWORK)
    *six, seventh = organisations(house.cast, house.charter, *LEVELS, *LEVELS, "national")
    assert [house.seat(one).status_code for one in six] == [302] * 6

    answer = house.seat(seventh, until=(house.today + timedelta(days=90)).isoformat())

    kept = (f'value="organisation:{seventh.uid}" selected', (house.today + timedelta(days=90)).isoformat())
    refused(answer, BOARD, "المجلس التنفيذي (5-6 منظمات)", *kept)
    assert Tenure.objects.count() == 6


def a_board_that_misses_a_level(house: House) -> None:
    clause, quote = "body.board.balance.levels", "تمثيلاً مساوياً للمجتمع المدني على جميع المستويات"
    house.adopt(NETWORK)
    *four, third, world = organisations(
        house.cast, house.charter, "national", "national", "regional", "regional", "national", "global"
    )
    for one in four:
        assert house.seat(one).status_code == 302

    refused(house.seat(third), clause, quote, f'value="organisation:{third.uid}" selected')

    assert house.seat(world).status_code == 302
    assert not row(house.standing("risk"), clause)
    leaves = {"on": house.today.isoformat(), "ended": "resigned", "reason": "سفر"}
    done(house.post("bodies:vacate", leaves, uid=Tenure.objects.get(organisation=world).uid))
    assert quote in row(house.standing("risk"), clause)


def rights_end_with_the_term(house: House) -> None:
    house.adopt(NETWORK)
    last_day, over = organisations(house.cast, house.charter, "national", "regional")
    sits, sat = house.sits(last_day, until=house.today + timedelta(days=1)), house.sits(over, until=house.today)
    motion = house.motion(body(house.cast, "board"), on=house.today - timedelta(days=5))

    form = shown(house.get("meetings:position", sits, uid=motion.uid))
    assert 'name="stance"' in form
    assert house.get("meetings:position", sat, uid=motion.uid).status_code == 403
    said = {"stance": "for", "reason": "Because"}
    assert house.post("meetings:position", said, sat, uid=motion.uid).status_code == 403
    done(house.post("meetings:position", said, sits, uid=motion.uid))

    assert [one.tenure.organisation for one in Position.objects.all()] == [last_day]
    page = shown(house.get("bodies:body", key="board"))
    assert (str(last_day.name) in page, str(over.name) in page) == (True, False)


def a_fifth_working_group(house: House) -> None:
    house.adopt(NETWORK)
    for number in range(4):
        house.group(theme=f"Theme {number}")

    answer = house.post(
        "bodies:open", {"theme_ar": "العودة الكريمة", "on": house.today.isoformat()}, key="working-group"
    )

    refused(answer, "body.working-group", "يمكن إطلاق 3-4 مجموعات عمل", 'value="العودة الكريمة"')
    assert Body.objects.filter(clause="body.working-group").count() == 4


def a_sixteenth_member_waits(house: House) -> None:
    house.adopt(NETWORK)
    group = house.group()
    *fifteen, mine, another = organisations(house.cast, house.charter, *["national"] * 17)
    for one in fifteen:
        seating.ask(group, GROUP, organisation=one, on=house.yesterday, by=SYSTEM, at=now())

    asked = house.post(
        "bodies:ask", {"clause": GROUP, "holder": mine.uid}, house.member(house.speaker(mine)), key=group.key
    )

    assert asked.status_code == 302
    assert [one.organisation for one in Waiting.objects.all()] == [mine]
    assert str(mine.name) in shown(house.get("bodies:body", key=group.key))
    kept = f'value="organisation:{another.uid}" selected'
    refused(house.seat(another, GROUP, group.key), GROUP, "(على سبيل المثال 12-15 عضواً لكل مجموعة عمل)", kept)
    assert Tenure.objects.count() == 15


def a_working_group_ends_by_itself(house: House) -> None:
    house.adopt(NETWORK)
    begun = house.today - timedelta(days=185)
    group = house.group(on=begun)
    one, late = organisations(house.cast, house.charter, "national", "regional")
    house.join(group, one, on=begun)

    blueprints.tend(house.cast.institution, on=house.today, at=now())

    group.refresh_from_db()
    assert group.until is not None
    assert group.until <= house.today
    page = shown(house.get("bodies:body", "officer", key=group.key))
    assert house.url("bodies:seat", key=group.key) not in page
    assert house.seat(late, GROUP, group.key, on=house.today.isoformat()).status_code in {404, 409}
    assert Tenure.objects.get().until == group.until
    clause = "body.working-group"
    assert "وينبغي أن تكون محددة زمنياً (6 أشهر)" in row(shown(house.get("blueprints:compliance")), clause)


def co_leads_have_one_vote(house: House) -> None:
    house.adopt(NETWORK)
    group = house.group(on=house.today - timedelta(days=20))
    members = organisations(house.cast, house.charter, *["national"] * 4)
    accounts = [house.join(group, one, on=house.today - timedelta(days=19)) for one in members]
    for one in members[:2]:
        occupant = Person.objects.get(account__email=f"{one.uid}@example.org")
        seating.seat(
            group,
            "body.working-group.seat.co-lead",
            organisation=one,
            occupant=occupant,
            basis="election",
            on=house.yesterday,
            by=SYSTEM,
            at=now(),
        )
    motion = house.motion(group, on=house.today - timedelta(days=10))
    meetings.consult(motion, on=house.today - timedelta(days=10), by=SYSTEM, at=now())
    for account, stance in zip(accounts, ("for", "for", "against", "against"), strict=True):
        done(house.post("meetings:position", {"stance": stance}, account, uid=motion.uid))

    done(house.post("meetings:close", {}, uid=motion.uid))

    motion.refresh_from_db()
    assert (motion.outcome["for"], motion.outcome["against"], motion.state) == (2, 2, "not-adopted")
    page = shown(house.get("blueprints:charter"))
    assert "body.working-group.power.no-additional-decision" in page
    assert "لكن دون سلطة إضافية لاتخاذ القرار" in page


def an_observer_reads_and_does_not_decide(house: House) -> None:
    house.adopt(NETWORK)
    [guest] = organisations(house.cast, house.charter, "national")
    account, board = house.sent(house.speaker(guest), organisation=guest), body(house.cast, "board")
    motion = house.motion(board)
    meeting = meetings.call(
        house.cast.institution, body=board, title=words(ar="جلسة"), first_day=house.today, by=SYSTEM, at=now()
    )
    invited = {"capacity": "observer", "organisation": guest.uid}
    done(house.post("meetings:invite", invited, uid=meeting.uid))

    assert shown(house.get("meetings:motion", account, uid=motion.uid))
    assert 'name="stance"' not in shown(house.get("meetings:position", account, uid=motion.uid))
    answer = house.post("meetings:position", {"stance": "for"}, account, uid=motion.uid)
    refused(answer, "body.board.observers", "ويمكن دعوة المراقبين للمشاركة في اجتماعات المجلس")
    assert not Position.objects.exists()


def minutes_that_are_late(house: House) -> None:
    house.adopt(NETWORK)
    clause = "body.board.publication.minutes"
    told = {"body": "board", "kind": "ordinary", "title_ar": "جلسة المجلس", "medium": "virtual"}
    day = house.today - timedelta(days=40)
    called = house.post("meetings:call", {**told, "first_day": day.isoformat()})
    assert called.status_code == 302, re.findall(r"field-error.*?</div>", called.content.decode(), re.DOTALL)

    assert "كما يجب نشر محاضر الجلسات" in row(house.standing("broken"), clause)

    uid = Meeting.objects.get().uid
    house.post("meetings:minutes", {"text": "اجتمعنا.", "language": "ar", "seen": "0"}, uid=uid)
    done(house.post("meetings:publish", {}, uid=uid))
    assert "كما يجب نشر محاضر الجلسات" not in row(house.standing("risk"), clause)


def no_decision_before_the_members_were_heard(house: House) -> None:
    house.adopt(NETWORK)
    [one] = organisations(house.cast, house.charter, "national")
    account, motion = house.sits(one), house.motion(body(house.cast, "board"))
    house.post("meetings:position", {"stance": "for"}, account, uid=motion.uid)

    answer = house.post("meetings:close", {}, uid=motion.uid)

    refused(answer, "membership.consultation", "سيتم التشاور مع جميع الأعضاء خلال اتخاذ أية قرارات")
    motion.refresh_from_db()
    assert motion.state == "proposed"
    too_short = (house.today + timedelta(days=2)).isoformat()
    refused(house.post("meetings:consult", {"until": too_short}, uid=motion.uid), "membership.consultation", too_short)


def a_donor_votes_from_three_million_on(house: House) -> None:
    house.adopt(FUND)
    clause, quote = "body.board.seat.donors", "واهبين/مساهمين يتوفرون على حق تصويت بقدر مساهمتهم"
    small, large = (
        people.register_organisation(words(en=name), level="global", by=SYSTEM, at=AT) for name in ("Small", "Large")
    )
    for one, amount in ((small, "2999999"), (large, "3000000")):
        gave = {
            "holder": f"organisation:{one.uid}",
            "amount": amount,
            "currency": "EUR",
            "received_on": house.yesterday.isoformat(),
        }
        done(house.post("bodies:record_contribution", gave, key="board"))

    refused(house.seat(small, clause), clause, quote, f'value="organisation:{small.uid}" selected')
    assert house.seat(large, clause).status_code == 302

    motion, account = house.motion(body(house.cast, "board")), house.speaker(large)
    house.member(account)
    tenure = Tenure.objects.get()
    occupies = {
        "occupant": f"person:{Person.objects.get(account=account).uid}",
        "on": house.today.isoformat(),
    }
    done(house.post("bodies:occupy", occupies, uid=tenure.uid))
    done(house.post("meetings:position", {"stance": "for"}, account, uid=motion.uid))
    took_back = {
        "holder": f"organisation:{large.uid}",
        "amount": "-1",
        "currency": "EUR",
        "received_on": house.today.isoformat(),
    }
    house.post("bodies:record_contribution", took_back, key="board")
    answer = house.post("meetings:position", {"stance": "against", "reason": "لا"}, account, uid=motion.uid)
    refused(answer, "body.board.decision.any", quote, "لا")
    assert Position.objects.get().stance == "for"


def the_troika_turns_with_the_chair(house: House) -> None:
    house.adopt(FORUM)

    def passes(country: str, on: date) -> None:
        told = {"first": f"state:{country}", "edition": str(on.year), "on": on.isoformat()}
        done(house.post("bodies:pass_chair", told, key="forum"))

    def troika() -> dict[str, str]:
        held = Tenure.objects.filter(seat__body__key="troika", from_date__lte=house.today)
        running = [one for one in held if one.until is None or house.today < one.until]
        return {one.seat.clause.rpartition(".")[2]: one.country for one in running}

    passes("TR", house.today - timedelta(days=800))
    passes("BD", house.today - timedelta(days=400))
    passes("MA", house.today + timedelta(days=300))
    assert troika() == {"past": "TR", "current": "BD", "next": "MA"}

    passes("EC", house.today)

    assert troika()["past"] == "BD"
    assert troika()["current"] == "EC"
    page = shown(house.get("blueprints:charter"))
    assert "body.troika.seat.current" in page
    assert "الدولة التي تؤمن الرئاسة الحالية" in page
    later = house.today + timedelta(days=100)
    answer = house.post(
        "bodies:pass_chair",
        {"first": "state:MA", "second": "state:DE", "third": "state:TN", "on": later.isoformat()},
        key="forum",
    )
    refused(answer, "body.troika.seat.current", "تتشكل من الدولة التي نظمت الصيغة السابقة", "state:TN")


def a_meeting_outside_the_second_quarter(house: House) -> None:
    year = house.today.year - 1
    house.adopt(PROCESS, on=date(year, 1, 1))
    clause, quote = "body.process.meeting.annual", "اجتماعا سنويا خلال الربع الثاني من كل عام"
    told = {"body": "process", "kind": "ordinary", "title_ar": "الاجتماع السنوي", "medium": "virtual"}
    pages = []
    for day in (date(year, 5, 20), date(year, 10, 3)):
        done(house.post("meetings:call", {**told, "first_day": day.isoformat()}))
        pages.append(shown(house.get("meetings:meeting", uid=Meeting.objects.latest("pk").uid)))

    in_time, late = pages
    assert (clause in late, quote in late, "finding-" in late) == (True, True, True)
    assert "finding-" not in in_time


def an_extension_stands_on_the_record(house: House) -> None:
    house.adopt(REVIEW)
    clause, quote = "call.voluntary-reviews", "أن بعض البلدان طلبت تمديد الموعد النهائي"
    call, event = (Milestone.objects.get(clause=one) for one in (clause, "event.conference"))
    days = {"seen": event.version, "first": "2021-02-24", "last": "2021-02-25"}
    done(house.post("cycles:settle", days, uid=event.uid))
    house.sent(house.cast.chadia.account, country="MR")
    asks = {"holder": "country-MR", "until": "2021-03-31", "reason": "المشاورات جارية"}
    done(house.post("cycles:ask", asks, uid=call.uid))

    grants = {"verdict": "grant", "until": "2021-03-15", "answer": "حتى منتصف آذار"}
    done(house.post("cycles:decide", grants, uid=Extension.objects.get().uid))

    page = shown(house.get("cycles:milestone", uid=call.uid))
    said = {"ar": "15 مارس 2021", "en": "15 March 2021", "fr": "15 mars 2021"}[house.lang]
    assert [one in page for one in (clause, quote, said)] == [True] * 3
    earlier = {"holder": "country-TN", "until": "2021-01-05", "reason": "سبب آخر"}
    assert house.post("cycles:ask", earlier, uid=call.uid).status_code in {200, 409}
    assert Extension.objects.count() == 1


def a_project_outside_the_priority_areas(house: House) -> None:
    house.adopt(FUND)
    told = {
        "applicant": "person",
        "title_ar": "مهارات للعائدين",
        "summary": "تدريب في ثلاث مدن.",
        "language": "ar",
        "countries": "MA",
        "channel": gates.THE_GATES,
        "criterion_1": [gates.NONE],
        "criterion_2": [gates.NONE],
    }
    done(house.post("cooperation:apply", told, "stranger", key="projects"))
    uid = Application.objects.get().uid

    answer = house.post("cooperation:send", {}, "stranger", uid=uid)

    refused(
        answer,
        "gate.projects.criterion.recognised-body",
        "أن تكون هيئة معترف بها",
        "gate.projects.criterion.priority-area",
        "يسجل العمل في محور أولوي لمخطط العمل",
        "مهارات للعائدين",
    )
    assert "تدريب في ثلاث مدن." in shown(house.get("cooperation:mend", "stranger", uid=uid))


LINES: tuple[tuple[Callable[[House], None], str], ...] = (
    (a_seventh_member_of_the_board, "ar"),
    (a_board_that_misses_a_level, "fr"),
    (rights_end_with_the_term, "en"),
    (a_fifth_working_group, "ar"),
    (a_sixteenth_member_waits, "fr"),
    (a_working_group_ends_by_itself, "en"),
    (co_leads_have_one_vote, "ar"),
    (an_observer_reads_and_does_not_decide, "fr"),
    (minutes_that_are_late, "en"),
    (no_decision_before_the_members_were_heard, "ar"),
    (a_donor_votes_from_three_million_on, "fr"),
    (the_troika_turns_with_the_chair, "en"),
    (a_meeting_outside_the_second_quarter, "ar"),
    (an_extension_stands_on_the_record, "fr"),
    (a_project_outside_the_priority_areas, "en"),
)


@pytest.mark.parametrize(("line", "lang"), LINES, ids=[f"{line.__name__}-{lang}" for line, lang in LINES])
def test_on_the_pages(cast: Cast, line: Callable[[House], None], lang: str) -> None:
    with cast.scope():
        line(House(cast, lang))
