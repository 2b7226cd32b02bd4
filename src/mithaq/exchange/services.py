"""Writing reports out."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from django.core.cache.backends.locmem import LocMemCache

from mithaq.exchange.formats import FORMATS, Format
from mithaq.foundation import habits, languages
from mithaq.synthesis import selectors as synthesis
from mithaq.synthesis.report import Report

# In the memory of this process only: what is withdrawn leaves no copy on a disk.
WRITTEN = LocMemCache("exchange.written", {"TIMEOUT": 3600, "OPTIONS": {"MAX_ENTRIES": 64}})
MOST_KEPT = 2 * 1024 * 1024


def written(form: Format, reports: Sequence[Report]) -> bytes:
    """The file of these reports; setting a page costs seconds, so the same words are set once an hour.

    It is kept by everything the reports say and how days and numbers are said, not by where they came from: one with
    another word, another withdrawn source or another confirmed code is another file.
    """
    said = hashlib.sha256(repr((habits.current(), reports)).encode()).hexdigest()
    key = f"{form.key}-{said}"
    content = WRITTEN.get(key)
    if content is None:
        content = form.write(reports)
        if len(content) <= MOST_KEPT:
            WRITTEN.set(key, content)
    return bytes(content)


def release_json(release: synthesis.Release) -> bytes:
    """What was adopted, in all languages, with the digest anyone can compute from it.

    Where a document was withdrawn since, its words are not handed out any more: then the file says so, and its digest
    can be computed only by whoever keeps the release.
    """
    said, withdrawn = synthesis.handed_out(release)
    told = {"digest": release.digest, "withdrawn_since": sorted(withdrawn), "release": said}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()


def write_reports(
    reports: Sequence[Report], folder: Path, progress: Callable[[int, int], None] | None = None
) -> list[Path]:
    """Every format of the same report in its languages, into `folder` (made if missing); their paths, in order.

    A file appears whole or not at all, replacing the one of an earlier run; nothing else in the folder is touched.
    `progress(done, total)` is told after each file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [(form, name, part) for form in FORMATS.values() for name, part in form.files(reports)]
    paths = []
    for done, (form, name, part) in enumerate(jobs, start=1):
        paths.append(_put(folder / name, form.write(part)))
        if progress:
            progress(done, len(jobs))
    return paths


def places(folder: Path) -> frozenset[Path]:
    """Where `write_reports` puts files in this folder, in whatever languages; resolved."""
    names = (form.file_name(lang) for form in FORMATS.values() for lang in languages.CODES)
    return frozenset(folder.resolve() / name for name in names)


def _put(path: Path, content: bytes) -> Path:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path
