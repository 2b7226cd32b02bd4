"""A report as its page shows it: lines under the act they perform, each quotation beside the document it is from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mithaq.synthesis import wording
from mithaq.synthesis.report import Line, Quote, Report, Section, Source


@dataclass(frozen=True, slots=True)
class Cited:
    """`key` makes the id of its pop-over the only one of its kind, since a passage may be cited twice."""

    quote: Quote
    source: Source
    key: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    line: Line
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    section: Section
    groups: tuple[tuple[str, tuple[ShownLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """The sections that hold no line, told in one place: `read` of them had passages, `nothing` had none."""

    sections: tuple[Section, ...]

    @property
    def read(self) -> int:
        return sum(1 for section in self.sections if section.passages)

    @property
    def nothing(self) -> int:
        return len(self.sections) - self.read


def sections(report: Report) -> tuple[ShownSection, ...]:
    """Those that hold a line, and last what fits no section; the others are `silent`."""
    sources = {source.number: source for source in report.sources}
    held = (section for section in report.sections if not _is_silent(section))
    return tuple(ShownSection(section, tuple(_grouped(section, sources))) for section in held)


def silent(report: Report) -> Silent:
    return Silent(tuple(section for section in report.sections if _is_silent(section)))


def _is_silent(section: Section) -> bool:
    return not section.lines and section.key != "unused"


def _grouped(section: Section, sources: Mapping[int, Source]) -> Iterable[tuple[str, tuple[ShownLine, ...]]]:
    """What persons wrote, in their order; then acts in the order of their first line, each with its lines as they come.

    Where nothing is suggested beside it, what persons wrote needs no heading ("").
    """
    alone = all(line.text for line in section.lines)
    groups: dict[str, list[ShownLine]] = {}
    for place, line in enumerate(section.lines, start=1):
        cited = tuple(Cited(q, sources[q.source], f"{section.key}-{place}-") for q in line.quotes)
        label = line.act_label if not line.text else "" if alone else wording.written_title()
        groups.setdefault(label, []).append(ShownLine(line, cited))
    return ((label, tuple(lines)) for label, lines in groups.items())
