"""The canary: a sentence, a title, a name and a count that are for some only are in nothing the others can reach.

Everything is asked twice, before and after it was planted: each page, file, feed and answer must be the same to the
letter. New addresses come in by themselves, through the access table and the links.
"""

from __future__ import annotations

import os

import pytest
from django_scopes import scopes_disabled

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document, Passage, SavedSearch
from mithaq.evidence.services import saved
from mithaq.foundation.fields import words
from mithaq.foundation.models import Letter
from mithaq.institutions import services as institutions
from mithaq.notices import services as notices
from mithaq.notices.models import Notice
from mithaq.people import services as people
from mithaq.people.models import Organisation
from mithaq.synthesis import services as synthesis
from mithaq.synthesis.models import Release, Source, Synthesis
from tests import cast as everybody
from tests import remembered
from tests.cast import AT
from tests.evidence import papers
from tests.security.crawl import listed, walk
from tests.synthesis import adopted

BIRDS = {  # visibility: a word nobody else uses, in three languages
    Visibility.MEMBERS: ("quetzalith", "كتزاليث", "quetzalithe"),
    Visibility.BODY: ("marabounix", "مارابونيكس", "marabounixe"),
    Visibility.CONFIDENTIAL: ("zosteropek", "زوستروبيك", "zosteropeque"),
    "withdrawn": ("turacopium", "توراكوبيوم", "turacopiume"),
    "closed": ("dodonarium", "دودوناريوم", "dodonariume"),
}
NOBODY = "Union of nobody"
SAID = """Canary paper of the {en} assembly on migration

We recommend that governments of Comoros and Djibouti stop the {en} detention of stateless children at the border.

يجب على حكومتي جزر القمر وجيبوتي أن تضمنا حق المهاجرين في الجنسية وفق ميثاق {ar} وأن تمنعا انعدام الجنسية.

Les gouvernements des Comores devraient garantir la portabilité des droits {fr} de sécurité sociale des migrants.

The representative of the {en} union of seafarers said that remittances of migrant workers in Somalia cost too much.
"""


def paper(of: str) -> str:
    return SAID.format(**dict(zip(("en", "ar", "fr"), BIRDS[of], strict=True)))


@pytest.fixture
def house(cast):
    """What everybody may see: three papers, a synthesis and a release of them; somebody waits for news."""
    remembered.once("house of the canary", lambda: furnish(cast))
    return cast


def furnish(cast) -> None:
    everybody.compact(cast)
    given = [
        evidence.deposit(
            cast.institution, text.encode(), name, by=cast.badr.actor, at=AT, visibility=Visibility.PUBLIC
        ).document
        for name, text in papers.PAPERS.items()
    ]
    evidence.code(cast.institution, given, by=cast.badr.actor, at=AT, workers=1)
    people.register_organisation(words(en=NOBODY), by=cast.badr.actor, at=AT)
    with cast.scope():
        made = synthesis.draft(
            cast.institution, documents=given, by=cast.badr.actor, at=AT, visibility=Visibility.PUBLIC
        ).synthesis
        adopted.write(cast, made, lines=3)
        adopted.release(cast, made)
        saved.save(
            cast.institution, cast.chadia.person, "Remittances", {"q": "remittances detention"}, lang="en", at=AT
        )


def plant(cast, *kinds: str, union: str = "Union {}") -> list[str]:
    """Put the birds into the house; everything that would betray them: words, names, titles, uids, digests."""
    needles: list[str] = []
    for kind in kinds:
        home, by = cast.institution, cast.badr.actor
        if kind == "closed":
            home = institutions.found(
                f"{BIRDS[kind][0]}-forum", name=words(en=f"Forum {BIRDS[kind][0]}"), is_public=False, by=by, at=AT
            )
        needles += [*BIRDS[kind], *_deposited(cast, home, kind, union)]
    return needles


