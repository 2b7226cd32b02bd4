"""A report to print: trilingual, of any length, and with the texts that break printers.

Every sentence here was written for these tests; no document is quoted.
"""
# ruff: noqa: E501 - sentences are data here

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle, islice

from mithaq.synthesis.report import Evidence, Label, Line, Matrix, Quote, Report, Section, Source, Unused

MADE_AT = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)

SAID = {
    "ar": (
        "نوصي بأن تُنشئ الدول نقاط اتصال وطنية تجمع البيانات المصنفة حسب الجنس والعمر وتنشرها مرة كل سنة على الأقل، "
        "وبأن يشارك المهاجرون أنفسهم ومنظماتهم في تحديد ما يُجمع منها وفي قراءتها.",
        "تحتاج النساء العاملات في المنازل إلى عقود مكتوبة بلغة يفهمنها وإلى آلية شكوى لا تعرّضهن لفقدان الإقامة.",
        "لا يزال الاحتجاز يُستخدم أول خيار في بعض المعابر، مع أن بدائل قائمة أثبتت نجاحها بكلفة أقل.",
        "خصصت البلدية ٣ مراكز استقبال، وانخفضت مدة الانتظار بنسبة -3.5% خلال عام 2024 (انظر ILO C189).",
    ),
    "en": (
        "We recommend that each State name a focal point that collects figures by sex and age, publishes them at least "
        "once a year, and lets migrants and their organisations decide with it what is collected and how it is read.",
        "Remittances cost 7.2% on average on this corridor; a common licence for small providers would bring that down.",
        "Detention is still the first answer at some crossings although alternatives have proved cheaper and kinder.",
        "The union (الاتحاد العام) opened 4 advice centres in 2024, and waiting time fell by -3.5%.",
    ),
    "fr": (
        "Nous recommandons que chaque État désigne un point focal chargé de réunir des données ventilées par sexe et par "
        "âge, de les publier au moins une fois l’an et d’associer les personnes migrantes à leur lecture.",
        "Les jeunes demandent que leurs diplômes soient reconnus en moins de six mois : « un an d’attente, c’est trop ».",
        "La rétention reste la première réponse à certains points de passage, alors que des solutions moins coûteuses existent.",
        "Le réseau (شبكة المدن) a ouvert 4 guichets en 2024 ; l’attente a baissé de -3,5 %.",
    ),
}

HOSTILE = (
    '#set page(fill: red) *bold* _it_ $x^2$ <label> @ref `raw` // comment \\ #panic("no")',
    "<script>alert(1)</script><img src=x onerror=alert(2)> &amp; {{ 7|add:7 }} {% now 'Y' %}",
    '=HYPERLINK("http://evil.example","click")',
    "\u202eevil\u202c \u2066left\u2069 \u2067right \u2069\u2069\u2069 after",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 4,
    "https://example.org/a/very/long/path/with/ملف/and?query=1&other=" + "x" * 120,
    "日本語 😀 \ue000 \x07 \x00 \ufeff zero\u0301\u0323 مرحبا\u0301 \u00ad α б → ✓ ﷺ ﷲ",
    "-3.5% +12 @cmd \t=1+1",
    "العدد -3.5% ثم ILO C189 (اتفاقية) ثم 2024/12/31 و https://example.org/ar?x=1 انتهى.",
    "'already quoted",
)

TITLES = {
    "ar": (
        "جمع البيانات واستخدامها",
        "الحد من الدوافع السلبية",
        "معلومات دقيقة في الوقت المناسب",
        "إثبات الهوية القانونية",
    ),
    "en": (
        "Collect and use data",
        "Minimise adverse drivers",
        "Accurate and timely information",
        "Proof of legal identity",
    ),
    "fr": (
        "Recueillir et utiliser des données",
        "Réduire les facteurs négatifs",
        "Une information exacte",
        "L’identité juridique",
    ),
}

