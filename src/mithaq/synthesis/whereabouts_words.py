"""Whereabouts in whole sentences: the summary with its denominators, the filters, notices and the acts of links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from mithaq.foundation import minute
from mithaq.synthesis.whereabouts import Summary
from mithaq.synthesis.wording import number

LABELS: Mapping[str, Promise] = {
    "": gettext_lazy("All passages"),
    "cited": pgettext_lazy("of a passage", "Cited"),
    "grouped": gettext_lazy("Says the same as what is cited"),
    "left": gettext_lazy("Read, not used"),
    "unread": gettext_lazy("Not read"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    key: str
    label: str
    count: int
    is_here: bool


def headline(summary: Summary) -> tuple[str, ...]:
    """What became of how many of how many, one sentence for each thing that became of any."""
    states = summary.states
    said = [_cited(summary)]
    if n := states["grouped"]:
        said.append(
            ngettext(
                "%(n)s says the same as a passage that is cited.",
                "%(n)s say the same as passages that are cited.",
                n,
            )
            % {"n": number(n)}
        )
    if n := states["left"]:
        said.append(ngettext("%(n)s was read and not used.", "%(n)s were read and not used.", n) % {"n": number(n)})
    if n := states["unread"]:
        said.append(
            ngettext(
                "%(n)s was not read for it: it came later, or is from a document that was not among its sources.",
                "%(n)s were not read for it: they came later, or are from documents that were not among its sources.",
                n,
            )
            % {"n": number(n)}
        )
    return tuple(said)


def _cited(summary: Summary) -> str:
    cited = summary.states["cited"]
    if not cited:
        return ngettext(
            "The %(total)s passage is not cited.", "None of the %(total)s passages is cited.", summary.total
        ) % {"total": number(summary.total)}
    where = ngettext("in %(n)s section", "in %(n)s sections", summary.sections) % {"n": number(summary.sections)}
    # Translators: %(where)s reads "in 3 sections".
    return ngettext(
        "%(n)s of %(total)s passages is cited, %(where)s.", "%(n)s of %(total)s passages are cited, %(where)s.", cited
    ) % {"n": number(cited), "total": number(summary.total), "where": where}


def filters(summary: Summary, chosen: str) -> tuple[Filter, ...]:
    """One for each thing that became of any passage, with how many."""
    counted = {"": summary.total, **summary.states}
    return tuple(
        Filter(key, str(LABELS[key]), n, key == chosen) for key, n in counted.items() if n or not key or key == chosen
    )


def release_cites(facts: Mapping[str, Any]) -> str:
    """The notice of a release: which, how many passages, of which document."""
    count = int(facts.get("count", 0))
    return ngettext(
        "Release %(number)s of %(release)s cites %(n)s passage of your document %(document)s.",
        "Release %(number)s of %(release)s cites %(n)s passages of your document %(document)s.",
        count,
    ) % {
        "number": number(int(facts.get("number", 0))),
        "release": minute.shown(facts.get("release")),
        "n": number(count),
        "document": minute.shown(facts.get("document")),
    }


ACTS: Mapping[str, Promise] = {
    "synthesis.link": gettext_lazy("A link for the contributor of %(document)s is made."),
    "synthesis.revoke_link": gettext_lazy("A link for the contributor of %(document)s is taken back."),
}
