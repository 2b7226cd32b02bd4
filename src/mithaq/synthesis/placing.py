"""Where the lines of a work stand: their section, what they say and which passages they carry, worded for one reader.

A work is a draft or a release. Of a draft, lines that were dismissed stand nowhere; of a release, the words are those
that were adopted, and the passages that say the same are those its lines were written from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from mithaq.compacts import selectors as compacts
from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import wording as spoken
from mithaq.foundation.fields import Words
from mithaq.synthesis import counts, wording
from mithaq.synthesis.enums import Status
from mithaq.synthesis.material import contributors_of, everything_said
from mithaq.synthesis.models import Citation, Line, LineRendition, Release, ReleaseCitation, Synthesis
from mithaq.synthesis.report import Label
from mithaq.synthesis.titles import Titles


@dataclass(frozen=True, slots=True)
class Place:
    """One line as a reader finds it: `number` of its section, its own `line` in it, its words, its address.

    `citations` are the [n] it rests on, in its order; `is_written` says that a person wrote it.
    """

    uid: str
    section: str
    number: str
    title: Label
    line: int
    said: Label
    url: str
    is_written: bool
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A line that stands: `cites` gives its [n] by passage uid, `members` are the passages that say the same."""

    uid: str
    section: str
    line: int
    cites: Mapping[str, int]
    members: frozenset[str]
    record: Any = None


@dataclass(slots=True)
class Placing:
    """The lines of one work, and what they are called in one language: words are looked up when a page needs them."""

    work: Synthesis | Release
    lang: str
    lines: list[Standing]
    content: Mapping[str, Any] = field(default_factory=dict)

    def citing(self, passage: str) -> list[Standing]:
        return [line for line in self.lines if passage in line.cites]

    def saying(self, passage: str) -> Standing | None:
        """The line that says the same as a passage; what a person wrote before what software suggests."""
        return next((line for line in self.lines if passage in line.members), None)

    def members(self) -> set[str]:
        return {uid for line in self.lines for uid in line.members}

    def places(self, wanted: Iterable[Standing]) -> dict[str, Place]:
        """These lines, worded, by their key (`Standing.uid`)."""
        chosen = {line.uid: line for line in wanted}
        return (
            (_released if isinstance(self.work, Release) else _drafted)(self, list(chosen.values())) if chosen else {}
        )


def placing(work: Synthesis | Release, lang: str, sources: Collection[int]) -> Placing:
    """`sources` are the numbers, in the synthesis, of the documents asked about: members of others are left out."""
    if isinstance(work, Release):
        return _of_release(work, lang, sources)
    return _of_draft(work, lang, sources)


def url_of(work: Synthesis | Release, anchor: str = "") -> str:
    """Where a work is read, at one of its lines or sections."""
    slug = work.institution.slug
    if isinstance(work, Release):
        place = {"institution": slug, "uid": work.synthesis.uid, "number": work.number}
        address = reverse("synthesis:release", kwargs=place)
    else:
        address = reverse("synthesis:synthesis", kwargs={"institution": slug, "uid": work.uid})
    return f"{address}#{anchor}" if anchor else address


# ---- A draft.


def _of_draft(synthesis: Synthesis, lang: str, sources: Collection[int]) -> Placing:
    """[n] counts as the report does: by section, what persons wrote first, each passage once."""
    rows = list(
        Line.objects.filter(section__synthesis=synthesis)
        .select_related("section", "taken_from")
        .order_by("section__order", "order")
    )
    rows.sort(key=lambda line: (line.section.order, line.status != Status.CONFIRMED, line.order))
    cited: dict[int, list[str]] = defaultdict(list)
    kept = Citation.objects.filter(line__in=rows, passage__rendition__document__withdrawn_at=None)
    for line, passage in kept.order_by("line", "order").values_list("line", "passage__uid"):
        cited[line].append(passage)
    numbers: dict[str, int] = {}
    at: dict[int, int] = defaultdict(int)
    standing = []
    for line in rows:
        if line.status == Status.DISMISSED or not cited[line.pk]:
            continue
        at[line.section_id] += 1
        cites = {uid: numbers.setdefault(uid, len(numbers) + 1) for uid in cited[line.pk]}
        members = _members(line.facts, line.taken_from.facts if line.taken_from else {}, sources)
        standing.append(Standing(line.uid, line.section.key, at[line.section_id], cites, members - set(cites), line))
    standing.sort(key=lambda one: one.record.status != Status.CONFIRMED)
    return Placing(synthesis, lang, standing)


def _drafted(made: Placing, wanted: Sequence[Standing]) -> dict[str, Place]:
    synthesis = made.work
    assert isinstance(synthesis, Synthesis)
    titles = Titles(synthesis, made.lang)
    said = _words(synthesis, made.lang, [line.record for line in wanted])
    found = {}
    for one in wanted:
        number, title, _official = titles.of(one.record.section)
        found[one.uid] = Place(
            uid=one.uid,
            section=one.section,
            number=number,
            title=title,
            line=one.line,
            said=said[one.record.pk],
            url=url_of(synthesis, f"line-{one.uid}"),
            is_written=one.record.status == Status.CONFIRMED,
            citations=tuple(one.cites.values()),
        )
    return found


