"""Pages of the desk: its sections, one of them with a line open, a new line, passages that fit none, a count."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from mithaq.evidence.selectors import Passage
from mithaq.foundation import access, habits, languages
from mithaq.foundation.access import RoomPage
from mithaq.synthesis import counts, selectors, services, wording
from mithaq.synthesis.desk.here import REFUSALS, AtDesk, Field, Finder, number_of, problem
from mithaq.synthesis.desk.places import places
from mithaq.synthesis.desk.shown import Shown, counted, history
from mithaq.synthesis.enums import Reason, Status
from mithaq.synthesis.models import Comment, Section, Unused

LONGEST = 6_000
PAGE = 20


class Desks(RoomPage, ListView):
    """Every synthesis one may write in."""

    namespace, first_page, first_title = AtDesk.namespace, AtDesk.first_page, AtDesk.first_title
    permission_required = "synthesis.write"
    template_name = "synthesis/desk/desks.html"
    context_object_name = "syntheses"
    paginate_by = 25

    def get_queryset(self) -> Any:
        return selectors.syntheses(self.institution, to=self.reader)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            default_title=wording.default_title(str(self.institution.name)),
            may_draft=access.may(self.reader, "synthesis.draft", self.institution),
            trail=self.trail((_("Drafting desk"), "")),
            **more,
        )


class Desk(AtDesk, TemplateView):
    template_name = "synthesis/desk/desk.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            synthesis=self.synthesis,
            title=self.title,
            places=(found := places(self.synthesis, languages.current())),
            written=sum(place.written for place in found),
            suggested=sum(place.proposals for place in found),
            trail=self.desk_trail(),
            **more,
        )


class OneSection(AtDesk, TemplateView):
    """A section with its lines, one of which may be open; what was entered and not kept stays in its field."""

    template_name = "synthesis/desk/section.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        section = self.section(self.kwargs["key"]) if "key" in self.kwargs else self.line.section
        return super().get_context_data(**self.told(section, opened=self.request.GET.get("line", "")), **more)

    def told(
        self, section: Section, *, opened: str = "", fields: dict[str, Field] | None = None, asked: str = ""
    ) -> dict[str, Any]:
        shown = Shown(section, self.sources)
        written, proposals = shown.written(opened), shown.proposals()
        one = next((w for w in written if w.line.uid == opened), None)
        number, title, official = self.titles.of(section)
        heading = f"{habits.digits(str(number))}. {title.text}" if number else title.text
        reasons = {str(reason.label): reason for reason in Reason}
        rows = Unused.objects.filter(
            section=section, passage__rendition__document__in=list(self.sources.numbered), passage__is_current=True
        )
        tallied = dict(rows.order_by().values_list("reason").annotate(Count("pk")))
        told: dict[str, Any] = {
            "synthesis": self.synthesis,
            "section": section,
            "number": number,
            "title": title,
            "heading": heading,
            "official": official,
            "written": written,
            "open_proposals": [one for one in proposals if not one.is_said],
            "said_already": [one for one in proposals if one.is_said],
            "dismissed": shown.dismissed(),
            "unused": [(key, label, tallied[key]) for label, key in reasons.items() if key in tallied],
            "trail": self.desk_trail((heading, "")),
            "counts": wording.COUNTS.items(),
            "beside": self.beside(section),
        }
        if one:
            told |= self.open(one, shown, fields or {}, asked)
        return told

    def beside(self, section: Section) -> list[tuple[str, str]]:
        """The sections before and after, by key and title; "" where there is none."""
        found = list(self.synthesis.sections.all())
        place = found.index(section)
        near = [found[place - 1] if place else None, found[place + 1] if place + 1 < len(found) else None]
        return [(one.key, self.named(one)) if one else ("", "") for one in near]

    def named(self, section: Section) -> str:
        number, title, _official = self.titles.of(section)
        return f"{habits.digits(str(number))}. {title.text}" if number else title.text

    def open(self, one: Any, shown: Shown, fields: dict[str, Field], asked: str) -> dict[str, Any]:
        original = one.original
        for tongue in one.tongues:
            made_from = original.version if tongue.lang != original.lang else 0
            entry = fields.setdefault(tongue.lang, Field(tongue.lang, tongue.raw, tongue.version, made_from))
            self.checked(entry)
        first = fields[original.lang]
        basis = shown.basis(one.line)
        if counts.asks_everything([first.text]):
            basis = counts.Basis(basis.cited, self.sources.everything)
        without = {p.pk for p in shown.passages[one.line.pk]}
        return {
            "opened": one,
            "first": first,
            "others": [(tongue, fields[tongue.lang]) for tongue in one.tongues if tongue.lang != original.lang],
            "present": counts.render(first.text, original.lang, basis),
            "counted": counted(first.text, original.lang, basis),
            "finder": self.find(asked, without=without) if asked else Finder(),
            "comments": list(Comment.objects.filter(line=one.line)),
            "history": history(one.line),
        }


class OneLine(OneSection):
    """Where the form of an open line sends its words; asked for, it leads to the line in its section."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.to_section(self.line.section, self.line)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given, line = request.POST, self.line
        original = line.renditions.filter(is_original=True).first()
        if original is None:
            raise Http404
        entry = Field(original.lang, given.get("text", "")[:LONGEST], number_of(given.get("seen", "")))
        asked = given.get("q", "")
        try:
            if "replace" in given:
                self.put_right(entry, given["replace"])
            elif "cite" in given:
                services.cite(line, self.passages([given["cite"]]), by=self.actor, at=now())
                messages.success(request, _("The passage is cited. What you are writing is not saved yet."))
            elif "find" not in given:
                services.change_line(line, lang=entry.lang, text=entry.text, seen=entry.seen, by=self.actor, at=now())
                messages.success(request, _("The line is saved."))
                return self.to_section(line.section, line)
        except services.Changed as why:
            return self.again(entry, why)
        except REFUSALS as why:
            return self.wrong(entry, why)
        return self.render_to_response(self.context(entry, asked))

    def context(self, entry: Field, asked: str = "") -> dict[str, Any]:
        told = self.told(self.line.section, opened=self.line.uid, fields={entry.lang: entry}, asked=asked)
        return TemplateView.get_context_data(self, **told)

    def again(self, entry: Field, why: services.Changed) -> HttpResponse:
        """Theirs and yours, side by side: yours stays in the field, and saving it now is a choice."""
        entry.theirs, entry.seen = why, why.version
        return self.render_to_response(self.context(entry), status=409)

    def wrong(self, entry: Field, why: Exception) -> HttpResponse:
        if isinstance(why, services.Gone):
            messages.error(self.request, wording.gone(why.line.by_name))
            return self.to_section(self.line.section)
        entry.problem = problem(why)
        return self.render_to_response(self.context(entry), status=422)


