"""No list asks the database more often for three than for one: every list of the project, in one growing house.

The house has one of everything; every list is measured; then it has three of everything, and each list is measured
again. A new list belongs into `lists`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document, Passage, Ranking, Upload
from mithaq.evidence.notes import KIND
from mithaq.evidence.services import readings, saved, uploads
from mithaq.evidence.services.renditions import Given
from mithaq.foundation.fields import words
from mithaq.foundation.models import Job, Letter
from mithaq.institutions import services as institutions
from mithaq.institutions.models import Term
from mithaq.notices import services as notices
from mithaq.people import services as people
from mithaq.people.enums import Role
from mithaq.synthesis import services as synthesis
from mithaq.synthesis.enums import Reason
from mithaq.synthesis.models import Line, Release, Section, Synthesis, Unused
from tests import cast as everybody
from tests.cast import AT, FROM, Cast
from tests.evidence.papers import ARABIC, ENGLISH, FRENCH
from tests.synthesis import adopted

PAPERS = (ENGLISH, ARABIC, FRENCH)
HOME = "/en/arab-review/"
TABLES = ("documents", "passages", "releases", "lines", "citations")
API = "/api/v1/institutions/arab-review/"


@dataclass
class House:
    """One of everything after `grow()`, three after the third."""

    cast: Cast
    size: int = 0
    papers: list[Document] = field(default_factory=list)
    drafts: list[Synthesis] = field(default_factory=list)
    at: dict[str, Any] = field(default_factory=dict)

    def grow(self) -> None:
        self.size += 1
        with self.cast.scope():
            for add in (self.people, self.documents, self.work, self.desk, self.works, self.whereabouts):
                add(self.size)

    def people(self, n: int) -> None:
        cast, told = self.cast, {"by": self.cast.amal.actor, "at": AT}
        union = people.register_organisation(words(en=f"Union {n}", ar=f"اتحاد {n}"), **told)
        people.admit(cast.institution, organisation=union, on=FROM, **told)
        person = people.register(name=words(en=f"Person {n}"), language="en", **told)
        first = self.at.setdefault("union", union)
        people.affiliate(person, first, on=FROM, **told)
        people.admit(cast.institution, person=person, role=Role.MEMBER, on=FROM, **told)
        institutions.found(f"forum-{n}", name=words(en=f"Forum {n}"), **told)

    def documents(self, n: int) -> None:
        cast, told = self.cast, {"by": self.cast.badr.actor, "at": AT}
        paper = evidence.deposit(
            cast.institution, PAPERS[n - 1].encode(), f"paper-{n}.txt", visibility=Visibility.PUBLIC,
            title=words(en=f"Paper {n}"), **told,
        ).document  # fmt: skip
        Document.objects.filter(pk=paper.pk).update(contributor=self.at["union"], year=2018 + n)
        evidence.code(cast.institution, [paper], workers=1, **told)
        self.papers.append(paper)
        if n > 1:
            given = Given(text="Contribution. " * n)
            lang = {2: "fr", 3: "ar"}[n]
            evidence.translate(cast.institution, self.papers[0], lang=lang, given=given, translated_by="L.", **told)
        changed = self.at.get("changed") or self._changing()
        data = "\n\n".join(f"Governments should protect migrants at border {k}." for k in range(3 * n)).encode()
        changed.refresh_from_db()
        why = {"because": "Corrected.", "seen": changed.version}
        evidence.replace(cast.institution, changed, data, f"new-{n}.txt", **why, **told)

    def _changing(self) -> Document:
        self.at["changed"] = evidence.deposit(
            self.cast.institution, b"Governments should protect migrants in every country they cross.\n" * 3,
            "old.txt", by=self.cast.badr.actor, at=AT, visibility=Visibility.PUBLIC,
        ).document  # fmt: skip
        return self.at["changed"]

    def work(self, n: int) -> None:
        """What officers keep: searches, notices, files on their way, jobs, terms, letters, what was learned."""
        cast = self.cast
        kept = saved.save(cast.institution, cast.amal.person, f"Search {n}", {"q": "migrants"}, lang="en", at=AT)
        told = {"about": f"{kept.uid}:{n}", "facts": {"count": n, "title": kept.title}, "at": AT}
        notices.tell(cast.institution, [cast.amal.person], KIND, **told)
        begun = uploads.begin(cast.institution, f"file-{n}.txt", 10, by=cast.amal.actor, at=now())
        Upload.objects.filter(pk=begun.pk).update(moved_at=now())
        Job.objects.create(scope=cast.institution.uid, kind="evidence.deposit", asked_at=AT, by_name="Badr")
        Term.objects.create(institution=cast.institution, preferred=words(ar=f"ميثاق {n}"), avoided={"ar": ["اتفاق"]})
        Letter.objects.create(to="amal@example.org", subject=f"Letter {n}", body="Text")
        Ranking.objects.create(institution=cast.institution, decisions=100 * n, made_at=AT, by_name="Badr")

    def desk(self, n: int) -> None:
        passages = list(Passage.objects.filter(rendition__document=self.papers[-1]).order_by("number")[:2])
        self.at["reading"] = readings.ask(
            self.cast.institution, title=f"Reading {n}", first=self.cast.amal.person, second=self.cast.badr.person,
            passages=passages, schemes=["act"], by=self.cast.amal.actor, at=AT,
        )  # fmt: skip

    def works(self, n: int) -> None:
        cast, told = self.cast, {"by": self.cast.badr.actor, "at": AT}
        made = synthesis.draft(
            cast.institution, documents=list(self.papers), visibility=Visibility.PUBLIC,
            title=words(en=f"Synthesis {n}"), **told,
        ).synthesis  # fmt: skip
        self.drafts.append(made)
        row = Unused.objects.filter(synthesis=made).first()
        Unused.objects.filter(pk=row.pk).update(reason=Reason.LEFT_OUT, because="Not now.", by_name="Badr")
        adopted.write(cast, made, lines=n)
        self._lines(n)
        adopted.release(cast, made)
        if n > 1:
            adopted.release(cast, self.drafts[0])

    def _lines(self, n: int) -> None:
        """Lines of one section; and one line with ever more of everything: wordings, comments, citations."""
        told = {"by": self.cast.badr.actor, "at": AT}
        first = self.drafts[0]
        section = self.at.setdefault("section", Section.objects.filter(synthesis=first).first())
        passages = list(Passage.objects.filter(rendition__document=self.papers[0]).order_by("number")[2:5])
        for _one in range(1 if n == 1 else 2):
            line = synthesis.write_line(section, lang="en", text=f"Line {n}.", passages=passages[:n], **told)
            synthesis.comment(line, text="Is it so?", lang="en", **told)
        gone = synthesis.write_line(section, lang="en", text=f"Gone {n}.", passages=passages[:1], **told)
        synthesis.remove_line(gone, because="Twice.", seen=1, **told)
        open_ = self.at.setdefault("line", line)
        open_ = Line.objects.get(pk=open_.pk)
        synthesis.change_line(open_, lang="en", text=f"Changed {n}.", seen=n, **told)
        synthesis.comment(open_, text=f"Comment {n}", lang="en", **told)

    def whereabouts(self, n: int) -> None:
        synthesis.make_link(self.papers[0], by=self.cast.badr.actor, at=AT)

    def url(self, name: str, /, **more: Any) -> str:
        return reverse(name, kwargs={"institution": self.cast.institution.slug, **more})


def lists(house: House) -> dict[str, tuple[str, str]]:
    """Every list there is: what it is called here, its address now, and who reads it."""
    u, at, paper = house.url, house.at, house.papers[0]
    latest = house.drafts[-1]
    of_first = Release.objects.filter(synthesis=house.drafts[0]).order_by("number")
    section = at["section"]
    place = {"uid": house.drafts[0].uid, "key": section.key}
    reading = {"uid": at["reading"].uid}
    officers = {
        "saved searches": u("evidence:saved"),
        "uploads": u("evidence:uploads"),
        "desk": u("evidence:desk"),
        "desk of one paper": f"{u('evidence:desk')}?document={paper.uid}",
        "learned": u("evidence:learned"),
        "readings": u("evidence:readings"),
        "reading": u("evidence:reading", **reading),
        "ask a reading": u("evidence:ask_reading"),
        "deposit": u("evidence:deposit"),
        "draft": u("synthesis:draft"),
        "desks": u("synthesis:desks"),
        "desk of a synthesis": u("synthesis:desk", uid=house.drafts[0].uid),
        "desk of a section": u("synthesis:desk_section", **place),
        "an open line": f"{u('synthesis:desk_section', **place)}?line={at['line'].uid}",
        "passages to pick": u("synthesis:desk_passages", uid=latest.uid),
        "passages to write of": f"{u('synthesis:desk_write', uid=latest.uid)}?section={section.key}",
        "to release": u("synthesis:make_release", uid=latest.uid),
        "links": u("synthesis:contributor_links", uid=paper.uid),
        "notices": u("notices:notices"),
        "terms": u("institutions:terms"),
        "jobs": u("institutions:jobs"),
        "to admit": u("people:admit"),
        "an organisation": u("people:organisation", uid=at["union"].uid),
        "people": u("people:list"),
        "translations to add": u("evidence:translate", uid=paper.uid),
    }
    everybody_ = {
        "front": "/en/",
        "home": u("portal:home"),
        "documents": u("evidence:documents"),
        "a document": u("evidence:document", uid=paper.uid),
        "a replaced document": u("evidence:document", uid=at["changed"].uid),
        "a passage": u("evidence:passage", uid=Passage.objects.filter(rendition__document=paper, number=3).get().uid),
        "translations": u("evidence:translations", uid=paper.uid),
        "search": f"{u('evidence:search')}?q=migrants",
        "search without words": u("evidence:search"),
        "syntheses": u("synthesis:syntheses"),
        "a synthesis": u("synthesis:synthesis", uid=latest.uid),
        "releases": u("synthesis:releases"),
        "a release": u("synthesis:release", uid=latest.uid, number=1),
        "the first release of several": u("synthesis:release", uid=house.drafts[0].uid, number=of_first[0].number),
        "words of a document": u("synthesis:document_words", uid=paper.uid),
        "words of an organisation": u("synthesis:organisation_words", uid=at["union"].uid),
        "minute": u("institutions:minute"),
        "matrix": u("portal:matrix"),
        "matrix by document": f"{u('portal:matrix')}?by=document",
        "matrix as a table": f"{u('portal:matrix_file', form='csv')}?by=document",
        "voices": u("portal:voices_file", key="voices", form="csv"),
        "open data": u("portal:open_data"),
        "feed of documents": u("portal:feed", key="documents"),
        "feed of releases": u("portal:feed", key="releases"),
        **{f"{n}.csv": u("portal:open_file", name=n, form="csv") for n in TABLES},
        **{f"API: {n}": API + n for n in ("documents", "passages", "syntheses", "releases", "matrix")},
        "API: found passages": f"{API}passages?q=migrants",
        "API: institutions": "/api/v1/institutions",
        "report.csv": u("exchange:report", uid=latest.uid, format="csv"),
        "release.html": u("exchange:release", uid=latest.uid, number=1, format="html"),
    }  # fmt: skip
    return (
        {name: (address, "secretary") for name, address in officers.items()}
        | {name: (address, "anonymous") for name, address in everybody_.items()}
        | {f"{name}, to a member": (everybody_[name], "member") for name in ("home", "documents", "search")}
        | {"letters": (reverse("desk:letters"), "operator"), "all jobs": (reverse("desk:jobs"), "operator")}
        | {"institutions": (reverse("founding:institutions"), "operator")}
    )  # fmt: skip


def measured(house: House) -> dict[str, Counter[str]]:
    with house.cast.scope():
        told = lists(house)
    clients = {who: house.cast.client(who) for who in ("secretary", "anonymous", "member", "operator")}
    found, refused = {}, {}
    for name, (address, who) in told.items():
        first = _read(clients[who], address)  # what is kept by the process is not asked again
        with CaptureQueriesContext(connection) as asked:
            _read(clients[who], address)
        found[name] = Counter(query["sql"] for query in asked)
        if first != 200:
            refused[name] = f"{address} answers {first}"
    assert refused == {}
    return found


def _read(client: Any, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer)
    return answer.status_code


def test_no_list_asks_more_often_for_three_than_for_one(cast):
    everybody.compact(cast)
    house = House(cast)
    house.grow()
    one = measured(house)
    house.grow()
    house.grow()
    three = measured(house)

    grown = [
        f"{name}: {one[name].total()} became {three[name].total()} ({_more(one[name], three[name])})"
        for name in one
        if three[name].total() != one[name].total()
    ]
    assert len(one) > 60
    assert not grown, "\n".join(grown)


def _more(one: Counter[str], three: Counter[str]) -> str:
    """Of which tables more was asked, or less."""
    shapes = [Counter[str](), Counter[str]()]
    for shape, asked in zip(shapes, (one, three), strict=True):
        for sql, times in asked.items():
            table = re.search(r'(?:FROM|INTO|UPDATE) "(\w+)"', sql)
            shape[table.group(1) if table else sql[:40]] += times
    before, after = shapes
    return ", ".join(f"{t}: {before[t]} → {after[t]}" for t in before | after if before[t] != after[t])
