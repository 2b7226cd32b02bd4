"""A charter is adopted with everything it asks for, or not at all; the same again changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mithaq.blueprints import selectors, services
from mithaq.blueprints.models import Standing
from mithaq.bodies import selectors as bodies
from mithaq.foundation import journal
from mithaq.foundation.models import Entry
from mithaq.institutions import selectors as institutions
from mithaq.institutions.models import Charter
from mithaq.kernels.charter import CharterRefuses
from tests.blueprints.texts import AMENDABLE, BOARD, FAULTY, LARGER
from tests.cast import AT

ON = AT.date()
LARGEST = max(selectors.blueprints(), key=lambda one: len(one.charter.clauses))


def adopt(cast, text, *, on=ON, **more):
    return services.adopt(cast.institution, text, on=on, by=cast.amal.actor, at=AT, **more)


def test_a_first_charter_needs_no_decision_and_its_bodies_stand(cast):
    with cast.scope():
        version = adopt(cast, BOARD)

        assert version.number == 1
        assert [body.clause for body in bodies.bodies(cast.institution, on=ON)] == ["body.board"]
        assert institutions.charter_of(cast.institution, on=ON).get("body.board") is not None


def test_what_was_adopted_leaves_nothing_to_plan(cast):
    with cast.scope():
        before = selectors.steps(cast.institution, selectors.examine(BOARD).charter, on=ON)
        adopt(cast, BOARD)

        after = selectors.steps(cast.institution, selectors.examine(BOARD).charter, on=ON)

    assert [step.act for step in before] == ["open"] * len(before)
    assert len(before) > 0
    assert list(after) == []


@pytest.mark.parametrize("key", [one.key for one in selectors.blueprints()])
def test_each_text_of_the_gallery_is_adopted_and_then_asks_for_nothing_more(cast, key):
    text = selectors.gallery_text(key)
    with cast.scope():
        adopt(cast, text, blueprint=key)

        plan = selectors.steps(cast.institution, selectors.examine(text).charter, on=ON)

        assert [(step.act, step.clause, step.words) for step in plan] == []


def test_adopting_the_largest_text_twice_changes_nothing_the_second_time(cast):
    with cast.scope():
        adopt(cast, LARGEST.text, blueprint=LARGEST.key)
        entries, standing = Entry.objects.count(), list(Standing.objects.values_list("pk", "state", "until"))

        adopt(cast, LARGEST.text, blueprint=LARGEST.key)

        assert Entry.objects.count() == entries
        assert list(Standing.objects.values_list("pk", "state", "until")) == standing
        assert Charter.objects.count() == 1


def test_a_text_with_faults_is_refused_and_nothing_stands(cast):
    with cast.scope():
        with pytest.raises(services.Faulty) as refused:
            adopt(cast, FAULTY)

        assert [fault.key for fault in refused.value.faults] == ["not-a-choice"]
        assert Charter.objects.count() == 0
        assert list(bodies.bodies(cast.institution, on=ON)) == []


def test_a_text_that_contradicts_itself_is_refused(cast):
    text = BOARD + '\n[body.board.decision.other]\nrule = "qualified-majority"\n'
    with cast.scope(), pytest.raises(services.Faulty) as refused:
        adopt(cast, text)

    assert "share-missing" in {fault.key for fault in refused.value.faults}


def test_where_the_charter_asks_a_body_to_decide_the_secretary_does_not(cast):
    with cast.scope():
        adopt(cast, AMENDABLE)

        with pytest.raises(CharterRefuses) as refused:
            adopt(cast, LARGER, reason="We grew.")

        assert [(one.clause, one.key) for one in refused.value.findings] == [("amendment", "blueprints.needs-decision")]
        assert Charter.objects.count() == 1


def test_where_no_clause_says_who_decides_the_secretary_does_and_says_why(cast):
    larger = BOARD.replace('"2-3"', '"2-4"')
    with cast.scope():
        adopt(cast, BOARD)
        with pytest.raises(ValidationError) as refused:
            adopt(cast, larger)
        assert "reason" in refused.value.message_dict

        version = adopt(cast, larger, reason="We grew.")

        assert version.number == 2
        entry = Entry.objects.filter(act="blueprints.adopt").order_by("-number").first()
        assert entry is not None
        assert entry.after["reason"] == "We grew."


def test_a_day_to_come_is_refused(cast):
    with cast.scope(), pytest.raises(ValidationError) as refused:
        adopt(cast, BOARD, on=ON + timedelta(days=1))

    assert "on" in refused.value.message_dict


def test_a_text_larger_than_half_a_megabyte_is_refused_kindly(cast):
    with cast.scope(), pytest.raises(ValidationError) as refused:
        adopt(cast, BOARD + "#" * 500_000)

    assert refused.value.messages == ["The text has 500 kB; a charter has at most 500 kB."]


def test_what_the_new_text_no_longer_asks_for_is_closed(cast):
    without = BOARD.partition("[body.board]")[0]
    with cast.scope():
        adopt(cast, BOARD)

        preview = selectors.preview(cast.institution, selectors.examine(without).charter, on=ON + timedelta(days=9))

        assert "body.board" in {one.clause for one in preview.closes}
        assert "body.board.seat.members" in {one.clause for one in preview.clauses if one.act == "removed"}


def test_the_preview_writes_nothing(cast):
    with cast.scope():
        entries = Entry.objects.count()

        preview = selectors.preview(cast.institution, selectors.examine(BOARD).charter, on=ON)

        assert len(preview.opens) > 0
        assert Entry.objects.count() == entries
        assert Charter.objects.count() == 0
        assert list(bodies.bodies(cast.institution, on=ON)) == []


def test_the_text_in_force_on_any_past_day_is_there(cast):
    then = date(2020, 5, 1)
    with cast.scope():
        adopt(cast, BOARD, on=then)
        adopt(cast, BOARD.replace('"2-3"', '"2-4"'), on=ON, reason="We grew.")

        old = institutions.charter_of(cast.institution, on=date(2020, 6, 1)).get("body.board.seat.members")
        new = institutions.charter_of(cast.institution, on=ON).get("body.board.seat.members")

        assert old is not None
        assert new is not None
        assert (old["count"].text, new["count"].text) == ("2-3", "2-4")
        assert institutions.version_of(cast.institution, on=date(2020, 4, 30)) is None


def test_the_chain_holds_over_an_adoption_and_a_changed_entry_is_located(cast):
    with cast.scope():
        adopt(cast, BOARD)
    assert journal.verify(cast.institution.uid) is None
    entry = Entry.objects.get(act="blueprints.adopt")

    Entry.objects.filter(pk=entry.pk).update(after={"number": 7})

    broken = journal.verify(cast.institution.uid)
    assert broken is not None
    assert (broken.number, broken.why) == (entry.number, "digest")
