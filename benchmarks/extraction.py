"""How well Arabic comes out of a PDF: our reader beside pdfplumber and pdfminer.six, on the same files.

    .venv/bin/python -m benchmarks.extraction [--copies 8]

The files are made here from our own sentences: logical order as typesetters write it today, and the visual order with
presentation forms that older programs left in archives. Two figures per file: F1 of words, and F1 of neighbouring
word pairs, which also falls when the words of a line come in the wrong order.
"""

from __future__ import annotations

import argparse
import io
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pdfplumber
import typst
from pdfminer.high_level import extract_text as pdfminer_text

import mithaq.foundation
from mithaq.kernels.text.extract import extract
from mithaq.kernels.text.model import Unreadable
from mithaq.kernels.text.repair import repair

FONTS = Path(mithaq.foundation.__file__).parent / "fonts"

ARABIC = (
    "تلتزم الدول المشاركة بوضع نظام شفاف لاستقدام العمال المهاجرين لا يحمّلهم أي رسوم.",
    "وأكد ممثلو النقابات أن العقود المكتوبة باللغة التي يفهمها العامل هي أول ضمانة لحقوقه.",
    "لا تزال الأسر التي فقدت أبناءها في البحر تنتظر جواباً عن مصيرهم منذ سنوات.",
    "أنشأت البلدية مركزاً يقدم المعلومات والمشورة القانونية مجاناً لكل من يصل إلى المدينة.",
    "ينبغي أن تُجمع البيانات مصنفة حسب الجنس والسن مع احترام الخصوصية في جميع المراحل.",
    "تواجه النساء العاملات في المنازل صعوبات في الوصول إلى القضاء بسبب نظام الكفالة.",
    "اقترح المشاركون إنشاء آلية إقليمية لتتبع المفقودين وتبادل عينات التعرف على الهوية.",
    "خفضت ثلاثة مصارف كلفة التحويلات المالية إلى أقل من ثلاثة في المئة بعد فتح المنافسة.",
    "يجب ألا يُحتجز أي طفل بسبب وضع والديه، وأن تتوافر بدائل الاحتجاز في كل ولاية.",
    "طالبت جمعيات الجالية بالاعتراف بالشهادات والمهارات المكتسبة في بلد المنشأ.",
    "تتعهد الحكومة بإعداد خطة وطنية للتنفيذ قبل نهاية العام وبعرضها على البرلمان.",
    "إن العودة الكريمة لا تكون إلا طوعية وآمنة، ويلزم أن يرافقها دعم لإعادة الإدماج.",
    "لاحظ الباحثون أن خطاب الكراهية يتراجع حين تنشر الصحف المحلية قصص الجيران الجدد.",
    "تتيح المنصة الإلكترونية تقديم الطلب ومتابعته دون الحاجة إلى السفر إلى العاصمة.",
    "دعت السلطات المحلية إلى نصيب عادل من التمويل لأن الخدمات تُقدم في المدن أولاً.",
    "يحق لكل مهاجر أن يحصل على شهادة ميلاد لطفله مهما كان وضعه القانوني.",
)
MIXED = (
    "أُطلق برنامج Safe Passage Initiative في عام 2019 بتمويل من صندوق Migration Partnership Fund بلغ 4.5 مليون دولار.",
    "راجع الفريق المؤشرات 8.7.1 و10.7.2 ووجد أن 63% من البلدان لم تقدم بيانات عن الفترة 2018-2021.",
    "عرضت شبكة Mayors for Mobility تقريرها السنوي، ثم علّقت منظمة Horizon Sans Frontières على نتائجه.",
    "يمكن الاطلاع على الدليل المعنون Guide to Fair Recruitment في البوابة ابتداءً من 15 آذار/مارس.",
)
ENGLISH = (
    "Participating States undertake to set up a transparent recruitment system that charges workers nothing.",
    "Families who lost their sons at sea have waited for years to learn what became of them.",
    "No child should be detained because of the status of a parent, and alternatives must exist everywhere.",
    "Local authorities asked for a fair share of the funding, since services are delivered in cities first.",
)
FRENCH = (
    "Les États s'engagent à mettre en place un système de recrutement transparent et sans frais pour les travailleurs.",
    "Les familles qui ont perdu un fils en mer attendent depuis des années une réponse sur son sort.",
    "Aucun enfant ne doit être placé en rétention à cause de la situation de ses parents.",
    "Les collectivités locales demandent une part équitable du financement, car les services se rendent en ville.",
)

_JOINED = {"isolated", "initial", "medial", "final"}
_WORD = re.compile(r"[\w\u064b-\u0652]+")


def files(copies: int) -> dict[str, tuple[str, bytes]]:
    """Name -> (the text that should come out, the PDF)."""
    arabic = list(ARABIC) * copies
    mixed = [s for pair in zip(ARABIC[: len(MIXED)], MIXED, strict=True) for s in pair] * copies
    return {
        "ar, Amiri": ("\n".join(arabic), _logical(arabic, "Amiri", "ar")),
        "ar, Noto": ("\n".join(arabic), _logical(arabic, "Noto Sans Arabic", "ar")),
        "ar with Latin names": ("\n".join(mixed), _logical(mixed, "Amiri", "ar")),
        "ar, two columns, heads": ("\n".join(arabic), _columns(arabic, "Amiri")),
        "ar, visual order, Amiri": ("\n".join(arabic), _visual(arabic, "Amiri")),
        "ar, visual order, Noto": ("\n".join(arabic), _visual(arabic, "Noto Sans Arabic")),
        "en": ("\n".join(ENGLISH * copies * 4), _logical(list(ENGLISH) * copies * 4, "Noto Sans", "en")),
        "fr": ("\n".join(FRENCH * copies * 4), _logical(list(FRENCH) * copies * 4, "Noto Sans", "fr")),
    }


