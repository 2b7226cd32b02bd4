"""The coding desk: what a person decides stands, once, and can be taken back; two do not overwrite each other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mithaq.evidence import selectors
from mithaq.evidence.models import Coding, Decision, Facets, Passage
from mithaq.evidence.services import desk
from mithaq.foundation import journal
from mithaq.foundation.models import Entry
from tests.cast import AT


@pytest.fixture
def fees(cast, coded):
    """The passage about recruitment fees: objective 6, a recommendation."""
    with cast.scope():
        return Passage.objects.get(text__contains="recruitment fees")


def yes(scheme: str, code: str, name: str = "") -> desk.Verdict:
    return {"scheme": scheme, "code": code, "name": name, "verdict": "yes"}


def no(scheme: str, code: str) -> desk.Verdict:
    return {"scheme": scheme, "code": code, "name": "", "verdict": "no"}


def codes(cast, passage) -> set[tuple[str, str, str]]:
    with cast.scope():
        return set(Coding.objects.filter(passage=passage).values_list("scheme", "code", "status"))


@pytest.fixture
def decide(cast):
    def by_badr(passage, *verdicts, key="k1", seen=0, by=None, at=AT, **more):
        by = by or cast.badr.actor
        return desk.decide(cast.institution, passage, key=key, verdicts=verdicts, seen=seen, by=by, at=at, **more)

    return by_badr


ACCEPTED = (yes("objective", "6"), yes("act", "recommendation"))


def test_codes_said_yes_and_no_stand_as_confirmed_and_rejected_and_new_ones_are_added(cast, fees, decide):
    decision = decide(fees, no("objective", "6"), yes("act", "commitment"), yes("country", "MA"))

    fees.refresh_from_db()
    assert codes(cast, fees) == {
        ("objective", "6", "rejected"),
        ("act", "recommendation", "rejected"),
        ("act", "commitment", "confirmed"),
        ("country", "MA", "confirmed"),
    }
    assert (fees.version, fees.decided_at, decision.by_name) == (1, AT, cast.badr.person.name)
    with cast.scope():
        facets = Facets.objects.get(passage=fees)
        assert (facets.act, facets.objectives, facets.countries, facets.is_confirmed) == (
            "commitment",
            "",
            ",MA,",
            True,
        )


def test_the_same_key_sent_twice_is_one_decision_and_one_entry_of_the_journal(cast, fees, decide):
    first = decide(fees, *ACCEPTED)
    second = decide(fees, *ACCEPTED)

    with cast.scope():
        assert second.pk == first.pk
        assert Decision.objects.count() == 1
    assert Entry.objects.filter(act="evidence.decide").count() == 1
    assert journal.verify(cast.institution.uid) is None


def test_whoever_saw_an_older_state_is_told_who_changed_it_and_when_and_changes_nothing(cast, fees, decide):
    decide(fees, *ACCEPTED)
    stood = codes(cast, fees)

    with pytest.raises(desk.Changed) as refused:
        decide(fees, no("act", "recommendation"), key="k2", by=cast.amal.actor, at=AT + timedelta(minutes=1))

    assert (refused.value.decision.by_name, refused.value.decision.at) == (cast.badr.person.name, AT)
    assert codes(cast, fees) == stood


@pytest.mark.parametrize(
    "verdicts",
    [
        [yes("act", "fact"), yes("act", "practice")],
        [yes("objective", "24")],
        [yes("objective", "6"), no("objective", "6")],
        [yes("mood", "good")],
        [yes("country", "Morocco")],
        [yes("speaker", "other", "x" * 201)],
        [{**yes("act", "fact"), "verdict": "perhaps"}],
    ],
)
def test_what_no_page_sends_is_refused_whole(cast, fees, decide, verdicts):
    stood = codes(cast, fees)

    with pytest.raises(desk.Unfit):
        decide(fees, *verdicts)

    assert codes(cast, fees) == stood


def test_undo_brings_back_what_stood_before_and_can_be_sent_twice(cast, fees, decide):
    before = codes(cast, fees)
    decide(fees, no("objective", "6"), yes("act", "commitment"), yes("country", "MA"))

    undone = desk.undo(cast.institution, by=cast.badr.actor, at=AT, key="u1")
    again = desk.undo(cast.institution, by=cast.badr.actor, at=AT, key="u1")

    fees.refresh_from_db()
    assert codes(cast, fees) == before
    assert (fees.version, fees.decided_at) == (2, None)
    assert again.pk == undone.pk
    with cast.scope():
        assert Facets.objects.get(passage=fees).objectives == ",6,"


def test_undo_goes_back_step_by_step_and_says_when_there_is_nothing_left(cast, coded, decide):
    with cast.scope():
        first, second = Passage.objects.filter(kind="paragraph")[:2]
    decide(first, yes("act", "fact"), key="a")
    decide(second, yes("act", "fact"), key="b", at=AT + timedelta(seconds=1))

    undone = [desk.undo(cast.institution, by=cast.badr.actor, at=AT).passage_id for _ in range(2)]

    assert undone == [second.pk, first.pk]
    with pytest.raises(desk.Kept) as kept:
        desk.undo(cast.institution, by=cast.badr.actor, at=AT)
    assert kept.value.why == "nothing"


def test_undo_is_refused_when_somebody_decided_later(cast, fees, decide):
    decide(fees, *ACCEPTED)
    decide(fees, yes("act", "fact"), key="k2", seen=1, by=cast.amal.actor, at=AT + timedelta(minutes=1))

    with pytest.raises(desk.Kept) as kept:
        desk.undo(cast.institution, by=cast.badr.actor, at=AT + timedelta(minutes=2))

    assert (kept.value.why, kept.value.decision.by_name) == ("later", cast.amal.person.name)
    assert ("act", "fact", "confirmed") in codes(cast, fees)


def words_of(cast, passage) -> tuple[str, int]:
    with cast.scope():
        row = Passage.objects.select_related("rendition__document").get(pk=passage.pk)
        return row.text, selectors.verify([row])


def test_split_makes_two_passages_that_verify_and_keeps_the_former_for_who_cited_it(cast, coded, fees):
    with cast.scope():
        following = list(Passage.objects.filter(number__gt=fees.number).order_by("number"))
    at_char = fees.text.index("and monitor")

    decision = desk.split(cast.institution, fees, at_char=at_char, key="s", seen=0, by=cast.badr.actor, at=AT)

    with cast.scope():
        left, right = Passage.objects.filter(uid__in=decision.after["passages"]).order_by("number")
        numbers = list(Passage.objects.filter(is_current=True).order_by("number").values_list("number", flat=True))
        moved = [Passage.objects.get(pk=p.pk).number for p in following]
    coded.refresh_from_db()
    assert (left.text, right.text) == (fees.text[:at_char].strip(), fees.text[at_char:])
    assert [words_of(cast, p)[1] for p in (left, right, fees)] == [1, 1, 1]
    assert (left.number, right.number, left.cut_from_id) == (fees.number, fees.number + 1, fees.pk)
    assert moved == [p.number + 1 for p in following]
    assert numbers == list(range(1, coded.passage_count + 1))
    with cast.scope():
        assert not Facets.objects.get(passage=fees).is_current
        assert Facets.objects.get(passage=left).is_current


def test_confirmed_codes_go_to_the_part_that_holds_their_words(cast, fees, decide):
    decide(fees, *ACCEPTED, yes("country", "MA"))
    at_char = fees.text.index("and monitor")

    decision = desk.split(cast.institution, fees, at_char=at_char, key="s", seen=1, by=cast.badr.actor, at=AT)

    with cast.scope():
        left, right = Passage.objects.filter(uid__in=decision.after["passages"]).order_by("number")
        act = Coding.objects.get(passage=left, scheme="act")
        spoken = [left.text[a:b] for a, b in act.spans]
        former = [fees.text[a:b] for a, b in Coding.objects.get(passage=fees, scheme="act").spans]
    assert (act.code, act.status, spoken) == ("recommendation", "confirmed", former)
    assert ("act", "recommendation", "confirmed") not in codes(cast, right)
    assert ("country", "MA", "suggested") in codes(cast, left) & codes(cast, right)


@pytest.mark.parametrize("at_char", [0, 10_000])
def test_split_is_refused_where_a_part_would_have_no_words(cast, fees, at_char):
    with pytest.raises(desk.Uncut) as refused:
        desk.split(cast.institution, fees, at_char=at_char, key="s", seen=0, by=cast.badr.actor, at=AT)

    assert refused.value.why == "edge"


def neighbours(cast):
    with cast.scope():
        return Passage.objects.filter(kind="paragraph").order_by("number")[:2]


def test_merge_makes_one_passage_that_verifies_and_keeps_what_was_confirmed(cast, coded, fees, decide):
    first, second = neighbours(cast)
    decide(first, *ACCEPTED)

    decision = desk.merge(cast.institution, first, second, key="m", seen=1, by=cast.badr.actor, at=AT)

    with cast.scope():
        (made,) = Passage.objects.filter(uid__in=decision.after["passages"])
        numbers = list(Passage.objects.filter(is_current=True).order_by("number").values_list("number", flat=True))
    assert words_of(cast, made) == (f"{first.text}\n\n{second.text}", 1)
    assert ("act", "recommendation", "confirmed") in codes(cast, made)
    assert numbers == list(range(1, len(numbers) + 1))


def test_merge_is_refused_across_a_heading_and_over_a_gap(cast, coded, fees):
    with cast.scope():
        rows = list(Passage.objects.order_by("number"))
    heading = next(p for p in rows[2:] if p.kind == "heading")
    before = rows[rows.index(heading) - 1]

    for first, second, why in ((before, heading, "heading"), (rows[2], rows[4], "apart")):
        with pytest.raises(desk.Uncut) as refused:
            desk.merge(cast.institution, first, second, key="m", seen=0, by=cast.badr.actor, at=AT)
        assert refused.value.why == why


@pytest.mark.parametrize("kind", ["split", "merge"])
def test_a_cut_can_be_undone_until_somebody_decides_about_its_parts(cast, coded, fees, decide, kind):
    first, second = neighbours(cast)
    with cast.scope():
        before = list(Passage.objects.order_by("pk").values_list("pk", "number", "is_current"))
    cut(cast, kind, first, second, key="one")

    desk.undo(cast.institution, by=cast.badr.actor, at=AT)

    with cast.scope():
        stood = [p for p in before if p[0] <= before[-1][0]]
        assert list(Passage.objects.filter(pk__lte=before[-1][0]).order_by("pk").values_list(
            "pk", "number", "is_current"
        )) == stood  # fmt: skip
        assert not Passage.objects.filter(pk__gt=before[-1][0], is_current=True).exists()
        first.refresh_from_db()
        second.refresh_from_db()
    made = cut(cast, kind, first, second, key="two")
    with cast.scope():
        part = Passage.objects.get(uid=made.after["passages"][0])
    decide(part, yes("act", "fact"), key="later", by=cast.amal.actor)
    with pytest.raises(desk.Kept) as kept:
        desk.undo(cast.institution, by=cast.badr.actor, at=AT)
    assert kept.value.why == "later"


def cut(cast, kind, first, second, *, key):
    told = {"key": key, "seen": first.version, "by": cast.badr.actor, "at": AT}
    if kind == "merge":
        return desk.merge(cast.institution, first, second, **told)
    return desk.split(cast.institution, first, at_char=first.text.index(" ") + 1, **told)
