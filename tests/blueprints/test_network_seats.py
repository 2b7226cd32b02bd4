"""The future model of civil-society engagement, adopted from the gallery: its numbers are kept and what breaks them is
refused, by the clause that carries the sentence of the source.
"""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.bodies import selectors, services
from mithaq.bodies.models import Tenure, Waiting
from mithaq.people import services as people
from tests.blueprints.networks import BY_LAWS, DAY, NEXT, adopted, body, organisations, refused, verdicts
from tests.cast import AT, Cast

BOARD, STEERING, GROUP = "body.board", "body.steering-committee", "body.working-group"
LEVELS = ("national", "regional", "global")


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        yield cast, adopted(cast, "civil-society-network")


def elect(cast: Cast, charter, of: str, organisation, *, on: date = DAY) -> Tenure:
    key = charter.by_id[of].key
    return services.seat(
        body(cast, key),
        f"{of}.seat.member",
        organisation=organisation,
        basis="election",
        on=on,
        by=cast.badr.actor,
        at=AT,
    )


def open_group(cast: Cast, on: date = DAY):
    return services.open_group(cast.institution, GROUP, on=on, by=cast.badr.actor, at=AT)


def join(cast: Cast, group, organisation, *, on: date = DAY) -> Tenure | Waiting:
    return services.ask(group, f"{GROUP}.seat.member", organisation=organisation, on=on, by=cast.badr.actor, at=AT)


def lead(cast: Cast, group, organisation, *, basis: str = "election", on: date = DAY) -> Tenure:
    return services.seat(
        group, f"{GROUP}.seat.co-lead", organisation=organisation, basis=basis, on=on, by=cast.badr.actor, at=AT
    )


def test_a_seventh_member_of_the_board_is_refused(here):
    cast, charter = here
    *six, seventh = organisations(cast, charter, *LEVELS, *LEVELS, "national")
    for one in six:
        elect(cast, charter, BOARD, one)

    with refused((f"{BOARD}.seat.member", "bodies.seats-taken")):
        elect(cast, charter, BOARD, seventh)
    assert selectors.sitting(body(cast, "board"), on=DAY).count() == 6


def test_with_fewer_than_five_the_board_is_short(here):
    cast, charter = here
    five = organisations(cast, charter, *LEVELS, "national", "regional")
    for one in five[:4]:
        elect(cast, charter, BOARD, one)
    short = verdicts(selectors.watched(cast.institution, charter, on=DAY))[f"{BOARD}.seat.member"]
    elect(cast, charter, BOARD, five[4])
    whole = verdicts(selectors.watched(cast.institution, charter, on=DAY))[f"{BOARD}.seat.member"]

    assert (short[1], whole) == ("bodies.seats-short", ("met", "bodies.seats-held"))


def test_a_person_does_not_sit_on_the_board(here):
    cast, _ = here

    with refused((f"{BOARD}.seat.member", "bodies.holder-kind")):
        services.seat(
            body(cast, "board"),
            f"{BOARD}.seat.member",
            person=cast.chadia.person,
            basis="election",
            on=DAY,
            by=cast.badr.actor,
            at=AT,
        )


def test_a_board_that_would_miss_a_level_is_refused_and_one_that_comes_to_miss_it_is_at_risk(here):
    cast, charter = here
    *four, third_national = organisations(cast, charter, "national", "national", "regional", "regional", "national")
    world = organisations(cast, charter, "global")[0]
    for one in four:
        elect(cast, charter, BOARD, one)

    with refused((f"{BOARD}.balance.levels", "bodies.balance-unreachable")):
        elect(cast, charter, BOARD, third_national)
    last = elect(cast, charter, BOARD, world)
    before = verdicts(selectors.watched(cast.institution, charter, on=DAY))[f"{BOARD}.balance.levels"]
    services.vacate(last, on=DAY + NEXT, ended="resigned", reason="Resigned", by=cast.badr.actor, at=AT)
    after = verdicts(selectors.watched(cast.institution, charter, on=DAY + NEXT))[f"{BOARD}.balance.levels"]

    assert (before[0], after[0]) == ("met", "risk")


def test_a_term_on_the_board_is_two_years_and_who_served_may_be_elected_again(here):
    cast, charter = here
    [one] = organisations(cast, charter, "national")

    first = elect(cast, charter, BOARD, one)
    ends = date(2022, 11, 30)
    assert first.until == ends
    assert [selectors.sitting(body(cast, "board"), on=day).count() for day in (ends - NEXT, ends)] == [1, 0]
    again = elect(cast, charter, BOARD, one, on=ends)

    assert (again.from_date, again.until) == (ends, date(2024, 11, 30))


