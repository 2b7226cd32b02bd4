"""Entering a dialogue, having read what is kept and shown; and leaving it with everything one answered.

The pass stands in a cookie of the dialogue's own addresses, one a language, out of reach of scripts.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from mithaq.dialogues import passes, selectors, services
from mithaq.dialogues.enums import Entry, Way
from mithaq.dialogues.forms_voting import Consent
from mithaq.dialogues.models import Dialogue, Invitation, Participant
from mithaq.dialogues.services.taking_part import Entered
from mithaq.dialogues.views.here import OnDialogue
from mithaq.foundation import languages
from mithaq.foundation.headers import WITHOUT_ADDRESS
from mithaq.people import selectors as people

COOKIE = "mithaq_dialogue"


def cookie(language: str) -> str:
    return f"{COOKIE}_{language}"


class Taking(OnDialogue):
    """A page that knows whether its reader takes part: by their pass, else by their account, which then gets one."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        if self.unknown_to_browser is not None:
            self.remember(answer, Entered(self.unknown_to_browser))
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    unknown_to_browser: Participant | None = None

    @cached_property
    def participant(self) -> Participant | None:
        """Who reads this, if they take part."""
        known = self.known
        if known is not None:
            return selectors.participant(known)
        if not selectors.may_enter_by_account(self.dialogue, self.reader):
            return None
        found = selectors.participant_of(self.dialogue, people.person_of(self.reader))
        self.unknown_to_browser = found
        return found

    @cached_property
    def known(self) -> selectors.Known | None:
        told = self.request.COOKIES.get(cookie(languages.current()), "")
        return selectors.known(
            self.institution, self.kwargs["uid"], told, at=self.at, session=self.request.session.session_key or ""
        )

    @cached_property
    def kept(self) -> Participant | None:
        """Of whom something is kept here, whether they may still take part or not."""
        told = self.request.COOKIES.get(cookie(languages.current()), "")
        return selectors.kept_of(self.dialogue, told, person=self.reading, at=self.at)

    @cached_property
    def reading(self) -> Any:
        return people.person_of(self.reader) if self.reader.is_authenticated else None

    @property
    def is_running(self) -> bool:
        return selectors.is_running(self.dialogue, at=self.at)

    @property
    def address(self) -> str:
        return str(get_adapter().get_client_ip(self.request))

    @cached_property
    def person(self) -> Any:
        """The person with whose account one may enter here, if any."""
        if not selectors.may_enter_by_account(self.dialogue, self.reader):
            return None
        return people.person_of(self.reader)

    def remember(self, answer: HttpResponseBase, entered: Entered) -> None:
        """Give the browser its pass."""
        given = passes.Pass(
            entered.participant.uid,
            passes.until(self.dialogue.closes_at),
            secret=entered.secret,
            bound=""
            if entered.secret
            else passes.bound_to(self.request.session.session_key or "", self.request.user.password),  # type: ignore[union-attr]
        )
        text = passes.write(self.dialogue.uid, given)
        age = max(0, given.until - int(self.at.timestamp())) if entered.secret else None
        for language, path in self.paths():
            answer.set_cookie(
                cookie(language),
                text,
                max_age=age,
                path=path,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )

    def forget(self, answer: HttpResponseBase) -> None:
        for language, path in self.paths():
            answer.delete_cookie(cookie(language), path=path, samesite="Lax")

    def paths(self) -> list[tuple[str, str]]:
        """The dialogue's address in each language."""
        found = []
        for language in languages.CODES:
            with translation.override(language):
                found.append((language, self.url("dialogue", uid=self.dialogue.uid)))
        return found


class Entering(Taking, FormView):
    """What is kept and shown, and the act of agreeing. Nothing is written before."""

    template_name = "dialogues/begin.html"
    form_class = Consent

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.participant is not None:
            return redirect(self.url("vote", uid=self.dialogue.uid))
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"told": self.told}

    @cached_property
    def told(self) -> selectors.Described:
        return selectors.Described()

    def enter(self, form: Consent) -> Entered:
        raise NotImplementedError

    def form_valid(self, form: Consent) -> HttpResponse:
        try:
            entered = self.enter(form)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
            status, wait = (429, refused.wait) if isinstance(refused, services.TooFast) else (409, 0)
            answer = self.render_to_response(self.get_context_data(form=form), status=status)
            if wait:
                answer.headers["Retry-After"] = str(wait)
            return answer
        answer = redirect(self.url("vote", uid=self.dialogue.uid))
        self.remember(answer, entered)
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            dialogue=self.dialogue,
            is_running=self.is_running,
            stands=selectors.stands(self.dialogue, at=self.at),
            may_leave=self.kept is not None,
            is_proposed=any((self.told.category, self.told.country, self.told.level)),
            trail=self.trail((_("Before you begin"), "")),
            **more,
        )


