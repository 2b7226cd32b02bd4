from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from mithaq.foundation import access
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Account


def test_a_permission_nobody_has_defined_is_noticed(db):
    with pytest.raises(KeyError, match=r"attic\.open"):
        access.may(AnonymousUser(), "attic.open")


def test_who_has_not_signed_in_is_sent_to_sign_in_and_back(cast, lang):
    answer = cast.client().get(f"/{lang}/arab-review/people/")

    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/{lang}/account/login/?next=/{lang}/arab-review/people/",
    )


def test_who_may_not_is_told_so_in_their_language(cast, lang):
    answer = cast.client("stranger").get(f"/{lang}/arab-review/people/")

    page = answer.content.decode()
    assert answer.status_code == 403
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in page
    assert "Chadia" not in page


@pytest.mark.parametrize(
    ("kind", "may"),
    [("anonymous", False), ("member", False), ("secretary", False), ("operator", True)],
)
def test_only_an_operator_reads_the_letters_of_the_installation(cast, kind, may):
    player = cast.who(kind)

    assert access.may(player.account if player else AnonymousUser(), "foundation.see_letters") is may


def test_an_operator_is_a_stranger_in_every_institution(cast):
    permissions = ["people.see", "people.admit", "institutions.describe", "evidence.deposit"]

    assert [access.may(cast.omar.account, p, cast.institution) for p in permissions] == [False] * 4


def test_an_operator_at_rest_may_nothing(cast):
    cast.omar.account.is_active = False

    assert access.may(cast.omar.account, "foundation.see_jobs") is False


def test_the_actor_of_a_page_is_the_person_behind_the_account(cast):
    alone = Account.objects.create_user("alone@example.org", "a long password")

    assert access.actor_of(cast.amal.account) == Actor("person", uid=cast.amal.person.uid, name="أمل حداد")
    assert access.actor_of(alone) == Actor("person", uid=alone.uid, name="alone")
    assert access.actor_of(AnonymousUser()) == Actor("person")


def test_permissions_are_asked_of_accounts_too(cast):
    """`user.has_perm` in templates and libraries gives the same answer as the door."""
    assert cast.amal.account.has_perm("people.admit", cast.institution) is True
    assert cast.chadia.account.has_perm("people.admit", cast.institution) is False
    assert cast.amal.account.has_perm("people.admit", cast.elsewhere) is False
