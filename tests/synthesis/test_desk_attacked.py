"""Drafting and releasing under hands that slip, or mean it ill: sent twice, numbers that are none, words of others."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mithaq.evidence import services as evidence
from mithaq.evidence.models import Passage
from mithaq.foundation.models import Entry
from mithaq.notices.models import Notice
from mithaq.synthesis import counts, services
from mithaq.synthesis.models import Comment, Line, Release, Unused
from tests.cast import AT
from tests.evidence import papers
from tests.synthesis import adopted
from tests.synthesis.desk import FEES, SECTION, passages, section, written


@pytest.fixture
def made(cast, draft):
    return draft().synthesis


@pytest.fixture
def post(cast, made):
    def send(path, **told):
        return cast.client("officer").post(f"/en/{cast.institution.slug}/synthesis/{made.uid}/{path}", told)

    return send


def test_a_form_sent_twice_writes_one_line(cast, made, post):
    with cast.scope():
        cites = [p.uid for p in passages(made, *FEES)]
    told = {"text": "Fees must end.", "lang": "en", "passage": cites, "section": SECTION}

    first, second = post("write/", **told), post("write/", **told)

    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    with cast.scope():
        assert Line.objects.filter(renditions__text="Fees must end.").count() == 1
        assert Entry.objects.filter(act="synthesis.write_line").count() == 1


def test_the_same_words_on_other_passages_are_another_line(cast, made):
    with cast.scope():
        one, other = written(cast, made), written(cast, made, cites=FEES[:1])
        removed = services.remove_line(other, because="Twice.", seen=1, by=cast.badr.actor, at=AT)
        again = written(cast, made, cites=FEES[:1])

    assert len({one.pk, other.pk, again.pk}) == 3
    assert removed.status == "dismissed"


def test_a_comment_sent_twice_is_said_once(cast, made):
    with cast.scope():
        line = written(cast, made)
        for _ in range(2):
            services.comment(line, text="So?", lang="en", by=cast.badr.actor, at=AT)
        services.comment(line, text="So?", lang="en", by=cast.amal.actor, at=AT)

        assert list(Comment.objects.values_list("by_uid", flat=True)) == [cast.badr.actor.uid, cast.amal.actor.uid]


def test_a_release_sent_twice_is_made_once(cast, draft, shelf):
    with cast.scope():
        synthesis = draft(documents=shelf).synthesis
        adopted.write(cast, synthesis)
        first = adopted.release(cast, synthesis)
        told = Notice.objects.count()

        second = adopted.release(cast, synthesis, note={})

        assert second.pk == first.pk
        assert (Release.objects.count(), Notice.objects.count()) == (1, told)
        assert adopted.release(cast, synthesis, note={"en": "Corrected."}).number == 2


def test_a_draft_that_went_on_is_released_anew_under_the_same_title(cast, draft, shelf):
    with cast.scope():
        synthesis = draft(documents=shelf).synthesis
        line = adopted.write(cast, synthesis)[0]
        adopted.release(cast, synthesis)
        services.change_line(line, lang="ar", text="غير ذلك", seen=1, by=cast.badr.actor, at=AT)

        assert adopted.release(cast, synthesis, note={}).number == 2


@pytest.mark.parametrize("value", ["9" * 5000, "٣", "²", "0", "024x"])
def test_a_condition_that_is_no_number_is_told_with_its_place(value):
    with pytest.raises(counts.Misplaced):
        counts.parse(f"{{documents objective={value}}}")


@pytest.mark.parametrize("place", ["²", "9" * 5000, "-1", "٣", ""])
def test_a_finding_that_is_no_number_puts_nothing_right(cast, made, post, place):
    with cast.scope():
        line = written(cast, made)

    assert post(f"line/{line.uid}/", text="As it was.", seen="1", replace=place).status_code == 200


def test_a_passage_put_aside_is_no_longer_offered_as_unused(cast, made):
    """A person split it, or its file was replaced: no line can cite it any more."""
    with cast.scope():
        row = Unused.objects.filter(synthesis=made).first()
        Passage.objects.filter(pk=row.passage_id).update(is_current=False)
        uid = row.passage.uid
        key = section(made).key
    base, client = f"/en/{cast.institution.slug}/synthesis/{made.uid}/", cast.client("officer")

    listed = client.get(f"{base}passages/")

    assert listed.status_code == client.get(f"{base}desk/{key}/").status_code == 200
    assert uid not in listed.content.decode()


def test_passages_of_another_institution_or_of_no_source_are_cited_by_nobody(cast, made, post):
    other = evidence.deposit(cast.institution, (papers.ENGLISH + " More.").encode(), "o.txt", by=cast.badr.actor, at=AT)
    with cast.scope():
        foreign = Passage.objects.filter(rendition__document=other.document).first().uid
        line = written(cast, made)
        before = line.citations.count()

    post(f"line/{line.uid}/", text="Fees must end.", seen="1", cite=foreign)
    answer = post("write/", text="Theirs.", lang="en", passage=[foreign], section=SECTION)

    assert answer.status_code == 422
    with cast.scope():
        assert line.citations.count() == before
        assert not Line.objects.filter(renditions__text="Theirs.").exists()


def test_a_release_is_not_reached_by_a_number_beyond_all_numbers(cast, made):
    place = {"institution": cast.institution.slug, "uid": made.uid, "number": 10**30}

    assert cast.client("anonymous").get(reverse("synthesis:release", kwargs=place)).status_code == 404
