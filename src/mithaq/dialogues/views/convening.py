"""Preparing a dialogue, changing, opening, closing and cancelling it; the convener's page says what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import get_current_timezone, localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.generic import TemplateView

from mithaq.cycles import selectors as cycles
from mithaq.dialogues import forms_convening as forms
from mithaq.dialogues import selectors, services
from mithaq.dialogues.enums import Entry, Stands, State
from mithaq.dialogues.models import Dialogue
from mithaq.dialogues.selectors import LEAST_STATEMENTS
from mithaq.dialogues.views.here import Form, Here, OnDialogue
from mithaq.foundation import habits

_FIRST, _LASTS = timedelta(days=7), timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Action:
    label: str
    url: str


class Office(OnDialogue, TemplateView):
    """The convener's page of a dialogue: where it stands, what is lacking, what can be done."""

    permission_required = "dialogues.convene"
    template_name = "dialogues/office.html"

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        return super().trail((_("For the convener"), ""), *further)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        counts = selectors.counted(self.dialogue)
        return super().get_context_data(
            dialogue=self.dialogue,
            stands=selectors.stands(self.dialogue, at=now()),
            counts=counts,
            unready=counts["admitted"] - counts["votable"],
            least=LEAST_STATEMENTS,
            lacks_languages=sorted({code for name in ("title", "question") for code in self._missing(name)}),
            steps=self._steps(counts),
            actions=self._actions(counts),
            endings=self._endings(),
            trail=self.trail(),
            **more,
        )

    def _missing(self, name: str) -> tuple[str, ...]:
        return tuple(getattr(self.dialogue, name).missing)

    def _steps(self, counts: Any) -> list[dict[str, Any]]:
        stands = selectors.stands(self.dialogue, at=now())
        if stands == Stands.CANCELLED:
            return []
        place = {Stands.DRAFT: 0, Stands.AWAITED: 0, Stands.OPEN: 1}.get(stands, 2)
        titles = [
            pgettext("step of a dialogue", "Prepare: statements in three languages"),
            pgettext("step of a dialogue", "Open: people answer, and propose statements"),
            pgettext("step of a dialogue", "Closed: the last map is drawn"),
        ]
        states = ["done" if number < place else "now" if number == place else "next" for number in range(3)]
        return [{"title": title, "state": state} for title, state in zip(titles, states, strict=True)]

    def _actions(self, counts: Any) -> list[Action]:
        """The most pressing first."""
        one, state = self.dialogue, self.dialogue.state
        found: list[Action] = []

        def add(label: str, name: str, query: str = "") -> None:
            found.append(Action(label, self.url(name, uid=one.uid) + query))

        unready = counts["admitted"] - counts["votable"]
        if state in (State.DRAFT, State.OPEN):
            if state == State.DRAFT and counts["votable"] >= LEAST_STATEMENTS:
                add(_("Open the dialogue"), "open")
            if counts["proposed"]:
                add(_("Decide on proposed statements"), "statements")
            if unready:
                add(_("Complete the translations"), "renditions")
            add(_("Add statements"), "seed")
            if not counts["proposed"]:
                add(pgettext("of a dialogue", "Statements"), "statements", "?show=all")
            if not unready:
                add(_("Statements in three languages"), "renditions", "?show=all")
            add(_("Change the dialogue"), "change")
            if one.entry != Entry.MEMBERS:
                add(_("Personal links"), "links")
            if selectors.map_for(one, to=self.reader) is not None:
                add(_("Map"), "map")
        else:
            if state == State.CLOSED and selectors.final_map(one) is not None:
                add(_("Map"), "map")
                if one.deposited_id is None:
                    add(_("Deposit the record"), "deposit")
                add(_("Files"), "files")
            add(pgettext("of a dialogue", "Statements"), "statements", "?show=all")
        return found

    def _endings(self) -> list[Action]:
        """What ends it, apart from the rest."""
        one, found = self.dialogue, []
        if one.state == State.OPEN:
            found.append(Action(_("Close the dialogue"), self.url("close", uid=one.uid)))
        if one.state in (State.DRAFT, State.OPEN):
            found.append(Action(_("Cancel the dialogue"), self.url("cancel", uid=one.uid)))
        return found


class _Asks(Form):
    """The form of a dialogue, new or changed."""

    form_class = forms.Convening
    permission_required = "dialogues.convene"
    institution: Any
    today: Any
    is_open = False

    @property
    def phases(self) -> Any:
        return cycles.phases(self.institution, on=self.today)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"phases": self.phases, "is_open": self.is_open}


