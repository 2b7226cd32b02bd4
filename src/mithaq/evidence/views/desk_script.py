"""The coding desk for its script: the same acts as JSON, each sent until it is answered."""

from __future__ import annotations

import json
from datetime import datetime
from time import perf_counter, thread_time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import gettext as _

from mithaq.evidence import forms, selectors
from mithaq.evidence.services import desk
from mithaq.evidence.views.desk import KEY, Desk, merged, shown_after
from mithaq.evidence.views.desk_words import why_kept, why_reserved, why_uncut


class DeskNext(Desk):
    """The next passage, fetched before it is needed; or one that was there before."""

    def get(self, request: HttpRequest, institution: str) -> HttpResponse:
        wanted = request.GET.get("passage", "")
        if wanted:
            found = self.passage(wanted)
            if found is None or not found.is_current:
                raise Http404
        else:
            found = self.handed(after=self.passage(request.GET.get("after", "")), at=now())
        return JsonResponse({"card": self.as_json(found)})


class DeskAct(Desk):
    """One act, sent by the script until it is answered; the answer brings the next passage."""

    def post(self, request: HttpRequest, institution: str) -> HttpResponse:
        begun, worked = perf_counter(), thread_time()
        answer = self.answer(request)
        took, work = (perf_counter() - begun) * 1000, (thread_time() - worked) * 1000
        answer["Server-Timing"] = f"desk;dur={took:.1f}, work;dur={work:.1f}"
        return answer

    def answer(self, request: HttpRequest) -> HttpResponse:
        given, at = _json(request), now()
        act, key = given.get("do"), given.get("key")
        if not isinstance(act, str) or act not in _SCRIPTED or not isinstance(key, str) or not KEY.fullmatch(key):
            return JsonResponse({"why": _("This could not be recorded as it was sent.")}, status=400)
        # Somebody else signed in meanwhile, in another tab: what was decided by the one is not the other's.
        if given.get("account", self.actor.uid) != self.actor.uid:
            raise PermissionDenied
        passage = self.passage(str(given.get("passage", "")))
        if passage is None and act != "undo":
            return JsonResponse({"why": _("This passage is no longer there to be decided.")}, status=404)
        said: list[desk.Verdict] = []
        try:
            said = forms.verdicts_of_script(given.get("verdicts", []))
            with transaction.atomic():  # the act and the hold on the next passage reach the disk together
                shown = _SCRIPTED[act](self, passage, said, given, key, at)
        except desk.Unfit:
            return JsonResponse({"why": _("This could not be recorded as it was sent.")}, status=400)
        except desk.Changed as changed:
            changed.passage = self.passage(changed.passage.uid) or changed.passage
            return JsonResponse(self.refused(changed, said), status=409)
        except desk.Reserved:
            return JsonResponse({"why": why_reserved()}, status=409)
        except desk.Kept as kept:
            return JsonResponse({"why": why_kept(kept)}, status=409)
        except desk.Uncut as uncut:
            return JsonResponse({"why": why_uncut(uncut)}, status=409)
        return JsonResponse({"card": self.as_json(shown)})

    def refused(self, changed: desk.Changed, said: list[desk.Verdict]) -> dict[str, Any]:
        context = self.conflict(changed, said)
        return {
            "conflict": {
                "uid": changed.passage.uid,
                "version": changed.passage.version,
                "is_current": changed.passage.is_current,
                "html": render_to_string("evidence/desk/conflict.html", context),
            }
        }

    def decide(
        self, passage: Any, said: list[desk.Verdict], given: Any, key: str, at: datetime
    ) -> selectors.Passage | None:
        desk.decide(
            self.institution,
            passage,
            key=key,
            verdicts=said,
            seen=_whole(given.get("seen")),
            by=self.actor,
            at=at,
            reading=self.asked.reading,
        )
        if given.get("after") == "":  # enough lie ready there
            return None
        return self.handed(after=self.passage(str(given.get("after", ""))) or passage, at=at)

    def undo(
        self, passage: Any, said: list[desk.Verdict], given: Any, key: str, at: datetime
    ) -> selectors.Passage | None:
        undone = desk.undo(self.institution, by=self.actor, at=at, key=key)
        return self.passage(shown_after(undone))

    def split(
        self, passage: Any, said: list[desk.Verdict], given: Any, key: str, at: datetime
    ) -> selectors.Passage | None:
        made = desk.split(
            self.institution,
            passage,
            at_char=_whole(given.get("at_char")),
            key=key,
            seen=_whole(given.get("seen")),
            by=self.actor,
            at=at,
        )
        return self.passage(made.after["passages"][0])

    def merge(
        self, passage: Any, said: list[desk.Verdict], given: Any, key: str, at: datetime
    ) -> selectors.Passage | None:
        return self.passage(merged(self, passage, key=key, seen=_whole(given.get("seen"))).after["passages"][0])


_SCRIPTED = {"decide": DeskAct.decide, "undo": DeskAct.undo, "split": DeskAct.split, "merge": DeskAct.merge}


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else -1


def _json(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":  # a form: its body was read already
        return {}
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
