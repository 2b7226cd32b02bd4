"""Whatever this room says no with, does or owes has a sentence with all its facts, in three languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from mithaq.bodies import wording
from mithaq.foundation import minute
from mithaq.foundation.models import Entry
from mithaq.institutions.selectors import findings
from mithaq.kernels.charter import CharterRefuses
from tests.bodies.network import BOARD, DAY, GROUP

ROOM = Path(wording.__file__).parent
FOUND = re.compile(r'\bFinding\(\s*[^,]+,\s*"bodies\.([a-z-]+)"|[._]finding\((?:\s*[^,"]+,){1,2}\s*"([a-z-]+)"')


def said_in_code() -> set[str]:
    told = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py") if path.stem != "wording")
    return {f"bodies.{one or other}" for one, other in FOUND.findall(told)}


def test_every_finding_has_a_sentence():
    assert len(said_in_code()) > 30
    assert {key for key in said_in_code() if key not in wording.FINDINGS and key not in wording.NOTICES} == set()


def test_a_refusal_says_what_was_asked_what_forbids_it_and_what_would_be_possible(network):
    network.adopt(BOARD.replace("5-6", "1") + 'term = "2 years"\n')
    network.seat(network.organisation())

    with pytest.raises(CharterRefuses) as refused:
        network.seat(network.organisation())

    told = re.sub("[\u2068\u2069]", "", findings.said(refused.value.findings[0]))
    assert told == (
        "Organisation 2 cannot take a seat in Board (Member) on 1 March 2021. Number of seats: 1; all are taken, "
        "until: 1 March 2023. The first is free on 1 March 2023."
    )


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_sentences_are_whole_in_every_language(network, lang):
    network.adopt(BOARD, '[body.board.balance.levels]\nover = "level"\nrule = "equal"\n', GROUP)
    network.seat(network.organisation())
    group = network.group()
    network.ask(group, network.organisation())
    refusals = []
    for act in (
        lambda: network.seat(person=network.person()),
        lambda: network.seat(network.organisation(), body=group, clause="body.group.seat.co-lead"),
        lambda: network.seat(network.organisation(), occupant=network.person()),
    ):
        with pytest.raises(CharterRefuses) as refused:
            act()
        refusals += refused.value.findings
    shown = [one for watched in network.watched().values() for one in watched.findings]

    with translation.override(lang):
        told = [findings.said(one) for one in (*refusals, *shown)]
        told += [minute.act(entry) for entry in Entry.objects.filter(act__startswith="bodies.")]

    assert [one for one in told if "%(" in one or "bodies." in one] == []
    if lang == "ar":
        assert all(re.search("[\u0621-\u064a]", one) for one in told)


def test_a_person_who_did_not_agree_is_not_named_in_what_everybody_reads(network):
    network.adopt(BOARD.replace('"organisation"', '["organisation", "person"]\nthreshold = "5 EUR"\nmust = false'))
    person = network.person()
    network.seat(person=person)

    told = [findings.said(one) for watched in network.watched().values() for one in watched.findings]

    assert any("a person" in one for one in told)
    assert [one for one in told if person.name in one] == []
    assert network.owed(DAY) == []


@pytest.mark.parametrize(
    ("lang", "said"), [("ar", "المسارات النظامية"), ("en", "regular pathways"), ("fr", "filières régulières")]
)
def test_what_the_gallery_counts_by_is_shown_in_words(lang, said):
    with translation.override(lang):
        assert wording.value("theme", "regular-pathways") == said
        assert wording.value("theme", "of-our-own") == "of-our-own"
        assert wording.value("region", "arab-states") != "arab-states"
