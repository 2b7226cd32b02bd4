"""PDF: words in reading order, pages with their places, blocks by their look, and nothing of what is printed beside."""

import time

import pytest
from tests.kernels.text.reading import files

from mithaq.kernels.text.extract import extract
from mithaq.kernels.text.reading import read
from mithaq.kernels.text.repair import repair


def words(data):
    return repair(extract(data, name="a.pdf").text).display.split()


@pytest.mark.parametrize("font", ["Amiri", "Noto Sans Arabic"])
def test_arabic_comes_out_in_reading_order(font):
    assert words(files.pdf(*files.ARABIC, font=font)) == " ".join(files.ARABIC).split()


def test_vowel_signs_stay_with_their_letters():
    sentence = "تُجمع البياناتُ مُصنَّفةً ابتداءً من يومٍ محدَّد، مع احترامِ الخصوصيّة."

    assert words(files.pdf(sentence)) == sentence.split()


@pytest.mark.parametrize(
    "sentence",
    [
        "أُطلق برنامج Safe Passage Initiative في عام 2019 بتمويل من صندوق Migration Partnership Fund وحده.",
        "راجع الفريق المؤشرات 8.7.1 و10.7.2 ووجد أن 63% من البلدان لم تقدم بيانات عن الفترة 2018-2021.",
        "عرضت الشبكة (Mayors for Mobility) تقريرها السنوي (الثالث) في آذار/مارس 2020.",
        "The bureau met the women of قرية السلام and wrote down what they asked for in 2019.",
    ],
)
def test_names_numbers_and_brackets_keep_their_order_in_a_line_of_two_scripts(sentence):
    lang = "en" if sentence.startswith("The") else "ar"

    assert words(files.pdf(sentence, lang=lang)) == sentence.split()


def test_a_latin_page_of_a_right_to_left_document_reads_from_the_left():
    data = files.typeset(
        f'#set text(font: ("Amiri", "Noto Sans"), lang: "ar")\n{files.ARABIC[0]}\n#pagebreak()\n'
        f'#set text(lang: "en")\n{files.ENGLISH[0]}'
    )

    assert words(data) == f"{files.ARABIC[0]} {files.ENGLISH[0]}".split()


def test_columns_are_read_one_after_the_other():
    data = files.typeset(
        '#set page(columns: 2, height: 5cm)\n#set text(font: "Amiri", lang: "ar")\n' + "\n\n".join(files.ARABIC)
    )

    assert words(data) == " ".join(files.ARABIC).split()


def test_the_raw_text_lies_on_its_pages():
    data = files.typeset('#set text(font: "Amiri", lang: "ar")\n' + "\n#pagebreak()\n".join(files.ARABIC))

    extracted = extract(data, name="a.pdf")

    assert [page.number for page in extracted.pages] == [1, 2, 3, 4]
    assert [extracted.text[page.start : page.end].strip() for page in extracted.pages] == list(files.ARABIC)
    assert extracted.pages[-1].end == len(extracted.text)


def test_headings_are_known_by_their_size_and_items_by_their_marks():
    data = files.typeset(
        '#set text(font: ("Noto Sans"), lang: "en")\n= Findings\n'
        + files.ENGLISH[0]
        + "\n== On the sea\n- "
        + files.ENGLISH[1]
        + "\n- What do families ask for?\n"
    )

    reading = read(data, name="a.pdf")

    assert [(b.kind, b.level) for b in reading.blocks if b.kind == "heading"] == [("heading", 1), ("heading", 2)]
    assert [(p.kind, p.headings) for p in reading.passages[1:]] == [
        ("paragraph", ("Findings",)),
        ("heading", ("Findings",)),
        ("bullet", ("Findings", "On the sea")),
        ("question", ("Findings", "On the sea")),
    ]


def report(pages):
    """A report whose sentences run over the ends of its pages, with a running head and page numbers."""
    sentence = "ينبغي أن تتاح المعلومات لكل من يعتزم السفر قبل مغادرته بلده وبعد وصوله إلى البلد الذي قصده"
    return files.typeset(
        '#set page(height: 13cm, margin: 2.5cm, header: [تقرير الاستعراض الإقليمي], numbering: "1")\n'
        '#set text(font: "Amiri", lang: "ar")\n'
        f"#for i in range({pages}) [{sentence} #(i + 1) {sentence} ثم إلى غيره. ]"
    )


def test_running_heads_and_page_numbers_do_not_break_a_sentence():
    reading = read(report(24), name="a.pdf")

    assert len(reading.extracted.pages) > 2
    assert all("تقرير الاستعراض" not in p.text for p in reading.passages)
    assert [b.kind for b in reading.blocks if b.kind != "boilerplate"] == ["paragraph"]
    assert reading.passages[-1].page == len(reading.extracted.pages)
    for passage in reading.passages:
        assert repair(reading.extracted.text[passage.start : passage.end]).display == passage.text
        assert passage.text.endswith(".")


def test_words_broken_at_a_line_end_are_whole_again():
    data = files.typeset(
        '#set page(width: 7cm)\n#set text(font: "Noto Sans", lang: "en", hyphenate: true)\n#set par(justify: true)\n'
        "Internationally recognised recommendations concerning administrative responsibilities "
        "notwithstanding, representatives underestimated the transformation."
    )

    shown = " ".join(p.text for p in read(data, name="a.pdf").passages)

    assert "-" not in shown
    assert "recommendations" in shown
    assert "administrative" in shown


def test_a_page_without_letters_among_others_is_a_warning():
    data = files.typeset(
        f'#set text(font: "Amiri", lang: "ar")\n{files.ARABIC[0]}\n#pagebreak()\n#rect()\n#pagebreak()\n'
        f"{files.ARABIC[1]}"
    )

    assert extract(data, name="a.pdf").warnings == (("pages-without-text", {"pages": (2,)}),)


def test_five_hundred_pages_are_read_in_time_that_grows_with_the_pages():
    def seconds(pages):
        data = files.typeset(
            '#set text(font: "Amiri", lang: "ar")\n'
            f"#for i in range({pages}) [{' '.join(files.ARABIC)} #pagebreak(weak: true)]"
        )
        began = time.process_time()
        assert len(read(data, name="a.pdf").extracted.pages) == pages
        return time.process_time() - began

    seconds(5)
    fifty, five_hundred = seconds(50), seconds(500)

    assert five_hundred < 30 * fifty
    assert five_hundred < 60
