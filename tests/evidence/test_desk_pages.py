"""The pages of the coding desk: without script it does everything; nothing a person ticked is lost."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from mithaq.evidence import queue
from mithaq.evidence.models import Coding, Decision, Passage
from tests.cast import AT


@pytest.fixture
def url(cast):
    return reverse("evidence:desk", kwargs={"institution": cast.institution.slug})


@pytest.fixture
def fees(cast, coded):
    with cast.scope():
        return Passage.objects.get(text__contains="recruitment fees")


def hidden(page, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode()).group(1)


def form(page, **more):
    said = page.content.decode()
    card = said[said.index('id="desk-card"') : said.index("</form>")]
    return {
        "passage": hidden(page, "passage"),
        "seen": hidden(page, "seen"),
        "key": hidden(page, "key"),
        "code": re.findall(r'name="code" value="([^"]*)"', card),
        "yes": re.findall(r'name="yes" value="([^"]*)"[^>]* checked', card),
        **more,
    }


def codes(cast, uid) -> set[tuple[str, str, str]]:
    with cast.scope():
        return set(Coding.objects.filter(passage__uid=uid).values_list("scheme", "code", "status"))


def test_accepting_the_form_as_it_stands_confirms_what_was_suggested_and_goes_on(cast, coded, url):
    badr = cast.client("badr")
    page = badr.get(url)
    sent = form(page)

    answer = badr.post(url, {**sent, "do": "accept"}, follow=True)

    assert sent["code"]
    assert codes(cast, sent["passage"]) == {(*place.split(":"), "confirmed") for place in sent["code"]}
    assert answer.status_code == 200
    assert hidden(answer, "passage") != sent["passage"]
    assert hidden(answer, "came") == sent["passage"]


def test_a_code_picked_besides_is_shown_ticked_and_stands_only_when_accepted(cast, fees, url):
    badr = cast.client("badr")
    sent = form(badr.get(f"{url}?passage={fees.uid}"), add="country:MA")

    shown = badr.post(url, {**sent, "do": "add"})

    assert ("country", "MA", "confirmed") not in codes(cast, fees.uid)
    assert "country:MA" in form(shown)["yes"]
    badr.post(url, {**form(shown), "do": "accept"})
    assert ("country", "MA", "confirmed") in codes(cast, fees.uid)


def test_another_kind_of_statement_takes_the_place_of_the_suggested_one(cast, fees, url):
    badr = cast.client("badr")

    badr.post(url, {**form(badr.get(f"{url}?passage={fees.uid}")), "add": "act:commitment", "do": "accept"})

    acts = {c[1:] for c in codes(cast, fees.uid) if c[0] == "act"}
    assert acts == {("commitment", "confirmed"), ("recommendation", "rejected")}


def test_split_undo_and_merge_work_as_forms(cast, fees, url):
    badr = cast.client("badr")
    sent = form(badr.get(f"{url}?passage={fees.uid}"), at_char=str(fees.text.index("and monitor")))

    split = badr.post(url, {**sent, "do": "split"}, follow=True)
    left = hidden(split, "passage")
    back = badr.post(url, {**form(split), "do": "undo"}, follow=True)
    merged = badr.post(url, {**form(back), "do": "merge"}, follow=True)

    assert left != fees.uid
    assert hidden(back, "passage") == fees.uid
    with cast.scope():
        assert "recruitment fees" in Passage.objects.get(uid=hidden(merged, "passage")).text
        assert not Passage.objects.get(uid=fees.uid).is_current


def test_who_comes_second_sees_who_was_first_and_keeps_every_tick(cast, fees, url):
    badr, amal = cast.client("badr"), cast.client("amal")
    of_badr, of_amal = (form(one.get(f"{url}?passage={fees.uid}")) for one in (badr, amal))
    amal.post(url, {**of_amal, "do": "accept"})

    answer = badr.post(url, {**of_badr, "yes": ["objective:6"], "add": "act:fact", "do": "accept"})

    assert answer.status_code == 409
    assert "Amal Haddad" in answer.content.decode() or "أمل حداد" in answer.content.decode()
    again = form(answer)
    assert sorted(again["yes"]) == ["act:fact", "objective:6"]
    badr.post(url, {**again, "do": "accept"})
    assert ("act", "fact", "confirmed") in codes(cast, fees.uid)


def test_two_officers_are_not_handed_the_same_passage(cast, coded, url):
    first = hidden(cast.client("badr").get(url), "passage")
    second = hidden(cast.client("amal").get(url), "passage")

    assert first != second
    assert hidden(cast.client("badr").get(url), "passage") == first


def test_the_queue_begins_with_the_most_doubtful_and_ends_with_headings(cast, coded):
    with cast.scope():
        asked, seen, after = queue.Asked(), [], None
        while after := queue.next_passage(
            cast.institution, asked, to=cast.badr.account, by=cast.badr.actor, at=AT, after=after
        ):
            seen.append(after)

    assert len(seen) == coded.passage_count
    assert [p.doubt for p in seen] == sorted((p.doubt for p in seen), reverse=True)
    assert [p.kind for p in seen].index("heading") > [p.kind for p in seen].index("paragraph")
    assert seen[0].doubt > 0.2


@pytest.fixture
def act(cast):
    """`act(who, do=…)` as the script sends it."""
    address = reverse("evidence:desk-act", kwargs={"institution": cast.institution.slug})

    def send(who: str = "badr", query: str = "", **told):
        return cast.client(who).post(address + query, json.dumps(told), content_type="application/json")

    return send


def test_an_act_sent_twice_by_the_script_is_recorded_once_and_brings_the_next_passage(cast, fees, act):
    told = {"do": "decide", "key": "key-0001", "passage": fees.uid, "seen": 0, "verdicts": [["act:practice", True]]}

    first, second = act(**told), act(**told)

    with cast.scope():
        assert Decision.objects.count() == 1
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["card"]["uid"] not in ("", fees.uid)
    assert "desk;dur=" in first["Server-Timing"]


def test_the_script_is_told_who_changed_a_passage_and_what_both_say(cast, fees, act):
    told = {"do": "decide", "passage": fees.uid, "seen": 0}
    act("amal", key="key-amal", verdicts=[["act:fact", True]], **told)

    answer = act(key="key-badr", verdicts=[["act:practice", True]], **told)

    conflict = answer.json()["conflict"]
    assert (answer.status_code, conflict["uid"], conflict["version"]) == (409, fees.uid, 1)
    assert "fact" in conflict["html"]
    assert "practice" in conflict["html"]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"do": "decide", "key": "short", "verdicts": []},
        {"do": "decide", "key": "key-0001", "verdicts": "act:fact"},
        {"do": "decide", "key": "key-0001", "verdicts": [["act:mood", True]]},
        {"do": "decide", "key": "key-0001", "verdicts": [[["act"], True]]},
        {"do": "split", "key": "key-0001", "at_char": "1e9"},
        {"do": ["decide"], "key": "key-0001"},
        {"do": "dance", "key": "key-0001"},
    ],
)
def test_what_no_script_of_ours_sends_is_refused_without_a_trace(cast, fees, act, told):
    answer = act(**{"passage": fees.uid, "seen": 0, **told})

    assert answer.status_code in (400, 409)
    with cast.scope():
        assert not Decision.objects.exists()


def test_a_passage_of_a_withdrawn_document_is_neither_handed_out_nor_decided(cast, coded, fees, url, act):
    with cast.scope():
        type(coded).objects.filter(pk=coded.pk).update(withdrawn_at=AT)

    page = cast.client("badr").get(url)
    answer = act(do="decide", key="key-0001", passage=fees.uid, seen=0, verdicts=[["act:fact", True]])

    assert "Nothing waits" in page.content.decode()
    assert answer.status_code == 404


def test_the_desk_costs_the_same_for_one_document_and_for_three(
    cast, coded, deposit, url, django_assert_max_num_queries
):
    badr = cast.client("badr")
    badr.get(url)

    def asked() -> int:
        with django_assert_max_num_queries(60) as counted:
            badr.get(url)
        return len(counted)

    one = asked()
    deposit("Governments should open schools to migrant children everywhere.", "a.txt")
    deposit("Governments should open hospitals to migrants everywhere.", "b.txt")
    assert asked() == one


def test_undoing_through_the_script_brings_the_passage_back(cast, fees, act):
    act(do="decide", key="key-0001", passage=fees.uid, seen=0, verdicts=[["act:fact", True]])

    answer = act(do="undo", key="key-0002", passage=fees.uid)

    assert answer.json()["card"]["uid"] == fees.uid
    assert ("act", "fact", "confirmed") not in codes(cast, fees.uid)
    assert (
        act(do="undo", key="key-0003", passage=fees.uid).json()["why"] == "There is no decision of yours to take back."
    )
