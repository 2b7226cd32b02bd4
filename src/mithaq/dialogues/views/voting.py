"""One statement at a time; the answer to it; all one's answers; a statement of one's own; one that should not stand.

`Cast` is asked most of all pages of the house: it knows its reader by the pass alone, and reads no session, no account.
"""

from __future__ import annotations

import json
from functools import cached_property
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import ListView, TemplateView, View

from mithaq.dialogues import selectors, services
from mithaq.dialogues.enums import Answer
from mithaq.dialogues.forms_voting import Propose, Report
from mithaq.dialogues.models import Participant, Statement
from mithaq.dialogues.showing_tables import country_names
from mithaq.dialogues.views.here import Form, Here
from mithaq.dialogues.views.taking_part import Taking, cookie
from mithaq.foundation import languages
from mithaq.foundation.reader import reads

ANSWERS = {"agree": Answer.AGREE, "disagree": Answer.DISAGREE, "pass": Answer.PASS}
KEYS = {one: key for key, one in ANSWERS.items()}
MOST_SKIPPED = 20


def asked(one: selectors.Asked) -> dict[str, Any]:
    """A statement as a page or a script shows it: the reader's words, and the original where they are a translation."""
    shown = one.language_for(languages.current())
    told: dict[str, Any] = {
        "uid": one.uid,
        "text": one.texts[shown],
        "language": shown,
        "direction": languages.direction(shown),
    }
    if one.original != shown and one.original in one.texts:
        told["original"] = {
            "text": one.texts[one.original],
            "language": one.original,
            "direction": languages.direction(one.original),
            "name": languages.OWN_NAMES[one.original],
        }
    return told


class Cast(Here, View):
    """Takes one answer, and gives the next statement: as JSON to the script of the page, else by leading there."""

    http_method_names = ["post"]
    request: HttpRequest

    @classmethod
    def as_view(cls, **more: Any) -> Any:
        """No report of an error holds what was sent; said once, not to each request's own copy of `dispatch`."""
        return sensitive_post_parameters()(super().as_view(**more))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        uid, name = request.POST.get("statement", ""), request.POST.get("answer", "")
        known = selectors.known(
            self.institution,
            self.kwargs["uid"],
            request.COOKIES.get(cookie(languages.current()), ""),
            at=self.at,
            session=request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""),
            statement=uid,
        )
        if known is None:
            return self.refused(
                HTTPStatus.FORBIDDEN, "unknown", _("You do not take part in this dialogue, or no more.")
            )
        answer = ANSWERS.get(name)
        if answer is None:
            return self.refused(HTTPStatus.BAD_REQUEST, "answer", _("Answer with agree, disagree or pass."))
        try:
            services.take(known, answer, language=languages.current(), at=self.at)
        except services.TooFast as refused:
            return self.refused(HTTPStatus.TOO_MANY_REQUESTS, "too-fast", refused.messages[0], wait=refused.wait)
        except ValidationError as refused:
            return self.refused(HTTPStatus.CONFLICT, getattr(refused, "code", "") or "answer", refused.messages[0])
        except OperationalError:
            told = _("The house is too busy to confirm your answer. Send it again: nothing is counted twice.")
            return self.refused(HTTPStatus.SERVICE_UNAVAILABLE, "busy", told, wait=2)
        if not self.wants_json:
            after = self.request.POST.get("after", "")
            page = "mine" if after == "mine" else "vote"
            return redirect(self.url(page, uid=self.kwargs["uid"]) + ("" if after == "mine" else f"?last={uid}"))
        return self.told(known, uid, name)

    def told(self, known: selectors.Known, uid: str, name: str) -> HttpResponse:
        pool = selectors.pool(self.institution, self.kwargs["uid"], at=self.at)
        done = selectors.answered(known.participant)
        skip = self.request.POST.getlist("skip")[:MOST_SKIPPED]
        coming = selectors.ahead(pool, done, seed=known.seed, participant=known.uid, skip=skip)
        answered, of = selectors.progress(pool, done)
        said = {"kept": {"statement": uid, "answer": name}, "answered": answered, "of": of}
        said["ahead"] = [asked(one) for one in coming]
        return self.private(JsonResponse(said))

    def refused(self, status: HTTPStatus, code: str, sentence: str, *, wait: int = 0) -> HttpResponse:
        """What was chosen is kept: by the script, which still has it; without script in the form of the page."""
        if self.wants_json:
            answer: HttpResponse = JsonResponse({"code": code, "error": sentence, "wait": wait}, status=status)
        else:
            reads(self.request)
            place = {"institution": self.institution.slug, "uid": self.kwargs["uid"]}
            chosen = {
                "statement": self.request.POST.get("statement", "")[:16],
                "answer": self.request.POST.get("answer", "")[:10],
                "after": self.request.POST.get("after", "")[:10],
            }
            label = Answer(ANSWERS[chosen["answer"]]).label if chosen["answer"] in ANSWERS else ""
            facts = {"place": place, "sentence": sentence, "code": code, "chosen": chosen, "label": label, "wait": wait}
            facts["may_again"] = code in ("too-fast", "busy") and bool(label)
            facts["dialogue_url"] = self.url("dialogue", uid=self.kwargs["uid"])
            answer = render(self.request, "dialogues/not_taken.html", facts, status=status)
        if wait:
            answer.headers["Retry-After"] = str(wait)
        return self.private(answer)

    @property
    def wants_json(self) -> bool:
        return self.request.headers.get("Accept", "").startswith("application/json")

    def private(self, answer: HttpResponse) -> HttpResponse:
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


