"""Asking the members, answering, taking a position, and deciding."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mithaq.bodies import selectors as bodies
from mithaq.foundation import languages
from mithaq.kernels import cadence
from mithaq.meetings import asked, clauses, counting, forms, services, showing
from mithaq.meetings.models import Answer, Position
from mithaq.meetings.services.moving import observers_read
from mithaq.meetings.views.here import Form, OnMotion


class Voting(OnMotion, Form):
    """A form on a motion, with the text and the rule above it."""

    template_name = "meetings/motion_form.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        clause = clauses.rule_of(self.charter, self.motion)
        return super().get_context_data(motion=self.motion, rule=showing.rule(self.charter, clause), **more)


class TakePosition(Voting):
    """For who occupies a seat, and for observers, who are told why they do not decide; for nobody else."""

    permission_required = "meetings.take_part"
    form_class = forms.Position

    @cached_property
    def seat(self) -> Any:
        found = bodies.sits(self.reader, self.motion.body, on=self.today)
        if found is None and not bodies.observes(self.reader, self.motion.body, on=self.today):
            raise PermissionDenied("meetings.take_position")
        return found

    @property
    def title(self) -> str:
        return _("Take a position")

    @property
    def submit(self) -> str:
        return _("Say so")

    @property
    def lead(self) -> str:
        if self.seat is None:
            return _("You are there as an observer: you read, and do not decide.")
        return _("For the seat of %(name)s. You may change it until the motion is decided.") % {
            "name": counting.spoken_name(self.seat)
        }

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """To observers the clause is shown at once, in the place of the form."""
        if self.seat is None and "refusals" not in more:
            more["refusals"] = [observers_read(self.motion.body, self.charter)]
        return super().get_context_data(is_observer=self.seat is None, **more)

    def get_form_kwargs(self) -> dict[str, Any]:
        clause = clauses.rule_of(self.charter, self.motion)
        return super().get_form_kwargs() | {"stances": counting.stances(clause)}

    def get_initial(self) -> dict[str, Any]:
        if self.seat is None:
            return {}
        voting = counting.voting_seat(self.motion, self.charter, self.seat, on=self.today)
        said = Position.objects.filter(motion=self.motion, tenure=voting).first() if voting else None
        return {"stance": said.stance, "reason": said.reason} if said else {}

    def done(self, form: forms.Position) -> str:
        told = form.cleaned_data
        services.take_position(
            self.motion,
            account=self.reader,
            stance=told["stance"],
            reason=told["reason"],
            on=self.today,
            by=self.actor,
            at=now(),
        )
        return _("Your position is on record.")


class Consult(Voting):
    permission_required = "meetings.run"
    form_class = forms.Consult

    @property
    def title(self) -> str:
        return _("Consult the members")

    @property
    def submit(self) -> str:
        return _("Ask every member")

    @property
    def lead(self) -> str:
        return _("Every member of today is asked, and told. The day below is the first that the charter allows.")

    def get_initial(self) -> dict[str, Any]:
        wanted = [one.length for one in clauses.consults(self.charter, self.motion)] or [clauses.SEVEN_DAYS]
        return {"until": max(cadence.after(self.today, one) for one in wanted)}

    def done(self, form: forms.Consult) -> str:
        until = form.cleaned_data["until"]
        services.consult(self.motion, until=until, on=self.today, by=self.actor, at=now())
        return _("The members are asked.")


class GiveAnswer(Voting):
    """For members who were asked, by whoever speaks for them."""

    permission_required = "meetings.take_part"
    form_class = forms.Answer

    @cached_property
    def mine(self) -> list[Answer]:
        consultation = getattr(self.motion, "consultation", None)
        if consultation is None:
            raise Http404
        found = list(asked.mine(consultation, self.reader, on=self.today))
        if not found:
            raise PermissionDenied("meetings.answer")
        return found

    @property
    def title(self) -> str:
        return _("Answer the consultation")

    @property
    def submit(self) -> str:
        return pgettext("button", "Answer")

    @property
    def lead(self) -> str:
        told = {"names": languages.comma().join(str(one.membership.holder) for one in self.mine)}
        return _("For %(names)s. You may change it until the consultation ends.") % told

    def get_initial(self) -> dict[str, Any]:
        first = self.mine[0]
        return {"view": first.view, "text": first.text} if first.at else {}

    def done(self, form: forms.Answer) -> str:
        told = form.cleaned_data
        consultation = self.motion.consultation
        services.answer(
            consultation,
            account=self.reader,
            view=told["view"],
            text=told["text"],
            on=self.today,
            by=self.actor,
            at=now(),
        )
        return _("Your answer is on record.")


class Close(Voting):
    """What the outcome would be now, and then it is that."""

    permission_required = "meetings.run"
    form_class = forms.Confirm

    @property
    def title(self) -> str:
        return _("Decide")

    @property
    def submit(self) -> str:
        return _("Count and decide")

    @property
    def lead(self) -> str:
        return _("The positions are counted by the rule and the outcome is kept as it is. This cannot be undone.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            standing=showing.standing(self.motion, self.charter, to=self.reader, on=self.today),
            needed=showing.still_needed(self.motion, self.charter, on=self.today),
            **more,
        )

    def done(self, form: forms.Confirm) -> str:
        motion = services.close(self.motion, on=self.today, by=self.actor, at=now())
        return _("Decided: %(state)s.") % {"state": motion.get_state_display()}
