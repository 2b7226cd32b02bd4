"""Voices that no verb of saying announces: the first person, and the fixed wording of resolutions and laws."""

from __future__ import annotations

import re

from mithaq.kernels.text.countries import mentions
from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.model import Speaker
from mithaq.kernels.text.speakers.attribution import Heard

_SELF = {
    "ar": re.compile(r" (?:نحن|بصفتنا|باعتبارنا|بوصفنا|اننا) "),
    "en": re.compile(r" (?:as|we|we the|we as|our) "),
    "fr": re.compile(r" (?:nous|en tant que|nous les|notre|nos) "),
}
_OURSELVES = frozenset(("we", "we the", "we as", "nous", "nous les", "نحن"))
_FIRST_PERSON = {
    "ar": re.compile(r" (?:و|ف)?(?:نحن|ندعو|نطالب|نلتزم|نوصي|نعمل|نحث|نوكد|بصفتنا|اننا) "),
    "en": re.compile(r" (?:we|our|us) "),
    "fr": re.compile(r" (?:nous|notre|nos) "),
}
_RESOLUTION = {
    "en": re.compile(
        r"^[\s\d.()a-z]{0,6}(?:(?:Also|Further|Strongly|Again|Deeply|Once again|Urgently)\s+)?(?:(?:R|"
        r"r)equests?|(?:E|e)ncourages|(?:U|u)rges|"
        r"(?:C|c)alls upon|(?:C|c)alls on|(?:I|i)nvites|(?:D|d)ecides|(?:E|e)ndorses|(?:T|t)akes note|"
        r"(?:W|w)elcomes|(?:R|r)eaffirms|"
        r"(?:S|s)tresses|Asks|(?:R|r)ecognizes|(?:E|e)mphasizes|(?:E|e)xpresses|(?:A|a)ffirms|(?:U|"
        r"u)nderlines|(?:R|r)eiterates|Recalls|"
        r"(?:C|c)ommends|Appeals|(?:A|a)cknowledges|(?:C|c)ondemns|Notes|Recalling|Noting|Reaffirming|"
        r"Recognizing|Welcoming|"
        r"(?:Deeply c|Gravely c|C)oncerned|Mindful|Bearing in mind|Having considered|Convinced|Alarmed|"
        r"Acknowledging|Taking note|"
        r"Emphasizing|Stressing|Expressing|Underlining|Conscious|Aware|Affirming|Guided by|Deploring|Condemning)\b"
    ),
    "fr": re.compile(
        r"^[\s\d.()a-z]{0,6}(?:Prie|Demande (?:au|aux|à)|Engage (?:les|tous)|Invite (?:les|tous|"
        r"instamment)|Encourage les|Décide|Réaffirme|"
        r"Souligne|Prend note|Se félicite|Rappelant|Notant|Réaffirmant|Constatant|Considérant|Consciente?|"
        r"Soulignant|Prenant note|"
        r"Se félicitant|Préoccupée?|Profondément|Reconnaissant|Exhorte les|Salue|Ayant)\b"
    ),
    "ar": re.compile(
        r"^[\s\d.()]{0,6}(?:(?:وإذ|إذ) |(?:تطلب|تهيب|تقرر|تحث|تعرب|تشجع|تسلم|تدعو|ترحب|تحيط|تؤكد|"
        r"تلاحظ) (?:أيضا |كذلك )?(?:إلى |ب|جميع |الدول|علما|عن |من جديد))"
    ),
}
_DECLARATION = {
    "ar": re.compile(
        r" (?:و|ف)?(?:نلتزم|نتعهد|نعتزم|نجدد التزامنا|نوكد التزامنا|نعيد تاكيد|نوكد مجددا|نحن روساء|"
        r"نحن الدول|نحن ممثلي الدول|نحن وزراء) "
    ),
    "en": re.compile(
        r"^ (?:we (?:also |further |hereby |the )?(?:intend|reaffirm|commit|resolve|pledge|undertake|"
        r"heads|ministers|states|member|governments|acknowledge|recognize|emphasize)|my administration|"
        r"my government|our government) "
    ),
    "fr": re.compile(
        r"^ (?:nous (?:avons l intention|entendons|reaffirmons|nous engageons|prenons l engagement|chefs|"
        r"ministres|etats|les etats|reconnaissons)|mon gouvernement|notre gouvernement) "
    ),
}
_LAW = {
    "ar": re.compile(
        r" (?:الماده|القانون|اللائحه|المرسوم|النظام) .* (?:الاجنبي|الاجانب|تاشيره|اقامه|الاقامه|كفيل|الوافد) "
    ),
    "en": re.compile(
        r" (?:subsection|paragraph \S+ of|section \d+|the act|this act|regulations|"
        r"governor in council|the minister (?:may|shall)|"
        r"her majesty|foreign nationals?) .*(?:shall|must|may|is deemed|means|requires?|prescribed)|"
        r" (?:shall|must|may|is deemed|means|prescribed) .*(?:subsection|section \d+|the act|"
        r"regulations|foreign nationals?) "
    ),
    "fr": re.compile(
        r" (?:etranger|permis|visa|resident|refugie) .*(?:loi|article|articles|alinea|paragraphe|"
        r"reglement|quitter|au titre|est tenu|doit) "
    ),
}

