"""The mail of a day: one to a person, in their language, of what is still open to them, never a text of evidence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django_scopes import scope

from mithaq.foundation.models import Letter
from mithaq.notices import services, wording
from mithaq.notices.models import Notice
from mithaq.people import services as people
from mithaq.people.enums import Role
from mithaq.people.models import Membership
from tests.cast import AT, FROM

KIND, SITE = "tests.told", "https://mithaq.example"
DAY = timedelta(days=1)
closed: set[str] = set()


@pytest.fixture(autouse=True)
def _worded(monkeypatch, settings):
    settings.EMAIL_BACKEND = "mithaq.foundation.mail.Outbox"
    monkeypatch.setattr(wording, "_kinds", dict(wording._kinds))
    closed.clear()
    wording.word(KIND, "Told of %(what)s.", still=lambda home, reader, abouts: [a for a in abouts if a not in closed])


def tell(cast, about="a", who="chadia", home=None, at=AT):
    home = home or cast.institution
    with scope(institution=home):
        services.tell(
            home, [getattr(cast, who).person], KIND, about=about, facts={"what": f"thing {about}"},
            path=f"/{home.slug}/documents/", at=at,
        )  # fmt: skip


def send(at=AT) -> int:
    return services.digest(at=at, site=SITE)


def letters() -> list[Letter]:
    return list(Letter.objects.order_by("pk"))


def test_one_letter_tells_all_that_is_new_with_a_link_each(cast):
    tell(cast, "a")
    tell(cast, "b")

    assert send() == 1
    (letter,) = letters()
    assert letter.to == cast.chadia.account.email
    assert "thing a" in letter.body
    assert "thing b" in letter.body
    assert letter.body.count(f"{SITE}/en/{cast.institution.slug}/documents/") == 2
    assert f"{SITE}/en/{cast.institution.slug}/notices/" in letter.body


def test_it_is_written_in_the_language_of_its_reader(cast):
    tell(cast, who="amal")
    send()
    (letter,) = letters()

    assert letter.language == "ar"
    assert f"{SITE}/ar/" in letter.body
    assert "الاستعراض الإقليمي العربي" in letter.body


def test_nothing_is_mailed_twice_and_no_more_than_once_a_day(cast):
    tell(cast, "a")
    first = send()
    tell(cast, "b", at=AT + timedelta(hours=1))
    same_day = send(AT + timedelta(hours=2))
    next_day = send(AT + DAY)

    assert (first, same_day, next_day) == (1, 0, 1)
    assert "thing a" not in letters()[1].body


def test_what_was_read_or_closed_before_is_not_mailed(cast):
    for about in "abc":
        tell(cast, about)
    with cast.scope():
        services.read(Notice.objects.get(about="a"), at=AT)
    closed.add("b")
    send()
    (letter,) = letters()

    assert [about for about in "abc" if f"thing {about}" in letter.body] == ["c"]


def test_no_letter_is_written_where_nothing_is_left_to_tell(cast):
    tell(cast)
    closed.add("a")

    assert (send(), letters()) == (0, [])


def test_who_wants_no_mail_gets_none_until_they_want_it_again(cast):
    with cast.scope():
        services.choose_mail(cast.institution, cast.chadia.person, False, at=AT)
    tell(cast)
    refused = send()
    with cast.scope():
        services.choose_mail(cast.institution, cast.chadia.person, True, at=AT)

    assert (refused, send()) == (0, 1)


def test_who_takes_part_no_longer_gets_none(cast):
    tell(cast)
    with cast.scope():
        held = Membership.objects.get(person=cast.chadia.person)
        people.release(held, on=date(2020, 11, 1), by=cast.amal.actor, at=AT)

    assert send() == 0


def test_who_cannot_sign_in_gets_none(cast):
    tell(cast)
    cast.chadia.account.is_active = False
    cast.chadia.account.save()

    assert send() == 0


def test_several_institutions_are_one_letter(cast):
    with scope(institution=cast.elsewhere):
        people.admit(cast.elsewhere, person=cast.chadia.person, role=Role.MEMBER, on=FROM, by=cast.dalia.actor, at=AT)
    tell(cast, "a")
    tell(cast, "b", home=cast.elsewhere)

    assert send() == 1
    assert str(cast.elsewhere.name) in letters()[0].body


def test_old_news_are_not_sent(cast):
    tell(cast)

    assert send(AT + timedelta(days=31)) == 0


def test_a_person_changes_it_on_the_page(cast):
    from tests.xss import url  # inline: the address only this test needs

    client = cast.client("member")
    client.post(url(cast, "notices:by_mail"), {"wanted": "no"})
    tell(cast)

    assert send() == 0
    assert "Send me a mail" in client.get(url(cast, "notices:notices")).content.decode()