def _deposited(cast, home, kind: str, union_name: str) -> list[str]:
    by, bird = cast.badr.actor, BIRDS[kind][0]
    visibility = kind if kind in Visibility.values else Visibility.PUBLIC
    document = evidence.deposit(
        home,
        paper(kind).encode(),
        f"{bird}-paper.txt",
        by=by,
        at=AT,
        visibility=visibility,
        title={"en": f"Title {bird}", "ar": f"عنوان {BIRDS[kind][1]}", "fr": f"Titre {BIRDS[kind][2]}"},
        source=f"https://{bird}.example.org",
        licence=f"licence {bird}",
    ).document
    evidence.code(home, [document], by=by, at=AT, workers=1)
    if "{}" in union_name:
        union = people.register_organisation(words(en=union_name.format(bird)), by=by, at=AT)
    else:
        union = Organisation.objects.get(name__en=union_name)
    with cast.scope() if home == cast.institution else scopes_disabled():
        Document.objects.filter(pk=document.pk).update(contributor=union, year=1987)
        uids = list(Passage.objects.filter(rendition__document=document).values_list("uid", flat=True))
    found = [document.uid, document.digest, *([union.uid] if bird in union.name["en"] else []), *uids]
    if kind == "withdrawn":
        evidence.withdraw(home, document, because=f"asked by {bird}", by=by, at=AT)
        return found
    if home != cast.institution:
        return found
    with cast.scope():
        # of what something is made already: that anything is under work at all, a page of its words may tell
        used = Source.objects.exclude(document=document).values("document")
        public = Document.objects.filter(pk__in=used, visibility=Visibility.PUBLIC, withdrawn_at=None)
        made = synthesis.draft(
            home, documents=[document, *public], by=by, at=AT, visibility=Visibility.PUBLIC, title={"en": f"Of {bird}"}
        ).synthesis
        adopted.write(cast, made, lines=2)
        released = adopted.release(cast, made, title={"en": f"Release {bird}"}, visibility=visibility)
        saved.save(home, cast.badr.person, f"Search {bird}", {"q": bird}, lang="en", at=AT)
        found += [made.uid, released.uid, released.digest]
        found += list(SavedSearch.objects.filter(title__contains=bird).values_list("uid", flat=True))
    return found


def questions(*kinds: str) -> list[str]:
    """What somebody would ask who has heard of it."""
    home = "/{}/arab-review/"
    asked = [bird for kind in kinds for bird in BIRDS[kind]] + ["stateless", "انعدام الجنسية", "apatride"]
    found = [f"{home.format(code)}documents/search/?q={word}" for word in asked for code in ("ar", "en", "fr")]
    found += [f"/api/v1/institutions/arab-review/passages?q={word}" for word in asked]
    for country in ("KM", "DJ", "SO"):
        found.append(f"{home.format('ar')}documents/search/?country={country}")
        found.append(f"/api/v1/institutions/arab-review/passages?country={country}")
    found.append(f"{home.format('ar')}documents/search/?year=1987")
    found.append("/api/v1/institutions/arab-review/documents?year=1987")
    for by in ("country", "category", "document"):
        found.append(f"/api/v1/institutions/arab-review/matrix?by={by}")
        found.append(f"{home.format('ar')}matrix/?by={by}")
        found += [f"{home.format('ar')}matrix/matrix.{form}?by={by}" for form in ("svg", "csv", "xlsx")]
    return found


FIRST = (
    "/ar/",
    "/en/",
    "/fr/",
    "/ar/arab-review/",
    "/en/arab-review/",
    "/fr/arab-review/",
    "/sitemap.xml",
    "/robots.txt",
    "/api/v1/openapi.json",
    "/api/v1/institutions",
    *(
        f"/api/v1/institutions/arab-review/{what}?limit=2"
        for what in ("documents", "passages", "syntheses", "releases")
    ),
)


def _look(before: dict[str, str], after: dict[str, str], needles: list[str], asked: set[str]) -> None:
    """The same addresses, the same words; and none of the needles, but where somebody's own question is said back."""
    assert sorted(set(after) - set(before)) == [], "addresses that were not there before"
    assert sorted(set(before) - set(after)) == [], "addresses that are gone"
    found = [
        (needle, address)
        for address, said in after.items()
        for needle in needles
        if needle in said and address not in asked
    ]
    assert found == []
    differ = {address: _first_difference(before[address], after[address]) for address in after}
    assert {address: difference for address, difference in differ.items() if difference} == {}


def _first_difference(before: str, after: str) -> str:
    if before == after:
        return ""
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    return f"{before[max(0, at - 80) : at + 80]!r} became {after[max(0, at - 80) : at + 80]!r}"


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("anonymous", tuple(BIRDS)),
        # who is signed in elsewhere sees what anybody sees: walked on its own with MITHAQ_FULL=1
        *(
            [("stranger", (Visibility.MEMBERS, Visibility.CONFIDENTIAL))]
            if os.environ.get("MITHAQ_FULL") == "1"
            else []
        ),
        ("member", (Visibility.BODY, Visibility.CONFIDENTIAL, "withdrawn", "closed")),
    ],
)
def test_the_canary_is_in_nothing_that_others_can_reach(house, who, kinds):
    client = house.client(who)
    first = [*FIRST, *listed(house, who, ("ar", "en", "fr") if who == "anonymous" else ("ar",))]
    asked = set(questions(*kinds))
    before = walk(client, [*first, *sorted(asked)])

    # Organisations are everybody's: who keeps another institution may pick from them, and learns nothing else.
    needles = plant(house, *kinds, union=NOBODY if who == "stranger" else "Union {}")
    after = walk(client, [*first, *sorted(asked)])

    assert len(after) > 150
    _look(before, after, needles, asked)


