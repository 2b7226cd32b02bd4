"""A published map in words: what each group holds, what unites, what divides, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from mithaq.dialogues import picture_maps
from mithaq.dialogues.models import Drawn
from mithaq.dialogues.picture_maps import Label
from mithaq.dialogues.selectors.maps import Said
from mithaq.foundation import habits, languages
from mithaq.foundation.figures import Drawn as Figure
from mithaq.foundation.figures import Table

FIRST = 4  # stances of a group on the page of the map
TOP = 5  # statements in a list on the page of the map
SURE = 0.05
NAME = 44  # signs of a group's short name


@dataclass(frozen=True, slots=True)
class Answers:
    """What some people answered to a statement: a bar, and the same in words; no counts where they were too few."""

    who: str
    counts: Sequence[int] | None
    bar: SafeString | str
    words: str

    @property
    def people(self) -> int:
        return sum(self.counts or ())

    @property
    def agreed(self) -> float | None:
        return self.counts[0] / self.people if self.counts and self.people else None


@dataclass(frozen=True, slots=True)
class Line:
    """A statement with what is said of it here, and the answers of everybody and by group."""

    said: Said
    lead: str
    by: list[Answers]
    all: Answers


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as it is told of."""

    number: int
    size: int
    name: Said | None
    short: str
    size_words: str
    holds: str
    lines: list[Line]


