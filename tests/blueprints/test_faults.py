"""What is wrong with a text is said in three languages: where, what, and what would be right."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import translation

from mithaq.blueprints import faults
from mithaq.kernels import charter
from mithaq.kernels.charter import FAULTS, Fault, Place

FACTS: dict[str, Any] = {
    "allowed": ["one", "two"],
    "near": "one",
    "example": "5-6",
    "clauses": ["body.a.balance.b", "body.a.seat.c"],
    "least": 6,
    "most": 5,
    "at": 3,
}
HEAD = '[institution]\nkey = "x"\nname = "X"\n'


def of(key: str, *, optional: bool) -> Fault:
    names = [name for name in FAULTS[key].facts if optional or not name.endswith("?")]
    facts = {name.rstrip("?"): FACTS.get(name.rstrip("?"), f"<{name.rstrip('?')}>") for name in names}
    return Fault(Place(3, 5), "body.board.seat.members", key, facts)


def test_no_fault_is_without_its_sentence():
    assert set(faults.WHAT) == set(FAULTS)
    assert set(faults.RIGHT) <= set(FAULTS)


@pytest.mark.parametrize("key", FAULTS)
@pytest.mark.parametrize("optional", [True, False])
def test_each_fault_names_line_and_clause_and_what_would_be_right(key, optional, lang):
    with translation.override(lang):
        said = faults.say(of(key, optional=optional))

        assert "3" in str(said.place)
        assert "body.board.seat.members" in str(said)
        assert str(said.what)
        assert [str(one) for one in said.right] != []
        assert not re.search(r"%\(|–", str(said))
        if lang == "ar":
            assert re.search("[\u0621-\u064a]", str(said.what))


def test_a_fault_says_every_fact_that_the_kernel_gives_it():
    quiet = {"at", "detail?"}  # the column inside a value is the column of the fault
    for key, told in FAULTS.items():
        said = str(faults.say(of(key, optional=True)))
        for name in told.facts:
            if name in quiet or (name == "word" and key == "not-a-source"):
                continue
            plain, value = name.rstrip("?"), FACTS.get(name.rstrip("?"), f"<{name.rstrip('?')}>")
            if plain in ("allowed", "example") and "near?" in told.facts:
                continue  # the likeliest is said instead
            for one in value if isinstance(value, list) else [value]:
                assert str(one) in said, (key, name)


def test_the_likeliest_word_is_offered():
    [fault] = charter.read(HEAD + '[body.b]\nname = "B"\nkind = "boord"\n').faults

    said = str(faults.say(fault)).replace("\u2068", "").replace("\u2069", "")

    assert said == ("Line 6, column 1, clause body.b: boord may not stand under kind. Did you mean board?")


def test_a_long_list_of_what_may_stand_is_cut():
    [fault] = charter.read(HEAD + '[body.b]\nname = "B"\nkind = "zzz"\n').faults

    said = str(faults.say(fault))

    assert "What may stand here: " in said
    assert "more." in said


def test_signs_of_markup_in_a_text_stay_text():
    [fault] = charter.read(HEAD + '[body.b]\nname = "B"\nkind = "<script>"\n').faults

    assert "&lt;script&gt;" in faults.say(fault).what.html
    assert "<script>" not in faults.say(fault).what.html
