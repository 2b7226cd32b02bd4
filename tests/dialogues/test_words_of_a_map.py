"""Where the words of a map stand: maps by chance, the same in every run, drawn in both directions."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest

from mithaq.dialogues import picture_maps
from mithaq.dialogues.picture_maps import HIGH, PHONE, WIDE, Label, Words
from mithaq.dialogues.placing_words import width_of
from mithaq.foundation.figures import Table
from tests.dialogues.sketched import labels, sketched

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("ar", "en", "fr")
MAPS = range(200 if os.environ.get("MITHAQ_FULL") == "1" else 30)
YOU = {"ar": "أنتم", "en": "You", "fr": "Vous"}


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float
    what: str

    def meets(self, other: Box) -> bool:
        return (
            min(self.right, other.right) > max(self.left, other.left)
            and min(self.bottom, other.bottom) > max(self.top, other.top)
        )  # fmt: skip

    def holds(self, x: float, y: float) -> bool:
        return self.left < x < self.right and self.top < y < self.bottom


@dataclass(frozen=True)
class Picture:
    """What is read from a picture: boxes of its words, dots, plates; as on a wide page, or on a phone."""

    root: Any
    phone: bool

    def words(self) -> Iterator[Box]:
        for one in self.root.iter(f"{SVG}text"):
            look, said = one.get("class"), "".join(one.itertext()).strip("\u2068\u2069")
            if look == "om-number" or (self.phone and look == "om-name"):
                continue
            size = PHONE if self.phone else float(one.get("font-size"))
            wide, x, y = (
                width_of(said, size, bold=bool(one.get("font-weight"))),
                float(one.get("x")),
                float(one.get("y")),
            )
            turned = (one.get("direction") or self.root.get("direction")) == "rtl"
            left = {"middle": x - wide / 2, "start": x - wide * turned, "end": x - wide * (not turned)}
            begin = left[one.get("text-anchor")]
            yield Box(begin, y - 0.75 * size, begin + wide, y + 0.22 * size, said)
        for x, y, r in self.circles("om-badge"):
            yield Box(x - r, y - r, x + r, y + r, "a number")

    def circles(self, look: str) -> Iterator[tuple[float, float, float]]:
        for one in self.root.iter(f"{SVG}circle"):
            if one.get("class") == look:
                yield float(one.get("cx")), float(one.get("cy")), float(one.get("r"))

    def plates(self) -> list[Box]:
        return [
            Box(x, y, x + float(one.get("width")), y + float(one.get("height")), "a plate")
            for one in self.root.iter(f"{SVG}rect")
            if one.get("class") == "om-plate"
            for x, y in [(float(one.get("x")), float(one.get("y")))]
        ]

    def on_dots(self) -> list[str]:
        """Words that a dot lies under, and no plate between."""
        plates = self.plates()
        return [
            box.what
            for box in self.words()
            if not any(plate.holds((box.left + box.right) / 2, (box.top + box.bottom) / 2) for plate in plates)
            for x, y, r in self.circles("om-dot")
            if (max(box.left - x, 0, x - box.right) ** 2 + max(box.top - y, 0, y - box.bottom) ** 2) < r**2
        ]

    def on_one_another(self) -> list[tuple[str, str]]:
        return [(one.what, other.what) for one, other in combinations(self.words(), 2) if one.meets(other)]

    def outside(self) -> list[str]:
        frame = Box(0, 0, WIDE, HIGH, "")
        return [
            one.what
            for one in self.words()
            if not (frame.holds(one.left, one.top) and frame.holds(one.right, one.bottom))
        ]


def drawn(figures: dict[str, Any], told: list[Label], lang: str, **more: Any) -> str:
    words = Words("Map", "Groups", YOU[lang])
    return str(picture_maps.picture(figures, told, words, lang=lang, table=Table((), (), "–", lang), **more).svg)


def read(svg: str) -> list[Picture]:
    root = ElementTree.fromstring(svg)
    return [Picture(root, phone=phone) for phone in (False, True)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_words_lie_on_a_dot_on_others_or_leave_the_frame(lang):
    plates, groups = 0, 0
    for seed in MAPS:
        figures = sketched(seed)
        for picture in read(drawn(figures, labels(figures, lang, seed), lang)):
            assert (seed, picture.on_dots()) == (seed, [])
            assert (seed, picture.on_one_another()) == (seed, [])
            assert (seed, picture.outside()) == (seed, [])
        groups, plates = groups + len(figures["groups"]), plates + len(picture.plates())

    assert plates <= groups / 50, "a plate stands only where there is no free place"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nor_where_one_stands_oneself_and_where_statements_stand(lang):
    for seed in MAPS:
        figures, chance = sketched(seed, groups=2 + seed % 3), random.Random(seed)
        marks = [(str(number), (chance.uniform(-1, 1), chance.uniform(-1, 1))) for number in range(8)]
        you = tuple(figures["groups"][0]["shape"][:2])

        for picture in read(drawn(figures, labels(figures, lang, seed), lang, marks=marks, you=you)):
            assert (seed, picture.on_dots()) == (seed, [])
            assert (seed, picture.on_one_another()) == (seed, [])
            assert (seed, picture.outside()) == (seed, [])


def test_every_group_is_told_by_its_number_and_size():
    for seed in MAPS:
        figures = sketched(seed)
        told = labels(figures, "fr", seed)

        root = ElementTree.fromstring(drawn(figures, told, "fr"))

        said = ["".join(one.itertext()).strip("\u2068\u2069") for one in root.iter(f"{SVG}text")]
        assert {one.number for one in told} | {one.size for one in told} <= set(said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_all_is_full_of_dots_words_stand_on_plates_and_not_on_one_another(lang):
    figures = sketched(5, groups=6)
    figures |= {"cells": 24, "density": [[x, y, 4] for x in range(24) for y in range(24)]}

    for picture in read(drawn(figures, labels(figures, lang, 1), lang)):
        assert len(picture.plates()) == 6
        assert (picture.on_dots(), picture.on_one_another(), picture.outside()) == ([], [], [])


def test_twelve_groups_upon_one_another_are_still_told_apart():
    figures = sketched(2, groups=12)

    for picture in read(drawn(figures, labels(figures, "fr", 2), "fr")):
        assert (picture.on_dots(), picture.on_one_another(), picture.outside()) == ([], [], [])


def test_a_group_without_a_place_of_its_own_is_led_to_by_a_line_over_no_words():
    led = 0
    for seed in MAPS:
        figures = sketched(seed)
        wide, _phone = read(drawn(figures, labels(figures, "en", seed), "en"))
        for line in wide.root.iter(f"{SVG}path"):
            if line.get("class") == "om-lead":
                led += 1
                (x, y), (to_x, to_y) = (map(float, one.split()) for one in line.get("d")[1:].split("L"))
                points = [(x + (to_x - x) * step / 60, y + (to_y - y) * step / 60) for step in range(61)]
                words = [box for box in wide.words() if not box.holds(x, y)]
                assert (seed, [box.what for box in words if any(box.holds(*one) for one in points)]) == (seed, [])
    assert led


def test_the_same_map_has_its_words_at_the_same_places():
    figures = sketched(4)
    told = labels(figures, "ar", 4)

    assert drawn(figures, told, "ar") == drawn(figures, told, "ar")


def test_a_map_without_groups_or_names_is_drawn():
    empty = {"frame": [-1.0, -1.0, 1.0, 1.0], "cells": 8, "density": [], "groups": []}
    alone = sketched(3, groups=1)

    assert "om-badge" not in drawn(empty, [], "en")
    assert "om-name" not in drawn(alone, [Label("1", "20 people", "", "en")], "en")
