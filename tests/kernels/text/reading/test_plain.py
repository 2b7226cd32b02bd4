"""Plain text in the encodings that archives hold."""

import codecs

import pytest
from tests.kernels.text.reading import files

from mithaq.kernels.text.extract import extract

ARABIC, FRENCH = files.text(files.ARABIC), files.text(files.FRENCH)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "utf-8"),
        (ARABIC, "utf-8-sig"),
        (ARABIC, "utf-16"),
        (ARABIC, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859-6"),
        (FRENCH, "cp1252"),
        (FRENCH, "utf-8"),
        (files.text(files.SPANISH), "cp1252"),
    ],
)
def test_text_is_the_same_in_every_encoding(text, encoding):
    assert extract(text.encode(encoding), name="a.txt").text == text


def test_a_mark_that_the_bytes_belie_is_damage():
    from mithaq.kernels.text.model import Unreadable

    with pytest.raises(Unreadable) as caught:
        extract(codecs.BOM_UTF8 + b"\xff\xfe\xff", name="a.txt")

    assert caught.value.cause == "damaged"


def test_line_ends_stay_as_they_are():
    assert extract(b"One line.\r\nAnd another.\r\n", name="a.txt").text == "One line.\r\nAnd another.\r\n"


def test_form_feeds_part_pages():
    pages = extract(b"The first page.\n\fThe second page.\n\f", name="a.txt").pages

    assert [(page.number, page.start, page.end) for page in pages] == [(1, 0, 17), (2, 17, 35)]


def test_markdown_is_text():
    assert extract(b"# Title\n\nThe text of it.", name="a.md").kind == "text"
