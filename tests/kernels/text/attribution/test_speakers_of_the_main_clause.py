"""The subject of the main clause speaks: not who is called on, not whom the message is about. Sentences are our own."""

import re
from pathlib import Path

import pytest

import mithaq.config.demonstration as demonstration
from mithaq.kernels.text.model import SPEAKERS
from mithaq.kernels.text.speakers import speaker

DOCUMENTS = sorted((Path(demonstration.__file__).parent / "documents").glob("*.md"))
LONGEST = 12


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We call on governments to give municipalities a seat in national reviews."),
        ("en", "We urge the Government to ratify the convention."),
        ("en", "We ask municipalities, employers and trade unions to publish figures."),
        ("en", "We demand that governments end detention."),
        ("en", "A participant called on the United Nations to support reviews."),
        ("en", "Several speakers invited the European Union to open pathways, and asked the Government for data."),
        ("fr", "Nous appelons les gouvernements à agir."),
        ("fr", "Nous demandons aux États et aux employeurs de publier les chiffres."),
        ("fr", "Nous invitons le ministère du travail à répondre."),
        ("fr", "Nous exhortons l’Union européenne à ouvrir des voies."),
        ("fr", "Une participante a appelé le gouvernement à agir."),
        ("fr", "Il a demandé à la Commission européenne si les visas seraient délivrés."),
        ("ar", "ندعو الحكومات إلى حظر الرسوم."),
        ("ar", "نحن ندعو الحكومات إلى حظر الرسوم."),
        ("ar", "نطالب وزارة العمل بنشر الأرقام."),
        ("ar", "نحث الأمم المتحدة على دعم المراجعات."),
        ("ar", "ودعا الحكومات إلى حظر الرسوم."),
        ("ar", "ودعت الاتحاد الأوروبي إلى فتح المسارات."),
        ("ar", "ودعت الأمم المتحدة إلى حث الحكومات على الحوار."),
        ("ar", "وطلب من وزارة العمل نشر الأرقام."),
        ("ar", "وقال أحد الحاضرين إن الرسوم مرتفعة، وحث وزارة العمل على التفتيش."),
    ],
)
def test_who_is_called_on_does_not_speak(lang, text):
    assert speaker(text, lang).kind == "none"


@pytest.mark.parametrize(
    ("lang", "text", "kind", "name"),
    [
        ("en", "Trade unions called on the Ministry of Labour to inspect farms.", "trade_union", "Trade unions"),
        ("en", "The Ministry of Labour urged employers to register workers.", "state", "Ministry of Labour"),
        ("en", "“More inspections are needed”, urged the trade union.", "trade_union", "trade union"),
        ("fr", "Les syndicats ont demandé au ministère du travail d’agir.", "trade_union", "syndicats"),
        ("fr", "« Il faut agir », demande le syndicat.", "trade_union", "syndicat"),
        ("ar", "ودعت الأمم المتحدة الحكومات إلى فتح المسارات.", "un", "الأمم المتحدة"),
        ("ar", "وحث وزير العمل الشركات على دفع الأجور.", "state", "وزير العمل"),
        ("ar", "طالبت النقابات الحكومة برفع الأجور.", "trade_union", "النقابات"),
        ("ar", "وطالبت منظمات المجتمع المدني الحكومات بإشراكها.", "civil_society", "منظمات المجتمع المدني"),
        ("ar", "ودعا رئيس الجمعية وزارة العمل إلى التفتيش.", "civil_society", "الجمعية"),
        ("ar", "دعت وزارة العمل أصحاب العمل إلى دفع الأجور.", "state", "وزارة العمل"),
        (
            "fr",
            "Inquiète que les gouvernements se taisent, l’association a demandé une réunion.",
            "civil_society",
            "association",
        ),
    ],
)
def test_who_calls_on_somebody_speaks_and_is_named_without_whom_they_call_on(lang, text, kind, name):
    found = speaker(text, lang)

    assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Participants said that the government announced reforms last year."),
        ("en", "A woman from Sudan said that the police asked for her papers."),
        ("fr", "Une participante a déclaré que le ministère annonce des réformes."),
    ],
)
def test_whom_the_message_is_about_does_not_speak(lang, text):
    assert speaker(text, lang).kind == "none"


