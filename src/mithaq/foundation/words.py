"""The words of every room, in three languages, without gettext's own programs.

    python -m mithaq.foundation.words                  compile what changed (.po to .mo)
    python -m mithaq.foundation.words extract ROOM     add the texts of a room to its ar and fr files, untranslated
    python -m mithaq.foundation.words extract ROOM --prune     and drop those it no longer says
    python -m mithaq.foundation.words check [ROOM]     list what is missing, does not fit or differs between rooms
    python -m mithaq.foundation.words put ROOM --file FILE    extract, then write the translations of a JSON list:
        [{"id": "Save", "context": "", "ar": "…", "fr": "…"}]; a text with plural forms gives a list of forms

English is the text itself; Arabic and French stand in `<room>/locale/<code>/LC_MESSAGES/django.po`. Django lays these
files over one another, so a text has one translation in the whole house. Where two rooms mean two things by the same
English they say so by a context (`pgettext`, `{% translate "…" context "…" %}`); without one `check` refuses them.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mithaq.foundation.words_said import Text, in_python, in_template

ROOMS_FOLDER = Path(__file__).resolve().parents[1]
LANGUAGES = ("ar", "fr")
PLURAL_FORMS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "fr": "nplurals=2; plural=(n > 1);",
}
FORMS = {"ar": 6, "fr": 2}
# Arabic says "one document", "two documents" without a figure; the other forms carry it.
MAY_OMIT_COUNT = {"ar": (0, 1, 2), "fr": ()}
UNTRANSLATABLE = frozenset({"PDF", "CSV", "SVG", "DOCX", "XLSX", "HTML", "JSON", "TOML", "Word", "Excel", "SDG"})

PLACES = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w*)(?:![rs])?(?::[^{}]*)?\}(?!\})")
ARABIC = re.compile(r"[\u0621-\u064a]")
LETTERS = re.compile(r"[^\W\d_]{2,}")
# French keeps these marks on the line of their word; translators type a plain space.
TIED = re.compile(r" (?=[:;?!»])|(?<=«) ")
# Arabic writes tanwin on the alif, as the United Nations do (شخصاً), in every room the same.
TANWIN = re.compile("\u064b\u0651?[اى]")


@dataclass(frozen=True, slots=True)
class Fault:
    """A translation that is missing or does not fit. `why` is one of the words in `faults`."""

    room: str
    language: str
    text: str
    why: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.room} {self.language} {self.why}: {self.text!r} {self.detail}".rstrip()


@dataclass(frozen=True, slots=True)
class Clash:
    """One text that rooms translate differently: one of them wins, and the others show its words."""

    language: str
    text: str
    context: str
    said: tuple[tuple[str, tuple[str, ...]], ...]  # each translation, with the rooms it stands in
    unsaid: tuple[str, ...] = ()  # of these rooms, those whose pages no longer say the text

    @property
    def rooms(self) -> tuple[str, ...]:
        return tuple(sorted(room for _told, rooms in self.said for room in rooms))

    def __str__(self) -> str:
        context = f" (context {self.context!r})" if self.context else ""
        ways = "; ".join(f"{', '.join(rooms)}: {told!r}" for told, rooms in self.said)
        old = "".join(f" {room} no longer says it: extract {room} --prune." for room in self.unsaid)
        return (
            f"{', '.join(self.rooms)} {self.language} two-translations: {self.text!r}{context} "
            f"is translated differently ({ways}). "
            f"One meaning: put the same translation in each room. Two meanings: give each its context.{old}"
        )


def rooms() -> tuple[str, ...]:
    """Every room that has an app, by name."""
    return tuple(sorted({p.parent.name for mark in ("*/apps.py", "*/settings.py") for p in ROOMS_FOLDER.glob(mark)}))


def po_file(room: str, language: str) -> Path:
    return ROOMS_FOLDER / room / "locale" / language / "LC_MESSAGES" / "django.po"


def texts(room: str) -> dict[tuple[str, str], Text]:
    """What the room says, in its Python files and its templates."""
    found: dict[tuple[str, str], Text] = {}
    folder = ROOMS_FOLDER / room
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".py" and "migrations" not in file.parts:
            said = in_python(file.read_text(encoding="utf-8"))
        elif file.suffix in (".html", ".txt") and "templates" in file.parts:
            said = in_template(file.read_text(encoding="utf-8"), str(file))
        else:
            continue
        where = file.relative_to(ROOMS_FOLDER).as_posix()
        for text in said:
            before = found.get(text.key)
            places = dict.fromkeys((*(before.where if before else ()), where))
            plural = text.plural or (before.plural if before else "")
            found[text.key] = Text(text.id, plural, text.context, tuple(places))
    return found


def read(room: str, language: str) -> Any:
    """The room's catalogue in a language; an empty one when there is no file yet."""
    from babel.messages.catalog import Catalog  # inline: slow import
    from babel.messages.pofile import read_po  # inline: slow import

    file = po_file(room, language)
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def extract(room: str, *, prune: bool = False) -> dict[str, int]:
    """Write the new texts of the room, untranslated, into its files, and keep what is there; how many a language."""
    said, added = texts(room), {}
    for language in LANGUAGES:
        catalogue = read(room, language)
        known = {(m.context or "", m.id[0] if m.pluralizable else m.id) for m in catalogue if m.id}
        for text in said.values():
            before = catalogue.get(text.id, context=text.context or None)
            if before is not None and bool(text.plural) != before.pluralizable:
                catalogue.delete(text.id, context=text.context or None)
                before = None
            where = [(place, 1) for place in text.where]
            if before is not None:
                before.locations = where
                continue
            empty = ("",) * FORMS[language] if text.plural else ""
            ids = (text.id, text.plural) if text.plural else text.id
            catalogue.add(ids, empty, locations=where, context=text.context or None)
        if prune:
            for context, id_ in known - set(said):
                catalogue.delete(id_, context=context or None)
        _write(room, language, catalogue)
        added[language] = len(set(said) - known)
    return added


