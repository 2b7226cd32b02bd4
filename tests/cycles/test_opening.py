"""Phases open actions; outside of them the charter refuses, citing the phase and when it opens."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.cycles import selectors
from mithaq.institutions.selectors import findings, openings
from mithaq.kernels.charter import CharterRefuses
from tests.cast import Cast
from tests.cycles.charters import HEAD, ON, adopt


@pytest.mark.parametrize(
    ("day", "may"),
    [
        (date(2020, 11, 14), False),
        (date(2020, 11, 15), True),
        (date(2020, 12, 31), True),
        (date(2021, 1, 1), False),
    ],
)
def test_an_action_is_open_on_the_days_of_its_phase_and_on_no_other(cast: Cast, day, may):
    with cast.scope():
        adopt(cast)

        assert selectors.opens(cast.institution, "people.apply", on=day) is may


def test_an_action_no_phase_speaks_of_is_open(cast: Cast):
    with cast.scope():
        adopt(cast)

        assert selectors.opens(cast.institution, "evidence.deposit", on=date(1999, 1, 1))


def test_an_action_is_open_where_there_is_no_charter(cast: Cast):
    with cast.scope():
        assert selectors.opens(cast.institution, "people.apply", on=ON)


def test_a_room_below_is_refused_with_the_phase_and_the_day_it_opens(cast: Cast, lang):
    with cast.scope():
        adopt(cast)
        openings.check(cast.institution, "people.apply", on=ON)
        with pytest.raises(CharterRefuses) as refused:
            openings.check(cast.institution, "people.apply", on=date(2020, 11, 1))
    (finding,) = refused.value.findings

    assert (finding.clause, finding.key) == ("phase.input", "cycles.phase-ahead")
    assert (finding.facts["first"], finding.facts["last"]) == ("2020-11-15", "2020-12-31")
    assert "15" in findings.said(finding)


def test_a_phase_that_is_over_or_has_no_date_says_so(cast: Cast):
    text = (
        HEAD
        + '[phase.late]\nname = "Late"\nwhen = "1 day after event.x"\nopens = ["rooms.act"]\n[event.x]\nname = "X"\n'
    )
    with cast.scope():
        adopt(cast)
        over = selectors.closed_by(cast.institution, "people.apply", date(2021, 6, 1))
        adopt(cast, text, on=ON)
        undated = selectors.closed_by(cast.institution, "rooms.act", ON)

    assert [one.key for one in over] == ["cycles.phase-over"]
    assert [one.key for one in undated] == ["cycles.phase-not-dated"]


def test_overlapping_phases_open_together(cast: Cast):
    text = (
        HEAD + '[phase.a]\nname = "A"\nwhen = "2020-11"\nopens = ["rooms.act"]\n'
        '[phase.b]\nname = "B"\nwhen = "2020-11-20/2021-01-31"\nopens = ["rooms.act"]\n'
    )
    with cast.scope():
        adopt(cast, text)

        assert selectors.opens(cast.institution, "rooms.act", on=date(2020, 11, 25))
        assert selectors.opens(cast.institution, "rooms.act", on=date(2021, 1, 31))
        assert not selectors.opens(cast.institution, "rooms.act", on=date(2021, 2, 1))


def test_asking_takes_one_query(cast: Cast, django_assert_num_queries):
    with cast.scope():
        adopt(cast)
        with django_assert_num_queries(1):
            selectors.opens(cast.institution, "people.apply", on=ON)
