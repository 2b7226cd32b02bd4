"""What calling, nominating and opening say: every act, refusal, notice and duty is a sentence with all its facts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from mithaq.elections import selectors, services, wording, wording_calling
from mithaq.elections.enums import Method
from mithaq.foundation import minute
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.institutions.selectors import findings
from mithaq.kernels.charter import CharterRefuses
from mithaq.notices.models import Notice
from mithaq.notices.selectors import wording as notices
from tests.bodies.network import DAY, GROUP
from tests.elections.hall import AFTER, BOARD, CALLED, CLOSES, LEVELS_EQUAL, NOMINATIONS_UNTIL, OPENS

ROOM = Path(wording_calling.__file__).parent
A_DAY = timedelta(days=1)
LANGUAGES = ("ar", "en", "fr")


def whole(sentence: str) -> bool:
    """Nothing in it is a key, an empty place or a word of the machine."""
    bare = re.sub("[\u2068\u2069]", "", sentence)
    return bool(bare) and not re.search(r"%\(|– *[),.:;]|\bNone\b|\bTrue\b|\bFalse\b|elections\.|\d{4}-\d{2}", bare)


def refused(act) -> list:
    with pytest.raises(CharterRefuses) as told:
        act()
    return list(told.value.findings)


def test_every_finding_has_a_sentence():
    text = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py") if "wording" not in path.stem)
    said = set(re.findall(r'Finding\([^"]*"(elections\.[a-z-]+)"', text))
    said |= set(re.findall(r'yield [^"]*"(elections\.[a-z-]+)"', text))
    said |= {f"elections.{key}" for key in re.findall(r'_finding\(election, clause, "([a-z-]+)"', text)}

    assert len(said) > 6
    assert said <= wording.FINDINGS.keys() | wording.NOTICES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_of_the_charter_is_a_whole_sentence(hall, language):
    hall.adopt(BOARD, LEVELS_EQUAL, GROUP)
    group = hall.group()
    found = refused(lambda: hall.call(group, "body.group.seat.member", seats=2))
    found += refused(lambda: hall.call(seats=7, method=Method.SCOTTISH_STV, term_until=date(2030, 1, 1)))
    bounds = [("at-least", "global", 2), ("at-most", "national", 2)]
    quotas = [{"over": "level", "rule": rule, "values": [value], "number": n} for rule, value, n in bounds]
    election = hall.call(own_quotas=quotas)
    hall.nominate(election, hall.members(6, level="national"))
    found += refused(lambda: hall.close_nominations(election))
    hall.adopt(BOARD, LEVELS_EQUAL + "must = false\n", on=DAY + A_DAY)
    found += refused(lambda: hall.close_nominations(election))

    assert {one.key for one in found} >= {
        *("elections.not-elected", "elections.too-many-seats", "elections.term-too-long"),
        *(
            "elections.aim-kept",
            "elections.ignores-balance",
            "elections.out-of-reach",
            "elections.nominate-more",
            "elections.loosen",
        ),
    }
    with translation.override(language):
        assert [said for one in found if not whole(said := findings.said(one))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_and_notice_is_a_whole_sentence(hall, language):
    hall.adopt(BOARD, LEVELS_EQUAL)
    election = hall.call()
    standing = hall.nominate(election, 9)
    for one in standing:
        hall.person(one.organisation)
    more = hall.members(2)
    hall.person(more[0])
    asked = services.nominate(election, organisation=more[0], by=SYSTEM, at=CALLED)
    services.decline(services.nominate(election, organisation=more[1], by=SYSTEM, at=CALLED), by=SYSTEM, at=CALLED)
    services.refuse(asked, reason="Fees are unpaid.", by=SYSTEM, at=CALLED)
    services.admit(asked, by=SYSTEM, at=CALLED)
    services.state(standing[0], words(ar="نعم"), language="ar", by=SYSTEM, at=CALLED)
    services.withdraw(standing[8], by=SYSTEM, at=CALLED)
    services.change(election, closes_at=CLOSES + A_DAY, by=SYSTEM, at=CALLED)
    services.close_nominations(election, reason="All have answered.", by=SYSTEM, at=CALLED + A_DAY)
    until = {"nominations_until": NOMINATIONS_UNTIL}
    services.prolong(election, reason="One more asked to stand.", **until, by=SYSTEM, at=CALLED + A_DAY)
    hall.close_nominations(election)
    services.open_voting(election, by=SYSTEM, at=OPENS)
    services.withdraw(standing[7], reason="A merger.", by=SYSTEM, at=OPENS + AFTER)
    services.cancel(election, reason="The roll was wrong.", by=SYSTEM, at=OPENS + AFTER)

    acts = Entry.objects.filter(act__startswith="elections.")
    assert {one.act for one in acts} == wording_calling.ACTS.keys() - {"elections.translate_statement"}
    told = Notice.objects.filter(kind__startswith="elections.")
    assert {one.kind.removeprefix("elections.") for one in told} == {
        *("called", "changed", "cancelled", "asked", "refused", "admitted", "open"),
    }
    with translation.override(language):
        said = [minute.act(one) for one in acts] + [notices.said(one) for one in told]
        assert [one for one in said if not whole(one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_owed_is_a_whole_sentence(hall, language):
    hall.adopt(BOARD)
    found = selectors.owed(hall.institution, hall.charter, on=CALLED.date())
    election = hall.call()
    found += selectors.owed(hall.institution, hall.charter, on=NOMINATIONS_UNTIL.date())
    found += selectors.owed(hall.institution, hall.charter, on=OPENS.date())
    hall.nominate(election, 6)
    hall.close_nominations(election)
    found += selectors.owed(hall.institution, hall.charter, on=CLOSES.date())
    services.open_voting(election, by=SYSTEM, at=OPENS)
    found += selectors.owed(hall.institution, hall.charter, on=CLOSES.date() + A_DAY)

    kinds = ["election-to-call", "quotas-at-risk", "nominations-to-close", "voting-to-open", "voting-to-close"]
    assert [one.kind.removeprefix("elections.") for one in found] == kinds
    with translation.override(language):
        said = [notices.said(Notice(kind=one.kind, facts=dict(one.facts))) for one in found]
        assert [one for one in said if not whole(one)] == []