class OnTaking(Taking):
    """A page for who takes part: anybody else is led to where they can begin."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.participant is None:
            return redirect(self.url("begin", uid=self.dialogue.uid))
        answer: HttpResponse = super().get(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.participant is None:
            return redirect(self.url("begin", uid=self.dialogue.uid))
        answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    @property
    def me(self) -> Participant:
        assert self.participant is not None
        return self.participant

    @cached_property
    def pool(self) -> selectors.Pool:
        return selectors.pool(self.institution, self.dialogue.uid, at=self.at, fresh=True)

    @cached_property
    def answered(self) -> frozenset[int]:
        return selectors.answered(self.me.pk)

    @cached_property
    def statement(self) -> Statement:
        found = selectors.statement(self.dialogue, self.kwargs["statement"])
        if found is None:
            raise Http404
        return found


class Vote(OnTaking, TemplateView):
    """The next statement; or one that is asked for (`statement`), to answer it anew."""

    template_name = "dialogues/vote.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        skip = [one for one in self.request.GET.getlist("skip") if self.pool.of(one)][-MOST_SKIPPED:]
        wanted = self.pool.of(self.kwargs["statement"]) if "statement" in self.kwargs else None
        if "statement" in self.kwargs and wanted is None:
            raise Http404
        coming = selectors.ahead(
            self.pool, self.answered, seed=self.dialogue.seed, participant=self.me.uid, skip=skip, number=5
        )
        current = wanted or next(iter(coming), None)
        answered, of = selectors.progress(self.pool, self.answered)
        last = self.pool.of(self.request.GET.get("last", ""))
        return super().get_context_data(
            dialogue=self.dialogue,
            is_running=self.is_running,
            who=sha256(f"mithaq.dialogues.tab {self.me.uid}".encode()).hexdigest()[:16],
            current=asked(current) if current else None,
            before=self.before(current.uid) if current else "",
            ahead=json.dumps([asked(one) for one in coming if one is not current], ensure_ascii=False),
            last=asked(last) if last and last.pk in self.answered else None,
            last_answer=Answer(self.said(last)).label if last and last.pk in self.answered else "",
            answered=answered,
            of=of,
            skip=skip,
            skip_query=urlencode([("skip", one) for one in [*skip, current.uid]]) if current else "",
            may_propose=services.proposals_left(self.dialogue, self.me) > 0,
            trail=self.trail((_("Answer the statements"), "")),
            **more,
        )

    def before(self, uid: str) -> str:
        """What was answered to it before, by the name of the button."""
        one = self.pool.of(uid)
        return KEYS[Answer(self.said(one))] if one is not None and one.pk in self.answered else ""

    def said(self, one: selectors.Asked) -> int:
        return int(selectors.answers(self.me).values_list("answer", flat=True).get(statement=one.pk))


class Mine(OnTaking, ListView):
    """Everything one has answered, to change or take back; and what became of what one proposed."""

    template_name = "dialogues/mine.html"
    http_method_names = ["get", "head", "options"]
    context_object_name = "answers"
    paginate_by = 20

    def get_queryset(self) -> Any:
        return selectors.answers(self.me)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        answered, of = selectors.progress(self.pool, self.answered)
        told = super().get_context_data(
            dialogue=self.dialogue,
            is_running=self.is_running,
            answered=answered,
            of=of,
            me=self.me,
            country=self.country,
            proposals=[(one, words(one)) for one in selectors.proposals(self.me)],
            trail=self.trail((_("My answers"), "")),
            **more,
        )
        told["rows"] = [(one, words(one.statement), KEYS[Answer(one.answer)]) for one in told["answers"]]
        return told

    @property
    def country(self) -> str:
        code = self.me.country
        return country_names([code])[code] if code else ""


def words(statement: Statement) -> tuple[str, str]:
    """A statement in the reader's language where it stands in it, else its original; and the language."""
    stands = {one.language: one.text for one in statement.renditions.all()}
    first = next((one.language for one in statement.renditions.all() if one.is_original), "")
    language = next((one for one in (languages.current(), first, *languages.CODES) if one in stands), "")
    return stands.get(language, ""), language


