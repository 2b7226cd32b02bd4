"""The languages a document can be read in: who translated it, one beside the other, one more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from mithaq.evidence import forms, history, leaves, selectors, services, wording
from mithaq.evidence.views.documents import OneDocument
from mithaq.evidence.views.editing import Changing

ROWS = 50


class Translations(OneDocument, TemplateView):
    """The original, its translations, and those another took the place of."""

    template_name = "evidence/document_translations.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Languages of this document")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            original_language=history.language(self.document),
            translations=wording.translations(history.translations(self.document)),
            former=wording.translations(history.former_translations(self.document)),
            **more,
        )


class Beside(OneDocument, TemplateView):
    """A translation beside its original, paragraph by paragraph."""

    template_name = "evidence/document_beside.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Original and translation")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        translation = history.translation(self.document, self.kwargs["rendition"])
        if translation is None:
            raise Http404
        passages = selectors.passages(self.institution, to=self.reader, document=self.document)
        original = [(lang, text) for lang, text in passages.values_list("lang", "text")]
        rows, one_by_one = leaves.rows(original, translation.text)
        page = self.page(rows)
        return super().get_context_data(
            translation=wording.translations([translation])[0],
            rows=page.object_list,
            page_obj=page,
            one_by_one=one_by_one,
            **more,
        )

    def page(self, rows: list[leaves.Row]) -> Page:
        try:
            return Paginator(rows, ROWS).page(self.request.GET.get("page", 1))
        except InvalidPage:
            raise Http404 from None


class AddTranslation(Changing):
    permission_required = "evidence.translate"
    template_name = "evidence/document_translate.html"
    form_class = forms.Translate

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Add a translation")

    @property
    def submit(self) -> str:  # type: ignore[override]
        return _("Add the translation")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"original": history.language(self.document)}

    def form_valid(self, form: forms.Translate) -> HttpResponse:
        told = form.cleaned_data
        try:
            made = services.translate(
                self.institution,
                self.document,
                lang=told["lang"],
                given=form.given,
                translated_by=form.translated_by,
                is_official=told["is_official"],
                by=self.actor,
                at=now(),
            )
        except services.Refused as why:
            form.add_error("file" if told["file"] else "text", wording.refusal(why.cause, why.facts))
            return self.form_invalid(form)
        messages.success(self.request, _("The translation was added."))
        return redirect(self.url("translation", uid=self.document.uid, rendition=made.uid))
