"""What each block does on its page."""

from itertools import pairwise

import pytest
from tests.kernels.text.reading import files

from mithaq.kernels.text.blocks import blocks
from mithaq.kernels.text.extract import extract

PARAGRAPH = " ".join(files.ENGLISH)
ARABIC_PARAGRAPH = " ".join(files.ARABIC)


def kinds(text, name="a.txt"):
    extracted = extract(text.encode(), name=name)
    return [(b.kind, extracted.text[b.start : b.end]) for b in blocks(extracted)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PARAGRAPH, "paragraph"),
        ("- a point of the list", "bullet"),
        ("⇐ نقطة من القائمة", "bullet"),
        ("(2) جمع الممارسات الجيدة القائمة في المنطقة واستعراضها؛", "bullet"),
        ("What do families ask for?", "question"),
        ("- ⇐ ما هو الدور الذي يمكن أن تؤديه المدن في عملية الاتفاق؟⁽¹⁾", "question"),
        ("- ما هي التوصيات التي تقترحونها فيما يخص المسائل التالية:", "question"),
        ("Quelles mesures les communes ont-elles prises ? (3)", "question"),
        ("We came. We saw. Did we win?", "paragraph"),
        ("التوصيات العامة للحوار", "heading"),
        ("III. المشاركون:", "heading"),
        ("## Findings of the panel", "heading"),
        ("تم طرح الأسئلة التوجيهية التالية لتصويب النقاش:", "paragraph"),
        ("يهدف هذا المشروع إلى:", "paragraph"),
        ("Introduction ........................ 3", "contents"),
        ("4\tألف. الجلسة الافتتاحية.....", "contents"),
        ("Country | Number | Share", "table"),
        ("Contact: office@example.org", "boilerplate"),
        ("https://example.org/a/b", "boilerplate"),
        ("شكراً لكم على اهتمامكم!", "boilerplate"),
        ("- 12 -", "boilerplate"),
        ("صفحة 3 من 10", "boilerplate"),
        ("International Organization for Migration (IOM)", "boilerplate"),
        ("1 القرار، المرفق الثاني، المادة 2", "paragraph"),
    ],
)
def test_a_block_is_known_by_its_shape(text, kind):
    found = kinds(f"{PARAGRAPH}\n\n{text}\n\n{PARAGRAPH}")

    assert found[1] == (kind, text)


def test_a_heading_that_repeats_the_one_in_force_is_boilerplate():
    text = (
        f"الرؤية العامة\n\n{ARABIC_PARAGRAPH}\n\nالرُؤية العامّة\n\n{ARABIC_PARAGRAPH}\n\nالمتابعة\n\n{ARABIC_PARAGRAPH}"
    )

    assert [kind for kind, _ in kinds(text)] == [
        "heading",
        "paragraph",
        "boilerplate",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_a_heading_that_comes_back_under_another_one_is_a_heading():
    text = "\n\n".join(("First session", "Aims:", PARAGRAPH, "Second session", "Aims:", PARAGRAPH))

    assert [kind for kind, _ in kinds(text)].count("heading") == 4


def test_the_table_of_contents_takes_its_title_and_the_lines_between():
    text = f"المحتويات\n\nمقدمة.......3\n\tI. الحوار الأول\nألف. الافتتاح.....4\n\n{ARABIC_PARAGRAPH}"

    assert [kind for kind, _ in kinds(text)] == ["contents", "contents", "contents", "contents", "paragraph"]


def test_a_sentence_broken_by_an_empty_line_is_one_block():
    first = "واختتمت السيدة كلمتها أمام جميع المشاركين والمشاركات في هذه الجلسة الأولى من الحوار الإقليمي بدعوة الحضور"
    second = "للمشاركة بآرائهم."

    found = kinds("\n\n".join((*files.ARABIC * 3, first, second)))

    assert found[-1] == ("paragraph", f"{first}\n\n{second}")


def test_a_logo_in_another_script_decorates_an_arabic_page():
    found = kinds(f"Shared Prosperity\n\nSAFE AND ORDERLY MIGRATION FOR ALL PEOPLE OF THE REGION\n\n{ARABIC_PARAGRAPH}")

    assert [kind for kind, _ in found] == ["boilerplate", "boilerplate", "paragraph"]


def test_lines_broken_at_a_margin_are_one_paragraph():
    lines = [
        "Families who lost their sons at sea have waited for years to learn what",
        "became of them, and local authorities asked for a fair share of all the",
        "funding, since services are delivered in cities first and paid for last,",
        "as mayors said again and again in the course of the regional dialogue and",
        "in the letters that they wrote to the ministers.",
    ]
    text = "\n".join(lines) + "\n\n" + "\n".join(lines)

    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph"]


def test_headings_rank_by_their_numbers():
    text = "\n\n".join(
        (
            "II. الحوار الثاني",
            "ألف. الجلسة الافتتاحية",
            "نهج المجتمع بأكمله",
            ARABIC_PARAGRAPH,
            "1. الرد على الأسئلة",
            ARABIC_PARAGRAPH,
        )
    )
    found = blocks(extract(text.encode(), name="a.txt"))

    assert [b.level for b in found if b.kind == "heading"] == [1, 2, 3, 3]


def test_every_letter_is_in_exactly_one_block():
    text = f"Title\n\n{PARAGRAPH}\n\n- one\n- two\n\n{ARABIC_PARAGRAPH}\n\na@b.org\n"
    extracted = extract(text.encode(), name="a.txt")
    found = blocks(extracted)

    assert " ".join(extracted.text[b.start : b.end] for b in found).split() == text.split()
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_parts_lines_and_blocks_alike(end):
    text = end.join(["The aims of the panel:", "- one aim of it", "- the other aim", "", PARAGRAPH])

    assert [kind for kind, _ in kinds(text)] == ["heading", "bullet", "bullet", "paragraph"]
