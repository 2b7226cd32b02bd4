"""What an institution calls things, and words it avoids, found however they are inflected."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.institutions import selectors, services
from mithaq.institutions.models import Term
from tests.cast import AT


@pytest.fixture
def add(cast):
    def adding(preferred="ميثاق", avoided=("اتفاق",)):
        with cast.scope():
            return services.add_term(
                cast.institution,
                preferred=words(ar=preferred, en="compact"),
                avoided={"ar": list(avoided)},
                note=words(en="As the States wrote."),
                by=cast.amal.actor,
                at=AT,
            )

    return adding


def test_a_term_is_added_changed_and_removed_each_with_its_entry(cast, add):
    term = add(avoided=(" اتفاق ", "", "اتفاق", "معاهدة"))
    assert term.avoided == {"ar": ["اتفاق", "معاهدة"]}

    with cast.scope():
        told = {"preferred": words(ar="الميثاق"), "avoided": {}, "note": words()}
        services.change_term(term, **told, by=cast.amal.actor, at=AT)
        services.change_term(term, **told, by=cast.amal.actor, at=AT)
        services.remove_term(term, by=cast.amal.actor, at=AT)

        assert not selectors.terms(cast.institution).exists()
    acts = Entry.objects.filter(act__contains="_term").order_by("number").values_list("act", flat=True)
    assert list(acts) == ["institution.add_term", "institution.change_term", "institution.remove_term"]


def test_a_term_without_a_word_is_refused(cast, add):
    term = add()
    with cast.scope():
        with pytest.raises(ValidationError):
            services.add_term(cast.institution, preferred=words(), avoided={}, note=words(), by=cast.amal.actor, at=AT)
        with pytest.raises(ValidationError):
            services.change_term(term, preferred=words(), avoided={}, note=words(), by=cast.amal.actor, at=AT)
        assert Term.objects.get().preferred["ar"] == "ميثاق"


def test_the_secretary_sets_terms_on_a_page(cast, lang):
    client, base = cast.client("secretary"), f"/{lang}/{cast.institution.slug}/terms/"

    client.post(base + "add/", {"preferred_ar": "نظامية", "avoided_ar": "منتظمة\nقانونية", "note_fr": "Usage."})
    page = client.get(base).content.decode()

    assert all(word in page for word in ("نظامية", "منتظمة", "قانونية", "Usage."))
    with cast.scope():
        term = Term.objects.get()
    form = client.get(f"{base}{term.uid}/").content.decode()
    assert "منتظمة\nقانونية</textarea>" in form
    client.post(f"{base}{term.uid}/remove/")
    with cast.scope():
        assert not Term.objects.exists()


def test_a_form_without_a_word_comes_back_with_what_was_entered(cast):
    answer = cast.client("secretary").post(f"/en/{cast.institution.slug}/terms/add/", {"avoided_en": "treaty"})

    page = answer.content.decode()
    assert "at least one language" in page
    assert "treaty</textarea>" in page


def test_terms_of_another_institution_are_not_found(cast, add):
    term = add()

    assert cast.client("stranger").get(f"/en/{cast.elsewhere.slug}/terms/{term.uid}/").status_code == 404


def test_the_list_costs_the_same_with_one_and_with_three(cast, add):
    client, url = cast.client("member"), f"/en/{cast.institution.slug}/terms/"

    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    add()
    cost()
    one = cost()
    add("نظامية", ("منتظمة",))
    add("عودة", ("ترحيل",))

    assert cost() == one


TERMS = [
    SimpleNamespace(
        preferred={"ar": "ميثاق", "en": "compact", "fr": "pacte"}, avoided={"ar": ["اتفاق"], "fr": ["accord"]}
    ),
    SimpleNamespace(preferred={"ar": "نظامية"}, avoided={"ar": ["منتظمة", "قانونية"]}),
    SimpleNamespace(
        preferred={"en": "migrant in an irregular situation"}, avoided={"en": ["illegal migrant", "irregular migrant"]}
    ),
]

WORDED = TERMS[2].preferred["en"]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("ar", "يرحب بالاتفاق العالمي", [("بالاتفاق", "بالميثاق")]),
        ("ar", "وفقاً للاتفاق", [("للاتفاق", "للميثاق")]),
        ("ar", "والاتفاقات الأخرى", [("والاتفاقات", "")]),
        ("ar", "الهجرة المنتظمة والقانونية", [("المنتظمة", "النظامية"), ("والقانونية", "والنظامية")]),
        ("ar", "المهاجرين القانونيين", [("القانونيين", "")]),
        ("ar", "القانون الدولي واتفاقية حقوق الطفل", []),
        ("ar", "الميثاق العالمي والهجرة النظامية", []),
        ("en", "Illegal migrants and an illegal migrant", [("Illegal migrants", ""), ("illegal migrant", WORDED)]),
        ("en", "a migrant in an irregular situation", []),
        ("fr", "Accord et accords", [("Accord", "Pacte"), ("accords", "")]),
        ("fr", "{documents} et {passages act=fact}", []),
    ],
)  # fmt: skip
def test_avoided_words_are_found_however_they_are_inflected(lang, text, found):
    from mithaq.synthesis import terms

    findings = terms.check(text, lang, TERMS)

    assert [(f.found, f.replacement) for f in findings] == found
    assert all(text[f.start : f.end] == f.found for f in findings)


def test_a_finding_is_put_right_in_its_place():
    from mithaq.synthesis import terms

    text = "نرحب بالاتفاق وبالناس"
    (finding,) = terms.check(text, "ar", TERMS)

    assert terms.replaced(text, finding) == "نرحب بالميثاق وبالناس"
