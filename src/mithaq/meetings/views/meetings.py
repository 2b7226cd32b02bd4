"""The list of meetings, one meeting, and calling, changing and cancelling it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from mithaq.bodies import selectors as bodies
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import findings
from mithaq.meetings import clauses, forms, selectors, services, showing, watching
from mithaq.meetings.enums import Kind
from mithaq.meetings.views.here import Form, Here, OnMeeting


class Meetings(Here, ListView):
    """The next ones, or (`?when=past`) those that are over; of one body with `?body=`."""

    permission_required = "meetings.see"
    template_name = "meetings/list.html"
    context_object_name = "meetings"
    paginate_by = 20

    @property
    def is_past(self) -> bool:
        return self.request.GET.get("when") == "past"

    @cached_property
    def bodies(self) -> list[Any]:
        return list(bodies.bodies(self.institution, on=self.today))

    @cached_property
    def body(self) -> Any:
        return next((one for one in self.bodies if one.key == self.request.GET.get("body")), None)

    def get_queryset(self) -> Any:
        which = selectors.past if self.is_past else selectors.upcoming
        found = which(self.institution, to=self.reader, on=self.today)
        return found.filter(body=self.body) if self.body else found

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = super().get_context_data(
            trail=self.trail(),
            bodies=self.bodies,
            body=self.body,
            is_past=self.is_past,
            may_run=self.may("meetings.run"),
            awaiting=list(selectors.awaiting(self.institution, to=self.reader, on=self.today)[:5]),
            **more,
        )
        told["rows"] = [showing.Line(one, self.charter, self.today) for one in told["meetings"]]
        return told


class OneMeeting(OnMeeting, TemplateView):
    """Where and when, who came out of how many, the minutes, and what was put to it."""

    permission_required = "meetings.see"
    template_name = "meetings/meeting.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        meeting, today = self.meeting, self.today
        minutes = selectors.minutes(meeting, to=self.reader, on=today)
        clause = clauses.minutes(self.charter, meeting)
        return super().get_context_data(
            meeting=meeting,
            calls_for=self.charter.get(meeting.clause),
            watched=[_said(one, self.charter) for one in watching.of_meeting(meeting, self.charter, on=today)],
            attendance=showing.attendance(meeting, to=self.reader),
            is_draft=minutes is not None and minutes.published_at is None,
            minutes=minutes,
            document=selectors.document(minutes, to=self.reader) if minutes else None,
            minutes_clause=clause,
            minutes_due=clauses.deadline(clause, meeting.last_day) if clause else None,
            motions=list(selectors.motions(self.institution, to=self.reader).filter(meeting=meeting)),
            may_run=self.may("meetings.run"),
            has_begun=meeting.first_day <= today,
            is_over=meeting.last_day < today,
            trail=self.trail(),
            **more,
        )


def _said(one: Any, charter: Any) -> dict[str, Any]:
    told = [findings.said(finding) for finding in one.findings]
    return {"clause": one.clause, "of": charter.get(one.clause), "state": one.state, "told": told}


class Call(Here, Form):
    permission_required = "meetings.run"
    form_class = forms.Call
    made: Any = None

    @property
    def title(self) -> str:
        return _("Call a meeting")

    @property
    def submit(self) -> str:
        return _("Call it and invite")

    @property
    def lead(self) -> str:
        return _("Whoever sits in the body on the first day is invited and told; guests and observers are added then.")

    @property
    def back(self) -> str:
        return self.url("meeting", uid=self.made.uid) if self.made else self.url("list")

    @cached_property
    def bodies(self) -> list[Any]:
        return list(bodies.bodies(self.institution, on=self.today))

    def get_initial(self) -> dict[str, Any]:
        return {"body": self.request.GET.get("body", ""), "kind": self.request.GET.get("kind", Kind.ORDINARY)}

    def get_form_kwargs(self) -> dict[str, Any]:
        choices = [(one.key, str(one.name)) for one in self.bodies]
        told = [
            (clause.id, f"{body.name}: {Words(clause.name.as_dict()) or clause.key}")
            for body in self.bodies
            for clause in clauses.meetings(self.charter, body)
        ]
        return super().get_form_kwargs() | {"bodies": choices, "clauses": told}

    def done(self, form: forms.Call) -> str:
        told = form.cleaned_data
        self.made = services.call(
            self.institution,
            body=next((one for one in self.bodies if one.key == told["body"]), None),
            clause=told.get("clause", ""),
            title=form.words("title"),
            kind=told["kind"],
            first_day=told["first_day"],
            last_day=told["last_day"],
            place=form.words("place"),
            medium=told["medium"],
            reason=told["reason"],
            by=self.actor,
            at=now(),
        )
        return _("The meeting is called; whoever sits then is told.")


class Change(OnMeeting, Form):
    permission_required = "meetings.run"
    form_class = forms.Meeting

    @property
    def title(self) -> str:
        return _("Change the meeting")

    @property
    def submit(self) -> str:
        return _("Save")

    @property
    def lead(self) -> str:
        return _("Whoever is invited is told of the change.")

    def get_initial(self) -> dict[str, Any]:
        one = self.meeting
        told: dict[str, Any] = {"first_day": one.first_day, "last_day": one.last_day, "medium": one.medium}
        told |= {f"title_{code}": text for code, text in one.title.items()}
        told |= {f"place_{code}": text for code, text in one.place.items()}
        return told | {"reason": one.reason, "seen": one.version}

    def done(self, form: forms.Meeting) -> str:
        told = form.cleaned_data
        services.change(
            self.meeting,
            seen=told["seen"] or 0,
            title=form.words("title"),
            first_day=told["first_day"],
            last_day=told["last_day"],
            place=form.words("place"),
            medium=told["medium"],
            reason=told["reason"],
            by=self.actor,
            at=now(),
        )
        return _("Saved.")


class Cancel(OnMeeting, Form):
    permission_required = "meetings.run"
    form_class = forms.Because

    @property
    def title(self) -> str:
        return _("Cancel the meeting")

    @property
    def submit(self) -> str:
        return _("Cancel the meeting")

    @property
    def lead(self) -> str:
        return _("It stays in the list with the reason, and whoever is invited is told.")

    def done(self, form: forms.Because) -> str:
        services.cancel(self.meeting, because=form.cleaned_data["because"], by=self.actor, at=now())
        return _("The meeting is cancelled.")