def test_its_own_addresses_are_not_there(house):
    """Also for whoever has heard of an address."""
    plant(house, *BIRDS)
    anybody, member = house.client("anonymous"), house.client("member")
    with scopes_disabled():
        hidden = [
            document
            for document in Document.objects.select_related("institution")
            if document.visibility != Visibility.PUBLIC
            or document.withdrawn_at
            or document.institution != house.institution
        ]
        closed = [d for d in hidden if d.visibility != Visibility.MEMBERS]
        passages = {
            d: list(Passage.objects.filter(rendition__document=d).values_list("uid", flat=True)) for d in hidden
        }

    def addresses(document: Document) -> list[str]:
        slug = document.institution.slug
        own = [f"/en/{slug}/documents/{document.uid}/", f"/en/{slug}/documents/{document.uid}/original/"]
        own.append(f"/en/{slug}/synthesis/words/document/{document.uid}/")
        own.append(f"/api/v1/institutions/{slug}/documents/{document.uid}")
        for uid in passages[document]:
            own += [f"/en/{slug}/documents/passage/{uid}/", f"/api/v1/institutions/{slug}/passages/{uid}"]
        return own

    assert len(hidden) == len(BIRDS)
    assert {anybody.get(path).status_code for d in hidden for path in addresses(d)} == {404}
    assert {member.get(path).status_code for d in closed for path in addresses(d)} == {404}


def test_nobody_is_told_of_it_by_notice_or_mail(house):
    """Chadia waits for news of remittances and is a member; Dalia belongs elsewhere."""
    needles = plant(house, Visibility.BODY, Visibility.CONFIDENTIAL)
    saved.tell_new(house.institution, at=AT)
    notices.digest(at=AT, site="http://testserver")

    with scopes_disabled():
        told = list(Notice.objects.exclude(person__in=[house.badr.person, house.amal.person]))
        letters = list(Letter.objects.exclude(to__in=[house.badr.account.email, house.amal.account.email]))
    said = [f"{n.facts} {n.path} {n.about}" for n in told] + [f"{m.subject} {m.body}" for m in letters]
    assert [(needle, text) for text in said for needle in needles if needle in text] == []
    assert [n for n in told if n.person == house.chadia.person] == []


def test_what_is_opened_is_found_by_the_same_walk(house):
    """To show that the walk sees: the same paper, public, is in pages, feeds, files, answers and counts."""
    client = house.client("anonymous")
    first, home = [*FIRST, "/ar/arab-review/matrix/?by=document"], "/ar/arab-review/"
    before = walk(client, [home], most=1)[home]
    bird = BIRDS[Visibility.CONFIDENTIAL][0]
    document = evidence.deposit(
        house.institution,
        paper(Visibility.CONFIDENTIAL).encode(),
        f"{bird}.txt",
        by=house.badr.actor,
        at=AT,
        visibility=Visibility.PUBLIC,
        title={"en": f"Title {bird}"},
    ).document
    evidence.code(house.institution, [document], by=house.badr.actor, at=AT, workers=1)

    after = walk(client, first)

    met = {address for address, said in after.items() if bird in said}
    for needed in ("feeds/documents.atom", "open-data/package.zip", "/documents/", "/api/v1/", "matrix"):
        assert any(needed in address for address in met), needed
    assert document.uid in after["/sitemap.xml"]
    assert after[home] != before


def test_nothing_of_what_is_released_for_members_is_released_for_all(house):
    plant(house, Visibility.MEMBERS)
    with house.scope():
        hidden = [
            *Synthesis.objects.filter(title__en__startswith="Of "),
            *Release.objects.filter(title__en__startswith="Release "),
        ]
    anybody = house.client("anonymous")

    assert len(hidden) == 2
    for one in hidden:
        kind = "releases" if isinstance(one, Release) else "syntheses"
        path = f"/api/v1/institutions/arab-review/{kind}/{one.uid}"
        assert anybody.get(path if kind == "releases" else f"{path}/report").status_code == 404
