"""Numbers of headings as Word counts them: a part keeps the number of its objective, whatever stands before it.

One list definition, and a list of its own for each numbered part, which begins at the part's number: so the number is
Word's own (it stands in its contents, its navigation and its cross-references) and still the one of the compact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from mithaq.exchange.formats.word.markup import NAMESPACES
from mithaq.exchange.formats.word.styles import DEEP
from mithaq.exchange.manuscript import Part

_DEFINITION = 900
_FIRST = 901


def of(parts: Sequence[Part]) -> Mapping[str, int]:
    """The list of each part that has a whole number, by its anchor."""
    numbered = [part for part in parts if part.number.isdecimal()]
    return {part.anchor: _FIRST + at for at, part in enumerate(numbered)}


def put(document: Docx, parts: Sequence[Part]) -> None:
    """Define the lists; the order of the schema is definitions first, lists after."""
    sheet = document.part.numbering_part.element
    for old in list(sheet):
        sheet.remove(old)
    sheet.append(parse_xml(_definition()))
    lists = of(parts)
    for part in parts:
        if part.anchor in lists:
            sheet.append(parse_xml(_list(lists[part.anchor], int(part.number))))
    assert sheet[0].tag == qn("w:abstractNum")


def _definition() -> str:
    return (
        f'<w:abstractNum {NAMESPACES} w:abstractNumId="{_DEFINITION}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="tab"/>'
        '<w:lvlText w:val="%1"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="624" w:hanging="624"/></w:pPr>'
        f'<w:rPr><w:color w:val="{DEEP}"/></w:rPr></w:lvl></w:abstractNum>'
    )


def _list(number: int, start: int) -> str:
    return (
        f'<w:num {NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="{_DEFINITION}"/>'
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
    )
