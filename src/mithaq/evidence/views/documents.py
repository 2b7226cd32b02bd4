"""Pages of documents, passages and originals. Each asks one selector or one service."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePath
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView, View

from mithaq.evidence import files, forms, history, leaves, originals, selectors, wording
from mithaq.evidence.originals import Unfaithful
from mithaq.evidence.showing import Names
from mithaq.evidence.views.here import Here
from mithaq.foundation import access, habits, languages
from mithaq.foundation.attached import attached
from mithaq.foundation.reader import reads


class Documents(Here, ListView):
    permission_required = "evidence.see"
    template_name = "evidence/documents.html"
    context_object_name = "documents"
    paginate_by = 25

    def get_queryset(self) -> Any:
        self.lang = self.request.GET.get("lang", "")
        self.lang = self.lang if self.lang in languages.CODES else ""
        return selectors.documents(self.institution, to=self.reader, lang=self.lang).select_related("contributor")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            chosen=self.lang,
            spoken=selectors.known_languages(self.institution, to=self.reader),
            may_deposit=access.may(self.reader, "evidence.deposit", self.institution),
            search=forms.Search(),
            has_deposited="deposited" in self.request.GET,
            trail=self.trail(),
            **more,
        )


class OneDocument(Here):
    """A page about one document; one the reader may not know of is not found."""

    permission_required = "evidence.see"
    kwargs: dict[str, Any]
    title = ""

    @cached_property
    def document(self) -> selectors.Document:
        found = selectors.documents(self.institution, to=self.reader).select_related("contributor")
        document: selectors.Document | None = found.filter(uid=self.kwargs["uid"]).first()
        if document is None:
            raise Http404
        return document

    @property
    def document_url(self) -> str:
        return self.url("document", uid=self.document.uid)

    @property
    def is_officer(self) -> bool:
        return access.may(self.reader, "evidence.describe", self.institution)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        trail = [(self.document.title, self.document_url), (self.title, "")] if self.title else []
        return super().get_context_data(
            document=self.document,
            document_url=self.document_url,
            is_officer=self.is_officer,
            **({"trail": self.trail(*trail)} if trail else {}),
            **more,
        )


class DocumentPage(OneDocument, TemplateView):
    """One document: its original beside its passages, a page of the original at a time, and where it is from."""

    template_name = "evidence/document.html"

    def leaf(self, count: int) -> Page:
        try:
            return Paginator(range(count), 1).page(self.request.GET.get("page", 1))
        except InvalidPage:
            raise Http404 from None

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        document = self.document
        rows = selectors.passages(self.institution, to=self.reader, document=document)
        leaf = self.leaf(leaves.count(document, rows))
        passages = list(selectors.with_codings(leaves.passages(rows, document, leaf.number)))
        names = Names(self.institution.compact, languages.current())
        return super().get_context_data(
            page_obj=leaf,
            passages=passages,
            shown=[names.show(p, p.codings_shown) for p in passages],  # type: ignore[attr-defined]
            stretches=leaves.stretches(document, passages, leaf=leaf.number),
            may_verify=access.may(self.reader, "evidence.verify", self.institution),
            translations=history.translations(document),
            replacements=history.replacements(document),
            entries=history.entries(self.institution, document) if self.is_officer else [],
            trail=self.trail((document.title, "")),
            **more,
        )


class Verify(OneDocument, View):
    """Every passage of a document compared with its original, at this moment: for members, since it takes its time.

    Each passage is compared on its own page for everybody.
    """

    permission_required = "evidence.verify"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.document_url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reads(request)
        rows = selectors.passages(self.institution, to=self.reader, document=self.document)
        found = originals.compare(rows)
        told = {
            "document": self.document,
            "document_url": self.document_url,
            "found": found,
            "faults": [
                {"number": fault.number, "uid": fault.passage, "why": wording.unfaithful(fault.why)}
                for fault in found.first
            ],
            "trail": self.trail((self.document.title, self.document_url), (_("Compared with its original"), "")),
        }
        return render(request, "evidence/document_verified.html", told, status=409 if found.unfaithful else 200)


class PassagePage(Here, TemplateView):
    """The permanent address of a passage: its words, its codes, and its place in the original."""

    permission_required = "evidence.see"
    template_name = "evidence/passage.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        passage = selectors.passage(self.institution, self.kwargs["uid"], to=self.reader)
        if passage is None:
            raise Http404
        document = passage.document
        is_former = bool(passage.rendition.file_digest)
        # What stood around it in a file that was replaced is no longer everybody's to read.
        around = originals.CONTEXT
        if is_former and not access.may(self.reader, "evidence.describe", self.institution):
            around = 0
        try:
            place, unfaithful = originals.passage_in_original(passage, context=around), ""
        except Unfaithful as why:
            place, unfaithful = None, wording.unfaithful(why.why)
        names = Names(self.institution.compact, languages.current())
        here = _("Passage %(number)s") % {"number": habits.counted(passage.number)}
        return super().get_context_data(
            passage=passage,
            document=document,
            shown=names.show(passage, selectors.codings([passage])[passage.pk]),
            obsolete=names.show(passage, history.obsolete_codings(passage)).chips,
            is_former=is_former,
            digest=originals.file_of(passage.rendition),
            place=place,
            unfaithful=unfaithful,
            page_in_list=leaves.of(document, passage),
            trail=self.trail((document.title, self.url("document", uid=document.uid)), (here, "")),
            **more,
        )


class Original(OneDocument, View):
    """The bytes as they were given, to keep; never shown inside the page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        document = self.document
        return self.hand_out(document.digest, document.file_name, document.media)

    def hand_out(self, digest: str, file_name: str, media: str) -> HttpResponse:
        try:
            data = files.read(digest)
        except files.Altered:
            return render(self.request, "evidence/altered.html", {"document": self.document}, status=409)
        answer = HttpResponse(data, content_type=wording.MEDIA_TYPES[media])
        name = PurePath(file_name).name
        attached(answer, name)
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
        answer["Cache-Control"] = "private, no-store"
        answer["ETag"] = f'"{digest}"'
        return answer


class Former(Original):
    """A file that was replaced, as it was given: for officers, since there may have been a reason to replace it."""

    permission_required = "evidence.replace"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        former = history.replacements(self.document).filter(uid=self.kwargs["replacement"]).first()
        if former is None:
            raise Http404
        return self.hand_out(former.former_digest, former.former_name, "text")
