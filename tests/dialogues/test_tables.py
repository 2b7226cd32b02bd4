"""Tables by category, country, level and language: when a cell is counted, whom it tells of, when it is taken away."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import numpy as np
import pytest

from mithaq.dialogues import selectors, services
from mithaq.dialogues.enums import Shown
from mithaq.dialogues.models import Drawn, Kept, Participant, Vote
from mithaq.dialogues.services import batches, columns, drawing, tabling
from mithaq.foundation.actors import SYSTEM
from tests.dialogues.circle import DURING
from tests.dialogues.crowd import Crowd
from tests.dialogues.test_maps import page

MINUTE = timedelta(minutes=1)
FLOOR = 5


@pytest.fixture
def crowd(circle):
    return Crowd(circle, circle.running(12))


def more(crowd, each, *countries, now=DURING):
    """So many in each of two camps of each country."""
    for camp in (0, 1):
        for country in countries:
            crowd.answer(crowd.join(each, camp=camp, country=country, now=now), now=now)


def drawn_at(crowd, minute):
    return drawing.refresh(crowd.dialogue, at=DURING + minute * MINUTE)


def told(drawn, facet="country"):
    return {one["key"]: one["people"] for one in drawn.figures["facets"].get(facet, {}).get("cells", ())}


def last(crowd):
    return drawing.last_map(crowd.dialogue)


def ledger_of(crowd):
    return batches.unpack(bytes(Kept.objects.get(dialogue=crowd.dialogue).data))


def test_tables_come_with_a_map_while_people_answer_and_tell_of_no_cell_of_few(crowd):
    more(crowd, 20, "LB", "JO")
    more(crowd, 1, "TN")
    first = drawn_at(crowd, 1)
    assert set(told(first)) == {"LB", "JO"}
    assert min(told(first).values()) >= FLOOR
    assert sum(told(first).values()) <= 80 - 2 * FLOOR, "some of each group are told of in no table"
    assert first.tables_as_of["country"] == dict.fromkeys(("LB", "JO"), first.as_of.isoformat())


def test_a_cell_alone_in_its_facet_is_not_shown(crowd):
    more(crowd, 30, "LB")
    more(crowd, 2, "JO")
    assert drawn_at(crowd, 1).figures["facets"] == {}


def test_a_cell_stays_as_it_was_until_it_would_tell_of_half_as_many_again(crowd):
    more(crowd, 40, "LB", "JO")
    first = drawn_at(crowd, 1)
    more(crowd, 6, "LB", now=DURING + 2 * MINUTE)
    second = drawn_at(crowd, 3)
    assert second.number == 2
    assert second.figures["facets"] == first.figures["facets"]
    more(crowd, 60, "LB", now=DURING + 4 * MINUTE)
    third = drawn_at(crowd, 5)
    assert told(third)["JO"] == told(first)["JO"]
    assert told(third)["LB"] >= 1.5 * told(first)["LB"]
    assert third.tables_as_of["country"]["JO"] == first.as_of.isoformat()
    assert third.tables_as_of["country"]["LB"] == third.as_of.isoformat()


def test_who_was_counted_before_is_told_of_in_every_later_table(crowd):
    """Only who is new is kept aside; nobody who was the group's own once is lost to the tables for good."""
    more(crowd, 20, "LB", "JO")
    drawn_at(crowd, 1)
    more(crowd, 40, "LB", "JO", now=DURING + 2 * MINUTE)
    second = drawn_at(crowd, 3)
    assert sum(told(second).values()) >= 240 - 4 * (FLOOR + batches.SPARE)


def test_where_maps_follow_closely_the_tables_come_from_those_who_waited(crowd):
    """Of every few newcomers no more are new than a map needs: without waiting no cell would ever have its own."""
    more(crowd, 4, "LB", "JO", now=DURING)
    for minute in range(1, 120):  # how soon hangs on the lots
        more(crowd, 2, "LB", "JO", now=DURING + minute * MINUTE)
        drawn = drawn_at(crowd, minute + 0.5)
        if drawn is not None and drawn.figures["facets"]:
            break
    assert last(crowd).figures["facets"]
    assert last(crowd).number >= 3, "maps went on meanwhile"


