"""The board: what is published of the ballot box, to read and to check without us."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from mithaq.elections import boards_shown as shown
from mithaq.elections import checking
from mithaq.elections.views.here import OnElection
from mithaq.foundation import pacing
from mithaq.foundation.attached import attached


class Reading(OnElection):
    """Members read the board from its first entry on; whoever else may see the election, once the result is declared:
    before, it would tell the turnout. What fixes it is shown to all of them from the close on.
    """

    permission_required = "elections.see"

    @property
    def is_member(self) -> bool:
        return self.may("elections.vote")

    @property
    def reads(self) -> bool:
        return self.is_member or self.election.declared_at is not None

    @property
    def sees_who(self) -> bool:
        """The list of who has voted is for members, after the close."""
        return self.is_member and self.election.closed_at is not None


class BoardPage(Reading, ListView):
    template_name = "elections/board.html"
    context_object_name = "rows"
    paginate_by = 50

    @cached_property
    def withdrew(self) -> bool:
        return shown.has_withdrawals(self.election)

    @property
    def views(self) -> list[tuple[str, str]]:
        found = []
        if shown.has_entries(self.election):
            found.append(("entries", _("Entries")))
        if shown.has_ballots(self.election):
            found.append(("ballots", _("Ballots")))
        if self.withdrew:
            found.append(("withdrawals", _("Who withdrew")))
        if self.sees_who and self.election.closing:
            found.append(("voters", _("Who has voted")))
        return found

    @property
    def view(self) -> str:
        here = [key for key, _label in self.views]
        asked = self.request.GET.get("show", "")
        return asked if asked in here else here[0] if here else ""

    def get_queryset(self) -> Any:
        return shown.ROWS[self.view](self.election) if self.view and self.reads else []

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = super().get_context_data(
            election=self.election,
            views=self.views if self.reads else [],
            view=self.view,
            reads=self.reads,
            few=shown.is_few(self.election),
            fixed=shown.fixed(self.election),
            command=checking.COMMAND,
            trail=self.trail((_("The board"), "")),
            **more,
        )
        told["rows"] = shown.told(self.election, self.view, list(told["rows"]))
        return told


@pacing.paced(pacing.BOARDS)
class BoardFile(Reading, View):
    """The board as a file, one JSON object a line: what `mithaq verify` reads."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.reads:
            raise PermissionDenied("elections.board")
        lines = shown.lines(self.election, who_voted=self.sees_who)
        answer = HttpResponse(
            "".join(f"{line}\n" for line in lines), content_type="application/x-ndjson; charset=utf-8"
        )
        attached(answer, f"board-{self.election.uid}.jsonl")
        return answer
