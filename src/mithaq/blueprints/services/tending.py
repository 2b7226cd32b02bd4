"""What happens by itself on a day: terms end, groups end, what falls due is kept, how each rule is kept is noted."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, Subquery
from django.utils.timezone import localdate
from django_scopes import scope

from mithaq.blueprints.rooms import ROOMS, by_the_hour
from mithaq.blueprints.services.amending import close_refused
from mithaq.blueprints.services.keeping import note_standing
from mithaq.bodies import selectors as bodies
from mithaq.foundation import jobs
from mithaq.foundation.actors import Actor, task
from mithaq.foundation.models import Entry
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.notices import services as notices

BY = task("tend")
Mark = tuple[str | None, str | None]


def tend(institution: Institution, *, on: date, at: datetime, by: Actor = BY) -> int:
    """Let every room do what a day brings, keep what is owed, and note how each rule is kept; the number of acts.

    Nothing where no charter is in force. A second time on the same day it does nothing. Called inside the scope.
    """
    version = institutions.version_of(institution, on=on)
    if version is None:
        return 0
    charter = institutions.read(version)
    with transaction.atomic():
        done = sum(room.services.tend(institution, charter, on=on, by=by, at=at) for room in ROOMS)
        done += close_refused(institution, by=by, at=at)
        with bodies.once():
            owed = [one for room in ROOMS for one in room.selectors.owed(institution, charter, on=on)]
            done += notices.keep(institution, owed, on=on, at=at)
            done += note_standing(institution, charter, on=on)
    return done


def tend_everywhere(*, at: datetime) -> int:
    """The round of a worker over all institutions; what fails in one stands among its jobs and stops no other.

    An institution in which this process found nothing to do earlier that day, and nothing was done since, is passed
    over by one question.
    """
    return sum(_apart(institution, at) for institution in Institution.objects.order_by("pk"))


def _apart(institution: Institution, at: datetime) -> int:
    with scope(institution=institution):
        return jobs.apart(
            "blueprints.tend",
            lambda: _unless_still(institution, at),
            about=institution,
            scope=institution.uid,
            at=at,
        )


_STILL: dict[str, tuple[date, Mark]] = {}  # by institution: the day on which nothing was to do, and how it stood then


def _unless_still(institution: Institution, at: datetime) -> int:
    on = localdate(at)
    mark = _mark(institution)  # read first: whatever is done meanwhile makes it another
    if mark is not None and _STILL.get(institution.uid) == (on, mark):
        return 0
    done = tend(institution, on=on, at=at)
    if done or mark is None:
        _STILL.pop(institution.uid, None)
    else:
        _STILL[institution.uid] = (on, mark)
    return done


def _mark(institution: Institution) -> Mark | None:
    """What stands for everything that was ever done in an institution, and with the persons and organisations all
    share: the last digests of the two registers. None while something may happen of which none tells. One question.
    """
    last = Entry.objects.order_by("-number").values("digest")
    moves = [Exists(rows.order_by()) for rows in by_the_hour(institution)]
    digest, shared, *moving = (
        Institution.objects.filter(pk=institution.pk)
        .values_list(
            Subquery(last.filter(scope=institution.uid)[:1]),
            Subquery(last.filter(scope="")[:1]),
            *moves,
        )
        .get()
    )
    return None if any(moving) else (digest, shared)
