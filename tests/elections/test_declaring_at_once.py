"""Two who declare at the same moment seat everybody once; two who count agree; a seed is entered once."""

from __future__ import annotations

import pytest

from mithaq.bodies.models import Tenure
from mithaq.elections.enums import State
from mithaq.elections.models import Count, Elected, Election
from mithaq.elections.services.counting import count_now
from mithaq.elections.services.declaring import declare
from mithaq.elections.services.vacancies import countback
from mithaq.foundation import journal
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.notices.models import Notice
from tests.bodies.network import at
from tests.elections.hall import BOARD, LEVELS_EQUAL, Hall
from tests.elections.polls import COUNTED, DECLARED_ON, SEED, closed, some
from tests.elections.test_vacancies import LEAVES

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hall(committed):
    return Hall(committed)


@pytest.fixture
def poll(hall) -> Election:
    hall.adopt(BOARD.replace('"5-6"', '"3-6"'), LEVELS_EQUAL)
    return closed(hall, hall.members(9), some(9, 20))


def test_two_declarations_seat_once(hall, poll, together):
    count = count_now(poll, seed=SEED, by=SYSTEM, at=COUNTED)
    hall.person(poll.candidacies.get(number=0).organisation)

    outcomes = together(lambda n: declare(count, on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON)), 3)

    assert outcomes == ["done", "state", "state"]
    assert (Elected.objects.count(), Tenure.objects.count()) == (6, 6)
    assert len(set(Tenure.objects.values_list("seat", flat=True))) == 6
    assert Entry.objects.filter(act="elections.declare").count() == 1
    assert Notice.objects.filter(kind__in=["elections.elected", "elections.not-elected"]).count() == 1
    assert Election.objects.get(pk=poll.pk).state == State.DECLARED
    assert journal.verify(hall.institution.uid) is None


def test_two_counts_agree_and_one_seed_is_entered(hall, poll, together):
    outcomes = together(lambda n: count_now(poll, seed=f"seed {n}", by=SYSTEM, at=COUNTED), 2)

    assert outcomes == ["done", "once"]
    assert Count.objects.count() == 1
    assert Count.objects.get().seed == Election.objects.get(pk=poll.pk).seed


def test_one_vacancy_is_counted_back_once(hall, poll, together):
    declare(count_now(poll, by=SYSTEM, at=COUNTED), on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))
    hall.vacate(Elected.objects.get(place=1).tenure, LEAVES)

    outcomes = together(lambda n: countback(poll, on=LEAVES, by=SYSTEM, at=at(LEAVES)), 2)

    assert outcomes == ["done", "none"]
    assert Election.objects.filter(follows=poll).count() == 1
