"""The ledger of the mission: `docs/coverage.csv` answers every rule of `docs/rules.csv`, and each answer can be proved.

`how` is enforced, tracked, recorded or open. `where` names clauses (`grcp7#event.meeting`, several with a space in
between), or for what is open the room it waits for (`open: consultations`). `proof` is a test that is collected.
"""

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import mithaq.blueprints
from mithaq.kernels import charter
from tests.house.plan import floors

ROOT = Path(__file__).resolve().parents[2]
GALLERY = Path(mithaq.blueprints.__file__).parent / "gallery"
ANSWERS = ("enforced", "tracked", "recorded", "open")
TO_COME = ("consultations", "dialogues", "elections", "negotiations", "practices", "commitments")
WAITS = re.compile(r"open: ([a-z]+)")


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "docs" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rule(row: dict[str, str]) -> str:
    return f"{row['mechanism_id']}/{row['rule_no']}"


def answered() -> list[dict[str, str]]:
    return [row for row in rows("coverage.csv") if row["how"] != "open"]


def test_every_rule_has_one_answer_in_its_order():
    assert [rule(row) for row in rows("coverage.csv")] == [rule(row) for row in rows("rules.csv")]


def test_every_answer_is_one_of_four():
    assert [(rule(row), row["how"]) for row in rows("coverage.csv") if row["how"] not in ANSWERS] == []


def test_what_is_open_names_the_room_it_waits_for_and_claims_no_proof():
    rooms = {*floors(), *TO_COME}

    wrong = []
    for row in rows("coverage.csv"):
        if row["how"] == "open":
            told = WAITS.fullmatch(row["where"])
            if not told or told[1] not in rooms or row["proof"]:
                wrong.append((rule(row), row["where"], row["proof"]))

    assert wrong == []


def test_every_clause_named_is_in_the_gallery_and_names_the_rule():
    texts = {path.stem: charter.read(path.read_text("utf-8")).charter for path in GALLERY.glob("*.toml")}

    wrong = []
    for row in answered():
        for place in row["where"].split() or [""]:
            name, _, clause = place.partition("#")
            there = texts[name].get(clause) if name in texts else None
            if there is None or rule(row) not in [source.rule for source in there.sources]:
                wrong.append((rule(row), place))

    assert wrong == []


def test_every_proof_is_a_test_that_is_collected():
    proofs = {rule(row): row["proof"] for row in answered()}
    files = sorted({proof.split("::")[0] for proof in proofs.values()})
    missing = [name for name in files if not (ROOT / name).is_file()]
    assert missing == []

    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert listed.returncode == 0, listed.stdout + listed.stderr
    collected = {line for line in listed.stdout.splitlines() if "::" in line}
    collected |= {line.split("[")[0] for line in collected}
    assert [(of, proof) for of, proof in proofs.items() if proof not in collected] == []


def test_at_least_two_hundred_rules_are_answered_with_a_proof():
    told = Counter(row["how"] for row in rows("coverage.csv"))

    assert told["enforced"] + told["tracked"] + told["recorded"] >= 200
