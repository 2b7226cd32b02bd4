"""What every page of the desk knows: its synthesis, section and line, and what is kept of a form that came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Passage
from mithaq.foundation import languages
from mithaq.foundation.access import RoomPage
from mithaq.institutions import selectors as institutions
from mithaq.synthesis import counts, selectors, services, terms, wording
from mithaq.synthesis.desk.shown import Cited, Sources
from mithaq.synthesis.models import Line, Section, Synthesis
from mithaq.synthesis.titles import Titles

FOUND = 12


@dataclass(slots=True)
class Field:
    """The text of one language as its form shows it: what somebody entered stays, whatever became of it.

    `theirs` is what somebody else wrote meanwhile; `seen` is what the next attempt says it has seen.
    """

    lang: str
    text: str = ""
    seen: int = 0
    made_from: int = 0
    problem: str = ""
    theirs: services.Changed | None = None
    findings: list[terms.Finding] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"text-{self.lang}"


@dataclass(slots=True)
class Finder:
    """A search among the sources, and what it found that is not cited yet."""

    asked: str = ""
    found: list[Cited] = field(default_factory=list)
    more: bool = False


class AtDesk(RoomPage):
    """A page about one synthesis, for those who write in it; any other is not found."""

    namespace, first_page, first_title = "synthesis", "syntheses", gettext_lazy("Syntheses")
    permission_required = "synthesis.write"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def synthesis(self) -> Synthesis:
        found = selectors.synthesis(self.institution, self.kwargs["uid"], to=self.reader)
        if found is None:
            raise Http404
        return found

    @cached_property
    def sources(self) -> Sources:
        return Sources(self.synthesis)

    @cached_property
    def titles(self) -> Titles:
        return Titles(self.synthesis, languages.current())

    @cached_property
    def line(self) -> Line:
        held = Line.objects.select_related("section").filter(section__synthesis=self.synthesis)
        found = held.filter(uid=self.kwargs["line"]).first()
        if found is None:
            raise Http404
        found.section.synthesis = self.synthesis
        return found

    def section(self, key: str) -> Section:
        found = self.synthesis.sections.filter(key=key).first()
        if found is None:
            raise Http404
        found.synthesis = self.synthesis
        return found

    @property
    def title(self) -> str:
        return str(self.synthesis.title) or wording.default_title(str(self.institution.name))

    def at_desk(self, name: str, **more: str) -> str:
        return self.url(name, uid=self.synthesis.uid, **more)

    def desk_trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        here = (_("Drafting desk"), self.at_desk("desk") if further else "")
        return self.trail((self.title, self.at_desk("synthesis")), here, *further)

    def to_section(self, section: Section, line: Line | None = None) -> HttpResponse:
        address = self.at_desk("desk_section", key=section.key)
        return redirect(f"{address}?line={line.uid}#line-{line.uid}" if line else address)

    def passages(self, uids: list[str]) -> list[Passage]:
        """In the order they were named; those this reader may not see, or of no source, are left out."""
        chosen = (
            evidence.passages(self.institution, to=self.reader)
            .filter(uid__in=uids, rendition__document__in=list(self.sources.numbered))
            .order_by()
        )
        known = {passage.uid: passage for passage in chosen}
        return [known[uid] for uid in dict.fromkeys(uids) if uid in known]

    def show(self, passages: list[Passage]) -> list[Cited]:
        reads = self.sources.readings(p.pk for p in passages)
        return [self.sources.cited(p, reads[p.pk]) for p in passages]

    def find(self, asked: str, *, without: set[int]) -> Finder:
        """Passages of the sources with these words, however inflected, in whatever language; cited ones left out."""
        asked = asked.strip()[:200]
        if not asked:
            return Finder()
        rows = evidence.found(self.institution, asked, to=self.reader).filter(
            rendition__document__in=list(self.sources.numbered)
        )
        first = list(rows.exclude(pk__in=without)[: FOUND + 1])
        return Finder(asked, self.show(first[:FOUND]), len(first) > FOUND)

    @cached_property
    def terms(self) -> list[Any]:
        return list(institutions.terms(self.institution))

    def checked(self, entry: Field) -> Field:
        entry.findings = terms.check(entry.text, entry.lang, self.terms)
        return entry

    def put_right(self, entry: Field, place: str) -> Field:
        """One finding replaced in the field; nothing is saved."""
        found = terms.check(entry.text, entry.lang, self.terms)
        chosen = next((one for number, one in enumerate(found) if str(number) == place), None)
        if chosen and chosen.replacement:
            entry.text = terms.replaced(entry.text, chosen)
        return entry

    def passage_url(self, passage: Passage) -> str:
        return reverse("evidence:passage", kwargs={"institution": self.institution.slug, "uid": passage.uid})


def problem(why: Exception) -> str:
    """What a service refused, in a sentence for the field it is about."""
    if isinstance(why, counts.Misplaced):
        known = counts.NAMES if why.why == "unknown" else counts.CONDITIONS
        return wording.misplaced(why.why, why.column, why.word, known=known)
    return str(wording.REFUSED[_REFUSALS[type(why)] if not isinstance(why, services.Said) else why.what])


_REFUSALS = {services.Uncited: "uncited", services.Foreign: "foreign", services.Gone: "gone"}
REFUSALS = (services.Uncited, services.Foreign, services.Gone, services.Said, counts.Misplaced)


def number_of(value: str) -> int:
    """A version as a form sends it; nonsense has seen nothing."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
