"""Builds the demonstration in the data folder of the environment and tells, as JSON, what stands in the addresses.

Run by tests/browser/conftest.py in a process of its own (`python -m tests.browser.world`). A room whose page needs a
new place in its address adds the place here.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import django

from tests import databases

AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


def main() -> None:
    django.setup()
    from django.test.utils import override_settings

    databases.up_to_date()
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        print(json.dumps(_world()))


def _world() -> dict[str, dict[str, str]]:
    from mithaq.config import demonstration

    shown = demonstration.build(at=AT)
    sessions = {role: _session(email, demonstration.PASSWORD) for email, role in shown.accounts}
    return {"places": _places(shown.slug), "sessions": sessions}


def _session(email: str, password: str) -> str:
    """Signed in through the forms, and once more for what asks who is there before it opens a second factor."""
    from django.test import Client

    client = Client()
    client.post("/en/account/login/", {"login": email, "password": password})
    assert client.session.get("_auth_user_id"), f"{email} could not sign in"
    assert client.post("/en/account/reauthenticate/", {"password": password}).status_code == 302
    return client.cookies["sessionid"].value


def _places(slug: str) -> dict[str, str]:
    from django_scopes import scope

    from mithaq.evidence import selectors as evidence
    from mithaq.foundation.actors import SYSTEM
    from mithaq.institutions import selectors as institutions
    from mithaq.synthesis import selectors as synthesis
    from mithaq.synthesis import services as writing

    institution = institutions.by_slug(slug)
    with scope(institution=institution):
        document = evidence.documents(institution, to=None).first()
        passage = evidence.passages(institution, to=None, document=document).first()
        newest = synthesis.syntheses(institution, to=None).first()
        line = synthesis.Line.objects.filter(section__synthesis=newest, status="confirmed").first()
        given = evidence.documents(institution, to=None).exclude(contributor=None).first()
        return {
            "institution": slug,
            "document": document.uid,
            "passage": passage.uid,
            "synthesis": newest.uid,
            "section": line.section.key,
            "line": line.uid,
            "organisation": given.contributor.uid,
            **_readings(institution),
            **_deadline(institution),
            **_released(newest),
            **_drafts(institution),
            "secret": writing.make_link(given, by=SYSTEM, at=AT).secret,
            **_met(),
            **_asked(),
            **_elections(),
            **_dialogues(),
        }


def _drafts(institution: Any) -> dict[str, str]:
    """A charter in force, and two drafts of another: one that could be adopted, one with faults."""
    from mithaq.blueprints import selectors, services
    from mithaq.foundation.actors import SYSTEM
    from mithaq.institutions import selectors as institutions

    current = institutions.version_of(institution, on=AT.date())
    text = current.text if current else selectors.gallery_text("civil-society-network")
    if current is None:
        services.adopt(institution, text, on=AT.date(), by=SYSTEM, at=AT)
    duty = '\n[duty.browser]\nname = "Look at every page"\nof = "members"\n'
    drafts = {"draft": text + duty, "faulty": text + duty.replace("of =", "off =")}
    return {
        key: services.begin(institution, title=key.title(), text=told, by=SYSTEM, at=AT).uid
        for key, told in drafts.items()
    }


def _asked() -> dict[str, str]:
    """Who asks to be let in: a project at the gate of the fund, turned away; an organisation that would be a member of
    the network; and a seat of its board."""
    from django_scopes import scope

    from mithaq.bodies.models import Tenure
    from mithaq.cooperation.models import Application
    from mithaq.foundation.actors import SYSTEM
    from mithaq.foundation.fields import words
    from mithaq.institutions import selectors as institutions
    from mithaq.people import services as people

    fund, network = institutions.by_slug("trust-fund"), institutions.by_slug("civil-society")
    with scope(institution=fund):
        refused = Application.objects.filter(state="refused").first()
    with scope(institution=network):
        tenure = Tenure.objects.filter(seat__body__key="board", until__gt=AT.date()).first()
        charter = institutions.charter_of(network, on=AT.date())
        one = people.register_organisation(words(ar="جمعية", en="Society", fr="Société"), by=SYSTEM, at=AT)
        asked = people.apply(network, charter, organisation=one, on=AT.date(), by=SYSTEM, at=AT)
    return {"fund": fund.slug, "application": refused.uid, "tenure": tenure.uid, "membership": asked.uid}


def _met() -> dict[str, str]:
    """The network that meets: a meeting with its minutes, and a motion on which the members are consulted."""
    from django_scopes import scope

    from mithaq.institutions import selectors as institutions
    from mithaq.meetings.models import Minutes, Motion

    network = institutions.by_slug("civil-society")
    with scope(institution=network):
        minutes = Minutes.objects.exclude(published_at=None).first()
        motion = Motion.objects.filter(state="consulting").first()
        return {"network": network.slug, "meeting": minutes.meeting.uid, "motion": motion.uid}


def _elections() -> dict[str, str]:
    """Of the network: an election in which one may vote for long, and the member may; one that is declared, with what
    fills seats of it that fell vacant; and one for which nominations come in."""
    from django_scopes import scope

    from mithaq.elections.models import Election
    from mithaq.institutions import selectors as institutions

    network = institutions.by_slug("civil-society")
    with scope(institution=network):
        Election.objects.filter(state__in=["open", "nominating"]).update(closes_at=AT.replace(year=AT.year + 50))
        Election.objects.filter(state="nominating").update(
            nominations_until=AT.replace(year=AT.year + 40), opens_at=AT.replace(year=AT.year + 40)
        )
        found = {state: Election.objects.filter(state=state).first() for state in ("open", "declared", "nominating")}
        lost = found["declared"].candidacies.filter(standing="stands", elected=None).first()
        told = {"poll": found["open"].uid, "elected": found["declared"].uid, "nominating": found["nominating"].uid}
        return {**told, "not_elected": lost.uid, **_fell_vacant(found["declared"])}


def _fell_vacant(election: Any) -> dict[str, str]:
    """One who was elected has left, and the ballots were counted back; so they will be for another; and for a third it
    is still to be asked."""
    from mithaq.bodies import services as bodies
    from mithaq.elections import services
    from mithaq.elections.models import Elected
    from mithaq.foundation.actors import SYSTEM

    by: Any = {"by": SYSTEM, "at": AT}
    sits = Elected.objects.filter(election=election, tenure__ended="").order_by("-place")
    first, second, third = sits.select_related("tenure__seat__body")[:3]
    bodies.vacate(first.tenure, on=AT.date(), **by)
    made = services.countback(election, on=AT.date(), **by)
    declared = services.declare(services.count_now(made, **by), on=AT.date(), **by)
    bodies.vacate(second.tenure, on=AT.date(), **by)
    waiting = services.countback(election, on=AT.date(), **by)
    bodies.vacate(third.tenure, on=AT.date(), **by)
    return {"recounted": made.uid, "instead": declared[0].candidacy.uid, "recounting": waiting.uid}


def _dialogues() -> dict[str, str]:
    """Of the network: a dialogue that is open for long, to everybody, with a statement that waits for the moderators,
    one that lacks its translations, and some to vote on; and a draft.
    """
    from datetime import timedelta

    from django_scopes import scope

    from mithaq.dialogues import services
    from mithaq.dialogues.models import Participant, Rendition
    from mithaq.foundation.actors import SYSTEM
    from mithaq.institutions import selectors as institutions
    from tests.dialogues.charted import charted

    texts = {"ar": "العبارة {n}", "en": "Statement {n}", "fr": "Énoncé {n}"}
    asked = {"title": {"ar": "حوار", "en": "A dialogue", "fr": "Un dialogue"}, "question": {}, "entry": "anybody"}
    asked["question"] = {"ar": "ما العمل؟", "en": "What is to be done?", "fr": "Que faire ?"}
    by: Any = {"by": SYSTEM, "at": AT}
    network = institutions.by_slug("civil-society")
    with scope(institution=network):
        long = {"opens_at": AT, "closes_at": AT.replace(year=AT.year + 50)}
        dialogue = services.prepare(network, **asked, **long, **by)
        told = [{code: text.format(n=n) for code, text in texts.items()} for n in range(8)]
        made = services.seed_many(dialogue, told, "en", **by)
        for rendition in Rendition.objects.filter(statement__in=made, is_original=False):
            services.review(rendition, **by)
        dialogue = services.open_dialogue(dialogue, **by)
        services.seed(dialogue, "This one is not translated yet", "en", **by)
        somebody = Participant.objects.create(
            institution=network, dialogue=dialogue, key="0" * 64, language="fr", consented_at=AT
        )
        later = AT + timedelta(minutes=1)
        proposal = services.propose(dialogue, somebody, "L’énoncé numéro 3, ou presque", "fr", at=later)
        draft = services.prepare(network, **asked, **(long | {"opens_at": AT.replace(year=AT.year + 40)}), **by)
        charted(dialogue.uid)
        places = {"dialogue": dialogue.uid, "statement": made[0].uid, "proposal": proposal.uid}
        return {**places, "prepared": draft.uid}


def _released(newest: Any) -> dict[str, str]:
    """The draft, released twice, so that the second has something to be compared with."""
    from mithaq.evidence.enums import Visibility
    from mithaq.foundation.actors import SYSTEM
    from mithaq.synthesis import services

    for note in ({}, {"ar": "صُحّح العنوان.", "en": "Its title is corrected.", "fr": "Son titre est corrigé."}):
        made = services.release(
            newest,
            title={"ar": "إصدار للتجربة", "en": "A release, for the test", "fr": "Une publication d’essai"},
            adopted_by={"ar": "اللجنة", "en": "the committee", "fr": "le comité"},
            adopted_on=AT.date(),
            note=note,
            visibility=Visibility.PUBLIC,
            seen=services.check(newest).seen,
            by=SYSTEM,
            at=AT,
        )
    return {"release": str(made.number)}


def _deadline(institution: Any) -> dict[str, str]:
    """A deadline of the charter that is put off for who asks, with a request that waits."""
    from mithaq.cycles import selectors, services
    from mithaq.foundation.actors import SYSTEM

    deadline = selectors.milestones(institution).filter(may_extend=True).exclude(until=None).first()
    until = AT.date().replace(year=AT.year + 20)
    asked = services.ask_extension(deadline, country="TN", until=until, reason="ترجمة التقرير", by=SYSTEM, at=AT)
    return {"milestone": deadline.uid, "extension": asked.uid}


def _readings(institution: Any) -> dict[str, str]:
    """A double reading that both have read and differ in, and one that is being read."""
    from mithaq.evidence import agreement
    from mithaq.evidence.services import desk, readings
    from mithaq.foundation.actors import Actor

    first, second, *_others = agreement.officers(institution, on=AT.date())
    drawn = agreement.draw(institution, "sample", 6)
    told = {"first": first, "second": second, "schemes": ["objective", "act"]}
    told |= {"by": Actor("person", uid=first.uid, name=first.name), "at": AT, "drawn": {"rule": "sample", "seed": 1}}
    asked = [
        readings.ask(institution, title="قراءة أولى", passages=drawn[:4], **told),
        readings.ask(institution, title="قراءة ثانية", passages=drawn[4:], **told),
    ]
    for person, act in ((first, "recommendation"), (second, "challenge")):
        for number, passage in enumerate(agreement.passages_of(asked[0])):
            said = [("objective", "16"), ("act", act if number == 0 else ("fact", "practice")[number % 2])]
            verdicts = [{"scheme": scheme, "code": code, "name": "", "verdict": "yes"} for scheme, code in said]
            by = Actor("person", uid=person.uid, name=person.name)
            key = f"{person.uid}-{passage.uid}"
            desk.decide(institution, passage, key=key, verdicts=verdicts, seen=0, by=by, at=AT, reading=asked[0])
    differing = agreement.passages_of(asked[0]).first()
    return {"reading": asked[0].uid, "differing": differing.uid, "reading_open": asked[1].uid}


if __name__ == "__main__":
    main()