WORDED = {
    "ar": {
        "title": "ما قيل في الحوارات الإقليمية حول الهجرة",
        "subtitle": "تقرير أول مستخلص من الوثائق المودعة، بحسب أهداف الميثاق",
        "institution": "الاستعراض الإقليمي العربي",
        "status": "أعدّ البرنامج هذا التقرير من الوثائق ولم يؤكده أي شخص بعد. كل سطر فيه اقتراح تسنده المقاطع المذكورة بجانبه.",
        "figures": ("وثائق مقروءة", "مقاطع", "سطور", "مقاطع مستشهد بها", "بلدان", "لغات"),
        "method": (
            "قُرئت كل وثيقة من ملفها الأصلي وقُطّعت إلى مقاطع بلغتها، واحتُفظ بموضع كل مقطع.",
            "اقتُرح لكل مقطع هدف ونوع قول بالنسخة 1.0 من نواة النصوص، ثم جُمعت الأقوال المتقاربة عبر اللغات.",
            "لا يرد في التقرير سطر بلا شاهد، وما لم يُستخدم مذكور مع سببه.",
        ),
        "acts": ("توصيات", "تحديات"),
        "lead": "تدعو {n} وثائق إلى نشر البيانات وإشراك المهاجرين في قراءتها، وفق اتفاقية ILO C189.",
        "groups": ("المجتمع المدني", "النقابات", "السلطات المحلية"),
        "countries": ("المغرب", "لبنان", "مصر"),
        "speaker": "شبكة منظمات المهاجرين",
        "unused": ("سؤال وليس قولاً", "أقصر من أن يُفهم وحده"),
        "matrix": {
            "document": "الأهداف بحسب الوثيقة",
            "country": "الأهداف بحسب البلد",
            "category": "الأهداف بحسب الفئة",
        },
        "categories": (
            "المهاجرون",
            "المجتمع المدني",
            "الأوساط الأكاديمية",
            "القطاع الخاص",
            "النقابات",
            "البرلمانيون",
            "الإعلام",
        ),
        "refused": "الملف صور ممسوحة ضوئياً بلا نص يُقرأ.",
    },
    "en": {
        "title": "What was said in the regional dialogues on migration",
        "subtitle": "A first report drawn from the documents deposited, by objective of the Compact",
        "institution": "Arab regional review",
        "status": "The software made this report from the documents, and no person has confirmed it. Every line is a suggestion, "
        "carried by the passages cited beside it.",
        "figures": ("Documents read", "Passages", "Lines", "Passages cited", "Countries", "Languages"),
        "method": (
            "Each document was read from its original file and cut into passages in its own language; the place of each is kept.",
            "An objective and an act were suggested for each passage by version 1.0 of the text kernel, and convergent "
            "messages were brought together across languages.",
            "No line stands without a citation; what was not used is listed with its reason.",
        ),
        "acts": ("Recommendations", "Challenges"),
        "lead": "{n} documents call for figures to be published and read together with migrants and their organisations.",
        "groups": ("civil society", "trade unions", "local authorities"),
        "countries": ("Morocco", "Lebanon", "Egypt"),
        "speaker": "Network of migrants’ organisations",
        "unused": ("A question, not a statement", "Too short to be understood alone"),
        "matrix": {
            "document": "Objectives by document",
            "country": "Objectives by country",
            "category": "Objectives by category",
        },
        "categories": (
            "Migrants",
            "Civil society",
            "Academia",
            "Private sector",
            "Trade unions",
            "Parliamentarians",
            "Media",
        ),
        "refused": "The file holds scanned images and no text that can be read.",
    },
    "fr": {
        "title": "Ce qui a été dit dans les dialogues régionaux sur les migrations",
        "subtitle": "Premier rapport tiré des documents déposés, par objectif du Pacte",
        "institution": "Examen régional arabe",
        "status": "Ce rapport a été établi par le logiciel à partir des documents ; personne ne l’a confirmé. Chaque ligne est une "
        "proposition, portée par les passages cités à côté d’elle.",
        "figures": ("Documents lus", "Passages", "Lignes", "Passages cités", "Pays", "Langues"),
        "method": (
            "Chaque document a été lu dans son fichier d’origine et découpé en passages dans sa propre langue ; la place de chacun est gardée.",
            "La version 1.0 du noyau de texte a proposé pour chaque passage un objectif et un acte, puis a rapproché les messages convergents.",
            "Aucune ligne n’est sans citation ; ce qui n’a pas été retenu figure avec son motif.",
        ),
        "acts": ("Recommandations", "Difficultés"),
        "lead": "{n} documents demandent que les données soient publiées et lues avec les personnes migrantes et leurs organisations.",
        "groups": ("société civile", "syndicats", "autorités locales"),
        "countries": ("Maroc", "Liban", "Égypte"),
        "speaker": "Réseau d’organisations de migrants",
        "unused": ("Une question, non un énoncé", "Trop court pour être compris seul"),
        "matrix": {
            "document": "Objectifs par document",
            "country": "Objectifs par pays",
            "category": "Objectifs par catégorie",
        },
        "categories": (
            "Migrants",
            "Société civile",
            "Milieu universitaire",
            "Secteur privé",
            "Syndicats",
            "Parlementaires",
            "Médias",
        ),
        "refused": "Le fichier contient des images numérisées et aucun texte lisible.",
    },
}