def put(room: str, said: list[dict[str, Any]]) -> list[str]:
    """Extract the texts of a room and write these translations; the ids that the room does not say."""
    extract(room)
    unknown = []
    for language in LANGUAGES:
        catalogue = read(room, language)
        for one in said:
            message = catalogue.get(one["id"], context=one.get("context") or None)
            if message is None:
                unknown.append(one["id"])
            elif language in one:
                forms = one[language]
                message.string = tuple(forms) if isinstance(forms, list) else forms
                message.flags.discard("fuzzy")
        _write(room, language, catalogue)
    return sorted(set(unknown))


@contextmanager
def _alone(room: str) -> Iterator[None]:
    """Several may write the words of a room: one after the other."""
    import fcntl  # inline: not on every system, and only translators need it

    folder = os.open(ROOMS_FOLDER / room, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _write(room: str, language: str, catalogue: Any) -> None:
    from babel.messages.pofile import write_po  # inline: slow import

    body = io.BytesIO()
    write_po(body, catalogue, omit_header=True, sort_output=True, include_lineno=False, width=110, ignore_obsolete=True)
    head = (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: Mithaq\\n"\n'
        f'"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURAL_FORMS[language]}\\n"\n\n'
    )
    file = po_file(room, language)
    file.parent.mkdir(parents=True, exist_ok=True)
    _put(file, head.encode() + body.getvalue())


def _put(file: Path, content: bytes) -> None:
    """In one step: another process may be reading."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}")
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(file)


def compile_all() -> list[Path]:
    """Make the `.mo` of every `.po` that is newer (or that was made by an older program); those that were made."""
    made = []
    for source in sorted(ROOMS_FOLDER.glob("*/locale/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        newest = max(source.stat().st_mtime_ns, Path(__file__).stat().st_mtime_ns)
        if not target.exists() or target.stat().st_mtime_ns <= newest:
            _compile(source, target)
            made.append(target)
    return made


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo  # inline: slow import
    from babel.messages.pofile import read_po  # inline: slow import

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parents[1].name)
    for message in list(catalogue):
        if isinstance(message.string, tuple | list) and not all(message.string):
            catalogue.delete(message.id, context=message.context)
        elif source.parents[1].name == "fr" and message.id:
            message.string = _tied(message.string)
    out = io.BytesIO()
    write_mo(out, catalogue)
    _put(target, out.getvalue())


def _tied(said: Any) -> Any:
    """French with its spaces that do not break, in one form or in each of several."""
    return tuple(map(_tied, said)) if isinstance(said, tuple | list) else TIED.sub("\u00a0", said)


def faults(room: str) -> list[Fault]:
    """What a reader in Arabic or French would see untranslated or broken.

    missing, empty, fuzzy, plural-forms (too few forms, or a wrong header), places (the named places differ),
    edges (a line break at the start or end is lost), script (an Arabic text without an Arabic letter), tanwin (written
    before its alif).
    """
    said, found = texts(room), []
    for language in LANGUAGES:
        if said and po_file(room, language).exists():
            head = re.search(r'"Plural-Forms: nplurals=(\d+)', po_file(room, language).read_text(encoding="utf-8"))
            if head is None or int(head[1]) != FORMS[language]:
                found.append(Fault(room, language, "", "plural-forms", f"{FORMS[language]} forms are needed"))
        catalogue = read(room, language)
        for text in said.values():
            message = catalogue.get(text.id, context=text.context or None)
            found += [Fault(room, language, text.id, why, detail) for why, detail in _wrong(text, message, language)]
    return found


def _wrong(text: Text, message: Any, language: str) -> Iterator[tuple[str, str]]:
    if message is None:
        yield "missing", ""
        return
    if message.fuzzy:
        yield "fuzzy", ""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(forms):
        yield "empty", ""
        return
    if text.plural and len(forms) != FORMS[language]:
        yield "plural-forms", f"{len(forms)} of {FORMS[language]}"
    wanted = _places(text.plural or text.id)
    for index, form in enumerate(forms):
        has, may_omit = _places(form), text.plural and index in MAY_OMIT_COUNT[language]
        if has != wanted and not (may_omit and has < wanted):
            yield "places", f"{sorted(wanted)} became {sorted(has)}"
        if form.startswith("\n") != text.id.startswith("\n") or form.endswith("\n") != text.id.endswith("\n"):
            yield "edges", ""
        if language == "ar" and _has_words(text.id) and not ARABIC.search(form):
            yield "script", form
        if language == "ar" and TANWIN.search(form):
            yield "tanwin", form


def clashes(room: str | None = None) -> list[Clash]:
    """Every text with two translations in two rooms (or only those a room takes part in), by language and text.

    Texts a room no longer says count as well: they stand in its file, and so in what Django shows.
    """
    found = []
    for language in LANGUAGES:
        told: dict[tuple[str, str, bool], dict[Any, list[str]]] = {}
        for one in rooms():
            for message in read(one, language):
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                if not message.id or message.fuzzy or not all(forms):
                    continue
                id_ = message.id[0] if message.pluralizable else message.id
                shown = tuple(map(_tied, forms)) if language == "fr" else forms
                told.setdefault((message.context or "", id_, message.pluralizable), {}).setdefault(shown, []).append(
                    one
                )
        for (context, text, _plural), ways in sorted(told.items()):
            among = sorted(one for some in ways.values() for one in some)
            if len(ways) > 1 and (room is None or room in among):
                said = tuple((" | ".join(forms), tuple(some)) for forms, some in ways.items())
                unsaid = tuple(one for one in among if (context, text) not in texts(one))
                found.append(Clash(language, text, context, said, unsaid))
    return found


def _places(text: str) -> frozenset[str]:
    return frozenset(a or b for a, b in PLACES.findall(text))


def _has_words(text: str) -> bool:
    bare = re.sub(r"<[^>]+>|&\w+;|https?://\S+", " ", PLACES.sub(" ", text))
    return any(word not in UNTRANSLATABLE for word in LETTERS.findall(bare))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m mithaq.foundation.words", description="Words in three languages.")
    parser.add_argument("do", nargs="?", default="compile", choices=["compile", "extract", "check", "put"])
    parser.add_argument("room", nargs="?", choices=rooms())
    parser.add_argument("--prune", action="store_true", help="drop texts the room no longer says")
    parser.add_argument("--file", type=Path, help="JSON with translations")
    told = parser.parse_args(arguments)
    wanted = (told.room,) if told.room else rooms()
    if told.do == "put":
        if not told.room or not told.file:
            parser.error("put needs a room and a file")
        with _alone(told.room):
            unknown = put(told.room, json.loads(told.file.read_text(encoding="utf-8")))
        print("\n".join(f"not said in {told.room}: {text!r}" for text in unknown) or "Written.")
        return 1 if unknown else 0
    if told.do == "extract":
        for room in wanted:
            with _alone(room):
                added = extract(room, prune=told.prune)
            print(f"{room}: {len(texts(room))} texts, new: " + ", ".join(f"{k} {v}" for k, v in added.items()))
        return 0
    if told.do == "check":
        wrong = [str(fault) for room in wanted for fault in faults(room)] + [str(one) for one in clashes(told.room)]
        print("\n".join(wrong) or "Every text stands in three languages.")
        return 1 if wrong else 0
    made = compile_all()
    print(f"{len(made)} catalogues compiled." if made else "Up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
