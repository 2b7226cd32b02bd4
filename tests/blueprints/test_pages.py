"""The charter on any day, how its rules are kept, the gallery: read by everybody, in three languages."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from mithaq.blueprints import selectors
from mithaq.blueprints.enums import Stand
from mithaq.institutions.models import Institution
from tests.blueprints.house import adopt
from tests.blueprints.texts import BOARD
from tests.cast import AT

LARGER = BOARD.replace('"2-3"', '"2-4"')


def get(cast, name, *args, lang="en", who="anonymous", **query):
    with translation.override(lang):
        return cast.client(who).get(reverse(f"blueprints:{name}", args=[cast.institution.slug, *args]), query)


def two_versions(cast):
    with cast.scope():
        adopt(cast, BOARD, on=date(2020, 3, 1))
        adopt(cast, LARGER, on=date(2020, 9, 1), reason="We grew.")


@pytest.mark.parametrize(
    ("on", "says", "not_says"),
    [
        ("2020-03-01", "2 to 3 seats", "2 to 4 seats"),
        ("2020-08-31", "2 to 3 seats", "2 to 4 seats"),
        ("2020-09-01", "2 to 4 seats", "2 to 3 seats"),
        ("2020-02-29", "No charter was in force on that day.", "seats"),
    ],
)
def test_the_text_in_force_on_any_past_day_can_be_shown(cast, on, says, not_says):
    two_versions(cast)

    page = get(cast, "charter", on=on).content.decode()

    assert says in page
    assert not_says not in page


def test_a_day_that_is_none_shows_the_text_of_today_and_says_so(cast):
    two_versions(cast)

    page = get(cast, "charter", on="yesterday").content.decode()

    assert "2 to 4 seats" in page
    assert "field-wrong" in page


def test_every_version_can_be_opened_and_taken_away(cast):
    two_versions(cast)

    assert "2 to 3 seats" in get(cast, "version", 1).content.decode()
    assert get(cast, "version_toml", 1).content.decode() == BOARD
    answer = json.loads(get(cast, "version_json", 2).content)
    assert (answer["version"], answer["until"]) == (2, None)
    seat = next(one for one in answer["clauses"] if one["id"] == "body.board.seat.members")
    assert seat["values"]["count"] == "2-4"
    assert set(seat["sentences"]) == {"ar", "en", "fr"}
    assert get(cast, "version", 3).status_code == 404


def test_each_clause_shows_the_sentence_of_its_source_in_its_own_direction(cast, lang):
    with cast.scope():
        adopt(cast, BOARD)

    page = get(cast, "charter", lang=lang).content.decode()

    assert '<blockquote class="reading" lang="ar" dir="auto"><p>مجلس إدارة يتكون من 2 إلى 3 منظمات</p>' in page


def test_every_rule_stands_on_the_compliance_page_with_counts_and_their_whole(cast, lang):
    with cast.scope():
        adopt(cast, BOARD)
        rules = selectors.compliance(cast.institution, on=AT.date())

    page = get(cast, "compliance", lang=lang).content.decode()

    assert len(rules) == 4
    for one in rules:
        assert f'id="{one.clause.id}"' in page
    assert sum(selectors.counted(rules).values()) == 4


def test_rules_can_be_chosen_by_part_and_by_state(cast):
    with cast.scope():
        adopt(cast, BOARD + '\n[duty.report]\nname = "Report"\nof = "body.board"\n')

    part = get(cast, "compliance", part="duty").content.decode()
    state = get(cast, "compliance", state="unwatched").content.decode()

    assert 'id="duty.report"' in part
    assert 'id="body.board.seat.members"' not in part
    assert 'id="body.board.publication.minutes"' not in state or "kept-unwatched" in state
    assert get(cast, "compliance", part="nothing", state="x").status_code == 200


def test_the_rules_can_be_taken_away_as_a_table(cast):
    with cast.scope():
        adopt(cast, BOARD + '\n[duty.report]\nname = "=HYPERLINK(1)"\nof = "body.board"\n')

    answer = get(cast, "compliance_csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 6
    assert {len(row) for row in rows} == {10}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_the_table_of_rules_is_in_the_language_of_its_reader_and_its_keys_are_in_none(cast, lang):
    with cast.scope():
        adopt(cast, BOARD)

    answer = get(cast, "compliance_csv", lang=lang)

    assert f"compliance-{lang}.csv" in answer["Content-Disposition"]
    told = answer.content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(told))
    with translation.override(lang):
        labels = {one.value: str(one.label) for one in Stand}
    assert head[:5] == [
        "clause",
        "state",
        *{
            "ar": ["النوع", "القاعدة", "حالة الالتزام"],
            "en": ["Kind", "Rule", "How it is kept"],
            "fr": ["Nature", "Règle", "État d’application"],
        }[lang],
    ]
    assert "body.board.seat.members" in {row[0] for row in rows}
    assert {row[4] for row in rows} == {labels[row[1]] for row in rows}
    assert not set("\u2066\u2067\u2068\u2069") & set(told)


def test_both_things_the_sources_say_stand_on_the_compliance_page(cast, lang):
    with cast.scope():
        adopt(cast, selectors.gallery_text("gfmd"))

    page = get(cast, "compliance", lang=lang).content.decode()

    assert 'id="finding.athens.value.a"' in page
    assert 'id="finding.athens.value.b"' in page


def test_the_gallery_shows_every_text_with_its_bodies_rules_and_documents(cast, lang):
    page = get(cast, "gallery", lang=lang).content.decode()

    for one in selectors.blueprints():
        assert reverse("blueprints:blueprint", args=[cast.institution.slug, one.key]).removeprefix("/en") in page


@pytest.mark.parametrize("key", [one.key for one in selectors.blueprints()])
def test_each_text_of_the_gallery_has_its_page_and_its_file(cast, key):
    assert get(cast, "blueprint", key).status_code == 200
    assert get(cast, "blueprint_toml", key).content.decode() == selectors.gallery_text(key)


def test_the_charter_of_an_institution_that_is_not_public_is_for_its_members(cast):
    with cast.scope():
        adopt(cast, BOARD)
    Institution.objects.filter(pk=cast.institution.pk).update(is_public=False)

    assert [get(cast, name).status_code for name in ("charter", "compliance", "compliance_csv", "charter_json")] == (
        [404] * 4
    )
    assert get(cast, "charter", who="member").status_code == 200


def test_the_charter_asks_as_often_for_one_body_as_for_three(cast):
    more = "".join(BOARD.partition("\n\n")[2].replace("body.board", f"body.board{n}") for n in (2, 3))
    asked = []
    for text in (BOARD, BOARD + more):
        with cast.scope():
            adopt(cast, text, reason="More.")
        get(cast, "charter")
        with CaptureQueriesContext(connection) as counted:
            assert get(cast, "charter").status_code == 200
        asked.append(len(counted))

    assert asked[0] == asked[1]
