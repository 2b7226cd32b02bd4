"""An attacker has every map ever published, knows who was counted in which figure, and adds and subtracts them.

Of every figure of every map (a group's, a table's cell's) it is noted of whom it is the sum: person and version of
their answers. No sum of figures, with whatever weights, may tell of fewer people than the floor, unless of nobody. That
is proven for each history (`Attacker.unproven`), and looked for beside: all pairs, many small sums by chance, and those
that vanish on many people (from null spaces).
"""

from __future__ import annotations

import collections
import itertools
import os
import random
from datetime import timedelta

import numpy as np
import pytest

from mithaq.dialogues import services
from mithaq.dialogues.enums import Ground
from mithaq.dialogues.models import Drawn, Kept, Participant, Vote
from mithaq.dialogues.services import batches, columns, drawing, tabling
from mithaq.foundation.actors import SYSTEM
from tests.dialogues.circle import DURING
from tests.dialogues.crowd import Crowd

HISTORIES = 60 if os.environ.get("MITHAQ_FULL") else 3
FLOORS = (5, 5, 8)
STEPS = 12
COUNTRIES = ("LB", "JO", "TN", "")


class Attacker:
    """Notes, after every map, of which (person, version) each of its figures is the sum.

    A cell of a table that is counted anew is noted as it was counted: the answers of whom it tells of are added up
    here once more, and must be what was published. A cell that stays is the same figure as before.
    """

    def __init__(self, dialogue):
        self.dialogue, self.number, self.seen, self.shown = dialogue, 0, (0, False), {}
        self.figures: list[tuple[int, str, frozenset[tuple[int, int]]]] = []
        self.issues: collections.Counter[tuple[str, str]] = collections.Counter()

    def look(self):
        last = drawing.last_map(self.dialogue)
        if last is None:
            return
        ledger = batches.unpack(bytes(Kept.objects.get(dialogue=self.dialogue).data))
        inside = ledger.group != batches.NOBODY
        counted = set(zip(ledger.people[inside].tolist(), ledger.version[inside].tolist(), strict=True))
        self._cells(last, ledger, counted)
        if (last.number, last.is_final) == self.seen:
            return
        self.seen, self.number = (last.number, last.is_final), last.number
        for one in range(len(ledger.counts)):
            inside = ledger.group == one
            told = frozenset(zip(ledger.people[inside].tolist(), ledger.version[inside].tolist(), strict=True))
            assert len(told) == last.figures["groups"][one]["size"]
            self.figures.append((last.number, "group", told))

    def _cells(self, last, ledger, counted):
        answered = columns.read(self.dialogue)
        version = dict(zip(answered.people.tolist(), answered.version.tolist(), strict=True))
        shown = {}
        for facet, table in last.figures["facets"].items():
            value = dict(zip(answered.people.tolist(), answered.cells[facet], strict=True))
            for number, cell in enumerate(table["cells"]):
                key = (facet, cell["key"])
                shown[key] = (last.tables_as_of[facet][cell["key"]], cell["people"])
                people = ledger.cells[key].tolist()
                assert all(value[one] == cell["key"] for one in people), "nobody told of has withdrawn"
                if shown[key] == self.shown.get(key):
                    continue
                assert shown[key][0] == last.as_of.isoformat()
                assert len(people) == cell["people"]
                self._recounted(people, {uid: row[number] for uid, row in table["statements"].items()})
                self.figures.append((last.number, "cell", frozenset((one, version[one]) for one in people)))
                assert self.figures[-1][2] <= counted, "a table tells of who is counted in its map, as they are"
                self.issues[key] += 1
        assert shown.keys() == ledger.cells.keys()
        self.shown = shown

    def _recounted(self, people, rows):
        told = collections.Counter(
            Vote.objects.filter(participant__in=people).values_list("statement__uid", "answer").order_by()
        )
        for uid, row in rows.items():
            assert row is None or row == [told[uid, one] for one in (1, -1, 0)]

    def unproven(self, floor):
        """What no proof is found for. The figures are laid aside one after the other, each with `floor` people who are
        in it and in no other that is left: in any sum the one laid aside first has those people with its weight alone.

        Who left a group together stands for the group without them: sums of the one are sums of the other.
        """
        left, seen = [], set()
        for number, kind, one in self.figures:
            if one in [other for _n, _k, other in left]:
                continue
            larger = [whole for _n, _k, whole in left if one < whole] if kind == "group" and one <= seen else []
            left.append((number, kind, one))
            if larger:
                left.append((number, "left", min(larger, key=len) - one))
            seen |= one if kind == "group" else set()
        shrunk = {id(left[n - 1][2]) for n, told in enumerate(left) if told[1] == "left"}
        rest = [told for told in left if id(told[2]) not in shrunk]
        while rest:
            often = collections.Counter(key for *_told, one in rest for key in one)
            stay = [told for told in rest if sum(often[key] == 1 for key in told[2]) < floor]
            if len(stay) == len(rest):
                return [(number, kind, len(one)) for number, kind, one in rest]
            rest = stay
        return []

    def least(self):
        """The fewest people any sum found tells of."""
        matrix, people = _matrix(list(dict.fromkeys(one for _map, _kind, one in self.figures)))
        return min(_told(weights @ matrix, people) for weights in _sums(matrix))