def test_newcomers_wait_for_a_cell_and_nobody_who_was_counted():
    people, everybody = np.arange(400), np.ones(400, dtype=bool)
    cells = {"country": ["LB", "JO"] * 200}
    need = FLOOR + batches.SPARE

    def waits(newcomers, shown=None):
        return tabling.waiting("k", people, newcomers, everybody, cells, shown or {}, FLOOR)

    some = waits(people >= 200)
    assert np.bincount(some[some >= 0]).tolist() == [need, need]
    assert (some[:200] == batches.NOBODY).all()
    assert (waits(people >= 200) == some).all(), "the same wait at the next look"
    told = dict.fromkeys([("country", "LB"), ("country", "JO")], 190)
    assert (waits(everybody, told) == batches.NOBODY).all(), "no cell would tell of many more"


def test_who_waits_for_a_cell_is_not_taken_for_another():
    """Else a small cell would never have its own: a large one is always due before it."""
    people, floor = np.arange(100), 5
    group, fresh = np.zeros(100, dtype=np.int64), people >= 40
    cells = {"country": ["LB", "JO"] * 50, "level": ["national"] * 96 + ["regional"] * 4}
    waits = np.where(people >= 94, 3, batches.NOBODY)  # the last six, for regional: two of them are national
    may = tabling.issued(group, fresh, waits, ~fresh, cells, {}, floor)
    assert set(may.told) == {("country", "LB"), ("country", "JO")}
    assert may.wait.tolist() == (people >= 94).tolist()
    assert not set(range(94, 100)) & {one for told in may.told.values() for one in told.tolist()}
    last = tabling.issued(group, fresh, waits, ~fresh, cells, {}, floor, is_last=True)
    assert not last.wait.any()
    assert set(range(94, 100)) <= {one for told in last.told.values() for one in told.tolist()}


def test_who_withdraws_takes_the_cells_they_were_told_of_in_and_no_others(crowd):
    more(crowd, 20, "LB", "JO", "TN")
    drawn_at(crowd, 1)
    person = Participant.objects.get(pk=ledger_of(crowd).cells["country", "LB"][0])
    services.withdraw(person, at=DURING + 2 * MINUTE)
    assert set(told(last(crowd))) == {"JO", "TN"}
    assert set(last(crowd).tables_as_of["country"]) == {"JO", "TN"}
    more(crowd, 20, "LB", "JO", "TN", now=DURING + 3 * MINUTE)
    assert set(told(drawn_at(crowd, 4))) == {"LB", "JO", "TN"}


def test_a_cell_of_fewer_than_a_floor_that_rose_is_told_of_no_more(crowd):
    more(crowd, 20, "LB", "JO", "TN")
    small = min(told(drawn_at(crowd, 1)).items(), key=lambda one: one[1])
    more(crowd, 80, *({"LB", "JO", "TN"} - {small[0]}), now=DURING + 2 * MINUTE)
    crowd.dialogue.floor = small[1] + 1
    crowd.dialogue.save()
    assert small[0] not in told(drawn_at(crowd, 3))


def test_a_statement_that_came_later_is_not_told_of_by_a_cell_of_before(crowd):
    more(crowd, 20, "LB", "JO")
    first = drawn_at(crowd, 1)
    crowd.circle.seed(crowd.dialogue, 1)
    more(crowd, 40, "LB", now=DURING + 2 * MINUTE)
    table = drawn_at(crowd, 3).figures["facets"]["country"]
    row = table["statements"][crowd.circle.statements[-1].uid]
    rows = {one["key"]: counts for one, counts in zip(table["cells"], row, strict=True)}
    assert rows["JO"] is None
    assert sum(rows["LB"]) >= FLOOR
    assert told(first)["JO"] == told(last(crowd))["JO"]


def test_the_close_counts_whoever_waited_and_every_cell_that_may_be(crowd):
    more(crowd, 20, "LB", "JO")
    first = told(drawn_at(crowd, 1))
    more(crowd, 10, "LB", "JO", now=DURING + 2 * MINUTE)
    crowd.circle.close(crowd.dialogue)
    assert last(crowd).is_final
    assert last(crowd).people == 120
    assert all(told(last(crowd))[key] > first[key] for key in first)


def test_shown_after_the_close_all_is_new_to_the_last_map_however_often_it_was_drawn(circle):
    crowd = Crowd(circle, circle.running(12, shown=Shown.AFTER_CLOSE))
    for minute in range(4):
        more(crowd, 6, "LB", "JO", now=DURING + minute * MINUTE)
        assert drawn_at(crowd, minute + 0.5).figures["facets"] == {}
    circle.close(crowd.dialogue)
    assert sum(told(last(crowd)).values()) >= 96 - 2 * (FLOOR + batches.SPARE)


