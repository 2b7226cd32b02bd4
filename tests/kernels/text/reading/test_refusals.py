"""What is not read is refused with a cause that a person can be told."""

import pickle

import pytest
from tests.kernels.text.reading import files

from mithaq.kernels.text.extract import Limits, check_size, extract
from mithaq.kernels.text.model import CAUSES, Unreadable
from mithaq.kernels.text.reading import read

ENTITIES = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">' + ENTITIES + b"]><r>&l9;</r>"


def refusal(data, name, **limits):
    with pytest.raises(Unreadable) as caught:
        read(data, name=name, limits=Limits(**limits) if limits else None)
    assert caught.value.cause in CAUSES
    return caught.value


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.txt", "a"])
def test_a_file_without_bytes_is_empty(name):
    assert refusal(b"", name).cause == "empty"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b" \n\t \n", "a.txt"),
        (b"<html><body><script>x()</script></body></html>", "a.html"),
        (files.word("", " "), "a.docx"),
    ],
)
def test_a_file_without_text_is_empty(data, name):
    assert refusal(data, name).cause == "empty"


def test_a_file_beyond_the_limit_is_refused_before_it_is_looked_at():
    said = refusal(b"%PDF-1.7" + b"\x00" * 2000, "a.pdf", max_bytes=1000)

    assert (said.cause, said.facts) == ("too-large", {"bytes": 2008, "limit": 1000})


def test_two_hundred_megabytes_are_refused_by_their_number_alone():
    with pytest.raises(Unreadable) as caught:
        check_size(200 * 1024 * 1024)

    assert caught.value.facts == {"bytes": 209715200, "limit": 104857600}


def test_more_pages_than_the_limit_are_refused():
    data = files.typeset("#pagebreak()\n" * 3)

    assert refusal(data, "a.pdf", max_pages=2).facts == {"pages": 4, "limit": 2}


@pytest.mark.parametrize(("data", "name"), [(files.encrypted_pdf(), "a.pdf"), (files.encrypted_word(), "a.docx")])
def test_a_file_with_a_password_is_encrypted(data, name):
    assert refusal(data, name).cause == "encrypted"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_pdf_is_damaged(share):
    data = files.pdf(*files.ARABIC)

    assert refusal(data[: int(len(data) * share)], "a.pdf").cause == "damaged"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_word_file_is_damaged(share):
    data = files.word(*files.ENGLISH)

    assert refusal(data[: int(len(data) * share)], "a.docx").cause == "damaged"


def test_a_word_file_with_a_changed_byte_is_damaged():
    data = bytearray(files.word(*files.ENGLISH))
    at = data.index(b"word/document.xml") + 60
    data[at] ^= 0xFF

    assert refusal(bytes(data), "a.docx").cause == "damaged"


def test_a_scan_has_no_text_layer():
    said = refusal(files.scanned_pdf(pages=3), "a.pdf")

    assert (said.cause, said.facts) == ("no-text-layer", {"pages": 3})


@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_arabic_stored_back_to_front_is_reversed(name):
    mirrored = "\n\n".join(sentence[::-1] for sentence in files.ARABIC)
    data = mirrored.encode() if name == "a.txt" else files.word(*mirrored.split("\n\n"))

    said = refusal(data, name)

    assert said.cause == "reversed"
    assert said.facts["words"] >= 3


@pytest.mark.parametrize(
    "sentences", [files.ARABIC, ("أهلا وسهلا بكم، لا بأس ولا خوف. لا إلا بالعمل أولا وثانيا، مثلا هيا.",)]
)
def test_arabic_the_right_way_round_is_not_taken_for_reversed(sentences):
    assert read("\n\n".join(sentences).encode(), name="a.txt").languages == ("ar",)


@pytest.mark.parametrize(
    "garbage",
    [
        "\ue012\ue034\ue045 \ue067\ue021\ue033 \ue044\ue010 migration \ue051\ue052\ue053\ue054",
        "Th\ufffd c\ufffd\ufffdp\ufffdct \ufffdn m\ufffdgr\ufffdt\ufffd\ufffdn \ufffdnd r\ufffdfug\ufffd\ufffds",
        "ÙŠØ¬Ø¨ Ø£Ù† ØªØªØ§Ø­ Ø§Ù„Ù…Ø¹Ù„ÙˆÙ…Ø§Øª Ù„ÙƒÙ„ Ù…Ù† ÙŠØ³Ø§Ù Ø±",
        " ".join(
            ["Wklv lv qrw dq wklqj", "zkdw bkw ffg hjk qwrt", "plmk vbnm xcvb sdfg hjkl zxcv", "wrtp bcdf ghjk"] * 3
        ),
        " ".join(
            ["7KHFRPSDFW", "RQPLJUDWLRQ$VVHPEO\\", "3URWHFWLRQRI", "rIPLJUDQWV9dk"] * 3 + ["7Kh3 kR5mT dF7gH"] * 12
        ),
    ],
)
def test_letters_of_no_language_are_garbled(garbage):
    said = refusal(garbage.encode(), "a.txt")

    assert said.cause == "garbled"
    assert 0 < said.facts["share"] <= 1