def test_observers_are_invited_to_a_meeting_of_the_board_and_never_vote(here):
    cast, charter = here
    board = body(cast, "board")
    member, guest = organisations(cast, charter, "national", "local")
    elect(cast, charter, BOARD, member)

    def invite(of, session: str):
        services.invite_observer(
            of, organisation=guest, session=session, may_speak=True, on=DAY, by=cast.badr.actor, at=AT
        )

    with refused((f"{BOARD}.observers", "bodies.observer-for-one")):
        invite(board, "")
    with refused((STEERING, "bodies.no-observers")):
        invite(body(cast, "steering-committee"), "First meeting")
    invite(board, "First meeting")

    voters = selectors.voters(board, on=DAY, charter=charter)
    assert [voter.tenure.organisation for voter in voters] == [member]


def test_a_thirty_first_member_of_the_steering_committee_is_refused(here):
    cast, charter = here
    *thirty, one_more = organisations(cast, charter, *(LEVELS[n % 3] for n in range(31)))
    for one in thirty:
        elect(cast, charter, STEERING, one)

    with refused((f"{STEERING}.seat.member", "bodies.seats-taken")):
        elect(cast, charter, STEERING, one_more)


def test_themes_and_regions_of_the_steering_committee_are_watched_as_aims_and_refuse_nobody(here):
    cast, charter = here
    regions = charter.by_id[f"{STEERING}.balance.regions"]["values"]
    states = []
    for one, region in zip(organisations(cast, charter, *["national"] * 5), regions, strict=True):
        told = {"region": [region], "theme": ["human-rights"]}
        people.describe(cast.institution, told, organisation=one, by=cast.badr.actor, at=AT)
        elect(cast, charter, STEERING, one)
        seen = verdicts(selectors.watched(cast.institution, charter, on=DAY))
        states.append((seen[f"{STEERING}.balance.regions"][0], seen[f"{STEERING}.balance.themes"][0]))

    assert states == [("risk", "risk")] * 4 + [("met", "risk")]


def test_a_fifth_working_group_is_refused_until_one_has_ended(here):
    cast, _ = here
    for _number in range(4):
        open_group(cast)

    with refused((GROUP, "bodies.groups-full")):
        open_group(cast)
    assert open_group(cast, on=date(2021, 5, 30)).until == date(2021, 11, 30)


def test_a_working_group_ends_after_six_months_by_itself(here):
    cast, charter = here
    group = open_group(cast)
    [one] = organisations(cast, charter, "national")
    join(cast, group, one)
    ends = date(2021, 5, 30)

    services.tend(cast.institution, charter, on=ends, by=cast.amal.actor, at=AT)

    assert group.until == ends
    assert [selectors.sitting(group, on=day).count() for day in (ends - NEXT, ends)] == [1, 0]
    assert selectors.bodies(cast.institution, on=ends).filter(clause=GROUP).count() == 0


def test_members_of_a_working_group_come_by_their_own_choice_and_the_sixteenth_waits(here):
    cast, charter = here
    group = open_group(cast)
    *fifteen, sixteenth = organisations(cast, charter, *["national"] * 16)

    seated = [join(cast, group, one) for one in fifteen]
    waiting = join(cast, group, sixteenth)

    assert [type(one) for one in seated] == [Tenure] * 15
    assert isinstance(waiting, Waiting)
    with refused((f"{GROUP}.seat.member", "bodies.seats-taken"), (f"{GROUP}.seat.member", "bodies.basis")):
        services.seat(
            group,
            f"{GROUP}.seat.member",
            organisation=sixteenth,
            basis="election",
            on=DAY,
            by=cast.badr.actor,
            at=AT,
        )
    services.vacate(seated[0], on=DAY + NEXT, ended="resigned", reason="Left", by=cast.badr.actor, at=AT)
    services.tend(cast.institution, charter, on=DAY + NEXT, by=cast.amal.actor, at=AT)
    assert selectors.sitting(group, on=DAY + NEXT).filter(organisation=sixteenth).exists()


