"""Builds the demonstration from `arab_review.toml` and `documents/`, through the same services people use."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django_scopes import scope

from mithaq.blueprints import services as blueprints
from mithaq.blueprints.shelf import gallery_text
from mithaq.compacts import selectors as compact
from mithaq.compacts import services as compacts
from mithaq.config.demonstration import desks, forums, network
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.foundation import accounts
from mithaq.foundation.actors import Actor, task
from mithaq.foundation.fields import Words
from mithaq.institutions import selectors as institutions
from mithaq.institutions import services as founding
from mithaq.people import services as people
from mithaq.synthesis import services as synthesis

HERE = Path(__file__).parent
PASSWORD = "compact-for-all"  # noqa: S105 - a demonstration says its password aloud; `mithaq check` warns of it
BY = task("demonstration")
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the newcomer is told: where to look and who to sign in as (`(email, role)`)."""

    slug: str
    accounts: tuple[tuple[str, str], ...]
    is_new: bool


def build(*, at: datetime, told: Told = lambda line: None, only_review: bool = False) -> Shown:
    """Found the institution, its people, documents, a synthesis and a release; does nothing where it stands already.

    Beside it a network, a fund and two forums that live by charters of the gallery, unless `only_review`.
    """
    plan = tomllib.loads((HERE / "arab_review.toml").read_text(encoding="utf-8"))
    slug = plan["institution"]["slug"]
    who = tuple((p["email"], p["role"]) for p in plan["people"]) + ((_OPERATOR, "operator"),)
    if institutions.by_slug(slug):
        return Shown(slug, who, is_new=False)
    with transaction.atomic():  # stopped half-way, nothing stands, and the next start begins anew
        by_role = _fill(plan, at=at, told=told)
        if not only_review:
            told("a network, a trust fund and two forums that live by their charters (simulated)")
            network.build(by_role, at=at)
            forums.build(by_role, at=at)
    return Shown(slug, who, is_new=True)


def _fill(plan: dict[str, Any], *, at: datetime, told: Told) -> dict[str, Any]:
    """The review itself; its people by their roles."""
    told("the Global Compact for Migration")
    compacts.load(key="gcm", by=BY, at=at)
    institution = founding.found(
        slug=plan["institution"]["slug"],
        name=plan["institution"]["name"],
        purpose=plan["institution"]["purpose"],
        is_demonstration=True,
        by=BY,
        at=at,
    )
    with scope(institution=institution):
        told("people (simulated)")
        people_by_email = {one["email"]: _admit(institution, one, at=at) for one in plan["people"]}
        voices = {one["key"]: _enter(institution, one, people_by_email, at=at) for one in plan["organisations"]}
        accounts.open_account(_OPERATOR, PASSWORD, language="en", is_operator=True, by=BY, at=at)
        told("documents")
        documents = [_deposit(institution, one, voices, at=at) for one in plan["documents"]]
        told("suggested codes")
        evidence.code(institution, documents, by=BY, at=at, workers=1)
        told("codes confirmed, lines written, a release (simulated)")
        named = plan["synthesis"]["title"]
        by_role = {
            one["role"]: Actor("person", person.uid, str(person)) for one, person in _roles(plan, people_by_email)
        }
        officer, secretary = by_role["officer"], by_role["secretary"]
        for term in plan["terms"]:
            preferred, note = Words(term["preferred"]), Words(term.get("note", {}))
            founding.add_term(institution, preferred=preferred, avoided=term["avoided"], note=note, by=secretary, at=at)
        desks.confirm(institution, documents, plan["lines"], by=officer, at=at)
        drafted = synthesis.draft(institution, title=named, visibility=Visibility.PUBLIC, by=BY, at=at).synthesis
        desks.write(drafted, documents, [one for one in plan["lines"] if not one.get("later")], by=officer, at=at)
        desks.release(drafted, plan["release"], by=secretary, at=at)
        desks.write(drafted, documents, [one for one in plan["lines"] if one.get("later")], by=officer, at=at)
        told("its charter, from the gallery")
        key = plan["institution"]["blueprint"]
        blueprints.adopt(institution, gallery_text(key), blueprint=key, on=at.date(), by=secretary, at=at)
        blueprints.tend(institution, on=at.date(), at=at)
    return {one["role"]: person for one, person in _roles(plan, people_by_email)}


_OPERATOR = "operator@demo.mithaq.example"


def _admit(institution: Any, one: dict[str, Any], *, at: datetime) -> Any:
    account = accounts.open_account(one["email"], PASSWORD, language=one["language"], by=BY, at=at)
    person = people.register(name=one["name"], account=account, by=BY, at=at)
    people.admit(institution, person=person, role=one["role"], on=at.date(), by=BY, at=at)
    return person


def _roles(plan: dict[str, Any], people_by_email: dict[str, Any]) -> list[tuple[dict[str, Any], Any]]:
    return [(one, people_by_email[one["email"]]) for one in plan["people"]]


def _enter(institution: Any, one: dict[str, Any], people_by_email: dict[str, Any], *, at: datetime) -> Any:
    organisation = people.register_organisation(
        one["name"], category=compact.category(one["category"]), country=one["country"], by=BY, at=at
    )
    people.admit(institution, organisation=organisation, on=at.date(), by=BY, at=at)
    if speaker := one.get("speaks"):
        people.affiliate(people_by_email[speaker], organisation, on=at.date(), by=BY, at=at)
    return organisation


def _deposit(institution: Any, one: dict[str, Any], voices: dict[str, Any], *, at: datetime, by: Actor = BY) -> Any:
    path = HERE / "documents" / one["file"]
    outcome = evidence.deposit(
        institution,
        path,
        one["file"],
        by=by,
        at=at,
        title=one["title"],
        source=one["origin"],
        licence=one["licence"],
        visibility=Visibility.PUBLIC,
        simulated=one.get("simulated", False),
        year=one.get("year"),
        contributor=voices.get(one.get("contributor", "")),
    )
    return outcome.document
