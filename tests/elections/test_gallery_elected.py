"""The bodies of the gallery that are elected, from the call to the seats: composed as their text asks."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from mithaq.elections import composing, files, services
from mithaq.elections.enums import Marks, Method, Secrecy, State
from mithaq.elections.models import Election
from mithaq.elections.selectors.results import result
from mithaq.foundation import journal
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.kernels import charter as kernel
from tests.bodies.network import at
from tests.elections.hall import CLOSES, TERM_FROM
from tests.elections.polls import DECLARED_ON, SEED

THEMES = (
    *("human-rights", "regular-pathways", "drivers"),
    *("cooperation-governance", "diaspora-contributions", "smuggling-trafficking"),
)
REGIONS = ("africa", "arab-states", "asia-pacific", "europe-north-america", "latin-america-caribbean")
BOARD, COMMITTEE = "body.board", "body.steering-committee"


def vote(hall, election: Election, candidates: int, favour: tuple[int, ...]) -> None:
    """Everybody on the roll votes, most of them for the favourites first."""
    chance = random.Random(7)
    for elector in hall.electors(election):
        order = [one for one in range(candidates) if one not in favour]
        chance.shuffle(order)
        first = list(favour)
        chance.shuffle(first)
        hall.vote(election, elector, [*first, *order][: max(3, candidates // 2)])


def declared(hall, election: Election) -> Election:
    hall.close(election)
    services.open_box(election, by=SYSTEM, at=CLOSES + timedelta(minutes=5))
    count = services.count_now(election, seed=SEED, by=SYSTEM, at=CLOSES + timedelta(minutes=10))
    services.declare(count, on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))
    return hall.read(election)


def test_the_board_is_elected_two_of_each_level(hall, cast):
    hall.adopt_gallery()
    election = hall.call(hall.body("board"), f"{BOARD}.seat.member")
    hall.nominate(election, 9)
    hall.open(election, voters=9)
    numbers = {one.number: one.organisation.level for one in election.candidacies.select_related("organisation")}
    vote(hall, election, 9, tuple(number for number, level in numbers.items() if level == "national"))

    election = declared(hall, election)

    found = result(election, to=None)
    assert election.state == State.DECLARED and found is not None
    sitting = hall.sitting("board", on=TERM_FROM)
    assert sorted(one.organisation.level for one in sitting) == [
        "global",
        "global",
        *["national"] * 2,
        *["regional"] * 2,
    ]
    assert {one.until for one in sitting} == {TERM_FROM.replace(year=TERM_FROM.year + 2)}
    assert sum(one.attributes["level"] == ("national",) for one in found.without) == 3  # what the quotas changed
    assert [one.is_met for one in found.meters] == [True]
    would = composing.would(election, hall.charter, [], on=TERM_FROM)
    assert kernel.composition(hall.charter, BOARD, would.holders) == ()
    assert files.publishes_ballots(found) and found.cast == 18
    assert journal.verify(hall.institution.uid) is None


@pytest.mark.parametrize("method", [Method.BALANCED_STV, Method.BALANCED_PHRAGMEN])
def test_the_steering_committee_has_every_region_and_theme(hall, method):
    """24 seats; the aims of the charter count as quotas, because the call says so."""
    hall.adopt_gallery()
    members = hall.members(30)
    for number, one in enumerate(members):
        # the fewer the later: one organisation of the last region, and one of the last theme
        theme, region = THEMES[min(number // 5, 5)], REGIONS[min(number // 7, 4)]
        hall.counts_as(one, theme=theme, region=region)
    election = hall.call(
        hall.body("steering-committee"),
        f"{COMMITTEE}.seat.member",
        title=words(ar="انتخاب اللجنة", en="Election of the Committee", fr="Élection du Comité"),
        seats=24,
        marks=Marks.APPROVE if method == Method.BALANCED_PHRAGMEN else Marks.RANK,
        method=method,
        secrecy=Secrecy.CONFIDENTIAL,
    )
    hall.nominate(election, members)
    hall.open(election)
    number_of = {one.organisation_id: one.number for one in election.candidacies.all()}
    vote(hall, election, 30, tuple(number_of[one.pk] for one in members[:24]))

    election = declared(hall, election)

    sitting = [one.organisation for one in hall.sitting("steering-committee", on=TERM_FROM)]
    found = result(election, to=None)
    assert found is not None
    elected = [one.attributes for one in found.elected]
    assert (len(sitting), len(elected)) == (24, 24)
    assert {value for one in elected for value in one["region"]} == set(REGIONS)
    assert {value for one in elected for value in one["theme"]} == set(THEMES)
    assert [one.is_met for one in found.meters] == [True, True]
    without = {value for one in found.without for value in one.attributes["region"]}
    if method == Method.BALANCED_PHRAGMEN:  # nobody approves the one region and the theme that come last
        assert without < set(REGIONS) and found.changed
    would = composing.would(election, hall.charter, [], on=TERM_FROM)
    assert kernel.composition(hall.charter, COMMITTEE, would.holders, aims=True) == ()
