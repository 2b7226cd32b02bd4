"""Pages of results: who is elected, the count, why not; for everybody once declared, before that for officers."""

from __future__ import annotations

import hashlib
import re
import subprocess
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now
from django.utils.translation import override

from mithaq.elections import explaining, services
from mithaq.elections.enums import FEW, Marks, Method, Secrecy, State
from mithaq.elections.models import Candidacy, Count, Elected, Election
from mithaq.foundation import jobs
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels.elections import Quota
from tests.bodies.network import at
from tests.elections.hall import BOARD, LEVELS_EQUAL
from tests.elections.polls import COUNTED, DECLARED_ON, SEED, closed, some
from tests.xss import url

NATIONAL = (0, 3, 6)
LEVELS = Quota("body.board.balance.levels", "level", "equal", ("national", "regional", "global"))


@pytest.fixture
def poll(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    return closed(hall, hall.members(9), some(9, 40, favour=NATIONAL))


def counted(poll: Election, **told: Any) -> Count:
    return services.count_now(poll, **{"seed": SEED, **told}, by=SYSTEM, at=COUNTED)


def declared(poll: Election) -> Count:
    made = counted(poll)
    services.declare(made, on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))
    return made


def get(cast, poll, name, who="anonymous", lang="en", **more):
    return cast.client(who).get(address(cast, poll, name, lang, **more))


def address(cast, poll, name, lang="en", **more) -> str:
    with override(lang):
        return url(cast, f"elections:{name}", uid=poll.uid, **more)


def page(cast, poll, name="result", who="anonymous", lang="en", **more) -> str:
    """What a reader reads: without marks, with every space one space."""
    found = get(cast, poll, name, who, lang, **more)
    assert found.status_code == 200
    return read(found)


def read(answer) -> str:
    body = answer.content.decode().partition("<main")[2]
    text = unescape(re.sub(r"<[^>]+>", " ", body))
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


def name_of(poll: Election, number: int) -> str:
    return str(Candidacy.objects.get(election=poll, number=number).organisation.name["en"])


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_a_result_says_who_is_elected_in_their_order(cast, poll, lang):
    made = declared(poll)

    answer = get(cast, poll, "result", lang=lang).content.decode()

    table = answer.partition('id="elected"')[2].partition("</table>")[0]
    places = [table.index(f">{name_of(poll, one)}<") for one in made.result["winners"]]
    assert places == sorted(places)
    assert table.count("<tr>") == 1 + 6


@pytest.mark.parametrize("who", ["anonymous", "stranger", "member"])
def test_before_it_is_declared_a_result_is_not_there(cast, poll, who):
    made = counted(poll)

    for name in ("result", "rounds", "account_json", "recount"):
        assert get(cast, poll, name, who).status_code == 404
    first = Candidacy.objects.get(election=poll, number=made.result["winners"][0])
    assert get(cast, poll, "why", who, candidacy=first.uid).status_code == 404


def test_officers_see_a_count_before_it_is_declared_and_are_told_that_only_they_do(cast, poll):
    counted(poll)

    assert "Counted, not declared" in page(cast, poll, who="officer")
    assert "Counted, not declared" in page(cast, poll, "rounds", who="officer")


def test_who_would_be_there_for_an_organisation_is_named_to_members_only(cast, hall, poll):
    made = counted(poll)
    first = Candidacy.objects.get(election=poll, number=made.result["winners"][0])
    first.occupant = hall.person(first.organisation)
    first.save()
    services.declare(made, on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))

    assert f"to be there: {first.occupant.name}" in page(cast, poll, who="member")
    assert str(first.occupant.name) not in page(cast, poll)


def test_each_quota_stands_with_what_was_asked_and_what_it_came_to(cast, poll):
    declared(poll)

    text = page(cast, poll)

    assert "By level, there are 2 of each: national, regional, global." in text
    assert "Levels are represented equally" in text
    for level in ("national", "regional", "global"):
        assert f"{level} : 2 , asked for: 2" in text


