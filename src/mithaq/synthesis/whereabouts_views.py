"""Pages of where words went: of a document, of an organisation, of whoever holds a link; and the links themselves."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from mithaq.evidence import selectors as evidence
from mithaq.foundation import access, languages
from mithaq.foundation.headers import WITHOUT_ADDRESS
from mithaq.people import selectors as people
from mithaq.synthesis import services, whereabouts
from mithaq.synthesis.models import ContributorLink
from mithaq.synthesis.services import contributors
from mithaq.synthesis.views import Here
from mithaq.synthesis.whereabouts_words import filters, headline

GUESSES, EVERY = 30, 600  # wrong addresses from one place, in so many seconds


class Words(Here, ListView):
    """Passage by passage in reading order: what the chosen work made of them, and the summary above."""

    permission_required = "synthesis.see"
    template_name = "synthesis/whereabouts/words.html"
    context_object_name = "passages"
    paginate_by = 20
    works_of: Any = None

    @cached_property
    def documents(self) -> Any:
        raise NotImplementedError

    @cached_property
    def works(self) -> list[whereabouts.Work]:
        return whereabouts.works(self.institution, self.documents, to=self.works_reader)

    @property
    def works_reader(self) -> Any:
        return self.reader

    @cached_property
    def work(self) -> whereabouts.Work | None:
        """The one asked for, else the newest release, else the newest draft. One that may not be seen is not found."""
        wanted = self.request.GET.get("in", "")
        if not wanted:
            return self.works[0] if self.works else None
        for one in self.works:
            if one.uid == wanted:
                return one
        raise Http404

    @cached_property
    def found(self) -> whereabouts.Whereabouts | None:
        return whereabouts.whereabouts(self.work, self.documents) if self.work else None

    @cached_property
    def state(self) -> str:
        wanted = self.request.GET.get("show", "")
        return wanted if wanted in whereabouts.STATES else ""

    def get_queryset(self) -> Any:
        return self.found.passages(self.state) if self.found else evidence.Passage.objects.none()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        summary = self.found.summary() if self.found else None
        return context | {
            "works": self.works,
            "work": self.work,
            "summary": summary,
            "headline": headline(summary) if summary else "",
            "filters": filters(summary, self.state) if summary else (),
            "rows": self.found.rows(list(context["passages"])) if self.found else (),
            "state": self.state,
        }


class DocumentWords(Words):
    """Of one document, for whoever may see it."""

    @cached_property
    def document(self) -> evidence.Document:
        found = evidence.document(self.institution, self.kwargs["uid"], to=self.reader)
        if found is None:
            raise Http404
        return found

    @cached_property
    def documents(self) -> Any:
        return evidence.documents(self.institution, to=self.reader).filter(pk=self.document.pk)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        place = {"institution": self.institution.slug, "uid": self.document.uid}
        document_url = reverse("evidence:document", kwargs=place)
        may_link = access.may(self.reader, "synthesis.link", self.institution)
        return super().get_context_data(
            document=self.document,
            document_url=document_url,
            links_url=self.url("contributor_links", uid=self.document.uid) if may_link else "",
            is_under_work=not self.works and whereabouts.is_under_work(self.documents),
            trail=self.trail((self.document.title, document_url), (_("Where these words went"), "")),
            **more,
        )


class OrganisationWords(Words):
    """Of all documents an organisation gave that the reader may see; without any it is not found."""

    @cached_property
    def organisation(self) -> people.Organisation:
        found = people.organisation(self.kwargs["uid"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def documents(self) -> Any:
        found = whereabouts.contributed(self.organisation, self.institution, to=self.reader)
        takes_part = access.may(self.reader, "people.see", self.institution) and people.organisation_in(
            self.institution, self.organisation.uid, on=localdate()
        )
        if not takes_part and not found.exists():
            raise Http404
        return found

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            organisation=self.organisation,
            document_count=self.documents.count(),
            is_under_work=not self.works and whereabouts.is_under_work(self.documents),
            trail=self.trail((self.organisation.name, ""), (_("Where these words went"), "")),
            **more,
        )


class Guarded:
    """Counts wrong addresses by where they come from, before any is looked up."""

    def turned_away(self, request: HttpRequest) -> bool:
        return int(cache.get(self._key(request)) or 0) >= GUESSES

    def note_wrong(self, request: HttpRequest) -> None:
        key = self._key(request)
        cache.add(key, 0, EVERY)
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two
            cache.set(key, 1, EVERY)

    def _key(self, request: HttpRequest) -> str:
        return f"words:{contributors.digest_of(str(get_adapter().get_client_ip(request)))}"


class LinkWords(Guarded, Words):
    """Of one document, for whoever holds its link: no account, no script, small; kept by no cache, told to no page.

    Works are those open to anybody. The passages are the holder's own words, also where the document is for members.
    """

    template_name = "synthesis/whereabouts/link.html"
    paginate_by = 12
    works_reader = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.turned_away(request):
            answer: HttpResponseBase = render(request, "synthesis/whereabouts/too_many.html", status=429)
            answer.headers["Retry-After"] = str(EVERY)
        else:
            answer = super().dispatch(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["Referrer-Policy"] = WITHOUT_ADDRESS
        answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return answer

    @cached_property
    def link(self) -> ContributorLink:
        found = services.open_link(self.institution, self.kwargs["secret"])
        if found is None:
            self.note_wrong(self.request)
            raise Http404
        return found

    @cached_property
    def documents(self) -> Any:
        return evidence.Document.objects.filter(pk=self.link.document_id)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            document=self.link.document,
            is_under_work=not self.works and whereabouts.is_under_work(self.documents),
            **more,
        )


class Links(Here, ListView):
    """The links of one document: made, listed and taken back by officers. A secret is shown once, when it is made."""

    permission_required = "synthesis.link"
    template_name = "synthesis/whereabouts/links.html"
    context_object_name = "links"
    paginate_by = 25

    @cached_property
    def document(self) -> evidence.Document:
        found = evidence.document(self.institution, self.kwargs["uid"], to=self.reader)
        if found is None:
            raise Http404
        return found

    def get_queryset(self) -> Any:
        return ContributorLink.objects.filter(document=self.document)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page answers the post itself: an address with its secret is in no redirect and in no session."""
        try:
            made = services.make_link(self.document, by=self.actor, at=now())
        except services.NotOpenable:
            raise PermissionDenied from None
        self.object_list = self.get_queryset()
        answer = self.render_to_response(self.get_context_data(address=self._address(made.secret)))
        answer.headers["Referrer-Policy"] = WITHOUT_ADDRESS
        return answer

    def _address(self, secret: str) -> str:
        """In the language of the document."""
        main = next((code for code in self.document.languages if code in languages.CODES), languages.current())
        with translation.override(main):
            place = {"institution": self.institution.slug, "secret": secret}
            return self.request.build_absolute_uri(reverse("words:link", kwargs=place))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        words_url = self.url("document_words", uid=self.document.uid)
        return super().get_context_data(
            document=self.document,
            words_url=words_url,
            can_be_opened=self.institution.is_public and self.document.visibility in contributors.OPENABLE,
            is_closed_house=not self.institution.is_public,
            trail=self.trail(
                (self.document.title, words_url),
                (_("Links for the contributor"), ""),
            ),
            **more,
        )


class Revoke(Here, View):
    permission_required = "synthesis.link"

    def post(self, request: HttpRequest, institution: str, uid: str) -> HttpResponse:
        seen = evidence.documents(self.institution, to=self.reader).order_by().values("pk")
        link = ContributorLink.objects.filter(uid=uid, document__in=seen).select_related("document").first()
        if link is None:
            raise Http404
        if services.revoke_link(link, by=self.actor, at=now()):
            messages.success(request, _("The link opens nothing any more."))
        return redirect(self.url("contributor_links", uid=link.document.uid))
