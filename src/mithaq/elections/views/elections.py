"""The list of elections, and the page of one: where it stands, who stands, what one may do now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import ListView

from mithaq.elections import selectors, showing, tallying
from mithaq.elections.enums import BALANCED, Standing, State
from mithaq.elections.models import Candidacy
from mithaq.elections.showing import Action
from mithaq.elections.views.here import Here, OnElection
from mithaq.people import selectors as people


class Elections(Here, ListView):
    permission_required = "elections.see"
    template_name = "elections/list.html"
    context_object_name = "elections"
    paginate_by = 20

    def get_queryset(self) -> Any:
        return selectors.elections(self.institution, to=self.reader)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            trail=self.trail(),
            may_run=self.may("elections.run"),
            awaiting=selectors.awaiting(self.institution, to=self.reader, on=self.today, at=now()),
            **more,
        )


class OneElection(OnElection, ListView):
    """Where it stands and what one may do now; who stands, a page of them at a time."""

    permission_required = "elections.see"
    template_name = "elections/election.html"
    context_object_name = "candidacies"
    paginate_by = 30

    def get_queryset(self) -> Any:
        return selectors.candidacies(self.election, to=self.reader)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        election = self.election
        told = super().get_context_data(
            election=election,
            clause=self.charter.get(election.clause),
            steps=showing.steps(election),
            is_balanced=election.method in BALANCED,
            meters=[showing.meter(one) for one in selectors.meters(election)],
            shows_candidates=election.state != State.NOMINATING or self.may("elections.take_part"),
            actions=list(self._actions()),
            followers=self._followers(),
            trail=self.trail(),
            **more,
        )
        page = list(told["candidacies"])
        attributes = selectors.attributes_of(election, page)
        mine = selectors.spoken_for(election, page, people.person_of(self.reader), on=self.today)
        told["candidates"] = [
            showing.candidate(one, attributes.get(one.pk, {}), self._of(one, is_mine=one.pk in mine)) for one in page
        ]
        return told

    def _followers(self) -> Any:
        """What fills the seats of it that fell vacant since."""
        found = selectors.elections(self.institution, to=self.reader).filter(follows=self.election)
        return found.exclude(state=State.CANCELLED).order_by("pk")

    def _actions(self) -> Iterator[Action]:
        """What may be done with the election now, the next step of it first."""
        election, runs, member = self.election, self.may("elections.run"), self.may("elections.take_part")
        state = election.state
        if selectors.may_vote(election, to=self.reader, on=self.today):
            yield self._action("ballot", _("Vote"))
        if state == State.DECLARED:
            yield self._action("result", _("See the result"))
        if state == State.NOMINATING and member:
            yield self._action("nominate", _("Put somebody forward"))
        if runs:
            yield from self._steps(state)
        of = tallying.source_of(election).uid  # a countback has no roll and no board of its own
        if member and state not in (State.NOMINATING, State.CANCELLED):
            yield self._action("roll", _("The roll"), of=of)
        if state in (State.OPEN, State.CLOSED, State.COUNTED, State.DECLARED):
            yield self._action("board", _("The board"), of=of)
        if runs and state in (State.NOMINATING, State.NOMINATED):
            yield self._action("prolong", _("More time for nominations"))
            yield self._action("change", _("Change"))
        if runs and state == State.NOMINATED:
            yield self._action("belenios", _("Export for a Belenios server"))
        if runs and state not in (State.DECLARED, State.CANCELLED):
            yield self._action("cancel", _("Cancel the election"))

    def _steps(self, state: str) -> Iterator[Action]:
        if state == State.NOMINATING:
            yield self._action("close_nominations", _("Close nominations"))
        if state == State.NOMINATED:
            yield self._action("open", _("Open voting"))
        if state == State.OPEN:
            yield self._action("close", _("Close voting"))
        if state in (State.CLOSED, State.COUNTED):
            yield self._action("count", _("Count"))

    def _action(self, page: str, label: str, *, of: str = "") -> Action:
        return Action(self.url(page, uid=of or self.election.uid), label)

    def _of(self, one: Candidacy, *, is_mine: bool) -> Iterator[Action]:
        """What may be done with one who stands, or was asked to."""
        before = self.election.state in (State.NOMINATING, State.NOMINATED)
        if is_mine and one.standing == Standing.PROPOSED and self.election.state == State.NOMINATING:
            yield self._on("consent", one, _("Consent to stand"))
            yield self._on("decline", one, _("Decline"))
        if is_mine and one.standing == Standing.STANDS:
            if before:
                yield self._on("statement", one, _("Campaign statement"))
            if self.election.state in (State.NOMINATING, State.NOMINATED, State.OPEN):
                yield self._on("withdraw", one, pgettext("from an election", "Withdraw"))
        open_ = one.standing in (Standing.PROPOSED, Standing.STANDS) and self.election.state == State.NOMINATING
        if open_ and self.may("elections.run"):
            yield self._on("refuse", one, _("Do not admit"))

    def _on(self, page: str, one: Candidacy, label: str) -> Action:
        return Action(self.url(page, uid=self.election.uid, candidacy=one.uid), label)
