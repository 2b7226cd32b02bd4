"""Attribution phrases: who says it, by whose words, in whose statement, on whose behalf."""

from __future__ import annotations

import re

from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.model import Speaker
from mithaq.kernels.text.speakers import addressees
from mithaq.kernels.text.speakers.heard import Heard
from mithaq.kernels.text.speakers.subjects import after_verb, spoken_by, state_beside, subject

LEAD = 12  # characters that may stand before an attribution that opens a passage: و, كما, a bullet

_ACCORDING = {
    "ar": frozenset(["وفقا", "بحسب", "حسب", "وحسب", "وبحسب", "ووفقا", "نقلا", "وفق"]),
    "en": frozenset(["according"]),
    "fr": frozenset(["selon", "apres"]),
}
_ONLY_AFTER = {"apres": "d"}  # d'après
_LABELS = frozenset(["un", "regional_org", "state", "faith", "red_cross", "nhri"])
_LONGEST_LABEL = 6
_PREDICATES = frozenset(["is", "are", "was", "were", "has", "est", "sont", "etait", "ont"])  # a sentence, no heading
_THAT = frozenset(["that", "que", "qu", "ان", "انه", "انها", "بان", "الي", "علي", "من", "عن"])
_THAT_WITHIN = 4  # words from a verb to its 'that': 'was deeply concerned that'
_CONNECTOR = re.compile(
    r"[\s,،:–—-]*(?:الضوء\s+)?(?:(?:إلى|الى|على|عن|كذلك|أيضا|أيضاً)\s+)?"
    r"(?:(?:ما\s+إذا|أنه|أنها|أنهم|أن|ان|أنّ|إن|بأنه|بأنها|بأن|that|to|que)(?=\s)|qu['’](?=\w))?[\s:«\"“]*"
)


def find(said: Words, heard: Heard, lang: str) -> Speaker | None:
    """The first attribution whose subject names somebody, or nothing."""
    told = -1
    for verb in heard.says:
        if verb <= told and not _closes(said, verb, lang):
            continue
        found = subject(said, verb, heard, lang)
        if found is not None:
            return found
        if _reports(said, verb, lang):
            told = addressees.sentence_end(said, verb)
    return (
        _relayed(said, heard)
        or _speech(said, heard)
        or _according(said, heard, lang)
        or _label(said, heard)
        or _undertaking(said, heard, lang)
    )


def _reports(said: Words, verb: int, lang: str) -> bool:
    """Whether somebody not known to us speaks here, so that the rest of the sentence is what they say."""
    if lang == "ar":
        return verb + 1 < len(said) and said.folded[verb + 1] not in _THAT
    return verb > 0 and not _THAT.isdisjoint(said.folded[verb + 1 : verb + _THAT_WITHIN])


def _closes(said: Words, verb: int, lang: str) -> bool:
    """What may still be an attribution behind 'X said that …': 'the Ministry said.' at its end; not 'ودعا …'."""
    if lang == "ar":
        return not (said.folded[verb].startswith("و") and addressees.asks_somebody(said, verb))
    return any(c in '.,"”»\n' for c in said.gap(verb)) or verb + 1 == len(said)


def _relayed(said: Words, heard: Heard) -> Speaker | None:
    """'نقلت وكالة … عن الوزير قوله': the voice is the one quoted, the agency only carries it."""
    for verb in heard.relays:
        for index in range(verb + 1, min(len(said), verb + 9)):
            if said.folded[index] == "عن":
                return after_verb(said, index, heard)
    return None


def _speech(said: Words, heard: Heard) -> Speaker | None:
    """'Speech of Father …', 'كلمة السيد …' at the head of a passage."""
    for noun in heard.speech:
        if noun > 3:
            break
        stop = min(len(said), noun + 16)
        stop = next((i for i in range(noun, stop) if said.folded[i] in _PREDICATES), stop)
        found = spoken_by(said, heard, noun, stop, [h for h in heard.names if noun < h.first < stop])
        if found is not None:
            return found
    return None


def _according(said: Words, heard: Heard, lang: str) -> Speaker | None:
    for index, word in enumerate(said.folded):
        if word in _ACCORDING[lang] and (word not in _ONLY_AFTER or said.folded[index - 1] == _ONLY_AFTER[word]):
            stop = min(len(said), index + 7)
            found = spoken_by(said, heard, index, stop, [h for h in heard.names if index < h.first < stop])
            if found is not None and said.starts[index] <= LEAD * 3:
                return found
    return None


def _label(said: Words, heard: Heard) -> Speaker | None:
    """'الأمم المتحدة: …', 'Minister of Labour: …': the name, a colon, what is said."""
    for name in heard.names:
        if name.first > 1:
            break
        if name.rule.shows not in _LABELS or name.rule.weight < 4:
            continue
        for index in range(name.first, min(len(said) - 1, _LONGEST_LABEL)):
            gap = said.gap(index)
            if ":" in gap:
                return spoken_by(said, heard, 0, index + 1, [name])
            if gap.strip("() -"):
                break
    return None


def _undertaking(said: Words, heard: Heard, lang: str) -> Speaker | None:
    """An organ of a State that says what it will do is the State speaking."""
    for verb in heard.undertakes:
        names = [h for h in heard.names if h.rule.shows == "state" and h.rule.weight >= 4]
        near = [
            h for h in names if (0 < h.first - verb <= 2 if lang == "ar" else 0 < verb - h.first <= 34 and h.first <= 6)
        ]
        if near:
            stop = near[0].first + 2 if lang == "ar" else verb
            return spoken_by(said, heard, near[0].first, stop, near[:1], last=near[0].first + 1)
        state = state_beside(said, verb, lang)
        if state is not None:
            return state
        ready = [h for h in heard.names if h.first <= 1 and 0 < verb - h.first <= 4 and h.rule.weight >= 4]
        if ready and lang == "ar":
            return spoken_by(said, heard, ready[0].first, verb, ready[:1])
    return None


def after(text: str, end: int) -> int:
    """Where the message begins after an attribution: past 'that', 'أن', 'إلى أن', a colon."""
    match = _CONNECTOR.match(text, end)
    return match.end() if match else end
