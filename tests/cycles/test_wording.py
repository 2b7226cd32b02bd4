"""Times as people say them, in three languages."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from mithaq.cycles import wording
from mithaq.kernels import cadence

TOLD = {
    "2021-02-24": ("24 فبراير 2021", "24 February 2021", "24 février 2021"),
    "early 2019-03": ("أوائل مارس 2019", "early March 2019", "début mars 2019"),
    "mid 2020": ("منتصف عام 2020", "in the middle of 2020", "milieu de l’année 2020"),
    "end 2020": ("نهاية عام 2020", "end of 2020", "fin 2020"),
    "2021-02": ("فبراير 2021", "February 2021", "février 2021"),
    "Q2 2021": ("الربع الثاني من عام 2021", "second quarter of 2021", "deuxième trimestre de 2021"),
    "H1 2021": ("النصف الأول من عام 2021", "first half of 2021", "premier semestre de 2021"),
    "2021": ("2021", "2021", "2021"),
    "2019-05/2019-07": ("مايو 2019 – يوليو 2019", "May 2019 – July 2019", "mai 2019 – juillet 2019"),
    "2021-02-24/2021-02-25": (
        "24 فبراير 2021 إلى 25 فبراير 2021",
        "24 February 2021 to 25 February 2021",
        "24 février 2021 au 25 février 2021",
    ),
    "by 2020-01-01": ("في موعد أقصاه 1 يناير 2020", "by 1 January 2020", "au plus tard le 1 janvier 2020"),
}


@pytest.mark.parametrize("text", TOLD)
def test_a_time_is_said_as_the_charter_means_it(text):
    window = cadence.window(text)
    said = []
    for lang in ("ar", "en", "fr"):
        with translation.override(lang):
            said.append(wording.time(window))

    assert tuple(said) == TOLD[text]


def test_a_soft_time_that_was_counted_from_another_is_said_by_its_days():
    window = cadence.Window(date(2021, 2, 28), date(2021, 3, 10), "early")

    assert wording.time(window) == "about 28 February 2021 to 9 March 2021"


def test_only_a_day_or_days_are_sure():
    sure = {text for text in TOLD if not wording.is_about(cadence.window(text))}

    assert sure == {"2021-02-24", "2021-02-24/2021-02-25", "by 2020-01-01"}
