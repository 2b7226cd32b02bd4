"""The page of a document: its original beside its passages, where it is from, and how it is changed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mithaq.evidence import files, forms, leaves, selectors
from mithaq.evidence import services as evidence
from mithaq.evidence.models import Document, Facets, Passage, Rendition
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.people import services as people
from tests.cast import AT
from tests.evidence import papers


@pytest.fixture
def network(db):
    return people.register_organisation(
        name=words(ar="شبكة المهاجرين", en="Migrants network", fr="Réseau des migrants"),
        acronym="MN",
        by=SYSTEM,
        at=AT,
    )


def address(cast, name: str, document, **more) -> str:
    return reverse(f"evidence:{name}", kwargs={"institution": cast.institution.slug, "uid": document.uid, **more})


def told(document, **more) -> dict[str, str | int]:
    known = {f"title_{code}": text for code, text in document.title.items()}
    return known | {"visibility": document.visibility, "seen": document.version} | more


# ---------------------------------------------------------------------- beside its original


def test_every_passage_leads_to_its_stretch_and_back(cast, document):
    page = cast.client().get(address(cast, "document", document)).content.decode()

    with cast.scope():
        numbers = list(Passage.objects.values_list("number", flat=True))
    for number in numbers:
        assert page.count(f'id="passage-{number}"') == 1
        assert page.count(f'id="place-{number}"') == 1
        assert f'href="#passage-{number}"' in page and f'href="#place-{number}"' in page


def test_the_leaves_together_are_the_whole_original_once(cast, deposit):
    text = "\n\n".join(f"Governments should protect migrants in place {n} of their journey." for n in range(100))
    document = deposit(text, "long.txt").document

    with cast.scope():
        rows = selectors.passages(cast.institution, to=None, document=document)
        count = leaves.count(document, rows)
        parts = []
        for leaf in range(1, count + 1):
            passages = list(leaves.passages(rows, document, leaf))
            parts.append("".join(s.text for s in leaves.stretches(document, passages, leaf=leaf)))

    assert count == 3
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_document_with_pages_is_turned_page_by_page(cast, document):
    """Three pages over the text as it stands: a passage belongs to the page it begins on."""
    with cast.scope():
        starts = [0, *(p.start - 2 for p in Passage.objects.filter(number__in=[3, 5]).order_by("number"))]
        Rendition.objects.update(page_starts=starts)
        for passage in Passage.objects.all():
            Passage.objects.filter(pk=passage.pk).update(page=sum(start <= passage.start for start in starts))
        Document.objects.update(pages=3)
        document.refresh_from_db()
        whole = Rendition.objects.get().text
        rows = selectors.passages(cast.institution, to=None, document=document)
        shown = [
            "".join(s.text for s in leaves.stretches(document, list(leaves.passages(rows, document, n)), leaf=n))
            for n in (1, 2, 3)
        ]
        third = Passage.objects.get(number=3)
        assert leaves.of(document, third) == 2

    assert "".join(shown) == whole
    page = cast.client().get(address(cast, "document", document) + "?page=2").content.decode()
    assert 'id="passage-3"' in page and 'id="passage-1"' not in page
    assert "Page <bdi>2</bdi> of <bdi>3</bdi>" in page
    assert cast.client().get(address(cast, "document", document) + "?page=4").status_code == 404


def test_only_what_is_shown_is_read_from_the_database(cast, document):
    with CaptureQueriesContext(connection) as caught:
        cast.client().get(address(cast, "document", document))

    assert not [q["sql"] for q in caught if '"evidence_rendition"."text", "' in q["sql"]]


def test_the_page_says_where_it_is_from(cast, deposit, network):
    document = deposit(papers.ENGLISH, "paper.txt", contributor=network, year=2020, source="By mail").document

    page = cast.client().get(address(cast, "document", document)).content.decode()

    for said in ("Migrants network", "2020", "By mail", document.digest, "How to check it yourself"):
        assert said in page
    assert "In the register of acts" not in page
    assert "In the register of acts" in cast.client("officer").get(address(cast, "document", document)).content.decode()


# ---------------------------------------------------------------------- compared with its original


def test_a_document_is_compared_with_its_original(cast, document, lang):
    answer = cast.client("member").post(address(cast, "verify", document))

    assert answer.status_code == 200
    assert document.digest in answer.content.decode()
    assert answer.context["found"].passages == document.passage_count


def test_a_changed_original_is_caught_and_each_passage_named_with_its_cause(cast, document):
    with cast.scope():
        third = Passage.objects.get(number=3)
        Passage.objects.filter(pk=third.pk).update(text="Governments must keep the fees.")

    answer = cast.client("member").post(address(cast, "verify", document))
    assert answer.status_code == 409
    assert [fault["number"] for fault in answer.context["faults"]] == [3]
    assert "The words of this passage do not stand" in answer.content.decode()

    files.place(document.digest).write_bytes(b"other")
    answer = cast.client("member").post(address(cast, "verify", document))
    assert answer.context["found"].unfaithful == document.passage_count
    assert "The original file on disk is not the file" in answer.content.decode()


# ---------------------------------------------------------------------- what is told about it


def test_an_officer_changes_what_is_told_and_the_minute_says_which(cast, document, network):
    more = {"title_fr": "Contribution", "contributor": "migrants NETWORK", "year": 2020, "source": "By mail"}

    answer = cast.client("officer").post(
        address(cast, "edit", document), told(document, **more, visibility="members"), follow=True
    )

    assert "Saved." in answer.content.decode()
    with cast.scope():
        now = Document.objects.get()
        assert (now.contributor, now.year, now.origin, now.visibility, now.version) == (
            network,
            2020,
            "By mail",
            "members",
            2,
        )
    entry = Entry.objects.get(act="evidence.describe")
    assert entry.before == {
        "title": document.title,
        "contributor": None,
        "year": None,
        "origin": "",
        "visibility": "public",
    }
    assert entry.after["visibility"] == "members" and entry.after["contributor"] == network.uid


def test_what_is_as_it_was_leaves_no_trace(cast, document):
    cast.client("officer").post(address(cast, "edit", document), told(document))

    assert not Entry.objects.filter(act="evidence.describe").exists()


def test_closing_a_document_reaches_the_facets_in_the_same_act(cast, document):
    with cast.scope():
        before = Facets.objects.order_by("-revision").first().revision

    evidence.describe(
        cast.institution,
        document,
        title=document.title,
        contributor=None,
        year=None,
        source="",
        licence="",
        consent="",
        visibility="confidential",
        seen=1,
        by=cast.badr.actor,
        at=AT,
    )

    with cast.scope():
        assert Facets.objects.order_by("revision").first().revision > before


def test_who_was_overtaken_sees_both_and_loses_nothing(cast, document, lang):
    first = told(document, source="What Amal wrote", year=2019)
    second = told(document, source="What Badr wrote", licence="CC BY")
    url = address(cast, "edit", document)
    cast.client("secretary").post(url, first)

    answer = cast.client("officer").post(url, second)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What Amal wrote" in page and 'value="What Badr wrote"' in page and 'value="CC BY"' in page
    assert [(now, mine) for _, now, mine in answer.context["differences"]] == [
        ("2019", ""),
        ("What Amal wrote", "What Badr wrote"),
        ("", "CC BY"),
    ]
    with cast.scope():
        assert Document.objects.get().origin == "What Amal wrote"
    again = cast.client("officer").post(url, second | {"seen": 2})
    assert again.status_code == 302
    with cast.scope():
        assert Document.objects.get().origin == "What Badr wrote"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"year": 1899}, "year"),
        ({"year": 2999}, "year"),
        ({"year": "x"}, "year"),
        ({"contributor": "Nobody"}, "contributor"),
        ({"visibility": "all"}, "visibility"),
        ({"title_en": ""}, "title_en"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(cast, document, network, more, field):
    answer = cast.client("officer").post(address(cast, "edit", document), told(document, **more))

    assert list(answer.context["form"].errors) == [field]


@pytest.mark.parametrize(
    ("names", "year"),
    [
        (["Report 2019"], 2019),
        (["Report 2019", "report-2019.pdf"], 2019),
        (["2018-2019"], None),
        (["A/73/12583"], None),
        (["Report 2099"], None),
        (["Report of 1998"], None),
        (["120203"], None),
    ],
)
def test_a_year_is_guessed_only_where_one_is_named(names, year):
    assert forms.year_in(names, most=2027) == year


def test_a_guess_is_said_to_be_one_and_kept_by_nobody(cast, deposit):
    document = deposit(papers.ENGLISH, "report 2019.txt").document

    page = cast.client("officer").get(address(cast, "edit", document)).content.decode()

    assert "The year 2019 is a guess" in page and 'value="2019"' in page
    with cast.scope():
        assert Document.objects.get().year is None


def test_a_document_is_withdrawn_only_by_who_is_sure(cast, document):
    url = address(cast, "withdraw", document)
    client = cast.client("officer")

    assert list(client.post(url, {"because": "Its author asked."}).context["form"].errors) == ["sure"]
    answer = client.post(url, {"because": "Its author asked.", "sure": "on"}, follow=True)

    assert "The document was withdrawn." in answer.content.decode()
    assert client.get(address(cast, "document", document)).status_code == 404


# ---------------------------------------------------------------------- deposited with it


def test_a_deposit_says_whose_words_they_are_and_when(cast, network):
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = {
        "files": SimpleUploadedFile("a.txt", papers.ENGLISH.encode()),
        "visibility": "public",
        "contributor": "MN",
        "year": "2020",
    }

    cast.client("officer").post(f"/en/{cast.institution.slug}/documents/deposit/", given)

    with cast.scope():
        assert (Document.objects.get().contributor, Document.objects.get().year) == (network, 2020)


def test_two_organisations_of_one_name_are_told_apart(cast, document, network):
    other = people.register_organisation(
        name=words(en="Migrants network"), acronym="MN", country="MA", by=SYSTEM, at=AT
    )
    url = address(cast, "edit", document)
    client = cast.client("officer")

    assert list(client.post(url, told(document, contributor="Migrants network (MN)")).context["form"].errors) == [
        "contributor"
    ]
    client.post(url, told(document, contributor="Migrants network (MN) · MA"))

    with cast.scope():
        assert Document.objects.get().contributor == other
