"""Pages whose act a charter may refuse: what was entered stays, and every clause that forbids it is shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import FormView, View

from mithaq.kernels.charter import CharterRefuses


class Heeds:
    """For form views: `act(form)` does it and gives the answer; a refusal by the charter shows the form again (409).

    The template says `{% load charter %}{% refusals refusals %}` above its fields.
    """

    def act(self, form: Any) -> HttpResponseBase:
        raise NotImplementedError

    def form_valid(self, form: Any) -> Any:
        try:
            return self.act(form)
        except CharterRefuses as refused:
            context = self.get_context_data(form=form, refusals=refused.findings)  # type: ignore[attr-defined]
            return self.render_to_response(context, status=409)  # type: ignore[attr-defined]


class Form(Heeds, FormView):
    """A form of one act: `done(form)` calls the service and says in a sentence what was done. What a service refuses
    stands at its field, or above the form; what was entered stays. Its page has a `trail` (foundation.access.RoomPage).
    """

    danger = False

    @property
    def title(self) -> Any:
        raise NotImplementedError

    @property
    def submit(self) -> Any:
        raise NotImplementedError

    @property
    def lead(self) -> Any:
        return ""

    @property
    def after(self) -> str:
        """Where it leads when it is done: `back`, as the page of the room says, which is the way out without an act."""
        return str(self.back)  # type: ignore[attr-defined]

    def done(self, form: Any) -> str:
        raise NotImplementedError

    def act(self, form: Any) -> HttpResponseBase:
        try:
            said = self.done(form)
        except ValidationError as refused:
            stands_at(form, refused)
            return self.form_invalid(form)
        messages.success(self.request, said)
        return redirect(self.after)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page: Any = self
        told = {"title": self.title, "submit": self.submit, "lead": self.lead, "cancel_url": page.back}
        return super().get_context_data(**({"trail": page.trail((self.title, ""))} | told | more))


class Act(View):
    """For the page of a record, where a button does something: `act()` does it and gives the answer. A refusal by the
    charter shows the page again (409); what a service refuses is told there, at its address (`here`).
    """

    http_method_names = ["post"]
    here: str

    def act(self) -> HttpResponseBase:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return self.act()
        except CharterRefuses as refused:
            context = self.get_context_data(refusals=refused.findings)  # type: ignore[attr-defined]
            return self.render_to_response(context, status=409)  # type: ignore[attr-defined]
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(self.here)

    def done(self, said: str) -> HttpResponseBase:
        messages.success(self.request, said)
        return redirect(self.here)


def stands_at(form: Any, refused: ValidationError) -> None:
    """At its field where the form has it (by another name: `form.stands_at`; or as `name_en`), else above the form."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused.messages)
        return
    called = getattr(form, "stands_at", {})
    for name, told in refused.message_dict.items():
        wanted = called.get(name, name)
        field = next((one for one in form.fields if one == wanted or one.startswith(f"{wanted}_")), None)
        form.add_error(field, told)
