"""What the record of a closed dialogue says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import localtime
from lxml import html

from mithaq.dialogues import map_data, record, selectors, services
from mithaq.dialogues.models import Dialogue, Drawn
from mithaq.foundation import habits
from mithaq.foundation.actors import SYSTEM
from mithaq.institutions import services as institutions
from tests.cast import AT
from tests.dialogues.circle import CLOSES
from tests.dialogues.crowd import Crowd

WORDS = {
    "ar": ("الإجابات بحسب المجموعة", "بحسب البلد", "المجموعة 1"),
    "en": ("Answers by group", "By country", "Group 1"),
    "fr": ("Réponses par groupe", "Par pays", "Groupe 1"),
}
TOO_FEW = "too few answers to be told"


def tables(dialogue: Dialogue, drawn: Drawn, language: str = "en") -> dict[str, Any]:
    """The tables of the record, by the beginning of their captions."""
    found = html.fromstring(record.page(dialogue, drawn, language=language)).findall(".//table")
    return {
        one.findtext("caption").split(",")[0].split("،")[0]: one for one in found if one.find("caption") is not None
    }


def counts(table: Any) -> dict[str, list[list[int] | None]]:
    """By statement the three counts of each column, nothing where they are masked."""
    told = {}
    for row in table.find("tbody"):
        cells = [one.text_content() for one in row][2:]
        read: list[list[int] | None] = []
        while cells:
            if cells[0] == TOO_FEW:
                read.append(None)
                cells = cells[1:]
            else:
                read.append([int(one) for one in cells[:3]])
                cells = cells[3:]
        told[row[1].text_content()] = read
    return told


@pytest.fixture
def camps(circle):
    """Two camps in two countries; the last statement was answered by few."""
    crowd = Crowd(circle, circle.running(12))
    for camp in (0, 1):
        for country in ("LB", "JO"):
            crowd.answer(crowd.join(20, camp=camp, country=country))
    seldom = circle.statements[-1]
    few = [one.pk for one in crowd.dialogue.participants.order_by("pk")[:3]]
    seldom.votes.exclude(participant__in=few).delete()
    return circle.close(crowd.dialogue)


def test_without_clear_groups_it_tells_of_none(circle):
    crowd = Crowd(circle, circle.running(12))
    crowd.answer(crowd.join(30))
    circle.close(crowd.dialogue)
    drawn = Drawn.objects.get(dialogue=crowd.dialogue, is_final=True)
    assert len(drawn.figures["groups"]) == 1

    told = record.page(crowd.dialogue, drawn, language="en").decode()

    assert "Surely more than half agree: " in told
    assert "There are no clear groups of opinion." in told
    assert "very group" not in told
    assert "What divides" not in told


def test_it_holds_the_answers_by_group_and_by_country_as_they_were_published_and_masked_where_they_were(camps):
    drawn = Drawn.objects.get(dialogue=camps, is_final=True)
    told = drawn.figures["statements"]
    texts = {uid: one.text for uid, one in record.said(camps, "en").items()}
    found = tables(camps, drawn)

    assert list(found) == ["Answers by group", "By country"]
    assert counts(found["Answers by group"]) == {texts[uid]: one["by"] for uid, one in told.items()}
    facet = drawn.figures["facets"]["country"]["statements"]
    assert counts(found["By country"]) == {texts[uid]: cells for uid, cells in facet.items()}
    assert any(None in one["by"] for one in told.values()), "nothing was masked: the test shows nothing"
    heads = [one.text_content() for one in found["By country"].iterfind(".//th[@scope='colgroup']")]
    assert len(heads) == 2
    assert all(re.fullmatch(r"(Lebanon|Jordan) \(\d+ people\)", one) for one in heads), heads


def test_its_tables_are_told_in_its_language(camps):
    for language, (by_group, by_country, first) in WORDS.items():
        found = tables(camps, Drawn.objects.get(dialogue=camps, is_final=True), language)
        assert list(found) == [by_group, by_country]
        assert found[by_group].find(".//th[@scope='colgroup']").text_content().startswith(f"{first} (")


def test_it_names_months_as_its_institution_does(camps, cast):
    house = cast.institution
    institutions.describe(house, name=house.name, purpose=house.purpose, months="both", by=cast.amal.actor, at=AT)
    house.refresh_from_db()
    month = habits.part(localtime(camps.opens_at), "MMMM", "ar")
    assert "/" in month

    document = services.deposit(Dialogue.objects.get(pk=camps.pk), language="ar", by=SYSTEM, at=CLOSES)

    told = document.renditions.get(is_original=True).text
    assert told.count(month) > 1  # of the dialogue, and above its tables


def test_what_a_group_answered_to_a_statement_is_a_passage_of_the_document(camps):
    document = services.deposit(camps, language="en", by=SYSTEM, at=CLOSES)

    passages = list(document.renditions.get(is_original=True).passages.values_list("text", flat=True))
    text, told = next(iter(counts(tables(camps, Drawn.objects.get(dialogue=camps))["Answers by group"]).items()))
    row = " | ".join(map(str, ["0", text, *told[0], *told[1]]))
    assert row in passages


def held(camps: Dialogue, language: str = "en") -> str:
    return map_data.held_in(record.page(camps, Drawn.objects.get(dialogue=camps, is_final=True), language=language))


def test_its_file_carries_the_map_as_data_and_its_digest_is_a_sentence_of_the_document(camps):
    drawn = Drawn.objects.get(dialogue=camps, is_final=True)
    data = map_data.written(camps, drawn)

    document = services.deposit(camps, language="ar", by=SYSTEM, at=CLOSES)

    assert held(camps) == held(camps, "fr") == data
    assert selectors.map_in(document) == data
    told = json.loads(data)
    assert told["groups"] == drawn.figures["groups"]
    assert told["facets"] == drawn.figures["facets"]
    numbers = dict(camps.statements.values_list("uid", "number"))
    assert {uid: one.pop("number") for uid, one in told["statements"].items()} == numbers
    assert told["statements"] == drawn.figures["statements"]
    assert (told["digest"], told["people"], told["floor"]) == (drawn.digest, drawn.people, camps.floor)
    words = list(document.renditions.get(is_original=True).passages.values_list("text", flat=True))
    assert sum(map_data.digest_of(data) in one for one in words) == 1
    assert not any('"groups"' in one for one in words), "the data are no text of the document"
    for rendition in document.renditions.filter(is_original=False):
        assert map_data.digest_of(data) in rendition.text
        assert '"groups"' not in rendition.text


def test_it_tells_no_text_no_person_and_no_point_of_one(camps):
    data = held(camps)

    assert not any(one.text in data for one in record.said(camps, "en").values())
    people = [*camps.participants.values_list("uid", flat=True), *camps.participants.values_list("key", flat=True)]
    assert people
    assert not any(one in data for one in people)
    assert set(json.loads(data)) == {
        *("dialogue", "as_of", "people", "votes", "mode", "kernel", "digest", "floor", "simulated", "left_out"),
        *("frame", "groups", "statements", "agreed", "rejected", "dividing", "unsure", "cells", "density", "stability"),
        *("bridges", "facets"),
    }


def test_no_sign_in_it_ends_the_block_and_the_json_says_the_same(camps):
    drawn = Drawn.objects.get(dialogue=camps, is_final=True)
    evil = "</script><script>alert(1)</script><!-- & \u2028"
    drawn.figures["facets"]["category"] = {"cells": [{"key": evil, "people": 9}], "statements": {}}

    page = record.page(camps, drawn, language="en")

    data = map_data.held_in(page)
    assert json.loads(data)["facets"]["category"]["cells"][0]["key"] == evil
    assert page.count(b"</script>") == 1
    assert page.count(b"<!--") == 0


def test_what_was_deposited_stays_when_another_map_takes_its_place_and_a_damaged_file_gives_nothing(camps, settings):
    document = services.deposit(camps, language="en", by=SYSTEM, at=CLOSES)
    before = selectors.map_in(document)

    services.withdraw(camps.participants.first(), at=CLOSES)

    now = map_data.written(camps, Drawn.objects.get(dialogue=camps, is_final=True))
    assert selectors.map_in(document) == before != now
    (original,) = Path(settings.FILES).glob(f"*/{document.digest}")
    original.write_bytes(original.read_bytes().replace(b'"people"', b'"peeple"'))
    assert selectors.map_in(document) == ""
