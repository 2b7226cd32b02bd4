"""Who may know of a document, whichever way they come."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from mithaq.evidence import selectors
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.foundation.actors import SYSTEM, task
from tests.cast import AT
from tests.evidence import papers

SEES = [
    ("anonymous", ["public"]),
    ("stranger", ["public"]),
    ("operator", ["public"]),
    ("member", ["public", "members"]),
    ("officer", ["public", "members", "body", "confidential"]),
    ("secretary", ["public", "members", "body", "confidential"]),
]


@pytest.fixture
def papers_of_all_kinds(cast, deposit):
    return {
        value: deposit(papers.ENGLISH + f"\nMigrants are {value}.\n", f"{value}.txt", visibility=value).document
        for value in Visibility.values
    }


def reader(cast, who):
    return cast.who(who).account if cast.who(who) else AnonymousUser()


@pytest.mark.parametrize(("who", "sees"), SEES)
def test_every_way_out_asks_the_same_rule(cast, papers_of_all_kinds, who, sees):
    to = reader(cast, who)
    client = cast.client(who)
    base = f"/en/{cast.institution.slug}/documents/"

    with cast.scope():
        listed = {d.visibility for d in selectors.documents(cast.institution, to=to)}
        spoken = {p.document.visibility for p in selectors.passages(cast.institution, to=to)}
        found = {p.document.visibility for p in selectors.found(cast.institution, "migrants", to=to)}
        counted = selectors.counts(cast.institution, to=to)
    pages = {v: client.get(f"{base}{d.uid}/").status_code for v, d in papers_of_all_kinds.items()}
    bytes_ = {v: client.get(f"{base}{d.uid}/original/").status_code for v, d in papers_of_all_kinds.items()}

    assert listed == spoken == found == set(sees)
    assert pages == bytes_ == {v: 200 if v in sees else 404 for v in Visibility.values}
    assert counted["documents"] == len(sees)
    shown = client.get(base).content.decode()
    assert [v for v, d in papers_of_all_kinds.items() if d.uid in shown] == sees


@pytest.mark.parametrize(("who", "sees"), [("anonymous", []), ("stranger", []), ("member", ["public", "members"])])
def test_in_a_private_institution_nothing_is_public(cast, papers_of_all_kinds, who, sees):
    cast.institution.is_public = False
    cast.institution.save()

    with cast.scope():
        listed = {d.visibility for d in selectors.documents(cast.institution, to=reader(cast, who))}

    assert listed == set(sees)


def test_persons_who_act_see_what_their_account_sees_and_the_house_sees_all(cast, papers_of_all_kinds):
    def seen(actor):
        with cast.scope():
            return selectors.documents(cast.institution, to=actor).count()

    assert (seen(cast.chadia.actor), seen(cast.badr.actor), seen(SYSTEM), seen(task("synthesise"))) == (2, 4, 4, 4)
    assert seen(None) == 1


def test_a_withdrawn_document_is_seen_by_nobody_anywhere(cast, document):
    with cast.scope():
        passage = selectors.passages(cast.institution, to=SYSTEM, document=document)[0]

    evidence.withdraw(cast.institution, document, because="Its author asked.", by=cast.badr.actor, at=AT)

    client = cast.client("secretary")
    base = f"/en/{cast.institution.slug}/documents/"
    with cast.scope():
        assert selectors.documents(cast.institution, to=SYSTEM).count() == 0
        assert selectors.found(cast.institution, "migrants", to=SYSTEM).count() == 0
    assert client.get(f"{base}{document.uid}/").status_code == 404
    assert client.get(f"{base}{document.uid}/original/").status_code == 404
    assert client.get(f"{base}passage/{passage.uid}/").status_code == 404


def test_what_is_made_of_several_documents_is_as_closed_as_the_most_closed(cast, papers_of_all_kinds):
    of = papers_of_all_kinds

    assert selectors.strictest([of["public"], of["members"]]) == "members"
    assert selectors.strictest([of["confidential"], of["public"]]) == "confidential"
    assert selectors.strictest([]) == "public"
