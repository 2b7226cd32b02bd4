"""Who else is invited to a meeting, and who came."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _

from mithaq.meetings import forms, services, showing
from mithaq.meetings.enums import Capacity
from mithaq.meetings.views.here import Form, OnMeeting
from mithaq.people import selectors as people


class Invite(OnMeeting, Form):
    permission_required = "meetings.run"
    form_class = forms.Invite

    @property
    def title(self) -> str:
        return _("Invite somebody else")

    @property
    def submit(self) -> str:
        return _("Invite")

    @property
    def lead(self) -> str:
        return _("Whoever sits in the body is invited already.")

    def get_form_kwargs(self) -> dict[str, Any]:
        members = list(people.members(self.institution, on=self.today))
        persons = people.persons().filter(pk__in=[one.person_id for one in members if one.person_id])
        return super().get_form_kwargs() | {"organisations": people.organisations(), "persons": persons}

    def done(self, form: forms.Invite) -> str:
        told = form.cleaned_data
        guest = services.Guest(told["organisation"], told["country"].upper(), told["person"])
        services.invite_also(
            self.meeting, guest, as_observer=told["capacity"] == Capacity.OBSERVER, by=self.actor, at=now()
        )
        return _("Invited.")


class NoteAttendance(OnMeeting, Form):
    permission_required = "meetings.run"
    form_class = forms.Attendance

    @property
    def title(self) -> str:
        return _("Note who came")

    @property
    def submit(self) -> str:
        return _("Save")

    @property
    def lead(self) -> str:
        return _("What is not noted is shown as not known, never as absent.")

    @cached_property
    def rows(self) -> list[Any]:
        return showing.attendance(self.meeting, to=self.reader).rows

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"rows": [(one.uid, one.label, one.came) for one in self.rows]}

    def done(self, form: forms.Attendance) -> str:
        services.note_attendance(self.meeting, form.came, on=self.today, by=self.actor, at=now())
        return _("Saved.")
