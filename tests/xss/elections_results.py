"""What stands on the pages of a result: the seed, where it came from, and what candidates are counted as."""

from __future__ import annotations

from mithaq.elections import services
from mithaq.elections.models import Candidacy, Count, Election
from mithaq.foundation.actors import SYSTEM
from tests.cast import Cast
from tests.elections.hall import BOARD, LEVELS_EQUAL, Hall
from tests.elections.polls import COUNTED, closed, some
from tests.xss import Shown, in_three, url


def counted(cast: Cast) -> Count:
    """One that exists once, however often a text is planted."""
    found = Count.objects.first()
    if found is None:
        hall = Hall(cast.institution)
        hall.adopt(BOARD, LEVELS_EQUAL)
        found = services.count_now(closed(hall, hall.members(9), some(9, 30)), by=SYSTEM, at=COUNTED)
    return found


def of_seed(cast: Cast, text: str) -> list[str]:
    count = counted(cast)
    Count.objects.update(seed=text)
    return [url(cast, "elections:result", uid=count.election.uid)]


def of_entered(cast: Cast, text: str) -> list[str]:
    count = counted(cast)
    Election.objects.update(seed=text)
    Count.objects.update(seed=text)
    return [url(cast, "elections:count", uid=count.election.uid)]


def of_source(cast: Cast, text: str) -> list[str]:
    count = counted(cast)
    Election.objects.update(seed_source=in_three(text))
    return [url(cast, "elections:result", uid=count.election.uid)]


def of_result(cast: Cast, text: str) -> list[str]:
    count = counted(cast)
    result = dict(count.result)
    result["of"]["attributes"][0]["region"] = [text]
    Count.objects.update(result=result)
    first = Candidacy.objects.get(election=count.election, number=0)
    return [
        url(cast, "elections:result", uid=count.election.uid),
        url(cast, "elections:why", uid=count.election.uid, candidacy=first.uid),
    ]


FIELDS = {
    "elections.Count.seed": Shown(of_seed, who="officer"),
    "elections.Count.result": Shown(of_result, who="officer"),
    "elections.Election.seed": Shown(of_entered, who="officer"),
    "elections.Election.seed_source": Shown(of_source, who="officer"),
}
NEVER: dict[str, str] = {}
