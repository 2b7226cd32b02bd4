"""Passages a second through the whole text kernel: `python benchmarks/text.py [--documents 240] [--workers 2]`.

Files as people send them (plain text, HTML, Word; Arabic, English, French) are read, repaired, cut into passages,
coded and brought together into messages, on two cores. The corpus is made from the sentences below by a seeded
generator, so that everyone measures the same; the documents of `../shared/seeds` are read too when they are there.
Afterwards `benchmarks/extraction.py` runs, if it is there: one command prints both tables.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import util
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

import docx

from mithaq.kernels import text

GOAL = 2_500
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
PARAGRAPHS = 60

WHO = {
    "en": [
        "The federation of migrant workers",
        "A women's association from the coast",
        "The city council",
        "The ministry of labour",
        "Our network of returnees",
        "The chamber of commerce",
        "A delegate of the union",
        "The national statistics office",
        "The committee of families of the missing",
        "A teacher from the border town",
    ],
    "fr": [
        "La fédération des travailleurs migrants",
        "Une association de femmes du littoral",
        "Le conseil municipal",
        "Le ministère du travail",
        "Notre réseau de personnes de retour",
        "La chambre de commerce",
        "Une déléguée du syndicat",
        "L'office national de la statistique",
        "Le comité des familles de disparus",
        "Un enseignant de la ville frontière",
    ],
    "ar": [
        "اتحاد العمال المهاجرين",
        "جمعية نسائية من الساحل",
        "المجلس البلدي",
        "وزارة العمل",
        "شبكة العائدين لدينا",
        "غرفة التجارة",
        "مندوبة عن النقابة",
        "الجهاز الوطني للإحصاء",
        "لجنة أسر المفقودين",
        "معلم من المدينة الحدودية",
    ],
}
SAYS = {
    "en": [
        "asked the government to",
        "insisted that every State should",
        "proposed that the region",
        "undertook to",
        "reported how difficult it remains to",
        "described a project that helps people to",
    ],
    "fr": [
        "a demandé au gouvernement de",
        "a insisté pour que chaque État accepte de",
        "a proposé à la région de",
        "s'est engagé à",
        "a rapporté combien il reste difficile de",
        "a présenté un projet qui aide à",
    ],
    "ar": [
        "دعا الحكومة إلى",
        "شدد على أن على كل دولة",
        "اقترح على المنطقة",
        "تعهد بـ",
        "أفاد بمدى صعوبة",
        "عرض مشروعا يساعد على",
    ],
}
WHAT = {
    "en": [
        "open clinics to everyone whatever their papers",
        "publish figures on migration by sex and age every year",
        "return confiscated passports to domestic workers",
        "lower the price of sending money home",
        "recognise diplomas earned abroad within three months",
        "end the detention of children and their families",
        "search for people who went missing in the desert",
        "register the birth of every child born on the way",
        "let seasonal workers carry their pension rights home",
        "train the police to recognise victims of trafficking",
        "prepare people for their return with work and housing",
        "answer hatred in the media with facts and encounters",
    ],
    "fr": [
        "ouvrir les centres de santé à toute personne quels que soient ses papiers",
        "publier chaque année des chiffres sur la migration par sexe et par âge",
        "rendre aux travailleuses domestiques les passeports confisqués",
        "baisser le prix des envois d'argent au pays",
        "reconnaître en trois mois les diplômes obtenus à l'étranger",
        "mettre fin à la détention des enfants et de leurs familles",
        "rechercher les personnes disparues dans le désert",
        "enregistrer la naissance de chaque enfant né en chemin",
        "laisser les travailleurs saisonniers emporter leurs droits à pension",
        "former la police à reconnaître les victimes de la traite",
        "préparer les gens au retour par un travail et un logement",
        "répondre à la haine dans les médias par des faits et des rencontres",
    ],
    "ar": [
        "فتح المراكز الصحية للجميع أيا كانت أوراقهم",
        "نشر أرقام الهجرة كل سنة حسب الجنس والعمر",
        "إعادة جوازات السفر المحتجزة إلى العاملات المنزليات",
        "خفض كلفة إرسال المال إلى الوطن",
        "الاعتراف خلال ثلاثة أشهر بالشهادات المحصلة في الخارج",
        "إنهاء احتجاز الأطفال وأسرهم",
        "البحث عن المفقودين في الصحراء",
        "تسجيل ولادة كل طفل يولد على الطريق",
        "تمكين العمال الموسميين من نقل حقوقهم في التقاعد",
        "تدريب الشرطة على التعرف على ضحايا الاتجار",
        "تهيئة الناس للعودة بعمل وسكن",
        "الرد على الكراهية في الإعلام بالوقائع واللقاءات",
    ],
}
WHY = {
    "en": [
        "because families wait for years without an answer.",
        "so that nobody has to hide from a hospital or a school.",
        "as Morocco, Tunisia and Lebanon already do in part.",
        "even though the budget was cut twice since 2020.",
        "and will report on it at the next meeting in Cairo.",
        "since informal work leaves people without protection.",
    ],
    "fr": [
        "parce que des familles attendent des années sans réponse.",
        "afin que personne n'ait à fuir un hôpital ou une école.",
        "comme le Maroc, la Tunisie et le Liban le font déjà en partie.",
        "alors que le budget a été réduit deux fois depuis 2020.",
        "et en rendra compte à la prochaine réunion du Caire.",
        "car le travail informel laisse les gens sans protection.",
    ],
    "ar": [
        "لأن الأسر تنتظر سنوات دون جواب.",
        "كي لا يضطر أحد إلى الاختباء من مستشفى أو مدرسة.",
        "كما تفعل المغرب وتونس ولبنان جزئيا.",
        "مع أن الميزانية خفضت مرتين منذ 2020.",
        "وسيقدم تقريرا عن ذلك في الاجتماع المقبل في القاهرة.",
        "لأن العمل غير النظامي يترك الناس دون حماية.",
    ],
}


WHERE = {
    "en": [
        "in Tangier",
        "along the Nile",
        "near Zarzis",
        "in the port of Aden",
        "in the Bekaa valley",
        "around Agadez",
        "at the crossing of Wazin",
        "in the suburbs of Amman",
        "on Lampedusa",
        "in the oases of the south",
    ],
    "fr": [
        "à Tanger",
        "le long du Nil",
        "près de Zarzis",
        "dans le port d'Aden",
        "dans la vallée de la Bekaa",
        "autour d'Agadez",
        "au poste de Wazin",
        "dans la banlieue d'Amman",
        "à Lampedusa",
        "dans les oasis du sud",
    ],
    "ar": [
        "في طنجة",
        "على ضفاف النيل",
        "قرب جرجيس",
        "في ميناء عدن",
        "في سهل البقاع",
        "حول أغاديز",
        "عند معبر وازن",
        "في ضواحي عمان",
        "في لامبيدوزا",
        "في واحات الجنوب",
    ],
}


@dataclass(frozen=True, slots=True)
class File:
    name: str
    data: bytes


def main(arguments: list[str] | None = None) -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--documents", type=int, default=240, help=f"generated, of {PARAGRAPHS} paragraphs each")
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--only-text", action="store_true", help="leave the extraction benchmark out")
    given = ask.parse_args(arguments)
    files = [*seeds(), *generated(given.documents)]
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {given.workers} used"
    )
    print(f"load of the machine before the start: {os.getloadavg()[0]:.1f}")
    print(f"{len(files)} files, {sum(len(f.data) for f in files) / 1e6:.1f} MB, {count_seeds()} of them real\n")
    rate = measure(files, given.workers)
    print(f"\nwhole kernel: {rate:,.0f} passages/s (goal {GOAL:,}): {'reached' if rate >= GOAL else 'missed'}")
    if not given.only_text:
        extraction()
    return 0


def measure(files: list[File], workers: int) -> float:
    """Run the stages one after the other, print a table, return passages a second over all of them."""
    with ProcessPoolExecutor(workers, mp_context=get_context("forkserver"), initializer=warm) as pool:
        list(pool.map(len, [b""] * workers))
        clock = [perf_counter()]
        read = [found for chunk in pool.map(read_chunk, chunked(files, workers)) for found in chunk]
    clock.append(perf_counter())
    rows = [(f"{name}-{p.number}", name, p) for name, passages in read for p in passages]
    coded = text.code_all([(p.lang, p.text, p.kind) for _, _, p in rows], workers=workers)
    clock.append(perf_counter())
    statements = [_statement(*row, found) for row, found in zip(rows, coded, strict=True)]
    links = text.links(statements)
    messages = text.messages(statements, links)
    clock.append(perf_counter())
    words = sum(len(p.text.split()) for _, _, p in rows) / max(1, len(rows))
    print(f"{len(rows):,} passages of {words:.0f} words; {len(links):,} links, {len(messages):,} messages")
    alone = [_reading_alone(files), _coding_alone(rows), _converging_alone(statements)]
    whole = 1 / (1 / (workers * alone[0]) + 1 / (workers * alone[1]) + 1 / alone[2])
    stages = ("read, repair, segment", "code", "converge (one core)", "all")
    spans = [clock[1] - clock[0], clock[2] - clock[1], clock[3] - clock[2], clock[3] - clock[0]]
    print(f"\n{'stage':24}{'seconds':>10}{'passages/s':>14}{'per CPU-second':>18}")
    for stage, seconds, rate in zip(stages, spans, [*alone, None], strict=True):
        print(f"{stage:24}{seconds:>10.2f}{len(rows) / seconds:>14,.0f}" + (f"{rate:>18,.0f}" if rate else ""))
    print(f"from CPU time, as on {workers} cores with nothing else to do: {whole:,.0f} passages/s")
    return len(rows) / spans[-1]


def _statement(key: str, name: str, p: text.Passage, c: text.Coded) -> text.Statement:
    objectives = tuple(o.code for o in c.objectives)
    return text.Statement(key, name, p.lang, p.text, objectives, c.act, c.speaker.kind, c.countries)


def _reading_alone(files: list[File]) -> float:
    warm()
    sample = files[:: max(1, len(files) // 30)]
    begun = process_time()
    count = sum(len(passages) for _, passages in read_chunk(sample))
    return count / (process_time() - begun)


def _coding_alone(rows: list[tuple[str, str, text.Passage]]) -> float:
    sample = [(p.lang, p.text, p.kind) for _, _, p in rows[:: max(1, len(rows) // 3_000)]]
    text.code(sample[::5])
    begun = process_time()
    text.code_all(sample, workers=1)
    return len(sample) / (process_time() - begun)


def _converging_alone(statements: list[text.Statement]) -> float:
    begun = process_time()
    text.messages(statements, text.links(statements))
    return len(statements) / (process_time() - begun)


def warm() -> None:
    """Load what reads each kind of file before the clock starts."""
    for form, made in FORMS.items():
        said = made(["Migrants speak in the assembly of the city, and the city answers."] * 3, "en")
        text.read(said, name=f"warm.{form}")


def read_chunk(files: list[File]) -> list[tuple[str, tuple[text.Passage, ...]]]:
    return [(f.name, text.read(f.data, name=f.name).passages) for f in files]


def chunked(files: list[File], workers: int) -> list[list[File]]:
    """Several chunks a worker, so that a slow file at the end keeps nobody waiting for long."""
    size = max(1, len(files) // (workers * 8))
    return [files[i : i + size] for i in range(0, len(files), size)]


def seeds() -> list[File]:
    return [File(path.name, path.read_bytes()) for path in sorted(SEEDS.glob("*.txt"))]


def count_seeds() -> int:
    return len(list(SEEDS.glob("*.txt")))


def generated(count: int) -> list[File]:
    """Documents in turn Arabic, English and French; of ten, six plain, three HTML and one Word."""
    return [_file(number) for number in range(count)]


def _file(number: int) -> File:
    lang = ("ar", "en", "fr")[number % 3]
    chance = random.Random(number)
    paragraphs = list(_paragraphs(lang, chance))
    form = ("txt", "html", "docx")[(0, 0, 0, 0, 0, 0, 1, 1, 1, 2)[number // 3 % 10]]
    return File(f"made-{number:04}.{form}", FORMS[form](paragraphs, lang))


def _paragraphs(lang: str, chance: random.Random) -> Iterator[str]:
    for _ in range(PARAGRAPHS):
        yield " ".join(_sentence(lang, chance) for _ in range(chance.choice((2, 3))))


def _sentence(lang: str, chance: random.Random) -> str:
    who, says, what, where, why = (chance.choice(part[lang]) for part in (WHO, SAYS, WHAT, WHERE, WHY))
    return f"{who} {says} {what} {where} ({chance.randint(2, 980)}) {why}"


def _plain(paragraphs: list[str], lang: str) -> bytes:
    return "\n\n".join(paragraphs).encode()


def _html(paragraphs: list[str], lang: str) -> bytes:
    body = "".join(f"<p>{p}</p>\n" for p in paragraphs)
    page = f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>-</title></head>'
    return f"{page}<body><article>{body}</article></body></html>".encode()


def _word(paragraphs: list[str], lang: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


FORMS = {"txt": _plain, "html": _html, "docx": _word}


def extraction() -> None:
    """The other half of the claim: Arabic PDFs beside other extractors."""
    path = Path(__file__).with_name("extraction.py")
    if not path.exists():
        print("\nbenchmarks/extraction.py is not here; PDF extraction was not measured")
        return
    spec = util.spec_from_file_location("benchmark_extraction", path)
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    print("\n— extraction —\n")
    told, sys.argv = sys.argv, [str(path)]
    try:
        module.main()
    finally:
        sys.argv = told


if __name__ == "__main__":
    raise SystemExit(main())
