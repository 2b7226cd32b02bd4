"""What comes after what in the Word file, as markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mithaq.exchange.bidi import isolate
from mithaq.exchange.formats.word import numbering
from mithaq.exchange.formats.word.markup import Bookmarks, Markup, attribute, name
from mithaq.exchange.formats.word.styles import SHADES
from mithaq.exchange.manuscript import Grid, Manuscript, Mark, Part, Proof, Reference, Statement, Text, Voice

_PANEL_OF_NUMBERS, _PANEL_OF_NAMES = 12, 7
_TEXT_WIDTH = 8277  # twentieths of a point between the margins
_ROW_HEAD = 2900
_FIGURES_A_ROW = 3
_CELLS = ("Cell", "Cell", "Cell", "Cell", "CellHead")  # the darkest shade is bold too
_WRITTEN = {"rtl": "WrittenRight", "ltr": "WrittenLeft"}
_FRONT = {"rtl": "FrontRight", "ltr": "FrontLeft"}
_FRONT_LABEL = 2300
_QUOTATIONS = {"rtl": "QuotationRight", "ltr": "QuotationLeft"}


class Body:
    """Writes a manuscript top to bottom; every method gives markup."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.m = manuscript
        self.words = manuscript.words
        self.write = Markup(manuscript.lang)
        self.bookmarks = Bookmarks()
        self.numbering = numbering.of(manuscript.parts)

    def paragraphs(self) -> str:
        return "".join(self._all())

    def _all(self) -> Iterator[str]:
        yield from self.cover()
        yield from self.contents()
        yield self.heading(1, self.words["method"], "method")
        yield from (self.paragraph("Normal", sentence) for sentence in self.m.method)
        yield from self.refused()
        yield self.heading(1, self.words["parts"], "parts")
        for part in self.m.parts:
            yield from self.part(part)
        if not self.m.parts:
            yield self.paragraph("Normal", self.words["no_parts"])
        if self.m.grids:
            yield self.heading(1, self.words["grids"], "grids")
            for grid in self.m.grids:
                yield from self.grid(grid)
        yield self.heading(1, self.words["sources"], "sources")
        yield self.paragraph("Facts", self.words["sources_note"])
        for source in self.m.references:
            yield from self.source(source)
        if not self.m.references:
            yield self.paragraph("Normal", self.words["no_sources"])
        yield self.heading(1, self.words["proofs"], "proofs")
        yield self.paragraph("Facts", self.words["proofs_note"])
        for proof in self.m.proofs:
            yield from self.proof(proof)

    # ---- Pieces.

    def paragraph(self, style: str, text: str) -> str:
        return self.write.paragraph(style, self.write.runs(text))

    def heading(self, level: int, text: str, anchor: str) -> str:
        return self.write.paragraph(f"Heading{level}", self.bookmarks.around(anchor, self.write.runs(text)))

    def numbered(self, number: str, title: Text) -> str:
        """The number, a tab, the title: the tab falls on the style's hanging indent."""
        runs = self.write.own(title)
        return self.write.runs(isolate(number), "Number") + self.write.tab() + runs if number else runs

    def marks(self, marks: Sequence[Mark]) -> str:
        return "".join(map(self.write.mark, marks))

    # ---- Before the text.

    def cover(self) -> Iterator[str]:
        yield self.write.paragraph("Institution", self.write.own(self.m.institution))
        yield self.paragraph("Title", self.m.title)
        if self.m.subtitle:
            yield self.paragraph("Subtitle", self.m.subtitle)
        status = self.write.runs(f"\u00a0{self.m.mark.label}\u00a0", f"Mark{self.m.mark.kind}")
        style = "AdoptedNote" if self.m.mark.kind == "adopted" else "StatusNote"
        yield self.write.paragraph(style, status + self.write.runs(f"\u00a0 {self.m.status_note}"))
        yield from (self.paragraph(style, note) for note in self.m.notes)
        if self.m.front:
            yield self.paragraph("Quiet", "")
            yield self.front()
        elif self.m.figures:  # as on the printed page: beside what was adopted they would run over the cover
            yield self.paragraph("Quiet", self.words["figures"])
            yield self.figures()
        yield self.paragraph("Made", self.m.made)

    def front(self) -> str:
        """What was adopted, a row a fact; its address leads out of the file."""
        widths, rows = [_FRONT_LABEL, _TEXT_WIDTH - _FRONT_LABEL], []
        for fact in self.m.front:
            runs = self.write.runs(fact.value.text) if fact.value.lang == self.m.lang else self.write.own(fact.value)
            value = self.write.out(fact.url, runs) if fact.url else runs
            label = self.cell(widths[0], self.paragraph("FrontLabel", fact.label))
            rows.append(_row(label + self.cell(widths[1], self.write.paragraph(_FRONT[fact.value.dir], value))))
        return self.table(self.words["front"], widths, rows)

    def figures(self) -> str:
        width = _TEXT_WIDTH // _FIGURES_A_ROW
        rows = []
        for start in range(0, len(self.m.figures), _FIGURES_A_ROW):
            row = list(self.m.figures[start : start + _FIGURES_A_ROW])
            row += [("", "")] * (_FIGURES_A_ROW - len(row))
            rows.append(
                "".join(
                    self.cell(width, self.paragraph("FigureValue", value) + self.paragraph("FigureLabel", label))
                    for label, value in row
                )
            )
        return self.table(self.words["figures"], [width] * _FIGURES_A_ROW, [_row(cells) for cells in rows])

    def contents(self) -> Iterator[str]:
        """A real contents field, filled and linked; each page number is a field, which is asked when the file opens."""
        yield self.paragraph("ContentsTitle", self.words["contents"])
        entries = list(self.entries())
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for at, (level, anchor, runs) in enumerate(entries):
            first, last = begin if at == 0 else "", end if at == len(entries) - 1 else ""
            place = self.write.tab() + self.write.field(f"PAGEREF {name(anchor)} \\h", "")
            yield self.write.paragraph(f"TOC{level}", first + self.write.link(anchor, runs + place) + last)

    def entries(self) -> Iterator[tuple[int, str, str]]:
        yield 1, "method", self.write.runs(self.words["method"])
        if self.m.refused:
            yield 2, "refused", self.write.runs(self.words["refused"])
        yield 1, "parts", self.write.runs(self.words["parts"])
        yield from ((2, part.anchor, self.numbered(part.number, part.title)) for part in self.m.parts)
        if self.m.grids:
            yield 1, "grids", self.write.runs(self.words["grids"])
            yield from ((2, grid.anchor, self.write.runs(grid.title)) for grid in self.m.grids)
        yield 1, "sources", self.write.runs(self.words["sources"])
        yield 1, "proofs", self.write.runs(self.words["proofs"])

    def refused(self) -> Iterator[str]:
        if self.m.refused:
            yield self.heading(2, self.words["refused"], "refused")
        for file_name, why in self.m.refused:
            yield self.paragraph("Quiet", file_name)
            yield self.paragraph("Normal", why)

    # ---- What was said.

    def part(self, part: Part) -> Iterator[str]:
        title = self.bookmarks.around(part.anchor, self.write.own(part.title))
        yield self.write.paragraph("Heading2", title, number=self.numbering.get(part.anchor, 0))
        facts = self.write.runs(part.facts) + self.marks(part.marks)
        if facts:
            yield self.write.paragraph("LeadFacts" if part.acts else "Facts", facts)
        if part.empty:
            yield self.paragraph("Normal", part.empty)
        for act in part.acts:
            yield self.paragraph("Heading3", act.label)
            for statement in act.statements:
                yield from self.statement(statement)
        if part.unused:
            yield self.paragraph("Quiet", self.words["unused"])
        for unused in part.unused:
            count = self.write.runs(isolate(unused.count)) + self.write.tab()
            yield self.write.paragraph("Unused", count + self.write.runs(unused.reason))

    def statement(self, statement: Statement) -> Iterator[str]:
        if statement.words:
            yield from self.written(statement, statement.words)
        else:
            cited = "".join(map(self.write.citation, statement.citations))
            yield self.write.paragraph("Lead", self.write.runs(statement.lead) + cited + self.marks(statement.marks))
        yield self.write.paragraph("LeadFacts", self.write.runs(statement.facts))
        for voice in statement.voices:
            yield from self.voice(voice)

    def written(self, statement: Statement, words: Text) -> Iterator[str]:
        """A person's words in their own direction, with their citations; then who carries them, and what is stale."""
        own = self.bookmarks.around(statement.anchor, self.write.own(words))
        inside = Markup(self.m.lang, rtl=words.dir == "rtl")
        cited = "".join(map(inside.citation, statement.citations))
        yield self.write.paragraph(_WRITTEN[words.dir], own + cited)
        yield self.write.paragraph("LeadFacts", self.write.runs(statement.lead) + self.marks(statement.marks))

    def voice(self, voice: Voice) -> Iterator[str]:
        yield self.write.paragraph(_QUOTATIONS[voice.words.dir], self.write.own(voice.words))
        credit = self.write.runs(voice.credit) + self.write.citation(voice.number) + self.marks(voice.marks)
        yield self.write.paragraph("Credit", credit)

    # ---- Figures, sources, evidence.

    def grid(self, grid: Grid) -> Iterator[str]:
        yield self.heading(2, grid.title, grid.anchor)
        marks = self.marks(grid.marks)
        yield self.write.paragraph("LeadFacts", self.write.runs(" ".join(grid.notes)) + marks)
        width = _PANEL_OF_NUMBERS if all(column.source for column in grid.columns) else _PANEL_OF_NAMES
        for panel in grid.panels(width):
            yield self.panel(panel)
            yield self.paragraph("Facts", "")

    def panel(self, grid: Grid) -> str:
        each = (_TEXT_WIDTH - _ROW_HEAD) // max(len(grid.columns), 1)
        head = self.cell(_ROW_HEAD, self.write.paragraph("RowHead", self.write.runs(grid.corner))) + "".join(
            self.cell(each, self.write.paragraph("CellHead", self.column(column.source, column.head)))
            for column in grid.columns
        )
        rows = [_row(head, head=True)]
        for label, values, shades in zip(grid.rows, grid.cells, grid.shades, strict=True):
            cells = self.cell(_ROW_HEAD, self.write.paragraph("RowHead", self.write.own(label)))
            cells += "".join(
                self.cell(each, self.paragraph(_CELLS[shade], value), SHADES[shade])
                for value, shade in zip(values, shades, strict=True)
            )
            rows.append(_row(cells))
        last = self.cell(_ROW_HEAD, self.paragraph("RowHead", grid.denominator_label))
        rows.append(_row(last + "".join(self.cell(each, self.paragraph("CellHead", n)) for n in grid.denominators)))
        return self.table(grid.title, [_ROW_HEAD] + [each] * len(grid.columns), rows, " ".join(grid.notes))

    def column(self, source: int, head: Text) -> str:
        runs = self.write.own(head)
        return self.write.link(f"source-{source}", runs) if source else runs

    def source(self, source: Reference) -> Iterator[str]:
        number = self.bookmarks.around(f"source-{source.number}", self.write.runs(isolate(source.number), "Number"))
        title = self.write.tab() + self.write.own(source.title) + self.marks(source.marks)
        yield self.write.paragraph("Source", number + title)
        for line in (
            " · ".join(filter(None, (isolate(source.file_name), source.facts))),
            " · ".join(filter(None, (source.origin, source.licence))),
            isolate(f"SHA-256 {source.digest}"),
        ):
            yield self.paragraph("SourceFacts", line)

    def proof(self, proof: Proof) -> Iterator[str]:
        number = self.write.runs(isolate(f"[{proof.number}]"), "Number")
        head = self.bookmarks.around(f"proof-{proof.number}", number)
        yield self.write.paragraph("Proof", head + self.write.runs(f"\u00a0 {proof.speaker}") + self.marks(proof.marks))
        yield self.write.paragraph(_QUOTATIONS[proof.words.dir], self.write.own(proof.words))
        place = self.write.link(f"source-{proof.source}", self.write.runs(proof.place))
        yield self.write.paragraph("ProofFacts", place)
        if proof.headings.text:
            yield self.write.paragraph("ProofFacts", self.write.own(proof.headings))
        links = "".join(
            self.write.runs(" ") + self.write.link(anchor, self.write.runs(isolate(shown), "Number"))
            for anchor, shown in proof.parts
        )
        yield self.write.paragraph("ProofFacts", self.write.runs(self.words["back"]) + links)

    # ---- Tables.

    def table(self, title: str, widths: Sequence[int], rows: Sequence[str], description: str = "") -> str:
        mirrored = "<w:bidiVisual/>" if self.m.dir == "rtl" else ""
        told = f"<w:tblCaption w:val={attribute(title)}/>"
        told += f"<w:tblDescription w:val={attribute(description)}/>" if description else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Matrix"/>{mirrored}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:firstColumn="1" w:val="00A0"/>{told}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def cell(self, width: int, content: str, shade: str = "") -> str:
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
        room = f'<w:tcW w:w="{width}" w:type="dxa"/>{fill}<w:vAlign w:val="center"/>'
        return f"<w:tc><w:tcPr>{room}</w:tcPr>{content}</w:tc>"


def _row(cells: str, *, head: bool = False) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"
