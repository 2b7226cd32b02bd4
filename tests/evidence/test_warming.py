"""What is read ahead when a process starts."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.evidence import columns, selectors, services
from mithaq.evidence.models import Facets


@pytest.fixture(autouse=True)
def _nothing_held():
    columns.forget()
    yield
    columns.forget()


@pytest.mark.django_db(transaction=True)
def test_after_it_the_first_question_reads_no_facets(cast, document):
    with cast.scope():
        there = Facets.objects.filter(is_current=True).count()

    assert services.warm() == there > 0
    with (
        cast.scope(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        counted = selectors.facet_counts(cast.institution, to=None)
    assert sum(counted["lang"].values()) == there
    assert len(asked) == 2
    assert not any("evidence_facets" in query["sql"] for query in asked.captured_queries)


@pytest.mark.django_db
def test_where_nothing_was_deposited_nothing_is_read():
    assert services.warm() == 0
