"""What the charter asks to be delivered: by slots of its cadence, after events, in languages; and what shows it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from mithaq.cycles import selectors, services
from mithaq.cycles.models import Delivery
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.institutions.selectors import charter_of, findings
from mithaq.kernels.charter import CharterRefuses
from tests.cast import AT, Cast
from tests.cycles.charters import HEAD, ON
from tests.cycles.deliverables import ADVICE, PLAN, REPORT, SITE, SUMMARY, deliver, institution

WEB = "https://example.org/summary"


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        institution(cast)
        yield cast


def seen(cast: Cast, on: date = ON) -> dict[str, tuple[str, list[str]]]:
    charter = charter_of(cast.institution, on=ON)
    found = selectors.delivered.watched(cast.institution, charter, on=on)
    return {one.clause: (one.state, [finding.key for finding in one.findings]) for one in found}


def owed(cast: Cast, on: date = ON) -> dict[str, tuple[date, date | None, date | None]]:
    charter = charter_of(cast.institution, on=ON)
    return {
        one.about: (one.opens_on, one.due_on, one.done_on)
        for one in selectors.delivered.owed(cast.institution, charter, on=on)
    }


def document(cast: Cast, visibility: Visibility) -> tuple[Document, str]:
    made = evidence.deposit(
        cast.institution,
        b"The summary of the dialogues, as it was adopted by everybody who took part in them.",
        "summary.txt",
        title=words(en="Summary"),
        visibility=visibility,
        by=cast.badr.actor,
        at=AT,
    )
    assert made.document is not None
    return made.document, f"/{cast.institution.slug}/documents/{made.document.uid}/"


def test_every_clause_that_asks_for_something_is_watched_and_no_other(here):
    assert seen(here) == {
        "event.forum.publication.summary": ("broken", ["cycles.delivery-missing"]),
        "event.forum.output.messages": ("risk", ["cycles.nothing-shown"]),
        "duty.plan": ("broken", ["cycles.delivery-missing", "cycles.delivery-ahead"]),
        "duty.advice": ("risk", ["cycles.nothing-shown"]),
        "duty.aim": ("risk", ["cycles.delivery-missing", "cycles.delivery-due"]),
        "publication.site": ("risk", ["cycles.nothing-shown"]),
        "output.report": ("met", ["cycles.delivery-ahead"]),
    }


def test_what_recurs_is_due_at_the_end_of_each_stretch_from_the_charters_start(here):
    assert seen(here, date(2020, 3, 1))[PLAN] == ("met", ["cycles.delivery-ahead"])
    assert seen(here, date(2020, 6, 10))[PLAN] == ("risk", ["cycles.delivery-due"])
    deliver(here, PLAN, date(2020, 6, 10), stretch=date(2020, 1, 1))
    assert seen(here, date(2020, 6, 10))[PLAN] == ("met", ["cycles.delivered"])
    assert seen(here, date(2020, 7, 1))[PLAN] == ("met", ["cycles.delivery-ahead"])
    assert seen(here, date(2021, 1, 1))[PLAN] == ("broken", ["cycles.delivery-missing", "cycles.delivery-ahead"])
    assert seen(here, date(2021, 7, 1))[PLAN][0] == "broken"


def test_a_stretch_is_made_good_late_and_nothing_older_is_asked_for(here):
    deliver(here, PLAN, date(2020, 8, 1), stretch=date(2020, 1, 1))
    row = Delivery.objects.get()

    assert (row.first, row.until) == (date(2020, 1, 1), date(2020, 7, 1))
    assert seen(here)[PLAN] == ("met", ["cycles.delivery-ahead"])
    with pytest.raises(ValidationError, match="for which time"):
        deliver(here, PLAN, stretch=date(2019, 7, 1))


def test_a_clause_an_amendment_adds_is_asked_for_from_that_day(here):
    institution(here, HEAD + '[duty.new]\nname = "New"\nevery = "every 2 months"\n', on=date(2020, 11, 1))

    assert seen(here)["duty.new"] == ("met", ["cycles.delivery-ahead"])
    assert seen(here, date(2021, 1, 1))["duty.new"] == ("broken", ["cycles.delivery-missing", "cycles.delivery-ahead"])


def test_a_window_of_the_year_that_had_begun_before_the_charter_is_not_asked_for(cast: Cast):
    with cast.scope():
        text = HEAD + '[duty.q]\nname = "In the second quarter"\nevery = "annual in Q2"\n'
        institution(cast, text, on=date(2020, 5, 1))

        assert seen(cast)["duty.q"] == ("met", ["cycles.delivery-ahead"])
        assert seen(cast, date(2021, 6, 15))["duty.q"] == ("risk", ["cycles.delivery-due"])
        assert seen(cast, date(2021, 7, 1))["duty.q"] == ("broken", ["cycles.delivery-missing"])


def test_so_many_times_are_counted(cast: Cast):
    with cast.scope():
        institution(cast, HEAD + '[duty.t]\nname = "Twice"\nevery = "at least 2 times a year"\n')
        deliver(cast, "duty.t", date(2020, 3, 1), shown_by="First")
        assert seen(cast, date(2020, 12, 20))["duty.t"] == ("risk", ["cycles.delivery-due", "cycles.delivered-some"])
        deliver(cast, "duty.t", date(2020, 4, 1), shown_by="Second")
        assert seen(cast, date(2020, 12, 20))["duty.t"] == ("met", ["cycles.delivered"])


def test_a_language_that_is_missing_is_told_before_the_day_and_breaks_the_rule_after_it(here):
    day = date(2020, 11, 1)
    deliver(here, SUMMARY, day, on=day, address=WEB, languages=["en", "fr"])

    assert seen(here, day)[SUMMARY] == ("risk", ["cycles.delivery-lacks", "cycles.delivered"])
    assert seen(here)[SUMMARY] == ("broken", ["cycles.delivery-lacks", "cycles.delivered"])
    deliver(here, SUMMARY, address=f"{WEB}-ar", languages=["ar"])
    assert seen(here)[SUMMARY] == ("met", ["cycles.delivered"])


def test_what_is_to_be_published_is_not_by_a_sentence(here):
    for clause in (SUMMARY, SITE, REPORT):
        with pytest.raises(CharterRefuses) as refused:
            deliver(here, clause)
        assert [(one.clause, one.key) for one in refused.value.findings] == [(clause, "cycles.delivery-needs-address")]
    assert not Delivery.objects.exists()


def test_what_is_for_everybody_is_shown_only_by_what_everybody_may_see(here):
    _closed, inside = document(here, Visibility.MEMBERS)
    with pytest.raises(CharterRefuses) as refused:
        deliver(here, SITE, address=inside)

    assert [one.key for one in refused.value.findings] == ["cycles.delivery-not-open"]
    deliver(here, ADVICE, address=inside)
    assert seen(here)[ADVICE] == ("met", ["cycles.delivered"])


def test_a_document_of_the_house_says_its_languages_and_shows_nothing_once_it_is_withdrawn(here):
    shown, inside = document(here, Visibility.PUBLIC)
    with pytest.raises(ValidationError, match="not there in these languages"):
        deliver(here, SITE, address=inside, languages=["ar"])
    row = deliver(here, SITE, address=inside)

    assert row.languages == ["en"]
    assert seen(here)[SITE] == ("met", ["cycles.delivered"])
    evidence.withdraw(here.institution, shown, because="By mistake", by=here.badr.actor, at=AT)
    assert seen(here)[SITE] == ("risk", ["cycles.nothing-shown", "cycles.delivery-closed"])


@pytest.mark.parametrize(
    "address",
    [
        "/arab-review/documents/aaaaaaaaaaaaaaaa/",
        "/arab-review/people/",
        "/maghreb-forum/documents/",
        "/nowhere",
        "javascript:alert(1)",
        "example.org",
        "ftp://example.org/x",
    ],
)
def test_an_address_where_nothing_can_show_it_is_refused(here, address):
    with pytest.raises(ValidationError) as refused:
        deliver(here, ADVICE, address=address)

    assert list(refused.value.message_dict) == ["address"]


def test_nothing_is_delivered_that_no_clause_asks_for_nor_tomorrow_nor_twice_nor_without_saying_how(here):
    with pytest.raises(ValidationError, match="no such thing"):
        deliver(here, "duty.idea")
    with pytest.raises(ValidationError, match="still to come"):
        deliver(here, ADVICE, date(2020, 12, 1))
    with pytest.raises(ValidationError, match="Say what shows it"):
        deliver(here, ADVICE, shown_by=" ")
    deliver(here, ADVICE)
    with pytest.raises(ValidationError, match="already"):
        deliver(here, ADVICE)
    assert Delivery.objects.count() == 1


def test_what_is_taken_back_counts_no_longer_and_stays_with_its_reason(here):
    row = deliver(here, ADVICE)
    with pytest.raises(ValidationError, match="Say why"):
        services.take_back(row, reason=" ", by=here.badr.actor, at=AT)
    services.take_back(row, reason="Another body", by=here.badr.actor, at=AT)

    assert seen(here)[ADVICE] == ("risk", ["cycles.nothing-shown"])
    assert [one.taken_back_because for one in selectors.delivered.deliveries(here.institution, ADVICE)] == [
        "Another body"
    ]
    with pytest.raises(ValidationError, match="already"):
        services.take_back(row, reason="Again", by=here.badr.actor, at=AT)
    acts = [
        (one.act, one.clause) for one in Entry.objects.filter(act__startswith="cycles.").exclude(act="cycles.stand")
    ]
    assert sorted(acts) == [("cycles.deliver", ADVICE), ("cycles.take_back", ADVICE)]


def test_what_is_a_milestone_as_well_is_reached_by_its_delivery_and_open_again_without_it(here):
    row = deliver(here, REPORT, address=WEB)
    reached = selectors.Milestone.objects.get(clause=REPORT)
    services.take_back(row, reason="A draft", by=here.badr.actor, at=AT)

    assert (reached.done_on, reached.shown_by) == (ON, "Sent to all")
    assert selectors.Milestone.objects.get(clause=REPORT).done_on is None


def test_it_is_owed_thirty_days_before_its_last_day_while_overdue_and_told_as_done(here):
    assert owed(here) == {
        f"{SUMMARY}@": (date(2020, 10, 29), date(2020, 11, 27), None),
        f"{PLAN}@2020-01-01": (date(2020, 5, 31), date(2020, 6, 30), None),
        "duty.aim@2020-10-01": (date(2020, 10, 1), date(2020, 10, 31), None),
        "duty.aim@2020-11-01": (date(2020, 11, 1), date(2020, 11, 30), None),
    }
    assert owed(here, date(2020, 12, 1))[f"{PLAN}@2020-07-01"] == (date(2020, 12, 1), date(2020, 12, 31), None)
    deliver(here, PLAN, stretch=date(2020, 7, 1))
    assert owed(here)[f"{PLAN}@2020-07-01"] == (date(2020, 12, 1), date(2020, 12, 31), ON)


def test_every_finding_has_its_sentence(here, lang):
    deliver(here, SUMMARY, address=WEB, languages=["en"])
    deliver(here, ADVICE, date(2019, 1, 1))
    charter = charter_of(here.institution, on=ON)
    with translation.override(lang):
        for one in selectors.delivered.watched(here.institution, charter, on=ON):
            for finding in one.findings:
                assert findings.said(finding) != finding.key
                assert "–" not in findings.said(finding)


@pytest.mark.parametrize("many", [1, 20])
def test_watching_asks_as_often_for_one_as_for_twenty(cast: Cast, many, django_assert_num_queries):
    text = HEAD + "".join(f'[duty.d{n}]\nname = "D{n}"\nevery = "monthly"\n' for n in range(many))
    with cast.scope():
        institution(cast, text)
        charter = charter_of(cast.institution, on=ON)
        _shown, inside = document(cast, Visibility.PUBLIC)
        for n in range(many):
            deliver(cast, f"duty.d{n}", address=inside)
        with django_assert_num_queries(4):
            assert len(selectors.delivered.watched(cast.institution, charter, on=ON)) == many
