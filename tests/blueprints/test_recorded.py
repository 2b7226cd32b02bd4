"""What the ledger calls recorded stands where a user finds it: in a clause, with its sentence, numbers and dates.

`recorded.csv` says what must be read of each rule, in English, as its encoding in the facts about the documents has it.
"""

import calendar
import csv
import re
from functools import cache
from pathlib import Path

import pytest

import mithaq.blueprints
from mithaq.kernels import charter
from mithaq.kernels.charter import Charter, Clause, Words

ROOT = Path(__file__).resolve().parents[2]
GALLERY = Path(mithaq.blueprints.__file__).parent / "gallery"
LEDGER = list(csv.DictReader((ROOT / "docs" / "coverage.csv").open(encoding="utf-8")))
FACTS = {
    row["rule"]: row["facts"].split(";")
    for row in csv.DictReader((Path(__file__).parent / "recorded.csv").open(encoding="utf-8"))
}
RECORDED = {f"{row['mechanism_id']}/{row['rule_no']}": row["where"] for row in LEDGER if row["how"] == "recorded"}


@cache
def blueprint(name: str) -> Charter:
    return charter.read((GALLERY / f"{name}.toml").read_text("utf-8")).charter


@pytest.mark.parametrize("rule", RECORDED)
def test_the_rule_is_recorded_where_a_user_finds_it(rule):
    places = [place.split("#") for place in RECORDED[rule].split()]
    clauses = [blueprint(name).by_id[clause] for name, clause in places]

    assert all(rule in [source.rule for source in clause.sources] for clause in clauses)
    told = " ".join(read(clause) for clause in clauses)
    assert [fact for fact in FACTS[rule] if not says(told, fact)] == []


def says(told: str, fact: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fact)}(?!\w)", told, re.IGNORECASE) is not None


def read(clause: Clause) -> str:
    """What a reader of English is told: words as they are, values as they were written."""
    return " ".join(words(value) for word, value in clause.given.items() if word not in ("source", "key"))


def words(value: object) -> str:
    if isinstance(value, Words):
        return value.en
    if isinstance(value, dict):
        return str(value.get("en", ""))
    if isinstance(value, list | tuple):
        return " ".join(words(one) for one in value)
    return re.sub(r"\d{4}-\d{2}(-\d{2})?", day, str(value))


def day(found: re.Match[str]) -> str:
    """`2018-02-05` as 5 February 2018, `2018-02` as February 2018."""
    year, month, *number = found[0].split("-")
    return " ".join([*(str(int(n)) for n in number), calendar.month_name[int(month)], year])
