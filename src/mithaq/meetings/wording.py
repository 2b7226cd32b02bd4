"""Acts and findings of this room, as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from mithaq.foundation import habits, minute
from mithaq.meetings.enums import Capacity, Medium, Stance, State, View

MATTERS: Mapping[str, Any] = {
    "any": pgettext_lazy("matter of a decision", "any matter"),
    "charter": pgettext_lazy("matter of a decision", "the charter"),
    "mandate": pgettext_lazy("matter of a decision", "a mandate"),
    "membership": pgettext_lazy("matter of a decision", "membership"),
    "programme": pgettext_lazy("matter of a decision", "the programme of work"),
    "money": pgettext_lazy("matter of a decision", "money"),
    "report": pgettext_lazy("matter of a decision", "a report"),
    "group": pgettext_lazy("matter of a decision", "a working group"),
    "election": pgettext_lazy("matter of a decision", "an election"),
    "project": pgettext_lazy("matter of a decision", "a project"),
    "structure": pgettext_lazy("matter of a decision", "the structure"),
    "message": pgettext_lazy("matter of a decision", "a message"),
}
RULES: Mapping[str, Any] = {
    "consensus": pgettext_lazy("rule of a decision", "consensus"),
    "unanimity": pgettext_lazy("rule of a decision", "unanimity"),
    "simple-majority": pgettext_lazy("rule of a decision", "simple majority"),
    "absolute-majority": pgettext_lazy("rule of a decision", "absolute majority"),
    "qualified-majority": pgettext_lazy("rule of a decision", "qualified majority"),
    "double-majority": pgettext_lazy("rule of a decision", "double majority, of heads and of votes"),
    "consultation": pgettext_lazy("rule of a decision", "consultation, without a vote"),
    "recommendation": pgettext_lazy("rule of a decision", "recommendation"),
    "chair-decides": pgettext_lazy("rule of a decision", "the chair decides"),
}
COUNTED_OF: Mapping[str, Any] = {
    "cast": pgettext_lazy("of what a majority is counted", "of the votes cast"),
    "present": pgettext_lazy("of what a majority is counted", "of those who are there"),
    "seats": pgettext_lazy("of what a majority is counted", "of all seats held"),
}
PARTIES: Mapping[str, Any] = {
    "members": pgettext_lazy("party", "the members"),
    "states": pgettext_lazy("party", "the States"),
    "stakeholders": pgettext_lazy("party", "the stakeholders"),
    "public": pgettext_lazy("party", "the public"),
    "secretariat": pgettext_lazy("party", "the secretariat"),
    "chair": pgettext_lazy("party", "the chair"),
    "host": pgettext_lazy("party", "the host"),
    "organisers": pgettext_lazy("party", "the organisers"),
    "observers": pgettext_lazy("party", "the observers"),
    "donors": pgettext_lazy("party", "the donors"),
    "governments": pgettext_lazy("party", "the governments"),
    "funders": pgettext_lazy("party", "the funders"),
    "un-agencies": pgettext_lazy("party", "the agencies of the United Nations"),
    "facilitators": pgettext_lazy("party", "the facilitators"),
    "media": pgettext_lazy("party", "the media"),
}
_WORDED: Mapping[str, Any] = {
    "capacity": dict(Capacity.choices),
    "medium": dict(Medium.choices),
    "stance": dict(Stance.choices),
    "before_stance": dict(Stance.choices),
    "view": dict(View.choices),
    "state": dict(State.choices),
    "matter": MATTERS,
    "rule": RULES,
    "who": PARTIES,
}


def told(facts: Mapping[str, Any]) -> dict[str, str]:
    """Facts as they stand in a sentence: what is a word of ours is worded, all else is shown as it is."""
    shown = {name: minute.shown(value) for name, value in facts.items()}
    for name, words in _WORDED.items():
        value = facts.get(name)
        if isinstance(value, str) and value in words:
            shown[name] = str(words[value])
    if isinstance(facts.get("wanted"), str) and facts["wanted"] in Medium.values:
        shown["wanted"] = str(Medium(facts["wanted"]).label)
    return shown


_with = minute.saying(told)


def _counted(one: Any, number: str) -> Callable[[Mapping[str, Any]], str]:
    """A sentence that counts: `one` is an ngettext of the place `number`."""

    def word(facts: Mapping[str, Any]) -> str:
        return str(one % (minute.Facts(told(facts)) | {number: habits.counted(int(facts.get(number) or 0))}))

    return word


ACTS: dict[str, Any] = {
    "meetings.call": _("The meeting %(title)s is called for %(first_day)s."),
    "meetings.change": _(
        "The meeting %(title)s is changed; it begins on %(first_day)s (before: %(before_first_day)s)."
    ),
    "meetings.cancel": _("The meeting %(title)s is cancelled: %(because)s"),
    "meetings.invite": _with(_("%(name)s is invited to the meeting %(title)s (%(capacity)s).")),
    "meetings.note_attendance": _(
        "Who came to the meeting %(title)s is noted: %(came)s came, %(absent)s did not, %(not_noted)s not noted, "
        "of %(invited)s invited."
    ),
    "meetings.write_minutes": _("The minutes of the meeting %(title)s are written."),
    "meetings.publish_minutes": _("The minutes of the meeting %(title)s are published."),
    "meetings.unpublish_minutes": _("The published minutes of the meeting %(title)s are taken back: %(because)s"),
    "meetings.propose": _("%(subject)s is put to %(body)s for a decision."),
    "meetings.withdraw": _("%(subject)s is withdrawn: %(because)s"),
    "meetings.consult": _("The members are consulted on %(subject)s until %(until)s; asked: %(asked)s."),
    "meetings.answer": _with(_("%(members)s answers the consultation on %(subject)s: %(view)s.")),
    "meetings.take_position": _with(_("%(seat)s takes a position on %(subject)s: %(stance)s.")),
    "meetings.adopt": _("%(body)s adopts %(subject)s: %(for)s for, %(against)s against, %(abstains)s abstain."),
    "meetings.not_adopt": _(
        "%(body)s does not adopt %(subject)s: %(for)s for, %(against)s against, %(abstains)s abstain."
    ),
}

FINDINGS: dict[str, Any] = {
    # refusals
    "meetings.no-extraordinary": _("The charter does not provide for extraordinary meetings of %(body)s."),
    "meetings.no-rule": _with(
        _(
            "No clause says how %(body)s decides on this: %(matter)s. The charter would need one, for instance "
            "%(needed)s."
        )
    ),
    "meetings.other-body": _("%(body)s does not decide on changes of the charter; %(other)s does."),
    "meetings.observer": _("Observers of %(body)s are there and read; they neither propose nor decide."),
    "meetings.no-vote": _("This seat of %(body)s carries no vote."),
    "meetings.below-threshold": _(
        "A vote in %(body)s is carried by a contribution of at least %(need)s; %(who)s gave %(gave)s by that day."
    ),
    "meetings.not-consulted": _with(
        _("%(body)s decides on this only after hearing: %(who)s. They have not been asked yet.")
    ),
    "meetings.still-consulting": _(
        "%(body)s decides on this only when the members have had their time to answer. It ends on %(until)s."
    ),
    "meetings.consulted-too-short": _(
        "The members would have until %(until)s. The charter gives them at least until %(least)s."
    ),
    # how clauses are kept
    "meetings.held": _counted(
        ngettext_lazy(
            "%(body)s met %(held)s time in the time from %(from)s.",
            "%(body)s met %(held)s times in the time from %(from)s.",
            "held",
        ),
        "held",
    ),
    "meetings.still-to-hold": _counted(
        ngettext_lazy(
            "%(body)s has %(missing)s meeting still to hold before %(until)s; planned: %(planned)s.",
            "%(body)s has %(missing)s meetings still to hold before %(until)s; planned: %(planned)s.",
            "missing",
        ),
        "missing",
    ),
    "meetings.missed": _(
        "%(body)s met too seldom between %(from)s and %(until)s: %(held)s of at least %(least)s meetings."
    ),
    "meetings.outside": _(
        "%(body)s met between %(from)s and %(until)s, but not in the months that the charter names: %(days)s."
    ),
    "meetings.outside-window": _("%(title)s, %(day)s: not in the months that the charter names."),
    "meetings.too-many": _("%(body)s met more often than the charter allows from %(from)s on: %(held)s times."),
    "meetings.other-medium": _with(
        _("%(title)s, %(day)s: held otherwise (%(medium)s) than the charter says (%(wanted)s).")
    ),
    "meetings.other-place": _("%(title)s, %(day)s: in another place (%(place)s) than the charter says (%(wanted)s)."),
    "meetings.other-length": _("%(title)s, %(day)s: lasts %(days)s days; the charter says %(wanted)s."),
    "meetings.minutes-overdue": _counted(
        ngettext_lazy(
            "The minutes of %(title)s (%(day)s) were due on %(due)s and are not published: %(late)s day late.",
            "The minutes of %(title)s (%(day)s) were due on %(due)s and are not published: %(late)s days late.",
            "late",
        ),
        "late",
    ),
    "meetings.minutes-due": _("The minutes of %(title)s (%(day)s) are to be published by %(due)s."),
    "meetings.minutes-late": _counted(
        ngettext_lazy(
            "The minutes of %(title)s (%(day)s) were published on %(on)s, %(late)s day after they were due.",
            "The minutes of %(title)s (%(day)s) were published on %(on)s, %(late)s days after they were due.",
            "late",
        ),
        "late",
    ),
    "meetings.minutes-published": _("The minutes of %(title)s (%(day)s) were published in time, on %(on)s."),
    "meetings.minutes-languages": _(
        "The minutes of %(title)s (%(day)s) are published, but not in every language the charter asks for: "
        "%(languages)s missing."
    ),
    "meetings.heard": _("Decisions adopted after the members were heard: %(heard)s. None without."),
    "meetings.to-be-heard": _("Motions on which the members have still to be asked: %(waiting)s."),
    "meetings.not-heard": _("Decisions adopted without hearing the members: %(unheard)s."),
    "meetings.and-more": _("And more of the same: %(more)s."),
}

NOTICES: dict[str, Any] = {
    "meetings.invited": _("You are invited to the meeting %(title)s on %(day)s."),
    "meetings.changed": _("The meeting %(title)s is changed; it begins on %(day)s."),
    "meetings.cancelled": _("The meeting %(title)s on %(day)s is cancelled: %(because)s"),
    "meetings.published": _("The minutes of the meeting %(title)s on %(day)s are published."),
    "meetings.proposed": _("%(subject)s is put to %(body)s for a decision: you may take a position."),
    "meetings.decided": _with(_("%(body)s has decided on %(subject)s: %(state)s.")),
    "meetings.asked": _("You are asked what you think of %(subject)s, until %(until)s."),
    "meetings.minutes-to-publish": _("The minutes of the meeting %(title)s on %(day)s are to be published."),
    "meetings.meeting-to-call": _("A meeting of %(body)s is to be held."),
    "meetings.answer-wanted": _("Your answer to the consultation on %(subject)s is still wanted."),
    "meetings.motion-to-close": _("The consultation on %(subject)s is over: the motion can be decided."),
}
