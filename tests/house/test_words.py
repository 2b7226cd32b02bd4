"""No text of the house is left untranslated, in any room."""

from __future__ import annotations

import gettext
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from mithaq.foundation import words

NAMES = {"Mithaq", "ميثاق", "PDF", "CSV", "SVG", "DOCX", "XLSX", "JSON", "TOML", "Word", "Excel", "Apache"}
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "data-label", "label"}
LETTERS = re.compile(r"[^\W\d_]+")
TEMPLATES = sorted(
    file
    for file in words.ROOMS_FOLDER.glob("*/templates/**/*")
    if file.suffix in (".html", ".txt") and file.name != "README.txt"
)


@pytest.mark.parametrize("room", words.rooms())
def test_every_text_of_a_room_stands_in_arabic_and_french(room):
    assert [str(fault) for fault in words.faults(room)] == []


def test_no_text_is_translated_in_one_way_here_and_in_another_there():
    assert [str(clash) for clash in words.clashes()] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: f.relative_to(words.ROOMS_FOLDER).as_posix())
def test_a_template_says_nothing_outside_a_translation(file):
    assert untranslated(file.read_text(encoding="utf-8"), html=file.suffix == ".html") == []


def test_no_template_names_a_day_by_itself():
    """Institutions choose how months are called, and readers how days are said: `day`, `moment`, `day_said`."""
    named = re.compile(r"""\|date(?:[^:]|:["'](?:[A-Z]+_FORMAT|[^"']*[FMNEbDl]))""")
    for told in ('{{ at|date:"DATE_FORMAT" }}', "{{ at|date:'j F Y' }}", "{{ at|date }}"):
        assert named.search(told)
    assert [file.name for file in TEMPLATES if named.search(file.read_text(encoding="utf-8"))] == []


def test_the_check_sees_a_bare_text_a_bare_attribute_and_leaves_translated_ones_alone():
    source = (
        '{% load i18n %}<p title="Bare title">{% translate "Said" %} {{ name }}, bare <b lang="en">Mithaq</b></p>'
        '<kbd translate="no">Enter</kbd>'
        "{% blocktranslate %}Said {{ x }} twice{% endblocktranslate %}{# note #}<script>var code;</script>"
        "{% comment %}old{% endcomment %}{% block main_class %}narrow{% endblock %}<img alt=\"{% translate 'Said' %}\">"
    )

    assert untranslated(source, html=True) == ["Bare", "title", "bare"]


def test_a_planted_fault_of_each_kind_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "ROOMS_FOLDER", tmp_path)
    room = tmp_path / "attic"
    (room / "templates").mkdir(parents=True)
    (room / "apps.py").write_text("")
    (room / "said.py").write_text(
        "from django.utils.translation import gettext as _, ngettext\n"
        "a = _('%(name)s is here.'), _('Fine.'), _('Not written.'), _('Doubtful.'), _('Latin.'), _('Never.')\n"
        "b = ngettext('%(count)s box', '%(count)s boxes', 2)\n"
    )
    (room / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "From a page" context "of a house" %}'
        "{% blocktranslate count n=n %}{{ n }} page{% plural %}{{ n }} pages{% endblocktranslate %}"
    )

    words.extract("attic")
    catalogue = words.read("attic", "ar")
    catalogue["%(name)s is here."].string = "%(nam)s هنا."
    catalogue["Fine."].string = "حسن."
    catalogue["Doubtful."].string = "مشكوك فيه."
    catalogue["Doubtful."].flags.add("fuzzy")
    catalogue["Latin."].string = "Latin."
    catalogue["Never."].string = "أبدًا."
    catalogue["%(count)s box"].string = (
        "لا صندوق",
        "صندوق",
        "صندوقان",
        "%(count)s صناديق",
        "صندوقاً",
        "%(count)s صندوق",
    )
    catalogue.get("From a page", context="of a house").string = "من صفحة"
    catalogue.delete("Not written.")
    words._write("attic", "ar", catalogue)

    assert {(f.text, f.why) for f in words.faults("attic") if f.language == "ar"} == {
        ("%(name)s is here.", "places"),
        ("Not written.", "missing"),
        ("Doubtful.", "fuzzy"),
        ("Latin.", "script"),
        ("Never.", "tanwin"),
        ("%(count)s box", "places"),
        ("%(n)s page", "empty"),
    }
    assert {f.why for f in words.faults("attic") if f.language == "fr"} == {"empty"}


