"""Files of a dialogue: what may be downloaded, a conversation brought in, the record deposited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import IO, Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from mithaq.dialogues import map_data, selectors, services, wording_files
from mithaq.dialogues.enums import State
from mithaq.dialogues.forms_files import Deposit, Import
from mithaq.dialogues.models import Drawn
from mithaq.dialogues.services import exporting
from mithaq.dialogues.views.here import Form, Here, OnDialogue
from mithaq.dialogues.views.taking_part import Taking
from mithaq.foundation import attached, jobs, languages, pacing
from mithaq.foundation.models import Job
from mithaq.foundation.views.progress import as_shown


class OnFinal(Taking):
    """Files are of closed dialogues with a final map, for whoever may see the map."""

    @cached_property
    def drawn(self) -> Drawn:
        found = selectors.final_map(self.dialogue) if self.may_see else None
        if found is None:
            raise Http404
        return found

    @property
    def may_see(self) -> bool:
        return selectors.sees_maps(self.dialogue, to=self.reader, takes_part=self.participant is not None)


class Files(OnFinal, TemplateView):
    template_name = "dialogues/files.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        dialogue = self.dialogue
        document = selectors.record_of(dialogue, to=self.reader)
        deposited = selectors.map_in(document) if document else ""
        told: dict[str, Any] = {"waits": selectors.is_being_drawn(dialogue, since=self.drawn)}
        return super().get_context_data(
            dialogue=dialogue,
            drawn=self.drawn,
            digest=map_data.digest_of(map_data.written(dialogue, self.drawn)),
            document=document,
            deposited_digest=map_data.digest_of(deposited) if deposited else "",
            may_deposit=self.may("dialogues.convene") and dialogue.deposited_id is None,
            trail=self.trail((_("Files"), "")),
            **(told | more),
        )


@pacing.paced(pacing.FILES)
class OneFile(OnFinal, View):
    """One of the files; the archive is sent as it was kept, a part after the other."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        write = _FILES.get(self.kwargs["name"])
        if write is None:
            raise Http404
        try:
            content, kind = write(self)
        except exporting.Waits:
            return self.wait()
        name = f"{self.institution.slug}-{self.dialogue.uid}-{self.kwargs['name']}"
        name = name if kind == _JSON else attached.spoken(name)  # a map as data has no text in it, of anybody
        if isinstance(content, str):
            return attached.attached(HttpResponse(content, content_type=kind), name)
        return FileResponse(content, as_attachment=True, filename=name, content_type=kind)

    @property
    def language(self) -> str:
        return languages.current()

    @property
    def address(self) -> str:
        return str(self.request.build_absolute_uri(self.back))

    def wait(self) -> HttpResponse:
        """The page of the files says why the archive is not there yet."""
        there = Files()
        there.setup(self.request, **self.kwargs)
        answer = there.render_to_response(there.get_context_data(waits=True), status=503)
        answer["Retry-After"] = "30"
        return answer


_CSV, _JSON = "text/csv; charset=utf-8", "application/json"


def _deposited_map(one: OneFile) -> tuple[str, str]:
    document = selectors.record_of(one.dialogue, to=one.reader)
    found = selectors.map_in(document) if document else ""
    if not found:
        raise Http404
    return found, _JSON


_FILES: Mapping[str, Callable[[OneFile], tuple[str | IO[bytes], str]]] = {
    "comments.csv": lambda one: (exporting.comments_csv(one.dialogue, one.drawn, language=one.language), _CSV),
    "summary.csv": lambda one: (
        exporting.summary_csv(one.dialogue, one.drawn, language=one.language, url=one.address),
        _CSV,
    ),
    "map.json": lambda one: (map_data.written(one.dialogue, one.drawn), _JSON),
    "record-map.json": _deposited_map,
    "polis.zip": lambda one: (
        exporting.archive(one.dialogue, one.drawn, language=one.language, url=one.address),
        "application/zip",
    ),
}


class BringIn(Here, Form):
    permission_required = "dialogues.convene"
    form_class = Import

    @property
    def title(self) -> str:
        return _("Bring in a conversation from files")

    @property
    def submit(self) -> str:
        return _("Bring in")

    @property
    def lead(self) -> str:
        return _("Files as Polis writes them, or programs that do it like Polis: the dialogue is closed, with its map.")

    @property
    def back(self) -> str:
        return self.url("list")

    @property
    def after(self) -> str:
        return self.url("importing", job=self.job.uid)

    def done(self, form: Any) -> str:
        files = {name: form.cleaned_data[name] for name in ("comments", "votes")}
        told = {name: form.cleaned_data[name] for name in ("language", "codes")} | {"by": self.actor, "at": self.at}
        self.job = services.import_later(self.institution, files, form.asked, **told)
        return _("The files have come, and are being read.")


class Importing(Here, TemplateView):
    """How far it is; renews itself every two seconds, without script, until the dialogue is there."""

    permission_required = "dialogues.convene"
    template_name = "dialogues/importing.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        job = jobs.get(self.kwargs["job"], scope=self.institution.uid)
        if job is None or job.kind != wording_files.JOB:
            raise Http404
        if job.state == Job.State.FINISHED:
            return redirect(self.url("dialogue", uid=job.outcome["dialogue"]))
        shown = as_shown(job, at=self.at, in_full=False, institution=self.institution.slug)
        return self.render_to_response(
            self.get_context_data(
                one=shown,
                failed=job.state == Job.State.FAILED,
                again=self.url("import"),
                trail=self.trail((_("Bring in a conversation from files"), "")),
            )
        )


class DepositRecord(OnDialogue, Form):
    permission_required = "dialogues.convene"
    form_class = Deposit

    @property
    def title(self) -> str:
        return _("Deposit the record of the dialogue")

    @property
    def submit(self) -> str:
        return _("Deposit")

    @property
    def lead(self) -> str:
        return _(
            "A document with the question, the map, what unites, what divides and the method. Its sentences can then "
            "be coded and cited like those of any other document."
        )

    def get_initial(self) -> dict[str, Any]:
        return {"language": get_language()}

    @property
    def after(self) -> str:
        return reverse("evidence:document", args=[self.institution.slug, self.document.uid])

    def done(self, form: Any) -> str:
        if self.dialogue.state != State.CLOSED:
            raise Http404
        self.document = services.deposit(
            self.dialogue, language=form.cleaned_data["language"], by=self.actor, at=self.at
        )
        return _("The record is deposited.")
