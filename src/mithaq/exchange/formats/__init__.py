"""Every format a report goes out in. A new one is a module beside these and a line in `FORMATS`.

A format is a function from reports to bytes. Most write one file a language and get one report; the
language-independent ones get the same report in every language at once. What a reader sees is worded in
`mithaq.exchange.manuscript`, so a new format for readers begins with `compose(report)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mithaq.exchange.formats import evidence, matrix, page, pdf, word
from mithaq.synthesis.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    """`key` stands in addresses; `stem` and `extension` make the file name, with the language where it has one.

    `every_passage`: it needs the rows of `Report.evidence`, not only what is cited.
    """

    key: str
    media_type: str
    stem: str
    extension: str
    write: Callable[[Sequence[Report]], bytes]
    each_language: bool = True
    every_passage: bool = False

    def file_name(self, lang: str) -> str:
        return f"{self.stem}-{lang}.{self.extension}" if self.each_language else f"{self.stem}.{self.extension}"

    def files(self, reports: Sequence[Report]) -> Iterator[tuple[str, Sequence[Report]]]:
        """The files this format makes of the same report in several languages: name, and what goes into it."""
        if self.each_language:
            yield from ((self.file_name(report.lang), (report,)) for report in reports)
        elif reports:
            yield self.file_name(""), tuple(reports)


def _of_one(write: Callable[[Report], bytes]) -> Callable[[Sequence[Report]], bytes]:
    def write_the_only(reports: Sequence[Report]) -> bytes:
        (report,) = reports
        return write(report)

    return write_the_only


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: dict[str, Format] = {
    entry.key: entry
    for entry in (
        Format("html", "text/html; charset=utf-8", "report", "html", _of_one(page.write)),
        Format("pdf", "application/pdf", "report", "pdf", _of_one(pdf.write)),
        Format("docx", _WORD, "report", "docx", _of_one(word.write)),
        Format(
            "csv", "text/csv; charset=utf-8", "evidence", "csv", evidence.write, each_language=False, every_passage=True
        ),
        Format("xlsx", _EXCEL, "matrix", "xlsx", matrix.write, each_language=False),
    )
}
