"""Days and numbers as an institution and a reader write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from mithaq.foundation import habits
from mithaq.foundation.figures.drawn import Table
from mithaq.foundation.habits import Digits, Months
from mithaq.foundation.minute import shown

DAY = date(2020, 11, 6)
AT = datetime(2020, 11, 6, 14, 5, tzinfo=UTC)


def reader(months: str = "", digits: str = Digits.WESTERN, *, hijri: bool = False):
    return habits.of(lambda: SimpleNamespace(months=months, digits=digits, hijri=hijri))


def rendered(source: str, **more: object) -> str:
    return Template("{% load i18n %}" + source).render(Context(more))


@pytest.mark.parametrize(
    ("months", "november", "june"),
    [
        (Months.PLAIN, "6 نوفمبر 2020", "1 يونيو 2021"),
        (Months.LEVANT, "6 تشرين الثاني 2020", "1 حزيران 2021"),
        (Months.MOROCCO, "6 نونبر 2020", "1 يونيو 2021"),
        (Months.MAGHREB, "6 نوفمبر 2020", "1 جوان 2021"),
        (Months.BOTH, "6 تشرين الثاني/نوفمبر 2020", "1 حزيران/يونيه 2021"),
    ],
)
def test_each_way_of_naming_months(months, november, june):
    with translation.override("ar"), reader(months):
        assert habits.day(DAY) == november
        assert habits.day(date(2021, 6, 1)) == june
        assert habits.part(DAY, "MMMM y") == november.removeprefix("6 ")


def test_all_twelve_names_differ_in_every_way_of_naming_them():
    for months in Months:
        with translation.override("ar"), reader(months):
            assert len({habits.part(date(2020, month, 1), "MMMM") for month in range(1, 13)}) == 12


def test_nobody_who_chose_nothing_sees_a_difference():
    for lang, said in (
        ("ar", "6 نوفمبر 2020، 14:05"),
        ("en", "6 November 2020, 14:05"),
        ("fr", "6 novembre 2020, 14:05"),
    ):
        with translation.override(lang), reader():
            assert habits.moment(AT) == said


def test_months_and_digits_are_those_of_arabic_alone():
    for lang, said, figures in (("en", "6 November 2020", "12,345.6"), ("fr", "6 novembre 2020", "12\u202f345,6")):
        with translation.override(lang), reader(Months.LEVANT, Digits.ARABIC):
            assert habits.day(DAY) == said
            assert habits.number(12345.6) == figures


def test_digits_of_arabic_with_their_own_signs():
    with translation.override("ar"), reader(digits=Digits.ARABIC):
        assert habits.day(DAY) == "٦ نوفمبر ٢٠٢٠"
        assert habits.moment(AT) == "٦ نوفمبر ٢٠٢٠، ١٤:٠٥"
        assert habits.number(12345.6) == "١٢٬٣٤٥٫٦"
        assert habits.percent(0.456).startswith("٤٦٪")
        assert habits.number(3, "en") == "3"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "6 ديسمبر 2020 (21 ربيع الآخر 1442 هـ)"),
        ("en", "6 December 2020 (21 Rabiʻ II 1442 AH)"),
        ("fr", "6 décembre 2020 (21 rabia ath-thani 1442 H)"),
    ],
)
def test_the_hijri_day_stands_beside(lang, said):
    with translation.override(lang), reader(hijri=True):
        assert habits.day(date(2020, 12, 6)) == said


@pytest.mark.parametrize(
    ("gregorian", "hijri"),
    [  # first days of years as the Umm al-Qura calendar was published
        (date(2019, 8, 31), "1 Muharram 1441"),
        (date(2020, 8, 20), "1 Muharram 1442"),
        (date(2023, 3, 23), "1 Ramadan 1444"),
        (date(2024, 7, 7), "1 Muharram 1446"),
    ],
)
def test_it_is_the_calendar_of_umm_al_qura(gregorian, hijri):
    with translation.override("en"), reader(hijri=True):
        assert f"({hijri} AH)" in habits.day(gregorian)


def test_a_day_that_calendar_does_not_tell_of_stands_alone():
    with translation.override("ar"), reader(hijri=True):
        assert habits.day(date(1900, 1, 1)) == "1 يناير 1900"
        assert habits.day(date(2100, 1, 1)) == "1 يناير 2100"


def test_the_hijri_day_is_in_the_digits_of_the_reader():
    with translation.override("ar"), reader(digits=Digits.ARABIC, hijri=True):
        assert habits.day(date(2020, 12, 6)) == "٦ ديسمبر ٢٠٢٠ (٢١ ربيع الآخر ١٤٤٢ هـ)"


def test_what_was_said_to_one_reader_is_not_said_to_the_next():
    with translation.override("ar"):
        with reader(digits=Digits.ARABIC):
            assert rendered("{{ n|number }} {{ d|day }}", n=77, d=DAY).count("٧") == 2
            assert Table(("a",), ((77,),), "–", "ar").shown == (("٧٧",),)
        assert rendered("{{ n|number }} {{ d|day }}", n=77, d=DAY).count("7") == 2
        assert Table(("a",), ((77,),), "–", "ar").shown == (("77",),)


def test_a_machine_reads_the_day_and_the_figures_as_ever():
    with translation.override("ar"), reader(Months.BOTH, Digits.ARABIC, hijri=True):
        page = rendered("{{ d|day }} {{ at|moment }}", d=DAY, at=AT)
        assert '<time datetime="2020-11-06">' in page
        assert '<time datetime="2020-11-06T14:05+00:00">' in page
        assert "12" in Table(("a",), ((12,),), "–", "ar").csv()


def test_a_sentence_that_counts_is_in_the_digits_of_the_reader_and_keeps_its_plural():
    text = "{% blocktranslate count n=n %}{{ n }} thing{% plural %}{{ n }} things{% endblocktranslate %}"
    with translation.override("ar"), reader(digits=Digits.ARABIC):
        assert rendered(text, n=1) == "١ thing"
        assert rendered(text, n=12) == "١٢ things"
        assert rendered("{% blocktranslate %}page 12{% endblocktranslate %}") == "page 12"
        assert shown(12) == "\u2068١٢\u2069"
    with translation.override("en"), reader(digits=Digits.ARABIC):
        assert rendered(text, n=12) == "12 things"
    with translation.override("ar"):
        assert rendered(text, n=12) == "12 things"


def test_numbers_given_to_a_sentence_are_in_the_digits_of_the_reader_and_texts_are_not():
    text = "{% blocktranslate with n=n code=code %}{{ n }} in {{ code }}{% endblocktranslate %}"
    with translation.override("ar"), reader(digits=Digits.ARABIC):
        assert rendered(text, n=12, code="A/73/195") == "١٢ in A/73/195"
        assert rendered(text, n=True, code=None) == "True in None"


def test_a_picture_has_room_for_one_name_and_one_calendar():
    with translation.override("ar"), reader(Months.BOTH, Digits.ARABIC, hijri=True):
        assert habits.are_long()
        with habits.briefly():
            assert habits.day(DAY) == "٦ نوفمبر ٢٠٢٠"
        assert "تشرين" in habits.day(DAY)
    with translation.override("ar"), reader(Months.LEVANT, Digits.ARABIC):
        assert not habits.are_long()


def test_codes_and_words_of_people_keep_the_digits_they_were_written_in():
    with translation.override("ar"), reader(digits=Digits.ARABIC):
        assert shown("A/RES/73/195") == "\u2068A/RES/73/195\u2069"
        assert rendered("{{ text }}", text="في 2018") == "في 2018"


def test_a_reader_is_asked_only_when_something_is_said():
    def nobody():
        raise AssertionError("asked for nothing")

    with habits.of(nobody):
        assert rendered("{{ text }}", text="nothing of a day") == "nothing of a day"
