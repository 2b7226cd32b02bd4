"""Every address of an institution, given records of another one, or of another person: not found, nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django_scopes import scope, scopes_disabled

from mithaq.evidence.models import Passage
from mithaq.evidence.services import saved, uploads
from mithaq.institutions.models import Term
from mithaq.notices import services as notices
from mithaq.notices.models import Notice
from mithaq.people.models import Membership
from mithaq.synthesis import services as synthesis
from mithaq.synthesis.services import contributors
from tests.cast import AT

ROOMS = ("evidence", "synthesis", "notices", "exchange", "institutions")
REFUSED = (302, 400, 403, 404, 405)
SHARED = {"key", "number", "format", "form", "part", "step"}


def addresses() -> Iterator[tuple[str, list[str]]]:
    """Names of addresses within an institution that take a record, with what they take besides it."""
    seen = set()

    def walk(patterns, namespace: str, taken: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
        for one in patterns:
            takes = (*taken, *one.pattern.regex.groupindex)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, one.namespace or namespace, takes)
            elif isinstance(one, URLPattern) and namespace in ROOMS and "institution" in takes:
                records = [name for name in takes if name != "institution"]
                if records and (name := f"{namespace}:{one.name}") not in seen:
                    seen.add(name)
                    yield name, records

    yield from walk(get_resolver().url_patterns, "", ())


@pytest.fixture
def foreign(cast, theirs):
    """One record of every kind of the other institution, by its uid."""
    home, by = cast.elsewhere, cast.dalia
    with scope(institution=home):
        made = theirs["synthesis"]
        public = theirs["documents"]["public"]
        passage = Passage.objects.filter(rendition__document=public, is_current=True).order_by("number").last()
        section = made.sections.exclude(passages=0).first() or made.sections.first()
        line = synthesis.write_line(section, lang="en", text="Theirs.", passages=[passage], by=by.actor, at=AT)
        comment = synthesis.comment(line, text="So?", lang="en", by=by.actor, at=AT)
        link = contributors.make_link(public, by=by.actor, at=AT).link
        notices.tell(home, [by.person], "evidence.saved_search", about="x", facts={"title": "T", "count": 1}, at=AT)
        term = Term.objects.create(institution=home, preferred={"en": "regular"}, avoided={"en": ["legal"]})
        kept = saved.save(home, by.person, "Theirs", {"q": "fees"}, lang="en", at=AT)
        upload = uploads.begin(home, "theirs.txt", 10, by=by.actor, at=AT)
        return {
            "document": public.uid,
            "confidential": theirs["documents"]["confidential"].uid,
            "passage": passage.uid,
            "synthesis": made.uid,
            "line": line.uid,
            "comment": comment.uid,
            "link": link.uid,
            "notice": Notice.objects.get(person=by.person).uid,
            "term": term.uid,
            "saved": kept.uid,
            "upload": upload.uid,
            "membership": Membership.objects.filter(institution=home).first().uid,
        }


def everything() -> dict[str, list]:
    """All rows of every table of the rooms, told so that any change is seen; what looking itself writes is left out."""
    with scopes_disabled():
        return {
            model._meta.label: sorted(map(str, model._base_manager.values_list()))
            for room in ("evidence", "synthesis", "notices")
            for model in apps.get_app_config(room).get_models()
        }


def test_records_of_another_institution_are_found_at_no_address_and_changed_by_none(
    cast, deposit, synthesised, foreign
):
    own = {"synthesis": synthesised([document := deposit()]).uid, "document": document.uid}
    client, before, asked, found = cast.client("secretary"), everything(), 0, []
    for name, records in addresses():
        named = [r for r in records if r not in SHARED and r != "secret"]
        given = {"key": "objective-6", "number": 1, "format": "docx", "form": "bib", "secret": "x" * 32}
        if not named:
            continue
        firsts = [foreign["synthesis"], *own.values()] if len(named) > 1 else list(foreign.values())
        for values in product(firsts, *([list(foreign.values())] * (len(named) - 1))):
            told = {"institution": cast.institution.slug} | dict(zip(named, values, strict=True))
            told |= {r: given.get(r, "x") for r in records if r in SHARED or r == "secret"}
            try:
                address = reverse(name, kwargs=told)
            except NoReverseMatch:
                continue
            for send in (client.get, client.post):
                asked += 1
                answer = send(address)
                if answer.status_code not in REFUSED or b"zanzibarite" in answer.content:
                    found.append((name, send.__name__, answer.status_code))

    assert asked > 200
    assert not found
    assert everything() == before


def test_records_of_another_institution_in_a_form_change_nothing(cast, deposit, synthesised, foreign):
    """Our own addresses, with theirs in the body."""
    made = synthesised([document := deposit()])
    with cast.scope():
        section = next(s for s in made.sections.all() if s.passages)
        mine = Passage.objects.filter(rendition__document=document, is_current=True).order_by("number")[2]
        line = synthesis.write_line(section, lang="en", text="Ours.", passages=[mine], by=cast.badr.actor, at=AT)
    client, base = cast.client("officer"), f"/en/{cast.institution.slug}"
    before = everything()
    theirs = list(foreign.values())
    sent = [
        *((f"/synthesis/{made.uid}/line/{line.uid}/", {"text": "Ours.", "seen": "1", "cite": u}) for u in theirs),
        *((f"/synthesis/{made.uid}/line/{line.uid}/uncite/", {"passage": u}) for u in theirs),
        *((f"/synthesis/{made.uid}/line/{line.uid}/settle/", {"comment": u}) for u in theirs),
        *((f"/synthesis/{made.uid}/passages/leave-out/", {"passage": u, "because": "No."}) for u in theirs),
        *(
            (f"/synthesis/{made.uid}/write/", {"text": "A.", "lang": "en", "section": section.key, "passage": u})
            for u in theirs
        ),
        *(
            (
                "/documents/desk/",
                {"passage": u, "do": do, "key": "k" * 12, "seen": "0", "code": "act:fact", "yes": "act:fact"},
            )
            for u in theirs
            for do in ("accept", "reject", "split", "merge")
        ),
        *(("/documents/readings/ask/", _ask(cast, u)) for u in theirs),
    ]

    for path, told in sent:
        assert client.post(base + path, told).status_code < 500, (path, told)

    assert everything() == before


def _ask(cast, document: str) -> dict[str, object]:
    return {
        "title": "T", "first": cast.badr.person.uid, "second": cast.amal.person.uid, "rule": "document",
        "document": document, "count": "5", "schemes": ["act"],
    }  # fmt: skip


def test_what_is_another_persons_is_not_found_by_an_officer_of_the_same_house(cast, deposit):
    home, owner = cast.institution, cast.chadia
    with cast.scope():
        notices.tell(home, [owner.person], "evidence.saved_search", about="x", facts={"title": "T", "count": 1}, at=AT)
        kept = saved.save(home, owner.person, "Hers", {"q": "fees"}, lang="en", at=AT)
        upload = uploads.begin(home, "of-amal.txt", 10, by=cast.amal.actor, at=AT)
        notice = Notice.objects.get(person=owner.person)
    client, before = cast.client("officer"), everything()
    place = {"institution": home.slug}
    asked = [
        ("notices:read", {"uid": notice.uid}),
        ("evidence:saved-one", {"uid": kept.uid}),
        ("evidence:saved-delete", {"uid": kept.uid}),
        ("evidence:upload", {"uid": upload.uid}),
        ("evidence:finish_upload", {"uid": upload.uid}),
    ]

    for name, told in asked:
        address = reverse(name, kwargs=place | told)
        answer = client.post(address + "?offset=0", {"title": "Mine", "visibility": "public", "digest": "0" * 64})
        assert answer.status_code in (400, 404, 409), name
    client.post(reverse("notices:read_all", kwargs=place))

    assert everything() == before
