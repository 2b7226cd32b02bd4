"""How the Word file looks: one table of styles, each with a Latin and an Arabic face, sizes and directions."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LOCALES = {"ar": "ar-SA", "en": "en-GB", "fr": "fr-FR"}

INK, QUIET, DEEP, OCHRE, HAIR, WASH = "1C1B19", "4F4C45", "0D5259", "7D4E00", "CFCABD", "F6F3EB"
SHADES = ("", "EEF3F3", "D3E2E3", "AECACC", "84AEB1")

# What Word takes where a typeface of the house is not installed.
_FACES = {
    "Noto Sans": ("Segoe UI", "020B0502040504020204", "swiss"),
    "Noto Sans Arabic": ("Segoe UI", "020B0502040504020204", "swiss"),
    "Amiri": ("Sakkal Majalla", "00000500000000000000", "roman"),
}
_READING, _INTERFACE = ("Noto Sans", "Amiri"), ("Noto Sans", "Noto Sans Arabic")


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style. Sizes are points (Latin, Arabic), room before and after too; `line` is in 240ths of
    the typeface's own line, by default what suits the typeface."""

    id: str
    name: str
    size: tuple[float, float]
    faces: tuple[str, str] = _READING
    colour: str = INK
    bold: bool = False
    before: float = 0
    after: float = 6
    line: int | None = None
    level: int | None = None
    keep: bool = False
    more: str = ""
    based_on: str = "Normal"
    next: str = "Normal"


# Amiri brings room between its lines along; Noto Sans needs some.
_LINE = {_READING: (268, 236), _INTERFACE: (264, 216)}

_TABS = '<w:tabs><w:tab w:val="right" w:pos="8277"/></w:tabs>'
_HANG = '<w:tabs><w:tab w:val="left" w:pos="624"/></w:tabs><w:ind w:left="624" w:hanging="624"/>'
_LISTED = (
    '<w:tabs><w:tab w:val="left" w:pos="624"/><w:tab w:val="right" w:pos="8277"/></w:tabs>'
    '<w:ind w:left="624" w:right="680" w:hanging="624"/>'
)
_RIGHT, _LEFT = "<w:bidi/>", '<w:bidi w:val="0"/>'
_CENTRED = '<w:jc w:val="center"/>'
_RULE_ABOVE = f'<w:pBdr><w:top w:val="single" w:sz="12" w:space="8" w:color="{DEEP}"/></w:pBdr>'
_OPENING = "<w:pageBreakBefore/>" + _RULE_ABOVE


