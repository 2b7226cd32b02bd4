"""Whose voice a sentence shows. Sentences are our own."""

import pytest

from mithaq.kernels.text.speakers import body_span, speaker


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("ar", "وأشارت ممثلة منظمة تنمية الأسرة إلى أن الخدمات ضعيفة.", "civil_society"),
        ("ar", "وشدد ممثل عن اتحاد نقابات عمال الميناء على ضرورة توحيد العقود.", "trade_union"),
        ("ar", "قالت المفوضية السامية للأمم المتحدة لشؤون اللاجئين إن الأعداد زادت.", "un"),
        ("ar", "وقال وزير العمل إن التأشيرات ستصدر إلكترونياً.", "state"),
        ("ar", "وأكد ممثل عن اللجنة الوطنية لحقوق الإنسان على أهمية الزيارات.", "nhri"),
        ("ar", "وأوضح ممثل الهلال الأحمر أن المتطوعين وصلوا.", "red_cross"),
        ("ar", "وأضاف أن العقود لا تترجم.", "none"),
        ("ar", "تهدف الهجرة المنظمة إلى حماية العمال.", "none"),
        ("en", "The representative of the International Labour Organization said that wages had fallen.", "un"),
        ("en", "According to IOM, arrivals doubled.", "un"),
        ("en", "As trade unions, we demand written contracts.", "trade_union"),
        ("en", "Requests the Secretary-General to report on the matter;", "un"),
        ("en", "The European Commission urged the authorities to act.", "regional_org"),
        ("en", "Wages rose by four per cent.", "none"),
        ("fr", "Nous, associations de la région, demandons des classes d’accueil.", "civil_society"),
        ("fr", "« Les places manquent », précise le maire de la ville.", "local_authority"),
        ("fr", "La Croix-Rouge souligne que les familles attendent.", "red_cross"),
        ("fr", "Les salaires ont augmenté.", "none"),
    ],
)
def test_speakers(lang, text, kind):
    assert speaker(text, lang).kind == kind


@pytest.mark.parametrize(
    ("lang", "text", "body"),
    [
        ("ar", "وأشارت ممثلة منظمة تنمية الأسرة إلى أن الخدمات ضعيفة.", "الخدمات ضعيفة."),
        ("en", "The Ministry of Labour said that permits will be free.", "permits will be free."),
        ("fr", "Le ministre a déclaré que les visas seront gratuits.", "les visas seront gratuits."),
        ("en", "Permits will be free.", "Permits will be free."),
    ],
)
def test_what_is_said_is_cut_from_who_says_it(lang, text, body):
    start, end = body_span(text, speaker(text, lang))

    assert text[start:end] == body


def test_a_state_that_speaks_is_named_with_its_code():
    found = speaker("The Government of Jordan stated that schools are open to all.", "en")

    assert (found.kind, found.country) == ("state", "JO")


@pytest.mark.parametrize("text", ["", " ", "؟", "..."])
def test_nothing_said_is_nobody_speaking(text):
    assert speaker(text, "ar").kind == "none"
    assert body_span(text, speaker(text, "ar")) == (0, len(text))