def test_one_text_with_two_translations_in_two_rooms_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(words, "ROOMS_FOLDER", tmp_path)
    source = (
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        "a = _('Number'), _('Why?'), pgettext('of a house', 'Floor')\nb = ngettext('%(n)s key', '%(n)s keys', 2)\n"
    )
    keys = ["لا مفاتيح", "مفتاح", "مفتاحان", "%(n)s مفاتيح", "%(n)s مفتاحاً", "%(n)s مفتاح"]
    house = [
        {"id": "Number", "ar": "العدد", "fr": "Nombre"},
        {"id": "Why?", "ar": "لماذا؟", "fr": "Pourquoi ?"},
        {"id": "Floor", "context": "of a house", "ar": "طابق", "fr": "Étage"},
        {"id": "%(n)s key", "ar": keys, "fr": ["%(n)s clef", "%(n)s clefs"]},
    ]
    for name in ("attic", "cellar", "kitchen"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "apps.py").write_text("")
        (tmp_path / name / "said.py").write_text(source if name != "kitchen" else source.replace("'Number'", "'Size'"))
        words.put(name, [*house, {"id": "Size", "ar": "الحجم", "fr": "Taille"}])
    # A space that does not break is the same French.
    words.put("cellar", [{"id": "Why?", "fr": "Pourquoi\u00a0?"}])

    assert words.clashes() == []
    assert words.main(["check"]) == 0
    capsys.readouterr()

    words.put("cellar", [{"id": "Number", "ar": "الرقم", "fr": "Nombre"}, {**house[2], "fr": "Plancher"}])
    words.put("cellar", [{"id": "%(n)s key", "fr": ["%(n)s clé", "%(n)s clés"]}])

    assert [(one.language, one.text, one.context, one.said) for one in words.clashes()] == [
        ("ar", "Number", "", (("العدد", ("attic",)), ("الرقم", ("cellar",)))),
        (
            "fr",
            "%(n)s key",
            "",
            (("%(n)s clef | %(n)s clefs", ("attic", "kitchen")), ("%(n)s clé | %(n)s clés", ("cellar",))),
        ),
        ("fr", "Floor", "of a house", (("Étage", ("attic", "kitchen")), ("Plancher", ("cellar",)))),
    ]
    assert words.main(["check"]) == 1
    number, *others = capsys.readouterr().out.splitlines()
    assert number == (
        "attic, cellar ar two-translations: 'Number' is translated differently (attic: 'العدد'; cellar: 'الرقم'). "
        "One meaning: put the same translation in each room. Two meanings: give each its context."
    )
    assert len(others) == 2

    # A room that has no part in it is not stopped by it; the others are.
    assert [one.text for one in words.clashes("kitchen")] == ["%(n)s key", "Floor"]
    assert [one.text for one in words.clashes("cellar")] == ["Number", "%(n)s key", "Floor"]


def test_a_translation_that_nobody_says_any_more_still_counts_and_is_named_as_such(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "ROOMS_FOLDER", tmp_path)
    for name, french in (("attic", "Nombre"), ("cellar", "Numéro")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "apps.py").write_text("")
        (tmp_path / name / "said.py").write_text("from django.utils.translation import gettext as _\na = _('Number')\n")
        words.put(name, [{"id": "Number", "fr": french}])
    (tmp_path / "cellar" / "said.py").write_text("")

    (clash,) = words.clashes()

    assert clash.unsaid == ("cellar",)
    assert str(clash).endswith("cellar no longer says it: extract cellar --prune.")
    words.extract("cellar", prune=True)
    assert words.clashes() == []


