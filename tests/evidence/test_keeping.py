"""What becomes of documents: read again by a newer kernel, withdrawn, deposited anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mithaq.evidence import originals, selectors
from mithaq.evidence import services as evidence
from mithaq.evidence.models import Coding, Passage, Rendition
from mithaq.foundation.models import Entry
from mithaq.kernels import text as kernel
from tests.cast import AT
from tests.evidence import papers


@pytest.fixture
def newer_kernel(monkeypatch):
    """A kernel that leaves out the last passage and numbers backwards the others it found, under a new version."""
    real = kernel.read

    def read(data, *, name):
        found = real(data, name=name)
        kept = [replace(p, number=n) for n, p in enumerate(reversed(found.passages[:-1]), start=1)]
        return replace(found, passages=tuple(kept), version="reader-99")

    monkeypatch.setattr(kernel, "read", read)


def test_a_document_read_as_before_is_left_alone(cast, document):
    assert evidence.reread(cast.institution, document, by=cast.badr.actor, at=AT) is False
    assert not Entry.objects.filter(act="evidence.reread").exists()


def test_passages_with_the_same_words_keep_their_address_and_codes(cast, coded, newer_kernel):
    with cast.scope():
        before = {p.text: p.uid for p in Passage.objects.all()}
        last = Passage.objects.order_by("-number").first()
        codes = Coding.objects.count()

    assert evidence.reread(cast.institution, coded, by=cast.badr.actor, at=AT) is True

    with cast.scope():
        now = {p.text: p.uid for p in Passage.objects.filter(is_current=True)}
        aside = Passage.objects.get(is_current=False)
        assert now == {text: uid for text, uid in before.items() if text != last.text}
        assert (aside.uid, aside.text) == (last.uid, last.text)
        assert Coding.objects.count() == codes
        assert Rendition.objects.count() == 1
        assert Passage.objects.filter(is_current=True).order_by("number").last().text.startswith("Submission of civil")
    coded.refresh_from_db()
    assert (coded.reader, coded.coder, coded.passage_count) == ("reader-99", "", len(before) - 1)


def test_a_passage_put_aside_still_opens_at_its_address_and_is_vouched_for(cast, coded, newer_kernel):
    evidence.reread(cast.institution, coded, by=cast.badr.actor, at=AT)

    with cast.scope():
        aside = Passage.objects.get(is_current=False)
        assert selectors.passage(cast.institution, aside.uid, to=None) == aside
        assert originals.verify([aside]) == 1
        assert aside not in selectors.passages(cast.institution, to=None)
    answer = cast.client().get(f"/en/{cast.institution.slug}/documents/passage/{aside.uid}/")
    assert "A newer reading of the document" in answer.content.decode()


def test_a_text_read_otherwise_becomes_a_new_rendition_and_the_former_stays(cast, document, monkeypatch):
    real = kernel.read

    def read(data, *, name):
        found = real(b"\n\n\n" + data, name=name)
        return replace(found, version="reader-100")

    with cast.scope():
        before = {p.text: p.uid for p in Passage.objects.all()}
    monkeypatch.setattr(kernel, "read", read)

    evidence.reread(cast.institution, document, by=cast.badr.actor, at=AT)

    with cast.scope():
        renditions = list(Rendition.objects.order_by("pk"))
        passages = list(Passage.objects.select_related("rendition"))
        assert [r.is_current for r in renditions] == [False, True]
        assert {p.text: p.uid for p in passages} == before
        assert {p.rendition_id for p in passages} == {renditions[1].pk}
        assert [p.text for p in passages if p.text not in renditions[1].text[p.start : p.end]] == []


def test_withdrawing_says_why_in_the_minute_and_the_bytes_may_come_back(cast, deposit, document):
    evidence.withdraw(cast.institution, document, because="Its author asked.", by=cast.amal.actor, at=AT)

    again = deposit(papers.ENGLISH, "civil-society.txt")

    entry = Entry.objects.get(act="evidence.withdraw")
    assert (entry.about, entry.after) == (f"evidence.document:{document.uid}", {"because": "Its author asked."})
    assert again.state == "deposited"
    assert again.document.uid != document.uid
