"""Messages: counted once a group, never chained, the same whatever the order."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.kernels.text import converge
from mithaq.kernels.text.model import Link, Statement


def said(name, document="d1", lang="en", speaker="none", countries=(), text=""):
    return Statement(name, document, lang, text or f"text of {name}", (1,), "recommendation", speaker, countries)


def link(a, b, score=0.7, kind="convergent"):
    return Link(*sorted((a, b)), kind, score)


def test_a_message_counts_documents_groups_countries_and_languages_once():
    everyone = [
        said("a", "d1", "en", "civil_society", ("MA",)),
        said("b", "d1", "en", "civil_society", ("TN", "MA")),
        said("c", "d2", "fr", "civil_society"),
        said("d", "d3", "ar", "migrants", ("LB",)),
        said("e", "d4", "ar", "none"),
    ]

    (message,) = converge.messages(everyone, [link("a", x) for x in "bcde"])

    assert message.statements[0] == "a"
    assert (message.documents, message.languages) == (4, ("ar", "en", "fr"))
    assert message.speakers == ("migrants", "civil_society")
    assert message.countries == ("LB", "MA", "TN")
    assert message.strength == pytest.approx(200_043.70)


def test_a_statement_nobody_shares_is_a_message_of_one():
    messages = converge.messages([said("a"), said("b", speaker="un")], [])

    assert [m.statements for m in messages] == [("b",), ("a",)]
    assert [m.documents for m in messages] == [1, 1]


def test_nothing_said_gives_no_message():
    assert converge.messages([], []) == ()


def test_links_do_not_chain():
    chain = [said(n, document=n) for n in "abcdef"]

    messages = converge.messages(chain, [link(*pair) for pair in ("ab", "bc", "cd", "de", "ef")])

    assert sorted(len(m.statements) for m in messages) == [1, 2, 3] or max(len(m.statements) for m in messages) <= 3
    linked = {frozenset(pair) for pair in ("ab", "bc", "cd", "de", "ef")}
    for message in messages:
        medoid, *members = message.statements
        assert all(frozenset((medoid, member)) in linked for member in members)


def test_a_member_goes_to_the_medoid_it_is_nearest_to():
    people = [said(n, document=n) for n in ("a1", "a2", "a3", "b1", "b2", "b3", "x")]
    links = [
        link("a1", "a2"),
        link("a1", "a3"),
        link("b1", "b2"),
        link("b1", "b3"),
        link("a1", "x", 0.6),
        link("b1", "x", 0.8),
    ]

    together = {m.statements[0]: set(m.statements) for m in converge.messages(people, links)}

    assert together == {"a1": {"a1", "a2", "a3"}, "b1": {"b1", "b2", "b3", "x"}}


def test_copies_of_a_member_belong_to_its_message():
    people = [said("a", "d1"), said("b", "d2", "fr"), said("b-copy", "d3", "fr")]

    (message,) = converge.messages(people, [link("a", "b"), link("b", "b-copy", 0.97, "duplicate")])

    assert set(message.statements) == {"a", "b", "b-copy"}
    assert message.documents == 3


def test_ten_copies_by_one_group_are_weaker_than_two_groups():
    copies = [said(f"c{i}", f"d{i}", speaker="un") for i in range(10)]
    two = [said("x", "e1", speaker="migrants"), said("y", "e2", speaker="state")]
    links = [link("c0", f"c{i}", 1.0, "duplicate") for i in range(1, 10)] + [link("x", "y", 0.5)]

    first, second = converge.messages(copies + two, links)

    assert set(first.statements) == {"x", "y"}
    assert (second.documents, second.speakers) == (10, ("un",))


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ((3, 3, 1, 0.5), (2, 9_999, 3, 0.99)),
        ((2, 4, 1, 0.5), (2, 3, 3, 0.99)),
        ((2, 3, 2, 0.1), (2, 3, 1, 0.99)),
        ((2, 3, 2, 0.6), (2, 3, 2, 0.5)),
    ],
)
def test_strength_reads_groups_then_documents_then_languages_then_score(stronger, weaker):
    from mithaq.kernels.text.converge.clusters import strength

    assert strength(*stronger) > strength(*weaker)


def test_links_to_statements_left_out_are_ignored():
    assert [m.statements for m in converge.messages([said("a")], [link("a", "gone")])] == [("a",)]


@given(st.integers(0, 10_000), st.integers(1, 14))
def test_every_statement_is_in_one_message_whatever_the_order(seed, size):
    chance = random.Random(seed)
    people = [
        said(
            f"s{i:02}",
            f"d{chance.randrange(5)}",
            chance.choice(("ar", "en", "fr")),
            chance.choice(("un", "none", "state")),
        )
        for i in range(size)
    ]
    links = [
        link(
            f"s{i:02}",
            f"s{j:02}",
            round(chance.uniform(0.4, 1), 2),
            chance.choice(("duplicate", "translation", "convergent")),
        )
        for i in range(size)
        for j in range(i)
        if chance.random() < 0.3
    ]
    messages = converge.messages(people, links)
    shuffled, mixed = list(people), list(links)
    chance.shuffle(shuffled)
    chance.shuffle(mixed)

    assert converge.messages(shuffled, mixed) == messages
    assert sorted(i for m in messages for i in m.statements) == [s.id for s in people]
    assert [m.strength for m in messages] == sorted((m.strength for m in messages), reverse=True)


def test_the_first_citation_is_the_medoid_and_the_next_bring_something_new():
    everyone = [
        said("a", "d1", "en", "un"),
        said("b", "d1", "en", "un"),
        said("c", "d2", "en", "un"),
        said("d", "d2", "fr", "migrants"),
        said("e", "d3", "en", "un"),
    ]
    (message,) = converge.messages(
        everyone, [link("a", x, s) for x, s in (("b", 0.9), ("c", 0.8), ("d", 0.7), ("e", 0.6))]
    )

    assert [s.id for s in converge.strongest(message, everyone, 3)] == ["a", "d", "e"]
    assert [s.id for s in converge.strongest(message, everyone, 9)] == ["a", "d", "e", "b", "c"]
    assert converge.strongest(message, everyone, 0) == ()


def test_the_same_words_are_not_cited_twice_while_others_are_left():
    everyone = [
        said("a", "d1", text="End child detention."),
        said("b", "d2", text="END child detention."),
        said("c", "d1", text="No child belongs in a cell."),
    ]
    (message,) = converge.messages(everyone, [link("a", "b", 1.0, "duplicate"), link("a", "c")])

    assert [s.id for s in converge.strongest(message, everyone, 2)] == ["a", "c"]


def test_citing_from_thousands_of_copies_takes_no_time():
    everyone = [said(f"s{i:04}", f"d{i}", text="The same footer.") for i in range(4000)]
    links = [link("s0000", s.id, 1.0, "duplicate") for s in everyone[1:]]
    (message,) = converge.messages(everyone, links)
    begun = time.process_time()

    cited = converge.strongest(message, everyone, len(everyone))

    assert len(cited) == 4000
    assert time.process_time() - begun < 8


@given(st.integers(0, 10_000))
def test_each_citation_adds_the_most_that_is_left_to_add(seed):
    chance = random.Random(seed)
    everyone = [
        said(
            f"s{i}",
            f"d{chance.randrange(3)}",
            chance.choice(("ar", "en")),
            chance.choice(("un", "none")),
            tuple(chance.sample(("MA", "TN"), chance.randrange(3))),
            chance.choice(("one", "two", "three")),
        )
        for i in range(7)
    ]
    (message,) = converge.messages(everyone, [link("s0", s.id, chance.random(), "translation") for s in everyone[1:]])

    def news(s, chosen):
        return (
            s.text not in {c.text for c in chosen},
            s.document not in {c.document for c in chosen},
            s.speaker != "none" and s.speaker not in {c.speaker for c in chosen},
            s.lang not in {c.lang for c in chosen},
            not set(s.countries) <= {x for c in chosen for x in c.countries},
        )

    cited = converge.strongest(message, everyone, 7)

    assert cited[0].id == message.statements[0]
    for place in range(1, 7):
        assert news(cited[place], cited[:place]) == max(news(s, cited[:place]) for s in cited[place:])
