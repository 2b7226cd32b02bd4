"""Files to take away are named by their language where they are written in one."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import override

from mithaq.foundation import attached
from mithaq.foundation.figures import Drawn, Table

DRAWN = Drawn("Title", "", "", SafeString("<svg/>"), Table(("a",), ((1,),), "–", "en"))


@pytest.mark.parametrize(("name", "told"), [("map.csv", "map-fr.csv"), ("a.b.svg", "a.b-fr.svg"), ("map", "map-fr")])
def test_the_language_stands_before_the_kind_of_the_file(name, told):
    with override("fr"):
        assert attached.spoken(name) == told


@pytest.mark.parametrize("form", ["svg", "csv"])
def test_three_languages_of_a_figure_have_three_names(form):
    names = []
    for code in ("ar", "en", "fr"):
        with override(code):
            names.append(attached.figure(DRAWN, form, "network-map")["Content-Disposition"])

    assert names == [f'attachment; filename="network-map-{code}.{form}"' for code in ("ar", "en", "fr")]


def test_a_name_with_a_line_end_or_a_quote_begins_no_other_header():
    answer = attached.attached(HttpResponse(), 'map"\r\nX-Other: 1.csv')

    assert "\n" not in answer["Content-Disposition"] and "X-Other" not in answer
