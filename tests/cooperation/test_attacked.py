"""What somebody who means ill, or two at once, would try at a gate."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mithaq.cooperation import gates, services
from mithaq.cooperation.enums import State
from mithaq.cooperation.models import Application
from mithaq.foundation.models import Entry
from tests.cast import AT
from tests.cooperation.test_gates import GOOD, G, draft, reasons, send, told

pytestmark = pytest.mark.django_db
BAD = {**GOOD, f"{G}.criterion.area": ["fishing"]}


def same(application: Application) -> Application:
    return Application.objects.select_related("institution", "person").get(pk=application.pk)


def test_what_is_sent_is_what_was_written_last_not_what_was_read_before(cast, fund):
    application = draft(cast, fund)
    read_before = same(application)
    services.mend(application, fund, told(BAD), by=cast.dalia.actor, at=AT)

    sent = send(cast, fund, read_before)

    assert sent.state == State.REFUSED
    assert same(application).answers[f"{G}.criterion.area"] == ["fishing"]


def test_it_is_decided_once(cast, fund):
    application = send(cast, fund, draft(cast, fund))
    first, second = same(application), same(application)
    services.admit(first, fund, by=cast.badr.actor, at=AT)

    with pytest.raises(ValidationError):
        services.refuse(second, reason="No.", by=cast.badr.actor, at=AT)

    assert same(application).state == State.ADMITTED
    assert Entry.objects.filter(act="gate.refuse").count() == 0


def test_what_is_admitted_is_not_mended(cast, fund):
    application = send(cast, fund, draft(cast, fund))
    services.admit(application, fund, by=cast.badr.actor, at=AT)

    with pytest.raises(ValidationError):
        services.mend(application, fund, told(BAD), by=cast.dalia.actor, at=AT)


def test_values_the_gate_does_not_name_open_nothing(cast, fund):
    answers = {**GOOD, f"{G}.criterion.body": ["NGO", "ngo ", "agency,ngo", gates.NONE][:1], "gate.other": ["x"]}
    application = send(cast, fund, draft(cast, fund, answers=answers))

    assert reasons(application) == [(f"{G}.criterion.body", "cooperation.not-among")]
    assert "gate.other" not in application.answers


def test_a_draft_is_in_no_public_minute(cast, fund):
    application = draft(cast, fund)
    services.mend(application, fund, told(BAD), by=cast.dalia.actor, at=AT)
    send(cast, fund, application)

    assert Entry.objects.filter(act__startswith="gate.", public=True).count() == 0
