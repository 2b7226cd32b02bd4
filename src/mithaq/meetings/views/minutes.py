"""Writing minutes, publishing them, taking them back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.timezone import now
from django.utils.translation import gettext as _

from mithaq.evidence import selectors as evidence
from mithaq.foundation import languages
from mithaq.meetings import clauses, forms, selectors, services
from mithaq.meetings.models import Minutes
from mithaq.meetings.views.here import Form, OnMeeting

MOST_DOCUMENTS = 200


class OfMeeting(OnMeeting, Form):
    permission_required = "meetings.run"

    @cached_property
    def minutes(self) -> Minutes | None:
        return selectors.minutes(self.meeting, to=self.reader, on=self.today)

    @property
    def written(self) -> Minutes:
        if self.minutes is None:
            raise Http404
        return self.minutes


class Write(OfMeeting):
    form_class = forms.Minutes

    @property
    def title(self) -> str:
        return _("Write the minutes")

    @property
    def submit(self) -> str:
        return _("Save as a draft")

    @property
    def lead(self) -> str:
        return _("Until they are published, the officers and those who sit in the body read them.")

    @cached_property
    def documents(self) -> dict[str, Any]:
        """The newest ones this officer may see, and the one chosen before."""
        found = {one.uid: one for one in evidence.documents(self.institution, to=self.reader)[:MOST_DOCUMENTS]}
        if self.minutes and (chosen := selectors.document(self.minutes, to=self.reader)):
            found.setdefault(chosen.uid, chosen)
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        told = [(uid, str(one)) for uid, one in self.documents.items()]
        return super().get_form_kwargs() | {"documents": told}

    def get_initial(self) -> dict[str, Any]:
        if self.minutes is None:
            return {"language": languages.current(), "seen": 0}
        told = {"text": self.minutes.text, "language": self.minutes.language, "seen": self.minutes.version}
        return told | {"document": self.minutes.document.uid if self.minutes.document else ""}

    def done(self, form: forms.Minutes) -> str:
        told = form.cleaned_data
        services.write_minutes(
            self.meeting,
            text=told["text"],
            language=told["language"],
            document=self.documents.get(told["document"]),
            seen=told["seen"],
            by=self.actor,
            at=now(),
        )
        return _("The draft of the minutes is saved.")


class Publish(OfMeeting):
    form_class = forms.Confirm

    @property
    def title(self) -> str:
        return _("Publish the minutes")

    @property
    def submit(self) -> str:
        return _("Publish the minutes")

    @property
    def lead(self) -> str:
        if not clauses.is_public(clauses.minutes(self.charter, self.meeting)):
            return _("Those who take part in the institution will read them.")
        if self.institution.is_public:
            return _("Everybody will read them.")
        return _("Everybody who may visit the institution will read them: it is not public.")

    def done(self, form: forms.Confirm) -> str:
        services.publish_minutes(self.written, by=self.actor, at=now())
        return _("The minutes are published.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(shown=self.written, **more)


class TakeBack(OfMeeting):
    form_class = forms.Because

    @property
    def title(self) -> str:
        return _("Take the minutes back")

    @property
    def submit(self) -> str:
        return _("Take the minutes back")

    @property
    def lead(self) -> str:
        return _("They are a draft again, and count as not published.")

    def done(self, form: forms.Because) -> str:
        services.unpublish_minutes(self.written, because=form.cleaned_data["because"], by=self.actor, at=now())
        return _("The minutes are taken back.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(shown=self.written, **more)