def test_a_word_file_that_unpacks_to_far_more_than_its_size_is_a_bomb():
    data = files.with_part(files.word("x"), "word/media/image1.bin", b"\x00" * 40_000_000)

    said = refusal(data, "a.docx")

    assert said.cause == "bomb"
    assert said.facts["bytes"] > 40_000_000 > said.facts["limit"]


def test_a_bomb_inside_a_container_inside_the_file_is_found():
    inner = files.package_of(zeros=b"\x00" * 40_000_000)
    data = files.with_part(files.word("x"), "word/embeddings/sheet.zip", inner)

    assert refusal(data, "a.docx").cause == "bomb"


def test_containers_nested_too_deep_are_a_bomb():
    inner = files.package_of(a=b"x")
    for _ in range(3):
        inner = files.package_of(a=inner)
    data = files.with_part(files.word("x"), "word/embeddings/sheet.zip", inner)

    assert refusal(data, "a.docx").cause == "bomb"


def test_entities_that_would_expand_without_end_are_a_bomb():
    data = files.with_part(files.word("x"), "word/document.xml", LAUGHS, instead=True)

    said = refusal(data, "a.docx")

    assert said.cause == "bomb"
    assert said.facts["bytes"] == 3 * 10**9


def test_a_word_part_that_names_a_file_of_the_machine_is_damaged():
    part = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'
    data = files.with_part(files.word("x"), "word/document.xml", part, instead=True)

    assert refusal(data, "a.docx").cause == "damaged"


@pytest.mark.parametrize(
    ("data", "name", "said", "found"),
    [
        (files.pdf(*files.ARABIC), "a.docx", "docx", "pdf"),
        (files.word(*files.ENGLISH), "a.pdf", "pdf", "docx"),
        (files.pdf(*files.ARABIC), "a.txt", "txt", "pdf"),
        (files.text(files.ENGLISH).encode(), "a.docx", "docx", "text"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "a.pdf", "pdf", "html"),
        (files.png(), "a.pdf", "pdf", "png"),
        (files.pdf(*files.ARABIC), "a.xlsx", "xlsx", "pdf"),
    ],
)
def test_a_name_that_contradicts_the_bytes_is_refused(data, name, said, found):
    refused = refusal(data, name)

    assert (refused.cause, refused.facts) == ("wrong-extension", {"said": said, "found": found})


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (files.png(), "a.png", "png"),
        (files.package_of(xl__workbook_xml=b"<x/>"), "a.xlsx", "xlsx"),
        (files.package_of(ppt__presentation_xml=b"<x/>"), "a.pptx", "pptx"),
        (b"MZ\x90\x00" + b"\x00" * 64, "a.exe", "exe"),
        (b"{\\rtf1 x}", "a.rtf", "rtf"),
        (files.package_of(a=b"x"), "a", "zip"),
        (b"\x00\x01\x02\x03" * 100, "a.txt", "binary"),
        (b"id,name\n1,x\n", "a.csv", "csv"),
    ],
)
def test_other_kinds_of_files_are_named_and_refused(data, name, found):
    refused = refusal(data, name)

    assert (refused.cause, refused.facts) == ("unknown-kind", {"found": found})


def test_bytes_that_no_encoding_turns_into_words_are_refused():
    data = bytes(range(0x80, 0x100)) * 8 + b" x "

    refused = refusal(data, "a.txt")

    assert refused.cause == "unknown-encoding"
    assert "cp1256" in refused.facts["tried"]


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        (files.SPANISH, "es"),
        (files.GERMAN, "de"),
        (files.PERSIAN, "fa"),
        (files.URDU, "ur"),
        (("Семьи, потерявшие сыновей в море, годами ждут ответа о судьбе своих родных и близких.",), "ru"),
    ],
)
def test_a_document_in_another_language_is_refused(sentences, found):
    refused = refusal(files.text(sentences, times=3).encode(), "a.txt")

    assert (refused.cause, refused.facts) == ("other-language", {"found": found})


def test_a_foreign_quotation_does_not_make_a_document_foreign():
    data = files.text((*files.ARABIC, *files.FRENCH, files.SPANISH[0])).encode()

    read_ = read(data, name="a.txt")

    assert read_.languages == ("ar", "fr")
    assert [p.lang for p in read_.passages][-1] == "und"


def test_nothing_is_said_against_a_whole_file():
    assert extract(files.pdf(*files.ARABIC), name="a.pdf").warnings == ()


@pytest.mark.parametrize("refused", [Unreadable("too-large", bytes=7, limit=5), Unreadable("empty")])
def test_a_refusal_comes_back_whole_from_another_process(refused):
    back = pickle.loads(pickle.dumps(refused))

    assert (type(back), back.cause, back.facts, back.args) == (Unreadable, refused.cause, refused.facts, refused.args)
