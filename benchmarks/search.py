"""How fast and how well search finds, on SQLite and PostgreSQL, beside PostgreSQL's own full text search.

    .venv/bin/python benchmarks/search.py ../shared                    the tables of docs/benchmarks-search.md
    .venv/bin/python benchmarks/search.py ../shared --passages 10000   a smaller shelf

The shelf is made by `benchmarks/shelf.py`. A question is answered by `evidence.selectors.search`, with all facets
counted, and its page of 25 passages cut to snippets with the words marked: what a page needs, without the template.
"At first" is the first time a process is asked these words; "again" is the second round. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE / "src"), str(HERE / "benchmarks")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mithaq.config.settings")

import families  # noqa: E402
import places  # noqa: E402
import plain  # noqa: E402
import shelf  # noqa: E402

EACH = 40
Asked = tuple[str, str, str, dict[str, list[str]]]  # kind, language, question, facets


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast and how well search finds.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--on", choices=("sqlite", "postgresql"))
    told = parser.parse_args()
    if told.on:
        measure(told)
        return
    for kind in ("sqlite", "postgresql"):
        with places.place(kind) as environment:
            words = [sys.executable, __file__, *sys.argv[1:], "--on", kind]
            subprocess.run(words, check=True, env=dict(environment))


def measure(told: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django_scopes import scope

    from mithaq.evidence import columns
    from mithaq.foundation.actors import SYSTEM
    from mithaq.foundation.fields import words
    from mithaq.institutions import services as institutions

    call_command("migrate", verbosity=0)
    home = institutions.found("bench", name=words(en="Benchmark", ar="قياس", fr="Mesure"), by=SYSTEM, at=shelf.AT)
    began = time.perf_counter()
    shelf.fill(home, told.shared, documents=told.documents, passages=told.passages, codings=False)
    pairs = messages(told.shared)
    with scope(institution=home):
        counterparts = keep(home, pairs)
        print(f"\n## {connection.vendor}\n\nfilled in {time.perf_counter() - began:.0f} s", flush=True)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                plain.create(cursor)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        began = time.perf_counter()
        held = columns.held(home)
        print(f"columns of {len(held):,} passages read in {time.perf_counter() - began:.1f} s")
        asked = questions(home)
        speed(home, asked, plain.ask if connection.vendor == "postgresql" else None)
        recall(home, connection.vendor == "postgresql")
        across(home, pairs, counterparts, connection.vendor == "postgresql")


def questions(home: Any) -> list[Asked]:
    """Words that stand together in passages of the shelf, drawn by a fixed seed; `EACH` of a kind."""
    from mithaq.evidence.models import Passage
    from mithaq.kernels import text as kernel

    chance = random.Random(7)
    every = list(Passage.objects.order_by("pk").values_list("lang", "text"))
    found: list[Asked] = []

    def words(lang: str, text: str) -> list[str]:
        pieces = [text[a:b] for _, a, b in kernel.spans(text, lang)]
        return [w for w in pieces if len(w) > 2 and not w.isdigit() and kernel.vector(w, lang)]

    def draw(count: int) -> tuple[str, list[str]]:
        while True:
            lang, text = chance.choice(every)
            there = words(lang, text) if lang in shelf.SHARE else []
            if len(set(there)) >= count:
                return lang, chance.sample(sorted(set(there)), count)

    for count, kind in ((1, "one word"), (2, "two words"), (3, "three words"), (8, "eight words")):
        for _ in range(EACH):
            lang, some = draw(count)
            found.append((kind, lang, " ".join(some), {}))
    for word, lang in families.COMMON:
        found.append(("a very common word", lang, word, {}))
    for _ in range(EACH):
        lang, some = draw(2)
        found.append(("two words, facets chosen", lang, " ".join(some), {"objective": ["7", "16"], "lang": [lang]}))
    while sum(kind == "a phrase" for kind, *_ in found) < EACH:
        lang, text = chance.choice(every)
        spans = kernel.spans(text, lang) if lang in shelf.SHARE else []
        if len(spans) > 4:
            at = chance.randrange(len(spans) - 2)
            found.append(("a phrase", lang, f'"{text[spans[at][1] : spans[at + 1][2]]}"', {}))
    for _ in range(EACH):
        lang, some = draw(3)
        found.append(("two words without a third", lang, f"{some[0]} {some[1]} -{some[2]}", {}))
    for n in range(1, 24):
        found.append(("no words, one objective", "en", "", {"objective": [str(n)]}))
    return found


def speed(home: Any, asked: Sequence[Asked], beside: Callable[..., Any] | None) -> None:
    from mithaq.evidence import searching, selectors

    def ours(question: str, facets: dict[str, list[str]], lang: str) -> None:
        found = selectors.search(home, question, to=None, chosen=facets)
        for passage in found.passages:
            searching.snippet(passage, found.asked)

    def theirs(question: str, facets: dict[str, list[str]], lang: str) -> None:
        assert beside is not None
        beside(home.pk, question, facets, lang)

    ours("warm", {}, "en")
    clock: dict[tuple[str, str], list[float]] = defaultdict(list)
    processor: dict[tuple[str, str], list[float]] = defaultdict(list)
    rounds = [("at first", ours), ("again", ours), *([("plain PostgreSQL", theirs)] if beside else [])]
    for name, ask in rounds:
        for kind, lang, question, facets in asked:
            began, used = time.perf_counter(), _processor()
            ask(question, facets, lang)
            clock[name, kind].append(1000 * (time.perf_counter() - began))
            processor[name, kind].append(1000 * (_processor() - used))
    heads = " | ".join(f"{name}: p50 | p95 | of processor: p50 | p95" for name, _ in rounds)
    print(f"\nMilliseconds; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.\n")
    print(f"| question | count | {heads} |\n|---|---|{'---|' * 4 * len(rounds)}")
    for kind in [*dict.fromkeys(kind for kind, *_ in asked), "all"]:
        cells = []
        for name, _ in rounds:
            for times in (clock, processor):
                some = [ms for (n, k), values in times.items() if n == name and kind in (k, "all") for ms in values]
                cells += [f"{statistics.median(some):.1f}", f"{_p95(some):.1f}"]
        print(f"| {kind} | {len(some)} | {' | '.join(cells)} |", flush=True)


def _processor() -> float:
    """Seconds of processor so far, of this process and of the server's that works for it."""
    from django.db import connection

    used = time.process_time()
    if connection.vendor == "postgresql":
        pid = connection.connection.info.backend_pid
        used += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return used


