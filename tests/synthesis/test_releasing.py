"""Releasing: refused with the place it fails at, frozen for ever, verified again, as closed as its sources."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from mithaq.evidence import files
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document, Passage, Rendition
from mithaq.foundation import journal
from mithaq.foundation.models import Entry
from mithaq.institutions.models import Term
from mithaq.synthesis import release_words, selectors, services, verifying
from mithaq.synthesis.findings import Finding
from mithaq.synthesis.models import Citation, Line, LineRendition, Release, ReleaseCitation
from tests.cast import AT
from tests.synthesis import adopted


def keys(findings) -> list[str]:
    return [found.key for found in findings]


def page(cast, release, who="anonymous", name="release", lang="en"):
    with translation.override(lang):
        place = {"institution": cast.institution.slug, "uid": release.synthesis.uid, "number": release.number}
        return cast.client(who).get(reverse(f"synthesis:{name}", kwargs=place))


# ---- What stands in the way.


def test_a_draft_in_which_nobody_wrote_is_refused(cast, draft, shelf):
    with cast.scope():
        made = draft(documents=shelf).synthesis

        with pytest.raises(services.NotReady) as refused:
            adopted.release(cast, made)

        assert keys(refused.value.findings) == ["nothing-written"]
        assert not Release.objects.exists()


def test_release_is_refused_while_a_line_has_no_citation(cast, written):
    line = Line.objects.filter(status="confirmed").first()
    line.citations.all().delete()

    with pytest.raises(services.NotReady) as refused:
        adopted.release(cast, written)

    (found,) = refused.value.findings
    assert (found.key, found.line) == ("no-citation", line.uid)


@pytest.mark.parametrize("why", ["bytes", "text", "words"])
def test_a_quotation_that_does_not_stand_in_its_original_is_named(cast, written, why):
    passage = Citation.objects.filter(line__status="confirmed").first().passage
    document = passage.document
    if why == "bytes":
        files.place(document.digest).write_bytes(b"something else")
    elif why == "text":
        Rendition.objects.filter(pk=passage.rendition_id).update(text=passage.rendition.text + " ")
    else:
        Passage.objects.filter(pk=passage.pk).update(text="Something nobody said.")

    checked = services.check(written)

    found = next(f for f in checked.faults if f.passage == passage.uid)
    assert (found.key, found.document) == (why, document.uid)
    with translation.override("en"):
        said = release_words.finding(found)
    assert document.file_name in said
    assert said.startswith({"bytes": "Bytes altered", "text": "Text altered", "words": "Words not there"}[why])
    with pytest.raises(services.NotReady):
        adopted.release(cast, written, seen=checked.seen)
    assert not Release.objects.exists()


def test_a_passage_that_was_put_aside_must_be_cited_again(cast, written):
    passage = Citation.objects.filter(line__status="confirmed").first().passage
    Passage.objects.filter(pk=passage.pk).update(is_current=False)

    assert {f.passage for f in services.check(written).faults if f.key == "put-aside"} == {passage.uid}


def test_a_line_of_withdrawn_documents_only_is_refused_and_one_beside_others_is_told(cast, written, shelf):
    Document.objects.filter(pk=shelf[1].pk).update(withdrawn_at=AT)

    checked = services.check(written)

    by_line = {
        line.uid: {c.passage.document.is_withdrawn for c in line.citations.all()}
        for line in Line.objects.filter(status="confirmed")
    }
    assert {f.line for f in checked.findings if f.key == "withdrawn-only"} == {
        u for u, s in by_line.items() if s == {True}
    }
    assert {f.line for f in checked.findings if f.key == "withdrawn-beside"} == {
        u for u, s in by_line.items() if len(s) > 1
    }
    assert {True} in by_line.values() and {True, False} in by_line.values()


def test_stale_and_missing_translations_are_told_released_and_marked(cast, written):
    first, second, *_ = Line.objects.filter(status="confirmed")
    first.renditions.filter(lang="ar").update(text="نص آخر", version=2)
    second.renditions.filter(lang="fr").delete()

    checked = services.check(written)
    release = adopted.release(cast, written)

    assert sorted((f.key, f.facts["langs"], f.line) for f in checked.notes) == sorted(
        [("stale", ["en", "fr"], first.uid), ("missing", ["fr"], second.uid)]
    )
    report = verifying.report_of(release, "fr")
    lines = {line.uid: line for section in report.sections for line in section.lines}
    assert lines[first.uid].rendition == "stale"
    assert (lines[second.uid].rendition, lines[second.uid].text_lang) == ("missing", "ar")
    shown = page(cast, release, lang="en").content.decode()
    assert shown.count("Older translation") == 1


def test_a_count_that_counts_nothing_is_told(cast, written):
    line = Line.objects.filter(status="confirmed").first()
    line.renditions.filter(lang="en").update(text="{documents objective=22} documents of {documents}.")

    (found,) = (f for f in services.check(written).notes if f.key == "empty-count")

    assert (found.line, found.facts["count"]) == (line.uid, "{documents objective=22}")


def test_words_the_institution_avoids_are_told_and_forbid_nothing(cast, written):
    Term.objects.create(institution=cast.institution, preferred={"en": "compact"}, avoided={"en": ["pact"]})
    line = Line.objects.filter(status="confirmed").first()
    line.renditions.filter(lang="en").update(text="The pact of States.")

    checked = services.check(written)

    assert [(f.line, f.facts["found"], f.facts["term"]) for f in checked.notes if f.key == "term"] == [
        (line.uid, "pact", "compact")
    ]
    assert not checked.faults


def test_a_draft_changed_since_it_was_seen_is_refused(cast, written):
    seen = services.check(written).seen
    LineRendition.objects.filter(lang="fr").first().line.renditions.filter(lang="fr").update(text="Autre chose.")

    with pytest.raises(services.NotReady) as refused:
        adopted.release(cast, written, seen=seen)

    assert keys(refused.value.findings) == ["changed"]


def test_it_is_no_more_open_than_its_most_closed_source(cast, written, shelf):
    Document.objects.filter(pk=shelf[0].pk).update(visibility=Visibility.MEMBERS)

    with pytest.raises(services.NotReady) as refused:
        adopted.release(cast, written)
    release = adopted.release(cast, written, visibility=Visibility.MEMBERS)

    assert keys(refused.value.findings) == ["too-open"]
    assert release.number == 1


def test_who_adopted_what_and_when_must_be_told(cast, written):
    with pytest.raises(services.NotReady) as refused:
        adopted.release(cast, written, title={}, adopted_by={"ar": ""}, adopted_on=AT.date() + timedelta(days=1))

    assert keys(refused.value.findings) == ["no-title", "no-adopter", "not-yet"]


def test_every_refusal_is_a_sentence_in_three_languages(cast, written, lang):
    facts = {
        "section": "8", "line": 3, "said": "قيل", "title": {"en": "Paper"}, "file": "a.txt", "page": 2, "words": "x",
        "langs": ["ar"], "count": "{documents}", "found": "x", "term": "y", "day": "2020-12-01", "most": "members",
    }  # fmt: skip
    with translation.override(lang):
        sentences = [release_words.finding(Finding(key, facts=facts)) for key in release_words._FINDINGS]

    assert len(set(sentences)) == len(sentences) > 15
    assert not any("%(" in sentence for sentence in sentences)


# ---- What a release is.


def test_a_release_is_numbered_frozen_and_told_in_the_minute(cast, written):
    first = adopted.release(cast, written)
    second = adopted.release(cast, written)

    assert (first.number, second.number) == (1, 2)
    assert first.lines == Line.objects.filter(status="confirmed").count()
    assert first.digest != second.digest
    assert set(first.sources.all()) == {source.document for source in written.sources.all()}
    entries = Entry.objects.filter(act="synthesis.release").order_by("number")
    assert [entry.after["digest"] for entry in entries] == [first.digest, second.digest]
    assert all(entry.public for entry in entries)
    assert journal.verify(cast.institution.uid) is None


def test_every_citation_of_a_release_resolves(cast, written):
    release = adopted.release(cast, written)

    report = verifying.report_of(release, "ar")
    told = {
        (section.key, place, quote.passage, quote.number)
        for section in report.sections
        for place, line in enumerate(section.lines, start=1)
        for quote in line.quotes
    }
    kept = {(c.section, c.line, c.passage.uid, c.number) for c in ReleaseCitation.objects.filter(release=release)}
    assert told == kept
    assert {c.document_id for c in release.citations.all()} <= {d.pk for d in release.sources.all()}
    assert release.cited == len({passage for _, _, passage, _ in told})


def test_nothing_uncited_is_frozen_but_how_many_and_why(cast, written):
    release = adopted.release(cast, written)

    for lang in ("ar", "en", "fr"):
        report = verifying.report_of(release, lang)
        cited = {q.passage for s in report.sections for line in s.lines for q in line.quotes}
        assert {row.passage for row in report.evidence} == cited
        assert all(unused.passages == () for s in report.sections for unused in s.unused)
        assert sum(unused.count for s in report.sections for unused in s.unused) > 0


def test_the_draft_stays_open_and_the_release_never_changes(cast, written):
    release = adopted.release(cast, written)
    before = Release.objects.values().get(pk=release.pk)
    shown = verifying.report_of(release, "en")

    line = Line.objects.filter(status="confirmed").first()
    line.renditions.update(text="Changed afterwards.", version=2)
    Line.objects.filter(status="confirmed").exclude(pk=line.pk).delete()
    again = adopted.release(cast, written)

    kept = Release.objects.get(pk=release.pk)
    assert Release.objects.values().get(pk=release.pk) == before
    assert verifying.verify_release(kept).holds
    assert verifying.report_of(kept, "en") == shown
    assert (again.number, again.lines) == (2, 1)


def test_a_release_changed_behind_the_house_is_found(cast, written):
    release = adopted.release(cast, written)
    Release.objects.filter(pk=release.pk).update(adopted_on=date(2020, 1, 1))

    checked = verifying.verify_release(Release.objects.get(pk=release.pk))

    assert not checked.digest_holds and not checked.holds
    assert keys(checked.findings) == ["digest"]


@pytest.mark.parametrize("why", ["bytes", "text", "words"])
def test_an_original_altered_since_is_caught_and_named(cast, written, why):
    release = adopted.release(cast, written)
    citation = release.citations.select_related("passage__rendition__document").first()
    passage, document = citation.passage, citation.document
    if why == "bytes":
        files.place(document.digest).write_bytes(b"something else")
    elif why == "text":
        Rendition.objects.filter(pk=passage.rendition_id).update(text=passage.rendition.text + " ")
    else:
        Passage.objects.filter(pk=passage.pk).update(text="Something nobody said.")

    checked = verifying.verify_release(Release.objects.get(pk=release.pk))

    assert checked.digest_holds and not checked.holds
    found = next(f for f in checked.findings if f.passage == passage.uid)
    assert (found.key, found.document, found.facts["number"]) == (why, document.uid, citation.number)
    answer = page(cast, release)
    assert answer.status_code == 200
    assert document.file_name in answer.content.decode()
    assert "Fault:" in answer.content.decode()


def test_a_withdrawn_document_is_a_fact_and_its_words_are_shown_no_more(cast, written, shelf):
    release = adopted.release(cast, written)
    quote = next(
        q for s in verifying.report_of(release, "en").sections for line in s.lines for q in line.quotes
        if q.passage in set(Passage.objects.filter(rendition__document=shelf[1]).values_list("uid", flat=True))
    )  # fmt: skip
    assert quote.text in page(cast, release).content.decode()
    Document.objects.filter(pk=shelf[1].pk).update(withdrawn_at=AT)

    checked = verifying.verify_release(Release.objects.get(pk=release.pk))
    shown = page(cast, release).content.decode()

    assert checked.holds
    assert {f.key for f in checked.findings} == {"withdrawn"}
    assert quote.text not in shown
    assert str(shelf[1].title) not in shown
    assert shelf[1].file_name not in shown
    assert "These words were withdrawn after this release" in shown
    assert f"[{quote.number}]" in shown


def test_a_replaced_file_is_a_fact_and_no_fault(cast, written, shelf):
    release = adopted.release(cast, written)
    former = files.digest_of(b"former")
    with files.prepared(b"former") as ready:
        ready.keep()
    Rendition.objects.filter(document=shelf[0]).update(file_digest=former)

    checked = verifying.verify_release(Release.objects.get(pk=release.pk))

    assert checked.holds
    assert {f.key for f in checked.findings} == {"replaced"}


# ---- Who sees it.


def test_a_release_is_as_closed_as_its_documents_are_now(cast, written, shelf):
    release = adopted.release(cast, written)
    seen = {who: page(cast, release, who).status_code for who in ("anonymous", "member", "officer")}
    Document.objects.filter(pk=shelf[2].pk).update(visibility=Visibility.MEMBERS)
    closed = {who: page(cast, release, who).status_code for who in ("anonymous", "member", "officer")}
    Document.objects.filter(pk=shelf[2].pk).update(withdrawn_at=AT)
    withdrawn = {who: page(cast, release, who).status_code for who in ("anonymous", "member", "officer")}

    assert seen == {"anonymous": 200, "member": 200, "officer": 200}
    assert closed == withdrawn == {"anonymous": 404, "member": 200, "officer": 200}


def test_a_source_the_draft_takes_later_does_not_close_a_release(cast, written, shelf):
    release = adopted.release(cast, written)
    extra = Document.objects.get(pk=shelf[0].pk)
    extra.pk, extra.uid, extra.digest, extra.visibility = None, "laterlaterlater1", "0" * 64, Visibility.CONFIDENTIAL
    extra.save()
    written.sources.create(institution=cast.institution, document=extra, number=99)

    assert page(cast, release).status_code == 200
    assert list(selectors.releases(cast.institution, to=None)) == [release]


def test_a_release_for_members_is_in_nobody_elses_list(cast, written):
    release = adopted.release(cast, written, visibility=Visibility.MEMBERS)

    assert list(selectors.releases(cast.institution, to=None)) == []
    assert list(selectors.releases(cast.institution, to=cast.chadia.account)) == [release]
    assert page(cast, release).status_code == 404
