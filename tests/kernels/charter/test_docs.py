"""docs/blueprint.md: its example is a charter, and the grammar in it is the one that is read."""

from __future__ import annotations

import re
from pathlib import Path

from tests.kernels.charter.texts import understood

from mithaq.kernels import charter

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "blueprint.md").read_text(encoding="utf-8")


def test_the_grammar_on_the_page_is_the_one_that_is_read():
    """To renew it, see the command at the end of the page's first part."""
    assert charter.renewed(PAGE) == PAGE


def test_the_example_is_a_charter_that_agrees_with_itself():
    [example] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)

    law = understood(example)

    assert charter.check(law) == ()
    assert len(charter.plan(law)) > 10


def test_every_kind_and_every_fault_stands_on_the_page():
    for kind in charter.kinds():
        assert f"### {kind.name}\n" in PAGE
    for key in charter.FAULTS:
        assert f"| {key} | " in PAGE
