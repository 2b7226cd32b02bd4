"""A quotation is compared with the bytes that were given, the text read from them and the words at its place."""

from __future__ import annotations

import pytest

from mithaq.evidence import files, originals, selectors
from mithaq.evidence.models import Passage, Rendition
from mithaq.evidence.originals import Unfaithful, is_made_of_lines_of, is_repaired_from
from tests.evidence import papers


@pytest.fixture
def passage(cast, document):
    with cast.scope():
        return Passage.objects.select_related("rendition__document").get(rendition__document=document, number=3)


def test_a_passage_is_shown_between_the_raw_text_around_it(cast, passage):
    with cast.scope():
        place = selectors.passage_in_original(passage, context=40)

    at = papers.ENGLISH.index(place.stretch)
    assert place.before == papers.ENGLISH[max(0, at - 40) : at]
    assert place.after.startswith("\n\nGovernments should")
    assert place.page == 1


def test_the_original_is_handed_out_as_it_was_given(document):
    assert selectors.original(document) == papers.ENGLISH.encode()


def test_an_original_that_was_changed_on_disk_is_not_handed_out(document):
    files.place(document.digest).write_bytes(b"something else")

    with pytest.raises(files.Altered):
        selectors.original(document)


def test_an_original_that_is_gone_is_not_handed_out(document):
    files.place(document.digest).unlink()

    with pytest.raises(files.Altered) as altered:
        selectors.original(document)

    assert altered.value.found == ""


def test_a_quotation_whose_file_was_changed_is_unfaithful(cast, passage):
    files.place(passage.rendition.document.digest).write_bytes(b"something else")

    with cast.scope(), pytest.raises(Unfaithful) as why:
        originals.verify([passage])

    assert why.value.why == "bytes"


def test_a_quotation_whose_text_was_changed_in_the_database_is_unfaithful(cast, passage):
    with cast.scope():
        Rendition.objects.update(text=papers.ENGLISH.replace("abolish", "raise"))
        passage = Passage.objects.get(pk=passage.pk)

        with pytest.raises(Unfaithful) as why:
            originals.verify([passage])

    assert why.value.why == "text"


def test_a_quotation_whose_words_were_changed_is_unfaithful(cast, passage):
    with cast.scope():
        Passage.objects.filter(pk=passage.pk).update(text=passage.text.replace("abolish", "raise"))

        with pytest.raises(Unfaithful) as why:
            originals.verify([Passage.objects.get(pk=passage.pk)])

    assert why.value.why == "words"


def test_every_passage_of_every_language_is_found_again(cast, deposit):
    for name, text in papers.PAPERS.items():
        deposit(text, name)

    with cast.scope():
        passages = Passage.objects.prefetch_related("rendition__document")
        checked = originals.verify(passages)

    assert checked == len(passages) > 12


@pytest.mark.parametrize(
    ("quoted", "raw", "stands"),
    [
        ("Migrants speak.", "Migrants\n  speak.", True),
        ("منظمة العمل", "منظمة اﻟﻌﻤﻞ", True),  # presentation forms
        ("وهيئة أخرى", "وهيئةأخرى", True),  # a glued word taken apart
        ("one sentence over two pages", "one sentence\n12\nover two pages", True),  # a page number between
        ("fees must go", "fees must not go", False),
        ("must go fees", "fees must go", False),
        ("fees must not go", "fees must go", False),
    ],
)
def test_a_quotation_of_an_older_kernel_may_leave_out_lines_but_no_word(quoted, raw, stands):
    assert is_made_of_lines_of(quoted, raw) is stands


@pytest.mark.parametrize(
    ("quoted", "raw", "stands"),
    [
        ("Migrants speak.", "Migrants\n  speak.", True),
        ("Migrants speak .", "Migrants\n  speak.", False),
        ("fees must go", "fees must not go", False),
    ],
)
def test_a_quotation_of_this_kernel_is_what_it_makes_of_the_stretch(quoted, raw, stands):
    assert is_repaired_from(quoted, raw) is stands


def test_a_document_with_letters_no_database_takes_is_found_again(cast, deposit):
    text = papers.ENGLISH.replace("abolish", "abo\x01lish").replace("monitor", "moni\u200btor")

    document = deposit(text, "odd.txt").document

    with cast.scope():
        passages = Passage.objects.filter(rendition__document=document).prefetch_related("rendition__document")
        assert originals.verify(passages) == document.passage_count
