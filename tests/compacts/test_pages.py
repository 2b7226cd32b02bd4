from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from mithaq.compacts import selectors, services
from mithaq.foundation.actors import SYSTEM
from tests.cast import AT, compact
from tests.compacts.test_official import ARABIC

MARKS = {"ar": "صياغة غير رسمية", "en": "unofficial wording", "fr": "libellé non officiel"}


def _page(lang: str, rest: str = "") -> str:
    return f"/{lang}/arab-review/compact/{rest}"


@pytest.fixture
def gcm(cast):
    return compact(cast)


def test_all_objectives_and_principles_are_shown_in_the_language_of_the_reader(cast, gcm, lang):
    page = cast.client().get(_page(lang)).content.decode()

    for provision in [*selectors.objectives(gcm), *selectors.principles(gcm)]:
        assert provision.title[lang].replace("'", "&#x27;") in page


def test_an_arabic_title_never_stands_without_its_mark(cast, gcm):
    page = cast.client().get(_page("ar")).content.decode()

    assert page.count(MARKS["ar"]) >= 23 + 10
    for number in range(1, 24):
        assert MARKS["ar"] in cast.client().get(_page("ar", f"objectives/{number}/")).content.decode()


def test_a_title_that_is_official_is_not_called_unofficial(cast, gcm):
    page = cast.client().get(_page("en")).content.decode()

    assert MARKS["en"] not in page


def test_titles_that_were_not_compared_are_marked_in_french_too(cast, gcm):
    with translation.override("fr"):
        assert cast.client().get(_page("fr")).content.decode().count(MARKS["fr"]) == 2 + 1  # 18, 22, and the note


@pytest.mark.parametrize("rest", ["", "objectives/8/", "categories/", "states/"])
def test_a_page_asks_a_constant_number_of_questions(cast, gcm, rest):
    client = cast.client("member")
    client.get(_page("en", rest))

    with CaptureQueriesContext(connection) as asked:
        assert client.get(_page("ar", rest)).status_code == 200

    assert len(asked) <= 14


def test_an_objective_shows_its_links_with_who_says_so(cast, gcm, lang):
    page = cast.client().get(_page(lang, "objectives/8/")).content.decode()
    own = cast.client().get(_page(lang, "objectives/4/")).content.decode()

    with translation.override(lang):
        assert translation.gettext("published source") in page
        assert translation.gettext("our own mapping") in own
    assert "<bdi>10.7</bdi>" in page
    assert "10.7.3" in page


def test_without_the_official_text_the_page_says_so(cast, gcm, lang):
    page = cast.client().get(_page(lang, "objectives/1/")).content.decode()

    with translation.override(lang):
        assert translation.gettext("The official text has not been loaded here.") in page
    assert "https://undocs.org/A/RES/73/195" in page


def test_a_loaded_text_is_shown_in_its_language_with_its_source(cast, gcm, lang):
    services.load_text(gcm, language="ar", file=ARABIC.encode(), source="A/RES/73/195 (AR)", by=SYSTEM, at=AT)

    page = cast.client().get(_page(lang, "objectives/1/")).content.decode()

    assert 'lang="ar" dir="rtl"><p>نلتزم بعدّ القوارب' in page
    assert "A/RES/73/195 (AR)" in page


def test_what_does_not_exist_is_not_found(cast, gcm):
    assert [cast.client().get(_page("en", f"objectives/{n}/")).status_code for n in (0, 24, 999)] == [404] * 3


def test_an_institution_without_its_compact_has_no_such_pages(cast):
    assert cast.client().get(_page("en")).status_code == 404


def test_states_are_equal_tiles(cast, gcm, lang):
    page = cast.client().get(_page(lang, "states/")).content.decode()

    assert page.count('<li class="card"') == 22
    assert all(state.name[lang] in page for state in selectors.states())
