from __future__ import annotations

from datetime import timedelta

import pytest

from mithaq.compacts import selectors, services
from mithaq.compacts.enums import Basis, Kind, Standing
from mithaq.compacts.models import Category, Indicator, Provision, SdgLink, State
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.journal import Entry
from tests.cast import AT


@pytest.fixture
def gcm(db):
    return services.load("gcm", by=SYSTEM, at=AT)


def test_the_global_compact_comes_whole(gcm):
    counts = {
        "objectives": selectors.objectives(gcm).count(),
        "principles": selectors.principles(gcm).count(),
        "categories": selectors.categories().count(),
        "paragraph 44": Category.objects.filter(in_paragraph_44=True).count(),
        "States": selectors.states().count(),
        "links": SdgLink.objects.count(),
        "published links": SdgLink.objects.filter(basis=Basis.PUBLISHED).count(),
        "indicators": Indicator.objects.count(),
    }

    assert counts == {
        "objectives": 23,
        "principles": 10,
        "categories": 21,
        "paragraph 44": 13,
        "States": 22,
        "links": 67,
        "published links": 17,
        "indicators": 27,
    }


def test_loading_again_changes_nothing_and_writes_nothing(gcm):
    before = _everything()

    services.load("gcm", by=SYSTEM, at=AT + timedelta(days=1))

    assert _everything() == before
    assert [e.act for e in Entry.objects.filter(act="compact.load")] == ["compact.load"]


def _everything():
    return [list(model.objects.order_by("pk").values()) for model in (Provision, Category, State, Indicator, SdgLink)]


def test_every_title_is_there_in_three_languages_and_no_arabic_title_is_called_official(gcm):
    titles = Provision.objects.filter(kind__in=(Kind.OBJECTIVE, Kind.PRINCIPLE))

    assert {p.title.missing for p in titles} == {()}
    assert {p.standing_in("ar") for p in titles} == {Standing.UNOFFICIAL}
    assert {p.standing_in("en") for p in titles} == {Standing.OFFICIAL}
    assert [p.number for p in titles if not p.is_official("fr")] == [18, 22]


def test_no_text_is_shipped(gcm):
    assert not Provision.objects.filter(kind__in=(Kind.COMMITMENT, Kind.ACTION)).exists()
    assert all(not p.text for p in Provision.objects.all())


def test_a_compact_that_is_not_shipped_is_refused(db):
    with pytest.raises(KeyError):
        services.load("moon", by=SYSTEM, at=AT)


def test_facts_of_the_review_stand_with_the_states(gcm):
    states = selectors.states_by_code()

    assert states["MA"].facts == {"network_2020": True, "voluntary_review_2020": True, "dialogues_2020": True}
    assert states["DZ"].facts["vote_2018"] == "abstained"
    assert sorted(code for code, s in states.items() if "arcp" not in s.groups) == []


def test_a_change_in_our_facts_is_corrected_by_loading_again(gcm):
    objective = selectors.objective(gcm, 8)
    objective.title["fr"] = "Une faute"
    objective.save()

    services.load("gcm", by=SYSTEM, at=AT)

    assert selectors.objective(gcm, 8).title["fr"].startswith("Sauver des vies")