def test_the_count_without_quotas_stands_beside_with_who_changed_and_why(cast, poll):
    made = declared(poll)
    lost = [one["candidate"] for one in made.result["changed"] if not one["gained"]]
    assert lost  # most prefer the national three: the quotas keep one of them out

    text = page(cast, poll).partition("The same ballots without the quotas")[2]

    for one in lost:
        assert f"{name_of(poll, one)} would have been elected." in text


def test_nobody_changed_is_said_as_well(cast, hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    papers = [[place, *range(6)] for place in range(6)]
    poll = closed(hall, hall.members(6), [list(dict.fromkeys(paper)) for paper in papers] * 4)
    declared(poll)

    assert "The quotas changed nothing" in page(cast, poll)


def test_the_lots_can_be_drawn_again_with_the_line_on_the_page(cast, poll):
    declared(poll)

    answer = get(cast, poll, "result").content.decode()
    told = re.search(r"<code class=\"draw-again\"[^>]*>(printf .*?)</code>", answer)
    assert told is not None
    drawn = subprocess.run(["sh", "-c", unescape(told[1])], capture_output=True, text=True, check=True).stdout

    first = re.search(r"<code>([0-9a-f]{12})…</code>", answer)
    assert first is not None and drawn.startswith(first[1])
    uids = Candidacy.objects.filter(election=poll).values_list("uid", flat=True)
    assert drawn.split()[0] == min(hashlib.sha256((SEED + one).encode()).hexdigest() for one in uids)


@pytest.mark.parametrize("days", [-30, 3])
def test_whoever_sits_or_will_sit_by_an_election_is_led_from_the_body_to_why(cast, hall, days):
    hall.adopt(BOARD, LEVELS_EQUAL)
    begins = localdate() + timedelta(days=days)
    poll = closed(hall, hall.members(9), some(9, 40, favour=NATIONAL), term_from=begins)
    made = counted(poll)
    why = [address(cast, poll, "why", candidacy=one.uid) for one in Candidacy.objects.filter(election=poll)]

    def led_to() -> list[str]:
        body = cast.client("anonymous").get(url(cast, "bodies:body", key=poll.body.key)).content.decode()
        return sorted(one for one in why if f'href="{one}"' in body)

    assert led_to() == []
    services.declare(made, on=min(begins, localdate()), by=SYSTEM, at=now())
    seated = Elected.objects.filter(election=poll).values_list("candidacy__uid", flat=True)
    assert len(seated) == 6
    assert led_to() == sorted(address(cast, poll, "why", candidacy=one) for one in seated)


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_every_candidate_has_an_account_of_why_or_why_not(cast, poll, lang):
    made = declared(poll)

    for one in Candidacy.objects.filter(election=poll):
        text = page(cast, poll, "why", lang=lang, candidacy=one.uid)
        assert one.organisation.name["en"] in text
        if lang == "en":
            is_elected = one.number in made.result["winners"]
            assert ("is elected, at place" in text) == is_elected
            assert ("is not elected" in text) != is_elected


def test_who_was_excluded_reads_by_how_much_and_what_would_have_been_enough(cast, hall):
    hall.adopt(BOARD)
    papers = [[0]] * 9 + [[1]] * 8 + [[2]] * 5 + [[3]] * 2
    poll = closed(hall, hall.members(4), papers, seats=1, method=Method.SCOTTISH_STV)
    counted(poll)
    third = Candidacy.objects.get(election=poll, number=2)

    text = page(cast, poll, "why", who="officer", candidacy=third.uid)

    assert "had the fewest votes (5), 3 fewer than" in text
    assert f"With more than 3 further votes in stage 3, {name_of(poll, 1)} would have gone instead." in text


def test_who_is_ruled_out_reads_by_which_quota_and_beside_whom(cast, poll):
    made = declared(poll)
    out = next(step for step in made.result["steps"] if step["key"] == "doomed")
    one = Candidacy.objects.get(election=poll, number=out["candidate"])

    text = page(cast, poll, "why", candidacy=one.uid)

    assert "It follows from: Levels are represented equally." in text
    assert "Votes alone would not have helped them at that point" in text
    for elected in out["with"]:
        assert name_of(poll, elected) in text


def test_every_stage_stands_in_a_table_and_every_step_in_words(cast, poll):
    made = declared(poll)

    answer = get(cast, poll, "rounds").content.decode()

    stages = len(made.result["stages"])
    assert re.findall(r'<li value="(\d+)">', answer) == [str(number) for number in range(1, stages + 1)]
    assert answer.count('class="num">Stage ') == stages
    assert answer.count('<svg xmlns="http://www.w3.org/2000/svg"') == 2  # a wide page, and a phone
    last = [int(units) for units in made.result["stages"][-1]]
    assert f"{last[made.result['winners'][0]] // 100000}" in read(get(cast, poll, "rounds"))


def test_figures_stand_as_people_of_each_language_write_them(cast, hall):
    hall.adopt(BOARD)
    papers = [[0, 1]] * 7 + [[0, 2]] * 4 + [[1]] * 3 + [[2]] * 3 + [[3, 2]] * 2
    poll = closed(hall, hall.members(4), papers, seats=2, method=Method.SCOTTISH_STV)
    counted(poll)

    assert re.search(r"\d\.\d{5}\b", page(cast, poll, "rounds", who="officer"))
    assert re.search(r"\d,\d{5}\b", page(cast, poll, "rounds", who="officer", lang="fr"))


def test_the_picture_and_its_figures_are_files_too(cast, poll):
    declared(poll)

    svg, csv = (get(cast, poll, "rounds_file", part=0, form=form) for form in ("svg", "csv"))

    assert (svg["Content-Type"], csv["Content-Type"]) == ("image/svg+xml", "text/csv; charset=utf-8")
    assert svg.content.startswith(b"<?xml")
    assert len(csv.content.decode().splitlines()) == 1 + 9
    assert get(cast, poll, "rounds_file", part=1, form="svg").status_code == 404


@pytest.mark.parametrize(
    ("secrecy", "said"),
    [
        (Secrecy.CONFIDENTIAL, "the hash of its last entry, known only when voting is closed"),
        (Secrecy.NAMED, "the hash of the beginning of the board, which was known before voting was closed"),
    ],
)
def test_where_the_seed_is_the_head_it_is_said_whether_that_was_known_before_the_close(cast, hall, secrecy, said):
    """Named votes were once counted with the head their board began with."""
    hall.adopt(BOARD, LEVELS_EQUAL)
    poll = closed(hall, hall.members(9), some(9, 20, favour=NATIONAL), secrecy=secrecy)
    head = hashlib.sha256(b"a board").hexdigest()
    made = counted(poll, seed=head)
    Election.objects.filter(pk=poll.pk).update(head=head)
    services.declare(made, on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))

    assert f"{said} " in page(cast, poll)


