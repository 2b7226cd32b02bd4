"""Keys of this room as people read them. Whole sentences; what comes from a file stands in bidi isolates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from mithaq.evidence.models import Rendition
from mithaq.foundation import habits, languages, minute

KINDS: Mapping[str, Promise] = {
    "pdf": _("a PDF file"),
    "docx": _("a Word file"),
    "html": _("a web page"),
    "text": _("a text file"),
    "doc": _("a Word file of the old kind (.doc)"),
    "xlsx": _("an Excel file"),
    "pptx": _("a PowerPoint file"),
    "zip": _("a compressed folder"),
    **dict.fromkeys(("png", "jpeg", "gif", "bmp", "tiff"), _("a picture")),
    "binary": _("data without text"),
}

REFUSALS: Mapping[str, Promise] = {
    "empty": _("“%(name)s” was not deposited: it is empty."),
    "too-large": _("“%(name)s” was not deposited: it has %(bytes)s MB, and %(limit)s MB is the most that is read."),
    "too-many-pages": _(
        "“%(name)s” was not deposited: it has %(pages)s pages, and %(limit)s is the most that is read."
    ),
    "encrypted": _("“%(name)s” was not deposited: it is protected by a password. Save it without one and try again."),
    "damaged": _("“%(name)s” was not deposited: the file is damaged or incomplete. Ask its sender for a sound copy."),
    "no-text-layer": _(
        "“%(name)s” was not deposited: its %(pages)s pages are scanned pictures without text. "
        "Deposit the text itself, or "
        "a copy with recognised text."
    ),
    "reversed": _(
        "“%(name)s” was not deposited: its Arabic is stored back to front (%(words)s words). Export it anew from the "
        "program it was written in."
    ),
    "garbled": _(
        "“%(name)s” was not deposited: %(share)s%% of its letters form no language, because its font "
        "says nothing about "
        "them. Export it anew with embedded fonts."
    ),
    "bomb": _("“%(name)s” was not deposited: it unpacks to more than %(limit)s MB, far beyond its size."),
    "wrong-extension": _(
        "“%(name)s” was not deposited: its name ends in “%(said)s”, but it is %(found)s. Give it its "
        "right name and try again."
    ),
    "unknown-kind": _(
        "“%(name)s” was not deposited: %(found)s cannot be read here. PDF, Word (.docx), web pages and plain text can."
    ),
    "unknown-encoding": _(
        "“%(name)s” was not deposited: the encoding of its letters cannot be told (tried: %(tried)s). Save it as UTF-8."
    ),
    "other-language": _(
        "“%(name)s” was not deposited: it is written in %(found)s. Arabic, English and French are read."
    ),
    "too-many-uploads": _(
        "“%(name)s” cannot be sent now: %(most)s files are under way already, or too much of them. Finish those, or "
        "take some away."
    ),
    "changed-on-the-way": _(
        "“%(name)s” was not deposited: what arrived is not what was sent. Perhaps the file changed meanwhile; send "
        "it again."
    ),
    "same-file": _("“%(name)s” is the file the document has already; nothing has changed."),
    "another-document": _("“%(name)s” is here already, as another document: %(title)s. Nothing has changed."),
    "language-of-original": _("A translation is in another language than its original."),
    "no-translator": _("Say who translated it."),
    "no-translation": _("There is no text in the translation."),
    "too-long": _("A translation has at most %(most)s letters."),
}


def refusal(cause: str, facts: Mapping[str, Any]) -> str:
    """One sentence in the reader's language: which file, and why it was not deposited."""
    said = {**_FACTS, **_SPECIAL.get(cause, {})}
    told = {key: said.get(key, str)(value) for key, value in facts.items()}
    return str(REFUSALS[cause]) % {**_UNTOLD, **told}


_OWN_WAY = {("ar", "en"): "الإنكليزية"}  # as the United Nations write it, and as every other page here does


def language(code: str) -> str:
    """The name of any language, in the reader's."""
    here = languages.current()
    return _OWN_WAY.get((here, code)) or Locale(here).languages.get(code, code)


def isolated(value: Any) -> str:
    """A name or a number of another direction, kept from pulling its neighbours round."""
    return minute.isolate(value)


def listed(parts: Sequence[str]) -> str:
    """`a, b and c`, as the reader's language joins them."""
    return format_list(list(parts), locale=_JOINING[languages.current()]) if parts else ""


_JOINING = {"ar": "ar", "en": "en_GB", "fr": "fr"}


def _megabytes(value: Any) -> str:
    amount = round(float(value) / (1024 * 1024), 1)
    return _number(int(amount) if amount == int(amount) else amount)


