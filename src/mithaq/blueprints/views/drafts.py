"""The editor: drafts, each with what is wrong beside the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, View

from mithaq.blueprints import faults, forms, selectors, services
from mithaq.blueprints.models import Draft
from mithaq.blueprints.views.here import Here
from mithaq.foundation.attached import attached
from mithaq.foundation.reader import reads
from mithaq.kernels.charter import Fault

MOST_FAULTS = 100  # shown at once: mending some takes others away


@dataclass(frozen=True, slots=True)
class Shown:
    """A fault with the line it stands in."""

    said: faults.Said
    line: str
    before: str

    @property
    def severity(self) -> str:
        return self.said.fault.severity


@dataclass(frozen=True, slots=True)
class Check:
    """What the editor shows of a text: how large it is, and its faults."""

    clauses: int
    rules: int
    shown: Sequence[Shown]
    more: int
    errors: int
    empty: bool


def check(text: str) -> Check:
    """Everything that is wrong with a text, in the order of its lines."""
    examined = selectors.examine(text)
    lines = text.split("\n")
    return Check(
        clauses=len(examined.charter.clauses),
        rules=len(selectors.rules(examined.charter)),
        shown=[_shown(fault, lines) for fault in examined.faults[:MOST_FAULTS]],
        more=max(0, len(examined.faults) - MOST_FAULTS),
        errors=len(examined.errors),
        empty=not text.strip(),
    )


def _shown(fault: Fault, lines: Sequence[str]) -> Shown:
    line = lines[fault.place.line - 1] if fault.place.line <= len(lines) else ""
    column = fault.place.column - 1
    begin = max(0, column - 40)
    return Shown(faults.say(fault), line[begin : column + 120], line[begin:column])


class Drafts(Here, ListView):
    permission_required = "blueprints.draft"
    template_name = "blueprints/drafts.html"
    context_object_name = "drafts"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Draft]:
        return selectors.drafts(self.institution)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            begin=forms.Begin(initial={"title": _("Our charter")}),
            edition=self.in_force,
            trail=self.trail((_("Drafts"), "")),
            **more,
        )


class Begin(Here, FormView):
    """Begin a draft: of a blueprint, of the charter in force, or of the smallest text that is one."""

    permission_required = "blueprints.draft"
    template_name = "blueprints/begin.html"
    form_class = forms.Begin

    def form_valid(self, form: forms.Begin) -> HttpResponse:
        told = form.cleaned_data
        text, blueprint = self._text(told["blueprint"], told["in_force"])
        draft = services.begin(
            self.institution, title=told["title"], text=text, blueprint=blueprint, by=self.actor, at=now()
        )
        return redirect(self.url("draft", uid=draft.uid))

    def _text(self, blueprint: str, in_force: bool) -> tuple[str, str]:
        if blueprint:
            found = selectors.blueprint(blueprint)
            if found is None:
                raise Http404
            return found.text, found.key
        if in_force and self.in_force is not None:
            return self.in_force.text, self.in_force.blueprint
        return services.starter(self.institution), ""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        title = _("Begin a draft")
        return super().get_context_data(
            title=title, trail=self.trail((_("Drafts"), self.url("drafts")), (title, "")), **more
        )


class _Draft(Here):
    permission_required = "blueprints.draft"

    @cached_property
    def draft(self) -> Draft:
        found = selectors.draft(self.institution, self.kwargs["uid"])
        if found is None:
            raise Http404
        return found

    def draft_trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        place = self.url("draft", uid=self.draft.uid) if further else ""
        return self.trail((_("Drafts"), self.url("drafts")), (self.draft.title, place), *further)


class Editor(_Draft, FormView):
    """Write, save, see what is wrong. What two write at the same time is kept, both."""

    template_name = "blueprints/editor.html"
    form_class = forms.DraftForm
    request: HttpRequest

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.draft.title, "text": self.draft.text, "version": self.draft.version}

    def form_valid(self, form: forms.DraftForm) -> HttpResponse:
        told = form.cleaned_data
        try:
            if self.request.POST.get("as") == "another":
                return self._another(told)
            theirs = bool(self.request.POST.get("theirs"))
            services.save(self.draft, **told, keeps_theirs=theirs, by=self.actor, at=now())
        except services.Overtaken as overtaken:
            seen = self.request.POST.copy()
            seen["version"] = str(overtaken.draft.version)
            form.data = seen
            return self.render_to_response(self.get_context_data(form=form, theirs=overtaken.draft), status=409)
        except ValidationError as refused:
            forms.place_errors(form, refused)
            return self.form_invalid(form)
        if self.request.POST.get("then") == "preview":
            return redirect(self.url("preview", uid=self.draft.uid))
        messages.success(self.request, _("Saved."))
        return redirect(self.url("draft", uid=self.draft.uid))

    def _another(self, told: dict[str, Any]) -> HttpResponse:
        """Mine beside theirs, as a draft of its own."""
        title = _("%(title)s (another version)") % {"title": told["title"][:150]}
        draft = services.begin(
            self.institution,
            title=title,
            text=told["text"],
            blueprint=self.draft.blueprint,
            by=self.actor,
            at=now(),
        )
        messages.success(self.request, _("What you wrote is saved as a draft of its own."))
        return redirect(self.url("draft", uid=draft.uid))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(draft=self.draft, may_adopt=self.may_adopt, trail=self.draft_trail(), **more)
        text = context["form"]["text"].value() or ""
        try:
            context["check"] = check(text.replace("\r\n", "\n"))
        except ValidationError:  # too large: the form says so
            context["check"] = None
        context["lines"] = text.replace("\r\n", "\n").split("\n") if context["check"] and context["check"].shown else ()
        return context


class CheckText(Here, View):
    """What is wrong with a text, while it is typed: the moving part of the editor. Nothing is written."""

    permission_required = "blueprints.draft"

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        reads(request)
        text = request.POST.get("text", "").replace("\r\n", "\n")
        try:
            found = check(text)
        except ValidationError as refused:
            return render(request, "blueprints/check.html", {"refused": refused.messages})
        return render(request, "blueprints/check.html", {"check": found, "typing": True})


class Discard(_Draft, View):
    """Put a draft away for good."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        services.discard(self.draft, by=self.actor, at=now())
        messages.success(request, _("The draft is put away."))
        return redirect(self.url("drafts"))


class DraftText(_Draft, View):
    """The text as it was saved, to take away."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        answer = HttpResponse(self.draft.text.encode(), content_type="application/toml; charset=utf-8")
        attached(answer, f"{self.institution.slug}-draft.toml")
        return answer
