"""A result as files: the ballots, the account, and a recount that needs nothing but Python.

Ballots leave the house only where nobody can be known by them: not before the result is declared (officers excepted),
and never where fewer than `enums.FEW` voted in confidence. In a named election they go out with the names.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from mithaq.elections import naming, tallying
from mithaq.elections import showing_withdrawals as withdrawals
from mithaq.elections.enums import Marks, Secrecy
from mithaq.elections.models import Ballot
from mithaq.elections.selectors.accounts import telling
from mithaq.elections.selectors.results import Outcome
from mithaq.elections.selectors.whys import change
from mithaq.elections.tallying import Tally
from mithaq.elections.wording_counting import recount_words
from mithaq.foundation import languages
from mithaq.foundation.cells import safe
from mithaq.kernels import elections as kernel

BOM = "\ufeff"
_ISOLATES = re.compile("[\u2066-\u2069]")


class NotPublished(Exception):
    """So few voted that a ballot could be known by who might have cast it: only totals are published."""


def ballots(outcome: Outcome) -> tuple[str, str]:
    """The papers as counting programs read them, and the end of the file's name: BLT where candidates were ranked,
    JSON where they were approved. Refused (NotPublished): where few voted.
    """
    found = _named(_tally(outcome), outcome)
    if outcome.source.marks == Marks.APPROVE:
        return kernel.write_approvals(found), "json"
    return kernel.write_blt(found), "blt"


def ballots_csv(outcome: Outcome) -> str:
    """One line a ballot, sorted by tracker, the best first (or the approved by number); in a named election with the
    name of whoever cast it, in the order of names. Refused (NotPublished): where few voted.
    """
    _tally(outcome)
    rows = Ballot.objects.filter(election=outcome.source).select_related("elector__organisation", "elector__person")
    is_named = outcome.source.secrecy == Secrecy.NAMED
    ranks = max((len(one.choices) for one in rows), default=0)
    names = {one.number: _name(one.name) for one in outcome.candidates}
    lines = []
    for one in rows:
        voter = _name(naming.holder(one.elector)) if is_named and one.elector else one.tracker
        chosen = one.choices if outcome.source.marks == Marks.RANK else sorted(one.choices)
        lines.append([voter, *(names[number] for number in chosen), *[""] * (ranks - len(chosen))])
    head = [_("Cast by") if is_named else _("Tracker"), *(str(number) for number in range(1, ranks + 1))]
    return _csv(head, sorted(lines))


def account_csv(outcome: Outcome) -> str:
    """Every step in words with its stage; then what the quotas changed, and what it meant that somebody withdrew."""
    tell = telling(outcome)
    rows = [
        [str(step.stage + 1), step.key, _name_of(outcome, step.candidate), _plain(tell.step(step))]
        for step in outcome.result.steps
    ]
    rows += [["", "changed", _name_of(outcome, one.candidate), _plain(change(tell, one))] for one in outcome.changed]
    rows += [["", "withdrew", _name(one.name), _plain(said)] for one, said in withdrawals.sentences(tell)]
    if said := withdrawals.had_they_stood(tell):
        rows.append(["", "had-they-stood", "", _plain(said)])
    return _csv([_("Stage"), pgettext("of a count", "Step"), _("Candidate"), _("What happened")], rows)


def account_json(outcome: Outcome) -> str:
    """The result with all it rests on, exactly; and every step in the three languages. No ballots."""
    told: dict[str, Any] = {
        "election": outcome.election.uid,
        "title": dict(outcome.election.title),
        "method": outcome.result.method,
        "kernel": outcome.count.kernel,
        "seed": outcome.seed,
        "cast": outcome.cast,
        "seats": outcome.seats,
        "candidates": [
            {
                "number": one.number,
                "id": one.uid,
                "name": dict(one.name) if isinstance(one.name, dict) else one.name,
                "attributes": {over: list(values) for over, values in one.attributes.items()},
                "elected": one.place,
                "lot": one.lot,
                "withdrawn": one.is_withdrawn,
                "sat": one.sits,
            }
            for one in outcome.candidates
        ],
        "ids": list(outcome.count.result["of"]["ids"]),
        "quotas": [
            {
                **meter.told,
                "name": dict(meter.name),
                "met": meter.is_met,
                "have": {one.value: one.have for one in meter.values},
            }
            for meter in outcome.meters
        ],
        "sitting": outcome.count.result["of"]["sitting"],
        "result": kernel.as_json(outcome.result),
        "without_quotas": kernel.as_json(outcome.plain) if outcome.plain else None,
        "changed": [one.as_dict() for one in outcome.changed],
        "withdrawals": withdrawals.as_json(outcome),
        "had_they_stood": outcome.count.result.get("had_they_stood"),
        "account": {code: _account(outcome, code) for code in languages.CODES},
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def recount(outcome: Outcome) -> bytes:
    """`python3 recount.pyz` counts again, offline, and compares. Refused (NotPublished): where few voted."""
    found = _tally(outcome)
    bare = outcome.count.result.get("bare")
    published = replace(outcome.result, without=None if bare is None else tuple(bare))
    return kernel.recount(
        _named(found, outcome),
        published,
        seats=found.seats,
        makeup=found.heeded,
        seed=outcome.seed,
        ids=found.ids,
        words=recount_words(),
    )


def publishes_ballots(outcome: Outcome) -> bool:
    """Whether there are files of ballots at all."""
    return not outcome.few


def _tally(outcome: Outcome) -> Tally:
    if outcome.few:
        raise NotPublished
    return tallying.tally(outcome.election, keep=outcome.count.result["of"]["keeps"])


def _named(found: Tally, outcome: Outcome) -> kernel.Ballots:
    names = tuple(_name(one.name) for one in outcome.candidates)
    return replace(found.ballots, names=names, title=_name(outcome.election.title))


def _account(outcome: Outcome, code: str) -> list[str]:
    with override(code):
        tell = telling(outcome)
        return [_plain(tell.step(step)) for step in outcome.result.steps]


def _name_of(outcome: Outcome, number: int | None) -> str:
    return "" if number is None else _name(outcome.candidates[number].name)


def _name(name: Any) -> str:
    return " ".join(str(name).split())


def _plain(text: str) -> str:
    """Without the signs that keep directions apart on a page."""
    return _ISOLATES.sub("", text)


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """With a byte order mark, for Excel; no cell can become a formula."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow([safe(cell) for cell in head])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()
