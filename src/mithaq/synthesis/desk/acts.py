"""Acts asked by a button of the desk: on one line, or on a passage that is left out; each leads back where it began."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.generic import View

from mithaq.foundation import languages
from mithaq.synthesis import services, wording
from mithaq.synthesis.desk.here import REFUSALS, AtDesk, number_of, problem
from mithaq.synthesis.enums import Status
from mithaq.synthesis.models import Comment, Line, Section


class Act(AtDesk, View):
    """One act on one line, asked by a button; what is refused is said above the section it leads back to."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        section, stays = self.line.section, None
        try:
            stays = self.act(self.line)
        except services.Changed as why:
            messages.error(request, wording.changed(why.by_name))
            stays = self.line
        except services.Gone as why:
            messages.error(request, wording.gone(why.line.by_name))
        except REFUSALS as why:
            messages.error(request, problem(why))
            stays = self.line if self.line.status == Status.CONFIRMED else None
        return self.to_section(section, stays)

    def act(self, line: Line) -> Line | None:
        """Call the service; give back the line to stay at, if any."""
        raise NotImplementedError


class Uncite(Act):
    def act(self, line: Line) -> Line | None:
        named = line.citations.select_related("passage").filter(passage__uid=self.request.POST.get("passage", ""))
        citation = named.first()
        if citation:
            because = self.request.POST.get("because", "")[:500]
            services.uncite(line, citation.passage, because=because, by=self.actor, at=now())
        return line


class Move(Act):
    def act(self, line: Line) -> Line | None:
        to: Any = "up" if self.request.POST.get("to") == "up" else "down"
        services.move_line(line, to=to, by=self.actor, at=now())
        return None

    def to_section(self, section: Section, line: Line | None = None) -> HttpResponse:
        """Back to where the line stands now, shut as it was."""
        return redirect(f"{self.at_desk('desk_section', key=section.key)}#line-{self.line.uid}")


class Remove(Act):
    def act(self, line: Line) -> Line | None:
        given = self.request.POST
        services.remove_line(
            line, because=given.get("because", ""), seen=number_of(given.get("seen", "")), by=self.actor, at=now()
        )
        messages.success(self.request, _("The line is removed. It stands below, and can be put back."))
        return None


class Restore(Act):
    def act(self, line: Line) -> Line | None:
        services.restore_line(line, by=self.actor, at=now())
        return line


class Say(Act):
    permission_required = "synthesis.comment"

    def act(self, line: Line) -> Line | None:
        text = self.request.POST.get("text", "")[:2000]
        services.comment(line, text=text, lang=languages.current(), by=self.actor, at=now())
        return line


class Settle(Act):
    permission_required = "synthesis.comment"

    def act(self, line: Line) -> Line | None:
        found = Comment.objects.filter(line=line, uid=self.request.POST.get("comment", "")).first()
        if found:
            services.settle(found, by=self.actor, at=now())
        return line


class Take(Act):
    def act(self, line: Line) -> Line | None:
        everyone = self.request.POST.get("everyone") == "1"
        taken = services.take(line, lang=languages.current(), everyone=everyone, by=self.actor, at=now())
        messages.success(self.request, _("The suggestion is the beginning of a line; go on from it."))
        return taken


class Dismiss(Act):
    def act(self, line: Line) -> Line | None:
        services.dismiss(line, because=self.request.POST.get("because", ""), by=self.actor, at=now())
        messages.success(self.request, _("The suggestion is dismissed. It stands below, and can be put back."))
        return None


class PutBack(Act):
    def act(self, line: Line) -> Line | None:
        services.put_back(line, by=self.actor, at=now())
        return None


class LeaveOut(AtDesk, View):
    """Why a passage is not used, in a person's words; back to the list as it was."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given = request.POST
        passages = self.passages([given.get("passage", "")])
        try:
            if passages:
                services.leave_out(
                    self.synthesis, passages[0], because=given.get("because", ""), by=self.actor, at=now()
                )
                messages.success(request, _("The passage is left out, with your reason."))
        except REFUSALS as why:
            messages.error(request, problem(why))
        query = request.GET.urlencode()
        return redirect(self.at_desk("desk_passages") + (f"?{query}" if query else ""))