class Translate(OneLine):
    """The same for one of the other languages."""

    permission_required = "synthesis.translate"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given, line = request.POST, self.line
        entry = Field(
            given.get("lang", ""),
            given.get("text", "")[:LONGEST],
            number_of(given.get("seen", "")),
            number_of(given.get("made_from", "")),
        )
        if entry.lang not in languages.CODES or line.renditions.filter(is_original=True, lang=entry.lang).exists():
            raise Http404
        try:
            if "replace" in given:
                return self.render_to_response(self.context(self.put_right(entry, given["replace"])))
            services.translate_line(
                line,
                lang=entry.lang,
                text=entry.text,
                made_from=entry.made_from,
                seen=entry.seen,
                by=self.actor,
                at=now(),
            )
        except services.Changed as why:
            return self.again(entry, why)
        except REFUSALS as why:
            return self.wrong(entry, why)
        messages.success(request, _("The translation is saved."))
        return self.to_section(line.section, line)


class Write(AtDesk, TemplateView):
    """A new line: its words, the passages it stands on, and a search for more that keeps both."""

    template_name = "synthesis/desk/write.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(Field(languages.current()), request.GET.getlist("passage"), request.GET.get("q", ""))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given = request.POST
        lang = given.get("lang", "")
        entry = Field(lang if lang in languages.CODES else languages.current(), given.get("text", "")[:LONGEST])
        chosen = given.getlist("passage")
        if "find" in given:
            return self.page(entry, chosen, given.get("q", ""))
        if "replace" in given:
            return self.page(self.put_right(entry, given["replace"]), chosen, given.get("q", ""))
        section = self.section(given.get("section", ""))
        try:
            line = services.write_line(
                section, lang=entry.lang, text=entry.text, passages=self.passages(chosen), by=self.actor, at=now()
            )
        except REFUSALS as why:
            entry.problem = problem(why)
            return self.page(entry, chosen, given.get("q", ""), why=why)
        messages.success(request, _("The line is written."))
        return self.to_section(section, line)

    def page(self, entry: Field, uids: list[str], asked: str, why: Exception | None = None) -> HttpResponse:
        given = self.request.POST if self.request.method == "POST" else self.request.GET
        passages = self.passages(uids)
        facts = self.sources.readings(p.pk for p in passages)
        basis = counts.Basis([counts.fact_of(r, self.sources.contributors) for r in facts.values()])
        if counts.asks_everything([entry.text]):
            basis = counts.Basis(basis.cited, self.sources.everything)
        sections = [(s.key, *self.titles.of(s)) for s in self.synthesis.sections.all()]
        asking = isinstance(why, services.Uncited | services.Foreign)
        told = self.get_context_data(
            synthesis=self.synthesis,
            entry=self.checked(entry),
            about_passages=entry.problem if asking else "",
            about_text=entry.problem if not asking else "",
            chosen=self.show(passages),
            finder=self.find(asked, without={p.pk for p in passages}),
            sections=sections,
            section=given.get("section", ""),
            tongues_of_lines=languages.OWN_NAMES.items(),
            present=counts.render(entry.text, entry.lang, basis),
            counted=counted(entry.text, entry.lang, basis),
            counts=wording.COUNTS.items(),
            back=self.at_desk("desk"),
            trail=self.desk_trail((_("Write a line"), "")),
        )
        return self.render_to_response(told, status=422 if why else 200)


