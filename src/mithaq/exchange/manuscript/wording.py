"""The words of the house around a report, in the language that is active; numbers and dates by its habits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from mithaq.exchange.bidi import clean, isolate
from mithaq.exchange.manuscript.parts import Mark
from mithaq.foundation import habits
from mithaq.foundation.languages import comma
from mithaq.synthesis.report import Adoption, Label, Report

SEPARATOR = " · "
_SEMICOLON = {"ar": "؛ ", "fr": "\u00a0; "}


def headings() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "figures": _("Key figures"),
        "method": _("How this was made"),
        "parts": _("What was said"),
        "unused": _("Not used, and why"),
        "grids": _("In figures"),
        "sources": _("Sources"),
        "sources_note": _("Each document is known by the SHA-256 digest of its original file."),
        "proofs": _("Evidence cited"),
        "proofs_note": _("Every cited passage, word for word, and where it stands in its original."),
        "refused": _("Files that could not be read"),
        "page": _("Page"),
        "front": _("What was adopted"),
        "of_pages": _("Page %(page)s of %(pages)s"),
        "no_parts": _("No section was asked for."),
        "no_sources": _("No document was read."),
        "back": _("Cited under"),
        "skip": _("Go to what was said"),
        "citation": _("Evidence %(number)s"),
        "undrawable": _(
            "A character that the typefaces of this file do not have is shown as �; evidence.csv keeps it."
        ),
    }


def status(kind: str) -> Mark:
    labels = {
        "suggested": pgettext("status: proposed by the machine, confirmed by no person", "suggested"),
        "confirmed": pgettext("status: a person has confirmed it", "confirmed"),
    }
    return Mark(kind, labels[kind])


def adopted() -> Mark:
    return Mark("adopted", pgettext("status: what an institution has adopted", "adopted"))


def renditions() -> dict[str, Mark]:
    """How the words of a line stand to their original, where that must be known."""
    return {
        "stale": Mark("stale", _("older translation: the original was changed since")),
        "missing": Mark("missing", _("not translated yet: in its original language")),
    }


def line_columns() -> tuple[str, ...]:
    """The head of the sheet of lines."""
    return (
        _("Section"),
        _("Title of the section"),
        _("Kind of statement"),
        _("Line"),
        _("Translation"),
        _("Citations"),
        _("Key of the line"),
    )


def front(adoption: Adoption, lang: str) -> tuple[tuple[str, Label, str], ...]:
    """The facts in front of a release: label, value, address. What machines read runs from left to right."""
    ours = (
        (_("Release"), Label(number(adoption.number, lang), lang), ""),
        (_("Adopted by"), _cleaned(adoption.adopted_by), ""),
        (_("Adopted on"), Label(day(adoption.adopted_on, lang), lang), ""),
        (_("Permanent address"), Label(adoption.address, "en"), adoption.address),
        (_("How to cite it"), Label(adoption.citation, lang), ""),
        (_("Digest (SHA-256)"), Label(adoption.digest, "en"), ""),
        (_("Note"), _cleaned(adoption.note), ""),
    )
    return tuple(fact for fact in ours if fact[1].text)


def _cleaned(label: Label) -> Label:
    return Label(clean(label.text), label.lang)


def simulated() -> Mark:
    return Mark("simulated", pgettext("a document made up for demonstration", "simulated"))


def unofficial() -> Mark:
    return Mark("unofficial", _("unofficial translation"))


def number(value: int, lang: str) -> str:
    return habits.number(value, lang)


def day(at: date, lang: str) -> str:
    return habits.day(at, lang)


def listed(items: Iterable[str], lang: str) -> str:
    return comma(lang).join(part for part in map(isolate, items) if part)


def languages(codes: Iterable[str], lang: str) -> str:
    names = Locale(lang).languages
    return listed((names.get(code, code) for code in codes), lang)


def fact(label: str, value: str) -> str:
    """ "Documents: 3", or nothing where there is no value."""
    return _("%(label)s: %(value)s") % {"label": label, "value": value} if value else ""


def joined(parts: Iterable[str]) -> str:
    return SEPARATOR.join(part for part in parts if part)


def document(source: int) -> str:
    return _("document %(number)s") % {"number": isolate(source)}


def place(page: int, start: int, end: int) -> str:
    """Where a passage stands in its original; offsets are plain digits, to be searched for."""
    span = _("characters %(start)s to %(end)s") % {"start": isolate(start), "end": isolate(end)}
    return joined((leaf(page), span))


def leaf(page: int) -> str:
    return _("page %(page)s") % {"page": isolate(page)} if page else ""


def made(at: datetime, version: str, digest: str, lang: str) -> str:
    return joined(
        (
            day(at, lang),
            _("Mithaq %(version)s") % {"version": isolate(version)} if version else "",
            _("digest of the report %(digest)s") % {"digest": isolate(digest[:16])} if digest else "",
        )
    )


def simulated_note(numbers: Iterable[int], lang: str) -> str:
    return _("Made up for demonstration, and no statement of anyone: documents %(numbers)s.") % {
        "numbers": listed(map(str, numbers), lang)
    }


def unofficial_note() -> str:
    return _("Titles marked as unofficial are translations of this software, not the text of the compact.")


def empty_part(passages: int) -> str:
    if passages:
        return _("Passages were read here, and none of them supports a line.")
    return _("Nothing that was read speaks of this.")


def silent() -> str:
    return _("Sections without a line")


def silent_ones(sections: Sequence[tuple[str, int]], lang: str) -> str:
    """Each by its title, with how many passages were read for it; a section nothing was found for says so."""
    told = [
        ngettext("%(title)s (%(n)s passage read)", "%(title)s (%(n)s passages read)", read)
        % {"title": isolate(title), "n": number(read, lang)}
        if read
        else _("%(title)s (nothing was found)") % {"title": isolate(title)}
        for title, read in sections
    ]
    return _("No line stands on: %(sections)s.") % {"sections": _SEMICOLON.get(lang, "; ").join(told)}


def corner() -> str:
    return _("Objective")


def passages_read() -> str:
    return _("Passages read")


def counts_are_suggested(report: Report) -> bool:
    """Lines may all be written by persons: what is counted in the matrices are still the codes of every passage."""
    return report.status == "suggested" or any(line.text for section in report.sections for line in section.lines)


def read_me() -> str:
    return _("Read first")


def counted_notes(*, suggested: bool) -> tuple[str, ...]:
    """What the counts of a workbook are, for who opens it without the report."""
    return (
        _("A cell counts what its column holds on the objective of its row; one passage may be on several."),
        _("The last row is what the counts of a column are out of: without it a count says nothing."),
        *grid_notes(suggested=suggested, by_number=False, note=""),
    )


def grid_notes(*, suggested: bool, by_number: bool, note: str) -> tuple[str, ...]:
    return tuple(
        sentence
        for sentence in (
            clean(note),
            _("Suggested by the software; no person has confirmed these counts.") if suggested else "",
            _("Columns carry the numbers of the list of sources.") if by_number else "",
            _("0 means read and nothing found; a dash means unknown."),
            _("Shades show a cell's part of the last row of its column: above 0, from 5, 10 and 20 percent."),
        )
        if sentence
    )