def _words(synthesis: Synthesis, lang: str, lines: Sequence[Line]) -> dict[int, Label]:
    """What each line says: a person's words with their counts asked now, else who carries what software suggests."""
    renditions: dict[int, dict[str, LineRendition]] = defaultdict(dict)
    for one in LineRendition.objects.filter(line__in=lines):
        renditions[one.line_id][one.lang] = one
    documents = {s.number: s.document for s in synthesis.sources.select_related("document", "document__contributor")}
    live = {number for number, document in documents.items() if not document.is_withdrawn}
    states = compacts.states_by_code()
    bases = _bases([d for d in documents.values() if not d.is_withdrawn], lines, renditions)
    found = {}
    for line in lines:
        written = renditions[line.pk]
        original = next((r for r in written.values() if r.is_original), None)
        if original is not None and line.status == Status.CONFIRMED:
            chosen = written.get(lang, original)
            text = counts.render(chosen.text, chosen.lang, bases.get(line.pk, counts.Basis(())))
            found[line.pk] = Label(text, chosen.lang)
        else:
            found[line.pk] = Label(_lead(line, live, states), lang)
    return found


def _bases(
    documents: Sequence[Any], lines: Sequence[Line], renditions: Mapping[int, Mapping[str, LineRendition]]
) -> dict[int, counts.Basis]:
    """What the counts in these lines' sentences count; nothing is asked where no sentence counts."""
    texts = {pk: [r.text for r in said.values()] for pk, said in renditions.items()}
    counting = [line for line in lines if any("{" in text for text in texts.get(line.pk, ()))]
    if not counting:
        return {}
    rows = Citation.objects.filter(line__in=counting, passage__rendition__document__in=documents)
    pairs = list(rows.values_list("line", "passage"))
    contributors = contributors_of(documents)
    reads = {r.pk: r for r in evidence.readings(documents, among={passage for _, passage in pairs})}
    every = [text for told in texts.values() for text in told]
    everything = everything_said(documents, contributors) if counts.asks_everything(every) else counts.NOTHING
    cited: dict[int, list[counts.Fact]] = defaultdict(list)
    for line, passage in pairs:
        cited[line].append(counts.fact_of(reads[passage], contributors))
    return {line.pk: counts.Basis(cited[line.pk], everything) for line in counting}


def _lead(line: Line, live: Collection[int], states: Mapping[str, Any]) -> str:
    members = [m for m in line.facts.get("members", ()) if m["source"] in live]
    groups = {m["speaker"] for m in members if m["speaker"] not in ("", "none")}
    codes = dict.fromkeys(code for m in members for code in m["countries"])
    return wording.lead(
        line.act,
        documents=len({m["source"] for m in members}),
        groups=len(groups),
        tongues=len({m["lang"] for m in members if m["lang"] != "und"}),
        states=[spoken.country(code, states) for code in codes],
    )


# ---- A release.


def _of_release(release: Release, lang: str, sources: Collection[int]) -> Placing:
    """As it was frozen; which passages say the same follows from the lines it was made of."""
    told = Release.objects.filter(pk=release.pk).values_list(f"content__{lang}__sections", flat=True).get() or []
    content = {section["key"]: section for section in told}
    uids = [line["uid"] for section in told for line in section["lines"]]
    facts = {
        uid: _members(own, former or {}, sources)
        for uid, own, former in Line.objects.filter(uid__in=uids).values_list("uid", "facts", "taken_from__facts")
    }
    cites: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    rows = ReleaseCitation.objects.filter(release=release).order_by("section", "line", "number")
    for section, line, passage, number in rows.values_list("section", "line", "passage__uid", "number"):
        cites[section, line][passage] = number
    standing = []
    for section in told:
        for place, line in enumerate(section["lines"], start=1):
            own = cites[section["key"], place]
            members = facts.get(line["uid"], frozenset()) - set(own)
            standing.append(Standing(line["uid"], section["key"], place, own, members, line))
    return Placing(release, lang, standing, content)


def _released(made: Placing, wanted: Sequence[Standing]) -> dict[str, Place]:
    found = {}
    for one in wanted:
        section, line = made.content[one.section], one.record
        said = Label(line["text"], line["text_lang"]) if line["text"] else Label(line["lead"], made.lang)
        found[one.uid] = Place(
            uid=one.uid,
            section=one.section,
            number=section["number"],
            title=Label(section["title"]["text"], section["title"]["lang"]),
            line=one.line,
            said=said,
            url=url_of(made.work, f"line-{one.uid}"),
            is_written=True,
            citations=tuple(one.cites.values()),
        )
    return found


def _members(own: Mapping[str, Any], former: Mapping[str, Any], sources: Collection[int]) -> frozenset[str]:
    """Passages of these sources that say the same as a line, or as the suggestion it was written from."""
    said = (*own.get("members", ()), *former.get("members", ()))
    return frozenset(m["passage"] for m in said if m["source"] in sources)


def _label(words: Mapping[str, str], lang: str) -> Label:
    said = Words(words)
    return Label(said.in_(lang), said.lang_for(lang))
