"""What a charter says of the meetings, minutes and decisions of a body: which clause holds for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, Clause

if TYPE_CHECKING:
    from mithaq.bodies.selectors import Body
    from mithaq.meetings.models import Meeting, Motion

THIRTY_DAYS = cadence.Span(days=30)  # to publish in, where the clause tells no time
SEVEN_DAYS = cadence.Span(days=7)  # to consult for, where no clause tells how long
CONSENSUS = frozenset({"consensus", "unanimity"})
AMENDMENT = "amendment"


def in_text(clause: Clause) -> bool:
    """Whether it still stands: what is superseded is kept in the text for the record only."""
    return clause.get("status", "adopted") != "superseded"


# Meetings


def meetings(charter: Charter, body: Body) -> tuple[Clause, ...]:
    """The clauses that say when a body meets."""
    return tuple(one for one in charter.under(body.clause, "meeting") if in_text(one))


def extraordinary(charter: Charter, body: Body) -> Clause | None:
    """The clause that allows more meetings when needed, if there is one."""
    return next((one for one in meetings(charter, body) if one.get("extraordinary")), None)


def anchor(rule: cadence.Cadence, since: date) -> date:
    """The first day of the stretch of a cadence that holds the day a body began: a year, a month, a week."""
    if rule.every.days:
        return cadence.before(since, cadence.Span(days=since.weekday())) if rule.every.days % 7 == 0 else since
    return since.replace(day=1) if rule.every.months == 1 else since.replace(month=1, day=1)


# Minutes


def publications(charter: Charter, under: str, of: str) -> tuple[Clause, ...]:
    return tuple(one for one in charter.under(under, "publication") if one["of"] == of and in_text(one))


def minutes(charter: Charter, meeting: Meeting) -> Clause | None:
    """The clause by which the minutes of a meeting are to be published: of its body or event, else of all."""
    under = meeting.body.clause if meeting.body else meeting.clause
    found = publications(charter, under, "minutes") or publications(charter, "", "minutes")
    return found[0] if found else None


def deadline(clause: Clause, last_day: date) -> date:
    """The last day on which minutes of a meeting that ended then are in time."""
    by = clause.get("by")
    if isinstance(by, cadence.Window):
        return by.last
    return cadence.after(last_day, clause.get("within") or THIRTY_DAYS)


def is_public(clause: Clause | None) -> bool:
    """Whether a publication is for everybody; without a clause that says so, for the members."""
    return clause is not None and clause.get("to", "public") == "public"


def publishes_decisions(charter: Charter, body: Body) -> bool:
    """Whether who took which position may be read by everybody."""
    found = publications(charter, body.clause, "decisions") or publications(charter, "", "decisions")
    return any(is_public(one) for one in found)


# Decisions


def rule(charter: Charter, body: Body, matter: str) -> Clause | None:
    """By which clause a body decides on a matter: one made for it before one for any, one decided on before a proposed.

    On the charter itself the clause of amendments comes first; where it names another body, this one does not decide.
    """
    told = amendment(charter) if matter == "charter" else None
    if told is not None and told.get("by", body.clause) == body.clause:
        return told
    if told is not None and told.binds:
        return None
    found = [one for one in charter.under(body.clause, "decision") if in_text(one)]
    fitting = [one for one in found if matter in (on := one.get("on", ("any",))) or "any" in on]
    fitting.sort(key=lambda one: (matter not in one.get("on", ("any",)), one.get("status") == "proposed"))
    return fitting[0] if fitting else None


def amendment(charter: Charter) -> Clause | None:
    """The clause by which the charter itself is changed."""
    told = charter.get(AMENDMENT)
    return told if told is not None and in_text(told) else None


def rule_of(charter: Charter, motion: Motion) -> Clause | None:
    """The clause a motion was put under; the one that holds now where the charter no longer has that."""
    return charter.get(motion.clause) or rule(charter, motion.body, motion.matter)


def matters(charter: Charter, body: Body) -> tuple[str, ...]:
    """On what a body may be asked to decide, by its clauses; empty where none of them says how."""
    found = dict.fromkeys(
        matter for one in charter.under(body.clause, "decision") if in_text(one) for matter in one.get("on", ("any",))
    )
    told = amendment(charter)
    if told is not None and told.get("by") == body.clause:
        found["charter"] = None
    return tuple(found)


# Consultations


@dataclass(frozen=True, slots=True)
class Consults:
    """That somebody is heard before a decision: the clause that asks for it, who, and how long at least."""

    clause: Clause
    who: str
    length: cadence.Span


def consults(charter: Charter, motion: Motion) -> tuple[Consults, ...]:
    """Who must be consulted before a motion is decided: by its own rule, and by the clause of membership."""
    own = rule_of(charter, motion)
    found = []
    if own is not None and own.binds and own.get("consults"):
        found.append(Consults(own, own["consults"], own.get("consults_for") or SEVEN_DAYS))
    for one in charter.of("consultation"):
        if one.binds and (motion.matter in one["on"] or "any" in one["on"]):
            found.append(Consults(one, one["of"], one.get("lasts") or SEVEN_DAYS))
    return tuple(found)