def report(lang: str = "en", *, sections: int = 4, lines: int = 4, sources: int = 5, hostile: bool = False) -> Report:
    """`sections` × `lines` lines of two quotations each; the second section is unofficial, the third empty."""
    worded = WORDED[lang]
    quotes = _quotes(hostile)
    told = tuple(_section(lang, at, lines, quotes, sources) for at in range(1, sections + 1))
    cited = sum(len(line.quotes) for section in told for line in section.lines)
    documents = tuple(_source(lang, at) for at in range(1, sources + 1))
    return Report(
        lang=lang,
        title=worded["title"],
        subtitle=worded["subtitle"],
        institution=Label(worded["institution"], lang),
        made_at=MADE_AT,
        status="suggested",
        status_note=worded["status"],
        figures=tuple(zip(worded["figures"], (sources, 1240, sections * lines, cited, 14, 3), strict=True)),
        method=worded["method"],
        sections=told,
        sources=documents,
        matrices=tuple(_matrices(lang, documents)),
        evidence=tuple(_evidence(told)),
        refused=(("scan ممسوح.pdf", worded["refused"]),),
        version="0.1.0",
        digest="5f2d" * 16,
    )


def trilingual(**size: object) -> tuple[Report, ...]:
    return tuple(report(lang, **size) for lang in ("ar", "en", "fr"))


def empty(lang: str = "en") -> Report:
    """A report on a folder in which nothing could be read."""
    return Report(
        lang=lang,
        title="Nothing",
        subtitle="",
        institution=Label("", lang),
        made_at=MADE_AT,
        status="suggested",
        status_note="",
        figures=(),
        method=(),
        sections=(),
        sources=(),
    )


def _quotes(hostile: bool) -> Iterator[tuple[str, str]]:
    ordinary = [(text, lang) for at in range(4) for lang in ("ar", "en", "fr") for text in (SAID[lang][at],)]
    hard = [(text, lang) for text, lang in zip(HOSTILE, cycle(("en", "ar", "fr")), strict=False)] if hostile else []
    return cycle(hard + ordinary)


def _section(lang: str, at: int, lines: int, quotes: Iterator[tuple[str, str]], sources: int) -> Section:
    worded = WORDED[lang]
    bare = at == 3
    return Section(
        key=f"objective-{at}",
        number=str(at),
        title=Label(TITLES[lang][(at - 1) % 4], lang),
        lines=() if bare else tuple(_line(lang, at, n, lines, quotes, sources) for n in range(lines)),
        passages=0 if bare else 96 + at,
        documents=0 if bare else min(sources, 4),
        official=at != 2,
        unused=tuple(
            Unused(reason, 12 + n, (_quote(lang, 0, (SAID[lang][n], lang), sources),))
            for n, reason in enumerate(worded["unused"])
        )
        if at == 1
        else (),
    )


