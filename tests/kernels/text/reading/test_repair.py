"""Display text: what is mended, what is left alone, and that every character knows where it came from."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mithaq.kernels.text.repair import continues, repair


@pytest.mark.parametrize(
    ("raw", "display"),
    [
        ("plain text", "plain text"),
        ("a\u200bb\u202ac\u202c\ufeff \u2067d\u2069", "abc d"),
        ("co\u00adoperation", "cooperation"),
        ("منظمة اﻟﻌﻤﻞ اﻟﺪوﻟﻴﺔ", "منظمة العمل الدولية"),
        ("ﻻ ﺑﺄس", "لا بأس"),
        ("ﻗﺮار ﬁnal ½ ²", "قرار ﬁnal ½ ²"),
        ("e\u0301tat", "état"),
        ("الأهـداف والمهــام لـ 500 سنة 1440هـ", "الأهداف والمهام لـ 500 سنة 1440هـ"),
        ("1\u00a0000\u202f000 a\u2003b", "1 000 000 a b"),
        ("  x  \t y  ", "x y"),
        ("دولية،وسياسات", "دولية، وسياسات"),
        ("شُكرًا مُتَابَعَة", "شُكرًا مُتَابَعَة"),
        ("الإسهامات **شراكات** والانعقاد:** تبادل", "الإسهامات شراكات والانعقاد: تبادل"),
        ("see [our page](https://example.org/x) or [note](aside)", "see our page or [note](aside)"),
        ("recom\u00ad\nmendation and multi\u00ad\nlateral", "recommendation and multi-lateral"),
    ],
)
def test_a_stretch_is_mended_for_its_reader(raw, display):
    assert repair(raw).display == display


def test_only_words_with_presentation_forms_are_folded():
    assert repair("ﷺ x² ﻋﻤﻞ").display == "صلى الله عليه وسلم x² عمل"


def test_a_line_end_inside_a_block_is_a_space():
    assert repair("the first half\nof a sentence").display == "the first half of a sentence"


def test_items_keep_their_lines():
    assert repair("The points:\n- one\n- two").display == "The points:\n- one\n- two"


def test_paragraphs_stay_apart_and_a_sentence_broken_by_a_page_is_joined():
    raw = "One is done.\n\nAnother begins and runs over the end of\n\nits page. Third."

    assert repair(raw).display == "One is done.\n\nAnother begins and runs over the end of its page. Third."


def test_what_is_printed_beside_the_text_is_left_out():
    raw = "the sentence that goes over\n\ufff912\ufffb\n\n\ufff9Annual report\ufffb\nthe page"

    assert repair(raw).display == "the sentence that goes over the page"


def test_repairs_are_counted_by_name():
    assert repair("اﻟﻌﻤﻞ\u00a0 هوهيئة\u200f").repairs == {"presentation": 4, "invisible": 1, "spaces": 1, "glued": 1}


def test_clean_text_is_not_rewritten():
    text = "يدعو الاتفاق إلى اتباع نهج شامل."

    repaired = repair(text)

    assert repaired.display == text
    assert repaired.origins == tuple(range(len(text) + 1))
    assert repaired.repairs == {}


def test_both_letters_of_a_ligature_come_from_it():
    repaired = repair("aﻻb")

    assert repaired.display == "aلاb"
    assert repaired.origins == (0, 1, 1, 2, 3)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        (
            "واختتمت السيدة غودو كلمتها أمام المشاركين في هذه الجلسة الأولى بدعوة الحضور",
            "للمشاركة بآرائهم لضمان إدراج مساهماتهم.",
            True,
        ),
        (
            "انتهت الجلسة عند الظهر بعد أن تكلم جميع المشاركين من البلدان الستة.",
            "للمشاركة بآرائهم لضمان إدراجها.",
            False,
        ),
        ("الملاحظات الختامية", "سلطت السيدة الضوء على أهمية التواصل مع الشبكات.", False),
        ("تعزيز العمل من أجل", "الهجرة الآمنة", True),
        ("the panel agreed on three", "points of action.", True),
        ("The panel agreed on three", "Points of action", False),
        ("the list of themes", "- first theme", False),
    ],
)
def test_a_sentence_goes_on_only_when_it_was_unfinished(before, after, joined):
    assert continues(before, after) is joined


PIECES = [
    *"abcé .,-*_\n\t\r\u00a0\u00ad\u200f\u202b\ufeff\u0640\u0301\u064e\u0651()[]12", *"هونحوعضأيةلا،ﻟﻌﻤﻞﻻﷺ",
    "هو", "نحو", "أو", "هوهيئة", "\n\n", "\ufff9", "\ufffb", "](https://x.y/z)", "**",
]  # fmt: skip
RAW = st.lists(st.sampled_from(PIECES), max_size=50).map("".join)


@settings(max_examples=300, deadline=None)
@given(RAW)
def test_origins_lead_back_to_the_raw_text(raw):
    repaired = repair(raw)

    assert len(repaired.origins) == len(repaired.display) + 1
    assert list(repaired.origins) == sorted(repaired.origins)
    assert repaired.origins[0] >= 0
    assert repaired.origins[-1] == len(raw)
    for shown, origin in zip(repaired.display, repaired.origins, strict=False):
        if shown.isalnum() and unicodedata.is_normalized("NFKC", raw) and unicodedata.normalize("NFC", raw) == raw:
            assert raw[origin] == shown


@settings(max_examples=200, deadline=None)
@given(RAW)
def test_no_letter_is_lost_or_made_up(raw):
    unmarked = raw
    for mark in ("\ufff9", "\ufffb", "](https://x.y/z)"):
        unmarked = unmarked.replace(mark, "")

    def letters(text):
        plain = unicodedata.normalize("NFKC", text)
        return [c for c in plain if c.isalnum() and c != "\u0640"]

    assert letters(repair(unmarked).display) == letters(unmarked)


@settings(max_examples=200, deadline=None)
@given(RAW)
@example("[\xad](https://x.y/z)")
def test_what_is_mended_needs_no_second_mending_of_what_nobody_sees(raw):
    shown = repair(raw).display

    assert not set(shown) & set("\u00a0\u00ad\u200f\u202b\ufeff\ufff9\ufffb\t\r")
    assert "  " not in shown
