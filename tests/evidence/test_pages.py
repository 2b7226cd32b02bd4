"""Pages of documents, passages and originals, in three languages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mithaq.evidence import files, selectors
from mithaq.evidence import services as evidence
from mithaq.evidence.models import Document, Passage
from mithaq.evidence.showing import marked
from mithaq.kernels.text.extract import limits
from tests.cast import AT, compact
from tests.evidence import papers


@pytest.fixture
def base(cast):
    return f"/{{lang}}/{cast.institution.slug}/documents/"


@pytest.fixture
def passage(cast, coded):
    with cast.scope():
        return Passage.objects.get(number=3)


def upload(name="paper.txt", text=papers.ENGLISH):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def test_the_list_shows_titles_in_their_own_language(cast, base, deposit, lang):
    deposit(papers.ARABIC, "unions.txt")

    page = cast.client().get(base.format(lang=lang)).content.decode()

    assert "مساهمة نقابات العمال" in page
    assert (page.count('<span lang="ar" dir="rtl">مساهمة') == 0) == (lang == "ar")


def test_the_list_can_be_narrowed_to_a_language(cast, base, deposit):
    deposit(papers.ARABIC, "unions.txt")
    deposit(papers.FRENCH, "cities.txt")

    page = cast.client().get(base.format(lang="en") + "?lang=fr").content.decode()

    assert "Contribution des collectivités" in page
    assert "مساهمة نقابات" not in page


def test_an_empty_list_says_what_to_do_to_who_can_do_it(cast, base):
    assert "Deposit documents" not in cast.client().get(base.format(lang="en")).content.decode()
    assert "No document has been deposited yet." in cast.client("officer").get(base.format(lang="en")).content.decode()


def queries(client, url, django_assert_num_queries, connection):
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_a_list_costs_the_same_with_one_document_and_with_three(cast, base, deposit, django_assert_num_queries):
    from django.db import connection

    client, url = cast.client("officer"), base.format(lang="en")
    deposit(papers.ENGLISH, "1.txt")
    client.get(url)
    one = queries(client, url, django_assert_num_queries, connection)
    deposit(papers.FRENCH, "2.txt")
    deposit(papers.ARABIC, "3.txt")

    assert queries(client, url, django_assert_num_queries, connection) == one


def test_pages_of_one_document_cost_the_same_however_many_passages_it_has(
    cast, base, deposit, django_assert_num_queries
):
    from django.db import connection

    client = cast.client()
    short = deposit("Governments should abolish the recruitment fees that migrant workers pay.", "s.txt").document
    long = deposit(papers.ENGLISH, "l.txt").document
    for document in (short, long):
        evidence.code(cast.institution, [document], by=cast.badr.actor, at=AT, workers=1)
    client.get(base.format(lang="en"))

    urls = [f"{base.format(lang='en')}{d.uid}/" for d in (short, long)]
    few, many = (queries(client, url, django_assert_num_queries, connection) for url in urls)
    search = base.format(lang="en") + "search/?q="
    one, three = (
        queries(client, search + q, django_assert_num_queries, connection) for q in ("remittances", "migrants")
    )

    assert (few, one) == (many, three)


def test_a_document_shows_its_provenance_and_each_passage_in_its_language_with_what_speaks_for_its_codes(
    cast, base, coded, passage
):
    compact(cast)

    page = cast.client().get(f"{base.format(lang='ar')}{coded.uid}/").content.decode()

    assert coded.digest in page
    assert f'id="passage-{passage.number}"' in page
    assert '<blockquote class="reading" lang="en" dir="ltr">' in page
    assert "<mark>" in page
    assert "الهدف 6" in page
    assert "مقترح" in page


def test_a_passage_stands_in_its_original(cast, base, passage, lang):
    page = cast.client().get(f"{base.format(lang=lang)}passage/{passage.uid}/").content.decode()

    assert '<div class="original reading" lang="en" dir="ltr">' in page
    assert "Submission of civil society" in page.split("original reading")[1]
    assert f"{passage.start}–{passage.end}" in page


def test_a_passage_that_was_tampered_with_is_not_vouched_for(cast, base, passage):
    with cast.scope():
        Passage.objects.filter(pk=passage.pk).update(text="Governments must keep the fees.")

    page = cast.client().get(f"{base.format(lang='en')}passage/{passage.uid}/").content.decode()

    assert "This passage cannot be vouched for." in page
    assert "original reading" not in page


def test_an_original_is_handed_out_as_a_file_that_nothing_runs(cast, base, deposit):
    document = deposit(papers.ENGLISH.encode(), "تقرير الحوار.txt").document

    answer = cast.client().get(f"{base.format(lang='en')}{document.uid}/original/")

    assert answer.content == papers.ENGLISH.encode()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%D8%AA")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_an_original_that_was_changed_on_disk_is_refused_and_said(cast, base, document):
    files.place(document.digest).write_bytes(b"other")

    answer = cast.client().get(f"{base.format(lang='fr')}{document.uid}/original/")

    assert answer.status_code == 409
    assert "L’original n’est pas remis." in answer.content.decode()


def test_an_officer_deposits_several_files_at_once_and_they_are_coded(cast, base, django_capture_on_commit_callbacks):
    told = {"files": [upload("a.txt"), upload("b.txt", papers.FRENCH)], "visibility": "public", "source": "By mail"}

    with django_capture_on_commit_callbacks(execute=True):
        answer = cast.client("officer").post(base.format(lang="en") + "deposit/", told, follow=True)

    with cast.scope():
        documents = list(Document.objects.order_by("pk"))
        assert [(d.file_name, d.visibility, d.origin, d.by_name) for d in documents] == [
            ("a.txt", "public", "By mail", "Badr El Idrissi"),
            ("b.txt", "public", "By mail", "Badr El Idrissi"),
        ]
        assert all(d.coder for d in documents)
        assert any(r.act for r in selectors.readings(documents))
    assert "2 documents were deposited." in answer.content.decode()


def test_a_refused_file_is_named_at_its_field_and_nothing_entered_is_lost(cast, base, lang):
    told = {
        "files": [upload("scan.pdf", b"%PDF-1.7 cut"), upload("good.txt")],
        "visibility": "confidential",
        "source": "الأمانة",
        "licence": "CC BY 4.0",
        "spoken": ["en"],
    }

    answer = cast.client("officer").post(base.format(lang=lang) + "deposit/", told)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "\u2068scan.pdf\u2069" in page
    assert 'value="الأمانة"' in page
    assert 'value="CC BY 4.0"' in page
    assert '<option value="confidential" selected>' in page
    with cast.scope():
        assert [d.file_name for d in Document.objects.all()] == ["good.txt"]


def test_a_title_is_for_one_document(cast, base):
    told = {
        "files": [upload("a.txt"), upload("b.txt", papers.FRENCH)],
        "visibility": "public",
        "title_en": "What we ask",
    }

    page = cast.client("officer").post(base.format(lang="en") + "deposit/", told).content.decode()

    assert "A title is for one document." in page
    with cast.scope():
        assert Document.objects.count() == 0


def test_nothing_is_deposited_without_a_file(cast, base):
    page = cast.client("officer").post(base.format(lang="en") + "deposit/", {"visibility": "public"}).content.decode()

    assert 'id="id_files_error"' in page
    assert "Choose at least one file." in page


def test_a_file_too_large_is_refused_at_its_field_before_it_is_read(cast, base, monkeypatch):
    monkeypatch.setattr(limits, "Limits", lambda: SimpleNamespace(max_bytes=1024))
    told = {"files": [upload("huge.txt", b"word " * 1000)], "visibility": "public", "source": "By mail"}

    page = cast.client("officer").post(base.format(lang="en") + "deposit/", told).content.decode()

    assert "\u2068huge.txt\u2069" in page
    assert "is the most that is read" in page
    assert 'value="By mail"' in page


def test_search_finds_arabic_forms_and_says_how_many(cast, base, deposit):
    deposit(papers.ARABIC, "unions.txt")

    page = cast.client().get(base.format(lang="ar") + "search/?q=النقابات").content.decode()

    assert "اتحاد <mark>النقابات</mark>" in page
    assert "عُثر على" in page


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([], "a &lt;b&gt; c"),
        ([(0, 1)], "<mark>a</mark> &lt;b&gt; c"),
        ([(2, 5), (0, 3)], "<mark>a &lt;b&gt;</mark> c"),
        ([(4, 99), (-3, 1), (3, 3)], "<mark>a</mark> &lt;b<mark>&gt; c</mark>"),
    ],
)
def test_evidence_is_marked_and_everything_escaped(spans, shown):
    assert marked("a <b> c", spans) == shown
