"""The charter in force, on any day; its versions; taken away as TOML and JSON."""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView, View

from mithaq.blueprints import forms, selectors, sentences, shown
from mithaq.blueprints.views.here import Here
from mithaq.foundation import languages, pacing
from mithaq.foundation.access import may
from mithaq.foundation.attached import attached
from mithaq.institutions import selectors as institutions
from mithaq.kernels import charter as kernel

CLAUSES_A_PAGE = 300


class _Version(Here):
    """The version the address asks for: by its number, by a day, or the one in force today."""

    permission_required = "blueprints.see"
    request: HttpRequest

    @cached_property
    def asked(self) -> forms.Past:
        day = self.request.GET.get("on")
        return forms.Past(self.request.GET) if day is not None else forms.Past(initial={"on": self.today})

    @property
    def on(self) -> date:
        return self.asked.cleaned_data["on"] if self.asked.is_bound and self.asked.is_valid() else self.today

    @cached_property
    def version(self) -> institutions.Charter | None:
        number = self.kwargs.get("number")
        if number is None:
            return institutions.version_of(self.institution, on=self.on)
        found = next((one for one in institutions.versions(self.institution) if one.number == number), None)
        if found is None:
            raise Http404
        return found


class Text(_Version, TemplateView):
    """What a charter says, in sentences, each with its source."""

    template_name = "blueprints/charter.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        text = institutions.read(self.version)
        page = Paginator(text.clauses, CLAUSES_A_PAGE).get_page(self.request.GET.get("page"))
        members = may(self.reader, "blueprints.see_amendments", self.institution)
        return super().get_context_data(
            edition=self.version,
            newest=self.version is not None and self.version.until is None,
            on=self.on,
            asked=self.asked,
            parts=shown.parts(text, page.object_list, self.names),
            page_obj=page,
            clauses=len(text.clauses),
            rules=len(selectors.rules(text)),
            inconsistencies=len(text.of("finding")),
            open=list(selectors.open_amendments(self.institution)) if members else [],
            may_draft=self.may_draft,
            begin=forms.Begin(initial=self._begun()),
            trail=self.trail(),
            **more,
        )

    def _begun(self) -> dict[str, Any]:
        """A first draft is of nothing, a later one of the text in force."""
        if self.version is None:
            return {"title": _("Our charter")}
        return {"title": _("Change of the charter"), "in_force": True}


class Versions(Here, ListView):
    """Every version, from when until when it was in force."""

    permission_required = "blueprints.see"
    template_name = "blueprints/versions.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        return institutions.versions(self.institution)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(trail=self.trail((_("Versions"), "")), **more)


class AsToml(_Version, View):
    """The text as it was written."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self.version is None:
            raise Http404
        return _file(self.version.text, "application/toml; charset=utf-8", self._name("toml"))

    def _name(self, form: str) -> str:
        assert self.version is not None
        return f"{self.institution.slug}-charter-{self.version.number}.{form}"


@pacing.paced(pacing.FILES)
class AsJson(AsToml):
    """Every clause with its values, its sources, and its sentences in three languages."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self.version is None:
            raise Http404
        text = institutions.read(self.version)
        said: dict[str, dict[str, list[str]]] = {}
        for code in languages.CODES:
            with translation.override(code):
                for clause, told in sentences.whole(text, self.names):
                    said.setdefault(clause.id, {})[code] = [str(one) for one in told]
        answer = {
            "institution": self.institution.slug,
            "version": self.version.number,
            "sha256": self.version.digest,
            "from": self.version.from_date.isoformat(),
            "until": self.version.until.isoformat() if self.version.until else None,
            "clauses": [
                {
                    "id": clause.id,
                    "kind": clause.kind,
                    "values": {word: kernel.plain(value) for word, value in clause.values.items()},
                    "sentences": said[clause.id],
                }
                for clause in text
            ],
        }
        body = json.dumps(answer, ensure_ascii=False, indent=1)
        return _file(body, "application/json; charset=utf-8", self._name("json"))


def _file(body: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(body.encode(), content_type=kind)
    attached(answer, name)
    return answer
