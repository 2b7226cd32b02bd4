"""The page of a search: what is found, in which order, what narrows it, and that nothing leaks."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from mithaq.evidence import columns, selectors
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Coding, Passage
from mithaq.evidence.search.asking import asked
from mithaq.evidence.search.question import Question
from mithaq.evidence.services import facets
from tests.cast import AT
from tests.evidence import papers

LONG = " ".join(f"Sentence number {n} speaks of harbours and of nothing else." for n in range(1, 4))


@pytest.fixture(autouse=True)
def _nothing_held():
    columns.forget()
    yield
    columns.forget()


@pytest.fixture
def shelf(cast, deposit):
    return {name: deposit(text, name).document for name, text in papers.PAPERS.items()}


@pytest.fixture
def find(cast, shelf):
    def found(question, *, to=None, **more):
        with cast.scope():
            return selectors.search(cast.institution, question, to=to, **more)

    return found


@pytest.fixture
def page(cast):
    def opened(query="", who="anonymous", lang="en"):
        url = reverse("evidence:search", kwargs={"institution": cast.institution.slug})
        return cast.client(who).get(f"/{lang}{url[3:]}?{query}")

    return opened


def checked(html):
    return set(re.findall(r'name="(\w+)" value="([^"]*)" checked', html))


def test_own_language_stands_before_translations(find):
    langs = [p.lang for p in find("travailleurs").passages]

    assert {"fr", "en", "ar"} <= set(langs)
    assert langs == sorted(langs, key=lambda lang: lang != "fr")


def test_a_phrase_is_found_exactly_so(find):
    whole = find("migrant workers").total
    phrase = find('"migrant workers"')

    assert 0 < phrase.total <= whole
    assert all("migrant workers" in p.text.lower() for p in phrase.passages)
    assert find('"workers migrant"').total == 0


def test_an_excluded_word_is_absent_in_every_form(find):
    every, without = find("migrants"), find("migrants -workers")

    assert 0 < without.total < every.total
    assert not any("worker" in p.text.lower() for p in without.passages)
    assert find('migrants -"migrant workers"').total >= without.total


def test_a_sentence_finds_what_has_some_of_its_words_best_first(find):
    sentence = find("Les gouvernements devraient garantir aux enfants l’école et les soins malgré la pluie et le vent")

    assert sentence.asked.needed < len(sentence.asked.words)
    assert "enfants" in sentence.passages[0].text and "école" in sentence.passages[0].text


def test_small_words_are_left_out_and_said(find):
    found = find("the rights of migrants")

    assert set(found.asked.small) == {"the", "of"}
    assert found.total == find("rights migrants").total


@pytest.mark.parametrize("question", ['"', "-", "--", '""', '-"', "“”", "\x00", "a" * 5000, "' & | ! :* ( ) \\"])
def test_whatever_is_asked_is_answered(find, page, question):
    assert find(question).total >= 0
    assert page("q=" + question.replace("\x00", "%00").replace("&", "%26")[:900]).status_code == 200


def test_facets_alone_list_everything_they_let_through(cast, coded, page):
    with cast.scope():
        passage = Passage.objects.filter(rendition__document=coded).first()
        Coding.objects.get_or_create(
            institution=cast.institution, passage=passage, scheme="country", code="MA", defaults={"at": AT}
        )
        facets.refresh(cast.institution, [passage.pk])
    html = page("country=MA").content.decode()

    assert passage.uid in html
    assert checked(html) == {("country", "MA")}


def test_several_values_of_a_facet_are_either_and_facets_are_both(find, shelf):
    fr, en = find("", chosen={"lang": ["fr"]}).total, find("", chosen={"lang": ["en"]}).total

    assert find("", chosen={"lang": ["fr", "en"]}).total == fr + en
    english = shelf[next(name for name, text in papers.PAPERS.items() if text == papers.ENGLISH)]
    assert find("", chosen={"lang": ["fr"], "document": [english.uid]}).total == 0


def test_the_words_are_marked_inflected_translated_and_in_arabic(page, shelf):
    html = page("q=migrants").content.decode()

    assert re.search(r"<mark>[Mm]igrants?</mark>", html)
    assert re.search(r"<mark>\w*مهاجر\w*</mark>", html)


def test_an_unknown_year_is_said_to_be_not_known(page, shelf):
    html = page("q=migrants").content.decode()

    assert 'name="year" value="unknown"' in html and "not known" in html
    assert page("q=migrants&year=unknown").content.decode().count('class="passage"') > 0
    assert page("q=migrants&year=2019").content.decode().count('class="passage"') == 0


def test_what_makes_no_sense_in_an_address_is_left_out(page, shelf):
    html = page(
        "q=migrants&lang=any&objective=x&country=%27&year=soon&document=..%2F&act=none&sort=up"
    ).content.decode()

    assert checked(html) == set()
    assert page("q=migrants&page=0").status_code == page("q=migrants&page=x").status_code == 404
    assert page("q=migrants&page=999").status_code == 404


def test_a_document_whose_title_has_the_words_stands_on_top(cast, page, deposit):
    named = deposit(papers.ENGLISH, "a.txt", title={"en": "The harbours of Sousse"}).document

    html = page("q=harbour").content.decode()
    assert "Documents with these words in their title" in html and named.uid in html


@pytest.mark.parametrize(
    ("who", "sees"), [("anonymous", False), ("stranger", False), ("member", False), ("officer", True)]
)
def test_a_closed_document_is_in_no_result_count_title_or_facet(page, deposit, shelf, who, sees):
    hidden = deposit(
        "The zyzzyva report.\n\n" + LONG, "z.txt", visibility=Visibility.CONFIDENTIAL, title={"en": "Zyzzyva of Oudja"}
    ).document

    for query in ("q=harbours", "q=zyzzyva", f"document={hidden.uid}", "lang=en", ""):
        html = page(query, who).content.decode()
        assert ("Zyzzyva of Oudja" in html or "zyzzyva report" in html) is (sees and query != "q=")
        assert sees or hidden.uid not in html.replace(f"document={hidden.uid}", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_much_is_found(cast, deposit, page, count, django_assert_max_num_queries):
    for number in range(count):
        deposit(f"{LONG} Paper {number}.", f"{number}.txt")
    page("q=harbours")

    with django_assert_max_num_queries(22) as asked_of_it:
        assert page("q=harbours").content.decode().count("<figure") == count
    seen = _queries.setdefault("one", len(asked_of_it))
    assert len(asked_of_it) == seen


_queries: dict[str, int] = {}


def test_the_same_question_has_the_same_address():
    question = Question.again(
        {"q": " a b ", "chosen": {"lang": ["fr", "fr", "xx"], "objective": ["7"]}, "sort": "year"}
    )

    assert question.query == "q=a+b&objective=7&lang=fr&sort=year"
    assert question.without("lang", "fr").query == "q=a+b&objective=7&sort=year"
    assert Question.again(question.asked) == question


def test_a_word_in_latin_letters_counts_as_english_outside_french_passages():
    (word,) = asked("organisations").words

    assert {(form.lang, form.but) for form in word.forms if form.is_own} == {("", "fr"), ("fr", "")}
