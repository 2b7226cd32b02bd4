"""Committees from approvals, all that each rule allows, when `../shared/data/voting` is there."""

import json
import lzma
from pathlib import Path

import pytest

from mithaq.kernels.elections.approval import RULES
from mithaq.kernels.elections.model import Ballots

ROWS = Path(__file__).resolve().parents[3] / "shared" / "data" / "voting" / "approval-rules.json.xz"
NAMES = {"seqphragmen": "phragmen", "minimaxphragmen": "minimax-phragmen"}

pytestmark = pytest.mark.conformance


@pytest.mark.parametrize("rule", ["av", "pav", "seqpav", "seqphragmen", "minimaxphragmen", "equal-shares"])
def test_every_committee_a_rule_allows_is_found_and_no_other(rule):
    if not ROWS.exists():
        pytest.skip("no ../shared/data/voting/approval-rules.json.xz")
    with lzma.open(ROWS) as file:
        rows = [row for row in json.load(file) if row["rule"] == rule]
    count = RULES[NAMES.get(rule, rule)]
    wrong = []
    for row in rows:
        ballots = Ballots(row["num_cand"], tuple((1, tuple(paper)) for paper in row["profile"]), row["committeesize"])
        result = count(ballots, row["committeesize"], range(row["num_cand"]), all_winning=True)
        expected = sorted(tuple(sorted(committee)) for committee in row["expected"])
        if list(result.all_winning) != expected or tuple(sorted(result.winners)) not in expected:
            wrong.append(row["file"])

    assert len(rows) == 240
    assert wrong == []
