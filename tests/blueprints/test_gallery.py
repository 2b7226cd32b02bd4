"""The institutions of the source documents, as texts: each is a charter, in three languages, with its sentences."""

import csv
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import mithaq.blueprints
import mithaq.compacts
from mithaq.kernels import charter
from mithaq.kernels.charter import Charter, Clause, Words

ROOT = Path(__file__).resolve().parents[2]
GALLERY = Path(mithaq.blueprints.__file__).parent / "gallery"
SHARED = ROOT.parent / "shared"
NAMES = sorted(path.stem for path in GALLERY.glob("*.toml"))
RULES = [(row["mechanism_id"], row["rule_no"]) for row in csv.DictReader((ROOT / "docs" / "rules.csv").open("r"))]


@cache
def blueprint(name: str) -> Charter:
    reading = charter.read((GALLERY / f"{name}.toml").read_text("utf-8"))
    assert reading.faults == ()
    return reading.charter


def sourced() -> list[tuple[str, Clause, charter.Source]]:
    return [(name, clause, source) for name in NAMES for clause in blueprint(name) for source in clause.sources]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_gallery_is_a_charter(name):
    assert blueprint(name).institution["key"] == name


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_the_gallery_contradicts_itself_unsaid(name):
    assert charter.check(blueprint(name)) == ()


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_clause_says_in_words_it_says_in_three_languages(name):
    said = [
        (clause.id, words)
        for clause in blueprint(name)
        for value in clause.values.values()
        for words in (value if isinstance(value, tuple) else (value,))
        if isinstance(words, Words)
    ]

    assert [(at, words) for at, words in said if not (words.ar and words.en and words.fr)] == []


@pytest.mark.parametrize("name", NAMES)
def test_where_the_source_is_silent_a_rule_is_only_proposed_or_says_so(name):
    text = blueprint(name)
    holds_others = ("finding", "roadmap")  # they speak through what stands in them

    silent = [
        clause
        for clause in text
        if not clause.sources
        and clause.kind not in holds_others
        and not (clause.under and text.by_id[clause.under].sources)
    ]

    assert [clause.id for clause in silent if clause.binds and not clause.get("note")] == []


@pytest.mark.parametrize("name", NAMES)
def test_where_the_sources_say_two_things_both_stand(name):
    text = blueprint(name)

    for finding in text.of("finding"):
        values = text.under(finding.id, "value")
        assert len(values) >= 2
        assert all(value.sources or value.get("note") for value in values)
        assert any(value.sources for value in values)
        assert finding.get("about")


def test_every_rule_of_the_ledger_stands_in_a_clause():
    told = {tuple(source.rule.split("/")) for _, _, source in sourced() if source.rule}

    assert [rule for rule in RULES if rule not in told] == []


def test_every_rule_named_is_one_of_the_ledger():
    told = {tuple(source.rule.split("/")) for _, _, source in sourced() if source.rule}

    assert sorted(told - set(RULES)) == []


def test_no_clause_names_a_rule_twice():
    twice = [
        (name, clause.id)
        for name in NAMES
        for clause in blueprint(name)
        if max(Counter(source.rule for source in clause.sources if source.rule).values(), default=0) > 1
    ]

    assert twice == []


def test_the_text_of_the_future_model_says_what_can_be_refused():
    model = blueprint("civil-society-network")
    board, group = "body.board", "body.working-group"

    assert model.by_id[f"{board}.seat.member"]["count"].text == "5-6"
    assert model.by_id[f"{board}.seat.member"]["term"].months == 24
    assert (model.by_id[f"{board}.balance.levels"]["rule"], model.by_id[f"{board}.balance.levels"].binds) == (
        "equal",
        True,
    )
    assert model.by_id[f"{board}.publication.minutes"]["of"] == "minutes"
    assert (model.by_id[group]["number"].most, model.by_id[group]["lasts"].months) == (4, 6)
    assert (model.by_id[f"{group}.seat.member"]["count"].most, model.by_id[f"{group}.seat.member"]["waitlist"]) == (
        15,
        True,
    )
    assert model.by_id[f"{group}.seat.co-lead"]["among"] == f"{group}.seat.member"
    assert model.by_id[f"{group}.power.no-additional-decision"]["denies"] == ("additional-decision",)
    assert model.by_id["membership.consultation"]["of"] == "members"


