"""The ballot, the look at it before it is cast, the receipt, and the check of a receipt.

What is chosen stands in the page and in the bodies of its forms, and nowhere else: not in an address, a session, a
message or a cache. The receipt is the answer to the vote itself; asked again, the page says that one has voted.
"""

from __future__ import annotations

import base64
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from mithaq.elections import checking, explaining, naming, paper, selectors, services
from mithaq.elections.enums import BALANCED, FEW, ONE_SEAT, Secrecy, State
from mithaq.elections.forms_voting import FORMS, Paper, Pasted
from mithaq.elections.models import Ballot, Elector
from mithaq.elections.views.here import OnElection
from mithaq.people import selectors as people


@method_decorator(sensitive_post_parameters(), name="dispatch")
class Voting(OnElection, TemplateView):
    """For whoever acts for an elector: those one may vote for, and the paper."""

    permission_required = "elections.vote"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer

    @cached_property
    def at(self) -> Any:
        return now()

    @cached_property
    def mine(self) -> list[Elector]:
        """The electors this reader may vote for today."""
        return selectors.electors_of(self.election, people.person_of(self.reader), on=self.today)

    @property
    def is_named(self) -> bool:
        return bool(self.election.secrecy == Secrecy.NAMED)

    @property
    def is_open(self) -> bool:
        return selectors.is_open(self.election, at=self.at)

    def one(self, uid: str) -> Elector | None:
        """Whom one votes for: the one named, or the only one there is."""
        if uid:
            return next((one for one in self.mine if one.uid == uid), None)
        return self.mine[0] if len(self.mine) == 1 else None

    def has_voted(self, elector: Elector) -> bool:
        return bool(elector.has_voted and not self.is_named)

    def form(self, **told: Any) -> Paper:
        return FORMS[self.election.marks](lines=self.lines, **told)

    @cached_property
    def lines(self) -> list[paper.Line]:
        return paper.lines(self.election)

    # the pages

    def show_ballot(self, elector: Elector, form: Paper, status: int = 200) -> HttpResponse:
        more: dict[str, Any] = {
            "form": form,
            "quotas": paper.quotas(self.election),
            "is_balanced": self.election.method in BALANCED,
            "counted": explaining.SENTENCES.get(self.election.method, ()),
            "is_harmless": self.election.method
            not in ONE_SEAT,  # by transfer, the next counts when who is before is settled
        }
        return self._show("ballot", _("Your ballot"), elector, status, **more)

    def show_review(self, elector: Elector, form: Paper, *, empty_missing: bool = False) -> HttpResponse:
        left = len(form.standing) - len(form.choices)
        more: dict[str, Any] = {"form": form, "left": left, "empty_missing": empty_missing}
        return self._show("review", _("This is your ballot"), elector, **more)

    def show_no_ballot(self, title: str, *told: str, electors: Any = (), status: int = 200) -> HttpResponse:
        more: dict[str, Any] = {
            "told": told,
            "electors": electors,
            "is_named": self.is_named,
            "has_board": bool(self.election.header),
        }
        return self._show("no_ballot", title, None, status, **more)

    def show_voted(self, elector: Elector, status: int = 200) -> HttpResponse:
        told = _("A ballot was cast for %(name)s, and it is final.") % {"name": naming.spoken(elector)}
        once = _(
            "Its receipt was shown once, to whoever cast it; nobody else has it, and it cannot be shown again. "
            "The ballot counts also without it."
        )
        return self.show_no_ballot(_("You have voted"), told, once, status=status)

    def _show(self, name: str, title: str, elector: Elector | None, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            "title": title,
            "election": self.election,
            "elector": elector,
            "name": naming.holder(elector) if elector else "",
            "several": len(self.mine) > 1,
            "few": 0 if self.is_named else FEW,
            "trail": self.trail((title, "")),
        }
        self.template_name = f"elections/{name}.html"
        return self.render_to_response(self.get_context_data(**context, **more), status=status)

    def hindrance(self) -> HttpResponse | None:
        """Why there is no ballot to fill in, as far as it is the same for all electors."""
        election = self.election
        if not self.mine:
            return self.show_no_ballot(
                _("You are not on the roll"),
                _("Neither you nor anybody you speak for may vote in this election, by the roll as it was fixed."),
                _("If that is a mistake, write to the secretariat before voting closes."),
            )
        if election.state in (State.NOMINATING, State.NOMINATED):
            return self.show_no_ballot(
                _("Voting has not opened yet"), _("You will be told when it opens. Come back then.")
            )
        if not self.is_open:
            return self.show_no_ballot(_("Voting is closed"), _("No ballot is taken any more."), status=self.late)
        return None

    @property
    def late(self) -> int:
        return 409 if self.request.method == "POST" else 200


