"""A closed dialogue in Polis' files: what everybody may download, and answers without names where that was promised.

Figures are those of the final map, masked as it is. Rows (votes.csv, participants-votes.csv) are given only where the
dialogue said so before the first vote, and only of who is counted in the final map. People get new numbers in a secret
order: neither who came first nor who voted when can be read from them; the only time is the day of the close.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

import numpy as np
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from mithaq.dialogues import map_data
from mithaq.dialogues.enums import Origin, Standing
from mithaq.dialogues.models import Dialogue, Drawn, Participant, Rendition, Statement
from mithaq.dialogues.selectors.files import is_being_drawn
from mithaq.dialogues.services import drawing, made
from mithaq.kernels import opinion as kernel
from mithaq.kernels.opinion import polis_files as polis

MODERATED = {Standing.ADMITTED: 1, Standing.PROPOSED: 0, Standing.REFUSED: -1, Standing.MERGED: -1}
NO_WORDS = "—"  # of a statement that was refused: what it said of somebody is not handed on
LAYOUT = 2  # of the archive: grows when it is written otherwise, so that no older one is given
STAMP = (1980, 1, 1, 0, 0, 0)  # of every file in an archive: the same content gives the same bytes


def comments_csv(dialogue: Dialogue, drawn: Drawn, *, language: str) -> str:
    """Every statement voted on, in one language where it has it; not who wrote it, nor a count that is masked."""
    day = map_data.closing_day(dialogue)
    figures = drawn.figures.get("statements", {})
    told = []
    for one in statements(dialogue):
        totals = figures.get(one.uid, {}).get("all") or (None, None, None)
        told.append(
            polis.Comment(
                id=one.number or 0,
                body=_words(one, language),
                moderated=MODERATED[Standing(one.standing)],
                agrees=totals[0],
                disagrees=totals[1],
                timestamp=_stamp(day),
                meta=one.is_meta,
            )
        )
    return polis.write_comments(told, days={one.id: day.date().isoformat() for one in told})


def summary_csv(dialogue: Dialogue, drawn: Drawn, *, language: str, url: str) -> str:
    figures = drawn.figures
    return polis.write_summary(
        topic=dialogue.title.in_(language),
        url=url,
        views=drawn.people,
        voters=drawn.people,
        placed=sum(group["size"] for group in figures.get("groups", ())),
        commenters=0,
        comments=len(figures.get("statements", ())),
        groups=len(figures.get("groups", ())),
        text=dialogue.question.in_(language),
    )


def archive(dialogue: Dialogue, drawn: Drawn, *, language: str, url: str) -> IO[bytes]:
    """All files in one: statements, summary, the map as JSON; the rows where the dialogue publishes them. It is made
    once, and stays until somebody withdraws or a text is corrected.

    Refused (Waits): rows, while a map without somebody who withdrew is still to be drawn.
    """
    with override(language):
        name = f"{hashlib.sha256(url.encode()).hexdigest()[:16]}-{language}.zip"
        return made.kept(
            dialogue,
            name,
            lambda: _state(dialogue),
            lambda out: _write(out, dialogue, drawn, language=language, url=url),
        )


def _write(out: IO[bytes], dialogue: Dialogue, drawn: Drawn, *, language: str, url: str) -> None:
    files: dict[str, Iterable[bytes]] = {
        "summary.csv": [summary_csv(dialogue, drawn, language=language, url=url).encode()],
        "comments.csv": [comments_csv(dialogue, drawn, language=language).encode()],
        map_data.NAME: [map_data.written(dialogue, drawn).encode()],
    }
    if dialogue.publishes_rows:
        files |= rows(dialogue, drawn)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, parts in files.items():
            told = zipfile.ZipInfo(name, STAMP)
            told.compress_type = zipfile.ZIP_DEFLATED
            with packed.open(told, "w", force_zip64=True) as file:
                for part in parts:
                    file.write(part)


def _state(dialogue: Dialogue) -> str:
    """A mark of all that the files tell: the last map, who takes part, the texts. After the close people only become
    fewer, so no state comes again."""
    found = Dialogue.objects.filter(pk=dialogue.pk).values_list("title", "question", "publishes_rows").get()
    drawn = Drawn.objects.filter(dialogue=dialogue, is_final=True).values_list("number", "digest", "figures").get()
    told = Rendition.objects.filter(statement__dialogue=dialogue, statement__number__isnull=False).order_by("pk")
    texts = told.values_list("pk", "text", "version", "statement__standing", "statement__is_meta")
    people = Participant.objects.filter(dialogue=dialogue).count()
    whole = [LAYOUT, kernel.VERSION, found, drawn, list(texts), people]
    return hashlib.sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()[:32]


class Waits(Exception):
    """Somebody withdrew, and the map without them is not drawn yet: until then rows would tell, beside those given
    before, which are theirs."""


def rows(dialogue: Dialogue, drawn: Drawn) -> dict[str, Iterable[bytes]]:
    """votes.csv and participants-votes.csv of who is counted in the last map, as they are counted; people under new
    numbers and in their order; one day for all."""
    if is_being_drawn(dialogue, since=drawn):
        raise Waits
    told = drawing.counted(dialogue)
    if told is None:
        return {}
    votes, groups = told
    day = map_data.closing_day(dialogue)
    place, numbered = _numbered(dialogue, votes)
    return {
        "votes.csv": polis.write_votes(numbered, when=_stamp(day), day=day.date().isoformat()),
        "participants-votes.csv": polis.write_matrix(numbered, {place[one]: group for one, group in groups.items()}),
    }


def _numbered(dialogue: Dialogue, votes: kernel.Votes) -> tuple[dict[Any, int], kernel.Votes]:
    """The number of each person, and the votes under these numbers and those of the statements.

    Numbers are a secret order: by a mark of each person under a key of the house and of this state. The same state has
    the same numbers in every language and process, so two archives of it tell no more than one; after a withdrawal
    nobody keeps theirs, so that no gap is left.
    """
    key = salted_hmac("mithaq.dialogues.rows", f"{dialogue.uid} {_state(dialogue)}", algorithm="sha256").digest()
    marks = [hashlib.blake2b(str(one).encode(), key=key, digest_size=16).digest() for one in votes.people]
    number = np.empty(len(marks), dtype=np.int64)
    number[sorted(range(len(marks)), key=marks.__getitem__)] = np.arange(len(marks))
    of = dict(Statement.objects.filter(dialogue=dialogue).values_list("pk", "number"))
    ids = np.array([of[one] for one in votes.statements], dtype=np.int64)
    order = np.argsort(ids)
    column = np.empty(len(ids), dtype=np.int64)
    column[order] = np.arange(len(ids))
    numbered = kernel.from_columns(
        np.repeat(number, np.diff(votes.starts)),
        column[votes.columns],
        votes.values,
        len(number),
        len(ids),
        people=range(len(number)),
        statement_ids=ids[order].tolist(),
    )
    return dict(zip(votes.people, number.tolist(), strict=True)), numbered


def statements(dialogue: Dialogue) -> list[Statement]:
    """Those with a number, with their renditions: what was voted on, or came in with a file."""
    found = Statement.objects.filter(dialogue=dialogue, number__isnull=False)
    return list(found.prefetch_related("renditions").order_by("number"))


def _words(statement: Statement, language: str) -> str:
    if statement.standing == Standing.REFUSED and statement.origin != Origin.IMPORTED:
        return NO_WORDS
    by = {one.language: one.text for one in statement.renditions.all()}
    return by.get(language) or next((one.text for one in statement.renditions.all()), "")


def _stamp(day: datetime) -> int:
    return int(day.timestamp() * 1000)
