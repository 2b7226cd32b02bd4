"""How long a release of the five source documents with sixty lines takes: checking, freezing, verifying, and its files.

    .venv/bin/python benchmarks/release.py                       needs ../shared/seeds beside this repository
    .venv/bin/python benchmarks/release.py --keep /tmp/release   keeps the files it makes

The words of the lines are made by the machine from what software suggests, and say that they are a test; nobody
adopted anything. A third of the lines is reworded after its translations, so that they are stale.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mithaq.foundation.actors import Actor
    from mithaq.institutions.selectors import Institution
    from mithaq.synthesis.models import Release, Synthesis

HERE = Path(__file__).resolve().parents[1]
SEEDS = HERE.parent / "shared" / "seeds"
STALE_EVERY = 3
MADE_UP = {"ar": "صياغة تجريبية", "en": "Test wording", "fr": "Formulation d’essai"}


def drafted(institution: Institution, folder: Path, *, by: Actor, at: datetime) -> Synthesis:
    """The draft of a folder of documents, all public."""
    from mithaq.evidence import services as evidence
    from mithaq.evidence.enums import Visibility
    from mithaq.synthesis import services

    documents = [
        evidence.deposit(institution, file.read_bytes(), file.name, by=by, at=at, visibility=Visibility.PUBLIC).document
        for file in sorted(folder.glob("*.txt"))
    ]
    evidence.code(institution, documents, by=by, at=at, workers=1)
    return services.draft(institution, documents=documents, by=by, at=at, visibility=Visibility.PUBLIC).synthesis


def write(synthesis: Synthesis, *, lines: int, by: Actor, at: datetime) -> None:
    """So many lines from the strongest suggestions, in three languages; each third goes stale."""
    from mithaq.synthesis import selectors
    from mithaq.synthesis.models import Line
    from mithaq.synthesis.services import lines as writing
    from mithaq.synthesis.services import translations

    worded = {
        report.lang: [line for section in report.sections for line in section.lines]
        for report in selectors.reports(synthesis, ("ar", "en", "fr"), every_passage=False)
    }
    suggested = Line.objects.filter(section__synthesis=synthesis).order_by("section__order", "order")
    chosen = list(suggested.select_related("section"))[:lines]
    for at_place, proposal in enumerate(chosen):
        leads = {lang: next(line.lead for line in said if line.uid == proposal.uid) for lang, said in worded.items()}
        texts = {lang: _plain(f"{MADE_UP[lang]}: {lead}") for lang, lead in leads.items()}
        passages = [citation.passage for citation in proposal.citations.select_related("passage")]
        line = writing.write_line(
            proposal.section, lang="ar", text=texts["ar"], passages=passages, by=by, at=at, taken_from=proposal
        )
        for lang in ("en", "fr"):
            translations.translate_line(line, lang=lang, text=texts[lang], made_from=1, by=by, at=at)
        if at_place % STALE_EVERY == 0:
            writing.change_line(line, lang="ar", text=f"{texts['ar']} (صياغة ثانية)", seen=1, by=by, at=at)


def released(synthesis: Synthesis, *, by: Actor, at: datetime) -> Release:
    from mithaq.evidence.enums import Visibility
    from mithaq.synthesis import services

    return services.release(
        synthesis,
        title={"ar": "إصدار تجريبي", "en": "A test release", "fr": "Une publication d’essai"},
        adopted_by={"ar": "لا أحد: تجربة", "en": "nobody: a test", "fr": "personne : un essai"},
        adopted_on=at.date(),
        note={},
        visibility=Visibility.PUBLIC,
        seen=services.check(synthesis).seen,
        by=by,
        at=at,
    )


def _plain(text: str) -> str:
    """Without the signs that isolate names: a person does not type them; braces count nothing."""
    return text.replace("\u2068", "").replace("\u2069", "").replace("{", "{{")


def timed(what: str, work: Callable[[], Any]) -> Any:
    began, used = time.perf_counter(), time.process_time()
    given = work()
    print(f"{what:<44} {time.perf_counter() - began:8.2f} s   {time.process_time() - used:8.2f} s of processor")
    return given


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--lines", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="a folder for the files")
    asked = parser.parse_args()
    os.environ["MITHAQ_DATA"] = tempfile.mkdtemp(prefix="mithaq-release-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mithaq.config.settings")
    sys.path[:0] = [str(HERE), str(HERE / "src")]
    import django

    django.setup()
    from django.core.management import call_command
    from django_scopes import scope
    from tests import cast as everybody

    call_command("migrate", verbosity=0)
    cast, at = everybody.assemble(), datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
    everybody.compact(cast)
    with scope(institution=cast.institution):
        _measure(cast, asked, at)


def _measure(cast: Any, asked: argparse.Namespace, at: datetime) -> None:
    from mithaq.exchange.formats import FORMATS
    from mithaq.exchange.services import release_json
    from mithaq.synthesis import selectors, services
    from mithaq.synthesis.verifying import verify_release

    by = cast.badr.actor
    synthesis = timed(
        "five documents deposited, coded, drafted", lambda: drafted(cast.institution, SEEDS, by=by, at=at)
    )
    timed(f"{asked.lines} lines written in three languages", lambda: write(synthesis, lines=asked.lines, by=by, at=at))
    checked = timed("checked", lambda: services.check(synthesis))
    print(f"    {len(checked.faults)} faults, {len(checked.notes)} notes, {checked.cited} passages cited")
    release = timed("released", lambda: released(synthesis, by=cast.amal.actor, at=at))
    verified = timed("verified again", lambda: verify_release(release))
    print(
        f"    digest holds: {verified.digest_holds}; {verified.checked} quotations, {len(verified.findings)} findings"
    )
    address = "https://example.org/ar/arab-review/synthesis/x/releases/1/"
    langs = ("ar", "en", "fr")
    reports = tuple(selectors.cited_as(release, lang, address=address) for lang in langs)
    for key, form in FORMATS.items():
        written = timed(key, lambda form=form: {name: form.write(part) for name, part in form.files(reports)})
        for name, content in written.items():
            print(f"    {name:<20} {len(content):>10,} bytes")
            if asked.keep:
                asked.keep.mkdir(parents=True, exist_ok=True)
                (asked.keep / name).write_bytes(content)
    content = timed("json", lambda: release_json(release))
    print(f"    release.json         {len(content):>10,} bytes")


if __name__ == "__main__":
    main()