def _matrix(figures):
    rows = sorted({key for one in figures for key in one})
    place = {key: number for number, key in enumerate(rows)}
    matrix = np.zeros((len(figures), len(rows)))
    for number, one in enumerate(figures):
        matrix[number, [place[key] for key in one]] = 1
    return matrix, np.array([person for person, _version in rows])


def _told(total, people):
    return len(np.unique(people[np.abs(total) > 1e-6])) or 10**9


def _pairs(count):
    unit = np.eye(count)
    yield from unit
    for one, other in itertools.combinations(range(count), 2):
        yield unit[one] - unit[other]


def _sums(matrix):
    count, chance = len(matrix), random.Random(1)
    yield from _pairs(count)
    for _ in range(600):
        weights = np.zeros(count)
        for place in chance.sample(range(count), min(count, chance.choice((3, 4, 5, 6)))):
            weights[place] = chance.choice((1, -1))
        yield weights
    for _ in range(60):  # that vanish on many people at once
        some = chance.sample(range(matrix.shape[1]), min(matrix.shape[1], max(1, count - 1)))
        _u, strengths, turned = np.linalg.svd(matrix[:, some].T, full_matrices=True)
        yield from turned[int((strengths > 1e-9).sum()) :]


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_no_sum_of_published_figures_tells_of_few(circle, seed):
    """A history by chance: people join and change their mind, few or many at once; statements come, are refused and
    joined; some withdraw, among them who is told of in tables; before the close and after it."""
    dialogue = circle.running(12, floor=FLOORS[seed % len(FLOORS)])
    crowd, chance = Crowd(circle, dialogue, seed=seed, noise=0.15), random.Random(seed)
    attacker, now = Attacker(dialogue), DURING
    slow = seed % 2  # so few at once that the tables must come from who waited

    def leave():
        told = [one for some in batches.unpack(bytes(Kept.objects.get().data)).cells.values() for one in some.tolist()]
        of = Participant.objects.filter(pk__in=told) if told and chance.random() < 0.5 else Participant.objects
        services.withdraw(chance.choice(list(of.filter(dialogue=dialogue))), at=now)
        attacker.look()

    for step in range(STEPS * (1 + slow)):
        now += timedelta(minutes=1)
        there = list(Participant.objects.filter(dialogue=dialogue))
        for camp in (0, 1):
            size = chance.choice((1, 3, 6, 14) if not slow else (2, 3, 4)) if step else 3 * dialogue.floor
            for country in chance.choices(COUNTRIES, k=2):
                crowd.answer(
                    crowd.join(size, camp=camp, country=country, language=chance.choice(("ar", "en"))), now=now
                )
        crowd.answer(chance.sample(there, min(len(there), chance.choice((0, 1, 2, 8, 0 if slow else 60)))), now=now)
        if step == STEPS // 3:
            circle.seed(dialogue, 1)
        if step == STEPS // 2:
            services.refuse(circle.statements[2], Ground.UNCLEAR, by=SYSTEM, at=now)
            services.merge(circle.statements[5], circle.statements[8], by=SYSTEM, at=now)
            circle.statements = [one for place, one in enumerate(circle.statements) if place not in (2, 5)]
        drawing.refresh(dialogue, at=now + timedelta(seconds=30))
        attacker.look()
        if step % 4 == 3:
            leave()
    circle.close(dialogue)
    attacker.look()
    for _ in range(3):
        leave()
    assert attacker.number >= 4, "too few maps to be a test"
    assert max(attacker.issues.values()) >= (2 if seed < 3 else 1), "too few tables to be a test"
    assert attacker.unproven(dialogue.floor) == []
    assert attacker.least() >= dialogue.floor


