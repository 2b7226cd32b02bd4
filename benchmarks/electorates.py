"""Electorates made up from a seed, for measuring counts under quotas: nobody in them is anybody.

Candidates and voters are points on a plane; a voter ranks the nearest candidates. Where somebody stands on the plane is
near their region, so that some regions are crowded with liked candidates, as it is in life, and quotas bite.
"""

from __future__ import annotations

import random
from fractions import Fraction

from mithaq.kernels.elections import Ballots, Makeup, Quota, feasible

LEVELS = ("national", "regional", "global")
SECTORS = ("civil society", "academia", "trade union", "local authority")
REGIONS = ("maghreb", "mashreq", "gulf", "nile", "horn")


def electorate(seed: int, *, candidates: int, seats: int, voters: int, quotas: int = 10) -> tuple[Ballots, Makeup]:
    """Ballots, and a make-up of so many crossed quotas (10 at most) that some committee meets."""
    for attempt in range(100):
        chance = random.Random(seed * 1000 + attempt)
        attributes = [_somebody(chance) for _ in range(candidates)]
        makeup = Makeup(_quotas(seats)[:quotas], tuple(attributes))
        if feasible(makeup, seats) is not None:
            return _ballots(chance, attributes, seats, voters), makeup
    raise ValueError(f"no electorate of seed {seed} can meet its quotas")


def _somebody(chance: random.Random) -> dict[str, tuple[str, ...]]:
    return {
        "region": (chance.choices(REGIONS, (6, 5, 3, 3, 2))[0],),
        "level": (chance.choices(LEVELS, (6, 3, 2))[0],),
        "gender": (chance.choices(("man", "woman"), (6, 4))[0],),
        "sector": (chance.choices(SECTORS, (4, 3, 2, 2))[0],),
    }


def _quotas(seats: int) -> tuple[Quota, ...]:
    third = Fraction(1, 3)
    return (
        Quota("levels", "level", "equal", LEVELS),
        Quota("regions", "region", "every", REGIONS),
        Quota("women", "gender", "share", ("woman",), share=Fraction(1, 2)),
        Quota("civil-society", "sector", "at-least", ("civil society",), share=third),
        Quota("maghreb", "region", "at-most", ("maghreb",), share=Fraction(3, 10)),
        Quota("mashreq", "region", "at-most", ("mashreq",), share=Fraction(3, 10)),
        Quota("horn", "region", "at-least", ("horn",), number=max(1, seats // 10)),
        Quota(
            "women-at-global",
            "gender",
            "at-least",
            ("woman",),
            number=max(1, seats // 10),
            where=(("level", "global"),),
        ),
        Quota("unions", "sector", "at-least", ("trade union",), number=max(1, seats // 10)),
        Quota(
            "men-of-academia", "gender", "at-most", ("man",), number=max(1, seats // 8), where=(("sector", "academia"),)
        ),
    )


def _ballots(chance: random.Random, attributes: list[dict[str, tuple[str, ...]]], seats: int, voters: int) -> Ballots:
    centres = {region: (chance.random(), chance.random()) for region in REGIONS}

    def placed(region: str) -> tuple[float, float]:
        x, y = centres[region]
        return x + chance.gauss(0, 0.25), y + chance.gauss(0, 0.25)

    stand = [placed(one["region"][0]) for one in attributes]
    liked = [chance.random() * 0.3 for _ in attributes]
    papers = []
    for _ in range(voters):
        x, y = placed(chance.choices(REGIONS, (6, 5, 3, 3, 2))[0])
        far = [
            ((x - a) ** 2 + (y - b) ** 2 + like, number)
            for number, ((a, b), like) in enumerate(zip(stand, liked, strict=True))
        ]
        ranked = [number for _, number in sorted(far)]
        papers.append((1, tuple(ranked[: chance.randint(min(5, len(ranked)), min(30, len(ranked)))])))
    return Ballots(len(attributes), tuple(papers), seats)
