"""States, questions and offsets in the five source documents, when `../shared/seeds` is there."""

from pathlib import Path

import pytest

from mithaq.kernels.text.acts import act
from mithaq.kernels.text.countries import mentions

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

pytestmark = pytest.mark.conformance

PARTICIPANTS = [
    "LB",
    "BE",
    "EG",
    "JO",
    "GB",
    "FR",
    "US",
    "FI",
    "AE",
    "KW",
    "BH",
    "DZ",
    "TN",
    "QA",
    "MA",
    "LY",
    "TR",
    "NL",
    "IQ",
    "IT",
    "CH",
]
REPORTS_AND_NETWORKS = ["BH", "DJ", "JO", "KW", "MA", "SA", "AE", "KM", "IQ", "LB", "LY", "MR", "QA", "TN"]


def seed(number: str) -> list[str]:
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"document {number} is not in ../shared/seeds")
    return [line for line in found[0].read_text("utf-8").splitlines() if line.strip()]


def states(line: str) -> list[str]:
    return list(dict.fromkeys(m.country for m in mentions(line, "ar")))


def test_the_participants_list_names_twenty_one_states():
    lines = [line for line in seed("001") if line.startswith("انضم 87")]

    assert [states(line) for line in lines] == [PARTICIPANTS]


def test_the_passage_of_reports_and_networks_names_fourteen_states():
    lines = [line for line in seed("001") if line.startswith("قدمت السيدة ميساتو")]

    assert [states(line) for line in lines] == [REPORTS_AND_NETWORKS]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_financial_is_never_mali(number):
    assert [line for line in seed(number) if "ML" in states(line)] == []


def test_the_word_that_could_be_mali_does_occur():
    assert any("مالي" in line for number in ("000", "001", "002", "003", "004") for line in seed(number))


def test_questions_are_never_recommendations():
    asked = [line for line in seed("003") if line.strip().endswith(("؟", "?"))]

    assert len(asked) >= 20
    assert {act(line, "ar")[0] for line in asked} == {"question"}


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_mention_stands_where_it_says(number):
    for line in seed(number):
        for mention in mentions(line, "ar"):
            word = line[mention.start : mention.end]
            assert states(word) in ([mention.country], []), word
