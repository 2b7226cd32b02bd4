"""Each passage of a contribution is cited, says the same as what is cited, was left with a reason, or was not read."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from mithaq.evidence import selectors as evidence
from mithaq.evidence import services as deposits
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document
from mithaq.foundation.fields import words
from mithaq.people import services as people
from mithaq.synthesis import selectors, whereabouts
from mithaq.synthesis.enums import Reason, Status
from mithaq.synthesis.models import Citation, Line, LineRendition, Release, ReleaseCitation, Unused
from tests import cast as everybody
from tests.evidence import papers
from tests.xss import url


def work_of(cast, document, to=None):
    documents = evidence.documents(cast.institution, to=to).filter(pk=document.pk)
    work, *_ = whereabouts.works(cast.institution, documents, to=to)
    return whereabouts.whereabouts(work, documents)


def told(found, state=""):
    return found.rows(list(found.passages(state)))


def report_lines(synthesis, lang="en"):
    return [line for section in selectors.report(synthesis, lang).sections for line in section.lines]


def test_every_passage_is_told_once_and_the_sum_is_the_whole(cast, shelf, draft):
    with cast.scope():
        draft()
        found = work_of(cast, shelf[0])
        summary = found.summary()
        rows = told(found)

    assert summary.total == shelf[0].passage_count == len(rows)
    assert sum(summary.states.values()) == summary.total
    assert {state: sum(r.state == state for r in rows) for state in whereabouts.STATES} == summary.states
    assert summary.states["cited"] > 0
    assert sum(n for _, n in summary.why) == summary.states["left"]


def test_what_is_cited_is_told_with_the_number_the_report_gives_it(cast, shelf, draft, lang):
    with cast.scope():
        synthesis = draft().synthesis
        numbers = {(q.passage, q.number) for line in report_lines(synthesis, lang) for q in line.quotes}
        from django.utils import translation  # inline: only this test changes the language of the reader

        with translation.override(lang):
            said = {line.uid: line for line in report_lines(synthesis, lang)}
            placed = [
                (row.passage.uid, number, place)
                for document in shelf
                for row in told(work_of(cast, document))
                for place, number in row.places
            ]

    assert {(passage, number) for passage, number, _ in placed} == numbers
    assert {place.said.text for _, _, place in placed} == {line.lead for line in said.values()}


def test_what_says_the_same_names_the_line_that_is_cited(cast, shelf, draft):
    """A fourth paper repeats what three said; three are quoted, it is grouped with them."""
    with cast.scope():
        again = papers.ENGLISH.replace("Submission of", "Further submission of")
        fourth = deposits.deposit(
            cast.institution, again.encode(), "more.txt", by=cast.badr.actor, at=everybody.AT,
            visibility=Visibility.PUBLIC,
        ).document  # fmt: skip
        deposits.code(cast.institution, [fourth], by=cast.badr.actor, at=everybody.AT, workers=1)
        draft()
        grouped = [row for d in (*shelf, fourth) for row in told(work_of(cast, d), "grouped")]

    assert grouped
    assert all(row.same for row in grouped)
    assert all(row.same.citations for row in grouped)
    assert {row.why for row in grouped} <= {str(Reason.SAME.label), str(Reason.COPY.label)}


def test_what_a_person_left_out_says_so_in_their_words(cast, shelf, draft):
    with cast.scope():
        synthesis = draft().synthesis
        row = Unused.objects.filter(synthesis=synthesis, passage__rendition__document=shelf[0]).first()
        Unused.objects.filter(pk=row.pk).update(
            reason=Reason.LEFT_OUT, because="It names persons.", by_name="Badr", at=everybody.AT
        )
        found = next(r for r in told(work_of(cast, shelf[0]), "left") if r.passage.pk == row.passage_id)

    assert (found.why, found.because, found.is_by_person) == (str(Reason.LEFT_OUT.label), "It names persons.", True)


def test_a_dismissed_line_cites_nothing(cast, shelf, draft):
    with cast.scope():
        draft()
        before = work_of(cast, shelf[0]).summary().states["cited"]
        Line.objects.update(status=Status.DISMISSED)
        after = work_of(cast, shelf[0]).summary()

    assert (before > 0, after.states["cited"], after.states["grouped"]) == (True, 0, 0)
    assert sum(n for _, n in after.why) == after.states["left"]


def test_what_came_after_the_draft_was_not_read(cast, shelf, draft):
    with cast.scope():
        draft()
        late = shelf[0].renditions.get()
        late.made_at = now()
        late.save()
        Unused.objects.filter(passage__rendition=late).delete()
        Citation.objects.filter(passage__rendition=late).delete()
        Line.objects.update(facts={"members": []})
        states = work_of(cast, shelf[0]).summary().states

    assert states["unread"] == shelf[0].passage_count


def released(synthesis, visibility=Visibility.PUBLIC) -> Release:
    """What is adopted, by hand: the first line of the draft, with all it cites."""
    line = Line.objects.filter(section__synthesis=synthesis).order_by("section__order", "order").first()
    section = {
        "key": line.section.key,
        "number": "6",
        "title": {"text": "Fair recruitment", "lang": "en"},
        "lines": [{"uid": line.uid, "text": "Fees must end.", "text_lang": "en", "lead": ""}],
    }
    release = Release.objects.create(
        institution=synthesis.institution, synthesis=synthesis, number=1, title=words(en="Adopted report"),
        adopted_by=words(en="The plenary"), adopted_on=everybody.AT.date(), visibility=visibility, lines=1, cited=1,
        content={lang: {"sections": [section]} for lang in ("ar", "en", "fr")}, digest="0" * 64,
        released_at=everybody.AT,
    )  # fmt: skip
    release.sources.set(source.document for source in synthesis.sources.all())
    for number, citation in enumerate(line.citations.select_related("passage__rendition__document"), start=1):
        ReleaseCitation.objects.create(
            institution=synthesis.institution, release=release, passage=citation.passage,
            document=citation.passage.document, section=line.section.key, line=1, number=number,
        )  # fmt: skip
    return release


def test_a_release_stands_before_its_draft_and_tells_its_own_words(cast, shelf, draft):
    with cast.scope():
        release = released(draft().synthesis)
        document = release.citations.first().document
        documents = evidence.documents(cast.institution, to=None).filter(pk=document.pk)
        works = whereabouts.works(cast.institution, documents, to=None)
        found = whereabouts.whereabouts(works[0], documents)
        cited = told(found, "cited")
        summary = found.summary()

    assert [work.is_release for work in works] == [True, False]
    assert {place.said.text for row in cited for place, _ in row.places} == {"Fees must end."}
    assert (summary.sections, summary.states["unread"]) == (1, 0)
    assert sum(summary.states.values()) == document.passage_count


def test_a_release_tells_nothing_the_draft_said_afterwards(cast, shelf, draft):
    with cast.scope():
        release = released(draft().synthesis)
        row = Unused.objects.filter(passage__rendition__document__in=shelf).first()
        Unused.objects.filter(pk=row.pk).update(reason=Reason.LEFT_OUT, because="SECRET-LATER", at=now())
        document = row.passage.document
        documents = evidence.documents(cast.institution, to=None).filter(pk=document.pk)
        work = next(w for w in whereabouts.works(cast.institution, documents, to=None) if w.uid == release.uid)
        rows = told(whereabouts.whereabouts(work, documents))

    assert "SECRET-LATER" not in [r.because for r in rows]


def test_only_works_the_reader_may_see_are_told(cast, shelf, draft):
    with cast.scope():
        made = draft(visibility=Visibility.MEMBERS).synthesis
        documents = evidence.documents(cast.institution, to=None)
        for_anybody = whereabouts.works(cast.institution, documents, to=None)
        for_members = whereabouts.works(cast.institution, documents, to=cast.chadia.account)

    assert for_anybody == []
    assert [work.uid for work in for_members] == [made.uid]


def test_a_work_that_may_not_be_seen_is_not_found_by_its_address(cast, shelf, draft):
    with cast.scope():
        made = draft(visibility=Visibility.MEMBERS).synthesis
    page = url(cast, "synthesis:document_words", uid=shelf[0].uid) + f"?in={made.uid}"

    assert cast.client("anonymous").get(page).status_code == 404
    assert cast.client("member").get(page).status_code == 200


def test_the_page_of_a_document_that_may_not_be_seen_is_not_found(cast, shelf, draft):
    with cast.scope():
        draft()
        Document.objects.filter(pk=shelf[0].pk).update(visibility=Visibility.CONFIDENTIAL)
    page = url(cast, "synthesis:document_words", uid=shelf[0].uid)

    assert cast.client("anonymous").get(page).status_code == 404
    assert cast.client("officer").get(page).status_code == 200


@pytest.fixture
def union(cast, shelf):
    made = people.register_organisation(words(en="Union of seafarers"), by=cast.amal.actor, at=everybody.AT)
    with cast.scope():
        Document.objects.filter(pk__in=[d.pk for d in shelf[:2]]).update(contributor=made)
    return made


def test_the_page_of_an_organisation_tells_what_the_reader_may_see_of_it(cast, shelf, draft, union):
    with cast.scope():
        draft()
        Document.objects.filter(pk=shelf[1].pk).update(visibility=Visibility.CONFIDENTIAL)
    page = url(cast, "synthesis:organisation_words", uid=union.uid)
    anybody = cast.client("anonymous").get(page)
    officer = cast.client("officer").get(page)

    assert (anybody.context["document_count"], officer.context["document_count"]) == (1, 2)
    assert not anybody.context["works"]
    assert officer.context["summary"].total == shelf[0].passage_count + shelf[1].passage_count


def test_an_organisation_of_which_nothing_may_be_seen_is_not_found(cast, shelf, union):
    with cast.scope():
        Document.objects.filter(contributor=union).update(visibility=Visibility.CONFIDENTIAL)

    assert cast.client("anonymous").get(url(cast, "synthesis:organisation_words", uid=union.uid)).status_code == 404


def _queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_the_queries_of_an_organisation_do_not_grow_with_its_documents(cast, shelf, draft, union):
    with cast.scope():
        draft()
        Document.objects.update(contributor=None)
        Document.objects.filter(pk=shelf[0].pk).update(contributor=union)
    client, page = cast.client("member"), url(cast, "synthesis:organisation_words", uid=union.uid)
    one = _queries(client, page)
    with cast.scope():
        Document.objects.update(contributor=union)
    three = _queries(client, page)

    assert one == three


def test_a_filter_keeps_one_kind_and_pages_keep_the_filter(cast, shelf, draft):
    with cast.scope():
        draft()
    client, page = cast.client("anonymous"), url(cast, "synthesis:document_words", uid=shelf[0].uid)
    cited = client.get(page + "?show=cited")
    odd = client.get(page + "?show=nonsense")

    assert {row.state for row in cited.context["rows"]} == {"cited"}
    assert len(odd.context["rows"]) == shelf[0].passage_count


def test_from_a_passage_to_the_line_that_cites_it_and_back(cast, shelf, draft):
    with cast.scope():
        synthesis = draft().synthesis
        passage = report_lines(synthesis)[0].quotes[0].passage
    page = cast.client("anonymous").get(url(cast, "evidence:passage", uid=passage)).content.decode()
    (line,) = re.findall(r'href="([^"]+#line-\w{16})"', page)[:1]
    report = cast.client("anonymous").get(line.partition("#")[0]).content.decode()

    assert f'id="{line.partition("#")[2]}"' in report
    assert f"/documents/passage/{passage}/" in report


def test_a_document_leads_to_where_its_words_went(cast, shelf, draft):
    page = cast.client("anonymous").get(url(cast, "evidence:document", uid=shelf[0].uid)).content.decode()

    assert url(cast, "synthesis:document_words", uid=shelf[0].uid) in page


def test_the_count_in_a_written_line_is_made_when_it_is_read(cast, shelf, draft):
    with cast.scope():
        synthesis = draft().synthesis
        line = Line.objects.filter(
            section__synthesis=synthesis, citations__passage__rendition__document=shelf[1]
        ).first()
        Line.objects.filter(pk=line.pk).update(status=Status.CONFIRMED)
        LineRendition.objects.create(
            institution=cast.institution, line=line, lang="en", text="{documents} papers ask for it.",
            is_original=True, at=everybody.AT,
        )  # fmt: skip
        cited = len({c.passage.document.pk for c in line.citations.select_related("passage__rendition__document")})
        said = {place.said.text for row in told(work_of(cast, shelf[1]), "cited") for place, _ in row.places}

    assert f"{cited} papers ask for it." in said
