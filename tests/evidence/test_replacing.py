"""Another file for the same document: unchanged words keep everything said of them, nothing is lost, all is checked."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mithaq.evidence import files, originals, selectors
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Status
from mithaq.evidence.models import Coding, Document, Facets, Passage, Rendition, Replacement
from mithaq.evidence.originals import Unfaithful
from mithaq.evidence.services.renditions import Given
from mithaq.foundation.models import Entry
from tests.cast import AT
from tests.evidence import papers

LEFT_OUT = "governments abolish"


def changed(text: str = papers.ENGLISH) -> bytes:
    """The same paper with one paragraph more in front, and one of its statements worded otherwise."""
    assert LEFT_OUT in text
    return f"A word before: this copy was corrected by its authors.\n\n{text.replace(LEFT_OUT, 'States end')}".encode()


def replaced(cast, document, data: bytes | None = None, name: str = "corrected.txt", **more):
    told = {"because": "Its authors corrected it.", "seen": document.version, "by": cast.badr.actor, "at": AT} | more
    return evidence.replace(cast.institution, document, changed() if data is None else data, name, **told)


def words(cast) -> dict[str, str]:
    with cast.scope():
        return {p.text: p.uid for p in Passage.objects.filter(is_current=True)}


def test_passages_with_unchanged_words_stay_the_same_records_with_their_codes(cast, coded):
    before = words(cast)
    with cast.scope():
        codes = set(Coding.objects.values_list("pk", flat=True))

    done = replaced(cast, coded)

    now = words(cast)
    kept = before.keys() & now.keys()
    assert {text: before[text] for text in kept} == {text: now[text] for text in kept}
    assert (done.kept, done.new, done.aside) == (len(kept), len(now) - len(kept), len(before) - len(kept))
    assert done.aside >= 1 and done.kept >= 1
    with cast.scope():
        assert codes == set(Coding.objects.filter(pk__in=codes).values_list("pk", flat=True))


def test_codes_of_the_others_are_kept_and_count_nowhere(cast, coded):
    with cast.scope():
        passage = Passage.objects.get(text__contains=LEFT_OUT)
        confirmed = passage.codings.filter(scheme="objective").first()
        Coding.objects.filter(pk=confirmed.pk).update(status=Status.CONFIRMED, by_uid="x")
        count = passage.codings.count()

    done = replaced(cast, coded)
    evidence.code(cast.institution, [done.document], by=cast.badr.actor, at=AT, workers=1)

    with cast.scope():
        aside = Passage.objects.get(pk=passage.pk)
        assert not aside.is_current
        assert aside.codings.filter(is_obsolete=True).count() == count
        assert selectors.codings([aside])[aside.pk] == []
        assert selectors.readings([done.document], among=[aside.pk])[0].objectives == []
        assert not Facets.objects.get(passage=aside).is_current


def test_a_passage_of_the_former_file_is_checked_against_the_former_file(cast, coded):
    former = coded.digest
    done = replaced(cast, coded)
    with cast.scope():
        passages = list(Passage.objects.filter(is_current=False).select_related("rendition__document"))
        now = list(Passage.objects.filter(is_current=True).select_related("rendition__document"))
        assert originals.verify(passages) == done.aside
        assert originals.verify(now) == done.kept + done.new
        assert {p.rendition.file_digest for p in passages} == {former}

        files.place(former).write_bytes(b"something else")

        assert originals.verify(now) == done.kept + done.new
        with pytest.raises(Unfaithful) as fault:
            originals.verify(passages)
    assert (fault.value.why, fault.value.is_current, fault.value.document.uid) == ("bytes", False, coded.uid)
    assert fault.value.number == passages[0].number


def test_the_document_is_now_of_the_new_file_and_the_minute_says_why(cast, coded):
    former = coded.digest

    done = replaced(cast, coded, name="folder\\corrected.txt")

    with cast.scope():
        now = Document.objects.get(pk=coded.pk)
        assert Rendition.objects.filter(document=now, is_original=True, is_current=True).count() == 1
    assert (now.digest, now.file_name, now.version) == (files.digest_of(changed()), "corrected.txt", 2)
    assert (now.coder, now.passage_count) == ("", done.kept + done.new)
    assert files.read(former) == papers.ENGLISH.encode()
    entry = Entry.objects.get(act="evidence.replace")
    assert (entry.before["digest"], entry.after["because"]) == (former, "Its authors corrected it.")


def test_putting_the_former_file_back_brings_everything_back(cast, coded):
    before = words(cast)
    with cast.scope():
        counted = Coding.objects.filter(is_obsolete=False).count()
    done = replaced(cast, coded)

    replaced(cast, done.document, papers.ENGLISH.encode(), "back.txt")

    assert words(cast) == before
    with cast.scope():
        assert Coding.objects.filter(is_obsolete=False).count() == counted
        assert originals.verify(Passage.objects.filter(is_current=True).select_related("rendition__document")) == len(
            before
        )


def test_what_a_person_split_stays_split_where_its_words_stand_unchanged(cast, coded):
    with cast.scope():
        whole = Passage.objects.filter(is_current=True, kind="paragraph").exclude(text__contains=LEFT_OUT).last()
        last = Passage.objects.order_by("-number").first().number
        middle = whole.start + papers.ENGLISH[whole.start : whole.end].index(" ", 20)
        Passage.objects.filter(pk=whole.pk).update(is_current=False)
        pieces = []
        for n, (start, end) in enumerate(((whole.start, middle), (middle + 1, whole.end)), start=1):
            text = papers.ENGLISH[start:end].replace("\n", " ").strip()
            told = {"rendition": whole.rendition, "kind": "paragraph", "lang": "en", "page": 1, "tokens": " "}
            place = {"number": last + n, "start": start, "end": end, "text": text, "cut_from": whole}
            pieces.append(Passage.objects.create(institution=cast.institution, **told, **place))

    done = replaced(cast, coded)

    with cast.scope():
        now = list(Passage.objects.filter(rendition__document=coded, is_current=True).order_by("number"))
        text = Rendition.objects.get(is_original=True, is_current=True).text
        assert [p.pk for p in now if p.cut_from_id] == [p.pk for p in pieces]
        assert whole.pk not in [p.pk for p in now]
        assert [p.number for p in now] == list(range(1, len(now) + 1))
        assert [text[p.start : p.end] for p in now if p.cut_from_id] == [
            papers.ENGLISH[p.start : p.end] for p in pieces
        ]
        assert not any(a.end > b.start for a, b in pairwise(now))
    assert done.document.passage_count == len(now)


def test_a_split_whose_words_changed_is_put_aside_whole(cast, coded):
    with cast.scope():
        whole = Passage.objects.get(text__contains=LEFT_OUT)
        middle = whole.start + papers.ENGLISH[whole.start : whole.end].rindex(" ")
        Passage.objects.filter(pk=whole.pk).update(is_current=False)
        for n, (start, end) in enumerate(((whole.start, middle), (middle + 1, whole.end)), start=1):
            told = {"rendition": whole.rendition, "kind": "paragraph", "lang": "en", "page": 1, "tokens": " "}
            place = {"number": 900 + n, "start": start, "end": end, "text": papers.ENGLISH[start:end]}
            Passage.objects.create(institution=cast.institution, cut_from=whole, **told, **place)

    replaced(cast, coded)

    with cast.scope():
        now = Passage.objects.filter(is_current=True)
        assert not now.exclude(cut_from=None).exists()
        assert now.filter(text__contains="States end").exists()


def test_translations_went_stale_and_stay(cast, document):
    made = evidence.translate(
        cast.institution,
        document,
        lang="fr",
        given=Given(text="Contribution."),
        translated_by="Leïla",
        by=cast.badr.actor,
        at=AT,
    )

    replaced(cast, document)

    with cast.scope():
        made.refresh_from_db()
    assert (made.is_stale, made.is_current) == (True, True)


def test_a_file_in_the_language_of_a_translation_puts_the_translation_aside(cast, document):
    given = Given(text="Contribution.")
    made = evidence.translate(
        cast.institution, document, lang="fr", given=given, translated_by="Leïla", by=cast.badr.actor, at=AT
    )

    replaced(cast, document, papers.FRENCH.encode())

    with cast.scope():
        made.refresh_from_db()
        assert Rendition.objects.get(is_original=True, is_current=True).lang == "fr"
    assert (made.is_stale, made.is_current) == (True, False)


@pytest.mark.parametrize("what", ["same", "another", "unreadable", "empty"])
def test_a_file_that_cannot_take_the_place_changes_nothing(cast, deposit, coded, what):
    deposit(papers.FRENCH, "cities.txt")
    data, cause = {
        "same": (papers.ENGLISH.encode(), "same-file"),
        "another": (papers.FRENCH.encode(), "another-document"),
        "unreadable": (b"%PDF-1.7 cut", "damaged"),
        "empty": (b"", "empty"),
    }[what]
    name = "x.pdf" if what == "unreadable" else "x.txt"
    before = words(cast)
    there = sorted(path.name for path in files.place(coded.digest).parent.parent.rglob("*") if path.is_file())

    with pytest.raises(evidence.Refused) as refused:
        replaced(cast, coded, data, name)

    with cast.scope():
        now = Document.objects.get(pk=coded.pk)
        assert not Replacement.objects.exists()
        assert not Coding.objects.filter(is_obsolete=True).exists()
    assert refused.value.cause == cause
    assert words(cast) == before
    assert (now.digest, now.version) == (coded.digest, 1)
    assert sorted(p.name for p in files.place(coded.digest).parent.parent.rglob("*") if p.is_file()) == there


def test_who_looked_at_an_older_version_is_told(cast, document):
    replaced(cast, document)

    with pytest.raises(evidence.Conflict) as conflict:
        replaced(cast, document, b"Governments should do something else entirely for migrants.\n" * 3, seen=1)

    assert conflict.value.document.version == 2


def test_a_replacement_that_fails_late_leaves_everything_as_it_was(cast, coded, monkeypatch):
    from mithaq.foundation import journal

    def broken(*args, **more):
        raise RuntimeError("cut off")

    before = words(cast)
    monkeypatch.setattr(journal, "write", broken)
    with pytest.raises(RuntimeError):
        replaced(cast, coded)

    assert words(cast) == before
    assert not files.place(files.digest_of(changed())).exists()
    with cast.scope():
        assert Rendition.objects.get().file_digest == ""


def test_an_officer_replaces_a_file_on_its_page_and_the_passage_of_the_former_says_so(cast, coded):
    from django.core.files.uploadedfile import SimpleUploadedFile

    with cast.scope():
        aside = Passage.objects.get(text__contains=LEFT_OUT)
    base = f"/en/{cast.institution.slug}/documents/"
    told = {"file": SimpleUploadedFile("new.txt", changed()), "because": "Corrected.", "seen": 1}

    answer = cast.client("officer").post(f"{base}{coded.uid}/replace/", told, follow=True)

    assert "The file was replaced." in answer.content.decode()
    assert "Digest of the earlier file:" in answer.content.decode()
    page = cast.client().get(f"{base}passage/{aside.uid}/").content.decode()
    assert "The file of this document was replaced" in page
    assert "Said of an earlier file" in page
    assert "original reading" in page
    assert coded.digest in page
    # What stood around it is no longer everybody's to read.
    assert "Submission of civil society" not in page.split("original reading")[1]
    assert (
        "Submission of civil society"
        in cast.client("officer").get(f"{base}passage/{aside.uid}/").content.decode().split("original reading")[1]
    )


def test_only_officers_get_the_former_file(cast, coded):
    done = replaced(cast, coded)
    url = f"/en/{cast.institution.slug}/documents/{coded.uid}/earlier/{done.uid}/"

    assert cast.client("officer").get(url).content == papers.ENGLISH.encode()
    assert cast.client("member").get(url).status_code == 403


def test_a_refused_replacement_stands_at_its_field(cast, coded, lang):
    from django.core.files.uploadedfile import SimpleUploadedFile

    told = {"file": SimpleUploadedFile("new.txt", papers.ENGLISH.encode()), "because": "كذا", "seen": 1}
    url = f"/{lang}/{cast.institution.slug}/documents/{coded.uid}/replace/"

    answer = cast.client("officer").post(url, told)

    assert answer.status_code == 200
    assert "\u2068new.txt\u2069" in str(answer.context["form"].errors["file"])
    assert 'value="كذا"' in answer.content.decode()