class MyBallot(Voting):
    """The ballot; posted, it is shown once more before it is cast."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if hindered := self.hindrance():
            return hindered
        asked = request.GET.get("for", "")
        elector = self.one(asked)
        if elector is None:
            if asked:
                raise Http404
            electors = [(one, naming.holder(one)) for one in self.mine]
            return self.show_no_ballot(_("For whom do you vote?"), _("You speak for several."), electors=electors)
        if self.has_voted(elector):
            return self.show_voted(elector)
        return self.show_ballot(elector, self.form(initial={"elector": elector.uid}, chosen=self.before(elector)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if hindered := self.hindrance():
            return hindered
        elector = self.one(request.POST.get("elector", ""))
        if elector is None:
            raise Http404
        if self.has_voted(elector):
            return self.show_voted(elector, status=409)
        form = self.form(data=request.POST)
        if not form.is_valid():
            return self.show_ballot(elector, form)
        if request.POST.get("step") == "change":
            return self.show_ballot(elector, form)
        return self.show_review(elector, form)

    def before(self, elector: Elector) -> list[int]:
        """What was said before in a vote by name, which may be changed."""
        if not self.is_named:
            return []
        ballot = Ballot.objects.filter(election=self.election, elector=elector).first()
        return list(ballot.choices) if ballot else []


class Cast(Voting):
    """The vote. Its answer is the receipt."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The address alone shows nothing: whoever reloads it in another way is at the ballot again."""
        return redirect(self.url("ballot", uid=self.election.uid))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if hindered := self.hindrance():
            return hindered
        elector = self.one(request.POST.get("elector", ""))
        if elector is None:
            raise Http404
        if self.has_voted(elector):
            return self.show_voted(elector, status=409)
        form = self.form(data=request.POST)
        if not form.is_valid():
            return self.show_ballot(elector, form)
        if not form.choices and request.POST.get("empty") != "on":
            return self.show_review(elector, form, empty_missing=True)
        try:
            receipt = services.cast(self.election, elector, list(form.choices), by=self.actor, at=self.at)
        except ValidationError as refused:
            return self._refused(elector, form, refused)
        except OperationalError:
            return self._busy(elector, form)
        name, title = (
            ("cast_named", _("Your vote is recorded")) if self.is_named else ("receipt", _("Your ballot is cast"))
        )
        return self._show(
            *(name, title, elector),
            receipt=receipt,
            chosen=form.chosen,
            command=checking.COMMAND_WITH_RECEIPT,
            filename=f"{self.election.uid}.txt",
            encoded=base64.b64encode(receipt.text.encode()).decode(),
        )

    def _busy(self, elector: Elector, form: Paper) -> HttpResponse:
        """The database gave no answer in time: what was chosen stays, and the next attempt tells which it was."""
        form.add_error(
            None, _("The house is too busy to confirm your vote. Cast it once more: if it was taken, the page says so.")
        )
        return self.show_ballot(elector, form, status=503)

    def _refused(self, elector: Elector, form: Paper, refused: ValidationError) -> HttpResponse:
        """Somebody voted for the same elector meanwhile, or the time is over; otherwise what was chosen stays."""
        elector.refresh_from_db()
        if self.has_voted(elector):
            return self.show_voted(elector, status=409)
        form.add_error(None, refused.messages)
        return self.show_ballot(elector, form, status=409)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class Check(OnElection, FormView):
    """Whether an entry stands on the board and a ballot among those opened. What is pasted is written down nowhere."""

    permission_required = "elections.see"
    template_name = "elections/check.html"
    form_class = Pasted

    def form_valid(self, form: Pasted) -> HttpResponse:
        found = checking.check(self.election, form.cleaned_data["receipt"])
        answer = self.render_to_response(self.get_context_data(form=Pasted(), found=found))
        answer["Cache-Control"] = "private, no-store"
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = {"election": self.election, "command": checking.COMMAND_WITH_RECEIPT}
        return super().get_context_data(**told, trail=self.trail((_("Check a receipt"), "")), **more)