def test_few_ballots_are_not_published_and_the_page_says_why(cast, hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    poll = closed(hall, hall.members(9), some(9, FEW - 1))
    declared(poll)

    text = page(cast, poll)

    assert f"Fewer than {FEW} ballots were cast" in text
    assert "Ballots (BLT)" not in text and "recount.pyz" not in text
    assert [get(cast, poll, name).status_code for name in ("ballots", "ballots_csv", "recount")] == [404, 404, 404]
    assert get(cast, poll, "account_json").status_code == 200


def test_enough_ballots_are_published(cast, poll):
    declared(poll)

    assert "Ballots (BLT)" in page(cast, poll)
    assert get(cast, poll, "ballots").content.startswith(b"9 6")
    assert get(cast, poll, "recount")["Content-Disposition"] == 'attachment; filename="recount.pyz"'


METHODS = [
    (Method.SECTIONS, Marks.RANK, 6, [LEVELS]),
    (Method.MEEK, Marks.RANK, 6, []),
    (Method.BALANCED_PAV, Marks.APPROVE, 6, [LEVELS]),
    (Method.BALANCED_PHRAGMEN, Marks.APPROVE, 6, [LEVELS]),
    (Method.PAV, Marks.APPROVE, 3, []),
    (Method.PHRAGMEN, Marks.APPROVE, 3, []),
    (Method.SCHULZE, Marks.RANK, 1, []),
    (Method.MINIMAX, Marks.RANK, 1, []),
]


@pytest.mark.parametrize(("method", "marks", "seats", "quotas"), METHODS, ids=lambda one: str(one))
def test_every_way_of_counting_has_its_pages(cast, hall, method, marks, seats, quotas):
    hall.adopt(BOARD, LEVELS_EQUAL)
    poll = closed(hall, hall.members(9), some(9, 30), seats=seats, quotas=quotas, method=method, marks=marks)
    made = counted(poll)
    transfers = method in (Method.SECTIONS, Method.MEEK)

    for lang in ("ar", "en"):
        text = page(cast, poll, who="officer", lang=lang)
        assert str(name_of(poll, made.result["winners"][0])) in text
    with override("en"):
        assert str(explaining.SENTENCES[method][0]) in text
    assert ("Who was approved by how many" in text) == (marks == Marks.APPROVE)
    assert ("Everybody against everybody" in text) == (seats == 1)
    assert get(cast, poll, "rounds", "officer").status_code == (200 if transfers else 404)
    for one in Candidacy.objects.filter(election=poll):
        assert get(cast, poll, "why", "officer", candidacy=one.uid).status_code == 200


def test_each_section_has_a_picture_of_its_own(cast, hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    poll = closed(hall, hall.members(12), some(12, 40), method=Method.SECTIONS)
    counted(poll)

    answer = get(cast, poll, "rounds", "officer").content.decode()

    assert re.findall(r"The count of the section “(\w+)”, stage by stage</h2>", answer) == [
        "national",
        "regional",
        "global",
    ]
    assert len(set(re.findall(r'id="(stage-\d+)"', answer))) == len(re.findall(r'id="(stage-\d+)"', answer))


def test_every_method_is_explained_in_three_sentences():
    assert set(explaining.SENTENCES) == set(Method)
    assert {len(told) for told in explaining.SENTENCES.values()} == {3}


# Officers


def test_an_officer_counts_and_sees_the_result(cast, poll, django_capture_on_commit_callbacks):
    assert "Open the box and count" in page(cast, poll, "count", "officer")

    with django_capture_on_commit_callbacks(execute=True):
        sent = cast.client("officer").post(address(cast, poll, "count"), {"seed": SEED})

    assert sent.status_code == 302
    poll.refresh_from_db()
    assert poll.seed == SEED
    assert Count.objects.get(election=poll).seed == SEED


def test_a_count_that_runs_shows_how_far_it_is(cast, poll):
    services.count(poll, seed=SEED, by=SYSTEM, at=now())
    job = jobs.get(Count.objects.get(election=poll).job)
    assert job is not None
    job.state, job.step, job.done, job.total = "running", "counting", 1, 3
    job.save()

    answer = get(cast, poll, "count", "officer").content.decode()

    assert '<meta http-equiv="refresh" content="2">' in answer
    assert '<progress value="1" max="3"' in answer
    assert "<form" not in answer.partition("<main")[2].partition("</main")[0]


def test_a_seed_is_entered_once(cast, poll):
    counted(poll)

    answer = cast.client("officer").post(address(cast, poll, "count"), {"seed": "another"})

    poll.refresh_from_db()
    assert (answer.status_code, poll.seed) == (302, SEED)  # the field is gone: what is sent all the same is not read


def test_what_cannot_be_counted_is_said(cast, hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    poll = closed(hall, hall.members(9), [])
    with pytest.raises(Exception, match="nobody-voted"):
        counted(poll)

    assert "Nobody voted: there is nothing to count." in page(cast, poll, "count", "officer")


def test_an_officer_declares_and_everybody_sees_it(cast, hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    soon = localdate() + timedelta(days=3)
    poll = closed(hall, hall.members(9), some(9, 40, favour=NATIONAL), term_from=soon)
    counted(poll)
    assert "The charter has nothing against this result." in page(cast, poll, "declare", "officer")

    sent = cast.client("officer").post(address(cast, poll, "declare"))

    assert sent.status_code == 302
    assert Elected.objects.filter(election=poll).count() == 6
    text = page(cast, poll)
    assert "Counted, not declared" not in text
    assert "Badr" in text.partition("Declared")[2]  # who declared it


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_a_result_the_charter_forbids_is_refused_with_its_clause_and_source(cast, hall, lang):
    source = 'source = {document = "004", quote = "يمثل المجلس المستويات بالتساوي."}\n'
    hall.adopt(BOARD, LEVELS_EQUAL + source)
    soon = localdate() + timedelta(days=3)
    poll = closed(
        hall,
        hall.members(9),
        some(9, 40, favour=NATIONAL),
        method=Method.SCOTTISH_STV,
        quotas=[],
        term_from=soon,
    )
    counted(poll)
    before = page(cast, poll, "declare", "officer", lang)
    assert "body.board.balance.levels" in before  # said before anybody tries

    answer = cast.client("officer").post(address(cast, poll, "declare", lang))

    assert answer.status_code == 409
    assert "body.board.balance.levels" in read(answer)
    assert "يمثل المجلس المستويات بالتساوي." in read(answer)
    poll.refresh_from_db()
    assert poll.state == State.COUNTED


def test_whoever_no_longer_stands_is_taken_off_and_the_ballots_are_counted_again(cast, poll):
    made = counted(poll)
    first = Candidacy.objects.get(election=poll, number=made.result["winners"][0])
    off = address(cast, poll, "drop_out", candidacy=first.uid)
    assert off in get(cast, poll, "declare", "officer").content.decode()

    sent = cast.client("officer").post(off, {"because": "They moved away."})

    assert sent.status_code == 302
    assert first.number not in counted(Election.objects.get(pk=poll.pk)).result["winners"]


def test_a_vacant_seat_is_counted_back_from_the_result(cast, hall):
    hall.adopt(BOARD.replace('"5-6"', '"3-6"'), LEVELS_EQUAL)
    begins = localdate() - timedelta(days=30)
    poll = closed(hall, hall.members(12), some(12, 60), term_from=begins)
    services.declare(counted(poll), on=begins, by=SYSTEM, at=at(begins))
    assert get(cast, poll, "countback", "officer").status_code == 404  # nothing to fill
    row = Elected.objects.select_related("tenure", "candidacy").get(election=poll, place=1)
    assert row.tenure is not None
    hall.vacate(row.tenure, localdate() - timedelta(days=5))

    told = page(cast, poll, who="officer")
    assert "1 of these seats has fallen vacant before its term was over." in told
    assert "has fallen vacant" not in page(cast, poll)
    sent = cast.client("officer").post(address(cast, poll, "countback"), {"on": localdate().isoformat()})

    made = Election.objects.get(follows=poll)
    assert sent.headers["Location"].endswith(f"/elections/{made.uid}/count/")
    assert cast.client("officer").post(address(cast, made, "count")).status_code == 302
    again = counted(made, seed="")
    text = page(cast, made, who="officer")
    new = [one for one in again.result["winners"] if one not in again.result["of"]["keeps"]]
    assert f"1 of {12 - 1 - 5} candidates is elected" in text or name_of(poll, new[0]) in text
    assert "These sat already by the same ballots, and stay:" in text


# Figures


def queries(cast, poll, name, **more) -> int:
    get(cast, poll, name, "officer", **more)
    with CaptureQueriesContext(connection) as asked:
        assert get(cast, poll, name, "officer", **more).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["result", "rounds", "why", "declare"])
def test_pages_ask_as_often_for_many_candidates_as_for_few(cast, hall, name):
    hall.adopt(BOARD, LEVELS_EQUAL)

    def asked(number: int) -> int:
        poll = closed(hall, hall.members(number), some(number, 20))
        made = counted(poll)
        last = Candidacy.objects.get(election=poll, number=made.result["winners"][0])
        return queries(cast, poll, name, **({"candidacy": last.uid} if name == "why" else {}))

    assert asked(9) == asked(15)
