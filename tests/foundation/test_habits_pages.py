"""Whose habit is heeded where: the reader's on their pages and in their letters, the institution's in all that others
hold or that is written down."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from mithaq.cycles import services as cycles
from mithaq.cycles.models import Extension, Milestone
from mithaq.evidence import services as evidence
from mithaq.foundation import accounts, habits
from mithaq.foundation.habits import Digits, Months
from mithaq.foundation.models import Account, Entry, Letter
from mithaq.institutions import services as institutions
from mithaq.notices import services as notices
from mithaq.notices import wording
from mithaq.synthesis import services as synthesis
from mithaq.synthesis.models import Release
from tests.access.evidence import deposited
from tests.cast import AT, Cast, compact
from tests.cycles.charters import adopt
from tests.synthesis import adopted

MINUTE = "/ar/arab-review/minute/"
INDIC = re.compile("[٠-٩]")


def choose(account: Account, *, months: str = "", digits: str = Digits.ARABIC, hijri: bool = True) -> None:
    accounts.choose_habits(account, months=months, digits=digits, hijri=hijri)


def name_months(cast: Cast, months: str) -> None:
    house = cast.institution
    told = {"name": house.name, "purpose": house.purpose, "months": months}
    institutions.describe(house, **told, by=cast.amal.actor, at=AT)


def read(cast: Cast, who: str, address: str = MINUTE) -> str:
    return cast.client(who).get(address).content.decode()


@pytest.fixture
def made(cast: Cast):
    """A synthesis of one paper that everybody may read."""
    compact(cast)
    with cast.scope():
        source = deposited(cast)
        evidence.code(cast.institution, [source], by=cast.badr.actor, at=AT, workers=1)
        return synthesis.draft(cast.institution, documents=[source], by=cast.badr.actor, at=AT).synthesis


def test_an_institution_names_its_months_and_the_minute_says_so(cast):
    assert "30 نوفمبر 2020" in read(cast, "anonymous")

    name_months(cast, Months.BOTH)

    assert "30 تشرين الثاني/نوفمبر 2020" in read(cast, "anonymous")
    assert Entry.objects.filter(act="institution.describe").get().after["months"] == "both"
    assert "30 نوفمبر 2020" in cast.client("dalia").get("/ar/maghreb-forum/minute/").content.decode()


def test_names_of_months_that_nobody_knows_are_refused(cast):
    with pytest.raises(ValidationError):
        name_months(cast, "tomorrow")
    with pytest.raises(ValidationError):
        choose(cast.chadia.account, months="tomorrow")


def test_a_secretary_names_them_on_the_page_of_settings(cast, lang):
    answer = cast.client("secretary").post(
        f"/{lang}/arab-review/settings/", {"name_en": "Arab review", "is_public": "on", "months": "levant"}
    )

    assert answer.status_code == 302
    assert "30 تشرين الثاني 2020" in read(cast, "anonymous")


def test_who_chose_for_themselves_reads_so_and_nobody_else_does(cast):
    choose(cast.chadia.account, months=Months.MOROCCO)

    mine = read(cast, "member")

    assert "٣٠ نونبر ٢٠٢٠ (١٥ ربيع الآخر ١٤٤٢ هـ)" in mine
    assert "30 نوفمبر 2020" in read(cast, "officer")
    assert not INDIC.search(read(cast, "anonymous"))
    assert 'datetime="2020-11-30T09:00' in mine


def test_it_is_chosen_on_a_page_of_the_account_which_shows_it_at_once(cast, lang):
    client = cast.client("member")
    address = f"/{lang}/account/habits/"

    answer = client.post(address, {"months": "levant", "digits": "arabic", "hijri": "on"}, follow=True)

    account = Account.objects.get(pk=cast.chadia.account.pk)
    assert (account.months, account.digits, account.hijri) == ("levant", "arabic", True)
    page = answer.content.decode()
    assert ("١٢٬٣٤٥٫٦" in page) == (lang == "ar")
    assert {"ar": " هـ)", "en": " AH)", "fr": " H)"}[lang] in page
    assert 'value="levant" selected' in page
    assert not Entry.objects.filter(about__contains=account.uid).exists()  # theirs alone: no act in any journal


def test_what_nobody_offers_is_refused_at_its_field(cast):
    page = cast.client("member").post("/en/account/habits/", {"months": "tomorrow", "digits": "roman"})

    assert page.status_code == 200
    assert {"months", "digits"} == set(page.context["form"].errors)


def test_it_costs_no_question(cast):
    def asked() -> int:
        client = cast.client("member")
        client.get(MINUTE)
        with CaptureQueriesContext(connection) as found:
            client.get(MINUTE)
        return len(found)

    before = asked()
    choose(cast.chadia.account, months=Months.BOTH)

    assert asked() == before


def test_files_are_the_same_for_all_who_take_them(cast, made):
    files = [
        "/ar/arab-review/matrix/matrix.svg",
        "/ar/arab-review/matrix/matrix.csv",
        "/ar/arab-review/calendar/calendar.ics",
        "/ar/arab-review/open-data/documents.csv",
        *(address(made, form) for form in ("csv", "xlsx")),
    ]
    name_months(cast, Months.LEVANT)
    before = [_bytes(cast, path) for path in files]

    choose(cast.chadia.account)

    assert [_bytes(cast, path) for path in files] == before


def _bytes(cast: Cast, path: str) -> bytes:
    answer = cast.client("member").get(path)
    assert answer.status_code == 200, path
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def address(made, form: str) -> str:
    with translation.override("ar"):
        return reverse("exchange:report", kwargs={"institution": "arab-review", "uid": made.uid, "format": form})


def test_a_draft_that_a_reader_takes_along_is_said_to_them_and_kept_for_nobody_else(cast, made):
    choose(cast.chadia.account)

    mine = read(cast, "member", address(made, "html"))

    assert "٣٠ نوفمبر ٢٠٢٠" in mine
    assert "30 نوفمبر 2020" in read(cast, "officer", address(made, "html"))
    name_months(cast, Months.BOTH)
    assert "30 تشرين الثاني/نوفمبر 2020" in read(cast, "officer", address(made, "html"))


def test_what_is_adopted_is_written_as_the_institution_does_whoever_adopts_it(cast, made):
    choose(cast.amal.account)
    name_months(cast, Months.BOTH)
    with cast.scope():
        adopted.write(cast, made)
    client = cast.client("secretary")
    with translation.override("ar"):
        url = reverse("synthesis:make_release", kwargs={"institution": "arab-review", "uid": made.uid})
    shown = client.get(url)
    told = {
        "title_ar": "ما اعتُمد", "adopted_by_ar": "اللجنة", "adopted_on": "2020-11-29", "visibility": "public",
        "seen": shown.context["checked"].seen, "is_aware": "on", "confirmed": "1",
    }  # fmt: skip

    answer = client.post(url, told)

    assert answer.status_code == 302, answer.context["form"].errors
    with cast.scope():
        release = Release.objects.get()
    kept = json.dumps(release.content, ensure_ascii=False)
    assert "29 تشرين الثاني/نوفمبر 2020" in kept
    assert not INDIC.search(kept)
    with translation.override("ar"):
        place = {"institution": "arab-review", "uid": made.uid, "number": 1, "format": "html"}
        file = reverse("exchange:release", kwargs=place)
    assert _bytes_as(cast, "secretary", file) == _bytes_as(cast, "officer", file)


def _bytes_as(cast: Cast, who: str, path: str) -> bytes:
    return cast.client(who).get(path).content


@pytest.fixture
def asked(cast: Cast) -> Extension:
    """To put off a deadline; it waits for an answer."""
    with cast.scope():
        adopt(cast)
        reports = Milestone.objects.get(clause="call.reports")
        told: Any = {"until": date(2021, 3, 20), "reason": "Translation", "by": cast.chadia.actor, "at": AT}
        return cycles.ask_extension(reports, country="TN", **told)


def test_the_page_of_an_act_that_is_refused_is_said_to_its_reader(cast, asked):
    choose(cast.badr.account, hijri=False)
    with translation.override("ar"):
        address = reverse("cycles:decide", kwargs={"institution": "arab-review", "uid": asked.uid})
    client = cast.client("officer")

    refused = client.post(address, {"verdict": "refuse"})

    assert refused.status_code == 200
    told, shown = (_above_the_form(one.content.decode()) for one in (refused, client.get(address)))
    assert "٢٠ مارس ٢٠٢١" in told  # by the template
    assert len(INDIC.findall(told.split("</h1>")[1].split("</p>")[0])) > 4  # by the view, before it asks its bases
    assert told == shown
    assert habits.current() == habits.Habit()  # and nothing of it is left for the next request of this process


def _above_the_form(page: str) -> str:
    return page.split("<h1>")[1].split("<form")[0]


def test_a_page_that_a_view_makes_by_itself_is_said_to_its_reader(cast):
    choose(cast.badr.account)
    with translation.override("ar"):
        address = reverse("blueprints:check", kwargs={"institution": "arab-review"})

    checked = cast.client("officer").post(address, {"text": "[one]\n[two]\n[three]\n"}).content.decode()

    assert INDIC.search(checked.split("</span>")[0])
    assert habits.current() == habits.Habit()


def test_a_letter_is_written_to_its_reader(cast, settings, monkeypatch):
    settings.EMAIL_BACKEND = "mithaq.foundation.mail.Outbox"
    monkeypatch.setattr(wording, "_kinds", dict(wording._kinds))
    wording.word("tests.told", "Told of %(on)s.")
    name_months(cast, Months.LEVANT)
    for player in (cast.amal, cast.chadia):
        player.person.language = "ar"
        player.person.save()
        with cast.scope():
            notices.tell(
                cast.institution, [player.person], "tests.told", about="x", facts={"on": "2020-11-30"}, path="", at=AT
            )
    choose(cast.amal.account)

    notices.digest(at=AT, site="https://mithaq.example")

    told = {letter.to: letter for letter in Letter.objects.all()}
    mine, theirs = told[cast.amal.account.email], told[cast.chadia.account.email]
    assert "٣٠ تشرين الثاني ٢٠٢٠ (١٥ ربيع الآخر ١٤٤٢ هـ)" in mine.body
    assert "30 تشرين الثاني 2020" in theirs.body
    assert not INDIC.search(theirs.subject + theirs.body)
