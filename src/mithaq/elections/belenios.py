"""A contested election is held elsewhere: what a Belenios server asks for, written from ours.

The forms are those of Belenios's specification (`doc/specification.tex`, version 2 of elections). The question is not
homomorphic: its answers are published one by one, shuffled and without names, so that our kernel counts them; sums, as
homomorphic questions give, are not enough for any of our methods. No running server was asked: see docs/secrecy.md.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mithaq.elections.enums import Marks, Method
from mithaq.elections.models import Election, Elector
from mithaq.elections.paper import lines
from mithaq.foundation.fields import Words
from mithaq.people import selectors as people
from mithaq.people.selectors import Person


def template(election: Election, *, language: str) -> dict[str, Any]:
    """The questions of the election in one language: answers in the order of our ballot, so that their places are our
    numbers. Who withdrew keeps the place, and is said to have withdrawn by whoever holds the election.

    `extra` tells the voter's page to ask for a ranking, or for one of two grades. What Belenios then counts by itself
    is not our count, which keeps the quotas: count the raw result with `mithaq count`.
    """
    answers = [one.name.in_(language) if isinstance(one.name, Words) else one.name for one in lines(election)]
    question = election.title.in_(language)
    if election.marks == Marks.APPROVE:
        grades = [_("approved"), _("not approved")]
        extra: dict[str, Any] = {"type": "ScoreVoting", "blank": True, "method": "MajorityJudgment", "grades": grades}
    elif election.method in (Method.SCHULZE, Method.MINIMAX):
        extra = {"type": "PreferentialVoting", "blank": True, "method": "Schulze"}
    else:
        extra = {"type": "PreferentialVoting", "blank": True, "method": "STV", "seats": election.seats}
    asked = {"type": "NonHomomorphic", "value": {"answers": answers, "question": question}, "extra": extra}
    return {"name": question, "description": election.about.in_(language) or question, "questions": [asked]}


def voters(election: Election, *, on: date) -> tuple[list[str], list[Elector]]:
    """One identity a line, `address,login`: the address of whoever votes for an elector, the login the elector's id;
    and the electors for whom no address is known.
    """
    roll = list(Elector.objects.filter(election=election).select_related("organisation", "person").order_by("uid"))
    speaking = _speakers(election, roll, on)
    found, unknown = [], []
    for elector in roll:
        addresses = [one.account.email for one in speaking[elector.pk] if one.account is not None]
        if addresses:
            found.append(f"{addresses[0]},{elector.uid}")
        else:
            unknown.append(elector)
    return found, unknown


def _speakers(election: Election, roll: list[Elector], on: date) -> dict[int, list[Person]]:
    """Who votes for each elector, the first known first: three queries."""
    organisations: dict[int, set[int]] = defaultdict(set)
    countries: dict[str, set[int]] = defaultdict(set)
    keys = [one.organisation_id for one in roll if one.organisation_id is not None]
    for organisation in people.organisations().filter(pk__in=keys).prefetch_related("affiliations"):
        organisations[organisation.pk] |= {one.person_id for one in organisation.affiliations.all() if one.holds(on)}
    for sent in people.mandates(election.institution, on=on):
        if sent.body not in ("", election.body.key) or not sent.holds(on):
            continue
        if sent.organisation_id is not None:
            organisations[sent.organisation_id].add(sent.representative_id)
        else:
            countries[sent.country].add(sent.representative_id)
    of = {
        one.pk: {one.person_id}
        if one.person_id
        else organisations[one.organisation_id]
        if one.organisation_id
        else countries[one.country]
        for one in roll
    }
    known = people.persons().filter(pk__in=set().union(*of.values())).select_related("account").order_by("pk")
    persons = list(known)
    return {pk: [one for one in persons if one.pk in mine] for pk, mine in of.items()}
