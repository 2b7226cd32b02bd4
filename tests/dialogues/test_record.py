"""What the record of a closed dialogue says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html

from mithaq.dialogues import record, services
from mithaq.dialogues.models import Dialogue, Drawn
from mithaq.foundation.actors import SYSTEM
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


def test_what_a_group_answered_to_a_statement_is_a_passage_of_the_document(camps):
    document = services.deposit(camps, language="en", by=SYSTEM, at=CLOSES)

    passages = list(document.renditions.get(is_original=True).passages.values_list("text", flat=True))
    text, told = next(iter(counts(tables(camps, Drawn.objects.get(dialogue=camps))["Answers by group"]).items()))
    row = " | ".join(map(str, ["0", text, *told[0], *told[1]]))
    assert row in passages