class Begin(Entering):
    """By account, or without one where anybody may; who may neither is told how they could."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.participant is None and not self.may_enter:
            return self.render_to_response(self.get_context_data(may_not=True))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.participant is not None:
            return redirect(self.url("vote", uid=self.dialogue.uid))
        if not self.may_enter:
            return self.render_to_response(self.get_context_data(may_not=True), status=403)
        return super().post(request, *args, **kwargs)

    @property
    def may_enter(self) -> bool:
        return self.person is not None or self.dialogue.entry == Entry.ANYBODY

    @cached_property
    def told(self) -> selectors.Described:
        return selectors.described(self.person, on=self.today)

    def enter(self, form: Consent) -> Entered:
        said: dict[str, Any] = {"language": languages.current(), "told": form.described, "at": self.at}
        if self.person is not None:
            return services.enter_by_account(self.dialogue, self.person, **said)
        return services.enter_anonymously(self.dialogue, address=self.address, **said)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        sign_in = f"{reverse(settings.LOGIN_URL)}?next={self.request.path}" if self.reader.is_anonymous else ""
        return super().get_context_data(person=self.person, sign_in=sign_in, **({"may_not": False} | more))


class ByLink(Entering):
    """For whoever holds a personal link. Opening it writes nothing: mail programmes open links before people do."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        answer.headers["Referrer-Policy"] = WITHOUT_ADDRESS
        answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return answer

    @cached_property
    def link(self) -> Invitation:
        found = selectors.link(self.dialogue, self.kwargs["token"]) if self.dialogue.entry != Entry.MEMBERS else None
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.participant is not None and self.participant.invitation_id == self.link.pk:
            return redirect(self.url("vote", uid=self.dialogue.uid))
        return self.by_account() or self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.by_account() or super().post(request, *args, **kwargs)

    def by_account(self) -> HttpResponse | None:
        """Who is signed in has one voice, that of their account, where they may have one; unless they used their link
        before."""
        link = self.link  # a wrong one opens nothing, to nobody
        if self.person is None:
            return None
        has_account_voice = selectors.participant_of(self.dialogue, self.person) is not None
        if not has_account_voice and selectors.is_taken(link):
            return None
        messages.info(
            self.request,
            _(
                "You are signed in: you take part with your account, so that everybody has one voice. If the link was "
                "given to somebody else who uses this browser, sign out first."
            ),
        )
        return redirect(self.url("vote" if has_account_voice else "begin", uid=self.dialogue.uid))

    def enter(self, form: Consent) -> Entered:
        try:
            return services.enter_by_link(
                self.dialogue, self.kwargs["token"], language=languages.current(), told=form.described, at=self.at
            )
        except PermissionDenied as refused:
            raise Http404 from refused

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            label=self.link.label, is_link=True, is_mailed=self.link.way == Way.MAIL, **more
        )


class Leave(Taking, TemplateView):
    """Taking one's consent back: what follows is said, then it is done. Also for who may take part no more."""

    template_name = "dialogues/leave.html"

    @cached_property
    def dialogue(self) -> Dialogue:
        return selectors.dialogue_of(self.institution, self.kwargs["uid"], self.reading) or super().dialogue

    @cached_property
    def participant(self) -> Participant | None:
        return self.kept

    @property
    def back(self) -> str:
        is_seen = selectors.dialogue(self.institution, self.kwargs["uid"], to=self.reader) is not None
        return super().back if is_seen else self.url("list")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.participant is None:
            return redirect(self.back)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.participant is not None:
            services.withdraw(self.participant, at=self.at)
            self.unknown_to_browser = None
            messages.success(
                request, _("Your consent is withdrawn: your answers and all that was kept about you are deleted.")
            )
        answer = redirect(self.back)
        self.forget(answer)
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        assert self.participant is not None
        answered = len(selectors.answered(self.participant.pk))
        return super().get_context_data(
            dialogue=self.dialogue,
            is_running=self.is_running,
            answered=answered,
            trail=self.trail((_("Withdraw my consent"), "")),
            **more,
        )
