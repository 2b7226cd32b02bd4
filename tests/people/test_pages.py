from __future__ import annotations

import pytest
from django.utils import translation

from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Account, Letter
from mithaq.people import selectors, services
from mithaq.people.enums import Purpose, Role
from mithaq.people.models import Membership, Organisation, Person
from tests.cast import AT, FROM


def _page(lang: str, rest: str = "") -> str:
    return f"/{lang}/arab-review/people/{rest}"


def _fill(cast, count: int) -> None:
    """Members who speak for an organisation, and organisations with a category's place empty."""
    with cast.scope():
        for number in range(count):
            union = services.register_organisation(words(en=f"Union {number}"), country="MA", by=SYSTEM, at=AT)
            person = services.register(name=f"Person {number}", by=SYSTEM, at=AT)
            services.affiliate(person, union, on=FROM, by=SYSTEM, at=AT)
            services.admit(cast.institution, person=person, on=FROM, by=SYSTEM, at=AT)
            services.admit(cast.institution, organisation=union, on=FROM, by=SYSTEM, at=AT)


@pytest.mark.parametrize("who", ["member", "secretary"])
def test_the_list_asks_the_same_number_of_questions_for_one_and_for_many(cast, who, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client(who)
    client.get(_page("en"))
    counts = []
    for more in (1, 5):
        _fill(cast, more)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(_page("en")).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 14


def test_everybody_is_listed_with_whom_they_speak_for(cast, lang):
    with cast.scope():
        union = services.register_organisation(
            words(ar="اتحاد البحارة", en="Union of seafarers", fr="Syndicat des marins"), by=SYSTEM, at=AT
        )
        services.affiliate(cast.chadia.person, union, on=FROM, by=SYSTEM, at=AT)

    page = cast.client("member").get(_page(lang)).content.decode()

    assert f'lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in page
    assert union.name[lang] in page
    assert "<bdi>" in page
    assert "Dalia" not in page
    assert "داليا" not in page


def test_only_a_secretary_is_offered_to_change_something(cast):
    def offered(who):
        return _page("en", "admit/") in cast.client(who).get(_page("en")).content.decode()

    assert (offered("member"), offered("officer"), offered("secretary")) == (False, False, True)


def test_an_organisation_of_another_institution_is_not_found(cast):
    from django_scopes import scope

    theirs = services.register_organisation(words(en="Their union"), by=SYSTEM, at=AT)
    with scope(institution=cast.elsewhere):
        services.admit(cast.elsewhere, organisation=theirs, on=FROM, by=SYSTEM, at=AT)

    assert cast.client("secretary").get(_page("en", f"organisations/{theirs.uid}/")).status_code == 404
    answer = cast.client("dalia").get(f"/en/maghreb-forum/people/organisations/{theirs.uid}/")
    assert answer.status_code == 200


def test_a_member_of_another_institution_cannot_be_changed_from_here(cast):
    from django_scopes import scope

    with scope(institution=cast.elsewhere):
        theirs = Membership.objects.get(person=cast.dalia.person)

    answer = cast.client("secretary").post(
        _page("en", f"members/{theirs.uid}/role/"), {"role": "member", "on": "2021-01-01"}
    )

    assert answer.status_code == 404


def _admission(**more) -> dict[str, str]:
    return {"name_ar": "سلمى", "name_fr": "Salma", "language": "fr", "role": "officer", "on": "2021-01-01", **more}


def test_a_secretary_admits_a_person_who_is_invited_in_their_language(
    cast, django_capture_on_commit_callbacks, settings
):
    settings.EMAIL_BACKEND = "mithaq.foundation.mail.Outbox"
    with django_capture_on_commit_callbacks(execute=True):
        answer = cast.client("secretary").post(_page("en", "admit/"), _admission(email="Salma@example.org"))

    assert (answer.status_code, answer["Location"]) == (302, _page("en"))
    salma = Person.objects.get(name="Salma")
    letter = Letter.objects.get(to="salma@example.org")
    assert salma.account == Account.objects.get(email="salma@example.org")
    assert selectors.role_of(salma.account, cast.institution, on=AT.date().replace(year=2022)) == Role.OFFICER
    assert (letter.language, letter.subject) == ("fr", "Examen régional arabe vous invite")
    assert "http://testserver/fr/account/password/reset/key/" in letter.body


def test_a_person_without_an_address_takes_part_without_an_account(cast):
    cast.client("secretary").post(_page("en", "admit/"), _admission())

    assert Person.objects.get(name="Salma").account is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"name_ar": "", "name_fr": ""},
            {
                "ar": "يُرجى كتابة الاسم بإحدى اللغات على الأقل.",
                "en": "Give the name in at least one script.",
                "fr": "Indiquez le nom dans au moins une langue.",
            },
        ),
        ({"email": "dalia@example.org"}, None),
        ({"on": "tomorrow"}, None),
        ({"role": "emperor"}, None),
    ],
    ids=["no name", "address taken", "no day", "unknown role"],
)
def test_a_form_that_cannot_be_saved_says_why_and_keeps_what_was_entered(cast, lang, change, said):
    before = (Person.objects.count(), Account.objects.count())

    answer = cast.client("secretary").post(_page(lang, "admit/"), _admission(**{"name_en": "", **change}))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'role="alert"' in page
    assert 'value="2021-01-01"' in page or "tomorrow" in page
    assert "سلمى" in page or "name_ar" in change
    assert said is None or said[lang] in page
    assert (Person.objects.count(), Account.objects.count()) == before


def test_a_refusal_of_the_service_is_shown_on_the_form(cast, lang):
    with cast.scope():
        [amal] = [m for m in selectors.members(cast.institution, on=AT.date()) if m.role == Role.SECRETARY]

    answer = cast.client("secretary").post(_page(lang, f"members/{amal.uid}/release/"), {"on": "2021-01-01"})

    with translation.override(lang):
        wanted = translation.gettext(
            "An institution keeps at least one secretary who can sign in: appoint another one for that day first."
        )
    assert wanted in answer.content.decode()
    assert selectors.role_of(cast.amal.account, cast.institution, on=AT.date()) == Role.SECRETARY


def test_an_organisation_is_admitted_and_shown(cast, lang):
    from tests.cast import compact

    compact(cast)
    told = {"name_ar": "نقابة", "name_en": "Union", "country": "ma", "level": "regional", "on": "2021-01-01"}
    category = str(Organisation._meta.get_field("category").related_model.objects.get(code="trade_unions").pk)

    answer = cast.client("secretary").post(_page(lang, "organisations/admit/"), {**told, "category": category})

    assert answer.status_code == 302
    union = Organisation.objects.get()
    assert (union.country, union.category.code) == ("MA", "trade_unions")
    page = cast.client("member").get(_page(lang, f"organisations/{union.uid}/")).content.decode()
    assert union.category.name[lang] in page


def test_consents_are_given_and_taken_back_by_oneself(cast):
    client = cast.client("member")

    client.post(_page("en", "my-consents/"), {"purposes": ["quote", "name"]})
    with cast.scope():
        first = {p for p in Purpose if selectors.agrees(cast.chadia.person, p, cast.institution)}
    client.post(_page("en", "my-consents/"), {"purposes": ["name"]})
    with cast.scope():
        second = {p for p in Purpose if selectors.agrees(cast.chadia.person, p, cast.institution)}

    assert (first, second) == ({Purpose.QUOTE, Purpose.NAME}, {Purpose.NAME})
    assert "checked" in client.get(_page("ar", "my-consents/")).content.decode()