def ours(data: bytes) -> str:
    return repair(extract(data, name="file.pdf").text).display


def plumber(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def miner(data: bytes) -> str:
    return pdfminer_text(io.BytesIO(data))


READERS: dict[str, Callable[[bytes], str]] = {"mithaq": ours, "pdfplumber": plumber, "pdfminer.six": miner}


def f1(expected: Counter, found: Counter) -> float:
    common = sum((expected & found).values())
    return 2 * common / max(1, sum(expected.values()) + sum(found.values()))


def words(text: str) -> list[str]:
    """Words as compared: presentation forms are folded for every reader alike, or only ours could ever be right."""
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def figures(expected: str, found: str) -> tuple[float, float]:
    a, b = words(expected), words(found)
    return f1(Counter(a), Counter(b)), f1(Counter(pairwise(a)), Counter(pairwise(b)))


def shaped(text: str) -> str:
    """Each Arabic letter as the form it takes beside its neighbours, lam-alef as one letter, vowels left out."""
    letters, ligatures = _forms()
    bare = [c for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c)]
    found: list[str] = []
    i = 0
    while i < len(bare):
        pair = "".join(bare[i : i + 2])
        before = bool(i) and "initial" in letters.get(bare[i - 1], {})
        if pair in ligatures:
            found.append(ligatures[pair]["final" if before else "isolated"])
            i += 2
            continue
        forms = letters.get(bare[i])
        if forms:
            before = before and "final" in forms
            after = i + 1 < len(bare) and "initial" in forms and "final" in letters.get(bare[i + 1], {})
            name = {(0, 0): "isolated", (0, 1): "initial", (1, 0): "final", (1, 1): "medial"}[before, after]
            found.append(forms[name])
        else:
            found.append(bare[i])
        i += 1
    return "".join(found)


def _forms() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    letters: dict[str, dict[str, str]] = {}
    ligatures: dict[str, dict[str, str]] = {}
    for code in range(0xFE80, 0xFEFD):
        tag, *plain = unicodedata.decomposition(chr(code)).split() or [""]
        name = tag.strip("<>")
        if name in _JOINED:
            of = "".join(chr(int(p, 16)) for p in plain)
            (letters if len(of) == 1 else ligatures).setdefault(of, {})[name] = chr(code)
    return letters, ligatures


def _logical(sentences: list[str], font: str, lang: str) -> bytes:
    body = "\n\n".join(_escaped(s) for s in sentences)
    return _compile(
        f'#set text(font: ("{font}", "Noto Sans"), lang: "{lang}", size: 11pt)\n#set par(justify: true)\n{body}'
    )


def _columns(sentences: list[str], font: str) -> bytes:
    body = "\n\n".join(_escaped(s) for s in sentences)
    return _compile(
        f'#set page(columns: 2, numbering: "1", header: [تقرير الاستعراض])\n'
        f'#set text(font: ("{font}", "Noto Sans"), lang: "ar", size: 10pt)\n{body}'
    )


def _visual(sentences: list[str], font: str) -> bytes:
    """Lines as an old program drew them: letters shaped beforehand, from left to right."""
    lines: list[str] = []
    for sentence in sentences:
        line: list[str] = []
        for word in [*sentence.split(), ""]:
            if not word or len(" ".join([*line, word])) > 70:
                lines.append(shaped(" ".join(line))[::-1])
                line = []
            line.append(word)
    body = " \\\n".join(f"\u202d{_escaped(line)}\u202c" for line in lines)
    return _compile(f'#set text(font: ("{font}", "Noto Sans"), lang: "en", size: 11pt)\n#set align(right)\n{body}')


def _escaped(text: str) -> str:
    return re.sub(r"([#$*_`@<>\[\]\\])", r"\\\1", text)


def _compile(source: str) -> bytes:
    return typst.compile(source.encode(), font_paths=[str(FONTS)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=8, help="how often the sentences are repeated in each file")
    made = files(parser.parse_args().copies)
    print("| file | " + " | ".join(f"{name}: words, pairs, seconds" for name in READERS) + " |")
    print("|---|" + "---|" * len(READERS))
    for name, (expected, data) in made.items():
        if "visual" in name:
            expected = "".join(c for c in unicodedata.normalize("NFC", expected) if not unicodedata.combining(c))
        cells = [name]
        for reader in READERS.values():
            began = time.perf_counter()
            try:
                found = reader(data)
            except Unreadable as refusal:
                cells.append(f"refused: {refusal.cause}")
                continue
            took = time.perf_counter() - began
            cells.append("{:.3f}, {:.3f}, {:.2f}".format(*figures(expected, found), took))
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
