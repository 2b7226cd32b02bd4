"""The roll, the reminder, the close, the board and the check of a receipt: who is told what, and when."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from mithaq.elections import services
from mithaq.elections.enums import FEW, Secrecy
from mithaq.elections.models import BoardEntry, Elector
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.kernels import board
from mithaq.notices.models import Notice
from mithaq.notices.selectors import wording
from tests.elections.polling import Polling

OVER = datetime(2100, 1, 2, tzinfo=UTC)


@pytest.fixture
def polling(hall):
    return Polling(hall)


def text(answer):
    return answer.content.decode()


def page(polling, cast, name, who="officer", query="", lang="en"):
    return text(cast.client(who).get(polling.url(name, lang) + query))


def vote(polling, number=1):
    """So many vote, the last on the roll first; the receipts as texts."""
    found = []
    for elector in reversed(polling.electors[-number:]):
        told = services.cast(polling.election, elector, [1, 0], by=SYSTEM, at=polling.election.opens_at)
        found.append(told.text)
    return found


def close(polling):
    polling.election = polling.hall.close(polling.election, now=OVER)
    return services.open_box(polling.election, by=SYSTEM, at=OVER)


class TestTheRoll:
    def test_while_voting_goes_on_nobody_is_told_who_has_voted(self, polling, cast):
        vote(polling)

        for who in ("member", "officer", "secretary"):
            shown = page(polling, cast, "roll", who)
            assert "has voted<" not in shown
            assert "1 of 5" in shown
            assert str(polling.elector.organisation.name) in shown

    def test_after_the_close_members_are_told_who_has_voted(self, polling, cast):
        vote(polling)
        close(polling)

        shown = page(polling, cast, "roll", "member", "?show=voted")

        assert shown.count(">has voted<") == 1
        assert str(polling.elector.organisation.name) in shown

    def test_before_the_close_the_filter_does_not_tell_either(self, polling, cast):
        vote(polling)

        assert page(polling, cast, "roll", "officer", "?show=voted").count("<li><span><bdi>") == 5

    def test_officers_see_who_cannot_vote(self, polling, cast):
        polling.speaker()

        officers = page(polling, cast, "roll", "officer", "?show=not-reached")
        members = page(polling, cast, "roll", "member", "?show=not-reached")

        assert "4</bdi> on the roll cannot vote" in officers
        assert officers.count("nobody with an account") == 4
        assert str(polling.elector.organisation.name) not in officers
        assert "nobody with an account" not in members

    def test_a_name_is_found_in_any_language_and_the_queries_do_not_grow(self, hall, polling, cast):
        name = str(polling.elector.organisation.name)
        client = cast.client("officer")

        def queries(of):
            client.get(of.url("roll"))
            with CaptureQueriesContext(connection) as counted:
                client.get(of.url("roll"))
            return len(counted)

        assert page(polling, cast, "roll", "officer", f"?q={name}").count("<li><span><bdi>") == 1
        assert queries(polling) == queries(Polling(hall, voters=7))

    def test_groups_are_shown_only_where_nobody_can_be_picked_out(self, hall, cast):
        small, large = Polling(hall, voters=3), Polling(hall, voters=13)
        for polling in (small, large):
            vote(polling, 3)
            close(polling)

        assert "Turnout by level" not in page(small, cast, "roll")
        assert "Turnout by level" in page(large, cast, "roll")

    def test_groups_are_not_shown_while_few_of_one_have_voted(self, hall, cast):
        polling = Polling(hall, voters=13)
        vote(polling, 3)

        assert "Turnout by level" not in page(polling, cast, "roll")


class TestTheReminder:
    def test_only_who_has_not_voted_is_told_and_no_name_is_shown(self, polling, cast):
        voted, waiting = polling.electors[-1], polling.electors[0]
        told = [polling.speaker(waiting), polling.speaker(voted)]
        vote(polling)

        cast.client("officer").post(polling.url("remind"))

        reminded = Notice.objects.filter(kind="elections.reminder")
        assert [one.person.account for one in reminded] == [told[0]]
        assert str(waiting.organisation.name) not in page(polling, cast, "remind")
        entry = Entry.objects.get(act="elections.remind")
        assert str(waiting.organisation.name) not in str([entry.before, entry.after])

    def test_it_goes_out_once_a_day(self, polling, cast):
        polling.speaker()
        client = cast.client("officer")

        client.post(polling.url("remind"))
        again = client.post(polling.url("remind"))

        assert "A reminder was sent today" in text(again)
        assert Notice.objects.filter(kind="elections.reminder").count() == 1

    def test_a_later_one_takes_the_earlier_back_so_that_no_two_can_be_compared(self, polling):
        polling.speaker()
        polling.speaker(polling.electors[0])
        for day in (1, 2):
            at = polling.election.opens_at.replace(day=16 + day)
            services.remind(polling.election, by=SYSTEM, at=at)
            if day == 1:
                vote(polling)

        assert [one.told_at.day for one in Notice.objects.filter(kind="elections.reminder")] == [18]

    def test_none_is_left_after_the_close(self, polling):
        polling.speaker()
        services.remind(polling.election, by=SYSTEM, at=polling.election.opens_at)

        close(polling)

        assert not Notice.objects.filter(kind="elections.reminder").exists()

    def test_it_reads_as_a_sentence_in_three_languages(self, polling, lang):
        polling.speaker()
        services.remind(polling.election, by=SYSTEM, at=polling.election.opens_at)

        with translation.override(lang):
            said = wording.said(Notice.objects.get(kind="elections.reminder"))

        assert {"en": "is still missing in", "fr": "Il manque encore votre voix", "ar": "لا يزال صوتكم"}[lang] in said
        assert "2100" in said


class TestTheClose:
    def test_an_early_close_wants_a_reason_unless_everybody_has_voted(self, polling, cast):
        client = cast.client("officer")

        refused = client.post(polling.url("close"), {"reason": ""})
        assert 'id="id_reason_error"' in text(refused)
        assert polling.read().state == "open"

        client.post(polling.url("close"), {"reason": "The venue closes."})
        assert (polling.read().state, polling.read().because) == ("closed", "The venue closes.")

    def test_no_reason_is_wanted_when_everybody_has_voted(self, polling, cast):
        vote(polling, 5)

        cast.client("officer").post(polling.url("close"), {"reason": ""})

        assert polling.read().state == "closed"


class TestTheBoard:
    def test_members_read_it_while_voting_goes_on_and_others_after_the_declaration(self, polling, cast):
        vote(polling)
        digest = BoardEntry.objects.get().digest

        assert digest in page(polling, cast, "board", "member")
        assert digest not in page(polling, cast, "board", "anonymous")
        assert cast.client().get(polling.url("board_file")).status_code in (302, 403)

    def test_the_file_is_what_can_be_verified(self, polling, cast):
        vote(polling, 2)

        answer = cast.client("member").get(polling.url("board_file"))

        read = board.read(text(answer))
        assert len(read.entries) == 2
        assert "attachment" in answer["Content-Disposition"]
        assert all(json.loads(line) for line in text(answer).splitlines())

    def test_who_has_voted_stands_in_the_file_for_members_after_the_close_only(self, polling, cast):
        vote(polling, 2)
        name = str(polling.elector.organisation.name)
        before = text(cast.client("member").get(polling.url("board_file")))
        close(polling)
        after = text(cast.client("member").get(polling.url("board_file")))

        assert (name in before, name in after) == (False, True)

    def test_few_ballots_are_not_published(self, polling, cast):
        vote(polling, 3)
        close(polling)

        shown = page(polling, cast, "board", "member", "?show=ballots")

        assert "no single ballot is published" in shown
        assert "Sorted by tracker" not in shown

    def test_enough_ballots_are_published_by_tracker_without_names(self, hall, cast):
        polling = Polling(hall, voters=FEW)
        receipts = [board.read_receipt(one) for one in vote(polling, FEW)]
        close(polling)

        shown = page(polling, cast, "board", "member", "?show=ballots")

        trackers = re.findall(r"<code dir=\"ltr\">([2-9a-z]{4}(?:-[2-9a-z]{4}){3})</code>", shown)
        assert trackers == sorted(one.tracker for one in receipts)
        voters = {str(one.organisation.name) for one in Elector.objects.filter(has_voted=True)}
        table = shown[shown.index('id="ballots"') :]
        assert not [name for name in voters if f">{name}<" in table]

    def test_a_vote_by_name_is_published_with_the_name_after_the_close_only(self, hall, cast):
        polling = Polling(hall, secrecy=Secrecy.NAMED)
        vote(polling)
        name = f"<bdi>{polling.elector.organisation.name}</bdi>"

        before = page(polling, cast, "board", "member", "?show=ballots")
        close(polling)
        after = page(polling, cast, "board", "member", "?show=ballots")

        assert (name in before, name in after) == (False, True)

    def test_its_queries_do_not_grow_with_its_entries(self, hall, cast):
        client = cast.client("member")

        def queries(number):
            polling = Polling(hall, voters=3)
            vote(polling, number)
            client.get(polling.url("board"))
            with CaptureQueriesContext(connection) as counted:
                client.get(polling.url("board"))
            return len(counted)

        assert queries(1) == queries(3)


class TestTheCheck:
    def check(self, polling, cast, pasted):
        return text(cast.client("member").post(polling.url("check"), {"receipt": pasted}))

    def test_a_receipt_holds_before_the_close_and_after_it(self, polling, cast):
        (receipt,) = vote(polling)

        before = self.check(polling, cast, receipt)
        close(polling)
        after = self.check(polling, cast, receipt)

        assert "It holds" in before
        assert "Your entry is number" in before
        assert "It was counted as the receipt says." in after

    def test_a_receipt_somebody_changed_does_not_hold(self, polling, cast):
        (receipt,) = vote(polling)

        shown = self.check(polling, cast, receipt.replace("choices: 1 0", "choices: 0 1"))

        assert "It does not hold" in shown
        assert "for another ballot" in shown

    def test_a_tracker_alone_is_found_after_the_close_also_among_few(self, polling, cast):
        (receipt,) = vote(polling)
        tracker = board.read_receipt(receipt).tracker

        before = self.check(polling, cast, tracker)
        close(polling)

        assert "not opened yet" in before
        assert "among those opened and counted" in self.check(polling, cast, f" {tracker.upper()} ")
        assert "not among those opened" in self.check(polling, cast, "2222-3333-4444-5555")

    def test_a_hash_alone_and_what_is_none(self, polling, cast):
        vote(polling)

        assert "Your entry is number" in self.check(polling, cast, BoardEntry.objects.get().digest)
        assert "no such entry" in self.check(polling, cast, "a" * 64)
        assert "This is not a receipt" in self.check(polling, cast, "hello")

    def test_a_receipt_of_another_election_is_named_so(self, hall, polling, cast):
        (receipt,) = vote(polling)

        assert "from another election" in self.check(Polling(hall), cast, receipt)

    def test_what_was_pasted_is_not_shown_again_nor_kept(self, polling, cast):
        (receipt,) = vote(polling)
        tracker = board.read_receipt(receipt).tracker

        shown = self.check(polling, cast, receipt)

        assert tracker not in shown