def _line(lang: str, at: int, n: int, lines: int, quotes: Iterator[tuple[str, str]], sources: int) -> Line:
    worded = WORDED[lang]
    second = n >= (lines + 1) // 2
    place = at - (at > 3)
    first_number = (place - 1) * lines * 2 + n * 2 + 1
    return Line(
        act="challenge" if second else "recommendation",
        act_label=worded["acts"][second],
        lead=worded["lead"].format(n=3 + n),
        quotes=tuple(_quote(lang, first_number + k, text, sources) for k, text in enumerate(islice(quotes, 2))),
        documents=3 + n,
        groups=worded["groups"],
        countries=worded["countries"],
        languages=("ar", "fr"),
        status="confirmed" if n == 1 else "suggested",
    )


def _quote(lang: str, number: int, text: tuple[str, str], sources: int) -> Quote:
    words, spoken = text
    source = (number - 1) % sources + 1
    return Quote(
        number=number,
        passage=f"passage{number:09}",
        source=source,
        text=words,
        lang=spoken,
        page=number % 40,
        start=number * 1000,
        end=number * 1000 + len(words),
        speaker=WORDED[lang]["speaker"] if number % 2 else "",
        countries=WORDED[lang]["countries"][:1] if number % 3 else (),
        headings=(TITLES[spoken][0], TITLES[spoken][1]),
        status="confirmed" if number % 5 == 0 else "suggested",
    )


def _source(lang: str, number: int) -> Source:
    spoken = ("ar", "en", "fr")[number % 3]
    return Source(
        number=number,
        uid=f"document{number:08}",
        title=Label(f"{TITLES[spoken][number % 4]} – {number}", spoken),
        file_name=("تقرير الحوار.pdf", "dialogue-report.docx", "rapport du dialogue.html")[number % 3],
        digest=f"{number:02x}" * 32,
        languages=(spoken,) if number % 2 else (spoken, "ar"),
        pages=12 * number,
        passages=100 + number,
        origin="https://example.org/documents/" + str(number),
        licence="CC BY 4.0" if number % 2 else "",
        simulated=number == 2,
    )


def _matrices(lang: str, documents: tuple[Source, ...]) -> Iterator[Matrix]:
    rows = tuple(Label(f"{n} {TITLES[lang][(n - 1) % 4]}", lang) for n in range(1, 24))
    heads = {
        "document": tuple(source.title for source in documents),
        "country": tuple(Label(name, lang) for name in islice(cycle(WORDED[lang]["countries"]), 22)),
        "category": tuple(Label(name, lang) for name in WORDED[lang]["categories"]),
    }
    for key, columns in heads.items():
        yield Matrix(
            key=key,
            title=WORDED[lang]["matrix"][key],
            rows=rows,
            columns=columns,
            cells=tuple(
                tuple(None if (r + c) % 11 == 0 else max(0, (r * 7 + c * 13) % 29 - 8) for c in range(len(columns)))
                for r in range(len(rows))
            ),
            denominators=tuple(60 + c * 9 for c in range(len(columns))),
        )


def _evidence(sections: tuple[Section, ...]) -> Iterator[Evidence]:
    for section in sections:
        for line in section.lines:
            for quote in line.quotes:
                yield Evidence(
                    passage=quote.passage,
                    document=f"document{quote.source:08}",
                    file_name="=cmd|' /C calc'!A0.pdf" if quote.number == 1 else "report.pdf",
                    digest="ab" * 32,
                    page=quote.page,
                    start=quote.start,
                    end=quote.end,
                    kind="paragraph",
                    lang=quote.lang,
                    act=line.act,
                    act_score=0.91,
                    objectives=((8, 0.93, "suggested"), (11, 0.5, "confirmed")),
                    principles=(1, 4),
                    speaker="organisation",
                    speaker_name=quote.speaker,
                    countries=("MA", "LB"),
                    status=quote.status,
                    used_in=section.key,
                    citation=quote.number,
                    not_used_because="",
                    text=quote.text,
                )
