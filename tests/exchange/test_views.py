"""Taking a synthesis away: the same doors as reading it, the language of the page, a name that says what it is."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from docx import Document
from openpyxl import load_workbook

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.selectors import Passage
from mithaq.exchange.formats import FORMATS
from mithaq.synthesis import services as synthesis
from tests.access.evidence import deposited
from tests.cast import AT, Cast, compact


@pytest.fixture
def made(cast: Cast):
    """A synthesis of one paper that only members may read."""
    compact(cast)
    with cast.scope():
        source = deposited(cast, visibility=Visibility.MEMBERS)
        evidence.code(cast.institution, [source], by=cast.badr.actor, at=AT, workers=1)
        return synthesis.draft(
            cast.institution, documents=[source], by=cast.badr.actor, at=AT, visibility=Visibility.MEMBERS
        ).synthesis


def address(cast: Cast, made, form: str, lang: str = "en") -> str:
    with translation.override(lang):
        place = {"institution": cast.institution.slug, "uid": made.uid, "format": form}
        return reverse("exchange:report", kwargs=place)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_a_member_takes_every_format_away(cast, made, form):
    answer = cast.client("member").get(address(cast, made, form.key, "fr"))

    assert answer.status_code == 200
    assert answer["Content-Type"] == form.media_type
    assert answer["Content-Disposition"] == f'attachment; filename="arab-review-{form.file_name("fr")}"'
    assert answer["Cache-Control"] == "private, no-store"


def test_the_file_speaks_the_language_of_the_page(cast, made, lang):
    page = cast.client("member").get(address(cast, made, "html", lang)).content.decode()
    word = Document(io.BytesIO(cast.client("member").get(address(cast, made, "docx", lang)).content))

    assert f'<html lang="{lang}"' in page
    assert word.core_properties.language[:2] == lang


def test_a_workbook_holds_all_three_languages(cast, made):
    book = load_workbook(io.BytesIO(cast.client("member").get(address(cast, made, "xlsx", "fr")).content))

    assert [name[-3:-1] for name in book.sheetnames] == ["ar"] * 4 + ["en"] * 4 + ["fr"] * 4


def test_evidence_holds_every_passage_that_was_read(cast, made):
    content = cast.client("member").get(address(cast, made, "csv")).content.decode("utf-8-sig")
    with cast.scope():
        read = [p.text for p in Passage.objects.all()]

    assert content.count("\r\n") > 3
    assert any(text[:20] in content for text in read)


@pytest.mark.parametrize("form", FORMATS)
def test_who_may_not_read_it_does_not_learn_that_it_exists(cast, made, form):
    assert cast.client("stranger").get(address(cast, made, form)).status_code == 404
    assert cast.client("anonymous").get(address(cast, made, form)).status_code == 404


def test_it_is_not_found_from_another_institution(cast, made):
    place = {"institution": cast.elsewhere.slug, "uid": made.uid, "format": "html"}

    assert cast.client("dalia").get(reverse("exchange:report", kwargs=place)).status_code == 404


def test_an_unknown_format_is_not_found(cast, made):
    assert cast.client("member").get(address(cast, made, "odt")).status_code == 404


def test_a_report_with_a_wrong_quotation_is_not_made_and_its_page_says_why(cast, made):
    with cast.scope():
        Passage.objects.update(text="Something nobody said.")

    answer = cast.client("member").get(address(cast, made, "pdf"))

    assert answer.status_code == 302
    assert answer["Location"] == reverse(
        "synthesis:synthesis", kwargs={"institution": cast.institution.slug, "uid": made.uid}
    )