def recall(home: Any, on_postgres: bool) -> None:
    """Each form of a family asked alone: of the passages with any of its forms, how many are found."""
    from mithaq.evidence.models import Passage
    from mithaq.evidence.search.finding import matching
    from mithaq.kernels import text as kernel

    texts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for key, lang, text in Passage.objects.order_by("pk").values_list("pk", "lang", "text"):
        if key % 5 == 0:
            texts[lang].append((key, f" {' '.join(kernel.fold(text[a:b]) for _, a, b in kernel.spans(text, lang))} "))
    print("\n| language | families | forms asked | ours: recall | precision | plain PostgreSQL: recall | precision |")
    print("|---|---|---|---|---|---|---|")
    for lang, made in families.FAMILIES.items():
        sums: dict[str, list[float]] = defaultdict(list)
        used = forms_used = 0
        judged = {key for key, _ in texts[lang]}
        for family in made:
            pattern = re.compile(families.pattern(lang, [kernel.fold(form) for form in family]))
            right = {key for key, text in texts[lang] if pattern.search(text)}
            there = [f for f in family if any(f" {kernel.fold(f)} " in text for _, text in texts[lang])]
            if not right or len(there) < 2:
                continue
            used += 1
            for form in there:
                forms_used += 1
                answers = {"ours": set(matching(home, form, to=None, chosen={"lang": [lang]}).tolist()) & judged}
                if on_postgres:
                    answers["plain"] = set(plain.keys(home.pk, form, lang)) & judged
                public = right & _public(home)
                for name, found in answers.items():
                    sums[name + " recall"].append(len(found & public) / max(len(public), 1))
                    sums[name + " precision"].append(len(found & public) / len(found) if found else 1.0)
        cells = [
            f"{statistics.mean(sums[n]):.3f}" if sums[n] else "—"
            for n in ("ours recall", "ours precision", "plain recall", "plain precision")
        ]
        print(f"| {lang} | {used} | {forms_used} | {' | '.join(cells)} |", flush=True)


