"""An operator founds an institution on a page: all of it or nothing, each refusal at its field, and what comes next."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django_scopes import scope, scopes_disabled

from mithaq.blueprints import selectors, services
from mithaq.compacts import selectors as compacts
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Account, Entry
from mithaq.institutions import selectors as institutions
from mithaq.institutions import services as beginning
from mithaq.institutions.models import Institution
from mithaq.people import selectors as people
from mithaq.people.enums import Role
from mithaq.people.models import Membership, Person
from tests.cast import AT
from tests.house.test_xss import CORPUS, MARK, _Page

TOLD = {
    "name_ar": "شبكة الساحل",
    "name_en": "Coast network",
    "slug": "coast-network",
    "secretary": "AMAL@example.org ",
    "is_public": "on",
}
KEYS = [one.key for one in selectors.blueprints()]


def at(name: str, lang: str = "en", **args: str) -> str:
    with translation.override(lang):
        return reverse(f"founding:{name}", kwargs=args)


def sent(cast, lang: str = "en", who: str = "operator", **other: str) -> Any:
    return cast.client(who).post(at("found", lang), {**TOLD, **other})


def wrong(answer: Any) -> dict[str, str]:
    """What is said at which field."""
    page = answer.content.decode()
    return dict(re.findall(r'id="id_(\w+)_error">.*?<p>(.*?)</p>', page, re.DOTALL))


def everything() -> dict[str, int]:
    with scopes_disabled():
        return {m.__name__: m.objects.count() for m in (Institution, Entry, Membership, Person, Account)} | {
            "compacts": len(compacts.all_compacts())
        }


def test_an_operator_founds_it_and_the_secretary_looks_after_it(cast, lang):
    answer = sent(cast, lang)

    made = Institution.objects.get(slug="coast-network")
    assert answer.status_code == 302 and answer["Location"] == at("next", lang, slug="coast-network")
    assert made.name == {"ar": "شبكة الساحل", "en": "Coast network"} and made.is_public
    assert people.role_of(cast.amal.account, made, on=localdate()) == Role.SECRETARY
    assert people.role_of(cast.omar.account, made, on=localdate()) is None
    assert compacts.by_key(made.compact) is not None, "the pages of its compact are there"
    begun = {(e.act, e.by_uid, e.by_name, e.public) for e in Entry.objects.filter(scope=made.uid)}
    omar = (cast.omar.person.uid, cast.omar.person.name)
    assert begun == {("institution.found", *omar, True), ("member.admit", *omar, False)}


def test_its_first_charter_is_in_force_at_once(cast):
    sent(cast, blueprint="gfmd")

    made = Institution.objects.get(slug="coast-network")
    with scope(institution=made):
        version = institutions.version_of(made, on=localdate())
        assert version is not None
        assert (version.blueprint, version.text, version.number) == ("gfmd", selectors.gallery_text("gfmd"), 1)
        assert selectors.compliance(made, on=localdate())
    acts = list(Entry.objects.filter(scope=made.uid).order_by("number").values_list("act", flat=True))
    assert acts[:2] == ["institution.found", "member.admit"]
    assert acts.index("institution.enact") < acts.index("blueprints.adopt")
    page = cast.client("amal").get("/en/coast-network/charter/").content.decode()
    assert "in force from" in page


@pytest.mark.parametrize("key", KEYS)
def test_every_text_of_the_gallery_can_be_laid(db, key):
    made = services.found("new-house", name=words(en="New house"), blueprint=key, by=SYSTEM, at=AT)

    with scope(institution=made):
        version = institutions.version_of(made, on=localdate(AT))
        assert version is not None and version.blueprint == key


REFUSED = {
    "slug": [
        ("Coast Network", {"ar": "حروف لاتينية", "en": "small Latin letters", "fr": "lettres latines"}),
        ("c" * 61, {"ar": "حروف لاتينية", "en": "small Latin letters", "fr": "lettres latines"}),
        ("desk", {"ar": "صفحات", "en": "Pages of the house", "fr": "pages"}),
        ("arab-review", {"ar": "مؤسسة", "en": "has this address already", "fr": "institution"}),
    ],
    "secretary": [
        ("nobody@example.org", dict.fromkeys(("ar", "en", "fr"), "mithaq account nobody@example.org")),
        ("closed@example.org", {"ar": "مغلق", "en": "closed", "fr": "fermé"}),
    ],
}


@pytest.mark.parametrize(
    ("field", "value", "said"), [(field, *case) for field, cases in REFUSED.items() for case in cases]
)
def test_what_is_refused_stands_at_its_field_and_nothing_is_written(cast, lang, field, value, said):
    Account.objects.create_user("closed@example.org", is_active=False)
    before = everything()

    answer = sent(cast, lang, blueprint="gfmd", **{field: value})

    assert answer.status_code == 200
    assert list(wrong(answer)) == [field]
    assert said[lang] in wrong(answer)[field]
    assert everything() == before
    page = answer.content.decode()
    kept = {**TOLD, field: value}
    assert all(f'value="{kept[name]}"' in page for name in ("name_ar", "name_en", "slug", "secretary"))
    assert '<option value="gfmd" selected>' in page


def test_everything_that_is_wrong_is_said_at_once(cast):
    before = everything()

    empty = cast.client("operator").post(at("found"), {})
    both = sent(cast, slug="desk", secretary="nobody@example.org")

    assert set(wrong(empty)) == {"name_en", "slug", "secretary"}
    assert set(wrong(both)) == {"slug", "secretary"}
    assert everything() == before


def test_a_text_that_is_not_in_the_gallery_is_refused(cast, capsys):
    before = everything()

    assert set(wrong(sent(cast, blueprint="../gfmd"))) == {"blueprint"}
    with pytest.raises(Exception, match="no such text"):
        services.found("sea", name=words(en="Sea"), blueprint="nothing", by=SYSTEM, at=AT)
    assert everything() == before


def test_where_the_charter_fails_nothing_stands(cast, monkeypatch):
    """The last step of all breaks off: neither the institution nor its secretary nor an entry is left."""
    before = everything()

    def breaks(*_args: Any, **_more: Any) -> None:
        raise IntegrityError("the disk is full")

    monkeypatch.setattr("mithaq.blueprints.services.founding.tend", breaks)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.found("sea", name=words(en="Sea"), secretary="amal@example.org", blueprint="gfmd", by=SYSTEM, at=AT)

    assert everything() == before


def test_an_address_taken_at_the_same_moment_is_refused_at_its_field(cast, monkeypatch):
    """Two operators choose one address: whoever comes second is told so, wherever the database notices."""
    monkeypatch.setattr(beginning, "_check", _blind_once(beginning._check))

    answer = sent(cast, slug="arab-review")

    assert list(wrong(answer)) == ["slug"]
    assert Institution.objects.filter(slug="arab-review").count() == 1


def _blind_once(really: Any) -> Any:
    """Looks a moment too early: the other one is not there yet."""
    asked: list[Institution] = []

    def look(institution: Institution) -> None:
        asked.append(institution)
        if len(asked) > 1:
            really(institution)

    return look


def test_members_only_means_that_not_even_its_founder_reads_it(cast):
    told = {name: value for name, value in TOLD.items() if name != "is_public"}

    answer = cast.client("operator").post(at("found"), told, follow=True)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "running the installation does not open them" in page and "Open the institution" not in page
    assert cast.client("operator").get("/en/coast-network/").status_code == 404
    assert cast.client("amal").get("/en/coast-network/").status_code == 200


def test_what_is_next_depends_on_what_is_there(cast):
    def steps(slug: str = "coast-network", who: str = "operator") -> tuple[str, list[str]]:
        page = cast.client(who).get(at("next", slug=slug)).content.decode()
        return page, re.findall(r'class="step step-(\w+)"', page)

    sent(cast)
    page, marks = steps()
    assert marks == ["done", "now", "next", "next"]
    assert "Amal Haddad" in page and "Tell the secretary" in page
    assert "charter/gallery" not in page, "what only the secretary may do is not offered"

    sent(cast, slug="own-house", secretary="omar@example.org")
    page, _marks = steps("own-house")
    assert "/en/own-house/charter/gallery/" in page and "Tell the secretary" not in page

    sent(cast, slug="with-charter", secretary="omar@example.org", blueprint="idm")
    page, marks = steps("with-charter")
    assert marks == ["done", "done", "now", "next"] and "/en/with-charter/people/" in page

    services.found("left-alone", name=words(en="Left alone"), by=SYSTEM, at=AT)
    assert "--institution left-alone --role secretary" in steps("left-alone")[0]
    assert cast.client("operator").get(at("next", slug="not-there")).status_code == 404


def test_it_is_found_where_an_operator_looks_and_only_by_one(cast, lang):
    front, found = f"/{lang}/", at("found", lang)

    assert f'href="{found}"' in cast.client("operator").get(front).content.decode()
    assert all(found not in cast.client(who).get(front).content.decode() for who in ("anonymous", "secretary"))
    for name in ("letters", "jobs", "minute"):
        assert f"/{lang}/desk/institutions/" in cast.client("operator").get(f"/{lang}/desk/{name}/").content.decode()


def test_the_first_page_of_an_empty_house_leads_an_operator_there(cast):
    Institution.objects.update(is_public=False)

    assert at("found") in cast.client("operator").get("/en/").content.decode()
    assert at("found") not in cast.client("secretary").get("/en/").content.decode()


def test_the_list_names_all_of_them_and_says_who_reads_them(cast):
    services.found("closed-house", name=words(en="Closed house"), is_public=False, by=SYSTEM, at=AT)

    page = cast.client("operator").get(at("institutions")).content.decode()

    assert page.count('<th scope="row">') == 3
    assert all(said in page for said in ("Closed house", "closed-house", "members only", "arab-review"))


def test_the_pages_show_what_people_wrote_as_text(cast):
    """These pages are an operator's, where tests/xss asks as one visitor a field: the same corpus, the same reading."""
    client = cast.client("operator")
    for text in CORPUS:
        told = {"ar": text[:200], "en": text[:200], "fr": text[:200]}
        Institution.objects.filter(pk=cast.institution.pk).update(name=told)
        Person.objects.filter(pk=cast.amal.person.pk).update(name=text[:200], other_names=told)
        Person.objects.filter(pk=cast.omar.person.pk).update(name=text[:200], other_names=told)
        entered = {"name_ar": text[:200], "slug": text, "secretary": text}
        for answer in (
            client.get(at("institutions")),
            client.get(at("next", slug="arab-review")),
            client.get(at("found")),
            client.post(at("found"), entered),
        ):
            page = _Page()
            page.feed(answer.content.decode())
            page.close()
            assert page.wrong == [], text
            assert MARK in answer.content.decode()
