"""Quotas as a file: what it says, and what is refused with what would be right."""

from __future__ import annotations

import textwrap
from fractions import Fraction

import pytest

from mithaq.kernels.elections import QUOTAS_FORM, QUOTAS_WHY, Ballots, CannotCount, Makeup, Quota, read_quotas

BALLOTS = Ballots(4, (), 2, names=("Amal Haddad", "Badr", "Chadia", "Badr"))
RULE = '[quota.a]\nover = "level"\n'
ONE = RULE + 'rule = "at-least"\nvalue = "global"\nnumber = 1\n'


def test_the_form_that_is_documented_is_understood():
    told = QUOTAS_FORM
    text = textwrap.dedent(told[told.index("    [quota.levels]") : told.index("A rule")])

    makeup = read_quotas(text, Ballots(2, (), 1, names=("", "Amal Haddad")))

    assert makeup == Makeup(
        (
            Quota("levels", "level", "equal", ("national", "regional", "global")),
            Quota("themes", "theme", "every", ("labour", "health")),
            Quota("women", "gender", "at-least", ("woman",), share=Fraction(1, 2), where=(("level", "global"),)),
        ),
        ({"level": ("national",), "gender": ("woman",), "theme": ("labour", "health")}, {"level": ("global",)}),
        ({"level": ("regional",)},),
    )


def test_candidates_are_told_by_number_or_by_name():
    text = ONE + '[candidates]\n"Amal Haddad" = {level = "Global"}\n3 = {level = ["national", "local"]}\n'

    assert read_quotas(text, BALLOTS).attributes == (
        {"level": ("global",)},
        {},
        {},
        {"level": ("national", "local")},
    )


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ('"1/3"', Fraction(1, 3)),
        ('"40 %"', Fraction(2, 5)),
        ('"12.5%"', Fraction(1, 8)),
        ("0.3", Fraction(3, 10)),
        ("1", 1),
    ],
)
def test_a_share_is_exact_however_it_is_said(said, share):
    text = RULE + f'rule = "share"\nvalue = "global"\nshare = {said}\n'

    assert read_quotas(text, BALLOTS).quotas[0].share == share


@pytest.mark.parametrize(
    ("text", "why", "found", "right"),
    [
        ("x = ", "not-toml", "Invalid value", "[quota.women]"),
        (b"\xff\xfe", "not-toml", "byte 0", "UTF-8"),
        ("", "missing", "quota", "[quota.women]"),
        ("quota = 1", "missing", "quota", "[quota.women]"),
        ("[quotas.a]", "unknown-word", "quotas", "quota"),
        (ONE + "[candidate]", "unknown-word", "candidate", "candidates"),
        ("quota.a = 1", "not-a-table", "quota.a = 1", "level"),
        ('[quota.a]\nrule = "equal"', "missing", "quota.a.over", 'over = "level"'),
        ("[quota.a]\nover = 3\nrule = 'equal'", "not-text", "quota.a.over = 3", '"woman"'),
        (RULE, "missing", "quota.a.rule", 'rule = "equal"'),
        (RULE + 'rule = "equel"', "unknown-rule", 'quota.a.rule = "equel"', "equal, every, at-least, at-most, share"),
        (RULE + 'rule = ["equal"]', "unknown-rule", "quota.a.rule", "equal, every"),
        (RULE + 'rule = "equal"', "missing", "quota.a.values", "values = ["),
        (RULE + 'rule = "equal"\nvalue = "global"', "unknown-word", "quota.a.value", "values = ["),
        (RULE + 'rule = "every"\nvalues = "global"', "not-values", "quota.a.values", "values = ["),
        (RULE + 'rule = "every"\nvalues = [1]', "not-values", "quota.a.values", "values = ["),
        (RULE + 'rule = "every"\nvalues = ["a"]\nnumber = 1', "unknown-word", "quota.a.number", "values = ["),
        (RULE + 'rule = "at-least"\nvalues = ["a"]\nnumber = 1', "unknown-word", "quota.a.values", "value ="),
        (RULE + 'rule = "at-least"\nnumber = 1', "missing", "quota.a.value", "value ="),
        (RULE + 'rule = "at-least"\nvalue = "a"', "missing", "quota.a.share", "number = 3"),
        (RULE + 'rule = "share"\nvalue = "a"\nnumber = 1', "too-much", "quota.a.number", 'share = "1/3"'),
        (RULE + 'rule = "at-most"\nvalue = "a"\nnumber = 1\nshare = "1/2"', "too-much", "quota.a.number", "share"),
        (RULE + 'rule = "at-most"\nvalue = "a"\nnumber = -1', "not-a-number", "quota.a.number = -1", "number = 3"),
        (RULE + 'rule = "at-most"\nvalue = "a"\nnumber = true', "not-a-number", "quota.a.number = True", "number = 3"),
        (RULE + 'rule = "at-most"\nvalue = "a"\nnumber = 99999999', "not-a-number", "quota.a.number", "number = 3"),
        (RULE + 'rule = "share"\nvalue = "a"\nshare = "3/2"', "not-a-share", "quota.a.share", '"1/3"'),
        (RULE + 'rule = "share"\nvalue = "a"\nshare = "1/0"', "not-a-share", "quota.a.share", '"1/3"'),
        (RULE + 'rule = "share"\nvalue = "a"\nshare = 0', "not-a-share", "quota.a.share = 0", '"1/3"'),
        (RULE + 'rule = "share"\nvalue = "a"\nshare = nan', "not-a-share", "quota.a.share = NaN", '"1/3"'),
        (RULE + 'rule = "share"\nvalue = "a"\nshare = 1e-999999999', "not-a-share", "quota.a.share", '"1/3"'),
        (ONE + "where = 3", "not-a-table", "quota.a.where = 3", "level"),
        (ONE + "where = {level = 3}", "not-text", "quota.a.where.level = 3", '"woman"'),
        (ONE + "weight = 3", "unknown-word", "quota.a.weight", "over, rule"),
        (ONE + "[candidates]\n4 = {}", "no-such-candidate", "candidates.4", "0 … 3"),
        (ONE + '[candidates]\n"Amal Hadad" = {}', "no-such-candidate", "candidates.Amal Hadad", "Amal Haddad"),
        (ONE + "[candidates]\nBadr = {}", "two-of-that-name", "candidates.Badr", "1 / 3"),
        (ONE + "[candidates]\nChadia = {}\n2 = {}", "told-twice", "candidates.2", "2"),
        (ONE + '[candidates]\n2 = "global"', "not-a-table", "candidates.2", "level"),
        (ONE + "[candidates]\n2 = {level = 3}", "not-values", "candidates.2.level = 3", '"woman"'),
        (ONE + '[sitting]\nlevel = "global"', "not-a-list", "sitting", "[[sitting]]"),
        (ONE + "[[sitting]]\nlevel = 3", "not-values", "sitting 1.level = 3", '"woman"'),
    ],
)
def test_what_is_not_understood_is_refused_with_what_would_be_right(text, why, found, right):
    with pytest.raises(CannotCount) as refused:
        read_quotas(text, BALLOTS)

    facts = refused.value.facts
    assert (refused.value.key, facts["why"]) == ("not-quotas", why)
    assert found in facts["found"]
    assert right in facts["right"]
    assert why in QUOTAS_WHY


def test_the_line_is_told_where_the_text_is_no_toml():
    with pytest.raises(CannotCount) as refused:
        read_quotas(ONE + "what is this\n", BALLOTS)

    assert refused.value.line == 6
