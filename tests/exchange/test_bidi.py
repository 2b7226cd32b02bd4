"""Names and numbers keep their order in a sentence of the other direction, and people's texts cannot break out."""

from hypothesis import given
from hypothesis import strategies as st

from mithaq.exchange.bidi import FSI, PDI, clean, direction_of, isolate, pieces, storable


def test_what_is_inserted_is_isolated():
    assert isolate("-3.5%") == f"{FSI}-3.5%{PDI}"
    assert isolate(12) == f"{FSI}12{PDI}"


def test_nothing_is_not_isolated():
    assert isolate("") == ""
    assert isolate("\u202e\u2069 ") == ""


def test_a_text_cannot_close_our_isolates_or_override_the_order():
    assert clean("\u202eevil\u202c \u2067right\u2069\u2069") == "evil right"


def test_a_text_keeps_its_letters_marks_and_joiners():
    text = "مُؤَكَّد\u200cها\u200f ﷲ “quoted” 2–3 é"

    assert clean(text) == text


def test_controls_and_what_xml_refuses_are_dropped():
    assert clean("a\x00b\x07c\ufeffd\ufffee\ud800f\U0001ffff") == "abcdef"
    assert storable("\u202ea\x00\tb") == "\u202ea\tb"


def test_a_sentence_is_cut_at_its_isolates():
    sentence = f"الصفحة {FSI}7{PDI} من {FSI}a {FSI}b{PDI} c{PDI}."

    assert list(pieces(sentence)) == [("الصفحة ", False), ("7", True), (" من ", False), ("a b c", True), (".", False)]


def test_the_first_letter_decides_the_direction():
    assert [direction_of(t) for t in ("12 وثيقة abc", "(ILO) اتفاقية", "-3.5%", "")] == ["rtl", "ltr", "ltr", "ltr"]


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)

    assert clean(once) == once
    assert "".join(piece for piece, _ in pieces(isolate(text))) == once
