"""Pages of the calendar, in three languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from mithaq.cycles import services
from mithaq.cycles.models import Extension, Milestone
from mithaq.foundation.fields import words
from mithaq.people import services as people
from tests.cast import AT, FROM, Cast
from tests.cycles.charters import HEAD, adopt


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        adopt(cast)
    return cast


def url(cast: Cast, name: str, **more: str) -> str:
    return reverse(f"cycles:{name}", kwargs={"institution": cast.institution.slug, **more})


def one(cast: Cast, key: str) -> Milestone:
    with cast.scope():
        return Milestone.objects.get(clause=key)


def get(cast: Cast, address: str, who: str = "anonymous", lang: str = "en"):
    return cast.client(who).get(f"/{lang}{address[3:]}")


def test_a_month_shows_its_days_and_what_is_not_known_to_the_day_beside_them(here, lang):
    body = get(here, url(here, "calendar") + "?month=2021-03", lang=lang).content.decode()

    assert {"ar": "المؤتمر الإقليمي", "en": "Regional conference", "fr": "Conférence régionale"}[lang] in body
    assert {"ar": "أوائل مارس 2021", "en": "early March 2021", "fr": "début mars 2021"}[lang] in body


def test_a_deadline_stands_on_its_last_day(here):
    body = get(here, url(here, "calendar") + "?month=2020-12").content.decode()
    cell = body.split("10 December 2020</span>")[1].split("</td>")[0]

    assert "Call for papers" in cell
    assert body.count("Call for papers") == 1


@pytest.mark.parametrize("month", ["2021-13", "x", "0001-01", "9999-12", "2021-1", "٢٠٢١-٠١"])
def test_no_month_is_no_page(here, month):
    assert get(here, url(here, "calendar") + f"?month={month}").status_code == 404


def test_an_empty_month_leads_to_the_next_with_something(here):
    body = get(here, url(here, "calendar") + "?month=2020-01").content.decode()

    assert "?month=2020-11" in body


def test_the_roadmap_is_drawn_with_its_table_and_its_files(here, lang):
    page = get(here, url(here, "roadmap"), lang=lang)
    svg = get(here, url(here, "roadmap_file", form="svg"), lang=lang)
    table = get(here, url(here, "roadmap_file", form="csv"), lang=lang)

    assert page.content.decode().count("<svg") > 1
    assert svg["Content-Type"] == "image/svg+xml"
    assert "<title" in svg.content.decode()
    assert "milestone.draft" in table.content.decode()
    assert len(table.content.decode().splitlines()) == 11
    assert get(here, url(here, "roadmap_file", form="png")).status_code == 404


def test_the_roadmap_is_narrowed_to_what_belongs_together(here):
    body = get(here, url(here, "roadmap") + "?only=roadmap.model").content.decode()

    assert "Draft of the model" in body
    assert "Regional conference" not in body
    assert get(here, url(here, "roadmap") + "?only=nothing").status_code == 200


def test_phases_that_go_on_at_the_same_time_are_named(here):
    body = get(here, url(here, "roadmap")).content.decode()

    assert "Input and Synthesis: December 2020" in body


def test_what_feeds_what_is_a_list_and_a_picture(here, lang):
    body = get(here, url(here, "flows"), lang=lang).content.decode()

    assert "flow.voices" in body
    assert "cycle.review" in body
    assert get(here, url(here, "flows_file", form="csv"), lang=lang).content.decode().count("phase.synthesis") == 1


def test_pages_stand_without_a_charter(cast: Cast, lang):
    for name in ("calendar", "roadmap", "flows", "feed"):
        assert get(cast, url(cast, name), lang=lang).status_code == 200
    for name in ("roadmap_file", "flows_file"):
        assert get(cast, url(cast, name, form="svg"), lang=lang).status_code == 404


def test_a_milestone_says_when_it_is_how_it_stands_and_by_which_clause(here, lang):
    body = get(here, url(here, "milestone", uid=one(here, "call.reports").uid), lang=lang).content.decode()

    assert "call.reports" in body
    assert "event.conference" in body


def test_an_officer_sets_the_days_and_what_is_moved_is_shown(here):
    row = one(here, "event.conference")
    sent = {"seen": 1, "first": "2021-05-04", "last": "2021-05-05"}
    answer = here.client("officer").post(url(here, "settle", uid=row.uid), sent)
    body = get(here, url(here, "milestone", uid=row.uid)).content.decode()

    assert answer.status_code == 302
    assert "moved: the charter says early March 2021" in body


def test_of_two_officers_the_second_is_told_and_may_send_again(here):
    row = one(here, "event.conference")
    sent = {"seen": 1, "first": "2021-05-04", "last": "2021-05-05"}
    here.client("officer").post(url(here, "settle", uid=row.uid), sent)
    answer = here.client("secretary").post(url(here, "settle", uid=row.uid), {**sent, "first": "2021-05-05"})

    assert answer.status_code == 200
    assert "Somebody changed it meanwhile" in answer.content.decode()
    assert 'value="2021-05-05"' in answer.content.decode()
    assert 'name="seen" value="2"' in answer.content.decode()


def test_a_refusal_by_the_charter_shows_its_clause_and_keeps_what_was_entered(here):
    row = one(here, "call.papers")
    sent = {"seen": 1, "first": "2020-12-20", "last": "2020-12-20"}
    answer = here.client("officer").post(url(here, "settle", uid=row.uid), sent)

    assert answer.status_code == 409
    assert "call.papers" in answer.content.decode()
    assert 'value="2020-12-20"' in answer.content.decode()


def test_an_officer_writes_down_that_it_is_reached_and_opens_it_again(here):
    row = one(here, "milestone.draft")
    officer = here.client("officer")
    officer.post(url(here, "reach", uid=row.uid), {"seen": 1, "done_on": "2020-11-29", "shown_by": "The draft, sent"})
    reached = get(here, url(here, "milestone", uid=row.uid)).content.decode()
    early = officer.post(url(here, "reach", uid=row.uid), {"seen": 2, "done_on": "2999-01-01"})
    officer.post(url(here, "reopen", uid=row.uid), {"seen": 2, "reason": "Not sent"})

    assert "The draft, sent" in reached
    assert "still to come" in early.content.decode()
    assert one(here, "milestone.draft").done_on is None


@pytest.fixture
def union(here):
    made = people.register_organisation(words(en="Union of seafarers"), by=here.amal.actor, at=AT)
    with here.scope():
        people.admit(here.institution, organisation=made, on=FROM, by=here.amal.actor, at=AT)
        people.affiliate(here.chadia.person, made, on=FROM, by=here.amal.actor, at=AT)
    return made


def test_a_member_asks_for_whom_they_speak_for_and_an_officer_decides(here, union):
    row = one(here, "call.reports")
    asks = {"holder": f"organisation-{union.uid}", "until": "2021-03-20", "reason": "We translate it"}
    asked = here.client("member").post(url(here, "ask", uid=row.uid), asks)
    with here.scope():
        extension = Extension.objects.get()
    waiting = get(here, url(here, "milestone", uid=row.uid), "officer").content.decode()
    hidden = get(here, url(here, "milestone", uid=row.uid)).content.decode()
    sent = {"verdict": "grant", "until": "2021-03-15", "answer": "Until Monday"}
    here.client("officer").post(url(here, "decide", uid=extension.uid), sent)
    public = get(here, url(here, "milestone", uid=row.uid)).content.decode()
    inside = get(here, url(here, "milestone", uid=row.uid), "member").content.decode()

    assert asked.status_code == 302
    assert "We translate it" in waiting
    assert "Union of seafarers" not in hidden
    assert "Union of seafarers" in public
    assert "15 March 2021" in public
    assert "We translate it" not in public
    assert "Until Monday" in inside


def test_a_member_asks_for_nobody_they_do_not_speak_for(here, union):
    row = one(here, "call.reports")
    other = people.register_organisation(words(en="Others"), by=here.amal.actor, at=AT)
    for key in (f"organisation-{other.uid}", "country-MA", "organisation-"):
        answer = here.client("member").post(
            url(here, "ask", uid=row.uid), {"holder": key, "until": "2021-03-20", "reason": "Why not"}
        )
        assert answer.status_code == 200
    with here.scope():
        assert not Extension.objects.exists()


def test_a_persons_name_is_told_to_members_and_to_others_only_with_their_consent(here):
    row = one(here, "call.reports")
    with here.scope():
        asked = services.ask_extension(
            row, person=here.chadia.person, until=date(2021, 3, 20), reason="Ill", by=here.chadia.actor, at=AT
        )
        services.decide_extension(asked, until=date(2021, 3, 20), by=here.badr.actor, at=AT)
    public = get(here, url(here, "milestone", uid=row.uid)).content.decode()
    with here.scope():
        people.agree_to(here.chadia.person, ["list"], here.institution, by=here.chadia.actor, at=AT)

    assert "Chadia" not in public
    assert "20 March 2021" in public
    assert "Chadia" in get(here, url(here, "milestone", uid=row.uid)).content.decode()


def test_a_refused_request_needs_an_answer_and_is_decided_once(here):
    with here.scope():
        asked = services.ask_extension(
            one(here, "call.reports"), country="TN", until=date(2021, 3, 20), reason="Why", by=here.chadia.actor, at=AT
        )
    officer = here.client("officer")
    without = officer.post(url(here, "decide", uid=asked.uid), {"verdict": "refuse"})
    officer.post(url(here, "decide", uid=asked.uid), {"verdict": "refuse", "answer": "Too late"})

    assert "A refusal says why." in without.content.decode()
    assert officer.get(url(here, "decide", uid=asked.uid)).status_code == 404


def test_where_the_charter_allows_no_extension_asking_is_refused_with_its_clause(here):
    row = one(here, "call.papers")
    answer = here.client("member").post(
        url(here, "ask", uid=row.uid), {"holder": "person", "until": "2021-03-20", "reason": "Why"}
    )

    assert answer.status_code == 409
    assert "call.papers" in answer.content.decode()
    assert (
        url(here, "ask", uid=row.uid) not in get(here, url(here, "milestone", uid=row.uid), "member").content.decode()
    )


def test_a_milestone_of_another_institution_is_not_there(here):
    row = one(here, "call.papers")
    other = reverse("cycles:milestone", kwargs={"institution": here.elsewhere.slug, "uid": row.uid})

    assert here.client("stranger").get(other).status_code == 404


@pytest.mark.parametrize("name", ["calendar", "roadmap", "flows", "feed"])
def test_the_queries_do_not_grow_with_what_stands(cast: Cast, name):
    month = localdate().replace(day=1)

    def asked(count: int) -> int:
        days = [(month + timedelta(days=n)).isoformat() for n in range(count)]
        text = HEAD + "".join(
            f'[milestone.m{n}]\nname = "M{n}"\nwhen = "{day}"\n[cycle.c{n}]\nname = "C{n}"\n'
            f'[flow.f{n}]\nname = "F{n}"\nfrom = "cycle.c{n}"\nto = "cycle.c0"\n'
            for n, day in enumerate(days)
        )
        with cast.scope():
            adopt(cast, text, on=date(2020, 1, count))
        client = cast.client("officer")
        client.get(url(cast, name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(cast, name)).status_code == 200
        return len(queries)

    assert asked(1) == asked(3) == asked(20)


def test_a_long_roadmap_has_pages_and_its_file_is_whole(cast: Cast):
    text = HEAD + "".join(f'[milestone.m{n}]\nname = "Step {n:02}"\nwhen = "2021-0{1 + n % 9}"\n' for n in range(40))
    with cast.scope():
        adopt(cast, text)
    first = get(cast, url(cast, "roadmap")).content.decode()
    whole = get(cast, url(cast, "roadmap_file", form="csv")).content.decode()

    assert "?page=2" in first
    assert len(whole.splitlines()) == 41


def test_what_was_over_before_the_charter_is_not_called_overdue(cast: Cast, lang):
    text = HEAD + '[milestone.old]\nname = "Old"\nwhen = "early 2019-03"\n'
    with cast.scope():
        adopt(cast, text)
    uid = one(cast, "milestone.old").uid
    said = {"ar": "لم يُسجَّل هل أُنجز", "en": "not written down whether reached", "fr": "non consigné"}[lang]

    for address in (url(cast, "roadmap"), url(cast, "milestone", uid=uid)):
        assert said in get(cast, address, lang=lang).content.decode()