def test_shown_after_the_close_no_map_but_the_last_is_ever_shown(circle):
    crowd = Crowd(circle, circle.running(12, shown=Shown.AFTER_CLOSE))
    more(crowd, 20, "LB")
    drawn_at(crowd, 1)
    crowd.dialogue.state = "closed"
    assert Drawn.objects.exists()
    assert selectors.map_for(crowd.dialogue, to=None) is None


def test_nobody_is_new_because_a_moderator_joined_two_statements(crowd):
    """Else the next map would tell what the few say who came since."""
    more(crowd, 20, "LB", "JO")
    one, other = crowd.circle.statements[4], crowd.circle.statements[7]
    Vote.objects.filter(statement=other).delete()
    drawn_at(crowd, 1)
    services.merge(one, other, by=SYSTEM, at=DURING + 4 * MINUTE)
    crowd.circle.statements.remove(one)
    more(crowd, 2, "LB", now=DURING + 5 * MINUTE)
    assert drawing.is_due(crowd.dialogue, at=DURING + 6 * MINUTE)
    assert drawn_at(crowd, 6) is None
    more(crowd, 20, "LB", now=DURING + 7 * MINUTE)
    assert drawn_at(crowd, 8) is not None


def test_who_is_told_of_with_their_first_map_is_not_their_groups_own(crowd):
    """So that whoever withdraws later never leaves a group too few of whom tables told nothing."""
    more(crowd, 20, "LB", "JO")
    drawn_at(crowd, 1)
    ledger = ledger_of(crowd)
    told = {one for some in ledger.cells.values() for one in some.tolist()}
    for group in range(len(ledger.counts)):
        own = set(ledger.seen["person"][ledger.seen["cell"] == group].tolist())
        assert FLOOR <= len(own) == ledger.room[group]
        assert not own & told
    assert (ledger.room >= FLOOR).all()


def test_all_tables_are_downloaded_with_every_statement(crowd, cast):
    more(crowd, 20, "LB", "JO")
    first = drawn_at(crowd, 1)
    text = page(cast.client(), crowd.dialogue, "tables").content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head == ["Table", "Column", "People", "As of", "Number", "Statement", "Agree", "Disagree", "Pass"]
    assert len(rows) == 2 * 12
    counts = {"Lebanon": told(first)["LB"], "Jordan": told(first)["JO"]}
    assert {(row[1], int(row[2])) for row in rows} == set(counts.items())
    assert all(sum(map(int, row[6:])) == int(row[2]) for row in rows)


def test_a_table_tells_of_nobody_otherwise_than_its_map_counts_them(crowd):
    """In a group that is not counted anew some have changed their mind: what they say now is not told yet."""
    more(crowd, 20, "LB", "JO")
    first = drawn_at(crowd, 1)
    few = [one for one in Participant.objects.order_by("-pk") if crowd.camp[one.pk] == 1][:4]
    Vote.objects.filter(participant__in=few, statement=crowd.circle.statements[1]).update(answer=0)
    for country in ("LB", "JO"):
        crowd.answer(crowd.join(60, camp=0, country=country), now=DURING + 2 * MINUTE)
    second = drawn_at(crowd, 3)
    assert all(told(second)[key] > told(first)[key] for key in told(first))
    ledger, now = ledger_of(crowd), columns.read(crowd.dialogue)
    otherwise = now.people[batches.aligned(ledger, now.people, ledger.version, np.uint64(0)) != now.version]
    assert {one.pk for one in few} <= set(otherwise.tolist())
    assert not set(otherwise.tolist()) & {one for some in ledger.cells.values() for one in some.tolist()}


def test_the_page_says_of_whom_a_table_tells_and_which_columns_are_of_before(crowd, cast):
    more(crowd, 20, "LB", "JO")
    drawn_at(crowd, 1)
    more(crowd, 60, "LB", now=DURING + 2 * MINUTE)
    table = told(drawn_at(crowd, 3))
    text = page(cast.client(), crowd.dialogue).content.decode()
    assert f": <bdi>{sum(table.values())}</bdi> people. How many of a hundred agree" in text
    assert '<span class="map-since"><bdi>Jordan</bdi> (as of ' in text
    assert "<bdi>Lebanon</bdi> (as of" not in text
    assert "By stakeholder category" in text.partition("Tables that are not shown")[2]
