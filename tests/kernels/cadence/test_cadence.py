"""Spans, fuzzy dates, recurrences, terms and duties: tables first, then what must hold for any input."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.kernels import cadence
from mithaq.kernels.cadence import Duty, Period, Relative, Renewal, Span, Unreadable, Window

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [("2 years", 24, 0), ("1 year 6 months", 18, 0), ("90 days", 0, 90), (" 2 weeks ", 0, 14), ("1 month", 1, 0)],
)
def test_spans_are_read(text, months, days):
    assert cadence.span(text) == Span(months, days)


@pytest.mark.parametrize(("text", "column"), [("", 1), ("two years", 1), ("2 years and", 8), ("0 days", 1)])
def test_what_is_no_span_is_refused_at_its_column(text, column):
    with pytest.raises(Unreadable) as refused:
        cadence.span(text)

    assert (refused.value.column, refused.value.why) == (column, "span")


@given(DAYS, st.integers(0, 60), st.integers(0, 400))
def test_a_span_reads_as_it_is_written(day, months, days):
    length = Span(months, days)

    if months or days:
        assert cadence.span(str(length)) == length
    assert cadence.after(day, length) >= day


def test_months_end_where_the_calendar_does():
    assert cadence.after(date(2024, 1, 31), Span(months=1)) == date(2024, 2, 29)
    assert cadence.after(date(2023, 1, 31), Span(months=1)) == date(2023, 2, 28)
    assert cadence.before(date(2021, 3, 31), Span(months=1, days=1)) == date(2021, 2, 27)


def test_a_term_ends_before_its_last_day_comes_again():
    term = cadence.lasting(date(2024, 3, 1), Span(24))

    assert term == Period(date(2024, 3, 1), date(2026, 3, 1))
    assert (term.holds(date(2026, 2, 28)), term.holds(date(2026, 3, 1))) == (True, False)


def test_a_period_without_a_day_is_refused():
    with pytest.raises(ValueError, match="no day"):
        Period(date(2024, 1, 1), date(2024, 1, 1))


@given(st.lists(st.tuples(DAYS, st.one_of(st.none(), st.integers(1, 900))), max_size=12))
def test_overlaps_are_those_that_share_a_day(told):
    periods = [Period(day, day + timedelta(days=n) if n else None) for day, n in told]
    pairs = {frozenset((i, j)) for i in range(len(periods)) for j in range(i) if periods[i].meets(periods[j])}

    assert len(cadence.overlapping(periods)) == len(pairs)


@pytest.mark.parametrize(
    ("text", "first", "last", "edge"),
    [
        ("2021-02-24", date(2021, 2, 24), date(2021, 2, 24), "day"),
        ("2021-02-24/2021-02-25", date(2021, 2, 24), date(2021, 2, 25), "range"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2020-01/2020-03", date(2020, 1, 1), date(2020, 3, 31), "range"),
        ("2016", date(2016, 1, 1), date(2016, 12, 31), "year"),
        ("2017/2018", date(2017, 1, 1), date(2018, 12, 31), "range"),
        ("Q1 2021", date(2021, 1, 1), date(2021, 3, 31), "quarter"),
        ("H2 2020", date(2020, 7, 1), date(2020, 12, 31), "half"),
        ("early 2019-03", date(2019, 3, 1), date(2019, 3, 10), "early"),
        ("mid 2019-11", date(2019, 11, 11), date(2019, 11, 20), "mid"),
        ("late 2020-02", date(2020, 2, 21), date(2020, 2, 29), "late"),
        ("end 2020", date(2020, 12, 1), date(2020, 12, 31), "end"),
        ("end 2020-02", date(2020, 2, 25), date(2020, 2, 29), "end"),
        ("mid 2019", date(2019, 5, 1), date(2019, 8, 31), "mid"),
        ("end 2019-10/early 2019-11", date(2019, 10, 27), date(2019, 11, 10), "soft"),
        ("by 2020-01-01", date.min, date(2020, 1, 1), "by"),
    ],
)
def test_fuzzy_dates_are_windows(text, first, last, edge):
    assert cadence.window(text) == Window(first, last + timedelta(days=1), edge, text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soon", "window"),
        ("2021-02-30", "calendar"),
        ("2021-13", "calendar"),
        ("Q5 2021", "window"),
        ("2021-03-02/2021-03-01", "backwards"),
        ("early 2019-11/late 2019-10", "backwards"),
        ("early March", "window"),
    ],
)
def test_what_is_no_window_is_refused(text, why):
    with pytest.raises(Unreadable) as refused:
        cadence.window(text)

    assert refused.value.why == why


def test_a_relative_date_waits_for_its_event():
    told = cadence.relative("1 day before conference")

    assert told == Relative(Span(days=1), -1, "conference", "1 day before conference")
    assert cadence.settled(told, {}) is None
    settled = cadence.settled(told, {"conference": cadence.window("2021-02-24/2021-02-25")})
    assert (settled.first, settled.last, settled.edge) == (date(2021, 2, 23), date(2021, 2, 24), "range")


@pytest.mark.parametrize(
    ("text", "every", "least", "most", "months"),
    [
        ("monthly", Span(1), 1, None, ()),
        ("annual in Q2", Span(12), 1, None, (4, 5, 6)),
        ("every 4 years", Span(48), 1, None, ()),
        ("at least 2 times a year", Span(12), 2, None, ()),
        ("at most 3 times a month", Span(1), 0, 3, ()),
        ("every year in month 12", Span(12), 1, None, (12,)),
    ],
)
def test_cadences_are_read(text, every, least, most, months):
    assert cadence.cadence(text) == cadence.Cadence(every, least, most, months, text)


@pytest.mark.parametrize(
    ("text", "why"), [("often", "cadence"), ("monthly in Q2", "window"), ("0 times a year", "cadence")]
)
def test_what_is_no_cadence_is_refused(text, why):
    with pytest.raises(Unreadable) as refused:
        cadence.cadence(text)

    assert refused.value.why == why


def test_an_annual_meeting_outside_the_second_quarter_is_told_from_none_at_all():
    rule = cadence.cadence("annual in Q2")

    years = cadence.held_against(
        rule,
        [date(2020, 5, 1), date(2021, 9, 1)],
        anchor=date(2020, 1, 1),
        on=date(2023, 5, 1),
    )

    assert [one.state for one in years] == ["met", "outside", "short", "open"]
    assert years[1].late == (date(2021, 9, 1),)
    assert [one.missing for one in years] == [0, 1, 1, 1]


def test_twice_a_year_counts_to_two():
    rule = cadence.cadence("at least 2 times a year")

    years = cadence.held_against(
        rule, [date(2020, 2, 1), date(2020, 10, 1), date(2021, 2, 1)], anchor=date(2020, 1, 1), on=date(2022, 1, 1)
    )

    assert [(one.state, one.missing) for one in years] == [("met", 0), ("short", 1), ("open", 2)]


@given(DAYS, st.sampled_from(["monthly", "annual", "every 4 years", "every 2 weeks"]), st.integers(0, 3000))
def test_slots_follow_each_other_without_a_gap(anchor, text, further):
    until = anchor + timedelta(days=further)
    found = cadence.slots(cadence.cadence(text), anchor=anchor, until=until)

    assert all(a.period.until == b.period.begins for a, b in pairwise(found))
    assert not found or (found[0].period.begins == anchor and found[-1].period.until >= until)


def two_years(*years: int) -> list[Period]:
    return [cadence.lasting(date(year, 1, 1), Span(24)) for year in years]


def test_a_third_consecutive_term_is_refused():
    rule = Renewal(in_a_row=2)

    assert cadence.may_serve(two_years(2020), rule, begins=date(2022, 1, 1)).may
    refused = cadence.may_serve(two_years(2020, 2022), rule, begins=date(2024, 1, 1))
    assert (refused.may, refused.why, refused.served) == (False, "consecutive", 2)
    assert cadence.may_serve(two_years(2020, 2022), rule, begins=date(2024, 1, 2)).may


def test_a_pause_must_be_whole():
    rule = Renewal(in_a_row=1, pause=Span(12))

    refused = cadence.may_serve(two_years(2020), rule, begins=date(2022, 12, 31))

    assert (refused.may, refused.why, refused.possible_from) == (False, "pause", date(2023, 1, 1))
    assert cadence.may_serve(two_years(2020), rule, begins=date(2023, 1, 1)).may


def test_terms_in_all_are_counted_over_any_pause():
    refused = cadence.may_serve(two_years(2000, 2010), Renewal(in_all=2), begins=date(2030, 1, 1))

    assert (refused.may, refused.why, refused.served) == (False, "in-all", 2)


@given(st.integers(0, 40), st.sampled_from([1, 2, 3, 4, 6]))
def test_staggered_terms_part_the_seats_equally(seats, groups):
    first = cadence.staggered(seats, Span(24), groups)
    sizes = [first.count(length) for length in {*first}]

    assert len(first) == seats
    assert not sizes or max(sizes) - min([*sizes, *[0] * (groups - len(sizes))]) <= 1
    assert all(length.months in range(24 // groups, 25, 24 // groups) for length in first)


def test_a_length_that_cannot_be_parted_is_refused():
    with pytest.raises(ValueError, match="parted"):
        cadence.staggered(5, Span(7), 2)


def test_the_troika_turns_with_the_chair():
    chairs = ["germany", "morocco", "ecuador", "emirates"]

    assert cadence.turn(chairs, "morocco") == ("germany", "morocco", "ecuador")
    assert cadence.turn(chairs, "ecuador") == ("morocco", "ecuador", "emirates")
    assert cadence.turn(chairs, "germany") == (None, "germany", "morocco")
    with pytest.raises(ValueError, match="once"):
        cadence.turn(chairs, "france")


def test_duties_stand_as_the_day_says():
    quarter = Duty("conference", cadence.window("Q1 2021"))

    said = [
        (cadence.due(quarter, on=day).state, cadence.due(quarter, on=day).days)
        for day in (date(2020, 6, 1), date(2020, 12, 20), date(2021, 1, 1), date(2021, 3, 31), date(2021, 4, 1))
    ]

    assert said == [("later", 214), ("soon", 12), ("now", 89), ("now", 0), ("overdue", 1)]


def test_what_was_done_is_judged_by_its_window():
    window = cadence.window("2021-02-24")

    states = [
        cadence.due(Duty("d", window, day), on=date(2021, 3, 1)).state
        for day in (date(2021, 2, 23), date(2021, 2, 24), date(2021, 2, 25), date(2021, 3, 2))
    ]

    assert states == ["done-early", "done", "done-late", "overdue"]


def test_the_longest_overdue_comes_first():
    duties = [
        Duty("soon", cadence.window("2021-03-20")),
        Duty("late", cadence.window("by 2021-02-20")),
        Duty("later", cadence.window("2022")),
        Duty("latest", cadence.window("2021-01")),
        Duty("now", cadence.window("2021-03")),
    ]

    found = cadence.falling_due(duties, on=date(2021, 3, 1))

    assert [one.duty.key for one in found] == ["latest", "late", "now", "soon"]
