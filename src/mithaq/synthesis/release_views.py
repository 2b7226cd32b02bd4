"""Pages of releases: the list, one at its permanent address, what it changed, how to cite it, and making one."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView, View

from mithaq.evidence.enums import Visibility
from mithaq.foundation import access, languages, pacing
from mithaq.foundation.access import RoomPage
from mithaq.foundation.attached import attached
from mithaq.synthesis import (
    citing,
    differences,
    drawing,
    release_forms,
    release_selectors,
    release_words,
    selectors,
    services,
    showing,
    shown_release,
    wording,
)
from mithaq.synthesis.findings import Finding
from mithaq.synthesis.models import Release, Synthesis
from mithaq.synthesis.verifying import verify_release


class Here(RoomPage):
    """A page below the list of releases."""

    namespace, first_page, first_title = "synthesis", "releases", gettext_lazy("Releases")

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        home = self.url("syntheses").rstrip("/").rpartition("/")[0] + "/"
        return [(self.institution.name, home), (self.first_title, self.url("releases") if further else ""), *further]


class OnRelease(Here):
    """A page on one release; who may not see it does not learn that it is there."""

    permission_required = "synthesis.see"
    kwargs: dict[str, Any]

    @cached_property
    def release(self) -> Release:
        found = release_selectors.release(self.institution, self.kwargs["uid"], self.kwargs["number"], to=self.reader)
        if found is None:
            raise Http404
        return found

    def own(self, name: str = "release", **more: str) -> str:
        place = {"institution": self.institution.slug, "uid": self.release.synthesis.uid}
        return reverse(f"synthesis:{name}", kwargs=place | {"number": self.release.number} | more)

    @property
    def address(self) -> str:
        return str(self.request.build_absolute_uri(self.own()))


class Releases(Here, ListView):
    permission_required = "synthesis.see"
    template_name = "synthesis/releases.html"
    context_object_name = "releases"
    paginate_by = 25

    def get_queryset(self) -> Any:
        return release_selectors.releases(self.institution, to=self.reader)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_release=access.may(self.reader, "synthesis.release", self.institution),
            trail=self.trail(),
            **more,
        )


class ReleasePage(OnRelease, TemplateView):
    """What was adopted, for ever at this address; every [n] opens its passage, every line has its own anchor."""

    template_name = "synthesis/release.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        made, lang = self.release, languages.current()
        checked = verify_release(made)
        slug = self.institution.slug
        report = shown_release.linked(shown_release.showable(made, lang), slug, withdrawn=checked.withdrawn)
        former = release_selectors.former(made, to=self.reader)
        return super().get_context_data(
            release=made,
            report=report,
            sections=showing.sections(report),
            silent=showing.silent(report),
            renditions={
                line.uid: release_words.rendition(line.rendition, line.translated_by)
                for section in report.sections
                for line in section.lines
            },
            figures=drawing.drawn(report),
            withdrawn=checked.withdrawn,
            checked=checked,
            checked_at=now(),
            findings=said(checked.findings),
            former=former,
            how_to_check=release_words.HOW_TO_CHECK,
            citation=citing.sentence(made, self.address),
            address=self.address,
            cite_urls=[
                ("BibTeX", self.own("release_cite", form="bib")),
                ("CSL-JSON", self.own("release_cite", form="csl")),
            ],
            downloads=self.downloads(),
            changes_url=self.own("release_changes") if former else "",
            difference=differences.between(shown_release.showable(former, lang), report) if former else None,
            trail=self.trail((report.title, "")),
            **more,
        )

    def downloads(self) -> list[tuple[str, str]]:
        """Where the files are, if an installation has the room that writes them."""
        place = {"institution": self.institution.slug, "uid": self.release.synthesis.uid, "number": self.release.number}
        found = []
        for key, label in release_words.FILES:
            try:
                found.append((str(label), reverse("exchange:release", kwargs=place | {"format": key})))
            except NoReverseMatch:
                continue
        return found


class Changes(OnRelease, TemplateView):
    """What this release changed against the one before it, line by line."""

    template_name = "synthesis/release_changes.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        former = release_selectors.former(self.release, to=self.reader)
        if former is None:
            raise Http404
        lang = languages.current()
        report = shown_release.showable(self.release, lang)
        before = shown_release.showable(former, lang)
        place = {"institution": self.institution.slug, "uid": former.synthesis.uid, "number": former.number}
        return super().get_context_data(
            release=self.release,
            former=former,
            former_url=reverse("synthesis:release", kwargs=place),
            release_url=self.own(),
            difference=differences.between(before, report),
            trail=self.trail((report.title, self.own()), (_("What changed"), "")),
            **more,
        )


@pacing.paced(pacing.FILES)
class Cite(OnRelease, View):
    """The release for a reference manager."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if kwargs["form"] not in citing.FORMS:
            raise Http404
        media, extension, write = citing.FORMS[kwargs["form"]]
        answer = HttpResponse(write(self.release, self.address), content_type=media)
        name = f"{self.institution.slug}-release-{self.release.number}.{extension}"
        attached(answer, name)
        return answer