def test_the_attacker_would_find_a_difference_of_few():
    attacker = Attacker(None)
    whole = frozenset((person, 1) for person in range(30))
    part = frozenset(key for key in whole if key[0] > 2)
    attacker.figures = [(1, "group", whole), (2, "group", part)]
    assert attacker.least() == 3
    assert attacker.unproven(3) == []
    assert attacker.unproven(4) == [(1, "group", 30), (2, "left", 3)][1:]
    others = [frozenset((p, 1) for p in range(15)), frozenset((p, 1) for p in range(15, 27))]
    attacker.figures = [(1, "group", whole), *((1, "cell", one) for one in others)]
    assert attacker.least() == 3
    assert attacker.unproven(4)
    grown = [others[0], others[0] | {(40, 1), (41, 1)}]  # a cell with two people more than it told of before
    attacker.figures = [(1, "group", whole), (1, "cell", grown[0]), (2, "cell", grown[1])]
    assert attacker.least() == 2
    assert attacker.unproven(3)


def test_tables_of_every_facet_tell_of_enough_in_each_cell_alone():
    """Groups, and four tables that part the same people in four ways, some nearly alike; then a second issue."""
    chance = random.Random(3)
    people, floor = np.arange(900), 10
    group = people % 2
    cells = {
        "category": [str(one % 3) for one in range(900)],
        "country": [str(one % 3) if one > 1 else "9" for one in range(900)],  # but for two people the same
        "level": [chance.choice(("a", "b", "")) for _ in range(900)],
        "language": ["ar"] * 895 + ["fr"] * 5,
    }
    attacker, shown = Attacker(None), {}
    for number, (first, until) in enumerate(((0, 400), (400, 900)), start=1):
        fresh = (people >= first) & (people < until)
        inside = np.where(people < until, group, batches.NOBODY)
        nobody = np.full(900, batches.NOBODY)
        may = tabling.issued(inside, fresh, nobody, people < first, cells, shown, floor)
        assert {facet for facet, _key in may.told} == {"category", "country", "level"}, "one language is no comparison"
        assert {key for facet, key in may.told if facet == "country"} == {"0", "1", "2"}
        groups = [frozenset((p, 1) for p in people[inside == one].tolist()) for one in (0, 1)]
        attacker.figures += [(number, "cell", frozenset((p, 1) for p in one.tolist())) for one in may.told.values()]
        attacker.figures += [(number, "group", one) for one in groups]
        shown = {cell: len(told) for cell, told in may.told.items()}
        assert sum(told for (facet, _key), told in shown.items() if facet == "category") > 0.5 * until
    assert attacker.unproven(floor) == []
    assert attacker.least() >= floor


def test_nobody_who_withdrew_is_left_in_what_is_kept(circle):
    dialogue = circle.running(12)
    crowd = Crowd(circle, dialogue)
    for camp in (0, 1):
        crowd.answer(crowd.join(20, camp=camp))
    drawing.refresh(dialogue, at=DURING + timedelta(minutes=1))
    person = Participant.objects.filter(dialogue=dialogue).first()
    services.withdraw(person, at=DURING + timedelta(minutes=2))
    ledger = batches.unpack(bytes(Kept.objects.get(dialogue=dialogue).data))
    assert person.pk not in ledger.people
    assert person.pk not in ledger.seen["person"]
    assert person.pk not in [one for told in ledger.cells.values() for one in told.tolist()]


def test_a_published_map_tells_of_nobody(circle):
    """No number of a participant, no point, no cell of few, no time but that of the map."""
    dialogue = circle.running(12)
    crowd = Crowd(circle, dialogue)
    for camp in (0, 1):
        crowd.answer(crowd.join(20, camp=camp, country="LB"))
    crowd.answer(crowd.join(2, camp=0, country="TN"))
    drawn = drawing.refresh(dialogue, at=DURING + timedelta(minutes=1))
    assert isinstance(drawn, Drawn)
    for row in drawn.figures["statements"].values():
        for counts in (row["all"], *row["by"]):
            assert counts is None or sum(counts) == 0 or sum(counts) >= dialogue.floor
    for told in drawn.figures["facets"].values():
        assert all(one["people"] >= dialogue.floor for one in told["cells"])
        for cells in told["statements"].values():
            assert all(counts is None or sum(counts) == 0 or sum(counts) >= dialogue.floor for counts in cells)
    assert "points" not in drawn.figures


def test_the_same_answers_have_the_same_mark_whatever_their_order(circle):
    dialogue = circle.running(8)
    crowd = Crowd(circle, dialogue, noise=0)
    people = crowd.join(2, camp=0)
    crowd.answer(people)
    first = columns.read(dialogue)
    assert first.version[0] == first.version[1]
    crowd.answer(people[::-1])
    assert (columns.read(dialogue).version == first.version).all()
