"""Charters written to make the house count for ever: a question is answered soon, or the rules are taken to be met."""

from __future__ import annotations

import time

from mithaq.kernels import charter as kernel
from mithaq.kernels.charter import Holder

HEAD = '[institution]\nkey = "n"\nname = "N"\n'
SOON = 12.0  # seconds of the processor, on a slow machine that does much else; without a bound it was minutes


def body(seats: list[str], balances: list[str], key: str = "b") -> str:
    told = [f'[body.{key}]\nname = "B"\nkind = "board"\n']
    told += [f'[body.{key}.seat.s{n}]\nname = "S"\nselection = "election"\n{one}\n' for n, one in enumerate(seats)]
    told += [f"[body.{key}.balance.r{n}]\n{one}\n" for n, one in enumerate(balances)]
    return "".join(told)


def of_each_kind(number: int) -> str:
    """Many kinds of seats, each with a rule of its own over an attribute of its own."""
    seats = ['count = "9"\nholder = "organisation"'] * number
    rules = [
        f'over = "t{n}"\nrule = "at-least"\nvalue = "x"\nnumber = 9\nseats = "body.b.seat.s{n}"' for n in range(number)
    ]
    return HEAD + body(seats, rules)


def equal_in_many_ways(key: str = "b") -> str:
    """Equal counts over overlapping values, each of which can be met in hundreds of ways, and all together not."""
    equal = [f'over = "theme"\nrule = "equal"\nvalues = ["a", "b", "{value}"]' for value in "cdefg"]
    bound = [
        'over = "theme"\nrule = "at-most"\nvalue = "a"\nnumber = 1',
        'over = "theme"\nrule = "at-least"\nvalue = "b"\nnumber = 1000',
    ]
    return body(['count = "2000"\nholder = "organisation"'], [*equal, *bound], key)


def holders(number: int) -> list[Holder]:
    return [Holder(f"o{n}", "body.b.seat.s0", {"theme": ("a",)}) for n in range(number)]


def charter(text: str) -> kernel.Charter:
    reading = kernel.read(text)
    assert reading.faults == (), reading.faults
    return reading.charter


def test_many_rules_on_many_kinds_of_seats_are_shown_soon():
    read, begun = charter(of_each_kind(40)), time.process_time()

    found = kernel.meters(read, "body.b", holders(8), None)

    assert len(found) == 40
    assert time.process_time() - begun < SOON


def test_equal_counts_that_can_be_met_in_many_ways_are_weighed_soon():
    read, begun = charter(HEAD + equal_in_many_ways()), time.process_time()

    kernel.unreachable(read, "body.b", holders(8), None)
    kernel.meters(read, "body.b", holders(8), None)

    assert time.process_time() - begun < SOON


def test_a_text_with_many_such_bodies_is_checked_soon():
    read = charter(HEAD + "".join(equal_in_many_ways(f"b{n}") for n in range(60)))
    begun = time.process_time()

    assert kernel.check(read)
    assert time.process_time() - begun < SOON


def test_half_a_megabyte_is_read_and_checked_soon():
    seat = 'count = "5"\nholder = "organisation"'
    text = HEAD + "".join(body([seat], ['over = "level"\nrule = "equal"'], f"b{n}") for n in range(2650))
    begun = time.process_time()

    assert kernel.check(charter(text)) == ()
    assert 450_000 < len(text) < 500_000
    assert time.process_time() - begun < SOON / 2


def test_what_is_in_reach_of_a_body_of_ordinary_size_is_still_exact():
    """The bound on what is tried is far above what a board of eight kinds of seats needs."""
    seats = ['count = "2"\nholder = "organisation"'] * 8
    rules = [
        'over = "level"\nrule = "equal"',
        'over = "gender"\nrule = "share"\nvalue = "women"\nshare = "1/2"',
        'over = "region"\nrule = "at-most"\nvalue = "africa"\nnumber = 3',
    ]
    read = charter(HEAD + body(seats, rules))
    from_africa = [
        Holder(f"o{n}", f"body.b.seat.s{n}", {"region": ("africa",), "gender": ("women",)}) for n in range(4)
    ]

    assert kernel.reachable(read, "body.b", from_africa[:3], None)
    assert [one.clause for one in kernel.unreachable(read, "body.b", from_africa, None)] == ["body.b.balance.r2"]
