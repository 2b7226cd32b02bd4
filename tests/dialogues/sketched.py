"""Maps as they may be published, by chance, without a database: for what draws them.

`sketched(seed)` has crowds of people parted into groups; where these stand and how many is worked out as for a map that
is published (`services.figuring`).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np

from mithaq.dialogues.picture_maps import Label
from mithaq.dialogues.services import figuring

WORDS = {
    "ar": "مكان في المدرسة لكل طفل من دون النظر إلى أوراق والديه وتغيير صاحب العمل بلا إذن مسبق",
    "en": "Residence permits within four weeks whatever the papers of their parents are",
    "fr": "L’accès à l’école pour chaque enfant, quels que soient les papiers de ses parents",
}
PEOPLE = {"ar": "شخصاً", "en": "people", "fr": "personnes"}


def sketched(seed: int, *, groups: int | None = None, floor: int = 10) -> dict[str, Any]:
    chance = np.random.default_rng(seed)
    k = groups or int(chance.integers(1, 7))
    sizes = chance.integers(2 * floor, 40 * floor, size=k)
    points = [
        chance.normal(0, chance.uniform(0.2, 1.2, size=2), size=(int(size), 2)) + chance.uniform(-3, 3, size=2)
        for size in sizes
    ]
    frame = figuring._frame(points)
    cells, density = figuring._density(np.concatenate(points), frame, floor)
    return {
        "frame": frame,
        "cells": cells,
        "density": density,
        "groups": [
            {"size": int(size), "shape": figuring._ellipse(own)} for size, own in zip(sizes, points, strict=True)
        ],
    }


def labels(figures: dict[str, Any], lang: str, seed: int) -> list[Label]:
    """For each group its number, its size, and some words for a name."""
    chance = random.Random(seed)
    return [
        Label(str(number + 1), f"{one['size']} {PEOPLE[lang]}", _name(chance, WORDS[lang].split()), lang)
        for number, one in enumerate(figures["groups"])
    ]


def _name(chance: random.Random, words: Sequence[str]) -> str:
    return " ".join(words[: chance.randint(1, len(words))])[:44].strip()