_seen: dict[int, set[int]] = {}


def _public(home: Any) -> set[int]:
    from mithaq.evidence import selectors

    if home.pk not in _seen:
        _seen[home.pk] = set(selectors.passages(home, to=None).order_by().values_list("pk", flat=True))
    return _seen[home.pk]


def messages(shared: Path) -> list[dict[str, str]]:
    lines = (shared / "data/gold/messages_trilingual.tsv").read_text("utf-8").splitlines()
    return [dict(zip(("en", "fr", "ar"), line.split("\t")[1:4], strict=True)) for line in lines if line.strip()]


def keep(home: Any, pairs: Iterable[dict[str, str]]) -> dict[tuple[int, str], int]:
    """The messages in three languages among the passages of the shelf; their keys."""
    from django.db import transaction

    from mithaq.evidence.models import Document, Passage, Rendition
    from mithaq.evidence.services import facets, texts

    kept: dict[tuple[int, str], int] = {}
    with transaction.atomic():
        for lang in ("ar", "en", "fr"):
            paper = Document.objects.filter(visibility="public").order_by("pk").first()
            paper.pk, paper.uid, paper.digest, paper._state.adding = None, f"messages{lang:->8}", lang * 32, True
            paper.languages, paper.title = [lang], {lang: lang}
            paper.save()
            rendition = Rendition.objects.create(
                institution=home, document=paper, lang=lang, text=" ", text_digest="", version="b", made_at=shelf.AT
            )
            for n, row in enumerate(pairs):
                passage = Passage.objects.create(
                    institution=home, rendition=rendition, number=n + 1, kind="paragraph", start=0,
                    end=len(row[lang]), lang=lang, text=row[lang], tokens=texts.tokens(row[lang], lang),
                )  # fmt: skip
                kept[n, lang] = passage.pk
            facets.refresh_document(home, paper)
    return kept


def across(home: Any, pairs: list[dict[str, str]], keys: dict[tuple[int, str], int], on_postgres: bool) -> None:
    """A message asked in one language: whether its counterpart in another is among the passages found."""
    from mithaq.evidence import selectors
    from mithaq.evidence.search.finding import matching

    print("\n| asked in | looked for in | messages | found at all | recall@10 | recall@1 | plain PostgreSQL, at all |")
    print("|---|---|---|---|---|---|---|")
    for asked in ("ar", "en", "fr"):
        for wanted in ("ar", "en", "fr"):
            if asked == wanted:
                continue
            any_, ten, one, theirs = [], [], [], []
            for n, row in enumerate(pairs):
                key = keys[n, wanted]
                any_.append(key in matching(home, row[asked], to=None, chosen={"lang": [wanted]}))
                found = selectors.search(home, row[asked], to=None, chosen={"lang": [wanted]}, most=10, counting=())
                first = [p.pk for p in found.passages]
                ten.append(key in first)
                one.append(key in first[:1])
                if on_postgres:
                    theirs.append(key in plain.keys(home.pk, row[asked], wanted))
            cells = [f"{statistics.mean(values):.2f}" if values else "—" for values in (any_, ten, one, theirs)]
            print(f"| {asked} | {wanted} | {len(pairs)} | {' | '.join(cells)} |", flush=True)


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


if __name__ == "__main__":
    main()
