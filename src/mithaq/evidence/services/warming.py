"""Reading what every search needs, before anybody asks."""

from __future__ import annotations

from django.db.models import Count
from django_scopes import scope, scopes_disabled

from mithaq.evidence import columns
from mithaq.evidence.models import Facets
from mithaq.evidence.search.asking import asked
from mithaq.institutions import selectors as institutions


def warm() -> int:
    """Hold the columns of the largest institutions, as many as one process keeps; returns how many passages."""
    asked("human rights")
    with scopes_disabled():
        counted = Facets.objects.filter(is_current=True).order_by().values("institution").annotate(there=Count("pk"))
        size = dict(counted.values_list("institution", "there"))
        homes = sorted(institutions.by_keys(size), key=lambda home: -size[home.pk])
    held = 0
    for home in homes:
        if held and held + size[home.pk] > columns.MOST_ROWS:
            continue
        with scope(institution=home):
            held += len(columns.held(home))
    return held
