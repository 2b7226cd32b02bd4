"""How a method counts, in plain words: three sentences each, for whoever has never counted."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mithaq.elections.enums import Method

_FIRST = _(
    "Each ballot counts for the first candidate on it; whoever reaches the quota is elected, and the votes beyond it "
    "move on to the next candidates of those ballots, at the same reduced value for each ballot."
)
_LOWEST = _(
    "When nobody reaches the quota, whoever has the fewest votes is excluded, and their ballots move on to the next "
    "candidate who is still in the count."
)
_AHEAD = _(
    "After every step the count looks ahead: who could no longer be elected without breaking a quota of balance is out "
    "at once, and whom the quotas cannot do without is never excluded."
)
_SHARES = _(
    "The more of the candidates a voter approved are elected, the better that voter is represented: the first counts "
    "one, the second a half, the third a third, and so on."
)
_EXACT = _("It is found exactly: no other committee that could be elected has a greater sum.")
_LOADS = _("Each seat is a load of one, shared by the voters who approved whoever takes it.")
_LIGHTEST = _(
    "Seat after seat goes to the candidate whose voters then carry least: who has got little so far weighs more in the "
    "next choice."
)
_PAIRS = _("Every candidate is compared with every other: how many voters rank the one above the other.")

SENTENCES: dict[str, tuple[str | Promise, ...]] = {
    Method.BALANCED_STV: (_FIRST, _LOWEST, _AHEAD),
    Method.SCOTTISH_STV: (
        _FIRST,
        _LOWEST,
        _(
            "The quota is the smallest number of votes that no more candidates than there are seats can reach; votes "
            "are counted to five decimals, and what is beyond is cut off."
        ),
    ),
    Method.MEEK: (
        _(
            "Each ballot counts for its candidates in their order: who is elected keeps just the share of every vote "
            "that brings them to the quota, and the rest goes on to the next."
        ),
        _(
            "When nobody new reaches the quota, whoever has the fewest votes is excluded, and all ballots are counted "
            "anew as if they had never stood."
        ),
        _("The quota falls as ballots run out of candidates, so that it asks only for votes that are still there."),
    ),
    Method.SECTIONS: (
        _("The quotas divide the seats into sections, and each section is filled with candidates of its own kind."),
        _("In each section the ballots are counted by single transferable vote among the candidates of that section."),
        _("Every voter votes in every section, with one and the same ballot."),
    ),
    Method.CO_CHAIRS: (
        _("Two seats are filled together from one ranking of the candidates."),
        _LOWEST,
        _("After every step the count looks ahead, so that the two differ as the rules of balance ask."),
    ),
    Method.BALANCED_PAV: (
        _SHARES,
        _("Of all committees that meet the quotas, the one with the greatest sum over all voters is elected."),
        _EXACT,
    ),
    Method.BALANCED_PHRAGMEN: (
        _LOADS,
        _LIGHTEST,
        _("Only candidates with whom the quotas can still be met are looked at."),
    ),
    Method.PAV: (_SHARES, _("The committee with the greatest sum over all voters is elected."), _EXACT),
    Method.PHRAGMEN: (_LOADS, _LIGHTEST, _("Where two candidates leave the same load, the lots decide.")),
    Method.SCHULZE: (
        _PAIRS,
        _(
            "One candidate may also beat another through a chain of others; the chain is as strong as the weakest of "
            "its links."
        ),
        _(
            "Elected is the candidate whose strongest chain to each other candidate is at least as strong as the chain "
            "back."
        ),
    ),
    Method.MINIMAX: (
        _PAIRS,
        _("Of each candidate the worst defeat is looked at: how many voters rank the other above them."),
        _("Elected is the candidate whose worst defeat is the smallest."),
    ),
}
