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

from mithaq.compacts import services as compacts
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.foundation import accounts
from mithaq.foundation.actors import Actor, task
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


def build(*, at: datetime, told: Told = lambda line: None) -> Shown:
    """Found the institution, its people, its documents and a first synthesis; does nothing where it stands already."""
    plan = tomllib.loads((HERE / "arab_review.toml").read_text(encoding="utf-8"))
    slug = plan["institution"]["slug"]
    who = tuple((p["email"], p["role"]) for p in plan["people"]) + ((_OPERATOR, "operator"),)
    if institutions.by_slug(slug):
        return Shown(slug, who, is_new=False)
    with transaction.atomic():  # stopped half-way, nothing stands, and the next start begins anew
        _fill(plan, at=at, told=told)
    return Shown(slug, who, is_new=True)


def _fill(plan: dict[str, Any], *, at: datetime, told: Told) -> None:
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
        for one in plan["people"]:
            _admit(institution, one, at=at)
        accounts.open_account(_OPERATOR, PASSWORD, language="en", is_operator=True, by=BY, at=at)
        told("documents")
        documents = [_deposit(institution, one, at=at) for one in plan["documents"]]
        told("suggested codes")
        evidence.code(institution, documents, by=BY, at=at, workers=1)
        told("a first synthesis")
        synthesis.draft(institution, title=plan["synthesis"]["title"], visibility=Visibility.PUBLIC, by=BY, at=at)


_OPERATOR = "operator@demo.mithaq.example"


def _admit(institution: Any, one: dict[str, Any], *, at: datetime) -> None:
    account = accounts.open_account(one["email"], PASSWORD, language=one["language"], by=BY, at=at)
    person = people.register(name=one["name"], account=account, by=BY, at=at)
    people.admit(institution, person=person, role=one["role"], on=at.date(), by=BY, at=at)


def _deposit(institution: Any, one: dict[str, Any], *, at: datetime, by: Actor = BY) -> Any:
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
    )
    return outcome.document
