"""The contracts of docs/house.md hold in the tree as it stands."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from tests.house import plan


def test_rooms_are_entered_by_their_doors():
    found = [f for path, source in plan.modules() for f in plan.forbidden_doors(path, source)]

    assert found == []


def test_rooms_use_the_face_of_a_kernel():
    found = [f for path, source in plan.modules() for f in plan.kernel_insides(path, source)]

    assert found == []


def test_foreign_keys_point_down():
    keys = [
        (model._meta.app_label, f"{model.__name__}.{field.name}", field.related_model._meta.app_label)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
    ]

    assert ("institutions" in {there for _, _, there in keys}) is True
    assert plan.keys_pointing_up(keys, plan.levels()) == []


def test_services_selectors_and_rules_know_no_request():
    found = [f for path, source in plan.modules() for f in plan.knows_the_request(path, source)]

    assert found == []


def test_time_comes_in():
    found = [f for path, source in plan.modules() for f in plan.asks_the_clock(path, source)]

    assert found == []


def test_kernels_leave_nothing_to_chance():
    found = [f for path, source in plan.modules() for f in plan.unseeded_chance(path, source)]

    assert found == []


def test_an_inline_import_says_why():
    found = [f for path, source in plan.modules() for f in plan.imports_without_reason(path, source)]

    assert found == []


def test_no_module_is_named_for_nothing():
    assert plan.nameless_files(path for path, _ in plan.modules()) == []


@pytest.mark.parametrize("room", plan.floors())
def test_every_room_says_in_its_first_line_what_happens_there(room):
    source = (plan.SRC / room / "__init__.py").read_text(encoding="utf-8")

    assert re.match(r'"""\S.{20,}', source)


@pytest.mark.parametrize("room", [r for r in plan.floors() if r not in ("kernels", "config")])
def test_every_room_is_installed(room):
    assert apps.is_installed(f"mithaq.{room}")


def test_no_file_has_grown_beyond_its_word():
    long = {path: n for path, source in plan.modules() if (n := source.count("\n")) > 400}

    assert long == {}


def test_style_sheets_and_pages_know_no_left_and_right():
    physical = re.compile(r"(margin|padding|border)-(left|right)|text-align:\s*(left|right)|float:\s*(left|right)")
    found = [
        f"{path.relative_to(plan.SRC)}: {match.group()}"
        for kind in ("*.css", "*.html")
        for path in plan.SRC.rglob(kind)
        for match in physical.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_locks_name_no_host():
    for lock in plan.HERE.glob("requirements*.lock"):
        text = lock.read_text()

        assert "://" not in text
        assert "--hash=sha256:" in text
        assert not re.search(r"^\s*--(index|extra|find|trusted)", text, re.MULTILINE)
