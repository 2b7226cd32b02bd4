"""`mithaq institution`: an operator founds one, and its secretary may begin its charter."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from django_scopes import scope

from mithaq.blueprints import selectors as blueprints
from mithaq.compacts import selectors as compacts
from mithaq.config import command
from mithaq.institutions import selectors as institutions
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
    assert compacts.by_key(made.compact) is not None
    assert people.role_of(cast.omar.account, made, on=made.founded_at.date()) == Role.SECRETARY
    client = Client()
    client.force_login(cast.omar.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    begun = client.post(reverse("blueprints:begin", kwargs={"institution": made.slug}), {"title": "First"}, follow=True)
    assert begun.status_code == 200
    assert "coast-network" in begun.content.decode()


def test_it_may_begin_with_a_charter_of_the_gallery_for_its_members_only(cast, capsys):
    told = ["--name-fr", "Forum", "--blueprint", "idm", "--members-only"]

    assert command.main(["institution", "dialogue-forum", *told]) == 0

    made = Institution.objects.get(slug="dialogue-forum")
    assert not made.is_public
    with scope(institution=made):
        version = institutions.version_of(made, on=localdate())
        assert version is not None and version.text == blueprints.gallery_text("idm")
    assert "stands at /dialogue-forum/charter/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("slug", "told", "why"),
    [
        ("arab-review", ["--name-en", "Again"], "has this address already"),
        ("Coast Network", ["--name-en", "Coast"], "small Latin letters"),
        ("coast", [], "a name in at least one language"),
        ("coast", ["--name-en", "Coast", "--secretary", "nobody@example.org"], "mithaq account nobody@example.org"),
        ("coast", ["--name-en", "Coast", "--blueprint", "nothing"], "no such text in the gallery"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cast, capsys, slug, told, why):
    before = Institution.objects.count()

    assert command.main(["institution", slug, *told]) == 1

    assert why in capsys.readouterr().err
    assert Institution.objects.count() == before
