"""Translations: who made them, from which text, beside it, and never counted as what people said."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mithaq.evidence import leaves, selectors
from mithaq.evidence import services as evidence
from mithaq.evidence.models import Passage, Rendition
from mithaq.evidence.services.renditions import Given
from mithaq.foundation.models import Entry
from tests.cast import AT
from tests.evidence import papers


def translated(cast, document, text: str = "Contribution de la société civile.\n\nDeuxième paragraphe.", **more):
    told = {"lang": "fr", "given": Given(text=text), "translated_by": "Leïla Ben Ali"} | more
    return evidence.translate(cast.institution, document, by=cast.badr.actor, at=AT, **told)


def page(cast, name: str, document, *, who: str = "anonymous", lang: str = "en", **more) -> str:
    from django.urls import reverse
    from django.utils import translation

    with translation.override(lang):
        url = reverse(f"evidence:{name}", kwargs={"institution": cast.institution.slug, "uid": document.uid, **more})
    return cast.client(who).get(url).content.decode()


def test_a_translation_says_who_made_it_from_which_text_and_is_unofficial_unless_said(cast, document):
    made = translated(cast, document)

    with cast.scope():
        original = Rendition.objects.get(is_original=True)
        assert made.translated_from == original
    assert (made.lang, made.translated_by, made.is_official, made.is_stale) == ("fr", "Leïla Ben Ali", False, False)
    entry = Entry.objects.get(act="evidence.translate")
    assert (entry.after["language"], entry.after["original"]) == ("fr", original.text_digest)


def test_a_translation_makes_no_passages_and_changes_no_figure(cast, document):
    with cast.scope():
        before = (selectors.counts(cast.institution, to=None), Passage.objects.count())
        found = selectors.found(cast.institution, "Contribution", to=None).count()

    translated(cast, document)

    with cast.scope():
        assert (selectors.counts(cast.institution, to=None), Passage.objects.count()) == before
        assert selectors.found(cast.institution, "Contribution", to=None).count() == found
        assert selectors.known_languages(cast.institution, to=None) == ("en",)


def test_another_translation_takes_its_place_and_the_former_stays(cast, document):
    former = translated(cast, document)

    now = translated(cast, document, "Une autre.", translated_by="machine: Traducteur 3")

    with cast.scope():
        former.refresh_from_db()
    assert (former.is_current, now.is_current) == (False, True)
    shown = page(cast, "translations", document)
    assert "Translated by a machine: <bdi>Traducteur 3</bdi>." in shown
    assert "Earlier translations" in shown and "Leïla Ben Ali" in shown.split("Earlier translations")[1]


def test_a_translation_is_read_from_a_file(cast, document):
    given = Given(data=papers.FRENCH.encode(), name="../../traduction.txt")

    made = translated(cast, document, given=given)

    assert made.text.split("\n\n")[0] == "Contribution des collectivités locales à l’examen régional des migrations"
    assert len(made.file_digest) == 64


@pytest.mark.parametrize(
    ("more", "cause"),
    [
        ({"lang": "en"}, "language-of-original"),
        ({"lang": "de"}, "language-of-original"),
        ({"translated_by": "  "}, "no-translator"),
        ({"given": Given(text=" \n ")}, "no-translation"),
        ({"given": Given(data=b"%PDF-1.7 cut", name="x.pdf")}, "damaged"),
    ],
)
def test_what_is_no_translation_is_refused_and_nothing_is_kept(cast, document, more, cause):
    with pytest.raises(evidence.Refused) as refused:
        translated(cast, document, **more)

    assert refused.value.cause == cause
    with cast.scope():
        assert Rendition.objects.count() == 1


def test_they_stand_side_by_side_each_in_its_own_language(cast, document, lang):
    made = translated(cast, document)

    shown = page(cast, "translation", document, lang=lang, rendition=made.uid)

    assert '<p class="reading" lang="en" dir="ltr">' in shown
    assert '<p class="reading" lang="fr" dir="ltr">Deuxième paragraphe.</p>' in shown


def test_the_translation_of_a_closed_document_is_closed(cast, deposit):
    document = deposit(papers.ENGLISH, "paper.txt", visibility="confidential").document
    made = translated(cast, document, "zq7 secret")

    assert "zq7 secret" not in page(cast, "translation", document, rendition=made.uid, who="member")
    assert "zq7 secret" not in page(cast, "translations", document, who="member")
    assert "zq7 secret" in page(cast, "translation", document, rendition=made.uid, who="officer")


@pytest.mark.parametrize(("ours", "theirs"), [(4, 4), (4, 2), (2, 5), (1, 3), (3, 1)])
def test_nothing_is_lost_or_moved_beside_each_other(ours, theirs):
    left = [("en", f"passage {n} " + "x" * 40) for n in range(ours)]
    right = [f"paragraphe {n} " + "y" * 40 for n in range(theirs)]

    rows, one_by_one = leaves.rows(left, "\n\n".join(right))

    assert one_by_one == (ours == theirs)
    assert [pair for row in rows for pair in row.original] == left
    assert [text for row in rows for text in row.translation] == right
    assert len(rows) == min(ours, theirs)


def test_an_officer_adds_a_translation_on_its_page(cast, document, lang):
    from django.urls import reverse

    told = {"lang": "fr", "text": "Contribution.", "who": "machine", "name": "Traducteur 3"}
    url = reverse("evidence:translate", kwargs={"institution": cast.institution.slug, "uid": document.uid})

    answer = cast.client("officer").post(url, told, follow=True)

    assert "Traducteur 3" in answer.content.decode()
    with cast.scope():
        assert Rendition.objects.get(is_original=False).translated_by == "machine: Traducteur 3"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "text"),
        ({"text": "a", "file": SimpleUploadedFile("a.txt", b"b")}, "text"),
        ({"text": "a", "who": "machine", "is_official": "on"}, "is_official"),
        ({"text": "a", "name": ""}, "name"),
        ({"text": "a", "lang": "en"}, "lang"),
    ],
)
def test_a_translation_told_wrongly_is_said_at_its_field(cast, document, told, field):
    base = {"lang": "fr", "who": "person", "name": "Leïla"}
    url = f"/en/{cast.institution.slug}/documents/{document.uid}/translations/add/"

    answer = cast.client("officer").post(url, base | told)

    assert list(answer.context["form"].errors) == [field]
