"""Personal links: made, shown once with a file to keep, withdrawn."""

from __future__ import annotations

import base64
import csv
import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from mithaq.dialogues import selectors, services
from mithaq.dialogues.enums import Entry, Stands
from mithaq.dialogues.forms_voting import Invite, Mail
from mithaq.dialogues.services.inviting import Made
from mithaq.dialogues.views.here import OnDialogue
from mithaq.foundation import attached, cells, languages, mail
from mithaq.foundation.heeding import stands_at

PAGE = 50


class Links(OnDialogue, FormView):
    """Those there are, by name; and those just made, with their addresses: shown in this answer and never again."""

    permission_required = "dialogues.convene"
    template_name = "dialogues/links.html"
    form_class = Invite

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def form_valid(self, form: Invite) -> HttpResponse:
        try:
            made = services.invite(self.dialogue, form.asked, by=self.actor, at=self.at)
        except ValidationError as refused:
            stands_at(form, refused)
            return self.form_invalid(form)
        rows = [(one.invitation.label, self.address(one)) for one in made]
        return self.render_to_response(self.get_context_data(form=Invite(), made=rows, file=_as_file(rows)))

    def address(self, made: Made) -> str:
        return self.request.build_absolute_uri(self.url("enter", uid=self.dialogue.uid, token=made.token))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = Paginator(selectors.links(self.dialogue), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            dialogue=self.dialogue,
            page_obj=page,
            is_over=selectors.stands(self.dialogue, at=self.at) in (Stands.OVER, Stands.CLOSED, Stands.CANCELLED),
            goes_out=mail.goes_out(),
            is_sending=services.is_sending(self.dialogue),
            lacks=selectors.links(self.dialogue).filter(withdrawn_at=None).exclude(address="").exists(),
            for_members=self.dialogue.entry == Entry.MEMBERS,
            filename=attached.spoken(f"{self.dialogue.uid}-links.csv"),
            trail=self.trail((_("Personal links"), "")),
            **({"mailing": Mail(initial={"language": languages.current()})} | more),
        )


class MailLinks(Links):
    """Links that nobody but their readers hold: sent by the house, to addresses it does not keep."""

    form_class: Any = Mail

    def get_initial(self) -> dict[str, Any]:
        return {"language": languages.current()}

    def form_valid(self, form: Any) -> HttpResponse:
        told = {"language": form.cleaned_data["language"], "by": self.actor, "at": self.at}
        try:
            services.invite_by_mail(self.dialogue, form.asked, **told)
        except ValidationError as refused:
            stands_at(form, refused)
            return self.form_invalid(form)
        messages.success(self.request, _("The letters are on their way."))
        return redirect(self.url("links", uid=self.dialogue.uid))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.url("links", uid=self.dialogue.uid))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        mailing = more.pop("form", None) or self.get_form()
        return super().get_context_data(form=Invite(), mailing=mailing, **more)


class SendAgain(OnDialogue, View):
    permission_required = "dialogues.convene"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            services.send_again(self.dialogue, language=languages.current(), by=self.actor, at=self.at)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(request, _("The letters are on their way."))
        return redirect(self.url("links", uid=self.dialogue.uid))


class WithdrawLink(OnDialogue, View):
    permission_required = "dialogues.convene"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        link = selectors.links(self.dialogue).filter(uid=self.kwargs["link"]).first()
        if link is None:
            raise Http404
        services.withdraw_link(link, by=self.actor, at=self.at)
        messages.success(request, _("The link is withdrawn: nobody enters by it any more."))
        return redirect(self.url("links", uid=self.dialogue.uid))


def _as_file(rows: list[tuple[str, str]]) -> str:
    """A CSV that no spreadsheet runs, as the address of a download: the links are not kept to be asked for again."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("For whom"), _("Personal link")])
    writer.writerows([cells.safe(label), cells.safe(address)] for label, address in rows)
    return base64.b64encode(b"\xef\xbb\xbf" + out.getvalue().encode()).decode()
