"""What the ledger calls recorded stands where a user finds it: in a clause, with its sentence, numbers and dates.

`recorded.csv` says what must be read of each rule, in English, as its encoding in the facts about the documents has it.
It is looked for in what a reader is told: the sentences of the clause, and its note.
"""

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from django.utils import translation

import mithaq.blueprints
from mithaq.blueprints import sentences
from mithaq.blueprints.telling import Teller
from mithaq.kernels import charter
from mithaq.kernels.charter import Charter, Clause

ROOT = Path(__file__).resolve().parents[2]
GALLERY = Path(mithaq.blueprints.__file__).parent / "gallery"
LEDGER = list(csv.DictReader((ROOT / "docs" / "coverage.csv").open(encoding="utf-8")))
FACTS = {
    row["rule"]: row["facts"].split(";")
    for row in csv.DictReader((Path(__file__).parent / "recorded.csv").open(encoding="utf-8"))
}
RECORDED = {f"{row['mechanism_id']}/{row['rule_no']}": row["where"] for row in LEDGER if row["how"] == "recorded"}
STATES = {code: name for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}


@cache
def blueprint(name: str) -> Charter:
    return charter.read((GALLERY / f"{name}.toml").read_text("utf-8")).charter


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RECORDED)
def test_the_rule_is_recorded_where_a_user_finds_it(rule):
    places = [place.split("#") for place in RECORDED[rule].split()]
    found = [(blueprint(name), blueprint(name).by_id[clause]) for name, clause in places]
    told = {code: " ".join(read(text, clause, code) for text, clause in found) for code in ("ar", "en", "fr")}

    assert all(rule in [source.rule for source in clause.sources] for _, clause in found)
    assert [fact for fact in FACTS[rule] if not says(told["en"], fact)] == []
    numbers = [fact for fact in FACTS[rule] if fact.isdecimal()]
    assert [(code, fact) for code in told for fact in numbers if not says(told[code], fact)] == []


def read(text: Charter, clause: Clause, language: str) -> str:
    """What a reader of a language is told of a clause."""
    with translation.override(language):
        said = [str(one) for one in sentences.of(Teller(text), clause)]
    named = [clause.get(word, charter.Words()).as_dict().get(language, "") for word in ("name", "note")]
    return " ".join([*said, *named])


def says(told: str, fact: str) -> bool:
    """A State may be told by its two letters: it is read by its name."""
    wanted = re.escape(STATES.get(fact, fact))
    within = rf"(?<!\d){wanted}(?!\d)" if fact.isdecimal() else rf"(?<!\w){wanted}(?!\w)"
    return re.search(within, told, re.IGNORECASE) is not None
