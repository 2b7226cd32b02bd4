"""The five source documents: real files with real defects."""

import json
import re
from pathlib import Path

import pytest

from mithaq.kernels.text.passages import MOST
from mithaq.kernels.text.reading import read
from mithaq.kernels.text.repair import repair

SHARED = Path(__file__).parents[5] / "shared"
SEEDS = SHARED / "seeds"
GOLD = SHARED / "data" / "gold" / "dev.jsonl"

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(
        not SEEDS.is_dir(), reason="the source documents are not beside the repository (../shared/seeds)"
    ),
]


def seed(number):
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return read(path.read_bytes(), name=path.name)


def blocks(reading, kind):
    return [reading.extracted.text[b.start : b.end] for b in reading.blocks if b.kind == kind]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_passage_is_its_stretch_of_the_original(number):
    reading = seed(number)

    assert reading.languages[0] == "ar"
    assert reading.passages
    for passage in reading.passages:
        assert repair(reading.extracted.text[passage.start : passage.end]).display == passage.text
        assert len(passage.text.split()) <= MOST


def test_001_has_a_table_of_contents_and_sentences_broken_by_pages():
    reading = seed("001")
    shown = " ".join(p.text for p in reading.passages)

    assert len(blocks(reading, "contents")) == 12
    for joined in ("واختتمت بدعوة الحضور للمشاركة", "من خلال عملية حوكمة كاملة", "أدت إلى تفاقم التحديات"):
        assert joined in shown
    assert len(blocks(reading, "question")) == 7


def test_002_is_readable_again():
    reading = seed("002")
    shown = " ".join(p.text for p in reading.passages)

    assert not re.search(r"[\ufb50-\ufdff\ufe70-\ufefc\u00a0]", shown)
    assert "تعرف منظمة العمل الدولية عضوية" in shown
    for apart in (
        "هو هيئة",
        "هو بنية",
        "هو فحص",
        "هو اتساق",
        "نحو إجراءات",
        "نحو الاندماج",
        "عضو في",
        "أو على",
        "أو رفض",
    ):
        assert apart in shown


def test_003_consists_mostly_of_questions():
    reading = seed("003")
    questions = blocks(reading, "question")

    assert len(questions) >= 28
    assert all("؟" in q or q.rstrip().endswith(":") for q in questions)
    assert len(questions) > len(blocks(reading, "paragraph")) + len(blocks(reading, "bullet"))


def test_004_counts_a_repeated_slide_title_once():
    reading = seed("004")
    titles = [re.sub(r"[\u064b-\u0652]", "", text) for text in blocks(reading, "heading")]

    assert titles.count("الرؤية للميثاق العالمي من أجل الهجرة") == 1
    assert sum("جعل الهجرة ذات نفع" in title for title in titles) == 1
    assert sum("جعلُ الهجرة" in text for text in blocks(reading, "boilerplate")) == 1
    assert [p for p in reading.passages if p.lang == "en"] == []


@pytest.mark.skipif(not GOLD.is_file(), reason="the gold passages are not beside the repository (../shared/data/gold)")
def test_the_passages_two_readers_were_given_are_found_again():
    def key(text):
        return re.sub(r"\W+", "", repair(text).display)

    rows = [json.loads(line) for line in GOLD.read_text().splitlines()]
    identical = inside = total = 0
    for path in SEEDS.glob("*.txt"):
        ours = [key(p.text) for p in read(path.read_bytes(), name=path.name).passages]
        for row in rows:
            if row["source"] == path.name:
                total += 1
                identical += key(row["text"]) in ours
                inside += any(key(row["text"]) in passage for passage in ours)

    assert total == 410
    assert identical >= 0.9 * total
    assert inside >= 0.95 * total
