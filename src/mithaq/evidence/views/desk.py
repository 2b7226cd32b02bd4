"""The coding desk as a page: one passage, its codes, and the next. Every act works as a form (`desk_script`: JSON)."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.generic import View

from mithaq.evidence import agreement, catalogue, deskcard, forms, queue, selectors, wording
from mithaq.evidence.services import desk
from mithaq.evidence.showing import Names
from mithaq.evidence.views.desk_words import why_kept, why_reserved, why_uncut
from mithaq.evidence.views.here import Here
from mithaq.foundation import habits, languages
from mithaq.foundation.reader import reads

REMEMBERED = 12
OBJECTIVES = 23
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Desk(Here, View):
    """What every address of the desk knows: who is there, what they want to be handed, and how a passage lies here."""

    permission_required = "evidence.code"

    @cached_property
    def names(self) -> Names:
        names = Names if self.is_whole else deskcard.NamesWhenNeeded
        return names(self.institution.compact, languages.current())

    @cached_property
    def filters(self) -> forms.DeskQueue:
        """The whole page lists what to choose from; an act takes what was chosen, without its name."""
        given = self.request.GET
        objectives = [(str(n), "") for n in range(1, OBJECTIVES + 1)]
        documents: list[selectors.Document] = []
        if self.is_whole:
            known = self.names.objectives
            objectives = [(str(n), f"{habits.digits(str(n))}. {self.names.provision(known, str(n))[0]}") for n in known]
            documents = list(queue.documents_to_code(self.institution, to=self.reader))
        chosen = given.get("document", "")
        if chosen and chosen not in {one.uid for one in documents}:
            found = selectors.document(self.institution, chosen, to=self.reader)
            documents += [found] if found else []
        mine = agreement.to_read_by(self.institution, self.actor) if given.get("reading") else ()
        return forms.DeskQueue(given, documents=documents, objectives=objectives, readings=mine)

    is_whole = False

    @cached_property
    def asked(self) -> queue.Asked:
        asked = self.filters.asked()
        if self.request.GET.get("reading") and asked.reading is None:
            raise Http404
        return asked

    def passage(self, uid: str) -> selectors.Passage | None:
        is_uid = uid.isascii() and uid.isalnum()
        return selectors.passage(self.institution, uid, to=self.reader) if is_uid else None

    def handed(self, *, after: selectors.Passage | None, at: datetime) -> selectors.Passage | None:
        """The next of the queue; it lies before this person from now on."""
        found = queue.next_passage(self.institution, self.asked, to=self.reader, by=self.actor, at=at, after=after)
        if found is not None:
            queue.hold(found, by=self.actor, at=at)
        return found

    def told(self, passage: selectors.Passage, said: list[desk.Verdict] | None = None) -> dict[str, Any]:
        """What the card of a passage is made from."""
        return {
            "card": deskcard.card(passage, self.names, said=said or ()),
            "institution": self.institution,
            "document": passage.document,
            "kind": wording.block(passage.kind),
            "lang": languages.current(),
            "key": secrets.token_urlsafe(12),
        }

    def as_json(self, passage: selectors.Passage | None) -> dict[str, Any] | None:
        if passage is None:
            return None
        # Without the request: nothing of the shell (menu, notices) is worked out for a part of a page.
        context = self.told(passage) | {"csrf_token": get_token(self.request)}
        html = render_to_string("evidence/desk/card.html", context)
        return {"uid": passage.uid, "version": passage.version, "html": html}

    def conflict(self, changed: desk.Changed, said: list[desk.Verdict]) -> dict[str, Any]:
        """What the other did, beside what this person wanted."""
        other = changed.decision
        return {
            "passage": changed.passage,
            "document": changed.passage.document,
            "other": other,
            "theirs": deskcard.chips_of(other.verdicts, self.names) if other else [],
            "mine": deskcard.chips_of(said, self.names),
            "institution": self.institution,
            "lang": languages.current(),
        }


class DeskPage(Desk):
    """The page; without script it is a form that does everything."""

    is_whole = True

    def get(self, request: HttpRequest, institution: str) -> HttpResponse:
        at = now()
        wanted = request.GET.get("passage", "")
        shown = self.passage(wanted)
        if wanted and (shown is None or not shown.is_current):
            raise Http404
        if shown is None:
            shown = self.handed(after=self.passage(request.GET.get("after", "")), at=at)
        else:
            queue.hold(shown, by=self.actor, at=at)
        return self.page(shown)

    def post(self, request: HttpRequest, institution: str) -> HttpResponse:
        given = request.POST
        passage = self.passage(given.get("passage", ""))
        act = _ACTS.get(given.get("do", ""))
        if passage is None or act is None:
            raise Http404
        said = deskcard_said(given)
        try:
            return act(self, passage, said, given)
        except desk.Unfit:
            return self.page(
                passage,
                said=said,
                wrong=_("This could not be recorded as it was sent. Look at the codes and try again."),
                status=400,
            )
        except desk.Changed as changed:
            fresh = self.passage(changed.passage.uid)
            stands = fresh if fresh is not None and fresh.is_current else self.handed(after=None, at=now())
            return self.page(
                stands, said=said if stands == fresh else None, conflict=self.conflict(changed, said), status=409
            )
        except desk.Reserved:
            return self.page(passage, said=said, wrong=why_reserved(), status=409)
        except desk.Kept as kept:
            return self.page(passage, said=said, wrong=why_kept(kept), status=409)
        except desk.Uncut as uncut:
            return self.page(passage, said=said, wrong=why_uncut(uncut), status=409)

    def page(
        self,
        shown: selectors.Passage | None,
        *,
        said: list[desk.Verdict] | None = None,
        wrong: str = "",
        conflict: dict[str, Any] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        reads(self.request)
        at = now()
        today = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        asked, query = self.asked, self.filters.query()
        context = {
            "filters": self.filters,
            "query": query,
            "progress": queue.progress(self.institution, asked, to=self.reader, by=self.actor, since=today),
            "choices": catalogue.choices(self.names),
            "wrong": wrong,
            "conflict": conflict,
            "came": self.came,
            "at_start": not self.request.GET.get("after"),
            "trail": self.trail((_("Coding desk"), "")),
            "account": self.actor.uid,
            "reading": asked.reading,
        }
        if shown is not None:
            context |= self.told(shown, [one for one in said or () if desk.is_code(one["scheme"], one["code"])])
        return render(self.request, "evidence/desk/desk.html", context, status=status)

    @property
    def came(self) -> str:
        """The passages this person had before, the last first, for going back without script."""
        given = self.request.POST.get("came") or self.request.GET.get("came", "")
        return ",".join([uid for uid in given.split(",") if re.fullmatch(r"[a-z0-9]{16}", uid)][:REMEMBERED])

    def go(self, **to: str) -> HttpResponse:
        """To another passage, with the same filters."""
        address = QueryDict(self.filters.query() if self.filters.is_valid() else "", mutable=True)
        address.update({name: value for name, value in to.items() if value})
        return redirect(f"{self.url('desk')}?{address.urlencode()}")

    def decide(self, passage: Any, said: list[desk.Verdict], given: QueryDict) -> HttpResponse:
        desk.decide(
            self.institution,
            passage,
            key=_key(given),
            verdicts=said,
            seen=_number(given, "seen"),
            by=self.actor,
            at=now(),
            reading=self.asked.reading,
        )
        return self.on(passage, said, given)

    def reject(self, passage: Any, said: list[desk.Verdict], given: QueryDict) -> HttpResponse:
        return self.decide(passage, [{**one, "verdict": "no"} for one in said], given)

    def on(self, passage: Any, said: list[desk.Verdict], given: QueryDict) -> HttpResponse:
        return self.go(
            after=passage.uid, came=",".join([passage.uid, *filter(None, self.came.split(","))][:REMEMBERED])
        )

    def back(self, passage: Any, said: list[desk.Verdict], given: QueryDict) -> HttpResponse:
        first, _sign, rest = self.came.partition(",")
        return self.go(passage=first or passage.uid, came=rest)

    def add(self, passage: Any, said: list[desk.Verdict], given: QueryDict) -> HttpResponse:
        return self.page(passage, said=said)

    def undo(self, passage: Any, said: list[desk.Verdict], given: QueryDict) -> HttpResponse:
        undone = desk.undo(self.institution, by=self.actor, at=now(), key=f"u-{_key(given)}"[:64])
        return self.go(passage=shown_after(undone), came=self.came)

    def split(self, passage: Any, said: list[desk.Verdict], given: QueryDict) -> HttpResponse:
        at_char, key = _number(given, "at_char"), f"s-{_key(given)}"[:64]
        seen = _number(given, "seen")
        made = desk.split(self.institution, passage, at_char=at_char, key=key, seen=seen, by=self.actor, at=now())
        return self.go(passage=made.after["passages"][0], came=self.came)

    def merge(self, passage: Any, said: list[desk.Verdict], given: QueryDict) -> HttpResponse:
        made = merged(self, passage, key=f"m-{_key(given)}"[:64], seen=_number(given, "seen"))
        return self.go(passage=made.after["passages"][0], came=self.came)


_ACTS = {
    "accept": DeskPage.decide,
    "reject": DeskPage.reject,
    "next": DeskPage.on,
    "back": DeskPage.back,
    "add": DeskPage.add,
    "undo": DeskPage.undo,
    "split": DeskPage.split,
    "merge": DeskPage.merge,
}


def deskcard_said(given: QueryDict) -> list[desk.Verdict]:
    return forms.only_last_of_single(forms.verdicts_of_page(given), deskcard.SINGLE)


def merged(page: Desk, passage: Any, *, key: str, seen: int) -> Any:
    """Whoever sends it again after it was done finds it done, although the first of the two is no longer current."""
    following = queue.following(page.institution, passage, to=page.reader) or passage
    return desk.merge(page.institution, passage, following, key=key, seen=seen, by=page.actor, at=now())


def shown_after(undone: Any) -> str:
    """What lies on the desk after an act is taken back: the passage as it was before."""
    before = undone.before.get("passages")
    return str(before[0]) if before else str(undone.passage.uid)


def _key(given: QueryDict) -> str:
    key = given.get("key", "")
    if not KEY.fullmatch(key):
        raise desk.Unfit("key")
    return key


def _number(given: QueryDict, name: str) -> int:
    text = given.get(name, "")
    return int(text) if re.fullmatch(r"\d{1,9}", text) else -1
