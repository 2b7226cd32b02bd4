"""What everybody sees, and what they must not."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django_scopes import scope

from mithaq.config import demonstration
from mithaq.evidence import selectors as evidence
from mithaq.evidence import services as depositing
from mithaq.foundation.fields import words
from mithaq.institutions import selectors as institutions
from mithaq.institutions import services as founding
from mithaq.institutions.models import Institution
from tests.cast import AT

DAY = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def demo(db) -> Institution:
    return institutions.by_slug(demonstration.build(at=DAY, only_review=True).slug)


@pytest.mark.parametrize(
    ("asked", "cookie", "answered"),
    [("ar,en;q=0.5", "", "/ar/"), ("fr-CA", "", "/fr/"), ("de", "", "/en/"), ("ar", "fr", "/fr/"), ("", "", "/en/")],
)
def test_the_bare_address_leads_to_the_readers_language(client, db, asked, cookie, answered):
    if cookie:
        client.cookies["mithaq_language"] = cookie

    assert client.get("/", headers={"accept-language": asked}).headers["Location"] == answered


def test_the_first_page_of_an_empty_house_says_what_to_do(client, db, lang):
    page = client.get(f"/{lang}/").content.decode()

    assert 'class="empty"' in page
    assert "institution-card" not in page


def test_the_first_page_shows_institutions_with_their_figures_and_a_line_with_its_sources(client, demo, lang):
    page = client.get(f"/{lang}/").content.decode()

    assert page.count('institution-card"') == 1
    assert f'href="/{lang}/{demo.slug}/"' in page
    assert re.search(r'<blockquote class="reading" lang="(ar|en|fr)" dir="(rtl|ltr)">', page)


def test_a_closed_institution_is_nowhere_to_be_seen(client, cast):
    founding.found("quiet-forum", name=words(en="Quiet forum"), is_public=False, by=cast.amal.actor, at=AT)

    assert "Quiet forum" not in client.get("/en/").content.decode()
    assert "quiet-forum" not in client.get("/sitemap.xml").content.decode()
    assert client.get("/en/quiet-forum/").status_code == 404
    assert client.get("/en/quiet-forum/figures/states.svg").status_code == 404


def test_the_home_counts_only_what_its_reader_may_see(client, cast):
    text = "Les syndicats demandent que les frais de recrutement soient payés par les employeurs.".encode()
    with cast.scope():
        depositing.deposit(
            cast.institution, text, "secret.fr.txt", visibility="confidential", by=cast.badr.actor, at=AT
        )
        seen = evidence.counts(cast.institution, to=cast.badr.account)["documents"]

    def figures(who: str) -> int:
        return cast.client(who).get("/en/arab-review/").content.decode().count('class="figures-row big"')

    assert seen == 1
    assert (figures("badr"), figures("anonymous"), figures("dalia")) == (1, 0, 0)


def test_a_report_with_a_wrong_quotation_is_not_shown(client, demo, settings, tmp_path):
    before = client.get(f"/en/{demo.slug}/").content.decode()
    settings.FILES = tmp_path / "nothing-here"

    after = client.get(f"/en/{demo.slug}/").content.decode()

    assert "citation-mark" in before
    assert "citation-mark" not in after
    assert "The latest report is not shown." in after
    assert client.get("/en/").status_code == 200


def test_the_figures_of_the_home_are_files_in_each_language(client, demo, lang):
    for key in ("taking-part", "states", "speakers"):
        picture = client.get(f"/{lang}/{demo.slug}/figures/{key}.svg")
        table = client.get(f"/{lang}/{demo.slug}/figures/{key}.csv")

        assert picture.headers["Content-Type"] == "image/svg+xml"
        assert ElementTree.fromstring(picture.content).get("lang") == lang
        assert table.content.decode().startswith("\ufeff")
        assert f"{key}-{lang}.csv" in table.headers["Content-Disposition"]


@pytest.mark.parametrize("wrong", ["states.png", "nothing.svg"])
def test_a_figure_that_does_not_exist_is_not_found(client, demo, wrong):
    assert client.get(f"/en/{demo.slug}/figures/{wrong}").status_code == 404


def test_who_was_invited_is_not_known_and_not_zero(client, demo):
    rows = client.get(f"/en/{demo.slug}/figures/taking-part.csv").content.decode().splitlines()

    assert rows[1] == "Invited to the dialogues,,22"


def test_search_engines_learn_each_public_page_in_three_languages(client, demo):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found = [e.text.removeprefix("http://testserver") for e in tree.iter() if e.tag.endswith("}loc")]

    first = ("", "about/", "about/api/", "arab-review/", "arab-review/matrix/", "arab-review/open-data/")
    assert found[:18] == [f"/{code}/{rest}" for rest in first for code in ("ar", "en", "fr")]
    assert {client.get(path).status_code for path in found} == {200}
    assert "Disallow: /ar/account/" in client.get("/robots.txt").content.decode()


def test_errors_are_said_in_the_language_of_the_address(client, cast, lang):
    missing = client.get(f"/{lang}/nowhere-at-all/")
    closed = cast.client("chadia").get(f"/{lang}/arab-review/settings/")

    for answer, status in ((missing, 404), (closed, 403)):
        page = answer.content.decode()
        assert answer.status_code == status
        assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in page
        assert f'href="/{"fr" if lang != "fr" else "ar"}/' in page


def test_a_form_without_its_token_is_refused_with_words(cast, lang):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(f"/{lang}/account/login/", {"login": "x", "password": "y"})

    assert answer.status_code == 403
    assert f'lang="{lang}"' in answer.content.decode()
    assert "<h1>" in answer.content.decode()


def test_a_failure_is_said_without_asking_anything_that_may_have_failed(client, cast, lang, monkeypatch):
    from mithaq.portal import views

    client.raise_request_exception = False
    monkeypatch.setattr(views.portal, "cards", lambda: 1 / 0)

    answer = client.get(f"/{lang}/")

    assert answer.status_code == 500
    assert f'<html lang="{lang}"' in answer.content.decode()


def test_every_answer_carries_the_headers_that_protect_its_reader(client, cast):
    for path in ("/en/", "/ar/arab-review/", "/fr/account/login/", "/en/nowhere-at-all/"):
        headers = client.get(path).headers

        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_styles_or_scripts_itself_in_line(client, demo, lang):
    for path in ("", "about/", "styleguide/", "account/login/", f"{demo.slug}/"):
        page = client.get(f"/{lang}/{path}").content.decode()

        assert re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:", page) == []


def test_the_home_asks_the_database_as_often_for_one_entry_as_for_many(demo, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        client.get(f"/en/{demo.slug}/")


def test_the_theme_is_kept_and_an_unknown_one_means_as_the_device(client, db):
    kept = client.post("/en/theme/", {"theme": "dark", "next": "/en/about/"})
    page = client.get("/en/about/").content.decode()
    client.post("/en/theme/", {"theme": "sepia", "next": "/en/about/"})
    after = client.get("/en/about/").content.decode()

    assert kept.headers["Location"] == "/en/about/"
    assert 'data-theme="dark"' in page
    assert "data-theme" not in after


def test_the_theme_sends_nobody_elsewhere(client, db):
    answer = client.post("/en/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/en/"


def test_the_two_lists_of_night_colours_are_equal():
    from mithaq.foundation import words as room

    sheet = (room.ROOMS_FOLDER / "foundation/static/foundation/tokens.css").read_text()
    device = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', sheet, re.DOTALL)[1]
    chosen = re.search(r'^\[data-theme="dark"\] \{(.*?)\}', sheet, re.DOTALL | re.MULTILINE)[1]

    assert device.split() == chosen.split()


def test_the_menu_marks_where_one_is(client, cast):
    page = client.get("/en/arab-review/minute/").content.decode()

    [here] = re.findall(r'<a href="([^"]+)" aria-current="page">', page.split('class="menu"')[1].split("</nav>")[0])
    assert here == "/en/arab-review/minute/"


def test_the_scope_of_the_first_page_closes_behind_it(client, demo):
    client.get("/en/")

    with scope(institution=demo):
        assert evidence.counts(demo, to=None)["documents"] > 0
