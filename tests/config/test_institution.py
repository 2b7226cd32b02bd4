"""`mithaq institution`: an operator founds one, and its secretary may begin its charter."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from mithaq.config import command
from mithaq.institutions.models import Institution
from mithaq.people import selectors as people
from mithaq.people.enums import Role

pytestmark = pytest.mark.django_db


def test_it_is_founded_and_its_secretary_begins_a_charter(cast, capsys):
    told = ["--name-ar", "شبكة الساحل", "--name-en", "Coast network", "--secretary", "OMAR@example.org"]

    assert command.main(["institution", "coast-network", *told]) == 0

    made = Institution.objects.get(slug="coast-network")
    assert "/coast-network/charter/drafts/" in capsys.readouterr().out
    assert made.name == {"ar": "شبكة الساحل", "en": "Coast network"}
    assert made.is_public
    assert people.role_of(cast.omar.account, made, on=made.founded_at.date()) == Role.SECRETARY
    client = Client()
    client.force_login(cast.omar.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    begun = client.post(reverse("blueprints:begin", kwargs={"institution": made.slug}), {"title": "First"}, follow=True)
    assert begun.status_code == 200
    assert "coast-network" in begun.content.decode()


@pytest.mark.parametrize(
    ("slug", "told", "why"),
    [
        ("arab-review", ["--name-en", "Again"], "already exists"),
        ("Coast Network", ["--name-en", "Coast"], "Coast"),
        ("coast", [], "name"),
        ("coast", ["--name-en", "Coast", "--secretary", "nobody@example.org"], "mithaq account nobody@example.org"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cast, capsys, slug, told, why):
    before = Institution.objects.count()

    assert command.main(["institution", slug, *told]) == 1

    assert capsys.readouterr().err.strip()
    assert Institution.objects.count() == before
