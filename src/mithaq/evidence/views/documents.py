"""Pages of documents, passages and originals. Each asks one selector or one service."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView, View

from mithaq.evidence import files, forms, selectors, wording
from mithaq.evidence.originals import Unfaithful
from mithaq.evidence.showing import Names
from mithaq.evidence.views.here import Here
from mithaq.foundation import access, languages


class Documents(Here, ListView):
    permission_required = "evidence.see"
    template_name = "evidence/documents.html"
    context_object_name = "documents"
    paginate_by = 25

    def get_queryset(self) -> Any:
        self.lang = self.request.GET.get("lang", "")
        self.lang = self.lang if self.lang in languages.CODES else ""
        return selectors.documents(self.institution, to=self.reader, lang=self.lang)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            chosen=self.lang,
            spoken=selectors.known_languages(self.institution, to=self.reader),
            may_deposit=access.may(self.reader, "evidence.deposit", self.institution),
            search=forms.Search(),
            trail=self.trail(),
            **more,
        )


class DocumentPage(Here, ListView):
    """One document: where it is from, and its passages in their order."""

    permission_required = "evidence.see"
    template_name = "evidence/document.html"
    context_object_name = "passages"
    paginate_by = 100

    @cached_property
    def document(self) -> selectors.Document:
        found = selectors.document(self.institution, self.kwargs["uid"], to=self.reader)
        if found is None:
            raise Http404
        return found

    def get_queryset(self) -> Any:
        return selectors.with_codings(selectors.passages(self.institution, to=self.reader, document=self.document))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        names = Names(self.institution.compact, languages.current())
        return context | {
            "document": self.document,
            "shown": [names.show(p, p.codings_shown) for p in context["passages"]],
            "trail": self.trail((self.document.title, "")),
        }


class PassagePage(Here, TemplateView):
    """The permanent address of a passage: its words, its codes, and its place in the original."""

    permission_required = "evidence.see"
    template_name = "evidence/passage.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        passage = selectors.passage(self.institution, self.kwargs["uid"], to=self.reader)
        if passage is None:
            raise Http404
        document = passage.document
        try:
            place, unfaithful = selectors.passage_in_original(passage), ""
        except Unfaithful as why:
            place, unfaithful = None, wording.unfaithful(why.why)
        names = Names(self.institution.compact, languages.current())
        here = _("Passage %(number)s") % {"number": passage.number}
        return super().get_context_data(
            passage=passage,
            document=document,
            shown=names.show(passage, selectors.codings([passage])[passage.pk]),
            place=place,
            unfaithful=unfaithful,
            page_in_list=(passage.number - 1) // DocumentPage.paginate_by + 1,
            trail=self.trail((document.title, self.url("document", uid=document.uid)), (here, "")),
            **more,
        )


class Original(Here, View):
    """The bytes as they were given, to keep; never shown inside the page."""

    permission_required = "evidence.see"

    def get(self, request: HttpRequest, institution: str, uid: str) -> HttpResponse:
        document = selectors.document(self.institution, uid, to=self.reader)
        if document is None:
            raise Http404
        try:
            data = selectors.original(document)
        except files.Altered:
            return render(request, "evidence/altered.html", {"document": document}, status=409)
        answer = HttpResponse(data, content_type=wording.MEDIA_TYPES[document.media])
        name = PurePath(document.file_name).name
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
        answer["Cache-Control"] = "private, no-store"
        answer["ETag"] = f'"{document.digest}"'
        return answer
