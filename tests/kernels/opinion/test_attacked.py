"""What broke, or might have, under attack: votes and files nobody would think of."""

from __future__ import annotations

import json

import pytest

from mithaq.kernels.opinion import Options, as_json, draw, votes_of

BLOCKS = [(person, statement, 1 if person % 2 else -1) for person in range(40) for statement in range(12)]


@pytest.mark.parametrize("mode", ["stable", "polis"])
@pytest.mark.parametrize("how", ["hidden", "meta"])
def test_a_dialogue_whose_statements_are_all_left_out_has_a_map_without_groups(mode, how):
    left_out = {how: range(12)}

    told = json.dumps(as_json(draw(votes_of(BLOCKS, **left_out), Options(mode=mode))), allow_nan=False)

    assert json.loads(told)["consensus"] == []
    assert json.loads(told)["divisive"] == []
