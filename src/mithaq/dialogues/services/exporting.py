"""A closed dialogue in Polis' files: what everybody may download, and answers without names where that was promised.

Figures are those of the final map, masked as it is. Rows (votes.csv, participants-votes.csv) are given only where the
dialogue said so before the first vote, and only of who is counted in the final map. People get new numbers, by chance,
in every archive: neither who came first nor who voted when can be read from them; the only time is the day of the
close.
"""

from __future__ import annotations

import io
import json
import secrets
import zipfile
from datetime import UTC, datetime, time

from django.utils.translation import override

from mithaq.dialogues.enums import Origin, Standing
from mithaq.dialogues.models import Dialogue, Drawn, Statement
from mithaq.dialogues.services import drawing
from mithaq.kernels import opinion as kernel
from mithaq.kernels.opinion import polis_files as polis

MODERATED = {Standing.ADMITTED: 1, Standing.PROPOSED: 0, Standing.REFUSED: -1, Standing.MERGED: -1}
NO_WORDS = "—"  # of a statement that was refused: what it said of somebody is not handed on
STAMP = (1980, 1, 1, 0, 0, 0)  # of every file in an archive: the same content gives the same bytes


def comments_csv(dialogue: Dialogue, drawn: Drawn, *, language: str) -> str:
    """Every statement voted on, in one language where it has it; not who wrote it, nor a count that is masked."""
    day = _day(dialogue)
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


def archive(dialogue: Dialogue, drawn: Drawn, *, language: str, url: str) -> bytes:
    """All files in one: statements, summary, the map as JSON; the rows where the dialogue publishes them."""
    with override(language):
        files = {
            "summary.csv": summary_csv(dialogue, drawn, language=language, url=url),
            "comments.csv": comments_csv(dialogue, drawn, language=language),
            "map.json": map_json(dialogue, drawn),
        }
    if dialogue.publishes_rows:
        files |= rows(dialogue)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def map_json(dialogue: Dialogue, drawn: Drawn) -> str:
    told = {
        "dialogue": dialogue.uid,
        "as_of": _day(dialogue).date().isoformat(),
        "people": drawn.people,
        "votes": drawn.votes,
        "mode": drawn.mode,
        "kernel": drawn.kernel,
        "digest": drawn.digest,
        "floor": dialogue.floor,
        "simulated": dialogue.is_simulated,
        **drawn.figures,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def rows(dialogue: Dialogue) -> dict[str, str]:
    """votes.csv and participants-votes.csv of who is counted in the last map, as they are counted; people under new
    numbers and in their order; one day for all."""
    told = drawing.counted(dialogue)
    if told is None:
        return {}
    votes, groups = told
    numbers = list(range(len(votes.people)))
    secrets.SystemRandom().shuffle(numbers)
    renamed = dict(zip(votes.people, numbers, strict=True))
    of = dict(Statement.objects.filter(dialogue=dialogue).values_list("pk", "number"))
    day = _day(dialogue)
    stamp, said = _stamp(day), day.date().isoformat()
    starts, columns, values = votes.starts.tolist(), votes.columns.tolist(), votes.values.tolist()
    cast = sorted(
        (renamed[person], of[votes.statements[columns[at]]], values[at])
        for place, person in enumerate(votes.people)
        for at in range(starts[place], starts[place + 1])
    )
    group_of = {renamed[person]: group for person, group in groups.items()}
    return {
        "votes.csv": polis.write_votes((stamp, said, what, who, vote) for who, what, vote in cast),
        "participants-votes.csv": polis.write_matrix(kernel.votes_of(cast), group_of),
    }


def statements(dialogue: Dialogue) -> list[Statement]:
    """Those with a number, with their renditions: what was voted on, or came in with a file."""
    found = Statement.objects.filter(dialogue=dialogue, number__isnull=False)
    return list(found.prefetch_related("renditions").order_by("number"))


def _words(statement: Statement, language: str) -> str:
    if statement.standing == Standing.REFUSED and statement.origin != Origin.IMPORTED:
        return NO_WORDS
    by = {one.language: one.text for one in statement.renditions.all()}
    return by.get(language) or next((one.text for one in statement.renditions.all()), "")


def _day(dialogue: Dialogue) -> datetime:
    """The beginning of the day of the close: the only time there is in the files."""
    closed = dialogue.closed_at or dialogue.closes_at
    return datetime.combine(closed.astimezone(UTC).date(), time(), tzinfo=UTC)


def _stamp(day: datetime) -> int:
    return int(day.timestamp() * 1000)