def test_what_stands_in_our_data_writes_tanwin_as_the_pages_do_but_for_what_is_quoted():
    quoted = re.compile(r'quote = "[^"]*"')
    files = [*words.ROOMS_FOLDER.glob("*/**/*.toml"), *words.ROOMS_FOLDER.glob("*/**/*.html")]

    assert [
        f"{file.name}: {line}"
        for file in files
        for line in quoted.sub("", file.read_text(encoding="utf-8")).splitlines()
        if words.TANWIN.search(line)
    ] == []


def test_extracting_again_keeps_what_was_written_and_pruning_drops_what_is_no_longer_said(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "ROOMS_FOLDER", tmp_path)
    room = tmp_path / "attic"
    room.mkdir()
    (room / "apps.py").write_text("")
    said = room / "said.py"
    said.write_text("from django.utils.translation import gettext as _\na = _('Old'), _('Kept')\n")
    words.extract("attic")
    catalogue = words.read("attic", "fr")
    catalogue["Kept"].string = "Gardé"
    words._write("attic", "fr", catalogue)

    said.write_text("from django.utils.translation import gettext as _\na = _('Kept'), _('New')\n")
    words.extract("attic", prune=True)

    assert {m.id: m.string for m in words.read("attic", "fr") if m.id} == {"Kept": "Gardé", "New": ""}


def test_compiling_twice_does_the_work_once(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "ROOMS_FOLDER", tmp_path)
    room = tmp_path / "attic"
    room.mkdir()
    (room / "apps.py").write_text("")
    (room / "said.py").write_text("from django.utils.translation import gettext as _\na = _('Old')\n")
    words.extract("attic")

    first, second = words.compile_all(), words.compile_all()

    assert [p.parents[1].name for p in first] == ["ar", "fr"]
    assert second == []


def test_french_marks_stay_on_the_line_of_their_word(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "ROOMS_FOLDER", tmp_path)
    room = tmp_path / "attic"
    room.mkdir()
    (room / "apps.py").write_text("")
    (room / "said.py").write_text(
        "from django.utils.translation import gettext as _, ngettext\n"
        "a = _('Why?'), _('10:30')\nb = ngettext('%(n)s: one', '%(n)s: many', 2)\n"
    )
    words.extract("attic")
    for language in words.LANGUAGES:
        catalogue = words.read("attic", language)
        catalogue["Why?"].string = "« Pourquoi » ?"
        catalogue["10:30"].string = "10:30"
        catalogue["%(n)s: one"].string = ("%(n)s : un", "%(n)s : des")[: words.FORMS[language]]
        words._write("attic", language, catalogue)

    words.compile_all()

    french, arabic = (
        gettext.translation("django", tmp_path / "attic" / "locale", [language]) for language in ("fr", "ar")
    )
    assert french.gettext("Why?") == "«\u00a0Pourquoi\u00a0»\u00a0?"
    assert french.gettext("10:30") == "10:30"
    assert french.ngettext("%(n)s: one", "%(n)s: many", 2) == "%(n)s\u00a0: des"
    assert arabic.gettext("Why?") == "« Pourquoi » ?"


def untranslated(source: str, *, html: bool) -> list[str]:
    """Words a reader would see that no translation tag says."""
    kept, inside = [], ""
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            verb = token.contents.split()[0]
            if inside:
                inside = "" if verb == f"end{inside}" else inside
            elif verb in ("blocktranslate", "blocktrans", "comment", "verbatim"):
                inside = verb
            elif token.contents == "block main_class":  # fills a class attribute
                inside = "block"
        elif token.token_type == TokenType.TEXT and not inside:
            kept.append(token.contents)
    text = "".join(kept)
    if html:
        reader = _Reader()
        reader.feed(text)
        reader.close()
        text = " ".join(reader.seen)
    return [word for word in LETTERS.findall(text) if word not in NAMES]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.unseen = ""

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style") or (not self.unseen and ("translate", "no") in attrs):
            self.unseen = tag
        self.seen += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag):
        if tag == self.unseen:
            self.unseen = ""

    def handle_data(self, data):
        if not self.unseen:
            self.seen.append(data)


def test_there_are_templates_to_check():
    assert Path(words.ROOMS_FOLDER / "foundation/templates/foundation/base.html") in TEMPLATES