def _bar(side: str, colour: str, fill: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:pBdr><w:{side} w:val="single" w:sz="18" w:space="8" w:color="{colour}"/></w:pBdr>{shade}'


_UI = _INTERFACE
PARAGRAPHS = (
    Look("Institution", "Institution", (11, 11.5), _UI, DEEP, bold=True, after=56),
    Look("Title", "Title", (26, 27), _UI, bold=True, after=10, more=_RULE_ABOVE),
    Look("Subtitle", "Subtitle", (13, 13.5), _UI, QUIET, after=24),
    Look("StatusNote", "Status note", (10, 13), after=0, more="NOTE"),
    Look("AdoptedNote", "Adopted note", (10, 13), after=0, more="ADOPTED"),
    Look("FigureValue", "Figure value", (18, 18), _UI, bold=True, before=4, after=0, line=240, keep=True),
    Look("FigureLabel", "Figure label", (8.5, 9), _UI, QUIET, after=8, line=240),
    Look("Made", "Made", (8.5, 9), _UI, QUIET, before=14),
    Look("ContentsTitle", "Contents title", (20, 21), _UI, bold=True, after=14, keep=True, more=_OPENING),
    Look("Heading1", "heading 1", (20, 21), _UI, bold=True, after=14, level=0, keep=True, more=_OPENING),
    Look("Heading2", "heading 2", (14, 14.5), _UI, bold=True, before=26, after=4, level=1, keep=True, more=_HANG),
    Look("Heading3", "heading 3", (10.5, 11), _UI, DEEP, bold=True, before=16, after=6, level=2, keep=True),
    Look("Quiet", "Small heading", (9, 9.5), _UI, QUIET, bold=True, before=14, after=3, keep=True),
    Look("TOC1", "toc 1", (10, 10.5), _UI, bold=True, before=10, after=2, more=_TABS),
    Look("TOC2", "toc 2", (9.5, 10), _UI, after=1, more=_LISTED),
    Look("FrontLabel", "Front label", (8.5, 9), _UI, QUIET, before=3, after=3, line=240, keep=True),
    Look("FrontRight", "Front fact from the right", (9.5, 10), _UI, before=3, after=3, line=240, more=_RIGHT),
    Look("FrontLeft", "Front fact from the left", (9.5, 10), _UI, before=3, after=3, line=240, more="FRONT"),
    Look("WrittenRight", "Written from the right", (10.5, 13.5), before=14, after=3, keep=True, more=_RIGHT),
    Look("WrittenLeft", "Written from the left", (10.5, 13.5), before=14, after=3, keep=True, more=_LEFT),
    Look("Lead", "Lead", (10.5, 13.5), bold=True, before=12, after=2, keep=True),
    Look("Facts", "Facts", (8.5, 9), _UI, QUIET, after=4),
    Look("LeadFacts", "Facts of a lead", (8.5, 9), _UI, QUIET, after=4, keep=True),
    Look("QuotationRight", "Quotation from the right", (10, 13), before=4, after=2, keep=True, more="RTL"),
    Look("QuotationLeft", "Quotation from the left", (10, 13), before=4, after=2, keep=True, more="LTR"),
    Look("Credit", "Credit", (8.5, 9), _UI, QUIET, after=8, more='<w:ind w:left="200"/>'),
    Look("Unused", "Not used", (9, 9.5), _UI, QUIET, after=2, more=_HANG),
    Look("Source", "Source", (10, 10.5), _UI, bold=True, before=12, after=1, keep=True, more=_HANG),
    Look("SourceFacts", "Source facts", (8.5, 9), _UI, QUIET, after=1, more='<w:ind w:left="624"/>'),
    Look("Proof", "Evidence", (9.5, 10), _UI, bold=True, before=14, after=2, keep=True),
    Look("ProofFacts", "Evidence facts", (8.5, 9), _UI, QUIET, after=1, more='<w:ind w:left="200"/>'),
    Look("Cell", "Cell", (7.5, 8), _UI, after=0, line=240, keep=True, more=_CENTRED),
    Look("CellHead", "Cell head", (7.5, 8), _UI, bold=True, after=0, line=240, keep=True, more=_CENTRED),
    Look("RowHead", "Row head", (7.5, 8), _UI, after=0, line=240, keep=True),
    Look("Header", "header", (8, 8.5), _UI, QUIET, after=0, line=240, more=_TABS, next="Header"),
    Look("Footer", "footer", (8, 8.5), _UI, QUIET, after=0, line=240, more=_TABS, next="Footer"),
)

_TINTS = {OCHRE: "F6EBD3", DEEP: "DCEBEC", QUIET: "ECE9E1"}
_CHARACTERS = {
    "Citation": f'<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{DEEP}"/>',
    "Number": f'<w:color w:val="{DEEP}"/>',
    "Markadopted": DEEP,
    "Markstale": OCHRE,
    "Markmissing": OCHRE,
    "Marksuggested": OCHRE,
    "Markconfirmed": DEEP,
    "Marksimulated": QUIET,
    "Markunofficial": QUIET,
}

# The order the schema wants inside w:pPr; Word repairs what is out of order, other readers drop it.
_ORDER = ("keepNext", "pageBreakBefore", "pBdr", "shd", "tabs", "bidi", "spacing", "ind", "jc", "outlineLvl")


def put(document: Docx, lang: str) -> None:
    """Replace the look of `document` by the house's, in the direction of `lang`."""
    sheet = document.styles.element
    rtl = lang == "ar"
    old = sheet.find(qn("w:docDefaults"))
    sheet.replace(old, parse_xml(_defaults(lang)))
    ours = [_normal(rtl), *(_paragraph(look, rtl) for look in PARAGRAPHS), *map(_character, _CHARACTERS), _grid(rtl)]
    kept = {"DefaultParagraphFont", "TableNormal", "NoList"}
    for style in sheet.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in kept:
            sheet.remove(style)
    for style in ours:
        sheet.append(parse_xml(style))
    _fonts(document)
    _settings(document, lang)


def _defaults(lang: str) -> str:
    latin = lang if lang != "ar" else "en"
    return (
        f"<w:docDefaults {_W}><w:rPrDefault><w:rPr>{_faces(_READING)}{_sizes((10, 13))}"
        f'<w:lang w:val="{LOCALES[latin]}" w:eastAsia="{LOCALES[latin]}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def _faces(faces: tuple[str, str]) -> str:
    latin, arabic = faces
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{latin}" w:cs="{arabic}"/>'


def _sizes(size: tuple[float, float]) -> str:
    return f'<w:sz w:val="{round(size[0] * 2)}"/><w:szCs w:val="{round(size[1] * 2)}"/>'


def _normal(rtl: bool) -> str:
    return (
        f'<w:style {_W} w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:widowControl/>{'<w:bidi/>' if rtl else ''}"
        f'<w:spacing w:after="120" w:line="{_LINE[_READING][rtl]}" w:lineRule="auto"/></w:pPr>'
        f'<w:rPr>{_faces(_READING)}<w:color w:val="{INK}"/>{_sizes((10, 13))}</w:rPr></w:style>'
    )


def _paragraph(look: Look, rtl: bool) -> str:
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    return (
        f'<w:style {_W} w:type="paragraph" w:styleId="{look.id}"><w:name w:val="{look.name}"/>'
        f'<w:basedOn w:val="{look.based_on}"/><w:next w:val="{look.next}"/><w:qFormat/>'
        f"<w:pPr>{''.join(_properties(look, rtl))}</w:pPr>"
        f'<w:rPr>{_faces(look.faces)}{bold}<w:color w:val="{look.colour}"/>{_sizes(look.size)}</w:rPr></w:style>'
    )


def _properties(look: Look, rtl: bool) -> list[str]:
    special = {
        "NOTE": _bar("right" if rtl else "left", OCHRE, WASH),
        "ADOPTED": _bar("right" if rtl else "left", DEEP, WASH),
        "RTL": _bar("right", HAIR) + '<w:bidi/><w:ind w:left="200"/>',
        "FRONT": _LEFT + ('<w:jc w:val="right"/>' if rtl else ""),
        "LTR": _bar("left", HAIR) + '<w:bidi w:val="0"/><w:ind w:left="200"/>',
    }
    room = (
        f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}" '
        f'w:line="{look.line or _LINE[look.faces][rtl or look.more in ("RTL", _RIGHT)]}" w:lineRule="auto"/>'
    )
    level = "" if look.level is None else f'<w:outlineLvl w:val="{look.level}"/>'
    parts = special.get(look.more, look.more) + room + level + ("<w:keepNext/>" if look.keep else "")
    elements = parse_xml(f"<w:pPr {_W}>{parts}</w:pPr>")
    ordered = sorted(elements, key=lambda element: _ORDER.index(element.tag.rsplit("}")[-1]))
    return [etree.tostring(element, encoding="unicode") for element in ordered]


def _character(style: str) -> str:
    look = _CHARACTERS[style]
    if not look.startswith("<"):
        look = (
            f'{_faces(_INTERFACE)}<w:b/><w:bCs/><w:color w:val="{look}"/>{_sizes((7.5, 8))}'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{_TINTS[look]}"/>'
        )
    return (
        f'<w:style {_W} w:type="character" w:styleId="{style}"><w:name w:val="{style}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
    )


def _grid(rtl: bool) -> str:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{HAIR}"'
    return (
        f'<w:style {_W} w:type="table" w:styleId="Matrix"><w:name w:val="Matrix"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
        '<w:tblCellMar><w:top w:w="12" w:type="dxa"/><w:left w:w="40" w:type="dxa"/>'
        '<w:bottom w:w="12" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _fonts(document: Docx) -> None:
    table = next(part for part in document.part.package.iter_parts() if str(part.partname) == "/word/fontTable.xml")
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="00"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for face, (other, panose, family) in _FACES.items()
    )
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    table._blob = f"{declaration}<w:fonts {_W}>{fonts}</w:fonts>".encode()


def _settings(document: Docx, lang: str) -> None:
    """Word 2013 layout (no "compatibility mode"), the languages it proofs in, and page numbers that fill on opening."""
    settings = document.settings.element
    for old in settings.findall(qn("w:updateFields")):
        settings.remove(old)
    for tag in ("w:compat", "w:themeFontLang"):
        for old in settings.findall(qn(tag)):
            settings.remove(old)
    latin = LOCALES[lang if lang != "ar" else "en"]
    mode = (
        f'<w:compat {_W}><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat>'
    )
    anchor = settings.find(qn("w:rsids"))
    tongue = parse_xml(f'<w:themeFontLang {_W} w:val="{latin}" w:bidi="ar-SA"/>')
    if anchor is None:
        settings.append(parse_xml(mode))
        settings.append(tongue)
        return
    anchor.addprevious(parse_xml(f'<w:updateFields {_W} w:val="true"/>'))
    anchor.addprevious(parse_xml(mode))
    after = settings.find(qn("w:clrSchemeMapping"))
    (after if after is not None else anchor).addprevious(tongue)