class Passages(AtDesk, TemplateView):
    """Passages that no line stands on, with the reason; they can be picked into a line, or left out with another."""

    template_name = "synthesis/desk/passages.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        given = self.request.GET
        rows = Unused.objects.filter(
            synthesis=self.synthesis,
            passage__rendition__document__in=list(self.sources.numbered),
            passage__is_current=True,
        )
        section, reason = given.get("section", ""), given.get("reason", "")
        if section == "none":
            rows = rows.filter(section=None)
        elif section:
            rows = rows.filter(section__key=section)
        if reason in Reason.values:
            rows = rows.filter(reason=reason)
        rows = rows.select_related("passage__rendition").defer("passage__rendition__text").order_by("pk")
        page = Paginator(rows, PAGE).get_page(given.get("page"))
        unused = list(page.object_list)
        shown = self.show([row.passage for row in unused])
        return super().get_context_data(
            synthesis=self.synthesis,
            rows=list(zip(unused, shown, strict=True)),
            page_obj=page,
            section=section,
            reason=reason,
            reasons=Reason.choices,
            sections=[(s.key, *self.titles.of(s)) for s in self.synthesis.sections.all()],
            trail=self.desk_trail((_("Passages that fit no line"), "")),
            **more,
        )


class Behind(AtDesk, TemplateView):
    """What a count of a line rests on: its documents and the statements in them."""

    template_name = "synthesis/desk/count.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        asked = self.request.GET.get("of", "")[:200]
        found = counts.counts(f"{{{asked}}}")
        if not found or "{" in asked or "}" in asked or self.line.status == Status.DISMISSED:
            raise Http404
        count = found[0]
        shown = Shown(self.line.section, self.sources, only=self.line)
        basis = counts.Basis(
            shown.basis(self.line).cited, self.sources.everything if count.conditions else counts.NOTHING
        )
        behind = basis.behind(count)
        page = Paginator([fact.passage for fact in behind], PAGE).get_page(self.request.GET.get("page"))
        known = {
            p.pk: p
            for p in Passage.objects.filter(pk__in=list(page.object_list))
            .select_related("rendition")
            .defer("rendition__text")
        }
        numbers = {self.sources.numbered[fact.document] for fact in behind}
        return super().get_context_data(
            synthesis=self.synthesis,
            back_to=self.line,
            asked=asked,
            says=wording.COUNTS[count.what],
            value=counts.shown(count, languages.current(), basis),
            documents=sorted(numbers, key=lambda pair: pair[0]),
            shown=self.show([known[key] for key in page.object_list if key in known]),
            page_obj=page,
            trail=self.desk_trail((_("What a count rests on"), "")),
            **more,
        )
