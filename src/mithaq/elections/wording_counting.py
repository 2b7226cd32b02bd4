"""Acts, findings, notices and faults of counting, declaring and filling vacancies, as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from mithaq.elections import naming
from mithaq.foundation import languages, minute
from mithaq.kernels import elections as kernel


def _shown(facts: Mapping[str, Any]) -> minute.Facts:
    return minute.Facts({name: minute.shown(value) for name, value in facts.items()})


def _balance(facts: Mapping[str, Any]) -> str:
    """Which rule it is, by the name of its clause, and what there would be of each value."""
    over = str(facts.get("over", ""))
    counts = languages.comma().join(
        f"{minute.isolate(naming.value(over, value))} {minute.isolate(number)}"
        for value, number in dict(facts.get("counts", {})).items()
    )
    told = _shown({name: facts.get(name) for name in ("body", "clause")})
    sentence = _(
        "With those elected, %(body)s would not be made up as its charter asks: %(clause)s. By %(over)s there would "
        "be: %(counts)s. Count under the quotas of the charter, or call the election anew."
    )
    return str(sentence) % minute.Facts({**told, "over": naming.attribute(over), "counts": counts or "–"})


def fault(key: str, facts: Mapping[str, Any], quota: Callable[[str], str] = minute.isolate) -> str:
    """Why something could not be counted; `quota` names a quota by its key."""
    shown = _shown({name: value for name, value in facts.items() if name != "quotas"})
    if "quotas" in facts:
        shown["quotas"] = languages.comma().join(quota(one) for one in facts["quotas"])
    return str(FAULTS[key]) % shown


ACTS: Mapping[str, Any] = {
    "elections.seed": _("The public seed for lots in %(title)s is entered: %(seed)s"),
    "elections.count": _("The ballots of %(title)s are counted (%(body)s)."),
    "elections.declare": _("The result of %(title)s is declared. Elected to %(body)s: %(names)s."),
    "elections.drop_out": _("%(name)s no longer stands in %(title)s: %(because)s"),
    "elections.countback": _(
        "A seat of %(body)s has fallen vacant; the ballots of %(title)s are to be counted back. Seats: %(seats)s."
    ),
}

FINDINGS: Mapping[str, Any] = {
    "elections.balance-broken": _balance,
    "elections.seats-empty": _(
        "With those elected, %(have)s would sit in %(body)s (%(seat)s) from %(on)s; its charter asks for %(least)s at "
        "least. Call another election for the seats that stay empty."
    ),
    "elections.seats-taken": _(
        "Elected to %(body)s (%(seat)s): %(elected)s; free from %(on)s: %(free)s. Others have taken seats since the "
        "election was called."
    ),
    # how clauses are kept
    "elections.filled-by-election": _("Whoever sits in %(body)s (%(seat)s) was elected: %(have)s."),
    "elections.filled-otherwise": _("These sit in %(body)s (%(seat)s) without having been elected: %(who)s."),
    "elections.election-late": _(
        "Seats of %(body)s (%(seat)s) are empty: %(empty)s. They are filled by election, and none is under way."
    ),
    "elections.election-under-way": _(
        "Seats of %(body)s (%(seat)s) are empty: %(empty)s. An election for them is under way: %(title)s."
    ),
    "elections.result-late": _(
        "The terms in %(body)s (%(seat)s) that %(title)s fills should have begun on %(on)s; its result is not declared."
    ),
}

NOTICES: Mapping[str, Callable[..., Any] | Any] = {
    "elections.declared": _("The result of %(title)s is declared: who is elected to %(body)s, and why."),
    "elections.elected": _(
        "The result of %(title)s is declared. You, or whoever you speak for, are elected to %(body)s."
    ),
    "elections.not-elected": _(
        "The result of %(title)s is declared. You, or whoever you speak for, are not elected; the account says why."
    ),
    "elections.countback": _(
        "A seat of %(body)s has fallen vacant. The ballots of %(title)s will be counted again, and you, or whoever you "
        "speak for, can be elected. Say so if that is no longer wanted."
    ),
}

JOB = "elections.count"
FAULTS: Mapping[str, str | Promise] = {
    "nobody-voted": _("Nobody voted: there is nothing to count. The election can be cancelled, and called anew."),
    "not-blt": _("This is not a file of ballots: %(found)s"),
    "not-approvals": _("This is not a file of approvals: %(found)s"),
    "no-such-candidate": _("A ballot names candidate number %(candidate)s, who does not stand."),
    "named-twice": _("A ballot names candidate number %(candidate)s twice."),
    "equal-ranks": _("A ballot ranks two candidates alike; only strict rankings are counted."),
    "cut-short": _("The ballots end before they should. Missing: %(missing)s."),
    "no-seats": _("There is no seat to fill."),
    "no-candidates": _("Nobody stands any more: there is nobody to elect."),
    "unknown-method": _("There is no such way of counting: %(method)s."),
    "wrong-ballots": _("This way of counting is for another kind of ballot."),
    "one-seat-only": _("This way of counting fills one seat only, not %(seats)s."),
    "two-seats-only": _("This way of counting fills two seats, not %(seats)s."),
    "no-makeup": _("This way of counting needs quotas, and there are none."),
    "heeds-no-makeup": _("This way of counting knows no quotas."),
    "not-quotas": _("The quotas are not understood: %(why)s"),
    "other-candidates": _("The quotas tell of %(told)s candidates, and %(candidates)s stand."),
    "no-sections": _("The quotas do not divide the seats into sections. Another way of counting is needed."),
    "infeasible": _(
        "With those who still stand, these quotas cannot be met together: %(quotas)s. Either somebody else has to "
        "stand, or the election is cancelled and called anew."
    ),
    "too-hard": _(
        "No answer was found in the time a count may take. The ballots stay as they are. The election can be "
        "cancelled, and called anew with another way of counting."
    ),
}
JOBS: Mapping[str, Any] = {
    JOB: _("Counting ballots"),
    f"{JOB}/reading": _("Reading the ballots"),
    f"{JOB}/counting": _("Counting"),
    f"{JOB}/keeping": _("Keeping the result"),
    **{
        f"{JOB}!{key}": _("The ballots could not be counted; the page of the election says why.")
        for key in ("nobody-voted", *kernel.FAULTS)
    },
}

# What the stand-alone recount says (`kernels.elections.recount`): the places are its own.
RECOUNT: Mapping[str, str | Promise] = {
    "election": _("{title}. Ballots: {papers}; candidates: {candidates}; seats: {seats}; way of counting: {method}."),
    "seed": _("Seed of the lots: {seed}"),
    "lots": _("Order of the lots, the first wins a tie: {names}"),
    "elected": _("Elected by this recount, in this order: {names}"),
    "same": _("The result is the one published: the same candidates, the same figures, the same steps."),
    "differs": _("The result is NOT the one published. Published as elected: {names}. What differs: {what}."),
    "no-solver": _("Plain Python cannot search all committees of this size, so this was not counted again."),
    "quotas-met": _("The published committee meets every quota."),
    "quotas-missed": _("The published committee does NOT meet these quotas: {quotas}"),
    "score-same": _("Its score is the published one: {score}"),
    "score-differs": _("Its score is NOT the published one: {score}, published {published}"),
    "in-part": _("That no other committee scores more, only the full program can show: mithaq count."),
    "python": _("This needs Python 3.11 or later."),
}


def recount_words() -> dict[str, dict[str, str]]:
    """In the three languages, the reader's first: it is the one spoken where no other is asked for."""
    found = {}
    for code in sorted(languages.CODES, key=lambda one: one != languages.current()):
        with override(code):
            found[code] = {key: str(sentence) for key, sentence in RECOUNT.items()}
    return found