def test_an_attribution_that_closes_the_sentence_is_heard_behind_a_that_clause():
    assert speaker("Studies show that fees are high, the Ministry of Labour said.", "en").kind == "state"


@pytest.mark.parametrize(
    ("opening", "kind", "name"),
    [
        ("قال مشارك من منظمة للمجتمع المدني", "civil_society", "منظمة للمجتمع المدني"),
        ("وأوضحت أمانة شبكة الأمم المتحدة للهجرة", "un", "شبكة الأمم المتحدة للهجرة"),
        ("وذكرت المديرة الإقليمية", "un", "المنظمة الدولية للهجرة"),
        ("وأكد ممثل اللجنة الوطنية", "nhri", "اللجنة الوطنية لحقوق الإنسان في ليبيا"),
        ("A representative of the Solidarity Center", "civil_society", "Solidarity Center in Jordan"),
        ("The representative of United Cities", "local_authority", "United Cities and Local Governments"),
        ("The representative of the International Organ", "employers", "International Organisation of Employers"),
        ("A representative of trade unions in Kuwait", "trade_union", "trade unions in Kuwait"),
        ("A representative of Workers' House", "civil_society", "Workers' House in Jordan"),
        ("The representative of the General Federation", "trade_union", "General Federation of Bahrain Trade Unions"),
        ("A representative of the Arab Institute", "civil_society", "Arab Institute for Human Rights in Tunisia"),
        ("The representative of the Tunisian General", "trade_union", "Tunisian General Labour Union"),
        ("We call on governments", "none", ""),
        ("We commit to publishing", "none", ""),
        ("La CESAO a indiqué", "un", "CESAO"),
        ("Le secrétariat du Réseau", "un", "Réseau des Nations Unies sur les migrations"),
        ("L'Organisation internationale", "un", "Organisation internationale pour les migrations"),
        (
            "La Fédération internationale",
            "red_cross",
            "Fédération internationale des Sociétés de la Croix-Rouge et du Croissant-Rouge",
        ),
        ("Nous, association de travailleurs", "civil_society", "association de travailleurs migrants"),
    ],
)
def test_the_voices_of_the_demonstration(opening, kind, name):
    (lang, text) = next((lang, text) for lang, text in sentences() if text.startswith(opening))

    found = speaker(text, lang)

    assert (found.kind, found.name) == (kind, name)


def test_a_name_is_short_and_holds_no_verb_of_saying():
    names = [found.name.split() for found in (speaker(text, lang) for lang, text in sentences()) if found.name]

    assert len(names) > 20
    assert all(len(name) <= LONGEST for name in names)
    assert not {"said", "stressed", "called", "noted", "demandé", "rappelé", "a"} & {w for name in names for w in name}


def test_a_body_of_named_members_is_one_of_them():
    found = speaker("As a network of municipalities, we call on governments to act.", "en")

    assert (found.kind, found.name) == ("local_authority", "network of municipalities")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أشار ممثل من المنظمة الدولية لأرباب العمل إلى أهمية الحوار.", "المنظمة الدولية لأرباب العمل"),
        ("وسألت ممثلة مفوضية الأمم المتحدة لشؤون اللاجئين عن الموعد.", "مفوضية الأمم المتحدة لشؤون اللاجئين"),
        ("قدمت السيدة ليلى حداد، مسؤولة الاتصال بالمنظمة الدولية للهجرة عرضاً عن المتابعة.", "المنظمة الدولية للهجرة"),
    ],
)
def test_an_arabic_name_is_whole_and_without_its_preposition(text, name):
    assert speaker(text, "ar").name == name


def sentences() -> list[tuple[str, str]]:
    """Every sentence of the demonstration with its language."""
    assert len(DOCUMENTS) == 6
    assert "civil_society" in SPEAKERS
    found = []
    for document in DOCUMENTS:
        for line in document.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                parts = re.split(r"(?<=[.؟?])\s+(?=[A-ZÀ-Ý\u0600-\u06ff])", line)
                found += [(document.suffixes[0].lstrip("."), part) for part in parts]
    return found