def test_a_working_group_has_two_co_leads_elected_among_its_members(here):
    cast, charter = here
    group = open_group(cast)
    first, second, third, outside = organisations(cast, charter, *["national"] * 4)
    for one in (first, second, third):
        join(cast, group, one)

    with refused((f"{GROUP}.seat.co-lead", "bodies.not-among")):
        lead(cast, group, outside)
    with refused((f"{GROUP}.seat.co-lead", "bodies.basis")):
        lead(cast, group, first, basis="appointment")
    lead(cast, group, first)
    lead(cast, group, second)
    with refused((f"{GROUP}.seat.co-lead", "bodies.seats-taken")):
        lead(cast, group, third)


def test_co_leads_have_one_vote_each_like_every_member(here):
    cast, charter = here
    group = open_group(cast)
    members = organisations(cast, charter, *["national"] * 4)
    for one in members:
        join(cast, group, one)
    for one in members[:2]:
        lead(cast, group, one)

    voters = selectors.voters(group, on=DAY, charter=charter)

    assert sorted(voter.tenure.organisation.pk for voter in voters) == sorted(one.pk for one in members)
    assert [voter.votes for voter in voters] == [1, 1, 1, 1]


def test_members_apply_themselves_and_are_members_once_the_criteria_of_the_by_laws_are_met(here):
    cast, charter = here
    asking = people.register_organisation({"en": "Newcomer"}, level="local", by=cast.amal.actor, at=AT)
    asked = people.apply(
        cast.institution,
        charter,
        organisation=asking,
        asked_by=cast.chadia.person,
        on=DAY,
        by=cast.chadia.actor,
        at=AT,
    )

    with refused((BY_LAWS, "people.criterion-unchecked")):
        people.accept(asked, charter, on=DAY, by=cast.badr.actor, at=AT)
    with refused(("membership", "bodies.not-a-member")):
        elect(cast, charter, STEERING, asking)
    people.check(asked, BY_LAWS, met=True, by=cast.badr.actor, at=AT)
    asked.refresh_from_db()
    if asked.membership is None:
        people.accept(asked, charter, on=DAY, by=cast.badr.actor, at=AT)
    assert elect(cast, charter, STEERING, asking).organisation == asking


def test_an_action_committee_acts_while_its_members_have_given_it_a_mandate(cast):
    with cast.scope():
        charter = adopted(cast, "action-committee", on=date(2016, 1, 1))
        committee = body(cast, "committee")

        def may_act(on: date) -> bool:
            return not selectors.hindered(committee, on=on, charter=charter)

        held = [may_act(date(year, 12, 31)) for year in (2016, 2017, 2018, 2019)]
        assert (held, may_act(date(2020, 1, 1))) == ([True] * 4, False)
        services.extend_mandate(
            committee,
            until=date(2021, 1, 1),
            decided_by="Consensus of the members",
            on=date(2020, 1, 1),
            by=cast.badr.actor,
            at=AT,
        )
        assert may_act(date(2020, 6, 1))
        assert charter.by_id["body.committee.mandate.year-2019"]["rule"] == "consensus"


def test_the_co_facilitators_are_two_switzerland_and_mexico(cast):
    with cast.scope():
        adopted(cast, "compact-process", on=date(2018, 2, 1))
        facilitators, clause = body(cast, "co-facilitators"), "body.co-facilitators.seat.ambassador"

        def appoint(country: str) -> Tenure:
            told = {"country": country, "basis": "appointment", "on": date(2018, 2, 1)}
            return services.seat(facilitators, clause, **told, by=cast.badr.actor, at=AT)

        with refused((clause, "bodies.other-country")):
            appoint("MA")
        assert [appoint(country).country for country in ("CH", "MX")] == ["CH", "MX"]
        with refused((clause, "bodies.seats-taken"), (clause, "bodies.other-country")):
            appoint("MA")


def test_the_staff_of_the_secretariat_is_watched_and_grows_without_a_refusal(here):
    cast, charter = here
    secretariat, clause = body(cast, "secretariat"), "body.secretariat.seat.staff"
    seen = []
    for player in (cast.amal, cast.badr, cast.chadia):
        seen.append(verdicts(selectors.watched(cast.institution, charter, on=DAY))[clause])
        told = {"person": player.person, "basis": "appointment", "on": DAY}
        services.seat(secretariat, clause, **told, by=cast.amal.actor, at=AT)
    seen.append(verdicts(selectors.watched(cast.institution, charter, on=DAY))[clause])

    held = ("met", "bodies.seats-held")
    assert seen == [("risk", "bodies.seats-short"), held, held, ("risk", "bodies.seats-over")]
