"""How calling, nominating and opening read: acts, findings of the charter, notices and what is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from mithaq.bodies.enums import Basis
from mithaq.elections import naming
from mithaq.elections.enums import Method, Secrecy, State
from mithaq.foundation import habits, languages, minute
from mithaq.foundation.templatetags import mithaq as edge

_MOMENTS = ("nominations_until", "opens_at", "closes_at")
_WORDED: Mapping[str, Mapping[str, Any]] = {
    "method": dict(Method.choices),
    "secrecy": dict(Secrecy.choices),
    "state": dict(State.choices),
    "selection": dict(Basis.choices),
}


def told(facts: Mapping[str, Any]) -> dict[str, str]:
    """Facts as they stand in a sentence: moments by the reader's calendar, our own words worded, what is counted by
    named as pages name it.
    """
    shown = {name: minute.shown(value) for name, value in facts.items()}
    for name in _MOMENTS:
        for key in (name, f"before_{name}"):
            if isinstance(facts.get(key), str) and facts[key]:
                shown[key] = minute.isolate(strip_tags(edge.moment(datetime.fromisoformat(facts[key]))))
    for name, words in _WORDED.items():
        if facts.get(name) in words:
            shown[name] = str(words[facts[name]])
    if isinstance(over := facts.get("over"), str):
        shown["attribute"] = naming.attribute(over)
        shown["value"] = minute.isolate(naming.value(over, str(facts.get("value", ""))))
    if isinstance(codes := facts.get("languages"), list):
        shown["languages"] = minute.isolate(
            languages.comma().join(str(languages.OWN_NAMES.get(one, one)) for one in codes)
        )
    return shown


_with = minute.saying(told)


def _counted(one: Any, number: str) -> Callable[[Mapping[str, Any]], str]:
    """A sentence that counts: `one` is an ngettext of the place `number`."""

    def word(facts: Mapping[str, Any]) -> str:
        return str(one % (minute.Facts(told(facts)) | {number: habits.counted(int(facts.get(number) or 0))}))

    return word


def _because(plain: Any, reasoned: Any) -> Callable[[Mapping[str, Any]], str]:
    """The second sentence where a reason was given."""

    def word(facts: Mapping[str, Any]) -> str:
        return (reasoned if facts.get("because") else plain)(facts)

    return word


def _bound(facts: Mapping[str, Any]) -> str:
    which = "least" if facts.get("least") else "most" if facts.get("most") is not None else "equal"
    return _OUT_OF_REACH[which](facts)


_OUT_OF_REACH: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "least": _with(
        _(
            "By %(attribute)s, %(value)s: at least %(least)s of the %(total)s who sit in the end are asked for; "
            "%(sitting)s stay in their seats and %(standing)s stand."
        )
    ),
    "most": _with(
        _(
            "By %(attribute)s, %(value)s: at most %(most)s of the %(total)s who sit in the end are allowed; "
            "%(sitting)s stay in their seats and %(standing)s stand."
        )
    ),
    "equal": _with(
        _(
            "By %(attribute)s, numbers may differ by one at most among the %(total)s who sit in the end; %(value)s: "
            "%(sitting)s stay in their seats and %(standing)s stand."
        )
    ),
}


def _more(facts: Mapping[str, Any]) -> str:
    """All of them are wanted: one sentence."""
    said = []
    for one in facts["more"]:
        named = languages.comma().join(naming.value(over, str(value)) for over, value in one["values"].items())
        counted = {"number": minute.isolate(one["number"]), "values": minute.isolate(named)}
        said.append(str((_SO_MANY_OF if named else _SO_MANY) % counted))
    return str(_("It could be met if these stood as well: %(more)s.")) % {"more": _joined(said)}


def _loosened(facts: Mapping[str, Any]) -> str:
    said = [str(_CHANGES[one["bound"]]) % minute.Facts(told(one)) for one in facts["changes"]]
    return str(_("It could also be met if this were asked instead: %(changes)s.")) % {"changes": _joined(said)}


def _joined(said: list[str]) -> str:
    return ("؛ " if languages.current() == "ar" else "; ").join(said)


_SO_MANY_OF = pgettext_lazy("so many candidates of a kind", "%(number)s of %(values)s")
_SO_MANY = pgettext_lazy("so many candidates of any kind", "%(number)s of any kind")
_CHANGES: Mapping[str, Any] = {
    "least": pgettext_lazy("how a quota is loosened", "%(value)s at least %(to)s (not %(was)s)"),
    "most": pgettext_lazy("how a quota is loosened", "%(value)s at most %(to)s (not %(was)s)"),
    "difference": pgettext_lazy("how a quota is loosened", "by %(attribute)s a difference of %(to)s (not %(was)s)"),
    "empty": pgettext_lazy("how a quota is loosened", "by %(attribute)s, also none of a value"),
}


ACTS: Mapping[str, Any] = {
    "elections.call": _with(
        _(
            "%(title)s is called for %(body)s: seats to fill: %(seats)s; nominations until %(nominations_until)s, "
            "voting from %(opens_at)s until %(closes_at)s."
        )
    ),
    "elections.change": _with(
        _(
            "%(title)s is changed: nominations until %(nominations_until)s, voting from %(opens_at)s until "
            "%(closes_at)s (before: %(before_nominations_until)s, %(before_opens_at)s, %(before_closes_at)s)."
        )
    ),
    "elections.cancel": _with(_("%(title)s is cancelled: %(because)s")),
    "elections.nominate": _with(_("%(name)s is put forward for %(title)s.")),
    "elections.consent": _with(_("%(name)s consents to stand for %(title)s.")),
    "elections.decline": _with(_("%(name)s declines to stand for %(title)s.")),
    "elections.withdraw": _because(
        _with(_("%(name)s withdraws from %(title)s.")), _with(_("%(name)s withdraws from %(title)s: %(because)s"))
    ),
    "elections.refuse": _with(_("%(name)s is not admitted to %(title)s: %(because)s")),
    "elections.admit": _with(_("%(name)s is admitted to %(title)s after all.")),
    "elections.state": _with(_("%(name)s changes the campaign statement for %(title)s (%(languages)s).")),
    "elections.translate_statement": _with(
        _("The campaign statement of %(name)s for %(title)s is translated (%(languages)s).")
    ),
    "elections.close_nominations": _because(
        _with(
            _("Nominations for %(title)s are closed. Who stands: %(standing)s; seats to fill: %(seats)s."),
        ),
        _with(
            _(
                "Nominations for %(title)s are closed before their time: %(because)s Who stands: %(standing)s; seats "
                "to fill: %(seats)s."
            )
        ),
    ),
    "elections.prolong": _with(
        _(
            "There is more time for nominations for %(title)s, until %(nominations_until)s "
            "(before: %(before_nominations_until)s): %(because)s"
        )
    ),
    "elections.fix_roll": _with(
        _("The roll for %(title)s is fixed as of %(on)s. Electors: %(electors)s."),
    ),
    "elections.open": _because(
        _with(_("Voting for %(title)s is open until %(closes_at)s.")),
        _with(_("Voting for %(title)s is open before its time, until %(closes_at)s: %(because)s")),
    ),
}

FINDINGS: Mapping[str, Any] = {
    "elections.not-elected": _with(
        _("These seats of %(body)s are not filled by election but otherwise (%(selection)s): %(seat)s.")
    ),
    "elections.no-electorate": _with(
        _("The charter leaves these seats of %(body)s to be filled by some of whom there is no roll that could vote.")
    ),
    "elections.term-too-long": _with(
        _("A term in %(body)s that begins on %(on)s ends on %(longest)s at the latest; it would end on %(until)s.")
    ),
    "elections.too-many-seats": _with(
        _(
            "%(body)s has %(most)s such seats. On %(on)s, %(taken)s of them are taken and %(called)s are to be filled "
            "by another election: %(free)s can be filled, not %(seats)s."
        )
    ),
    "elections.ignores-balance": _with(
        _("“%(method)s” does not keep this rule of %(body)s: %(balance)s. Choose a way of counting that does.")
    ),
    "elections.no-sections": _with(
        _(
            "The rules of balance of %(body)s do not part the seats into sections. Choose another way of counting, or "
            "open nominations again."
        )
    ),
    "elections.too-hard": _with(
        _("The rules of balance of %(body)s cross so badly that it cannot be said whether those who stand meet them.")
    ),
    "elections.out-of-reach": _bound,
    "elections.aim-kept": _with(
        _(
            "The charter only aims at this: %(aim)s. The election was called so that its count keeps it; it can be "
            "changed to go without."
        )
    ),
    "elections.nominate-more": _more,
    "elections.loosen": _loosened,
}

NOTICES: Mapping[str, Any] = {
    "elections.called": _with(_("%(title)s: you may put somebody forward until %(nominations_until)s.")),
    "elections.changed": _with(
        _(
            "%(title)s has new times: nominations until %(nominations_until)s, voting from %(opens_at)s until "
            "%(closes_at)s."
        )
    ),
    "elections.cancelled": _with(_("%(title)s is cancelled: %(because)s")),
    "elections.asked": _with(
        _("%(name)s was put forward for %(title)s. Say until %(nominations_until)s whether you consent.")
    ),
    "elections.refused": _with(_("%(name)s is not admitted to %(title)s: %(because)s")),
    "elections.admitted": _with(_("%(name)s is admitted to %(title)s after all.")),
    "elections.open": _with(_("%(title)s: voting is open until %(closes_at)s.")),
    # what is due
    "elections.election-to-call": _counted(
        ngettext_lazy(
            "An election is to be called: %(number)s seat of %(body)s becomes free (%(seat)s), and none is under way.",
            "An election is to be called: %(number)s seats of %(body)s become free (%(seat)s), and none is under way.",
            "number",
        ),
        "number",
    ),
    "elections.quotas-at-risk": _with(
        _(
            "%(title)s: those who stand cannot yet be made up as the quotas ask. Nominations close on "
            "%(nominations_until)s."
        )
    ),
    "elections.nominations-to-close": _with(
        _("%(title)s: nominations could not be closed in time. Look at what stands against it.")
    ),
    "elections.voting-to-open": _with(
        _("%(title)s: voting could not be opened in time. Look at what stands against it.")
    ),
    "elections.voting-to-close": _with(_("%(title)s: the time for voting is over. Close it.")),
    "elections.box-to-open": _with(_("%(title)s: voting is closed and the box is still shut. It is to be opened.")),
    "elections.key-for-votes": _with(
        _(
            "%(title)s: no vote can be taken, because a key is not on this machine (%(file)s). Whoever looks after the "
            "machine puts it back into the folder of keys."
        )
    ),
    "elections.key-for-box": _with(
        _(
            "%(title)s: the box cannot be opened, because a key is not on this machine (%(file)s). Whoever looks after "
            "the machine puts it back into the folder of keys; if it is lost, the vote is to be held again."
        )
    ),
    "elections.key-for-result": _with(
        _(
            "%(title)s: the result cannot be signed, because the key of the board is not on this machine (%(file)s). "
            "Whoever looks after the machine puts it back into the folder of keys."
        )
    ),
    "elections.ballots-to-count": _with(_("%(title)s: voting is closed. The ballots are to be counted.")),
    "elections.result-to-declare": _with(_("%(title)s is counted. The result is to be declared.")),
}
