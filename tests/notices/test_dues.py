"""What is due is kept from day to day, shown to whom it is for, put off by each, and written once a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mithaq.foundation.models import Job, Letter
from mithaq.notices import selectors, services, wording
from mithaq.notices.digest import JOB
from mithaq.notices.models import Due, Reminder, Snooze
from mithaq.notices.selectors import DueState, Owed
from tests.cast import AT, Cast

KIND, SITE, ON = "tests.owed", "https://mithaq.example", AT.date()
DAY = timedelta(days=1)
closed: set[str] = set()


@pytest.fixture(autouse=True)
def _worded(monkeypatch, settings):
    settings.EMAIL_BACKEND = "mithaq.foundation.mail.Outbox"
    monkeypatch.setattr(wording, "_kinds", dict(wording._kinds))
    closed.clear()
    wording.word(KIND, "Owed: %(what)s.", still=lambda home, reader, abouts: [a for a in abouts if a not in closed])


def owed(about: str = "a", *, opens: date = ON, due: date | None = ON + DAY, persons=(), **more) -> Owed:
    return Owed(
        kind=KIND, about=about, clause="body.board.publication.minutes", opens_on=opens, due_on=due,
        facts={"what": f"thing {about}"}, path="/arab-review/bodies/", persons=tuple(p.person.pk for p in persons),
        **more,
    )  # fmt: skip


def keep(cast: Cast, *owed: Owed, on: date = ON) -> int:
    with cast.scope():
        return services.keep(cast.institution, owed, on=on, at=AT)


def due(about: str = "a") -> Due:
    return Due.objects.get(about=about)


def page(cast: Cast, who: str, query: str = ""):
    return cast.client(who).get(f"/en/{cast.institution.slug}/notices/due/{query}")


def seen(cast: Cast, who: str, *, officer: bool, on: date = ON, snoozed=False) -> list[str]:
    person = getattr(cast, who).person
    with cast.scope():
        found = selectors.dues(cast.institution, person, officer=officer, on=on, snoozed=snoozed)
        return [one.about for one in found]


def test_what_is_owed_is_opened_changed_and_closed_and_a_second_time_nothing(cast: Cast):
    opened = keep(cast, owed("a"), owed("b"))
    again = keep(cast, owed("a"), owed("b"))
    changed = keep(cast, owed("a", due=ON + 9 * DAY), owed("b"))
    gone = keep(cast, owed("a", due=ON + 9 * DAY), on=ON + DAY)

    assert (opened, again, changed, gone) == (2, 0, 1, 1)
    with cast.scope():
        assert (due("a").due_on, due("a").done_on, due("b").done_on) == (ON + 9 * DAY, None, ON + DAY)


def test_what_was_done_is_closed_on_the_day_it_was_done_and_opens_again_when_it_is_owed_again(cast: Cast):
    keep(cast, owed("a"))
    keep(cast, owed("a", done_on=date(2020, 11, 20)))
    with cast.scope():
        done = due("a").done_on
    keep(cast, owed("a"))

    with cast.scope():
        assert (done, due("a").done_on) == (date(2020, 11, 20), None)


def test_what_was_done_before_it_was_ever_kept_is_not_kept(cast: Cast):
    assert keep(cast, owed("a", done_on=ON)) == 0


def test_keeping_asks_as_often_for_thirty_as_for_one(cast: Cast, django_assert_max_num_queries):
    many = [owed(str(n), persons=[cast.chadia, cast.badr]) for n in range(30)]
    with django_assert_max_num_queries(12):
        keep(cast, *many)
    with django_assert_max_num_queries(9):
        assert keep(cast, *many) == 0
    with django_assert_max_num_queries(12):
        assert keep(cast) == 30


def test_it_is_for_those_it_names_and_else_for_the_officers(cast: Cast):
    keep(cast, owed("hers", persons=[cast.chadia]), owed("all"))

    assert seen(cast, "chadia", officer=False) == ["hers"]
    assert seen(cast, "badr", officer=True) == ["all"]
    keep(cast, owed("hers", persons=[cast.badr]), owed("all"))
    assert seen(cast, "chadia", officer=False) == []
    assert seen(cast, "badr", officer=True) == ["hers", "all"]


def test_ones_own_come_first_then_overdue_now_and_soon(cast: Cast):
    keep(
        cast,
        owed("soon", opens=ON + 5 * DAY, due=ON + 9 * DAY),
        owed("now"),
        owed("overdue", due=ON - DAY),
        owed("mine", persons=[cast.badr]),
        owed("later", opens=ON + 40 * DAY, due=ON + 50 * DAY),
    )

    assert seen(cast, "badr", officer=True) == ["mine", "overdue", "now", "soon"]


def test_the_page_says_what_until_when_and_by_which_clause(cast: Cast, lang):
    keep(cast, owed("a", due=ON - 3 * DAY))
    body = cast.client("officer").get(f"/{lang}/{cast.institution.slug}/notices/due/").content.decode()

    assert "thing a" in body
    assert "body.board.publication.minutes" in body
    assert f"/{lang}/arab-review/bodies/" in body
    assert str(wording.said) not in body


def test_a_member_sees_nothing_of_the_institutions(cast: Cast):
    keep(cast, owed("a"))

    assert "thing a" not in page(cast, "member").content.decode()
    assert "thing a" in page(cast, "officer").content.decode()


def test_what_is_no_longer_open_to_a_reader_is_not_told(cast: Cast):
    keep(cast, owed("a"))
    closed.add("a")

    assert "thing a" not in page(cast, "officer").content.decode()


def test_putting_off_hides_it_for_oneself_until_the_day(cast: Cast):
    keep(cast, owed("a"))
    url = reverse("notices:snooze", kwargs={"institution": cast.institution.slug, "uid": _uid(cast)})
    from django.utils.timezone import localdate

    until = localdate() + 5 * DAY
    answer = cast.client("officer").post(url, {"until": until.isoformat(), "reason": "Waiting for the printer"})

    assert answer.status_code == 302
    assert seen(cast, "badr", officer=True, on=localdate()) == []
    assert seen(cast, "badr", officer=True, on=localdate(), snoozed=True) == ["a"]
    assert seen(cast, "amal", officer=True, on=localdate()) == ["a"]
    assert seen(cast, "badr", officer=True, on=until) == ["a"]
    assert "Waiting for the printer" in page(cast, "officer", "?put-off").content.decode()
    assert "Waiting for the printer" not in page(cast, "secretary", "?put-off").content.decode()
    cast.client("officer").post(url.replace("snooze", "wake"))
    assert seen(cast, "badr", officer=True, on=localdate()) == ["a"]


def _uid(cast: Cast) -> str:
    with cast.scope():
        return due().uid


@pytest.mark.parametrize(("until", "reason"), [(ON, "Later"), (ON + 400 * DAY, "Later"), (ON + DAY, "  ")])
def test_putting_off_asks_for_a_day_to_come_and_a_reason(cast: Cast, until, reason):
    keep(cast, owed("a"))
    with cast.scope(), pytest.raises(ValidationError):
        services.snooze(due(), cast.badr.person, until=until, reason=reason, on=ON, at=AT)
    with cast.scope():
        assert not Snooze.objects.exists()


def test_what_is_for_others_cannot_be_put_off(cast: Cast):
    keep(cast, owed("a"))
    url = reverse("notices:snooze", kwargs={"institution": cast.institution.slug, "uid": _uid(cast)})

    assert cast.client("member").get(url).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(cast: Cast, many, django_assert_max_num_queries):
    keep(cast, *(owed(str(n)) for n in range(many)))
    client = cast.client("officer")
    client.get(f"/en/{cast.institution.slug}/notices/due/")
    with django_assert_max_num_queries(18):
        client.get(f"/en/{cast.institution.slug}/notices/due/")


# The letter of a day


def send(at=AT) -> int:
    return services.digest(at=at, site=SITE)


def letters(to: str = "") -> list[Letter]:
    found = Letter.objects.order_by("pk")
    return list(found.filter(to=to) if to else found)


def test_the_officers_are_written_to_of_what_is_due_once_a_state(cast: Cast):
    keep(cast, owed("a", due=ON + 2 * DAY))
    first, same_day, next_day = send(), send(AT + timedelta(hours=2)), send(AT + DAY)
    overdue = send(AT + 3 * DAY)
    after = send(AT + 4 * DAY)

    assert (first, same_day, next_day, overdue, after) == (2, 0, 0, 2, 0)
    assert {letter.to for letter in letters()} == {cast.amal.account.email, cast.badr.account.email}
    one = letters(cast.badr.account.email)[0]
    assert "thing a" in one.body
    assert f"{SITE}/fr/arab-review/bodies/" in one.body
    assert f"{SITE}/fr/{cast.institution.slug}/notices/due/" in one.body


def test_a_letter_of_something_new_carries_all_that_is_due(cast: Cast):
    keep(cast, owed("a"))
    send()
    with cast.scope():
        services.tell(cast.institution, [cast.badr.person], KIND, about="n", facts={"what": "news"}, at=AT + DAY)
    wrote = send(AT + DAY + timedelta(hours=1))

    assert wrote == 1
    assert "news" in letters(cast.badr.account.email)[1].body
    assert "thing a" in letters(cast.badr.account.email)[1].body


def test_notices_and_dues_make_one_letter_a_day(cast: Cast):
    keep(cast, owed("a", persons=[cast.chadia]))
    with cast.scope():
        services.tell(cast.institution, [cast.chadia.person], KIND, about="n", facts={"what": "news"}, at=AT)

    assert send() == 1
    with cast.scope():
        services.tell(cast.institution, [cast.chadia.person], KIND, about="m", facts={"what": "more"}, at=AT)
    assert send(AT + timedelta(hours=5)) == 0
    assert send(AT + DAY) == 1


def test_it_is_for_the_persons_named_alone(cast: Cast):
    keep(cast, owed("a", persons=[cast.chadia]))
    send()

    assert [letter.to for letter in letters()] == [cast.chadia.account.email]


def test_what_comes_later_is_done_put_off_or_closed_is_in_no_letter(cast: Cast):
    keep(cast, owed("later", opens=ON + DAY), owed("done"), owed("off"), owed("shut"))
    keep(cast, owed("later", opens=ON + DAY), owed("done", done_on=ON), owed("off"), owed("shut"))
    closed.add("shut")
    with cast.scope():
        for who in (cast.amal, cast.badr):
            services.snooze(due("off"), who.person, until=ON + 9 * DAY, reason="Later", on=ON, at=AT)

    assert (send(), letters()) == (0, [])


def test_who_wants_no_mail_gets_none_of_what_is_due(cast: Cast):
    with cast.scope():
        services.choose_mail(cast.institution, cast.badr.person, False, at=AT)
    keep(cast, owed("a"))
    send()

    assert [letter.to for letter in letters()] == [cast.amal.account.email]


def test_a_day_that_moves_is_told_anew(cast: Cast):
    keep(cast, owed("a", persons=[cast.chadia]))
    send()
    keep(cast, owed("a", due=ON + 9 * DAY, persons=[cast.chadia]))

    assert send(AT + DAY) == 1


def test_what_was_written_of_in_its_state_is_not_written_of_again(cast: Cast):
    keep(cast, owed("a", persons=[cast.chadia]))
    with cast.scope():
        Reminder.objects.create(
            institution=cast.institution,
            due=due(),
            person=cast.chadia.person,
            state=DueState.NOW,
            mailed_at=AT - 9 * DAY,
        )

    assert send() == 0


def test_what_fails_for_one_is_a_failed_job_and_the_others_get_their_letter(cast: Cast):
    def fails(facts):
        if facts["what"] == "thing bad":
            raise RuntimeError("no words")
        return f"Owed: {facts['what']}."

    wording.word(KIND, fails)
    keep(cast, owed("bad", persons=[cast.badr]), owed("good", persons=[cast.chadia]))

    assert send() == 1
    assert send(AT + timedelta(hours=1)) == 0
    assert [letter.to for letter in letters()] == [cast.chadia.account.email]
    assert [(job.state, job.outcome["error"]) for job in Job.objects.filter(kind=JOB)] == [("failed", "RuntimeError")]