class Telling:
    """One map, told to a reader of one language."""

    def __init__(self, drawn: Drawn, said: Mapping[str, Said]) -> None:
        self.drawn, self.figures, self.said = drawn, drawn.figures, said
        self.lang = languages.current()
        self.turned = languages.direction(self.lang) == "rtl"
        self.rows: dict[str, dict[str, Any]] = {
            uid: one for uid, one in self.figures.get("statements", {}).items() if uid in said
        }

    @property
    def is_clear(self) -> bool:
        """Whether there are groups at all."""
        return len(self.figures.get("groups", ())) > 1

    def number(self, value: float) -> str:
        return habits.number(value, self.lang)

    def share(self, value: float) -> str:
        return habits.percent(value, self.lang, "#,##0 %" if self.lang == "fr" else None)

    # groups

    def group_name(self, number: int) -> str:
        return _("Group %(number)s") % {"number": self.number(number + 1)}

    def groups(self, most: int = FIRST) -> list[Shown]:
        return [self._group(number, one, most) for number, one in enumerate(self.figures.get("groups", ()))]

    def _group(self, number: int, one: Mapping[str, Any], most: int) -> Shown:
        stances = [stance for stance in one["stances"] if stance[0] in self.rows]
        lines = [
            self.beside(uid, _("They agree.") if direction > 0 else _("They disagree."), number)
            for uid, direction, *_more in stances[:most]
        ]
        name = self.said[stances[0][0]] if stances else None
        return Shown(
            number=number + 1,
            size=one["size"],
            name=name,
            short=_short(name, stances[0][1] if stances else 1),
            size_words=self.people(one["size"]),
            holds=self._holds(one.get("holds")),
            lines=lines,
        )

    def _holds(self, holds: float | None) -> str:
        if holds is None:
            return ""
        if holds >= 0.9:
            return _("Its members stay together nearly always when votes are left out.")
        if holds >= 0.75:
            return _("Most of its members stay together when votes are left out.")
        return _("Who belongs to it is not very sure.")

    def people(self, count: int) -> str:
        return ngettext("%(number)s person", "%(number)s people", count) % {"number": self.number(count)}

    # statements

    def answers(self, who: str, counts: Sequence[int] | None) -> Answers:
        if counts is None:
            return Answers(who, None, "", _("not shown: too few people answered"))
        whole = sum(counts)
        if not whole:
            return Answers(who, counts, "", _("nobody answered"))
        told = _("agree %(agree)s · disagree %(disagree)s · pass %(pass)s, of %(people)s") % {
            "agree": self.share(counts[0] / whole),
            "disagree": self.share(counts[1] / whole),
            "pass": self.share(counts[2] / whole),
            "people": self.number(whole),
        }
        return Answers(who, counts, picture_maps.bar(counts, turned=self.turned), _by_parts(told))

    def line(self, uid: str, lead: str = "", *, only: Iterable[int] | None = None) -> Line:
        row = self.rows[uid]
        numbers = list(range(len(row["by"]))) if only is None else list(only)
        by = [self.answers(self.group_name(one), row["by"][one]) for one in numbers] if self.is_clear else []
        return Line(self.said[uid], lead, by, self.answers(_("Everybody"), row["all"]))

    def beside(self, uid: str, lead: str, group: int) -> Line:
        """A statement as one group answers it, beside all the others together."""
        row = self.rows[uid]
        others = [one for number, one in enumerate(row["by"]) if number != group]
        told = None if None in others else [sum(answers) for answers in zip(*others, strict=True)]
        by = [self.answers(_("This group"), row["by"][group])]
        if others:
            by.append(self.answers(_("All others"), told))
        return Line(self.said[uid], lead, by, self.answers(_("Everybody"), row["all"]))

    def uniting(self, most: int | None = TOP) -> list[Line]:
        told = [(uid, 1) for uid in self.figures.get("agreed", ())] + [
            (uid, -1) for uid in self.figures.get("rejected", ())
        ]
        told = [one for one in told if one[0] in self.rows]
        told.sort(key=lambda one: -self.rows[one[0]]["united" if one[1] > 0 else "against"])
        if self.is_clear:
            leads = {1: _("Every group agrees."), -1: _("Every group disagrees.")}
        else:
            leads = {1: _("Surely more than half agree."), -1: _("Surely more than half disagree.")}
        return [self.line(uid, leads[way]) for uid, way in told[:most]]

    def dividing(self, most: int | None = TOP) -> list[Line]:
        found = [uid for uid in self.figures.get("dividing", ()) if uid in self.rows]
        return [self.line(uid, self.divide(uid)) for uid in found[:most]]

    def divide(self, uid: str) -> str:
        row = self.rows[uid]
        if len(row["between"]) != 2:
            return ""
        one, other = row["between"]
        facts = {
            "one": self.group_name(one),
            "other": self.group_name(other),
            "points": self.number(round(100 * row["divides"])),
        }
        if row["p"] <= SURE / 10:
            return _("%(one)s agrees more than %(other)s by %(points)s points of a hundred; that is sure.") % facts
        if row["p"] <= SURE:
            told = _("%(one)s agrees more than %(other)s by %(points)s points of a hundred; that is fairly sure.")
            return told % facts
        return _("%(one)s agrees more than %(other)s by %(points)s points of a hundred; it may be chance.") % facts

    def bridging(self, most: int | None = TOP) -> list[Line]:
        found = [uid for uid in self.figures.get("bridges", ()) if uid in self.rows]
        lead = _("On every side, those who stand nearest to the other groups agree.")
        return [self.line(uid, lead) for uid in found[:most]]

    def unsure(self, most: int | None = TOP) -> list[Line]:
        found = [uid for uid in self.figures.get("unsure", ()) if uid in self.rows]
        return [self.line(uid, _("More people pass than elsewhere.")) for uid in found[:most]]

    # how sure

    def sure(self) -> list[str]:
        told = self.figures.get("stability")
        if told is None:
            return []
        facts = {"of": self.number(told["of"]), "same": self.number(told["same"])}
        if not told["clear"] or not self.is_clear:
            return [
                _(
                    "There are no clear groups: groups would not tell better than the whole does how people answer "
                    "what was left out. That is a result, too: opinions differ on single statements, not in camps."
                )
            ]
        k = len(self.figures["groups"])
        facts["groups"] = ngettext("%(number)s group", "%(number)s groups", k) % {"number": self.number(k)}
        found = [
            _("The map was redrawn %(of)s times, each time with other votes left out: %(same)s times with %(groups)s.")
            % facts
        ]
        agreement = told["agreement"]
        if agreement >= 0.9:
            found.append(_("Nearly everybody was in the same group again."))
        elif agreement >= 0.75:
            found.append(_("Most people were in the same group again."))
        else:
            found.append(_("Many people changed their group: take the borders between the groups with care."))
        return found

    # the picture

    def picture(self, *, you: tuple[float, float] | None = None, marks: bool = False, key: str = "map") -> Figure:
        groups = self.groups(most=1)
        labels = [
            Label(self.number(one.number), one.size_words, one.short, one.name.lang if one.name else self.lang)
            for one in groups
        ]
        if self.is_clear:
            says = _("%(groups)s of opinion: %(list)s. Who answers alike stands together.") % {
                "groups": ngettext("%(number)s group", "%(number)s groups", len(groups))
                % {"number": self.number(len(groups))},
                "list": "; ".join(f"{self.group_name(one.number - 1)}: {one.size_words}" for one in groups),
            }
        else:
            says = _("One cloud without clear groups. Who answers alike stands together.")
        words = picture_maps.Words(_("Map of opinions"), says, pgettext("on the map of opinions", "You"))
        shown = [
            (self.number(self.said[uid].number or 0), row["at"])
            for uid, row in sorted(self.rows.items(), key=lambda one: -one[1]["reach"])[:20]
            if marks and "at" in row
        ]
        return picture_maps.picture(
            self.figures, labels, words, lang=self.lang, table=self.table(groups), key=key, you=you, marks=shown
        )

    def table(self, groups: Sequence[Shown]) -> Table:
        whole = max(1, sum(one.size for one in groups))
        return Table(
            head=(_("Group"), pgettext("how many", "People"), _("Share"), _("What sets it apart most")),
            rows=tuple(
                (
                    self.group_name(one.number - 1),
                    one.size,
                    self.share(one.size / whole),
                    f"{one.lines[0].said.text} ({one.lines[0].lead})" if one.lines else None,
                )
                for one in groups
            ),
            absent="–",
            lang=self.lang,
        )


def _short(said: Said | None, direction: int) -> str:
    """The first words of what sets a group apart; against it, where it rejects it."""
    if said is None:
        return ""
    words = said.text if len(said.text) <= NAME else said.text[:NAME].rpartition(" ")[0] + "…"
    return words if direction > 0 else _("Against: %(statement)s") % {"statement": words}


def _by_parts(told: str) -> str:
    """A line may end between two answers, not between an answer and its share."""
    return " · ".join(part.replace(" ", "\u00a0") for part in told.split(" · "))