def test_the_text_of_the_trust_fund_says_who_votes_and_what_a_project_must_be():
    fund = blueprint("eu-trust-fund")
    donors, criterion = fund.by_id["body.board.seat.donors"], "gate.projects.criterion"

    assert (donors["selection"], donors["threshold"].amount, donors["threshold"].currency) == (
        "contribution",
        3_000_000,
        "EUR",
    )
    assert fund.one("body.board", "observers") is not None
    assert fund.by_id[f"{criterion}.recognised-body"]["one_of"] == ("national-agency", "multilateral", "ngo")
    for clause in fund.under("gate.projects", "criterion"):
        assert clause["one_of"] == tuple(option.key for option in fund.under(clause.id, "option"))


def test_the_text_of_the_forum_turns_the_seats_of_its_troika_with_the_chair():
    forum = blueprint("gfmd")

    seats = forum.under("body.troika", "seat")
    assert [(seat["turn"], seat["selection"], seat["holder"]) for seat in seats] == [
        (turn, "rotation", ("state",)) for turn in ("past", "current", "next")
    ]
    meeting = forum.by_id["body.friends.meeting.regular"]["cadence"]
    assert (meeting.least, meeting.every.months) == (2, 12)
    days = forum.by_id["event.civil-society-days"]["when"]
    assert (days.sign, days.length.days, days.anchor) == (-1, 2, "event.government-meeting")


def test_the_text_of_the_consultative_process_says_when_it_meets_and_who_is_let_in():
    process = blueprint("arab-consultative-process")
    meeting = process.by_id["body.process.meeting.annual"]

    assert (meeting["cadence"].months, meeting["extraordinary"]) == ((4, 5, 6), True)
    observers = process.one("body.process", "observers")
    assert observers is not None and (observers["admitted"], observers["for"]) == ("invitation", "session")


def test_the_text_of_the_arab_review_says_what_is_asked_of_whom_and_where_it_goes():
    review = blueprint("arab-regional-review")

    assert (
        review.by_id["call.voluntary-reviews"]["extension"],
        review.by_id["call.voluntary-reviews"]["voluntary"],
    ) == (
        "on-request",
        True,
    )
    assert len(review.by_id["call.stakeholder-reports"]["must_contain"]) == 3
    assert len(review.by_id["event.dialogues"]["categories"]) == 13
    assert len(review.of("question")) == 7
    assert review.by_id["event.pre-consultation"]["when"].anchor == "event.conference"
    assert [
        (review.by_id[f"cycle.{level}"]["every"].months, review.by_id[f"cycle.{level}"]["from"].text)
        for level in ("regional", "global")
    ] == [(48, "2020"), (48, "2022")]
    assert review.by_id["event.dialogues.publication.summary"]["languages"] == ("ar", "en", "fr")


def test_the_categories_named_are_those_of_the_compact():
    with (Path(mithaq.compacts.__file__).parent / "data" / "categories.toml").open("rb") as data:
        codes = {row["code"] for row in tomllib.load(data)["categories"]}

    named = {code for name in NAMES for clause in blueprint(name) for code in clause.get("categories", ())}
    assert sorted(named - codes) == []


@pytest.mark.conformance
def test_every_quote_is_the_sentence_of_its_rule():
    rules = shared_rules()

    wrong = [
        (name, clause.id, source.rule)
        for name, clause, source in sourced()
        if source.rule and (source.document, source.quote) != rules[source.rule]
    ]

    assert wrong == []


@pytest.mark.conformance
def test_a_quote_without_a_rule_stands_in_its_document():
    documents = {path.name[:3]: path.read_text("utf-8") for path in (SHARED / "seeds").glob("*.txt")}
    if not documents:
        pytest.skip("no ../shared/seeds")

    wrong = [
        (name, clause.id, source.quote)
        for name, clause, source in sourced()
        if not source.rule and source.quote not in documents.get(source.document, "")
    ]

    assert wrong == []


@pytest.mark.conformance
def test_the_ledger_of_the_house_has_the_rules_of_the_documents():
    assert [f"{mechanism}/{number}" for mechanism, number in RULES] == list(shared_rules())


def shared_rules() -> dict[str, tuple[str, str]]:
    path = SHARED / "facts" / "seeds_rules.csv"
    if not path.exists():
        pytest.skip("no ../shared/facts/seeds_rules.csv")
    with path.open("r", encoding="utf-8") as rows:
        return {
            f"{row['mechanism_id']}/{row['rule_no']}": (row["seed"], row["quote_ar"]) for row in csv.DictReader(rows)
        }
