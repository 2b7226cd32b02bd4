"""What an operator does with institutions: sees which there are, founds one, hands it over to its secretary."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import ListView, TemplateView
from django_scopes import scope

from mithaq.blueprints import founding_forms, selectors, services
from mithaq.blueprints.views.gallery import natures
from mithaq.foundation import heeding, minute
from mithaq.foundation.access import Permission, may
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.people import selectors as people
from mithaq.people.enums import Role


class Desk(Permission):
    """A page at the desk of the operator, about institutions and inside none."""

    permission_required = "institutions.found"
    request: Any

    @property
    def back(self) -> str:
        return reverse("founding:institutions")

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        return [(_("Institutions"), self.back if further else ""), *further]


class Institutions(Desk, ListView):
    """All of them by name and address, the newest first; nothing of what they hold."""

    template_name = "blueprints/institutions.html"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Institution]:
        return institutions.founded()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(trail=self.trail(), **more)


class Found(Desk, heeding.Form):
    """Found one. What is refused stands at its field, and nothing is written."""

    template_name = "blueprints/found.html"
    form_class = founding_forms.Found
    made: Institution

    @property
    def title(self) -> str:
        return _("Found an institution")

    @property
    def submit(self) -> str:
        return _("Found it")

    @property
    def after(self) -> str:
        return reverse("founding:next", kwargs={"slug": self.made.slug})

    def done(self, form: founding_forms.Found) -> str:
        self.made = services.found(**form.said(), by=self.actor, at=now())
        return _("The institution %(name)s is founded.") % {"name": minute.isolate(self.made.name)}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        shelf = [(one, natures(one)) for one in selectors.blueprints()]
        return super().get_context_data(shelf=shelf, by_name=self.actor.name, **more)


class Next(Desk, TemplateView):
    """What is to be done next, and by whom: the operator's part ends with telling the secretary."""

    template_name = "blueprints/next.html"

    @cached_property
    def about(self) -> Institution:
        found = institutions.by_slug(self.kwargs["slug"])
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        one, on = self.about, localdate()
        home = reverse("blueprints:charter", kwargs={"institution": one.slug}).removesuffix("charter/")
        with scope(institution=one):
            in_force = institutions.version_of(one, on=on) is not None
            members = list(people.members(one, on=on)[:2])
            secretaries = people.members(one, on=on).filter(role=Role.SECRETARY)
            keepers = [held.person for held in secretaries if held.person]
        return super().get_context_data(
            about=one,
            home=home,
            address=self.request.build_absolute_uri(home),
            keepers=keepers,
            command=f"mithaq account EMAIL --institution {one.slug} --role secretary",
            in_force=in_force,
            steps=_steps(in_force, peopled=len(members) > 1),
            may_visit=may(self.request.user, "institutions.visit", one),
            may_draft=may(self.request.user, "blueprints.draft", one),
            trail=self.trail((one.name, "")),
            **more,
        )


def _steps(in_force: bool, *, peopled: bool) -> list[dict[str, str]]:
    """From the founding to a house in which people take part; what is done already is marked."""
    told = [
        (True, pgettext("step of a new institution", "Founding"), _("The register of acts says by whom and when.")),
        (
            in_force,
            _("Charter"),
            _("Who sits, until when and how it is decided: from the gallery, or written by the secretary."),
        ),
        (
            peopled,
            pgettext("step of a new institution", "People"),
            _("The secretary admits persons and organisations; whoever is given an address is invited by letter."),
        ),
        (
            False,
            pgettext("step of a new institution", "Work"),
            _("Meetings are called, documents are deposited, votes are held."),
        ),
    ]
    first = next(place for place, (done, _title, _text) in enumerate(told) if not done)
    return [
        {"title": title, "text": text, "state": "done" if done else "now" if place == first else "next"}
        for place, (done, title, text) in enumerate(told)
    ]