def _number(value: Any) -> str:
    return habits.number(value)


def _kind(value: Any) -> str:
    return str(KINDS[value]) if value in KINDS else str(_("a file of the kind “%(kind)s”")) % {"kind": isolated(value)}


def _list(value: Any) -> str:
    return isolated(", ".join(map(str, value)) if isinstance(value, list | tuple) else value)


_FACTS: Mapping[str, Callable[[Any], str]] = {
    "name": isolated,
    "title": isolated,
    "most": lambda value: _number(value),
    "said": isolated,
    "found": _kind,
    "tried": _list,
    "bytes": _megabytes,
    "limit": _megabytes,
    "pages": _number,
    "words": _number,
    "share": lambda share: _number(round(100 * float(share))),
}
_SPECIAL: Mapping[str, Mapping[str, Callable[[Any], str]]] = {
    "too-many-pages": {"limit": _number},
    "other-language": {"found": lambda code: language(str(code))},
}
_UNTOLD = dict.fromkeys(_FACTS, "?")

ACTS: Mapping[str, Promise] = {
    "recommendation": _("recommendation"),
    "commitment": _("commitment"),
    "practice": _("practice"),
    "challenge": _("challenge"),
    "question": _("question"),
    "process": _("procedure"),
    "fact": _("fact"),
}

BLOCKS: Mapping[str, Promise] = {
    "heading": _("heading"),
    "paragraph": _("paragraph"),
    "bullet": _("list item"),
    "table": _("table"),
    "question": _("question"),
    "contents": _("table of contents"),
    "boilerplate": _("repeated line of the page"),
}

SPEAKERS: Mapping[str, Promise] = {
    "migrants": _("migrants"),
    "civil_society": _("civil society"),
    "diaspora": _("diaspora"),
    "faith": _("faith-based organisations"),
    "local_authority": _("local authorities"),
    "private_sector": _("private sector"),
    "employers": _("employers"),
    "trade_union": _("trade unions"),
    "parliament": _("parliaments"),
    "nhri": _("national human rights institutions"),
    "red_cross": _("Red Cross and Red Crescent"),
    "academia": _("academia"),
    "media": _("media"),
    "un": _("United Nations"),
    "state": pgettext_lazy("a kind of speaker", "States"),
    "regional_org": _("regional organisations"),
    "other": pgettext_lazy("a kind of speaker", "others"),
    "none": _("no speaker could be told"),
}


def act(key: str) -> str:
    return str(ACTS.get(key, key))


def speaker(key: str) -> str:
    return str(SPEAKERS.get(key, key))


def voice(key: str, name: str = "") -> str:
    """Who speaks, by kind, in the reader's language; of another kind, as the passage calls them; nobody: nothing."""
    if key in ("", "none"):
        return ""
    return name if key == "other" and name else speaker(key)


def block(key: str) -> str:
    return str(BLOCKS.get(key, key))


def country(code: str, names: Mapping[str, Any]) -> str:
    """A State by its two-letter code: as the compact's tables name it, else as the locale does."""
    known = names.get(code)
    return str(known.name) if known else Locale(languages.current()).territories.get(code, code)


def deposited(count: int) -> str:
    return ngettext("%(count)s document was deposited.", "%(count)s documents were deposited.", count) % {
        "count": _number(count)
    }


def already_there(name: str) -> str:
    return str(_("“%(name)s” was here already; nothing has changed.")) % {"name": isolated(name)}


MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "application/octet-stream",
    "text": "application/octet-stream",
}

FAULTS: Mapping[str, Promise] = {
    "bytes": _("The original file on disk is not the file that was deposited. Restore it from a backup."),
    "text": _("The text kept with the document is not the text that was read from the original."),
    "words": _("The words of this passage do not stand in this order at its place in the original."),
}


def unfaithful(why: str) -> str:
    return str(FAULTS[why])


def replaced(kept: int, new: int, aside: int) -> str:
    """What became of the passages of a document whose file was replaced."""
    return str(_("The file was replaced. Passages kept: %(kept)s, new: %(new)s, put aside: %(aside)s.")) % {
        "kept": _number(kept),
        "new": _number(new),
        "aside": _number(aside),
    }


@dataclass(frozen=True, slots=True)
class Translated:
    """A translation and who made it: `by` is a name, or the name of the program if it `is_machine`."""

    rendition: Rendition
    by: str
    is_machine: bool


def translations(rows: Iterable[Rendition]) -> list[Translated]:
    return [
        Translated(row, row.translated_by.removeprefix(MACHINE), row.translated_by.startswith(MACHINE)) for row in rows
    ]


MACHINE = "machine: "
