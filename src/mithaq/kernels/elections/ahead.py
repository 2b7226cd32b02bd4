"""Looking ahead in a count: who can no longer be elected without breaking the quotas, and whom they cannot do without.

After each event of a count some are elected and some are out. A candidate is *doomed* if no committee that meets the
quotas has them beside those elected and nobody who is out, and *guarded* if every such committee has them. Both stay
true whatever happens next. (Otten, "STV with multiple constraints", Voting matters 13, 2001, asks the same.)

One question is asked for all candidates of a kind, and every committee found on the way is kept as a witness: most
questions have a witness already, or one that comes of exchanging two members of a witness.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from mithaq.kernels.elections.makeup import lines
from mithaq.kernels.elections.model import CannotCount, Makeup
from mithaq.kernels.elections.reasons import Reasons
from mithaq.kernels.elections.search import SOON, Mix, Space, has_solver

Named = tuple[tuple[int, tuple[str, ...]], ...]
Question = tuple[int, bool]  # of a kind: can there be more than are elected (or, where False, fewer than are left)?
LEAST = 4  # of the patience with a search
WITNESSES = 24  # of those kept, how many are tried with two members exchanged


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who is doomed and who is guarded, each with the keys of quotas that make it so: when first told, a smallest set,
    no part of which would do. Nobody is told where the seats alone make it so: all are filled, or all who are left are
    needed.
    """

    doomed: Named = ()
    guarded: Named = ()


