"""So many at once, and then evenly again; whoever is counted is not known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mithaq.foundation import allowances
from mithaq.foundation.allowances import Allowance, of_address

AT = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_so_many_at_once_and_then_evenly_again():
    allowance = Allowance(3, MINUTE)

    assert [allowance.takes("a", at=AT) for _ in range(4)] == [True, True, True, False]
    assert allowance.wait("a", at=AT) == 20
    assert allowance.takes("b", at=AT)
    assert not allowance.takes("a", at=AT + timedelta(seconds=19))
    assert allowance.takes("a", at=AT + timedelta(seconds=21))
    assert not allowance.takes("a", at=AT + timedelta(seconds=21))


def test_what_is_left_is_told_and_not_more_than_all():
    allowance = Allowance(3, MINUTE)
    allowance.takes("a", at=AT)
    allowance.takes("a", at=AT)

    later = [allowance.left("a", at=AT + timedelta(seconds=seconds)) for seconds in (0, 21, 3600)]

    assert later == [1, 2, 3]
    assert allowance.left("b", at=AT) == 3


def test_who_is_idle_is_forgotten_before_who_is_not(monkeypatch):
    monkeypatch.setattr(allowances, "MOST_KEYS", 3)
    allowance = Allowance(2, MINUTE)
    for one in "abc":
        allowance.takes(one, at=AT)
    allowance.takes("c", at=AT + MINUTE)

    allowance.takes("d", at=AT + MINUTE)

    assert set(allowance._left) == {"c", "d"}


def test_an_address_is_not_known_and_not_the_same_on_another_day():
    one = of_address("192.0.2.7", at=AT)

    assert "192.0.2.7" not in one
    assert one == of_address("192.0.2.7", at=AT)
    assert one != of_address("192.0.2.8", at=AT)
    assert one != of_address("192.0.2.7", at=AT + timedelta(days=1))


def test_who_owns_a_whole_network_of_addresses_is_one_address():
    """A home has 2^64 addresses of the sixth version: whoever counts them one by one counts nobody."""
    one = of_address("2001:db8:1:2::1", at=AT)

    assert one == of_address("2001:db8:1:2:ffff:ffff:ffff:ffff", at=AT)
    assert one != of_address("2001:db8:1:3::1", at=AT)
    assert of_address("192.0.2.7", at=AT) == of_address("::ffff:192.0.2.7", at=AT)
    assert of_address("not an address", at=AT)
