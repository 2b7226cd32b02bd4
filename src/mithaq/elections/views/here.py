"""What the pages of this room have in common: the trail, the election, a form whose act may be refused."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from mithaq.elections import selectors
from mithaq.elections.models import Election
from mithaq.foundation import access
from mithaq.foundation.access import RoomPage
from mithaq.foundation.heeding import Heeds
from mithaq.institutions import selectors as institutions
from mithaq.kernels.charter import Charter


class Here(RoomPage):
    namespace, first_page, first_title = "elections", "list", gettext_lazy("Elections")
    kwargs: dict[str, Any]

    @cached_property
    def today(self) -> date:
        return localdate()

    @cached_property
    def charter(self) -> Charter:
        """What is in force today."""
        return institutions.charter_of(self.institution, on=self.today)

    def may(self, permission: str) -> bool:
        return access.may(self.reader, permission, self.institution)


class OnElection(Here):
    """A page on one election; who may not see it does not learn that it is there."""

    @cached_property
    def election(self) -> Election:
        found = selectors.election(self.institution, self.kwargs["uid"], to=self.reader)
        if found is None:
            raise Http404
        return found

    @property
    def back(self) -> str:
        return self.url("election", uid=self.election.uid)

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        return super().trail((self.election.title, self.back if further else ""), *further)


class Form(Heeds, FormView):
    """A form: `done(form)` calls the service and says in a sentence what was done. What a service refuses stands at its
    field, or above the form; what was entered stays.
    """

    template_name = "elections/form.html"

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def submit(self) -> str:
        raise NotImplementedError

    @property
    def lead(self) -> str:
        return ""

    @property
    def back(self) -> str:
        raise NotImplementedError

    def done(self, form: Any) -> str:
        raise NotImplementedError

    def act(self, form: Any) -> HttpResponseBase:
        try:
            said = self.done(form)
        except ValidationError as refused:
            _stands_at(form, refused)
            return self.form_invalid(form)
        messages.success(self.request, said)
        return redirect(self.back)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = {"title": self.title, "submit": self.submit, "lead": self.lead, "cancel_url": self.back}
        trail = self.trail((self.title, ""))  # type: ignore[attr-defined]
        return super().get_context_data(**({"trail": trail} | told | more))


def _stands_at(form: Any, refused: ValidationError) -> None:
    """At its field where the form has it (by another name: `form.stands_at`), else above the form."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused.messages)
        return
    called = getattr(form, "stands_at", {})
    for name, told in refused.message_dict.items():
        field = called.get(name, name)
        form.add_error(field if field in form.fields else None, told)
