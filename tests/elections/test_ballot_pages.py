"""The ballot without script: what is secret is said first, errors stand at their fields, the receipt is shown once."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.elections.enums import Marks, Method, Secrecy
from mithaq.elections.models import Ballot, BoardEntry, Election, Elector
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.kernels import board
from mithaq.notices.models import Notice
from tests.elections.polling import Polling

TRACKER = re.compile(r"[2-9a-z]{4}(?:-[2-9a-z]{4}){3}")
SAID = {"en": "It cannot be changed or taken back.", "fr": "ne peut être ni modifié ni repris", "ar": "لا يمكن تغييرها"}


@pytest.fixture
def polling(hall):
    return Polling(hall)


def text(answer):
    return answer.content.decode()


def receipt_of(answer):
    found = re.search(r"<textarea id=\"receipt\"[^>]*>(.*?)</textarea>", text(answer), re.S)
    assert found, text(answer)
    return found[1]


class TestTheBallot:
    def test_it_says_first_what_is_secret_and_for_whom_one_votes(self, polling, lang):
        shown = text(polling.browser().get(polling.url("ballot", lang)))

        assert SAID[lang] in shown
        assert shown.index(SAID[lang]) < shown.index("<form method=")
        assert str(polling.elector.organisation.name) in shown
        assert "2100" in shown

    def test_the_candidates_stand_in_the_order_of_the_ballot_with_what_they_are(self, polling):
        shown = text(polling.browser().get(polling.url("ballot")))

        names = [str(one.organisation.name) for one in polling.candidates]
        places = [shown.index(f">{name}</bdi></p>") for name in names]
        assert places == sorted(places)
        assert shown.count("level: ") >= len(names)

    def test_it_says_what_the_composition_will_be(self, polling):
        assert "there is 1 of each" in text(polling.browser().get(polling.url("ballot")))

    def test_it_says_how_it_is_counted(self, polling):
        ranked = text(polling.browser().get(polling.url("ballot")))
        Election.objects.update(method=Method.SCHULZE)
        paired = text(polling.browser().get(polling.url("ballot")))

        assert "whoever has the fewest votes is excluded" in ranked
        assert "never harms" in ranked
        assert "compared with every other" in paired
        assert "never harms" not in paired

    def test_a_statement_is_shown_in_the_language_of_the_reader_and_marked_where_it_is_another(self, polling):
        one = polling.candidates[0]
        one.statement, one.statement_language = words(ar="نعمل معًا"), "ar"
        one.save()

        shown = text(polling.browser().get(polling.url("ballot")))

        assert 'lang="ar" dir="rtl"><p>نعمل معًا</p>' in shown

    def test_who_is_not_on_the_roll_is_told_so(self, polling, cast):
        shown = text(cast.client("member").get(polling.url("ballot")))

        assert "You are not on the roll" in shown
        assert "choice_" not in shown

    def test_who_speaks_for_several_chooses_one(self, polling):
        several = polling.electors[:2]
        client = polling.browser(polling.speaker(*several))

        asked = text(client.get(polling.url("ballot")))
        chosen = text(client.get(polling.url("ballot") + f"?for={several[1].uid}"))

        assert all(f"?for={one.uid}" in asked for one in several)
        assert f'value="{several[1].uid}"' in chosen
        other = next(one for one in polling.electors if one not in several)
        assert client.get(polling.url("ballot") + f"?for={other.uid}").status_code == 404

    def test_it_asks_the_database_as_often_for_eight_candidates_as_for_four(self, hall, polling):
        def queries(of):
            client = of.browser()
            client.get(of.url("ballot"))
            with CaptureQueriesContext(
                connection,
            ) as counted:
                client.get(of.url("ballot"))
            return len(counted)

        assert queries(polling) == queries(Polling(hall, candidates=8))

    def test_who_withdrew_stands_there_and_cannot_be_chosen(self, polling):
        gone = polling.candidates[1]
        gone.standing = "withdrawn"
        gone.save()

        shown = text(polling.browser().get(polling.url("ballot")))

        assert "withdrew" in shown
        assert "choice_1" not in shown


class TestErrors:
    @pytest.mark.parametrize(
        ("entered", "at", "said"),
        [
            ({"choice_0": "1", "choice_2": "1"}, ["choice_0", "choice_2"], "is also given to"),
            ({"choice_0": "1", "choice_2": "3"}, ["choice_2"], "no candidate has the number 2"),
            ({"choice_0": "first"}, ["choice_0"], "whole number from 1 to 4"),
            ({"choice_0": "5"}, ["choice_0"], "whole number from 1 to 4"),
            ({"choice_0": "0"}, ["choice_0"], "whole number from 1 to 4"),
        ],
    )
    def test_what_is_wrong_stands_at_its_field_and_everything_is_kept(self, polling, entered, at, said):
        data = {"elector": polling.elector.uid, **entered}

        answer = polling.browser().post(polling.url("ballot"), data)

        shown = text(answer)
        assert said in shown
        assert set(re.findall(r'id="id_(choice_\d)_error"', shown)) == set(at)
        for name, value in entered.items():
            field = re.search(rf'<input[^>]*name="{name}"[^>]*>', shown)
            assert field is not None
            assert f'value="{value}"' in field[0]
        assert all(re.search(rf'aria-describedby="id_{name}_error"[^>]*id="id_{name}"', shown) for name in at)

    def test_arabic_digits_are_numbers(self, polling):
        data = {"elector": polling.elector.uid, "choice_3": "١", "choice_0": "٢"}

        shown = text(polling.browser().post(polling.url("ballot"), data))

        assert "This is your ballot" in shown

    def test_nothing_is_cast_by_a_ballot_with_an_error(self, polling):
        answer = polling.browser().post(polling.url("cast"), polling.paper(0, 1) | {"choice_2": "9"})

        assert "whole number from 1 to 4" in text(answer)
        assert BoardEntry.objects.count() == 0


class TestTheLookAtItOnceMore:
    def test_it_shows_the_order_and_casts_nothing(self, polling):
        shown = text(polling.browser().post(polling.url("ballot"), polling.paper(2, 0)))

        body = shown[shown.index('<ol class="review') : shown.index("</ol>", shown.index('<ol class="review'))]
        names = re.findall(r"<bdi>(Organisation \d+)</bdi>", body)
        assert names == [str(polling.candidates[number].organisation.name) for number in (2, 0)]
        assert not Elector.objects.filter(has_voted=True).exists()

    def test_one_goes_back_with_everything_as_it_was(self, polling):
        data = polling.paper(2, 0, step="change")

        shown = text(polling.browser().post(polling.url("ballot"), data))

        assert re.search(r'name="choice_2" value="1"', shown)
        assert re.search(r'name="choice_0" value="2"', shown)

    def test_an_empty_ballot_wants_to_be_meant(self, polling):
        client = polling.browser()

        once = text(client.post(polling.url("cast"), polling.paper()))
        assert BoardEntry.objects.count() == 0
        twice = client.post(polling.url("cast"), polling.paper(empty="on"))

        assert "Your ballot is empty." in once
        assert "Say that you mean it" in once
        assert "choices: empty" in receipt_of(twice)


class TestTheReceipt:
    def test_it_is_the_answer_to_the_vote_and_opens_what_is_on_the_board(self, polling):
        answer = polling.browser().post(polling.url("cast"), polling.paper(2, 0, 1))

        receipt = board.read_receipt(receipt_of(answer))
        entry = BoardEntry.objects.get()
        assert answer.status_code == 200
        assert receipt.choices == (2, 0, 1)
        assert (receipt.entry, board.commitment(receipt.nonce, receipt.tracker, (2, 0, 1))) == (
            entry.digest,
            entry.commitment,
        )
        assert f"base64,{__import__('base64').b64encode(receipt_of(answer).encode()).decode()}" in text(answer)

    def test_no_cache_keeps_it(self, polling):
        client = polling.browser()
        answers = [
            client.get(polling.url("ballot")),
            client.post(polling.url("ballot"), polling.paper(0)),
            client.post(polling.url("cast"), polling.paper(0)),
        ]

        assert [one["Cache-Control"] for one in answers] == ["private, no-store"] * 3
        assert all('autocomplete="off"' in text(one) for one in answers)

    def test_it_stands_in_no_session_message_journal_or_notice(self, polling):
        client = polling.browser()
        answer = client.post(polling.url("cast"), polling.paper(2, 0))

        receipt = board.read_receipt(receipt_of(answer))
        kept = [one.get_decoded() for one in Session.objects.all()]
        kept += [list(Entry.objects.values()), list(Notice.objects.values()), dict(client.cookies)]
        for secret in (receipt.tracker, receipt.nonce, receipt.entry):
            assert secret not in str(kept)
        assert "choice" not in str(kept)
        assert not list(answer.wsgi_request._messages)

    def test_asked_again_the_page_says_that_one_has_voted(self, polling):
        client = polling.browser()
        client.post(polling.url("cast"), polling.paper(2, 0))

        again = client.post(polling.url("cast"), polling.paper(1))
        looked = client.get(polling.url("ballot"))
        reloaded = client.get(polling.url("cast"))

        assert again.status_code == 409
        assert "You have voted" in text(again)
        assert "You have voted" in text(looked)
        assert not TRACKER.search(text(again))
        assert reloaded.status_code == 302
        assert BoardEntry.objects.count() == 1

    def test_nobody_votes_for_whom_they_do_not_speak(self, polling):
        stranger = polling.browser(polling.speaker(polling.electors[0]))

        answer = stranger.post(polling.url("cast"), polling.paper(0))

        assert answer.status_code == 404
        assert BoardEntry.objects.count() == 0

    def test_after_the_close_no_ballot_is_taken(self, polling):
        client = polling.browser()
        polling.hall.close(polling.election, now=datetime(2100, 1, 2, tzinfo=UTC))

        answer = client.post(polling.url("cast"), polling.paper(0))

        assert answer.status_code == 409
        assert "Voting is closed" in text(answer)


class TestOtherBallots:
    def test_approval_marks_candidates(self, hall):
        polling = Polling(hall, marks=Marks.APPROVE, method=Method.BALANCED_PAV)
        client = polling.browser()
        data = {"elector": polling.elector.uid, "choice_3": "on", "choice_1": "on"}

        shown = text(client.get(polling.url("ballot")))
        answer = client.post(polling.url("cast"), data)

        assert shown.count('type="checkbox"') == 4
        assert board.read_receipt(receipt_of(answer)).choices == (1, 3)

    def test_a_vote_by_name_may_be_changed_and_is_shown_as_it_was(self, hall):
        polling = Polling(hall, secrecy=Secrecy.NAMED)
        client = polling.browser()
        client.post(polling.url("cast"), polling.paper(2, 0))

        again = text(client.get(polling.url("ballot")))
        changed = client.post(polling.url("cast"), polling.paper(1))

        assert re.search(r'name="choice_2" value="1"', again)
        assert "Your vote is recorded" in text(changed)
        assert [one.choices for one in Ballot.objects.all()] == [[1]]
