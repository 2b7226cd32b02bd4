"""Who enters by which door, what is written before and after consent, and that leaving takes everything along."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from mithaq.compacts import selectors as compacts
from mithaq.dialogues import services
from mithaq.dialogues.enums import Answer, Entry
from mithaq.dialogues.models import Invitation, Participant, Statement, Vote
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry as Line
from mithaq.people.enums import Level
from mithaq.people.models import Affiliation, Membership, Organisation
from tests import cast as everybody

HOUR = timedelta(hours=1)


@pytest.fixture
def running(circle):
    """`running(entry=…)`: open now, for a day."""

    def made(number=5, **told):
        return circle.running(number, **({"opens_at": now() - HOUR, "closes_at": now() + 24 * HOUR} | told))

    return made


def page(cast, dialogue, name, *, lang="en", **more):
    place = {"institution": cast.institution.slug, "uid": dialogue.uid, **more}
    return f"/{lang}" + reverse(f"dialogues:{name}", kwargs=place)[3:]


def begin(cast, client, dialogue, **told):
    return client.post(page(cast, dialogue, "begin"), {"agrees": "on", **told})


def answer(cast, client, dialogue, statement, said="agree", **more):
    return client.post(page(cast, dialogue, "cast"), {"statement": statement.uid, "answer": said}, **more)


JSON = {"HTTP_ACCEPT": "application/json"}


def test_nothing_is_written_before_consent(cast, running):
    dialogue = running()
    client = cast.client()

    told = client.get(page(cast, dialogue, "begin"))
    refused = client.post(page(cast, dialogue, "begin"), {"country": "MA"})
    led = client.get(page(cast, dialogue, "vote"))

    assert (told.status_code, refused.status_code) == (200, 200)
    assert led.url == page(cast, dialogue, "begin")
    assert not Participant.objects.exists()
    assert not any(name.startswith("mithaq_dialogue") for name in client.cookies)


def test_countries_stand_in_the_order_of_a_dictionary(cast, running):
    told = cast.client().get(page(cast, running(), "begin", lang="fr")).content.decode()

    listed = [told.index(f'value="{code}"') for code in ("ES", "EE", "US", "ET", "FJ", "ZW")]
    assert listed == sorted(listed), "Espagne, Estonie, États-Unis, Éthiopie, Fidji, Zimbabwe"


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_what_is_promised_is_said_before(cast, running, language):
    dialogue = running(floor=7, publishes_rows=True)

    told = cast.client().get(page(cast, dialogue, "begin", lang=language)).content.decode()

    assert str(dialogue.institution.name.in_(language)) in told
    assert "<bdi>7</bdi>" in told  # the floor
    assert "<strong>" in told  # that rows may be downloaded stands out


COPIES = {
    "ar": "النسخ الاحتياطية التي أُخذت قبل ذلك",
    "en": "Copies for safety that were made before keep what they hold until they are thrown away.",
    "fr": "Les copies de sauvegarde faites auparavant gardent ce qu’elles contiennent",
}


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_that_copies_keep_what_is_deleted_here_is_said_before_entering_and_before_leaving(cast, running, language):
    dialogue, client = running(), cast.client()
    before = client.get(page(cast, dialogue, "begin", lang=language)).content.decode()
    begin(cast, client, dialogue)
    leaving = client.get(page(cast, dialogue, "leave", lang=language)).content.decode()

    assert COPIES[language] in before
    assert COPIES[language] in leaving


def test_without_an_account_the_pass_is_out_of_reach_of_scripts_and_of_other_pages(cast, running):
    dialogue = running()
    client = cast.client()

    begin(cast, client, dialogue, country="MA", level="local")

    kept = Participant.objects.get()
    assert (kept.person, kept.invitation, kept.country, kept.level) == (None, None, "MA", "local")
    passes = {name: one for name, one in client.cookies.items() if name.startswith("mithaq_dialogue")}
    assert sorted(one["path"] for one in passes.values()) == [
        page(cast, dialogue, "dialogue", lang=language) for language in ("ar", "en", "fr")
    ]
    assert all(one["httponly"] and one["samesite"] == "Lax" for one in passes.values())
    assert kept.key not in str(passes)


def test_the_pass_holds_in_each_language(cast, running, circle):
    dialogue = running()
    client = cast.client()
    begin(cast, client, dialogue)

    for language in ("ar", "en", "fr"):
        shown = client.get(page(cast, dialogue, "vote", lang=language))
        assert shown.status_code == 200
        assert shown["Cache-Control"] == "private, no-store"


def test_a_member_enters_with_their_account_once(cast, running):
    dialogue = running(entry=Entry.MEMBERS)
    client, other_device = cast.client("member"), cast.client("member")

    begin(cast, client, dialogue)
    begin(cast, other_device, dialogue)
    led = other_device.get(page(cast, dialogue, "begin"))

    assert Participant.objects.get().person == cast.chadia.person
    assert led.url == page(cast, dialogue, "vote")


@pytest.mark.parametrize("entry", [Entry.MEMBERS, Entry.INVITED])
@pytest.mark.parametrize("who", ["anonymous", "stranger"])
def test_who_may_not_is_told_how_they_could(cast, running, entry, who):
    dialogue = running(entry=entry)
    client = cast.client(who)

    told = client.get(page(cast, dialogue, "begin"))
    refused = begin(cast, client, dialogue)

    assert (told.status_code, refused.status_code) == (200, 403)
    assert not Participant.objects.exists()


def test_what_an_organisation_is_known_as_is_proposed_and_may_be_left_out(cast, running):
    everybody.compact(cast)
    category = compacts.categories().first()
    union = Organisation.objects.create(name=words(en="Union"), category=category, country="TN", level=Level.REGIONAL)
    Affiliation.objects.create(person=cast.chadia.person, organisation=union, from_date=everybody.FROM)
    dialogue = running(entry=Entry.MEMBERS)
    client = cast.client("member")

    proposed = client.get(page(cast, dialogue, "begin")).context["form"].initial
    begin(cast, client, dialogue, category="", country="TN", level="")

    assert proposed == {"category": category, "country": "TN", "level": "regional"}
    kept = Participant.objects.get()
    assert (kept.category, kept.country, kept.level) == (None, "TN", "")


def test_one_link_is_one_person_on_any_device(cast, running):
    dialogue = running(entry=Entry.INVITED)
    made = services.invite(dialogue, ["Union of migrants", ""], by=SYSTEM, at=now())
    first, second = cast.client(), cast.client()

    seen = first.get(page(cast, dialogue, "enter", token=made[0].token))
    assert not Participant.objects.exists()
    for client in (first, second):
        entered = client.post(page(cast, dialogue, "enter", token=made[0].token), {"agrees": "on"})
        assert entered.url == page(cast, dialogue, "vote")

    assert seen["Referrer-Policy"] == "strict-origin"
    assert [one.invitation for one in Participant.objects.all()] == [made[0].invitation]
    statement = Statement.objects.filter(dialogue=dialogue).first()
    assert [answer(cast, one, dialogue, statement, **JSON).status_code for one in (first, second)] == [200, 200]
    assert Vote.objects.count() == 1
    assert made[0].token not in str(list(Invitation.objects.values())) + str(list(Participant.objects.values()))


ONE_VOICE = "You are signed in: you take part with your account, so that everybody has one voice."


@pytest.mark.parametrize("takes_part", [False, True], ids=["not yet", "already"])
def test_who_is_signed_in_and_opens_a_link_has_one_voice_that_of_the_account(cast, running, takes_part):
    dialogue = running(entry=Entry.INVITED)
    link = services.invite(dialogue, ["x"], by=SYSTEM, at=now())[0]
    member = cast.client("member")
    if takes_part:
        begin(cast, member, dialogue)
    address = page(cast, dialogue, "enter", token=link.token)

    seen = member.get(address)
    tried = member.post(address, {"agrees": "on"})
    told = member.get(page(cast, dialogue, "vote" if takes_part else "begin")).content.decode()

    assert {seen.url, tried.url} == {page(cast, dialogue, "vote" if takes_part else "begin")}
    assert seen["Referrer-Policy"] == "strict-origin"
    assert ONE_VOICE in told
    assert [one.person for one in Participant.objects.all()] == [cast.chadia.person] * takes_part
    assert member.get(page(cast, dialogue, "enter", token="nothing")).status_code == 404


def test_who_used_their_link_before_goes_on_by_it_also_where_they_signed_in(cast, running):
    dialogue = running(entry=Entry.INVITED)
    link = services.invite(dialogue, ["x"], by=SYSTEM, at=now())[0]
    address = page(cast, dialogue, "enter", token=link.token)
    cast.client().post(address, {"agrees": "on"})
    member = cast.client("member")

    assert member.get(address).status_code == 200
    assert member.post(address, {"agrees": "on"}).url == page(cast, dialogue, "vote")
    assert [one.invitation for one in Participant.objects.all()] == [link.invitation]


def test_who_has_an_account_that_may_not_enter_takes_part_by_their_link(cast, running):
    dialogue = running(entry=Entry.INVITED)
    link = services.invite(dialogue, ["x"], by=SYSTEM, at=now())[0]
    stranger = cast.client("stranger")

    stranger.post(page(cast, dialogue, "enter", token=link.token), {"agrees": "on"})

    assert [one.invitation for one in Participant.objects.all()] == [link.invitation]


def test_a_wrong_or_withdrawn_link_opens_nothing_and_ends_answering(cast, running):
    dialogue = running(entry=Entry.INVITED)
    link = services.invite(dialogue, ["x"], by=SYSTEM, at=now())[0]
    inside = cast.client()
    inside.post(page(cast, dialogue, "enter", token=link.token), {"agrees": "on"})
    statement = Statement.objects.filter(dialogue=dialogue).first()
    answer(cast, inside, dialogue, statement)

    services.withdraw_link(link.invitation, by=SYSTEM, at=now())

    assert cast.client().get(page(cast, dialogue, "enter", token=link.token)).status_code == 404
    assert cast.client().get(page(cast, dialogue, "enter", token="wrong")).status_code == 404
    assert answer(cast, inside, dialogue, statement, "disagree", **JSON).status_code == 403
    assert Vote.objects.get().answer == Answer.AGREE


def test_no_link_opens_a_dialogue_for_members(cast, running):
    dialogue = running(entry=Entry.INVITED)
    link = services.invite(dialogue, ["x"], by=SYSTEM, at=now())[0]
    type(dialogue).objects.update(entry=Entry.MEMBERS)

    told = cast.client().post(page(cast, dialogue, "enter", token=link.token), {"agrees": "on"})

    assert told.status_code == 404
    assert not Participant.objects.exists()


def test_leaving_takes_every_answer_along_and_the_minute_does_not_say_who(cast, running):
    dialogue = running()
    client, stays = cast.client(), cast.client()
    for one in (client, stays):
        begin(cast, one, dialogue)
        answer(cast, one, dialogue, Statement.objects.filter(dialogue=dialogue).first())
    gone = Participant.objects.first()

    told = client.post(page(cast, dialogue, "leave"))

    assert told.url == page(cast, dialogue, "dialogue")
    assert [one.participant_id for one in Vote.objects.order_by("pk")] == [one.pk for one in Participant.objects.all()]
    assert gone.pk not in Participant.objects.values_list("pk", flat=True)
    line = Line.objects.get(act="dialogues.withdraw")
    assert (line.by_uid, line.by_name) == ("", "")
    assert gone.uid not in str(line.after) + line.about
    assert client.get(page(cast, dialogue, "vote")).url == page(cast, dialogue, "begin")


def test_an_old_pass_is_worth_nothing_after_leaving(cast, running):
    dialogue = running()
    client, copy = cast.client(), cast.client()
    begin(cast, client, dialogue)
    copy.cookies.update(client.cookies)
    client.post(page(cast, dialogue, "leave"))

    told = answer(cast, copy, dialogue, Statement.objects.filter(dialogue=dialogue).first(), **JSON)

    assert (told.status_code, told.json()["code"]) == (403, "unknown")
    assert not Vote.objects.exists()


def test_a_forged_or_foreign_pass_is_worth_nothing(cast, running):
    dialogue, other = running(), running()
    client = cast.client()
    begin(cast, client, dialogue)
    value = client.cookies["mithaq_dialogue_en"].value
    statement = Statement.objects.filter(dialogue=other).first()
    own = Statement.objects.filter(dialogue=dialogue).first()

    def told(pass_, of, about):
        stranger = cast.client()
        stranger.cookies["mithaq_dialogue_en"] = pass_
        return answer(cast, stranger, of, about, **JSON).status_code

    assert told(value, dialogue, own) == 200
    assert told(value, other, statement) == 403
    assert told(value[:-1] + ("A" if value[-1] != "A" else "B"), dialogue, own) == 403
    assert told("", dialogue, own) == 403
    assert told(value.replace(".", ":"), dialogue, own) == 403
    assert told(value, dialogue, statement) == 409  # a statement of another dialogue
    assert Vote.objects.count() == 1


def test_signing_out_ends_the_pass_of_an_account(cast, running):
    dialogue = running(entry=Entry.MEMBERS)
    client = cast.client("member")
    begin(cast, client, dialogue)
    statement = Statement.objects.filter(dialogue=dialogue).first()
    before = answer(cast, client, dialogue, statement, **JSON)
    taken = {name: one.value for name, one in client.cookies.items()}

    client.logout()
    thief = cast.client()
    for name, value in taken.items():
        thief.cookies[name] = value
    after = answer(cast, thief, dialogue, statement, "disagree", **JSON)

    assert (before.status_code, after.status_code) == (200, 403)
    assert Vote.objects.get().answer == Answer.AGREE


def test_a_pass_of_an_account_is_worth_nothing_beside_another_session(cast, running):
    dialogue = running(entry=Entry.MEMBERS)
    client, officer = cast.client("member"), cast.client("officer")
    begin(cast, client, dialogue)
    officer.cookies["mithaq_dialogue_en"] = client.cookies["mithaq_dialogue_en"].value

    told = answer(cast, officer, dialogue, Statement.objects.filter(dialogue=dialogue).first(), **JSON)

    assert told.status_code == 403


def test_another_password_or_a_shut_account_ends_the_pass(cast, running):
    dialogue = running(entry=Entry.MEMBERS)
    client = cast.client("member")
    begin(cast, client, dialogue)
    statement = Statement.objects.filter(dialogue=dialogue).first()
    account = cast.chadia.account

    account.is_active = False
    account.save()
    assert answer(cast, client, dialogue, statement, **JSON).status_code == 403
    account.is_active = True
    account.save()
    assert answer(cast, client, dialogue, statement, **JSON).status_code == 200
    account.set_password("another evening on the corniche")
    account.save()
    assert answer(cast, client, dialogue, statement, "pass", **JSON).status_code == 403


def test_who_is_a_member_no_more_answers_no_more(cast, running):
    dialogue = running(entry=Entry.MEMBERS)
    client = cast.client("member")
    begin(cast, client, dialogue)
    Membership.objects.filter(person=cast.chadia.person).update(until=now().date())

    told = answer(cast, client, dialogue, Statement.objects.filter(dialogue=dialogue).first(), **JSON)

    assert told.status_code == 403


def test_nobody_enters_before_it_opens_or_after_it_closes(cast, circle, running):
    closed = circle.close(running(), now=now() + 25 * HOUR)
    client = cast.client()

    assert begin(cast, client, closed).status_code == 409
    assert not Participant.objects.exists()


def test_my_answers_say_the_country_by_its_name_also_of_another_region(cast, running):
    dialogue = running()
    near, far = cast.client(), cast.client()
    begin(cast, near, dialogue, country="MA")
    begin(cast, far, dialogue, country="BR")

    assert "<bdi>Morocco</bdi>" in near.get(page(cast, dialogue, "mine")).content.decode()
    assert "<bdi>Brésil</bdi>" in far.get(page(cast, dialogue, "mine", lang="fr")).content.decode()
