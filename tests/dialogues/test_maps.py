"""The pages of the map: who sees it, when, what it says in three languages, and what it sends."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from mithaq.dialogues.enums import Answer, Audience, Entry, Shown, State
from mithaq.dialogues.models import Dialogue, Drawn, Rendition
from mithaq.dialogues.services.drawing import place_of
from tests.dialogues.charted import charted
from tests.dialogues.crowd import Crowd


def page(client, dialogue, name="map", lang="en", query="", **more):
    with translation.override(lang):
        address = reverse(
            f"dialogues:{name}", kwargs={"institution": dialogue.institution.slug, "uid": dialogue.uid, **more}
        )
    return client.get(address + query)


@pytest.fixture
def dialogue(circle):
    found = circle.running(6)
    Dialogue.objects.filter(pk=found.pk).update(closes_at=now() + timedelta(days=2))
    charted(found.uid)
    return circle.read(found)


@pytest.fixture
def anybody(cast):
    return cast.client()


def test_it_tells_what_each_group_holds_and_what_divides(dialogue, anybody, lang):
    text = page(anybody, dialogue, lang=lang).content.decode()
    assert "<svg" in text
    assert text.count('class="card map-group"') == 2
    for wanted in {
        "en": (
            "What unites",
            "What divides",
            "Group 1 agrees more than Group 2 by 80 points",
            "18 times with 2 groups",
        ),
        "fr": ("Ce qui unit", "Ce qui divise", "18 fois avec 2 groupes"),
        "ar": ("ما يجمع", "ما يفرّق", "مجموعتان"),
    }[lang]:
        assert wanted in text


def test_the_picture_is_turned_round_in_arabic(dialogue, anybody):
    def badge(lang):
        text = page(anybody, dialogue, "map_svg", lang, form="svg").content.decode()
        return float(re.search(r'class="om-badge"[^>]* cx="([\d.]+)"', text)[1])

    assert badge("en") == badge("fr")
    assert badge("ar") == pytest.approx(560 - badge("en"))


def test_statements_are_read_in_the_readers_language(circle, dialogue, anybody):
    texts = {one.language: one.text for one in circle.statements[0].renditions.all()}
    for lang in ("ar", "en", "fr"):
        assert texts[lang] in page(anybody, dialogue, lang=lang).content.decode()


def test_what_is_for_members_is_not_for_anybody(dialogue, cast, anybody):
    Dialogue.objects.update(audience=Audience.MEMBERS, entry=Entry.ANYBODY)
    assert "<svg xmlns" not in page(anybody, dialogue).content.decode()
    assert page(anybody, dialogue, "statements_map").status_code == 404
    assert page(anybody, dialogue, "map_svg", form="csv").status_code == 404
    assert page(anybody, dialogue, "embed").status_code == 404
    assert 'class="om"' in page(cast.client("member"), dialogue).content.decode()


def test_after_the_close_means_that_the_convener_waits_too(dialogue, cast):
    Dialogue.objects.update(shown=Shown.AFTER_CLOSE)
    for who in ("anonymous", "member", "secretary"):
        assert 'class="om"' not in page(cast.client(who), dialogue).content.decode()
        assert page(cast.client(who), dialogue, "statements_map").status_code == 404
    Dialogue.objects.update(state=State.CLOSED, closed_at=now())
    assert 'class="om"' not in page(cast.client(), dialogue).content.decode(), "the last map is not drawn yet"
    Drawn.objects.update(is_final=True)
    assert 'class="om"' in page(cast.client(), dialogue).content.decode()


def test_a_dialogue_without_clear_groups_says_so(dialogue, anybody):
    last = Drawn.objects.get()
    figures = last.figures
    figures["groups"] = figures["groups"][:1]
    figures["stability"]["clear"] = False
    for one in figures["statements"].values():
        one["by"], one["between"] = one["by"][:1], []
    Drawn.objects.update(figures=figures)
    text = page(anybody, dialogue).content.decode()
    assert "There are no clear groups" in text
    assert "What divides" not in text


def test_before_the_first_map_it_says_when_there_will_be_one(circle, anybody):
    found = circle.running(6)
    assert "It is drawn once <bdi>5</bdi> people" in page(anybody, found).content.decode()


def test_who_takes_part_sees_where_they_stand_and_nobody_else_does(circle, cast):
    found = circle.running(9)
    Dialogue.objects.filter(pk=found.pk).update(closes_at=now() + timedelta(days=2))
    found = circle.read(found)
    crowd = Crowd(circle, found)
    for camp in (0, 1):
        crowd.answer(crowd.join(12, camp=camp), now=now())
    somebody = circle.participant(found, person=cast.chadia.person)
    circle.vote_all(somebody, circle.statements[:3], [1, 1, 1], now=now())
    few = page(cast.client("member"), found)
    assert "Answer <bdi>2</bdi> more statements" in few.content.decode()
    circle.vote_all(somebody, circle.statements, [Answer.AGREE] * 9, now=now())
    assert place_of(found, somebody) is not None
    mine = page(cast.client("member"), found)
    assert "The diamond is you" in mine.content.decode()
    assert mine["Cache-Control"] == "private, no-store"
    assert "om-you" not in page(cast.client("officer"), found).content.decode()
    assert "om-you" not in page(cast.client("member"), found, "map_svg", form="svg").content.decode()


def test_a_browser_that_has_the_last_map_is_sent_nothing(dialogue, anybody):
    address = f"/en/{dialogue.institution.slug}/dialogues/{dialogue.uid}/map/"
    assert anybody.get(address, {"since": "1"}, headers={"HX-Request": "true"}).status_code == 204
    charted(dialogue.uid)
    fresh = anybody.get(address, {"since": "1"}, headers={"HX-Request": "true"})
    assert fresh.status_code == 200
    assert fresh.content.decode().lstrip().startswith('<div id="map-live"')
    assert "since=2" in fresh.content.decode()


def test_only_the_embedding_may_stand_in_a_frame_and_it_sets_no_cookie(dialogue, anybody):
    framed = page(anybody, dialogue, "embed")
    assert framed.status_code == 200
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert not framed.cookies
    again = anybody.get(
        f"/en/{dialogue.institution.slug}/dialogues/{dialogue.uid}/map/embed/",
        headers={"If-None-Match": framed["ETag"]},
    )
    assert again.status_code == 304
    whole = page(anybody, dialogue)
    assert whole["X-Frame-Options"] == "DENY"
    assert "frame-ancestors *" not in whole["Content-Security-Policy"]


def test_a_frame_is_asked_for_anew_after_an_upgrade(dialogue, anybody, monkeypatch):
    framed = page(anybody, dialogue, "embed")
    monkeypatch.setattr("mithaq.__version__", "9.9.9")

    again = anybody.get(
        f"/en/{dialogue.institution.slug}/dialogues/{dialogue.uid}/map/embed/",
        headers={"If-None-Match": framed["ETag"]},
    )

    assert again.status_code == 200
    assert again["ETag"] != framed["ETag"]


def test_the_code_to_embed_is_the_officers(dialogue, cast, anybody):
    assert "&lt;iframe" in page(cast.client("officer"), dialogue).content.decode()
    assert "&lt;iframe" not in page(anybody, dialogue).content.decode()


def test_translations_to_be_read_again_are_the_officers(circle, dialogue, cast, anybody):
    told = [{"statement": circle.statements[0].uid, "languages": ["ar", "fr"], "apart": 0.4, "turned": True}]
    Drawn.objects.update(translations=told)
    assert "perhaps a negation was lost" in page(cast.client("officer"), dialogue).content.decode()
    assert "perhaps a negation was lost" not in page(anybody, dialogue).content.decode()


def test_all_statements_can_be_filtered_sorted_and_two_groups_compared(circle, dialogue, anybody):
    def count(query):
        return page(anybody, dialogue, "statements_map", query=query).content.decode().count('class="map-statement"')

    assert count("") == 6
    assert count("?show=unites") == count("?show=divides") == count("?show=bridging") == count("?show=unsure") == 1
    assert count("?sort=apart&a=0&b=1") == 6
    assert count("?sort=nonsense&show=nonsense&a=9&b=x&page=99") == 6


def test_pages_ask_as_often_for_many_statements_as_for_few(circle, anybody):
    counts = []
    for number in (6, 14):
        found = circle.running(number)
        charted(found.uid)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page(anybody, found)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_table_says_the_same_as_the_picture(dialogue, anybody):
    text = page(anybody, dialogue, "map_svg", form="csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].startswith("Group 1,30,60%")


def test_markup_in_a_statement_is_text_in_the_picture(dialogue, anybody):
    Rendition.objects.filter(statement__dialogue=dialogue).update(text="<script>zq</script> <b>zq</b>")

    told = page(anybody, dialogue, "map_svg", form="svg").content.decode()

    assert "&lt;script&gt;" in told
    assert "<script" not in told


def test_why_there_are_no_tables_by_what_people_are_is_said(circle, anybody, lang):
    found = circle.running(6)
    charted(found.uid, facets={})
    open_, closed = {
        "en": (
            "each with <bdi>13</bdi> people or more of whom nothing was told before",
            "would tell of too few people",
        ),
        "fr": ("dont chacune compte au moins <bdi>13</bdi> personnes", "parleraient de trop peu de personnes"),
        "ar": ("في كل منهما <bdi>13</bdi> شخصاً على الأقل", "عدد أقل من اللازم من الأشخاص"),
    }[lang]
    assert open_ in page(anybody, found, lang=lang).content.decode()
    Drawn.objects.update(is_final=True)
    text = page(anybody, found, lang=lang).content.decode()
    assert closed in text
    assert open_ not in text