class TakeBack(OnTaking, View):
    """One answer, as if it had not been given."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.participant is None:
            return redirect(self.url("begin", uid=self.dialogue.uid))
        try:
            services.take_back(self.me, self.statement, at=self.at)
        except services.NotTaken as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(request, _("Your answer is taken back."))
        return redirect(self.url("mine", uid=self.dialogue.uid))


class ProposeOne(OnTaking, Form):
    """A statement of one's own. What may say the same already is shown before it is sent."""

    template_name = "dialogues/propose.html"
    form_class = Propose

    @property
    def title(self) -> str:
        return _("Propose a statement")

    @property
    def submit(self) -> str:
        return _("Send it to the moderators")

    @property
    def back(self) -> str:
        return self.url("vote", uid=self.dialogue.uid)

    def get_initial(self) -> dict[str, Any]:
        return {"language": languages.current()}

    def act(self, form: Propose) -> HttpResponseBase:
        text, language = form.cleaned_data["text"], form.cleaned_data["language"]
        if form.cleaned_data["sure"] != text:
            likely = selectors.likely(self.dialogue, text, language, waiting=False)
            shown = [(one, words(one.statement), self.pool.of(one.statement.uid)) for one in likely]
            if shown:
                seen = self.request.POST.copy()
                seen["sure"] = text
                form.data = seen
                return self.render_to_response(self.get_context_data(form=form, likely=shown))
        return super().act(form)

    def done(self, form: Propose) -> str:
        text, language = form.cleaned_data["text"], form.cleaned_data["language"]
        services.propose(self.dialogue, self.me, text, language, at=self.at)
        return _("Thank you. The moderators will look at your statement; “My answers” tells what becomes of it.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        left = services.proposals_left(self.dialogue, self.me)
        return super().get_context_data(dialogue=self.dialogue, left=left, is_running=self.is_running, **more)


class ReportOne(OnTaking, Form):
    """A statement that should not stand, shown to those who moderate."""

    template_name = "dialogues/report.html"
    form_class = Report

    @property
    def title(self) -> str:
        return _("Report a statement")

    @property
    def submit(self) -> str:
        return _("Tell the moderators")

    @property
    def back(self) -> str:
        return self.url("vote", uid=self.dialogue.uid)

    @property
    def after(self) -> str:
        """On to another statement: this one may still be answered later."""
        return f"{self.back}?skip={self.statement.uid}"

    def done(self, form: Report) -> str:
        services.report(self.me, self.statement, form.cleaned_data["ground"], at=self.at)
        return _("Those who moderate are told, without your name.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(dialogue=self.dialogue, words=words(self.statement), **more)
