"""A withdrawn source is counted nowhere and opens nothing; a draft is never more open than was asked for."""

from __future__ import annotations

from django.utils.timezone import now

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.synthesis import selectors as synthesis
from mithaq.synthesis.enums import Shape
from tests.security.conftest import CLOSED, SECRET
from tests.security.test_ways_out import texts, url

QUESTIONS = [{"en": "How can recruitment fees be abolished?"}, {"en": "What do remittances cost?"}]


def withdraw(cast, document) -> None:
    evidence.withdraw(cast.institution, document, because="asked by its author", by=cast.badr.actor, at=now())


def test_the_figures_of_the_home_are_counted_without_a_withdrawn_source(cast, deposit, synthesised):
    """Only the withdrawn paper names Yemen, Iraq and Sudan."""
    kept, withdrawn = deposit(), deposit(CLOSED, name="second.txt")
    synthesised([kept, withdrawn])
    anybody = cast.client("anonymous")
    figure = url(cast, "portal:figure", key="states", form="csv")
    before = texts(anybody.get(figure))

    withdraw(cast, withdrawn)
    after = texts(anybody.get(figure))

    def named(table: str, state: str) -> str:
        return next(line for line in table.splitlines() if line.startswith(state)).rsplit(",", 1)[-1]

    assert {named(before, state) for state in ("Yemen", "Iraq", "Sudan")} == {"1"}
    assert {named(after, state) for state in ("Yemen", "Iraq", "Sudan")} == {"0"}


def test_sections_are_counted_without_a_withdrawn_source(cast, deposit, synthesised):
    kept, withdrawn = deposit(), deposit(CLOSED, name="second.txt")
    drafted = synthesised([kept, withdrawn])
    alone = synthesised([kept])
    withdraw(cast, withdrawn)

    with cast.scope():
        left = {s.key: (s.passages, s.documents) for s in synthesis.report(drafted, "en").sections if s.number}
        as_if = {s.key: (s.passages, s.documents) for s in synthesis.report(alone, "en").sections if s.number}

    assert left == as_if
    assert {documents for _passages, documents in left.values()} == {0, 1}


def test_sections_of_guiding_questions_are_counted_without_a_withdrawn_source(cast, deposit, synthesised):
    kept, withdrawn = deposit(), deposit(CLOSED, name="second.txt")
    drafted = synthesised([kept, withdrawn], shape=Shape.QUESTION, questions=QUESTIONS)
    with cast.scope():
        before = [s.documents for s in synthesis.report(drafted, "en").sections if s.number]
    withdraw(cast, withdrawn)

    with cast.scope():
        after = [s.documents for s in synthesis.report(drafted, "en").sections if s.number]

    assert max(before) == 2
    assert max(after) == 1


def test_the_list_of_syntheses_counts_no_withdrawn_source(cast, deposit, synthesised):
    kept, withdrawn = deposit(), deposit(CLOSED, name="second.txt")
    synthesised([kept, withdrawn])
    withdraw(cast, withdrawn)

    with cast.scope():
        found = synthesis.syntheses(cast.institution, to=None).get()
        report = synthesis.report(found, "en")

    assert found.source_count == 1
    assert found.line_count == sum(len(section.lines) for section in report.sections)


def test_a_withdrawn_confidential_source_does_not_open_the_synthesis_made_with_it(cast, deposit, synthesised):
    """Its choice of lines and their order still follow from what was closed."""
    kept, closed = deposit(), deposit(CLOSED, Visibility.CONFIDENTIAL, "second.txt")
    made = synthesised([kept, closed])
    anybody = cast.client("anonymous")
    page = url(cast, "synthesis:synthesis", uid=made.uid)
    assert anybody.get(page).status_code == 404

    withdraw(cast, closed)

    answer = anybody.get(page)
    assert SECRET not in texts(answer)
    assert answer.status_code == 404
    assert cast.client("officer").get(page).status_code == 200


def test_a_draft_asked_to_be_confidential_is_not_answered_with_an_open_one(cast, deposit, synthesised):
    """The same evidence again, now for officers only: whoever asks must not be handed a page everybody reads."""
    document = deposit()
    synthesised([document], Visibility.PUBLIC)

    again = synthesised([document], Visibility.CONFIDENTIAL)

    assert again.visibility == Visibility.CONFIDENTIAL
    assert cast.client("anonymous").get(url(cast, "synthesis:synthesis", uid=again.uid)).status_code == 404


def test_the_same_draft_asked_for_twice_is_one_and_another_title_is_another(cast, deposit, synthesised):
    document = deposit()
    first, same = synthesised([document], title={"en": "One"}), synthesised([document], title={"en": "One"})
    other = synthesised([document], title={"en": "Two"})

    assert first.uid == same.uid
    assert (other.uid != first.uid, other.title["en"]) == (True, "Two")