class Prepare(Here, _Asks):
    permission_required = "dialogues.convene"
    made: Dialogue | None = None

    @property
    def title(self) -> str:
        return _("Prepare a dialogue")

    @property
    def submit(self) -> str:
        return _("Save the draft")

    @property
    def lead(self) -> str:
        return _("Only officers see it until it opens. Statements are added next.")

    @property
    def back(self) -> str:
        return self.url("office", uid=self.made.uid) if self.made else self.url("list")

    def get_initial(self) -> dict[str, Any]:
        """A week to prepare, two weeks to answer."""
        midday = datetime.combine(self.today, time(12), tzinfo=get_current_timezone())
        return {"opens_at": localtime(midday + _FIRST), "closes_at": localtime(midday + _FIRST + _LASTS)}

    def done(self, form: forms.Convening) -> str:
        self.made = services.prepare(self.institution, **form.told, by=self.actor, at=now())
        return _("The dialogue is prepared. Now add statements.")


class OfConvener(OnDialogue):
    """What leads back to the convener's page."""

    permission_required = "dialogues.convene"

    @property
    def back(self) -> str:
        return self.url("office", uid=self.dialogue.uid)

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        return super().trail((_("For the convener"), self.back), *further)


class Change(OfConvener, _Asks):
    @property
    def phases(self) -> Any:
        """Its own too, where the charter has dropped it since."""
        standing = super().phases.values("pk")
        return cycles.phases(self.institution).filter(Q(pk__in=standing) | Q(pk=self.dialogue.phase_id))

    @property
    def is_open(self) -> bool:  # type: ignore[override]
        return self.dialogue.state == State.OPEN

    @property
    def title(self) -> str:
        return _("Change the dialogue")

    @property
    def submit(self) -> str:
        return _("Save")

    @property
    def lead(self) -> str:
        if not self.is_open:
            return ""
        return _("It is open. What people were promised before they answered stays as it is until the close.")

    def get_initial(self) -> dict[str, Any]:
        one = self.dialogue
        told: dict[str, Any] = {"seen": one.version, "phase": one.phase_id}
        for name in ("title", "question", "about"):
            told |= {f"{name}_{code}": text for code, text in getattr(one, name).items()}
        told |= {name: localtime(getattr(one, name)) for name in ("opens_at", "closes_at")}
        plain = ("entry", "audience", "shown", "proposals_each", "floor", "publishes_rows", "mode", "max_groups")
        return told | {name: getattr(one, name) for name in plain}

    def done(self, form: forms.Convening) -> str:
        told = form.told
        if self.is_open:
            told = {name: value for name, value in told.items() if name not in forms.PROMISED}
        services.change(self.dialogue, seen=form.cleaned_data["seen"] or 0, **told, by=self.actor, at=now())
        return _("Saved.")


class _Passes(OfConvener, Form):
    """Who opens the page of an act that is not possible any more is led back."""

    form_class: Any = forms.Confirm
    possible: tuple[State, ...] = (State.OPEN,)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.dialogue.state not in self.possible:
            return redirect(self.back)
        return super().get(request, *args, **kwargs)


class Open(_Passes):
    possible = (State.DRAFT,)

    @property
    def title(self) -> str:
        return _("Open the dialogue")

    @property
    def submit(self) -> str:
        return pgettext("a dialogue", "Open it")

    @property
    def lead(self) -> str:
        return _(
            "Members are told that they can answer. From then on, who may take part, who sees the map, when it is seen "
            "and what may be downloaded can no longer be changed."
        )

    def done(self, form: forms.Confirm) -> str:
        services.open_dialogue(self.dialogue, by=self.actor, at=now())
        return _("The dialogue is open; members are told.")


class Close(_Passes):
    danger = True

    @property
    def title(self) -> str:
        return _("Close the dialogue")

    @property
    def submit(self) -> str:
        return pgettext("a dialogue", "Close it")

    @property
    def lead(self) -> str:
        said = [_("Nobody can answer any more, and it cannot be opened again.")]
        if now() < self.dialogue.closes_at:
            said = [_("Its time is not over yet. Nobody can answer any more, and it cannot be opened again.")]
        if undecided := selectors.waiting(self.dialogue).count():
            said.append(
                ngettext(
                    "%(number)s statement still waits for a decision: nobody will be asked about it.",
                    "%(number)s statements still wait for a decision: nobody will be asked about them.",
                    undecided,
                )
                % {"number": habits.counted(undecided)}
            )
        return " ".join(said)

    def done(self, form: forms.Confirm) -> str:
        services.close_dialogue(self.dialogue, by=self.actor, at=now())
        return _("The dialogue is closed.")


class Cancel(_Passes):
    danger = True
    possible = (State.DRAFT, State.OPEN)
    form_class = forms.Because

    @property
    def title(self) -> str:
        return _("Cancel the dialogue")

    @property
    def submit(self) -> str:
        return pgettext("a dialogue", "Cancel it")

    @property
    def lead(self) -> str:
        return _(
            "It ends without a result and stays in the list with the reason. Every answer given, every map and who "
            "took part are deleted."
        )

    def done(self, form: forms.Because) -> str:
        services.cancel(self.dialogue, reason=form.cleaned_data["because"], by=self.actor, at=now())
        return _("The dialogue is cancelled.")
