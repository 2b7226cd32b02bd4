"""The pages of what is delivered, in three languages: who sees what, what officers write, what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from mithaq.cycles.models import Delivery
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.foundation.fields import words
from tests.bodies.network import DAY
from tests.cast import AT, Cast
from tests.cycles.charters import HEAD
from tests.cycles.deliverables import ADVICE, PLAN, SITE, SUMMARY, TEXT, deliver, institution
from tests.meetings.house import BOARD, House


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        institution(cast)
    return cast


def url(cast: Cast, name: str, **more: str) -> str:
    return reverse(f"cycles:{name}", kwargs={"institution": cast.institution.slug, **more})


def page(cast: Cast, address: str, who: str = "anonymous", lang: str = "en") -> str:
    answer = cast.client(who).get(f"/{lang}{address[3:]}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def inside(cast: Cast, visibility: Visibility, title: str) -> str:
    with cast.scope():
        made = evidence.deposit(
            cast.institution,
            f"{title}, as everybody adopted it at the end of the dialogues.".encode(),
            "summary.txt",
            title=words(en=title),
            visibility=visibility,
            by=cast.badr.actor,
            at=AT,
        ).document
        assert made is not None
        return f"/{cast.institution.slug}/documents/{made.uid}/"


def test_the_list_says_until_when_how_it_stands_and_what_shows_it(here, lang):
    with here.scope():
        deliver(here, ADVICE, shown_by="A letter to the board")
    body = page(here, url(here, "delivered"), lang=lang)

    assert {"ar": "وضع خطة عمل", "en": "Work plan", "fr": "Plan de travail"}[lang] in body
    assert {"ar": "الملخص", "en": "Summary", "fr": "Résumé"}[lang] in body
    assert "A letter to the board" in body
    assert "An idea nobody decided" not in body


def test_the_list_is_narrowed_to_what_is_missed(here):
    body = page(here, url(here, "delivered") + "?state=broken")

    assert "Work plan" in body
    assert "Advises the board" not in body
    assert page(here, url(here, "delivered") + "?state=x") != body


def test_calendar_and_roadmap_lead_to_it(here):
    for name in ("calendar", "roadmap", "flows"):
        assert f'href="{url(here, "delivered")}"' in page(here, url(here, name))


def test_a_clause_says_its_sentence_languages_and_everything_written_down(here, lang):
    with here.scope():
        deliver(here, SUMMARY, address="https://example.org/s", languages=["en"], shown_by="The summary, on the site")
    body = page(here, url(here, "delivered_clause", clause=SUMMARY), lang=lang)

    assert 'href="https://example.org/s"' in body
    assert "The summary, on the site" in body
    assert {"ar": "العربية", "en": "Arabic", "fr": "arabe"}[lang] in body


def test_a_clause_nobody_asks_anything_of_has_no_page(here):
    for clause in ("duty.idea", "event.forum", "nothing", "output.paper"):
        assert here.client().get(url(here, "delivered_clause", clause=clause)).status_code == 404


def test_an_officer_pastes_the_address_of_a_document_as_the_browser_shows_it(here):
    where = inside(here, Visibility.PUBLIC, "The adopted summary")
    told = {"delivered_on": "2020-11-30", "address": f"http://testserver/ar{where}?page=2#p3"}
    answer = here.client("officer").post(url(here, "deliver", clause=SITE), told)
    with here.scope():
        row = Delivery.objects.get()

    assert answer.status_code == 302
    assert (row.address, row.languages, row.by_name) == (where, ["en"], str(here.badr.person.name))
    body = page(here, url(here, "delivered_clause", clause=SITE))
    assert "The adopted summary" in body
    assert f'href="/en{where}"' in body
    assert str(here.badr.person.name) not in body


def test_a_document_not_open_to_the_reader_is_not_named(here):
    where = inside(here, Visibility.MEMBERS, "A paper for members")
    with here.scope():
        deliver(here, ADVICE, address=where)
    for name, more in (("delivered", {}), ("delivered_clause", {"clause": ADVICE})):
        assert "A paper for members" not in page(here, url(here, name, **more))
        assert "A paper for members" in page(here, url(here, name, **more), "member")


def test_what_the_charter_refuses_shows_its_clause_and_keeps_what_was_entered(here):
    where = inside(here, Visibility.MEMBERS, "A paper for members")
    told = {"delivered_on": "2020-11-30", "address": f"/fr{where}", "shown_by": "Sent to all"}
    answer = here.client("officer").post(url(here, "deliver", clause=SITE), told)
    body = answer.content.decode()

    assert answer.status_code == 409
    assert SITE in body
    assert 'value="Sent to all"' in body


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://[", "/en/nowhere/", "//example.org/x"])
def test_what_is_no_address_is_told_at_the_field(here, address):
    told = {"delivered_on": "2020-11-30", "address": address, "shown_by": "x"}
    answer = here.client("officer").post(url(here, "deliver", clause=ADVICE), told)

    assert answer.status_code == 200
    assert 'id="id_address_error"' in answer.content.decode()


def test_the_stretch_before_is_offered_while_it_is_missed(here):
    body = page(here, url(here, "deliver", clause=PLAN), "officer")

    assert body.count("<option") == 2
    begun = localdate()
    told = {"delivered_on": begun.isoformat(), "shown_by": "Plan", "stretch": "2019-01-01"}
    answer = here.client("officer").post(url(here, "deliver", clause=PLAN), told)
    assert 'id="id_stretch_error"' in answer.content.decode()


def test_what_is_taken_back_stays_with_its_reason(here):
    with here.scope():
        row = deliver(here, ADVICE, shown_by="A letter to the board")
    officer = here.client("officer")
    without = officer.post(url(here, "take_back", uid=row.uid), {"reason": ""})
    officer.post(url(here, "take_back", uid=row.uid), {"reason": "Another board"})
    body = page(here, url(here, "delivered_clause", clause=ADVICE))

    assert 'id="id_reason_error"' in without.content.decode()
    assert "A letter to the board" in body
    assert "Another board" in body
    assert "A letter to the board" not in page(here, url(here, "delivered"))
    assert officer.get(url(here, "take_back", uid=row.uid)).status_code == 404


def test_a_meeting_that_was_held_shows_it_and_one_that_was_called_off_does_not(cast: Cast):
    with cast.scope():
        found = House(cast.institution)
        found.adopt(BOARD, '[duty.advice]\nname = "Advises the board"\n')
        called = found.call()
        where = f"/{cast.institution.slug}/meetings/{called.uid}/"
        told = {"delivered_on": DAY.isoformat(), "address": where}
        assert cast.client("officer").post(url(cast, "deliver", clause=ADVICE), told).status_code == 302
        Delivery.objects.all().delete()
        type(called).objects.filter(pk=called.pk).update(cancelled_at=AT)
    answer = cast.client("officer").post(url(cast, "deliver", clause=ADVICE), told)

    assert 'id="id_address_error"' in answer.content.decode()


def test_a_delivery_of_another_institution_is_not_there(here):
    with here.scope():
        row = deliver(here, ADVICE)
    other = reverse("cycles:take_back", kwargs={"institution": here.elsewhere.slug, "uid": row.uid})

    assert here.client("stranger").get(other).status_code == 404


@pytest.mark.parametrize("name", ["delivered", "delivered_clause"])
def test_the_queries_do_not_grow_with_what_is_delivered(cast: Cast, name):
    def asked(count: int) -> int:
        text = HEAD + "".join(f'[duty.d{n}]\nname = "D{n}"\nevery = "monthly"\n' for n in range(count))
        with cast.scope():
            institution(cast, text, on=date(2020, 1, count))
        for n in range(count):
            where = inside(cast, Visibility.PUBLIC, f"Paper {count} {n}")
            with cast.scope():
                deliver(cast, f"duty.d{n}", address=where)
                deliver(cast, "duty.d0", address=where, shown_by=f"{n}")
        client = cast.client("officer")
        address = url(cast, name, **({"clause": "duty.d0"} if name == "delivered_clause" else {}))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert asked(1) == asked(3)


def test_a_long_list_has_pages(cast: Cast):
    with cast.scope():
        institution(cast, TEXT + "".join(f'[duty.d{n}]\nname = "D{n:02}"\n' for n in range(40)))
    first = page(cast, url(cast, "delivered"))

    assert "?page=2" in first
    assert "D39" not in first
    assert "D39" in page(cast, url(cast, "delivered") + "?page=2")
