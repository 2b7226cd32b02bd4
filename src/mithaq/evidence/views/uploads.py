"""Files that come in pieces: what a script of the deposit page asks, in JSON. Everybody sees their own uploads only."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.generic import View

from mithaq.evidence import forms, services, wording
from mithaq.evidence.services import uploads
from mithaq.evidence.views.here import Here

NO_TYPE = "application/octet-stream"


class Uploads(Here, View):
    """What is under way, and the beginning of one more."""

    permission_required = "evidence.deposit"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = uploads.mine(self.institution, by=self.actor)
        return JsonResponse({"uploads": [_shown(upload) for upload in mine]})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name, size = request.POST.get("name", ""), _whole(request.POST.get("size", ""))
        if not name or size is None:
            return JsonResponse({"refused": _("The name and the size of the file are missing.")}, status=400)
        try:
            upload = uploads.begin(self.institution, name, size, by=self.actor, at=now())
        except services.Refused as why:
            return JsonResponse({"refused": wording.refusal(why.cause, why.facts)}, status=422)
        return JsonResponse(_shown(upload), status=201)


class OneUpload(Here, View):
    """How much of it is here; one more piece; or put away. Somebody else's is not found."""

    permission_required = "evidence.deposit"

    def upload(self) -> uploads.Upload:
        found = uploads.one(self.institution, self.kwargs["uid"], by=self.actor)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return JsonResponse(_shown(self.upload()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A piece is the whole body; `offset` in the address says where it begins."""
        upload = self.upload()
        offset, length = _whole(request.GET.get("offset", "")), _whole(request.META.get("CONTENT_LENGTH") or "")
        if request.content_type != NO_TYPE:
            return HttpResponse(status=415)
        if offset is None or length is None:
            return HttpResponse(status=400)
        if length > uploads.MOST_PIECE:
            return HttpResponse(status=413)
        try:
            uploads.add(upload, request.body, offset=offset, at=now())
        except uploads.Elsewhere:
            return JsonResponse(_shown(upload), status=409)
        except ValueError:
            return HttpResponse(status=400)
        upload.refresh_from_db()
        return JsonResponse(_shown(upload))

    def delete(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        uploads.discard(self.upload())
        return HttpResponse(status=204)


class Finish(Here, View):
    """The file came whole: it is deposited with what the form says, or refused with the same sentences."""

    permission_required = "evidence.deposit"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = forms.Uploaded(request.POST, this_year=localdate().year, bodies=self.bodies())
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        digest = form.cleaned_data["digest"]
        try:
            outcome = uploads.finish(
                self.institution, self.kwargs["uid"], digest=digest, by=self.actor, at=now(), **form.told()
            )
        except uploads.Elsewhere as here:
            return JsonResponse({"received": here.received}, status=409)
        except services.Refused as why:
            return JsonResponse({"refused": wording.refusal(why.cause, why.facts), "cause": why.cause}, status=422)
        if outcome is None or outcome.document is None:
            raise Http404
        document = outcome.document
        if outcome.state == "deposited":
            services.code_later(self.institution, [document], by=self.actor, at=now())
        said = wording.deposited(1) if outcome.state == "deposited" else wording.already_there(outcome.name)
        url = self.url("document", uid=document.uid)
        return JsonResponse({"state": outcome.state, "said": said, "title": str(document), "url": url})


def _shown(upload: uploads.Upload) -> dict[str, Any]:
    return {"uid": upload.uid, "name": upload.file_name, "size": upload.size, "received": upload.received}


def _whole(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None
