"""Why a candidate is doomed or guarded: the smallest sets of quotas that make it so, found along one count.

What was the reason for one is tried first for the next, and committees met on the way are kept: most questions whether
some of the quotas can be met are answered by one of them, or by one with two members exchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mithaq.kernels.elections.conflicts import smallest
from mithaq.kernels.elections.makeup import Line
from mithaq.kernels.elections.model import Makeup
from mithaq.kernels.elections.search import Mix, Space

KEPT = 200  # committees
TRIED = 8  # of these, how many are tried with two members exchanged


class Reasons:
    """The conflicts of a make-up in committees of one size."""

    def __init__(self, makeup: Makeup, lines: Sequence[Line], size: int) -> None:
        self.makeup, self.lines, self.size = makeup, lines, size
        self.everybody = (1 << len(makeup.attributes)) - 1
        self.quotas: list[list[tuple[int, Line]]] = [[] for _ in makeup.quotas]
        for line in lines:
            self.quotas[line.number].append((_bits(line.members), line))
        self.known: list[tuple[int, ...]] = []  # conflicts found before, by the places of the quotas
        self.parts: dict[tuple[int, ...], Space] = {}
        self.never: set[tuple[tuple[int, ...], Mix, Mix]] = set()  # quotas, and the least and most of each kind
        self.committees: dict[int, int] = {}  # as bits: which quotas each breaks, as bits

    def of(self, inside: frozenset[int], outside: frozenset[int]) -> tuple[str, ...]:
        """The keys of a smallest set of quotas that no committee with all inside and nobody outside meets.

        Asked only where no committee meets all.
        """
        within, without = _bits(inside), _bits(outside)

        def can(quotas: Sequence[int]) -> bool:
            wanted = _bits(quotas)
            if self._seen(wanted, within, without):
                return True
            told = tuple(sorted(quotas))
            part = self._part(told)
            least, most = part.box(inside, outside)
            question = (told, tuple(least), tuple(most))
            if question in self.never:
                return False
            mix = part.find(least, most)
            if mix is None:
                self.never.add(question)
                return False
            self.keep(part.committee(mix, inside, outside))
            return True

        start = next((known for known in self.known if not can(known)), range(len(self.quotas)))
        found = tuple(sorted(smallest(start, can, sure=True)))
        if found not in self.known:
            self.known.insert(0, found)
        return tuple(self.makeup.quotas[number].key for number in found)

    def keep(self, committee: Iterable[int]) -> None:
        """Remember a committee, whatever it breaks."""
        self._keep(_bits(committee))

    def _keep(self, bits: int) -> None:
        if bits not in self.committees:
            self.committees[bits] = self._broken(bits, _bits(range(len(self.quotas))))
            if len(self.committees) > KEPT:
                del self.committees[next(iter(self.committees))]

    def _seen(self, wanted: int, within: int, without: int) -> bool:
        """Whether one of the committees kept, or one with two members exchanged, meets the quotas that are wanted."""
        near: list[tuple[int, int, int]] = []
        for bits in reversed(self.committees):
            missing, surplus = within & ~bits, bits & without
            if not missing and not surplus:
                if not self.committees[bits] & wanted:
                    return True
            elif len(near) < TRIED and missing.bit_count() < 2 and surplus.bit_count() < 2:
                near.append((bits, missing, surplus))
        for bits, missing, surplus in near:
            comes = [missing] if missing else _each(self.everybody & ~bits & ~without)
            goes = [surplus] if surplus else _each(bits & ~within)
            for one in comes:
                for other in goes:
                    exchanged = bits & ~other | one
                    if not self._broken(exchanged, wanted):
                        self._keep(exchanged)
                        return True
        return False

    def _broken(self, bits: int, wanted: int) -> int:
        """Which of the quotas that are wanted a committee breaks."""
        broken = 0
        for number, told in enumerate(self.quotas):
            if not wanted >> number & 1:
                continue
            counts = [line.sat + (bits & members).bit_count() for members, line in told]
            level = max(max(counts) - 1, told[0][1].floor) if told and told[0][1].level else 0
            for count, (_, line) in zip(counts, told, strict=True):
                if count < level + line.least or (line.most is not None and count > level + line.most):
                    broken |= 1 << number
                    break
        return broken

    def _part(self, quotas: tuple[int, ...]) -> Space:
        """The space of some of the quotas."""
        if quotas not in self.parts:
            told = [line for line in self.lines if line.number in quotas]
            self.parts[quotas] = Space(told, len(self.makeup.attributes), self.size)
        return self.parts[quotas]


def _bits(numbers: Iterable[int]) -> int:
    bits = 0
    for number in numbers:
        bits |= 1 << number
    return bits


def _each(bits: int) -> list[int]:
    return [1 << number for number in range(bits.bit_length()) if bits >> number & 1]
