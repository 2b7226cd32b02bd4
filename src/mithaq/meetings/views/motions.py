"""What bodies are asked to decide: the list, one motion with its rule and how it stands, proposing and withdrawing."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from mithaq.bodies import selectors as bodies
from mithaq.foundation import languages
from mithaq.meetings import clauses, forms, selectors, services, showing, wording
from mithaq.meetings.enums import State
from mithaq.meetings.services.moving import OPEN
from mithaq.meetings.views.here import AmongMotions, Form, Here, OnMotion


class Motions(AmongMotions, ListView):
    """Newest first; of one body with `?body=`. Adopted ones are public, the others for those who take part."""

    permission_required = "meetings.see"
    template_name = "meetings/motions.html"
    context_object_name = "motions"
    paginate_by = 20

    @cached_property
    def bodies(self) -> list[Any]:
        return list(bodies.bodies(self.institution, on=self.today))

    @cached_property
    def body(self) -> Any:
        return next((one for one in self.bodies if one.key == self.request.GET.get("body")), None)

    def get_queryset(self) -> Any:
        found = selectors.motions(self.institution, to=self.reader)
        return found.filter(body=self.body) if self.body else found

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            trail=self.trail(),
            bodies=self.bodies,
            body=self.body,
            awaiting=list(selectors.awaiting(self.institution, to=self.reader, on=self.today)[:5]),
            takes_part=self.may("meetings.take_part"),
            may_propose=bool(proposing(self)),
            **more,
        )


class OneMotion(OnMotion, TemplateView):
    """The text, the rule with its clause and source sentence, who was heard, who said what, what is still needed."""

    permission_required = "meetings.see"
    template_name = "meetings/motion.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        motion, today = self.motion, self.today
        clause = clauses.rule_of(self.charter, motion)
        is_open = motion.state in OPEN
        hearing = showing.hearing(motion, self.charter, to=self.reader, on=today)
        wants = clauses.consults(self.charter, motion)
        return super().get_context_data(
            motion=motion,
            matter=wording.MATTERS.get(motion.matter, motion.matter),
            rule=showing.rule(self.charter, clause),
            recommends_to=showing.party(self.charter, motion.recommends_to),
            standing=showing.standing(motion, self.charter, to=self.reader, on=today),
            hearing=hearing,
            needed=showing.still_needed(motion, self.charter, on=today),
            is_open=is_open,
            because=motion.outcome.get("because", "") if motion.state == State.WITHDRAWN else "",
            heard=motion.outcome.get("consulted") or {},
            may_run=is_open and self.may("meetings.run"),
            may_consult=is_open and bool(wants) and motion.state == State.PROPOSED and self.may("meetings.run"),
            seat=bodies.sits(self.reader, motion.body, on=today) if is_open else None,
            trail=self.trail(),
            **more,
        )


def proposing(page: Here) -> list[Any]:
    """The bodies a reader may put something to: an officer all, others those where they sit."""
    found = list(bodies.bodies(page.institution, on=page.today))
    if page.may("meetings.run"):
        return found
    mine = bodies.bodies_of(page.reader, page.institution, on=page.today)
    return [one for one in found if one.pk in mine]


class Propose(AmongMotions, Form):
    permission_required = "meetings.take_part"
    form_class = forms.Propose
    made: Any = None

    @property
    def title(self) -> str:
        return _("Propose a decision")

    @property
    def submit(self) -> str:
        return _("Put it to the body")

    @property
    def lead(self) -> str:
        return _("The charter's clause for the body and the matter becomes the rule by which it is decided.")

    @property
    def back(self) -> str:
        return self.url("motion", uid=self.made.uid) if self.made else self.url("motions")

    @cached_property
    def bodies(self) -> list[Any]:
        found = proposing(self)
        if not found:
            raise PermissionDenied("meetings.propose")
        return found

    @cached_property
    def meetings(self) -> list[Any]:
        found = selectors.meetings(self.institution, to=self.reader).filter(cancelled_at=None, body__in=self.bodies)
        return list(found.order_by("-first_day", "-pk")[:60])

    def get_initial(self) -> dict[str, Any]:
        told = self.request.GET
        return {
            "body": told.get("body", self.bodies[0].key),
            "matter": told.get("matter", "any"),
            "meeting": told.get("meeting", ""),
            "language": languages.current(),
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "bodies": [(one.key, str(one.name)) for one in self.bodies],
            "matters": list(wording.MATTERS.items()),
            "meetings": [(one.uid, f"{one.body.name}: {one.title} ({one.first_day})") for one in self.meetings],
        }

    def done(self, form: forms.Propose) -> str:
        told = form.cleaned_data
        self.made = services.propose(
            self.institution,
            body=next(one for one in self.bodies if one.key == told["body"]),
            subject=form.words("subject"),
            text=told["text"],
            language=told["language"],
            matter=told["matter"],
            meeting=next((one for one in self.meetings if one.uid == told["meeting"]), None),
            account=self.reader,
            on=self.today,
            by=self.actor,
            at=now(),
        )
        return _("It is put to the body; whoever sits there is told.")


class Withdraw(OnMotion, Form):
    permission_required = "meetings.run"
    form_class = forms.Because

    @property
    def title(self) -> str:
        return _("Withdraw the motion")

    @property
    def submit(self) -> str:
        return _("Withdraw the motion")

    @property
    def lead(self) -> str:
        return _("It is not decided on. What was said to it is kept.")

    def done(self, form: forms.Because) -> str:
        services.withdraw(self.motion, because=form.cleaned_data["because"], by=self.actor, at=now())
        return _("The motion is withdrawn.")