class MakeRelease(Here, FormView):
    """What stands in the way and what must be known, beside the form; then once more, to confirm; then it is made."""

    permission_required = "synthesis.release"
    template_name = "synthesis/release_form.html"
    form_class = release_forms.Release

    @cached_property
    def draft(self) -> Synthesis:
        found = selectors.synthesis(self.institution, self.kwargs["uid"], to=self.reader)
        if found is None:
            raise Http404
        return found

    @cached_property
    def checked(self) -> services.Checked:
        return services.check(self.draft)

    def get_form_kwargs(self) -> dict[str, Any]:
        most = services.strictest(self.draft)
        return super().get_form_kwargs() | {"most": most, "must_be_aware": bool(self.checked.notes)}

    def get_initial(self) -> dict[str, Any]:
        """What was said of the release before it is likely to be said again; the day is not."""
        title = dict(self.draft.title)
        last = release_selectors.releases(self.institution, to=self.reader, synthesis=self.draft).first()
        first: dict[str, Any] = {
            "seen": self.checked.seen,
            "adopted_on": localdate(),
            "visibility": services.strictest(self.draft),
        }
        for code in languages.CODES:
            first[f"title_{code}"] = (last.title if last else title).get(code, "")
            first[f"adopted_by_{code}"] = last.adopted_by.get(code, "") if last else ""
        return first

    def form_valid(self, form: release_forms.Release) -> HttpResponse:
        if "confirmed" not in self.request.POST:
            confirming = not self.checked.faults and "back" not in self.request.POST
            shown = dict(Visibility.choices)[form.cleaned_data["visibility"]]
            return self.render_to_response(self.get_context_data(form=form, confirming=confirming, visibility=shown))
        told = form.cleaned_data
        try:
            made = services.release(
                self.draft,
                title=form.words("title"),
                adopted_by=form.words("adopted_by"),
                adopted_on=told["adopted_on"],
                note=form.words("note"),
                visibility=told["visibility"],
                seen=told["seen"],
                by=self.actor,
                at=now(),
            )
        except services.NotReady as refused:
            return self.render_to_response(self.get_context_data(form=form, refused=said(refused.findings)), status=409)
        messages.success(self.request, _("It is released. Those whose words it cites have a notice of it."))
        place = {"institution": self.institution.slug, "uid": made.synthesis.uid, "number": made.number}
        return redirect(reverse("synthesis:release", kwargs=place))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """The draft may have changed since the form was opened: what is shown is what would be released now."""
        form = more.get("form") or self.get_form()
        if form.is_bound and form.data.get("seen") != self.checked.seen:
            more["confirming"] = False
            more.setdefault("refused", said([Finding("changed")]))
            form.data = form.data.copy()
            form.data["seen"] = self.checked.seen
        draft_url = reverse("synthesis:synthesis", kwargs={"institution": self.institution.slug, "uid": self.draft.uid})
        title = str(self.draft.title) or wording.default_title(str(self.institution.name))
        return super().get_context_data(
            draft=self.draft,
            title=title,
            checked=self.checked,
            faults=said(self.checked.faults),
            notes=said(self.checked.notes),
            adopted_on=form.cleaned_data.get("adopted_on") if form.is_bound and form.is_valid() else None,
            draft_url=draft_url,
            trail=self.trail((title, draft_url), (_("Release the draft"), "")),
            **(more | {"form": form}),
        )


def said(findings: Any) -> list[dict[str, Any]]:
    return [{"finding": found, "text": release_words.finding(found)} for found in findings]
