"""Pages of results: who is elected, the count, why not; for everybody once declared, before that for officers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mithaq.elections import services
from mithaq.elections.models import Candidacy, Election
from mithaq.foundation.actors import SYSTEM
from tests.bodies.network import at
from tests.elections.hall import BOARD, LEVELS_EQUAL
from tests.elections.polls import COUNTED, DECLARED_ON, SEED, closed, some

NATIONAL = (0, 3, 6)


@pytest.fixture
def poll(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    return closed(hall, hall.members(9), some(9, 40, favour=NATIONAL))


def counted(poll: Election, **told):
    return services.count_now(poll, **{"seed": SEED, **told}, by=SYSTEM, at=COUNTED)


def declared(poll: Election) -> Election:
    services.declare(counted(poll), on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))
    return poll


def page(cast, poll, name, who="anonymous", **more):
    kwargs = {"institution": cast.institution.slug, "uid": poll.uid, **more}
    return cast.client(who).get(reverse(f"elections:{name}", kwargs=kwargs))


def test_every_page_of_a_result_opens(cast, poll):
    declared(poll)
    for name in ("result", "rounds"):
        got = page(cast, poll, name)
        assert got.status_code == 200
    for one in Candidacy.objects.filter(election=poll):
        got = page(cast, poll, "why", candidacy=one.uid)
        assert got.status_code == 200
    assert page(cast, poll, "count", "officer").status_code == 200
    assert page(cast, poll, "declare", "officer").status_code == 200
    assert page(cast, poll, "rounds_file", part=0, form="svg").status_code == 200
    assert page(cast, poll, "rounds_file", part=0, form="csv").status_code == 200