_OWN_STORY = {
    "ar": re.compile(
        r" (?:و|ف)?(?:هربت من|فررت|هاجرت|جئت الي هنا|وصلت الي هنا|غادرت بلدي|تركت بلدي|بلدي|كفيلي|قاربنا|"
        r"اسرتي|عايلتي|اطفالي) .*"
    ),
    "en": re.compile(
        r" (?:i|my|me) .*(?:undocumented|refugee camp|asylum|deported|i fled|my visa|my papers|"
        r"my homeland|my home country|smuggler|"
        r"crossed the border|detention|my status|illegally|legal status|immigrant|my immigration|"
        r"green card|i was a refugee)"
    ),
    "fr": re.compile(
        r" (?:je|j|mon|ma|mes) .*(?:sans papiers|refugiee?|exilee?|demandeu\w+ d asile|fui mon|"
        r"quitte mon pays|mon pays|passeur|"
        r"traverse la mer|prefecture|titre de sejour|mes papiers|immigree?)"
    ),
}
_FAITH = {
    "ar": re.compile(r" (?:و|ف)?(?:نحن|ندعو|نصلي|ايماننا|كنيستنا) .*(?:الكنيسه|الانجيل|المسيح|البابا|الرب|كنيستنا) "),
    "en": re.compile(
        r" (?:we|our|us|i|my) .*(?:gospel|christ|the lord|holy father|pope|parish|our faith|pray|prayer|"
        r"god|catholic|jesus|diocese|"
        r"priest|priesthood|ordained|seminary|church) "
    ),
    "fr": re.compile(
        r" (?:nous|notre|nos|je) .*(?:evangile|christ|seigneur|saint pere|pape|paroisse|notre foi|prier|"
        r"priere|dieu|eglise|jesus) "
    ),
}
_INVITES = {
    "ar": re.compile(r" (?:جمعيتنا|منظمتنا|متطوعينا|متطوعونا|تطوع معنا|تبرع|انضم الينا|فريقنا|تواصلوا معنا) "),
    "en": re.compile(
        r" (?:our (?:volunteers|members|organization|organisation|association|clinic|donors|mission|"
        r"campaign)|join us|donate|contact us|"
        r"send us|volunteer with us|support us|become a member|volunteering) "
    ),
    "fr": re.compile(
        r" (?:nos (?:benevoles|adherents|membres|militants)|notre (?:association|organisme|collectif|"
        r"mission|organisation|clinique)|"
        r"(?:envoyez|contactez|rejoignez|ecrivez|soutenez|aidez) nous|faire un don|faites un don|adherez|benevolat) "
    ),
}
_EXECUTIVE = {
    "ar": re.compile(r" (?:حكومتنا|حكومتي|جلالتي|نامر نحن) "),
    "en": re.compile(
        r"(?: by the authority vested in me| it is the policy of (?:my administration|the united states)|"
        r" (?:i|we) hereby | my administration |"
        r" (?:the|my) (?:biden|trump|obama|harris)?(?: harris)? ?administration(?: s)? (?:will|has|is|"
        r"plans|intends|seeks|aims|continues|also|announced)|"
        r" (?:secretary of (?:state|homeland|labor|defense|health|the interior|agriculture|commerce)|attorney general|"
        r"heads? of (?:all )?agencies|executive departments?|the president)(?: \S+){0,40} (?:shall|"
        r"is directed to|are directed to) |"
        r" (?:this proclamation|executive order|presidential memorandum) )"
    ),
    "fr": re.compile(
        r"(?: notre gouvernement | mon gouvernement | mon administration | le gouvernement (?:s engage|va|"
        r"entend|reaffirme))"
    ),
}

_TELLING = (
    ("state", _EXECUTIVE, 0.65),
    ("migrants", _OWN_STORY, 0.55),
    ("faith", _FAITH, 0.6),
    ("civil_society", _INVITES, 0.55),
)


def find(said: Words, heard: Heard, lang: str) -> Speaker | None:
    """The voice of a resolution, of somebody who says 'we', of a declaration of States, of a State's law."""
    found = _resolution(said, lang) or _self(said, heard, lang) or _declaration(said, lang)
    if found is not None:
        return found
    for kind, patterns, score in _TELLING:
        match = patterns[lang].search(said.line)
        if match is not None:
            return Speaker(kind, score, said.span(match.start() + 1, match.end() - 1))
    return _law(said, lang)


def _resolution(said: Words, lang: str) -> Speaker | None:
    match = _RESOLUTION[lang].match(said.text)
    return Speaker("un", 0.7, match.span()) if match else None


def _self(said: Words, heard: Heard, lang: str) -> Speaker | None:
    if not heard.names or not _FIRST_PERSON[lang].search(said.line):
        return None
    for match in _SELF[lang].finditer(said.line):
        first = sum(1 for place in said.places if place < match.end())
        near = [
            h
            for h in heard.names
            if first <= h.first < first + 3 and (h.rule.shows != "migrants" or match.group().strip() in _OURSELVES)
        ]
        if near:
            best = max(near, key=lambda h: (h.rule.weight, -h.first))
            span = said.span(match.start() + 1, best.end)
            return Speaker(best.rule.shows, 0.75, span, said.text[slice(*said.span(best.start, best.end))])
    return None


def _declaration(said: Words, lang: str) -> Speaker | None:
    match = _DECLARATION[lang].search(said.line)
    return Speaker("state", 0.6, said.span(match.start() + 1, match.end())) if match else None


def _law(said: Words, lang: str) -> Speaker | None:
    match = _LAW[lang].search(said.line)
    if match is None:
        return None
    countries = {m.country: m for m in mentions(said.text, lang)}
    if len(countries) != 1:
        return None
    (mention,) = countries.values()
    return Speaker("state", 0.5, (mention.start, mention.end), said.text[mention.start : mention.end], mention.country)
