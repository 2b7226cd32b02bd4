"""The whole path in one go: deposit a folder, code it, draft a synthesis, write the reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import translation
from django.utils.translation import gettext as _

Progress = Callable[[str, int, int], None]
OWN = "folder"


class NotPossible(Exception):
    """Says why, in the reader's language; nothing was written."""


def run(
    *,
    folder: Path,
    out: Path,
    compact: str,
    languages: tuple[str, ...],
    slug: str,
    speak: str,
    at: datetime,
    progress: Progress,
) -> int:
    """Write every file into `out` and a summary on the screen; 1 when nothing could be read, else 0.

    Without `slug` the evidence is kept in an institution of its own, in the database `settings.DATA` points to.
    """
    settings.LOGGING_CONFIG = None
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    with translation.override(speak):
        institution = _institution(slug, folder, compact=compact, at=at)
        return _report(institution, folder, out, compact=compact, languages=languages, at=at, progress=progress)


def _institution(slug: str, folder: Path, *, compact: str, at: datetime) -> Any:
    from mithaq.compacts import selectors as agreed  # inline: models need django.setup()
    from mithaq.compacts import services as compacts
    from mithaq.foundation.actors import task
    from mithaq.foundation.fields import words
    from mithaq.institutions import selectors as institutions
    from mithaq.institutions import services as founding

    if compact not in compacts.KEYS:
        raise NotPossible(
            _("There is no compact “%(key)s” here; there is: %(known)s.")
            % {"key": compact, "known": ", ".join(compacts.KEYS)}
        )
    if agreed.by_key(compact) is None:
        compacts.load(key=compact, by=task("synthesise"), at=at)
    found = institutions.by_slug(slug or OWN)
    if found:
        return found
    if slug:
        raise NotPossible(_("There is no institution “%(slug)s” here.") % {"slug": slug})
    name = folder.resolve().name
    return founding.found(
        slug=OWN,
        name=words(ar=name, en=name, fr=name),
        compact=compact,
        is_public=False,
        by=task("synthesise"),
        at=at,
    )


def _report(
    institution: Any,
    folder: Path,
    out: Path,
    *,
    compact: str,
    languages: tuple[str, ...],
    at: datetime,
    progress: Progress,
) -> int:
    from mithaq.evidence import wording  # inline: models need django.setup()
    from mithaq.exchange import services as exchange
    from mithaq.foundation.actors import task
    from mithaq.synthesis import services as synthesis

    whole = synthesis.synthesise_folder(
        institution,
        folder,
        by=task("synthesise"),
        at=at,
        languages=languages,
        leave_out=exchange.places(out),
        progress=progress,
    )
    for outcome in whole.outcomes:
        if outcome.state == "refused":
            print(f"✗ {outcome.name}: {wording.refusal(outcome.cause, outcome.facts or {})}")
    if not whole.reports:
        print(_("Nothing in this folder could be read; no report was written."))
        return 1
    paths = exchange.write_reports(whole.reports, out, progress=lambda done, total: progress("write", done, total))
    print()
    shown = next((r for r in whole.reports if r.lang == translation.get_language()), whole.reports[0])
    for label, number in shown.figures:
        print(f"  {number:>7,}  {label}")
    print()
    for path in paths:
        print(f"  {path}")
    print("\n" + _("Everything is suggested by the machine; no person has confirmed it."))
    return 0
