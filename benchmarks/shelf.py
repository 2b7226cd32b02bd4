"""A shelf as large as wanted for benchmarks: documents and passages made from real texts, always the same.

A passage is one to three sentences drawn by a fixed seed from the texts under the folder of shared material: passages
of migration documents (`data/gold/dev.jsonl`, `seeds/`) and, so that the vocabulary is wide, newspaper sentences
(`data/parallel/ntrex`, professionally translated). Codes are those the kernel suggests for the sentences drawn. Only
the number of passages is invented: every sentence was written by somebody.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

AT = datetime(2026, 11, 1, tzinfo=UTC)
NTREX = {"ar": "newstest2019-ref.arb.txt", "en": "newstest2019-src.eng.txt", "fr": "newstest2019-ref.fra.txt"}
SHARE = {"ar": 0.5, "en": 0.3, "fr": 0.2}
LONG = 50


class Sentence:
    __slots__ = ("act", "category", "countries", "lang", "objectives", "text", "tokens")

    def __init__(self, lang: str, text: str) -> None:
        self.lang, self.text = lang, text
        self.objectives: list[str] = []
        self.countries: list[str] = []
        self.act = self.category = self.tokens = ""


def sentences(shared: Path) -> dict[str, dict[str, list[Sentence]]]:
    """By language: those of migration documents ("ours") and others ("news"), coded."""
    from mithaq.kernels import text as kernel

    found: dict[str, dict[str, list[Sentence]]] = {lang: {"ours": [], "news": []} for lang in SHARE}
    told: list[tuple[str, str]] = []
    for line in (shared / "data/gold/dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        told.append((row["lang"], row["text"]))
    for path in sorted((shared / "seeds").glob("*.txt")):
        told += [(p.lang, p.text) for p in kernel.read(path.read_bytes(), name=path.name).passages]
    for lang, text in told:
        if lang in found:
            found[lang]["ours"] += [Sentence(lang, part) for part in _cut(text)]
    for lang, name in NTREX.items():
        lines = (shared / "data/parallel/ntrex" / name).read_text("utf-8").splitlines()
        found[lang]["news"] += [Sentence(lang, line.strip()) for line in lines if line.strip()]
    every = [s for kinds in found.values() for some in kinds.values() for s in some]
    for sentence, coded in zip(every, kernel.code_all([(s.lang, s.text, "") for s in every]), strict=True):
        sentence.tokens = " ".join(kernel.tokens(sentence.text, sentence.lang))
        sentence.objectives = [str(o.code) for o in coded.objectives]
        sentence.countries = list(coded.countries)
        sentence.act = coded.act
        sentence.category = "" if coded.speaker.kind == "none" else coded.speaker.kind
    return found


def _cut(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?؟;؛])\s+", text) if len(part.split()) >= 4]


def fill(institution: Any, shared: Path, *, documents: int, passages: int, codings: bool = True) -> None:
    """Put the shelf into an empty institution, by bulk: what the services would write, without their reading."""
    from django.db import transaction
    from django_scopes import scope

    from mithaq.evidence.models import Coding, Document, Facets, Passage, Rendition, Revision
    from mithaq.evidence.search import index
    from mithaq.evidence.services import texts

    chance = random.Random(20261121)
    drawn = sentences(shared)
    each = passages // documents
    with scope(institution=institution), transaction.atomic():
        for first in range(0, documents, 100):
            papers = [_document(institution, n, each, chance, drawn) for n in range(first, min(first + 100, documents))]
            Document.objects.bulk_create(papers)
            renditions = [_rendition(paper) for paper in papers]
            Rendition.objects.bulk_create(renditions)
            rows, kept = [], []
            for rendition in renditions:
                for number, (lang, parts) in enumerate(_drawn(rendition.lang, each, chance, drawn), start=1):
                    text = " ".join(s.text for s in parts)
                    start = len(rendition.text)
                    rendition.text += text + "\n"
                    rows.append(
                        Passage(
                            institution=institution,
                            rendition=rendition,
                            number=number,
                            kind="heading" if number % 20 == 1 else "paragraph",
                            start=start,
                            end=start + len(text),
                            page=1 + number // 8,
                            lang=lang,
                            text=text,
                            tokens=f" {' '.join(s.tokens for s in parts)} ",
                        )
                    )
                    kept.append(parts)
                rendition.text_digest = texts.digest_of(rendition.text)
            Rendition.objects.bulk_update(renditions, ["text", "text_digest"], batch_size=50)
            Passage.objects.bulk_create(rows, batch_size=1000)
            if codings:
                said = [c for row, parts in zip(rows, kept, strict=True) for c in _codings(row, parts)]
                Coding.objects.bulk_create(said, batch_size=1500)
            Facets.objects.bulk_create(
                [_facets(row, parts, index) for row, parts in zip(rows, kept, strict=True)], batch_size=1500
            )
            index.write(institution.pk, {row.pk: row.tokens for row in rows})
            print(f"\r{first + len(papers)} documents", end="", file=sys.stderr, flush=True)
        Revision.objects.update_or_create(institution=institution, defaults={"value": 1})
    print(file=sys.stderr)


def multiply(times: int) -> None:
    """Copy everything on the shelf so often, by the database itself: for sizes, not for words."""
    from django.db import connection
    from django.db.models import Max

    from mithaq.evidence.models import Coding, Document, Facets, Passage, Rendition
    from mithaq.evidence.search import index

    models = (Document, Rendition, Passage, Coding, Facets)
    most = {model: model.objects.aggregate(n=Max("pk"))["n"] for model in models}
    with connection.cursor() as cursor:
        for copy in range(1, times):
            for model in models:
                fields = model._meta.concrete_fields
                told = []
                for f in fields:
                    moved = model if f.primary_key and not f.is_relation else f.related_model
                    name = f'"{f.column}"'
                    if moved in most:
                        told.append(f"{name} + {copy * most[moved]}")
                    elif f.name in ("uid", "digest"):
                        told.append(f"substr({name}, 1, {f.max_length - 4}) || '{copy:04}'")
                    else:
                        told.append(name)
                names = ", ".join(f'"{f.column}"' for f in fields)
                table, pk = model._meta.db_table, model._meta.pk.column
                cursor.execute(
                    f"INSERT INTO {table} ({names}) SELECT {', '.join(told)} FROM {table} WHERE {pk} <= {most[model]}"
                )
            key = "rowid" if connection.vendor == "sqlite" else "passage_id"
            cursor.execute(
                f"INSERT INTO {index.TABLE}({key}, stems) SELECT {key} + {copy * most[Passage]}, stems "
                f"FROM {index.TABLE} WHERE {key} <= {most[Passage]}"
            )


def _document(institution: Any, number: int, each: int, chance: random.Random, drawn: Any) -> Any:
    from mithaq.evidence.models import Document

    lang = chance.choices(list(SHARE), list(SHARE.values()))[0]
    title = " ".join(chance.choice(drawn[lang]["ours"]).text.split()[:8])
    return Document(
        institution=institution,
        title={lang: title},
        file_name=f"paper-{number:05}.txt",
        media="text",
        digest=hashlib.sha256(f"paper {number}".encode()).hexdigest(),
        size=1,
        pages=1 + each // 8,
        passage_count=each,
        languages=[lang],
        visibility="members" if number % 10 == 9 else "public",
        year=chance.choice([None, 2018, 2019, 2020, 2021, 2022, 2023, 2024]),
        reader="benchmark",
        coder="benchmark",
        deposited_at=AT + timedelta(minutes=number),
        by_uid="benchmark",
        by_name="Benchmark",
    )


def _rendition(paper: Any) -> Any:
    from mithaq.evidence.models import Rendition

    return Rendition(
        institution=paper.institution,
        document=paper,
        lang=paper.languages[0],
        text="",
        text_digest="",
        page_starts=[0],
        version="benchmark",
        made_at=AT,
    )


def _drawn(main: str, each: int, chance: random.Random, drawn: Any) -> Iterator[tuple[str, list[Sentence]]]:
    for _ in range(each):
        lang = main if chance.random() < 0.97 else chance.choice(list(SHARE))
        parts = [chance.choice(drawn[lang]["ours" if chance.random() < 0.6 else "news"])]
        while sum(len(p.text.split()) for p in parts) < chance.randint(10, LONG) and len(parts) < 4:
            parts.append(chance.choice(drawn[lang]["ours" if chance.random() < 0.4 else "news"]))
        yield lang, parts


def _first(values: Sequence[str]) -> str:
    return next(filter(None, values), "")


def _codings(row: Any, parts: Sequence[Sentence]) -> list[Any]:
    from mithaq.evidence.models import Coding

    codes = [("objective", c) for c in dict.fromkeys(c for p in parts for c in p.objectives)]
    codes += [("country", c) for c in dict.fromkeys(c for p in parts for c in p.countries)]
    codes += [(name, code) for name, code in (("act", _first([p.act for p in parts])),) if code]
    codes += [("speaker", code) for code in [_first([p.category for p in parts])] if code]
    return [
        Coding(institution_id=row.institution_id, passage=row, scheme=scheme, code=code, score=0.8, at=AT)
        for scheme, code in codes
    ]


def _facets(row: Any, parts: Sequence[Sentence], index: Any) -> Any:
    from mithaq.evidence.models import Facets

    objectives = sorted({c for p in parts for c in p.objectives}, key=int)
    countries = sorted({c for p in parts for c in p.countries})
    return Facets(
        institution_id=row.institution_id,
        passage=row,
        document=row.rendition.document,
        lang=row.lang,
        kind=row.kind,
        act=_first([p.act for p in parts]),
        category=_first([p.category for p in parts]),
        objectives=f",{','.join(objectives)}," if objectives else "",
        countries=f",{','.join(countries)}," if countries else "",
        indexed=index.digest(row.tokens),
        revision=1,
    )