class LookAhead:
    """What a make-up allows a count: `after` each event, who is doomed and who is guarded.

    Made for one count: it is quick where each question goes on from the last (more are elected, more are out), and
    right in any order. As many are elected as there are seats, or all who stand where they are fewer.
    """

    def __init__(self, makeup: Makeup, seats: int) -> None:
        self.makeup, self.seats = makeup, seats
        self._begin(min(seats, len(makeup.attributes)))

    def after(self, elected: tuple[int, ...], hopeful: frozenset[int]) -> Verdict:
        """What still can be, once `elected` are in and of the others only `hopeful` are left.

        Raises CannotCount "infeasible" where nothing can, with the quotas that stand against each other.
        """
        size = min(self.seats, len(elected) + len(hopeful))
        if self.space.size != size:
            self._begin(size)
        inside = frozenset(elected)
        outside = frozenset(range(len(self.makeup.attributes))) - inside - hopeful
        if not self._bounded(inside, outside):
            raise CannotCount("infeasible", quotas=list(self.reasons.of(inside, outside)))
        if len(elected) == size or len(elected) + len(hopeful) == size:
            return Verdict()
        self.reasons.keep(self.space.committee(next(reversed(self.kept)), inside, outside))
        never = self._never()
        members = self.space.kinds
        doomed = sorted((one, kind) for kind, more in never if more for one in members[kind] if one in hopeful)
        guarded = sorted((one, kind) for kind, more in never if not more for one in members[kind] if one in hopeful)
        return Verdict(
            tuple((one, self._why((kind, True), inside | {one}, outside)) for one, kind in doomed),
            tuple((one, self._why((kind, False), inside, outside | {one})) for one, kind in guarded),
        )

    def _begin(self, size: int) -> None:
        told = lines(self.makeup, size)
        self.space = Space(told, len(self.makeup.attributes), size)
        self.reasons = Reasons(self.makeup, told, size)
        self.why: dict[Question, tuple[str, ...]] = {}
        self.patience = SOON  # how long a short search may take: less where the last ones came to no end
        self.kept: dict[Mix, _Witness] = {}
        self.least, self.most = [0] * len(self.space.kinds), [len(kind) for kind in self.space.kinds]
        self.low, self.high = self.least, self.most  # proven: every committee has so many of a kind, at least, at most

    def _bounded(self, inside: frozenset[int], outside: frozenset[int]) -> bool:
        """Draw the bounds together for those who are in and out; False where no committee is left."""
        least, most = self.space.box(inside, outside)
        ahead = zip(least, self.least, most, self.most, strict=True)
        if not all(low >= before and high <= then for low, before, high, then in ahead):
            self.low, self.high = least, most
            self.why.clear()
        self.least, self.most = least, most
        drawn = self.space.drawn([*map(max, self.low, least)], [*map(min, self.high, most)])
        if drawn is None:
            return False
        self.low, self.high = drawn[0], drawn[1]
        self.kept = {
            mix: witness
            for mix, witness in self.kept.items()
            if all(low <= one <= high for low, one, high in zip(least, mix, most, strict=True))
        }
        if not self.kept:
            found = self.space.find(self.low, self.high)
            if found is None:
                return False
            self._keep(found)
        return True

    def _why(self, question: Question, inside: frozenset[int], outside: frozenset[int]) -> tuple[str, ...]:
        if question not in self.why:
            self.why[question] = self.reasons.of(inside, outside)
        return self.why[question]

    # whether there is a committee with more of a kind than are elected, or with fewer than are left

    def _never(self) -> list[Question]:
        """The questions to which the answer is no."""
        free = [kind for kind in range(len(self.space.kinds)) if self.least[kind] < self.most[kind]]
        questions = [(kind, more) for kind in free for more in (True, False)]
        unsettled = [one for one in questions if not self._settled(one) and not self._settles(one)]
        while unsettled:
            sure, mix = self.space.cover(self.low, self.high, [(*one, self._wanted(one)) for one in unsettled])
            if mix is not None:
                self._keep(mix)
            elif sure:
                for one in unsettled:
                    self._close(one)
            else:
                self._settles(unsettled[0], soon=False)
            unsettled = [one for one in unsettled if not self._settled(one) and not self._exchanged(one)]
        return [one for one in questions if self._closed(one)]

    def _wanted(self, question: Question) -> int:
        kind, more = question
        return self.least[kind] + 1 if more else self.most[kind] - 1

    def _closed(self, question: Question) -> bool:
        """Whether it is proven that the answer is no."""
        kind, more = question
        return self.high[kind] <= self.least[kind] if more else self.low[kind] >= self.most[kind]

    def _close(self, question: Question) -> None:
        kind, more = question
        if more:
            self.high[kind] = self.least[kind]
        else:
            self.low[kind] = self.most[kind]

    def _settled(self, question: Question) -> bool:
        """Whether the answer is known, from the bounds or by a witness."""
        if self._closed(question):
            return True
        kind, more = question
        wanted = self._wanted(question)
        if more:
            return self.low[kind] >= wanted or any(mix[kind] >= wanted for mix in self.kept)
        return self.high[kind] <= wanted or any(mix[kind] <= wanted for mix in self.kept)

    def _settles(self, question: Question, *, soon: bool = True) -> bool:
        """Whether an exchange or a search finds the answer; with `soon` a short search, where there is a solver."""
        kind, more = question
        if self._exchanged(question):
            return True
        low, high = [*self.low], [*self.high]
        (low if more else high)[kind] = self._wanted(question)
        like = next(reversed(self.kept))
        if soon and has_solver():
            settled, found = self.space.soon(low, high, like, self.patience)
            self.patience = SOON if settled else max(LEAST, self.patience // 2)
        else:
            settled, found = True, self.space.find(low, high, like=like)
        if found is not None:
            self._keep(found)
        elif settled:
            self._close(question)
        return settled

    def _keep(self, mix: Mix) -> None:
        self.kept[mix] = _Witness(self.space, mix)

    def _exchanged(self, question: Question) -> bool:
        """Whether a witness with two members exchanged will do; it is a witness then, too."""
        kind, more = question
        masks, low, high = self.space.masks, self.low, self.high
        for mix in itertools.islice(reversed(self.kept), WITNESSES):
            for full, spare in self.kept[mix].tight:
                for other in range(len(masks)):
                    comes, goes = (kind, other) if more else (other, kind)
                    if (
                        other != kind
                        and mix[comes] < high[comes]
                        and mix[goes] > low[goes]
                        and not masks[comes] & ~masks[goes] & full
                        and not masks[goes] & ~masks[comes] & spare
                    ):
                        new = [*mix]
                        new[comes] += 1
                        new[goes] -= 1
                        self._keep(tuple(new))
                        return True
        return False


class _Witness:
    """A mix that is within all bounds: for each way to set the levels, the rows that can take no more, and those that
    can spare none.
    """

    __slots__ = ("tight",)

    def __init__(self, space: Space, mix: Mix) -> None:
        told = [sum(mix[kind] for kind in row) for row in space.rows]
        ways = []
        for way in (min, max):
            least, most = [*space.least], [*space.most]
            for level in range(len(space.levels)):
                under, over = space.between(level, told)
                chosen = way(max(space.levels[level][0], under), over)
                for row, of, sat, gap in space.linked:
                    if of == level:
                        least[row] = max(least[row], chosen - sat)
                        most[row] = min(most[row], chosen + gap - sat)
            full = sum(1 << row for row, number in enumerate(told) if number >= most[row])
            spare = sum(1 << row for row, number in enumerate(told) if number <= least[row])
            ways.append((full, spare))
        self.tight = tuple(dict.fromkeys(ways))
