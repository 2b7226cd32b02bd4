"""Nobody reaches another institution's papers by knowing their addresses, or by naming them in a form."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from mithaq.evidence.models import Coding, Document, Passage
from mithaq.evidence.services import code_later
from mithaq.exchange.formats import FORMATS
from mithaq.foundation.models import Entry, Job
from mithaq.people import services as people
from mithaq.people.models import Membership
from mithaq.synthesis.models import Source, Synthesis
from tests.cast import AT, WHO
from tests.security.conftest import SECRET

PEOPLE_OF_THIS_HOUSE = [who for who in WHO if who != "stranger"]


def here(cast, name: str, **more) -> str:
    return reverse(name, kwargs={"institution": cast.institution.slug, **more})


@pytest.mark.parametrize("model", [Document, Passage, Coding, Synthesis, Source, Membership])
def test_no_table_of_an_institution_can_be_read_outside_a_scope(db, model):
    with pytest.raises(ScopeError):
        list(model.objects.all())


@pytest.mark.parametrize("who", PEOPLE_OF_THIS_HOUSE)
def test_addresses_of_another_institutions_records_lead_nowhere_here(cast, theirs, who):
    client = cast.client(who)
    with scope(institution=cast.elsewhere):
        passages = list(Passage.objects.values_list("uid", flat=True))
    asked = [here(cast, "evidence:passage", uid=uid) for uid in passages]
    for document in theirs["documents"].values():
        asked += [here(cast, name, uid=document.uid) for name in ("evidence:document", "evidence:original")]
    asked += [here(cast, "synthesis:synthesis", uid=theirs["synthesis"].uid)]
    asked += [here(cast, "exchange:report", uid=theirs["synthesis"].uid, format=form) for form in FORMATS]

    assert len(asked) > 20
    assert {client.get(address).status_code for address in asked} == {404}


@pytest.mark.parametrize("who", WHO)
def test_lists_searches_and_counts_of_this_house_know_nothing_of_the_other(cast, theirs, who):
    client = cast.client(who)
    pages = [
        *(here(cast, name) for name in ("portal:home", "evidence:documents", "synthesis:syntheses")),
        here(cast, "evidence:search") + f"?q={SECRET}",
        here(cast, "institutions:minute"),
    ]
    for page in pages:
        answer = client.get(page)
        said = answer.content.decode().replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")

        assert answer.status_code == 200
        assert f"{SECRET}-" not in said and f"{SECRET} fees" not in said
    assert client.get(here(cast, "evidence:search") + f"?q={SECRET}").context["shown"] == []
    assert client.get(here(cast, "portal:home")).context["evidence"].documents == 0


def test_a_draft_cannot_be_made_of_another_institutions_documents(cast, theirs, django_capture_on_commit_callbacks):
    client = cast.client("officer")
    told = {
        "documents": [document.uid for document in theirs["documents"].values()],
        "shape": "objective",
        "limit": 12,
        "visibility": "public",
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(here(cast, "synthesis:draft"), told)

    assert answer.status_code == 200
    assert "documents" in answer.context["form"].errors
    assert not Job.objects.filter(scope=cast.institution.uid).exists()


def test_a_job_of_another_institution_has_no_page_here(cast, theirs):
    with scope(institution=cast.elsewhere):
        job = code_later(cast.elsewhere, theirs["documents"].values(), by=cast.dalia.actor, at=now())
    client = cast.client("secretary")

    assert client.get(here(cast, "institutions:job", uid=job.uid)).status_code == 404
    assert client.get(here(cast, "synthesis:progress", uid=job.uid)).status_code == 404
    assert job.uid not in client.get(here(cast, "institutions:jobs")).content.decode()
    stranger = cast.client("stranger")
    address = reverse("institutions:job", kwargs={"institution": cast.elsewhere.slug, "uid": job.uid})
    assert stranger.get(address).status_code == 200


@pytest.mark.parametrize("page", ["people:appoint", "people:release"])
def test_a_secretary_appoints_and_releases_only_at_home(cast, page):
    with scope(institution=cast.elsewhere):
        membership = Membership.objects.get(person=cast.dalia.person)
    told = {"role": "member", "on": "2026-01-01"}

    answer = cast.client("secretary").post(here(cast, page, uid=membership.uid), told)

    assert answer.status_code == 404
    with scope(institution=cast.elsewhere):
        membership.refresh_from_db()
    assert (membership.role, membership.until) == ("secretary", None)


def test_the_minute_of_this_house_tells_nothing_of_the_other(cast, theirs):
    said = cast.client("secretary").get(here(cast, "institutions:minute")).context["object_list"]

    assert {entry.scope for entry in said} == {cast.institution.uid}
    assert Entry.objects.filter(scope=cast.elsewhere.uid, act="evidence.deposit").count() == 4


def test_an_organisation_that_takes_no_part_here_is_not_found(cast):
    with scope(institution=cast.elsewhere):
        union = people.welcome_organisation(
            cast.elsewhere, name={"en": "A union far away"}, on=AT.date(), by=cast.dalia.actor, at=AT
        ).organisation

    assert cast.client("secretary").get(here(cast, "people:organisation", uid=union.uid)).status_code == 404


def test_the_operator_sees_no_papers_for_that(cast, theirs):
    client = cast.client("operator")
    cast.elsewhere.is_public = False
    cast.elsewhere.save()
    for name in ("portal:home", "evidence:documents", "synthesis:syntheses", "people:list", "institutions:jobs"):
        assert client.get(reverse(name, kwargs={"institution": cast.elsewhere.slug})).status_code == 404
