"""Three more that live by charters of the gallery: a trust fund, a forum with its troika, a consultative process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django_scopes import scope

from mithaq.blueprints import services as blueprints
from mithaq.blueprints.shelf import gallery_text
from mithaq.bodies import selectors as sitting
from mithaq.bodies import services as bodies
from mithaq.bodies.enums import Basis
from mithaq.cooperation import services as cooperation
from mithaq.cooperation.enums import State
from mithaq.cooperation.gates import THE_GATES
from mithaq.foundation.actors import Actor, task
from mithaq.foundation.fields import Words, words
from mithaq.institutions import selectors as institutions
from mithaq.institutions import services as founding
from mithaq.kernels.charter import CharterRefuses
from mithaq.meetings import services as meetings
from mithaq.meetings.enums import Medium
from mithaq.people import services as people

BY = task("demonstration")
GATE = "projects"


def build(persons: Mapping[str, Any], *, at: datetime) -> None:
    """Found them, each with the same people in the same roles (`persons` by role)."""
    officer = persons["officer"]
    decides = Actor("person", officer.uid, str(officer))
    fund(_begun("trust-fund", "eu-trust-fund", _FUND, persons, at=at), decides=decides, at=at)
    forum(_begun("forum", "gfmd", _FORUM, persons, at=at), at=at)
    process(_begun("consultative-process", "arab-consultative-process", _PROCESS, persons, at=at), at=at)


def _begun(slug: str, blueprint: str, name: Words, persons: Mapping[str, Any], *, at: datetime) -> Any:
    institution = founding.found(slug, name=name, purpose=_PURPOSE, is_demonstration=True, by=BY, at=at)
    began = at.date() - timedelta(days=900)
    with scope(institution=institution):
        for role, person in persons.items():
            people.admit(institution, person=person, role=role, on=began, by=BY, at=at)
        blueprints.adopt(institution, gallery_text(blueprint), blueprint=blueprint, on=began, by=BY, at=at)
    return institution


def fund(institution: Any, *, decides: Actor, at: datetime) -> None:
    """Three donors, one of them a euro below the threshold of the vote; a project admitted, one refused twice over."""
    today = at.date()
    with scope(institution=institution):
        board = sitting.body(institution, "board")
        assert board is not None
        for name, amount in _DONORS:
            donor = people.register_organisation(name, level="national", by=BY, at=at)
            bodies.record_contribution(
                board,
                organisation=donor,
                amount=Decimal(amount),
                currency="EUR",
                received_on=today - timedelta(days=120),
                is_simulated=True,
                by=BY,
                at=at,
            )
            try:
                bodies.seat(
                    board,
                    "body.board.seat.donors",
                    organisation=donor,
                    basis=Basis.CONTRIBUTION,
                    on=today - timedelta(days=100),
                    by=BY,
                    at=at,
                )
            except CharterRefuses:  # a euro is missing: they may watch, and do not vote
                bodies.invite_observer(board, organisation=donor, on=today - timedelta(days=100), by=BY, at=at)
        charter = institutions.charter_of(institution, on=today)
        applicant = people.register_organisation(_APPLICANT, level="national", country="MA", by=BY, at=at)
        for title, kind, area in _PROJECTS:
            told = cooperation.Told(
                title=title,
                summary=_SUMMARY,
                language="fr",
                countries=["MA"],
                channel=THE_GATES,
                answers={_criterion("recognised-body"): [kind], _criterion("priority-area"): [area]},
            )
            draft = cooperation.draft(institution, charter, GATE, told, organisation=applicant, by=BY, at=at)
            sent = cooperation.send(draft, charter, on=today, by=BY, at=at)
            if sent.state == State.SUBMITTED:  # the other was refused by the gate, with both reasons
                cooperation.admit(sent, charter, by=decides, at=at)
        blueprints.tend(institution, on=today, at=at)


def _criterion(key: str) -> str:
    return f"gate.{GATE}.criterion.{key}"


def forum(institution: Any, *, at: datetime) -> None:
    """The chairs after the source's last edition, as everybody knows them; the troika turns with them."""
    with scope(institution=institution):
        for states, edition, began in _CHAIRS:
            bodies.pass_chair(institution, to=states, edition=edition, on=began, by=BY, at=at)
        blueprints.tend(institution, on=at.date(), at=at)


def process(institution: Any, *, at: datetime) -> None:
    """Two annual meetings: one in the second quarter, as it is to be, and one outside it (both simulated)."""
    with scope(institution=institution):
        body = sitting.body(institution, "process")
        year = at.year
        for day in (date(year - 2, 5, 7), date(year - 1, 9, 15)):
            if day > at.date() - timedelta(days=900):
                meetings.call(
                    institution,
                    body=body,
                    title=_MEETING,
                    first_day=day,
                    place=_CAIRO,
                    medium=Medium.IN_PERSON,
                    is_simulated=True,
                    by=BY,
                    at=at,
                )
        blueprints.tend(institution, on=at.date(), at=at)


_PURPOSE = words(
    "مؤسسة للعرض التوضيحي تعمل بنظام أساسي من المعرض؛ ما فيها من أشخاص ومبالغ واجتماعات محاكاة.",
    "A demonstration that lives by a charter of the gallery; its persons, sums and meetings are simulated.",
    "Une démonstration qui vit selon une charte de la galerie\u00a0; ses personnes, sommes et réunions sont simulées.",
)
_FUND = words("صندوق ائتمان (محاكاة)", "Trust fund (simulated)", "Fonds fiduciaire (simulation)")
_FORUM = words("منتدى عالمي (محاكاة)", "Global forum (simulated)", "Forum mondial (simulation)")
_PROCESS = words(
    "عملية تشاور إقليمية (محاكاة)",
    "Regional consultative process (simulated)",
    "Processus consultatif régional (simulation)",
)
_DONORS = (
    (words("الجهة المانحة الأولى (محاكاة)", "First donor (simulated)", "Premier donateur (simulation)"), "10000000"),
    (words("الجهة المانحة الثانية (محاكاة)", "Second donor (simulated)", "Deuxième donateur (simulation)"), "3000000"),
    (words("الجهة المانحة الثالثة (محاكاة)", "Third donor (simulated)", "Troisième donateur (simulation)"), "2999999"),
)
_APPLICANT = words("وكالة التعاون (محاكاة)", "Cooperation agency (simulated)", "Agence de coopération (simulation)")
_PROJECTS = (
    (
        words(
            "مركز خدمات للعائدين (محاكاة)",
            "Service centre for returnees (simulated)",
            "Guichet pour les personnes de retour (simulation)",
        ),
        "national-agency",
        "valletta-return-reintegration",
    ),
    (
        words("ملعب رياضي (محاكاة)", "Sports ground (simulated)", "Terrain de sport (simulation)"),
        "company",
        "sport",
    ),
)
_SUMMARY = "Projet inventé pour la démonstration."
_CHAIRS = (
    (("DE", "MA"), "10–11", date(2017, 1, 1)),
    (("EC",), "12", date(2019, 1, 1)),
    (("AE",), "13", date(2020, 1, 1)),
    (("FR",), "14", date(2022, 7, 1)),
    (("CO",), "15", date(2024, 2, 1)),
)
_MEETING = words("الاجتماع السنوي (محاكاة)", "Annual meeting (simulated)", "Réunion annuelle (simulation)")
_CAIRO = words("القاهرة", "Cairo", "Le Caire")
