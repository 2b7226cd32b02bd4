"""Countries of an application: people write names, and read names in their own language."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from mithaq.cooperation import naming, services
from mithaq.cooperation.models import Application
from tests.cast import AT
from tests.cooperation.test_gates import draft, send
from tests.cooperation.test_pages import filled, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Morocco, Tunisia", ["MA", "TN"]),
        ("المغرب، تونس", ["MA", "TN"]),
        ("الاردن؛ الأردن", ["JO"]),  # with or without the hamza, once
        ("Maroc; Égypte, senegal.", ["MA", "EG", "SN"]),
        ("ma, tn", ["MA", "TN"]),
        ("MA TN\nCôte d’Ivoire", ["MA", "TN", "CI"]),
        (" , ", []),
    ],
)
def test_a_country_is_understood_by_its_name_in_any_language_or_by_its_letters(cast, text, codes):
    assert naming.codes(text) == (codes, [])


def test_what_is_no_country_is_named_and_the_rest_stays_as_it_was_written(cast, fund):
    answer = cast.client("dalia").post(
        page(cast, "apply", key="projects"), filled(countries="Morocco, Atlantis, ZZ, QO MA")
    )

    body = answer.content.decode()
    assert answer.status_code == 200
    assert "No countries are known by these names: \u2068Atlantis, ZZ, QO MA\u2069" in body
    assert 'value="Morocco, Atlantis, ZZ, QO MA"' in body
    assert Application.objects.count() == 0


@pytest.mark.parametrize(("lang", "name"), [("ar", "المغرب"), ("en", "Morocco"), ("fr", "Maroc")])
def test_countries_are_read_by_name_on_every_page(cast, fund, lang, name):
    one = services.admit(send(cast, fund, draft(cast, fund)), fund, by=cast.badr.actor, at=AT)

    with translation.override(lang):
        addresses = page(cast, "admitted"), page(cast, "application", uid=one.uid)

    for address in addresses:
        assert f"<bdi>{name}</bdi>" in cast.client().get(address).content.decode()


def test_names_of_three_countries_cost_as_much_as_of_one(cast):
    asked = []
    for codes in (["MA"], ["MA", "SN", "TN"]):
        with CaptureQueriesContext(connection) as seen:
            naming.names(codes)
        asked.append(len(seen))

    assert asked == [1, 1]
