"""What is counted follows what is written, for each reader as much as they may see."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from mithaq.evidence import columns, selectors
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document, Facets, Passage
from mithaq.evidence.search import index
from mithaq.evidence.services import facets
from tests.cast import AT
from tests.evidence import papers


@pytest.fixture(autouse=True)
def _nothing_held():
    columns.forget()
    yield
    columns.forget()


def counted(cast, to=None, **more):
    with cast.scope():
        return selectors.facet_counts(cast.institution, to=to, **more)


def by_hand(cast, scheme):
    """Counted from the codings, without facets."""
    found = {}
    with cast.scope():
        for passage, said in selectors.codings(list(selectors.passages(cast.institution, to=None))).items():
            for code in {c.code for c in said if c.scheme == scheme}:
                found.setdefault(code, set()).add(passage)
    return {code: len(passages) for code, passages in found.items()}


def test_counts_are_those_of_the_codes(cast, coded):
    found = counted(cast)

    assert found["objective"] and found["objective"] == by_hand(cast, "objective")
    assert found["act"] == by_hand(cast, "act")
    told = {key: n for key, n in found["category"].items() if key != "none"}
    assert told == by_hand(cast, "speaker")
    assert sum(found["category"].values()) == sum(found["lang"].values())
    assert found["country"] == by_hand(cast, "country")
    assert sum(found["lang"].values()) == coded.passage_count
    assert found["document"] == {coded.uid: coded.passage_count}
    assert found["year"] == {"unknown": coded.passage_count}


def test_a_year_that_is_not_known_is_said_so_and_one_that_is_counts(cast, coded, deposit):
    other = deposit(papers.FRENCH, "fr.txt").document
    with cast.scope(), transaction.atomic():
        Document.objects.filter(pk=other.pk).update(year=2019)
        facets.refresh_document(cast.institution, other)

    assert counted(cast)["year"] == {"unknown": coded.passage_count, "2019": other.passage_count}
    assert counted(cast, chosen={"year": ["2019"]})["document"] == {other.uid: other.passage_count}
    assert counted(cast, chosen={"year": ["unknown"]})["document"] == {coded.uid: coded.passage_count}


def test_counts_follow_the_other_facets_and_not_their_own(cast, coded, deposit):
    french = deposit(papers.FRENCH, "fr.txt").document
    whole = counted(cast)

    found = counted(cast, chosen={"lang": ["fr"]})

    assert found["lang"] == whole["lang"]
    assert found["document"] == {french.uid: whole["lang"]["fr"]}


def test_what_a_reader_may_not_see_is_in_no_count(cast, deposit):
    deposit(papers.ENGLISH, "open.txt")
    closed = deposit(papers.FRENCH, "closed.txt", visibility=Visibility.MEMBERS).document

    assert closed.uid not in counted(cast)["document"]
    assert "fr" not in counted(cast)["lang"]
    assert counted(cast, to=cast.chadia.account)["document"][closed.uid] == closed.passage_count


def test_a_document_closed_behind_our_back_is_closed_at_once(cast, document):
    counted(cast)
    with cast.scope():
        Document.objects.filter(pk=document.pk).update(visibility=Visibility.CONFIDENTIAL)

    assert counted(cast)["document"] == {}


def test_a_withdrawn_document_leaves_every_count(cast, document):
    assert counted(cast)["document"] == {document.uid: document.passage_count}
    evidence.withdraw(cast.institution, document, because="a test", by=cast.badr.actor, at=AT)

    assert counted(cast)["document"] == {}


def test_objectives_are_crossed_with_denominators(cast, coded):
    with cast.scope():
        crossed = selectors.crossed(cast.institution, to=None, columns="category")
        rows = list(Facets.objects.filter(is_current=True).exclude(kind__in=["heading", "contents", "boilerplate"]))
    rows = [row for row in rows if row.act != "question" and row.kind != "question"]

    assert crossed.statements == len(rows)
    for n, name in enumerate(crossed.columns):
        mine = [row for row in rows if row.category == name]
        assert crossed.denominators[n] == len(mine) > 0
        assert crossed.documents[n] == 1
        for place, number in enumerate(crossed.rows):
            assert crossed.cells[place][n] == sum(f",{number}," in row.objectives for row in mine)
    assert any(crossed.totals)


def test_put_aside_passages_leave_the_counts_and_the_index(cast, document):
    with cast.scope(), transaction.atomic():
        gone = Passage.objects.filter(rendition__document=document).last()
        Passage.objects.filter(pk=gone.pk).update(is_current=False)
        facets.refresh(cast.institution, [gone.pk])

    assert counted(cast)["document"] == {document.uid: document.passage_count - 1}
    assert all(gone.pk not in keys for keys in index.postings(cast.institution.pk, gone.tokens.split()).values())


@pytest.mark.django_db(transaction=True)
class TestCommitted:
    """Where transactions really end."""

    def test_what_is_rolled_back_was_never_counted(self, cast, document):
        before = counted(cast)
        with cast.scope(), pytest.raises(ZeroDivisionError), transaction.atomic():
            Passage.objects.filter(rendition__document=document).update(lang="fr")
            facets.refresh_document(cast.institution, document)
            assert counted(cast)["lang"] == {"fr": document.passage_count}
            raise ZeroDivisionError

        assert counted(cast) == before

    def test_a_revision_used_again_after_a_rollback_is_no_trap(self, cast, document):
        counted(cast)
        with cast.scope(), pytest.raises(ZeroDivisionError), transaction.atomic():
            Passage.objects.filter(rendition__document=document).update(lang="fr")
            facets.refresh_document(cast.institution, document)
            counted(cast)
            raise ZeroDivisionError
        with cast.scope(), transaction.atomic():
            Passage.objects.filter(rendition__document=document).update(lang="ar")
            facets.refresh_document(cast.institution, document)

        assert counted(cast)["lang"] == {"ar": document.passage_count}

    def test_only_what_changed_is_fetched_and_a_question_without_change_costs_two_queries(
        self, cast, document, deposit, django_assert_num_queries
    ):
        first = counted(cast)
        with django_assert_num_queries(2):
            counted(cast)
        with cast.scope():
            held = columns.held(cast.institution)
        deposit(papers.FRENCH, "fr.txt")

        after = counted(cast)

        assert after["document"] != first["document"]
        with cast.scope():
            now = columns.held(cast.institution)
        assert now.revision > held.revision and now.vocabularies is held.vocabularies

    def test_another_thread_sees_what_this_one_wrote(self, cast, document, deposit):
        counted(cast)
        deposit(papers.FRENCH, "fr.txt")
        seen = []

        def elsewhere():
            seen.append(counted(cast))
            connection.close()

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert seen == [counted(cast)]

    def test_a_deleted_document_leaves_with_the_next_change(self, cast, document, deposit):
        counted(cast)
        with cast.scope():
            Document.objects.filter(pk=document.pk).delete()
        assert counted(cast)["document"] == {}
        other = deposit(papers.FRENCH, "fr.txt").document

        assert counted(cast)["document"] == {other.uid: other.passage_count}
        with cast.scope():
            assert len(columns.held(cast.institution)) == other.passage_count
