"""Calling an election, changing and cancelling it, and passing it on by hand: nominations closed, voting opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.timezone import get_current_timezone, localtime, now
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from mithaq.bodies import selectors as bodies
from mithaq.elections import forms_calling as forms
from mithaq.elections import quoting, selectors, services
from mithaq.elections.models import Election
from mithaq.elections.views.here import Form, Here, OnElection
from mithaq.foundation.fields import Words
from mithaq.kernels.charter import Clause

_NOMINATING, _READING, _VOTING = timedelta(days=21), timedelta(days=4), timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Row:
    """Seats that an election can fill: of a body that is there, by a clause that says so."""

    body: bodies.Body
    clause: Clause
    free: int
    ends: date | None
    running: Election | None

    @property
    def asked(self) -> str:
        return str(self.clause["count"].text)


class Choose(Here, TemplateView):
    """For which seats: those the charter fills by election, with how many are free and when terms end."""

    permission_required = "elections.run"
    template_name = "elections/choose.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        found = selectors.electable(self.institution, self.charter, on=self.today)
        rows = [Row(one.body, one.clause, one.free, one.ends, one.running) for one in found]
        return super().get_context_data(rows=rows, trail=self.trail((_("Call an election"), "")), **more)


class _Asks(Form):
    """The form of an election, new or changed."""

    form_class = forms.Call
    permission_required = "elections.run"
    charter: Any
    body: Any
    clause: Any

    @cached_property
    def has_aims(self) -> bool:
        return any(not one.binds for one in self.charter.under(self.body.clause, "balance"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"has_aims": self.has_aims}

    @staticmethod
    def told(form: forms.Call) -> dict[str, Any]:
        """What the services take."""
        given = form.cleaned_data
        plain = ("seats", "marks", "method", "secrecy", "nominations_until", "roll_on", "opens_at", "closes_at")
        return {name: given[name] for name in (*plain, "term_from", "term_until", "own_quotas")} | {
            "title": form.words("title"),
            "about": form.words("about"),
            "seed_source": form.words("seed_source"),
            "keeps_aims": bool(given.get("keeps_aims")),
        }


class Call(Here, _Asks):
    """An election for the seats of `?seats=` (the id of their clause)."""

    made: Election | None = None

    @property
    def title(self) -> str:
        return _("Call an election")

    @property
    def submit(self) -> str:
        return _("Call it and open nominations")

    @property
    def lead(self) -> str:
        name = Words(self.clause.name.as_dict()) or self.clause.key
        return _("%(body)s: %(seats)s. Members are told that nominations are open.") % {
            "body": self.body.name,
            "seats": name,
        }

    @property
    def back(self) -> str:
        return self.url("election", uid=self.made.uid) if self.made else self.url("choose")

    @cached_property
    def place(self) -> Any:
        """The body and the clause asked for; nothing where the charter does not fill such seats by election."""
        asked = self.request.GET.get("seats", "")
        found = selectors.electable(self.institution, self.charter, on=self.today)
        one = next((row for row in found if row.body.key == self.kwargs["key"] and asked in ("", row.clause.id)), None)
        if one is None:
            raise Http404
        return one

    @property
    def body(self) -> Any:
        return self.place.body

    @property
    def clause(self) -> Any:
        return self.place.clause

    def get_initial(self) -> dict[str, Any]:
        """Three weeks for nominations, some days to read, ten days to vote; terms follow on those that end."""
        midday = datetime.combine(self.today, time(12), tzinfo=get_current_timezone())
        opens = midday + _NOMINATING + _READING
        told = {f"title_{code}": text for code, text in self.body.name.items()}
        soon = (opens + _VOTING + timedelta(days=2)).date()
        begins = soon if self.place.free or self.place.ends is None else max(self.place.ends, soon)
        return told | {
            "seats": bodies.places(self.charter, self.body, self.clause, on=begins).free or 1,
            "nominations_until": localtime(midday + _NOMINATING),
            "roll_on": (midday + _NOMINATING).date(),
            "opens_at": localtime(opens),
            "closes_at": localtime(opens + _VOTING),
            "term_from": begins,
        }

    def done(self, form: forms.Call) -> str:
        self.made = services.call(
            self.institution, self.body, self.clause.id, **self.told(form), by=self.actor, at=now()
        )
        return _("The election is called and nominations are open; members are told.")


class Change(OnElection, _Asks):
    @property
    def title(self) -> str:
        return _("Change the election")

    @property
    def submit(self) -> str:
        return _("Save")

    @property
    def body(self) -> Any:
        return self.election.body

    def get_initial(self) -> dict[str, Any]:
        one = self.election
        told: dict[str, Any] = {"ballot": f"{one.marks}:{one.method}", "seen": one.version}
        told["own_quotas"] = quoting.as_lines(one.own_quotas)
        for name in ("title", "about", "seed_source"):
            told |= {f"{name}_{code}": text for code, text in getattr(one, name).items()}
        for name in ("nominations_until", "opens_at", "closes_at"):
            told[name] = localtime(getattr(one, name))
        return told | {
            name: getattr(one, name)
            for name in ("seats", "secrecy", "keeps_aims", "roll_on", "term_from", "term_until")
        }

    def done(self, form: forms.Call) -> str:
        services.change(self.election, seen=form.cleaned_data["seen"] or 0, **self.told(form), by=self.actor, at=now())
        return _("Saved.")


class Cancel(OnElection, Form):
    permission_required = "elections.run"
    form_class = forms.Because

    @property
    def title(self) -> str:
        return _("Cancel the election")

    @property
    def submit(self) -> str:
        return _("Cancel the election")

    @property
    def lead(self) -> str:
        return _("It stays in the list with the reason; members are told. What was cast is never counted.")

    def done(self, form: forms.Because) -> str:
        services.cancel(self.election, reason=form.cleaned_data["because"], by=self.actor, at=now())
        return _("The election is cancelled.")


class Prolong(OnElection, Form):
    """Nominations go on, or are opened again."""

    permission_required = "elections.run"
    form_class = forms.Prolong

    @property
    def title(self) -> str:
        return _("More time for nominations")

    @property
    def submit(self) -> str:
        return _("Give more time")

    @property
    def lead(self) -> str:
        return _("Nominations stay open, or open again, and members are told. The other times can move with it.")

    def get_initial(self) -> dict[str, Any]:
        one = self.election
        moments = {name: localtime(getattr(one, name)) for name in ("nominations_until", "opens_at", "closes_at")}
        days = {name: getattr(one, name) for name in ("roll_on", "term_from", "term_until")}
        return moments | days | {"seen": one.version}

    def done(self, form: forms.Prolong) -> str:
        told = {name: form.cleaned_data[name] for name in forms.Times.base_fields}
        seen, reason = form.cleaned_data["seen"] or 0, form.cleaned_data["because"]
        services.prolong(self.election, reason=reason, seen=seen, **told, by=self.actor, at=now())
        return _("Nominations go on; members are told.")


class _Passes(OnElection, Form):
    """The election goes on to its next part, at its time or, with a reason, before."""

    permission_required = "elections.run"
    form_class = forms.Early

    @property
    def is_early(self) -> bool:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"is_early": self.is_early}


class CloseNominations(_Passes):
    @property
    def is_early(self) -> bool:
        return now() < self.election.nominations_until

    @property
    def title(self) -> str:
        return _("Close nominations")

    @property
    def submit(self) -> str:
        return _("Close nominations")

    @property
    def lead(self) -> str:
        return _(
            "Who stands is fixed now, with what they are counted as and the order on the ballot, which is drawn by "
            "lot. Where the composition the charter asks for could not be reached, nominations stay open."
        )

    def done(self, form: forms.Early) -> str:
        services.close_nominations(self.election, reason=form.reason, by=self.actor, at=now())
        return _("Nominations are closed.")


class OpenVoting(_Passes):
    @property
    def is_early(self) -> bool:
        return now() < self.election.opens_at

    @property
    def title(self) -> str:
        return _("Open voting")

    @property
    def submit(self) -> str:
        return _("Open voting")

    @property
    def lead(self) -> str:
        return _("The roll is fixed, and whoever is on it is told that voting is open.")

    def done(self, form: forms.Early) -> str:
        services.open_voting(self.election, reason=form.reason, by=self.actor, at=now())
        return _("Voting is open.")
