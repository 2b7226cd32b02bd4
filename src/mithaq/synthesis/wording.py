"""What a report says in words: leads, reasons, figures and how it was made. Whole sentences, in the active language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from mithaq.evidence.selectors import wording as spoken
from mithaq.foundation import habits
from mithaq.synthesis.enums import Reason

ACTS: Mapping[str, Promise] = {
    "recommendation": gettext_lazy("Recommendations"),
    "commitment": gettext_lazy("Commitments"),
    "challenge": gettext_lazy("Challenges"),
    "practice": gettext_lazy("Practices"),
    "question": gettext_lazy("Questions"),
    "fact": gettext_lazy("Facts"),
    "process": gettext_lazy("Procedure"),
}

# Translators: %(who)s reads "3 documents, 2 groups and 2 languages".
LEADS: Mapping[str, Promise] = {
    "recommendation": gettext_lazy("Recommendation carried by %(who)s"),
    "commitment": gettext_lazy("Commitment carried by %(who)s"),
    "challenge": gettext_lazy("Challenge named in %(who)s"),
    "practice": gettext_lazy("Practice described in %(who)s"),
    "question": gettext_lazy("Question raised in %(who)s"),
    "fact": gettext_lazy("Fact stated in %(who)s"),
    "process": gettext_lazy("Step of the process told in %(who)s"),
}


def lead(act: str, *, documents: int, groups: int, tongues: int, states: Sequence[str]) -> str:
    """Who carries a line, in numbers that a reader can count again; the States its statements name, when few."""
    parts = [ngettext("%(n)s document", "%(n)s documents", documents) % {"n": number(documents)}]
    if groups:
        parts.append(ngettext("%(n)s group", "%(n)s groups", groups) % {"n": number(groups)})
    if tongues > 1:
        parts.append(ngettext("%(n)s language", "%(n)s languages", tongues) % {"n": number(tongues)})
    said = str(LEADS[act]) % {"who": spoken.listed(parts)}
    if not states:
        return _("%(lead)s.") % {"lead": said}
    if len(states) > 4:
        named = ngettext("%(n)s State", "%(n)s States", len(states)) % {"n": number(len(states))}
    else:
        named = spoken.listed([spoken.isolated(state) for state in states])
    return _("%(lead)s; it names %(states)s.") % {"lead": said, "states": named}


def beginning(act: str, quote: str) -> str:
    """The sentence a drafter goes on from: who carries it, as a count that stays true, and what the first says."""
    # Translators: stands where "3 documents" does in "Recommendation carried by 3 documents"; say its preposition.
    who = pgettext("who carries a line, counted", "{documents:words}")
    lead = str(LEADS[act]) % {"who": who}
    return _("%(lead)s: “%(quote)s”") % {"lead": lead, "quote": quote}


def reason(key: str) -> str:
    """`not-taken` is the reason of what only suggested lines cite, where a report keeps written ones alone."""
    return str(NOT_TAKEN if key == "not-taken" else Reason(key).label)


NOT_TAKEN = gettext_lazy("Suggested by software for a line that the drafters did not take up.")


def number(value: int) -> str:
    return habits.number(value)


def day(at: datetime) -> str:
    return habits.day(at) if at else ""


def default_title(institution: str) -> str:
    return _("What was said: %(institution)s") % {"institution": spoken.isolated(institution)}


def subtitle(shape: str, count: int, at: datetime) -> str:
    facts = {"count": number(count), "day": day(at)}
    if shape == "question":
        return (
            ngettext(
                "First synthesis by guiding question, from %(count)s document, %(day)s",
                "First synthesis by guiding question, from %(count)s documents, %(day)s",
                count,
            )
            % facts
        )
    return (
        ngettext(
            "First synthesis by objective, from %(count)s document, %(day)s",
            "First synthesis by objective, from %(count)s documents, %(day)s",
            count,
        )
        % facts
    )


def status_note(confirmed: int, *, written: int = 0, all_written: bool = False) -> str:
    """What the reader must know before the first line: what software suggested, and how much persons wrote."""
    if all_written:
        return ngettext(
            "%(n)s line, written by persons from the passages it cites. The quotations are word for word.",
            "%(n)s lines, written by persons from the passages they cite. The quotations are word for word.",
            written,
        ) % {"n": number(written)}
    if written:
        return ngettext(
            "%(n)s line was written by persons, from the passages it cites. What is marked as suggested comes from "
            "software, and no person has confirmed it. The quotations are word for word.",
            "%(n)s lines were written by persons, from the passages they cite. What is marked as suggested comes from "
            "software, and no person has confirmed it. The quotations are word for word.",
            written,
        ) % {"n": number(written)}
    if not confirmed:
        return _(
            "Everything here was suggested by software. No person has confirmed what a passage speaks of, what kind of "
            "statement it is, or who says the same. The quotations are word for word."
        )
    return ngettext(
        "What stands here was suggested by software; a person has confirmed the coding of %(n)s "
        "passage. The quotations "
        "are word for word.",
        "What stands here was suggested by software; persons have confirmed the coding of %(n)s "
        "passages. The quotations "
        "are word for word.",
        confirmed,
    ) % {"n": number(confirmed)}


FIGURES: Sequence[tuple[str, Promise]] = (
    ("documents", gettext_lazy("Documents read")),
    ("pages", gettext_lazy("Pages")),
    ("passages", gettext_lazy("Passages read")),
    ("statements", gettext_lazy("Statements among them")),
    ("on_objectives", gettext_lazy("Statements on an objective")),
    ("questions", gettext_lazy("Questions raised")),
    ("lines", gettext_lazy("Lines")),
    ("cited", gettext_lazy("Passages cited")),
)


def figures(counted: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((str(label), counted.get(key, 0)) for key, label in FIGURES)


def method(
    *,
    shape: str,
    limit: int,
    quotes: int,
    reader: str,
    coder: str,
    converger: str,
    checked: int,
    counted: Mapping[str, int],
    withdrawn: int,
    written: int = 0,
) -> tuple[str, ...]:
    """How it was made, sentence by sentence, so that it can be made again."""
    sentences = [
        _(
            "Each file was kept byte for byte under its SHA-256 digest, read, and cut into passages "
            "of at most 90 words in "
            "their own language; each passage is found again in its original by its characters (%(version)s)."
        )
        % {"version": spoken.isolated(reader.replace("+", ", "))},
        _(
            "For each passage software suggested the objectives it speaks of, what kind of statement "
            "it is, who speaks and "
            "which States it names (%(version)s). “Suggested” means: no person has confirmed it."
        )
        % {"version": spoken.isolated(coder or "–")},
        _(
            "Statements that say the same, across languages and groups, were brought together "
            "(%(version)s). A line counts "
            "each document, each group and each language once; a group is counted only where the "
            "passage itself shows who "
            "speaks."
        )
        % {"version": spoken.isolated(converger)},
        _(
            "In each section recommendations, commitments, challenges and practices come before "
            "facts and procedure, then "
            "the line carried by more groups, then by more documents. At most %(lines)s lines are "
            "shown, each with at most "
            "%(quotes)s quotations."
        )
        % {"lines": number(limit), "quotes": number(quotes)},
        ngettext(
            "When this report was made, %(n)s quotation was compared with its original and found word for word.",
            "When this report was made, %(n)s quotations were compared with their originals and found word for word.",
            checked,
        )
        % {"n": number(checked)},
    ]
    if shape == "question":
        sentences.append(
            _(
                "A passage stands under a guiding question when the words of both speak of the same, "
                "in whatever language."
            )
        )
    else:
        sentences.append(_("Questions are listed apart: a question is not a recommendation."))
    if written:
        sentences.append(
            _(
                "What persons wrote stands first in its section, in their order; the counts in its sentences were made "
                "when this report was made, from the passages cited or from all sources."
            )
        )
    if counted.get("simulated"):
        sentences.append(
            ngettext(
                "%(n)s document is simulated, for demonstration; it is marked wherever it is cited.",
                "%(n)s documents are simulated, for demonstration; they are marked wherever they are cited.",
                counted["simulated"],
            )
            % {"n": number(counted["simulated"])}
        )
    if withdrawn:
        sentences.append(
            ngettext(
                "%(n)s document was withdrawn after the draft was made; nothing of it is shown or "
                "counted in the lines.",
                "%(n)s documents were withdrawn after the draft was made; nothing of them is shown "
                "or counted in the lines.",
                withdrawn,
            )
            % {"n": number(withdrawn)}
        )
    return tuple(sentences)


MATRICES: Mapping[str, tuple[Promise, Promise]] = {
    "document": (
        gettext_lazy("Objectives by document"),
        gettext_lazy(
            "Statements of each document that speak of an objective. A document that was not coded is left blank."
        ),
    ),
    "country": (
        gettext_lazy("Objectives by State named"),
        gettext_lazy(
            "Statements that name a State and speak of an objective. To be named is not to speak. A "
            "State that no statement "
            "names has no column: nothing is known of it here."
        ),
    ),
    "category": (
        gettext_lazy("Objectives by kind of speaker"),
        gettext_lazy("Statements whose speaker the passage itself shows, and those where it does not."),
    ),
}


def denominator() -> str:
    return _("Statements in all")


def questions_title() -> str:
    return _("Questions raised")


def written_title() -> str:
    return _("Written by the drafters")


def elsewhere_title() -> str:
    return _("Read, and in no section")


FORMATS: Sequence[tuple[str, Promise]] = (
    ("pdf", gettext_lazy("PDF")),
    ("docx", gettext_lazy("Word")),
    ("html", gettext_lazy("One web page")),
    ("csv", gettext_lazy("Evidence (CSV)")),
    ("xlsx", gettext_lazy("Matrices (Excel)")),
)

STEPS: Mapping[str, Promise] = {
    "": gettext_lazy("Waiting for its turn"),
    "code": gettext_lazy("Suggesting codes for the passages"),
    "read": gettext_lazy("Reading the codes"),
    "compare": gettext_lazy("Comparing statements across languages"),
    "draft": gettext_lazy("Writing the draft"),
}

FAILURES: Mapping[str, Promise] = {
    "documents": gettext_lazy("The documents that were chosen are no longer there."),
    "questions": gettext_lazy("No guiding question was given."),
    "compact": gettext_lazy("The compact of this institution has not been loaded into the installation."),
}


MISPLACED: Mapping[str, Promise] = {
    "open": gettext_lazy(
        "The brace at character %(column)s is not closed. A brace that counts nothing is written twice."
    ),
    "unknown": gettext_lazy(
        "“%(word)s” at character %(column)s is not something that can be counted. There are: %(known)s. A brace that "
        "counts nothing is written twice."
    ),
    "style": gettext_lazy(
        "“%(word)s” at character %(column)s is not known; after the colon stands “words”, or nothing."
    ),
    "condition": gettext_lazy(
        "“%(word)s” at character %(column)s is not a condition, or stands there twice. There are: %(known)s."
    ),
    "value": gettext_lazy("“%(word)s” at character %(column)s is not a value this condition can have."),
}


# Translators: what a count in braces counts, beside the field where a line is written.
COUNTS: Mapping[str, Promise] = {
    "documents": gettext_lazy("documents with a passage that is cited"),
    "passages": gettext_lazy("passages that are cited"),
    "organisations": gettext_lazy("organisations whose documents these are, where it is known"),
    "countries": gettext_lazy("States that these passages name; to be named is not to speak"),
    "origins": gettext_lazy("countries of the organisations whose documents these are, where they are known"),
    "groups": gettext_lazy("kinds of speakers, where the passage itself shows who speaks"),
    "languages": gettext_lazy("languages these passages are in"),
}

REFUSED: Mapping[str, Promise] = {
    "text": gettext_lazy("Write something first."),
    "because": gettext_lazy("Say why, in a few words: whoever wrote the passages will read it."),
    "uncited": gettext_lazy("No line without a citation: choose at least one passage it stands on."),
    "foreign": gettext_lazy(
        "One of the passages cannot be cited here: it is of no source of this synthesis, was withdrawn, or a line "
        "stands on it."
    ),
    "gone": gettext_lazy("Somebody has removed, taken or dismissed this line meanwhile."),
}


def changed(name: str) -> str:
    return _("%(name)s has changed this line meanwhile; look at it as it is now.") % {"name": spoken.isolated(name)}


def gone(name: str) -> str:
    return _("%(name)s has removed, taken or dismissed this line meanwhile; nothing was changed.") % {
        "name": spoken.isolated(name)
    }


def misplaced(why: str, column: int, word: str, *, known: Sequence[str]) -> str:
    """Why a sentence with counts in braces cannot be kept, and where."""
    return str(MISPLACED[why]) % {
        "column": number(column),
        "word": spoken.isolated(word),
        "known": spoken.isolated(", ".join(known)),
    }


def step(key: str) -> str:
    return str(STEPS.get(key, STEPS[""]))


def failure(detail: str) -> str:
    """Why a draft was not made; what is none of ours is not shown to readers, the list of jobs has it."""
    return str(FAILURES[detail]) if detail in FAILURES else _("Something unexpected happened; nothing was written.")


def left_out(count: int) -> str:
    return ngettext("%(n)s further column is in the workbook.", "%(n)s further columns are in the workbook.", count) % {
        "n": number(count)
    }
