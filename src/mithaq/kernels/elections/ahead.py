"""Looking ahead in a count: who can no longer be elected without breaking the quotas, and whom they cannot do without.

After each event of a count some are elected and some are out. A candidate is *doomed* if no committee that meets the
quotas has them beside those elected and nobody who is out, and *guarded* if every such committee has them. Both stay
true whatever happens next. (Otten, "STV with multiple constraints", Voting matters 13, 2001, asks the same.)

One question is asked for all candidates of a kind, and every committee found on the way is kept as a witness: most
questions have a witness already, or one that comes of exchanging two members of a witness.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mithaq.kernels.elections.conflicts import smallest
from mithaq.kernels.elections.makeup import lines
from mithaq.kernels.elections.model import CannotCount, Makeup
from mithaq.kernels.elections.search import Limit, Mix, Space

Named = tuple[tuple[int, tuple[str, ...]], ...]
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
        self.space: Space | None = None

    def after(self, elected: tuple[int, ...], hopeful: frozenset[int]) -> Verdict:
        """What still can be, once `elected` are in and of the others only `hopeful` are left.

        Raises CannotCount "infeasible" where nothing can, with the quotas that stand against each other.
        """
        size = min(self.seats, len(elected) + len(hopeful))
        if self.space is None or self.space.size != size:
            self._begin(size)
        return self._asked(frozenset(elected), hopeful)

    def _begin(self, size: int) -> None:
        self.lines = lines(self.makeup, size)
        self.space = Space(self.lines, len(self.makeup.attributes), size)
        self.kept: dict[Mix, _Witness] = {}
        self.low = [0] * len(self.space.kinds)  # proven: every committee has at least so many of a kind
        self.high = [len(kind) for kind in self.space.kinds]
        self.least, self.most = self.low, self.high
        self.reasons: dict[tuple[int, bool], tuple[str, ...]] = {}
        self.known: list[tuple[int, ...]] = []  # sets of quotas that were the reason before
        self.parts: dict[tuple[int, ...], Space] = {}

    def _asked(self, elected: frozenset[int], hopeful: frozenset[int]) -> Verdict:
        space = self.space
        assert space is not None
        everybody = range(len(self.makeup.attributes))
        out = [one for one in everybody if one not in elected and one not in hopeful]
        least, most = space.box(elected, out)
        goes_on = all(a >= b for a, b in zip(least, self.least, strict=True)) and all(
            a <= b for a, b in zip(most, self.most, strict=True)
        )
        if not goes_on:
            self.low, self.high = [*least], [*most]
            self.reasons.clear()
        self.least, self.most = least, most
        low = [max(a, b) for a, b in zip(self.low, least, strict=True)]
        high = [min(a, b) for a, b in zip(self.high, most, strict=True)]
        drawn = space.drawn(low, high)
        if drawn is None:
            raise self._nothing(elected, out)
        self.low, self.high = drawn[0], drawn[1]
        mixes = [mix for mix in self.kept if all(a <= b <= c for a, b, c in zip(least, mix, most, strict=True))]
        self.kept = {mix: self.kept[mix] for mix in mixes}
        if not self.kept and not self._look(self.low, self.high, None):
            raise self._nothing(elected, out)
        if len(elected) == space.size or len(elected) + len(hopeful) == space.size:
            return Verdict()
        doomed, guarded = [], []
        for kind, members in enumerate(space.kinds):
            if least[kind] == most[kind]:
                continue
            if not self._more(kind):
                doomed += [(one, kind) for one in members if one in hopeful]
            elif not self._fewer(kind):
                guarded += [(one, kind) for one in members if one in hopeful]
        return Verdict(
            tuple((one, self._why(one, kind, elected, out, must=True)) for one, kind in sorted(doomed)),
            tuple((one, self._why(one, kind, elected, out, must=False)) for one, kind in sorted(guarded)),
        )

    # whether there is a committee with one more of a kind than are elected, or one fewer than are left

    def _more(self, kind: int) -> bool:
        least = self.least[kind]
        if self.high[kind] <= least:
            return False
        if self.low[kind] > least or any(mix[kind] > least for mix in self.kept):
            return True
        if self._exchanged(kind, more=True):
            return True
        low = [*self.low]
        low[kind] = least + 1
        if self._look(low, self.high, kind):
            return True
        self.high[kind] = least
        return False

    def _fewer(self, kind: int) -> bool:
        most = self.most[kind]
        if self.low[kind] >= most:
            return False
        if self.high[kind] < most or any(mix[kind] < most for mix in self.kept):
            return True
        if self._exchanged(kind, more=False):
            return True
        high = [*self.high]
        high[kind] = most - 1
        if self._look(self.low, high, kind):
            return True
        self.low[kind] = most
        return False

    def _look(self, low: Sequence[int], high: Sequence[int], kind: int | None) -> bool:
        assert self.space is not None
        like = next(reversed(self.kept), None)
        found = self.space.find(low, high, limit=Limit(), like=like)
        if found is None:
            return False
        self._keep(found)
        return True

    def _keep(self, mix: Mix) -> None:
        assert self.space is not None
        self.kept[mix] = _Witness(self.space, mix)

    def _exchanged(self, kind: int, *, more: bool) -> bool:
        """Whether a witness with two members exchanged will do; it is a witness then, too."""
        assert self.space is not None
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

    # why

    def _why(self, one: int, kind: int, elected: frozenset[int], out: Iterable[int], *, must: bool) -> tuple[str, ...]:
        if (kind, must) not in self.reasons:
            inside = elected | {one} if must else elected
            outside = frozenset(out) if must else frozenset(out) | {one}
            self.reasons[kind, must] = self._conflict(inside, outside)
        return self.reasons[kind, must]

    def _conflict(self, inside: frozenset[int], outside: frozenset[int]) -> tuple[str, ...]:
        def can(quotas: Sequence[int]) -> bool:
            part = self._part(tuple(sorted(quotas)))
            return part.find(*part.box(inside, outside), limit=Limit()) is not None

        start: Sequence[int] = range(len(self.makeup.quotas))
        for known in self.known:
            if not can(known):
                start = known
                break
        found = tuple(sorted(smallest(start, can, sure=True)))
        if found not in self.known:
            self.known.insert(0, found)
        return tuple(self.makeup.quotas[number].key for number in found)

    def _part(self, quotas: tuple[int, ...]) -> Space:
        """The space of some of the quotas."""
        assert self.space is not None
        if quotas not in self.parts:
            told = [line for line in self.lines if line.number in quotas]
            self.parts[quotas] = Space(told, len(self.makeup.attributes), self.space.size)
        return self.parts[quotas]

    def _nothing(self, elected: frozenset[int], out: Iterable[int]) -> CannotCount:
        return CannotCount("infeasible", quotas=list(self._conflict(elected, frozenset(out))))


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
