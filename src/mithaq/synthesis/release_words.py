"""What is said about releases: their front matter, what stands in their way, and how to cite and check them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from mithaq.evidence.enums import Visibility
from mithaq.evidence.selectors import wording as spoken
from mithaq.foundation import habits
from mithaq.foundation.fields import Words
from mithaq.synthesis.differences import Difference
from mithaq.synthesis.findings import Finding
from mithaq.synthesis.wording import number


def day(on: date) -> str:
    return habits.day(on)


def subtitle(nth: int, adopted_by: Mapping[str, str], adopted_on: date) -> str:
    return _("Release %(number)s, adopted by %(who)s on %(day)s") % {
        "number": number(nth),
        "who": spoken.isolated(Words(adopted_by)),
        "day": day(adopted_on),
    }


def status_note(stale: int, missing: int) -> str:
    """What the reader of a release must know before the first line."""
    said = [
        _(
            "Every line here was written by a person and adopted as it stands. The quotations are word for word, and "
            "were compared with their originals when it was released."
        )
    ]
    if stale:
        said.append(
            ngettext(
                "%(n)s line stands in an older translation; it is marked.",
                "%(n)s lines stand in an older translation; they are marked.",
                stale,
            )
            % {"n": number(stale)}
        )
    if missing:
        said.append(
            ngettext(
                "%(n)s line has not been translated and stands in its original language; it is marked.",
                "%(n)s lines have not been translated and stand in their original language; they are marked.",
                missing,
            )
            % {"n": number(missing)}
        )
    return " ".join(said)


WITHDRAWN = gettext_lazy("These words were withdrawn after this release, and are not shown any more.")
WITHDRAWN_TITLE = gettext_lazy("A document withdrawn after this release")


def withdrawn() -> str:
    return str(WITHDRAWN)


def withdrawn_title() -> str:
    return str(WITHDRAWN_TITLE)


# ---- Findings, as sentences that name the place.

_COUNT = re.compile(r"\{[^{}]*\}?")  # what stands in braces is for those who write, and may be cut off

_FINDINGS: Mapping[str, Promise] = {
    "nothing-written": gettext_lazy(
        "No line of this draft has been written by a person yet: a release holds only those."
    ),
    "no-citation": gettext_lazy("%(where)s has no citation. Give it a source, or take it out."),
    "withdrawn-only": gettext_lazy("%(where)s cites only documents that were withdrawn. Cite another passage."),
    "withdrawn-beside": gettext_lazy(
        "%(where)s also cites a document that was withdrawn: that citation will not be in the release."
    ),
    "bytes": gettext_lazy(
        "Bytes altered: the file of “%(title)s” (%(file)s, %(page)s) is not the one that was deposited; %(cited)s "
        "cannot be verified. Restore the file from a backup."
    ),
    "text": gettext_lazy(
        "Text altered: the text kept of “%(title)s” (%(file)s, %(page)s) is not the one read from its original; "
        "%(cited)s cannot be verified."
    ),
    "words": gettext_lazy(
        "Words not there: %(cited)s does not stand in “%(title)s” (%(file)s, %(page)s) as it is quoted."
    ),
    "put-aside": gettext_lazy(
        "%(cited)s was put aside when the file of “%(title)s” (%(file)s, %(page)s) was replaced. Cite the passage of "
        "the new file."
    ),
    "stale": gettext_lazy("%(where)s: its translation is of an older wording, and will be marked (%(languages)s)."),
    "missing": gettext_lazy(
        "%(where)s: not translated yet; readers will see the original, marked as such (%(languages)s)."
    ),
    "empty-count": gettext_lazy("%(where)s: the count “%(count)s” counts nothing."),
    "term": gettext_lazy("%(where)s: “%(found)s” is not the term used here; the term is “%(term)s”."),
    "changed": gettext_lazy("The draft was changed while this page was open. Look at it again, then release it."),
    "no-title": gettext_lazy("Give the release a title, in one language at least."),
    "no-adopter": gettext_lazy("Say who adopted it, in one language at least."),
    "not-yet": gettext_lazy("It cannot have been adopted on a day that has not come: %(day)s."),
    "too-open": gettext_lazy(
        "It is made of documents that are visible to: %(most)s. The release cannot be more open than they are."
    ),
    "digest": gettext_lazy("The digest no longer holds: what is stored of this release is not what was adopted."),
    "withdrawn": gettext_lazy("The document of %(cited)s was withdrawn after this release; its words are not shown."),
    "replaced": gettext_lazy(
        "The file of “%(title)s” was replaced after this release; %(cited)s still stands in the file it was quoted "
        "from."
    ),
}


def finding(found: Finding) -> str:
    facts = found.facts
    told = {name: make(facts) for name, make in _PLACES.items()}
    return str(_FINDINGS[found.key]) % told


def _where(facts: Mapping[str, Any]) -> str:
    place = {"line": number(facts.get("line", 0)), "section": spoken.isolated(facts.get("section", ""))}
    named = _("Line %(line)s of section %(section)s") if facts.get("section") else _("Line %(line)s")
    said = _COUNT.sub("…", str(facts.get("said", "")))
    if not said:
        return named % place
    return _("%(line)s (“%(said)s”)") % {"line": named % place, "said": spoken.isolated(_short(said))}


def _cited(facts: Mapping[str, Any]) -> str:
    words = spoken.isolated(_short(str(facts.get("words", ""))))
    if facts.get("number"):
        mark = spoken.isolated(f"[{facts['number']}]")
        return _("quotation %(mark)s") % {"mark": mark}
    return _("the quotation “%(words)s”") % {"words": words}


def _short(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _page(facts: Mapping[str, Any]) -> str:
    return _("page %(page)s") % {"page": number(facts.get("page", 0) or 0)}


_PLACES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "where": _where,
    "cited": _cited,
    "page": _page,
    "title": lambda f: spoken.isolated(Words(f.get("title", {})) or f.get("file", "")),
    "file": lambda f: spoken.isolated(f.get("file", "")),
    "languages": lambda f: spoken.listed([spoken.language(code) for code in f.get("langs", ())]),
    "count": lambda f: spoken.isolated(f.get("count", "")),
    "found": lambda f: spoken.isolated(f.get("found", "")),
    "term": lambda f: spoken.isolated(f.get("term", "")),
    "day": lambda f: day(date.fromisoformat(f["day"])) if f.get("day") else "",
    "most": lambda f: str(Visibility(f["most"]).label) if f.get("most") else "",
}


def changed(difference: Difference) -> str:
    """How many lines came, went and changed, in one sentence; what there is none of is left out."""
    parts = [
        ngettext("%(n)s line added", "%(n)s lines added", n) % {"n": number(n)}
        if (n := difference.count("added"))
        else "",
        ngettext("%(n)s line removed", "%(n)s lines removed", n) % {"n": number(n)}
        if (n := difference.count("removed"))
        else "",
        ngettext("%(n)s line changed", "%(n)s lines changed", n) % {"n": number(n)}
        if (n := difference.count("changed"))
        else "",
        ngettext("%(n)s line unchanged", "%(n)s lines unchanged", n) % {"n": number(n)}
        if (n := difference.unchanged)
        else "",
    ]
    return _("%(changes)s.") % {"changes": spoken.listed([part for part in parts if part])}


HOW_TO_CHECK = """python3 - release.json <<'END'
import hashlib, json, sys
file = json.load(open(sys.argv[1], encoding="utf-8"))
text = json.dumps(file["release"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
print(hashlib.sha256(text.encode()).hexdigest() == file["digest"])
END"""

# ---- How a line's words stand to the reader's language.

_RENDITIONS: Mapping[str, Promise] = {
    "stale": gettext_lazy("Older translation: the original was changed since"),
    "missing": gettext_lazy("Not translated yet: shown in its original language"),
}


def rendition(key: str, translated_by: str) -> str:
    """A mark beside a line, or nothing where its words are the original's."""
    if key in _RENDITIONS:
        return str(_RENDITIONS[key])
    if key == "translation" and translated_by:
        return _("Translated by %(who)s") % {"who": spoken.isolated(translated_by)}
    return pgettext("mark beside a line", "Translation") if key == "translation" else ""


FILES: tuple[tuple[str, Promise], ...] = (
    ("pdf", gettext_lazy("PDF")),
    ("docx", gettext_lazy("Word")),
    ("html", gettext_lazy("One web page")),
    ("csv", gettext_lazy("Evidence cited (CSV)")),
    ("xlsx", gettext_lazy("Lines and matrices (Excel)")),
    ("json", gettext_lazy("All of it, as it was adopted (JSON)")),
)
