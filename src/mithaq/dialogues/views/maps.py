"""The map as published: its page, every statement with its figures, picture and table as files, an embedding."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any

from csp.decorators import csp_replace
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import TemplateView, View

import mithaq
from mithaq.dialogues import selectors, services, showing_tables
from mithaq.dialogues.enums import Audience, Shown, State
from mithaq.dialogues.models import Dialogue, Drawn
from mithaq.dialogues.selectors.maps import Said
from mithaq.dialogues.services.drawing import place_of
from mithaq.dialogues.showing_maps import Line, Telling
from mithaq.dialogues.views.here import Here
from mithaq.dialogues.views.taking_part import Taking
from mithaq.foundation import attached, habits, languages, pacing
from mithaq.kernels import opinion

A_PAGE = 20
SHEETS = ("foundation/tokens", "foundation/base", "foundation/parts", "foundation/figures", "dialogues/map")
SORTS = ("number", "united", "divides", "bridging", "people", "apart")
FILTERS = ("all", "unites", "divides", "bridging", "unsure")


class OnMap(Taking):
    """A page of a published map; who may not see it finds nothing. Looking at it asks for the next one."""

    @cached_property
    def takes_part(self) -> bool:
        return self.participant is not None

    @cached_property
    def may_see(self) -> bool:
        return selectors.sees_maps(self.dialogue, to=self.reader, takes_part=self.takes_part)

    @cached_property
    def drawn(self) -> Drawn | None:
        if not self.may_see:
            return None
        services.look(self.dialogue, at=self.at)
        return selectors.map_for(self.dialogue, to=self.reader, takes_part=self.takes_part)

    @cached_property
    def telling(self) -> Telling:
        assert self.drawn is not None
        return Telling(self.drawn, selectors.said(self.dialogue, languages.current()))

    @property
    def is_live(self) -> bool:
        return bool(self.dialogue.state == State.OPEN and self.dialogue.shown == Shown.LIVE)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            dialogue=self.dialogue,
            drawn=self.drawn,
            may_see=self.may_see,
            is_live=self.is_live,
            is_running=self.is_running,
            follows=self.may_see and selectors.is_being_drawn(self.dialogue, since=self.drawn),
            **more,
        )


class OneMap(OnMap, TemplateView):
    """The map. A browser that has one asks `?since=` its number every few seconds, and gets 204 while there is none."""

    template_name = "dialogues/map.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("HX-Request") and self.drawn and request.GET.get("since") == str(self.drawn.number):
            return HttpResponse(status=204)
        return super().get(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        return ["dialogues/map_live.html" if self.request.headers.get("HX-Request") else self.template_name]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told: dict[str, Any] = {"needed": self._needed()} if self.drawn is None else {}
        if self.drawn is not None:
            telling, you = self.telling, self._you()
            told = {
                "figure": telling.picture(you=you, marks="marks" in self.request.GET),
                "has_marks": "marks" in self.request.GET,
                "you": you,
                "groups": telling.groups(),
                "is_clear": telling.is_clear,
                "uniting": telling.uniting(),
                "dividing": telling.dividing(),
                "bridging": telling.bridging(),
                "unsure": telling.unsure(),
                "facets": showing_tables.facets(telling),
                "not_shown": showing_tables.not_shown(telling),
                "own_least": self.drawn.figures["floor"] + services.SPARE,
                "sure": telling.sure(),
                "answers_left": self._answers_left() if you is None and self.takes_part else 0,
                "reread": self._reread() if self.may("dialogues.convene") else [],
                "embed": self._embed(),
            }
        return super().get_context_data(trail=self.trail((_("Map"), "")), takes_part=self.takes_part, **told, **more)

    def _you(self) -> tuple[float, float] | None:
        return None if self.participant is None else place_of(self.dialogue, self.participant)

    def _answers_left(self) -> int:
        assert self.participant is not None
        return max(0, self._needed() - selectors.answers_of(self.participant))

    def _needed(self) -> int:
        """With how many answers one stands on the map: fewer, where there are few statements."""
        return opinion.enough(self.dialogue.mode, selectors.asked_of(self.dialogue))

    def _reread(self) -> list[dict[str, Any]]:
        """For the translators: statements read otherwise in another language."""
        assert self.drawn is not None
        said = self.telling.said
        return [
            {
                "said": said[one["statement"]],
                "languages": [languages.OWN_NAMES[code] for code in one["languages"]],
                "apart": one["apart"],
                "turned": one["turned"],
                "url": self.url("rendition", uid=self.dialogue.uid, statement=one["statement"]),
            }
            for one in self.drawn.translations
            if one["statement"] in said
        ]

    def _embed(self) -> str:
        """The code to copy, for officers."""
        if not self.may("dialogues.convene") or self.dialogue.audience != Audience.PUBLIC:
            return ""
        address = self.request.build_absolute_uri(self.url("embed", uid=self.dialogue.uid))
        return (
            f'<iframe src="{address}" width="640" height="760" loading="lazy" title="{_("Map of opinions")}"></iframe>'
        )


class Statements(OnMap, TemplateView):
    """Every statement with its figures; filtered, sorted; two groups beside one another."""

    template_name = "dialogues/map_statements.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        if self.drawn is None:
            raise Http404
        telling = self.telling
        asked, sort = self._chosen("show", FILTERS), self._chosen("sort", SORTS)
        pair = self._pair(len(telling.figures["groups"]))
        if sort == "apart" and pair is None:
            sort = "number"
        uids = self._sorted(self._filtered(asked), sort, pair)
        page = Paginator(uids, A_PAGE).get_page(self.request.GET.get("page"))
        lines: list[Line] = [telling.line(uid, telling.divide(uid), only=pair) for uid in page.object_list]
        return super().get_context_data(
            lines=lines,
            page_obj=page,
            show=asked,
            sort=sort,
            pair=pair,
            filters=[(key, label) for key, label in _filters().items()],
            sorts=[(key, label) for key, label in _sorts().items() if key != "apart" or telling.is_clear],
            group_names=[(n, telling.group_name(n)) for n in range(len(telling.figures["groups"]))],
            is_clear=telling.is_clear,
            trail=self.trail((_("Map"), self.url("map", uid=self.dialogue.uid)), (_("All statements"), "")),
            **more,
        )

    def _chosen(self, name: str, known: tuple[str, ...]) -> str:
        told = self.request.GET.get(name, "")
        return told if told in known else known[0]

    def _pair(self, groups: int) -> tuple[int, int] | None:
        told = [self.request.GET.get(name, "") for name in ("a", "b")]
        numbers = [number for one in told for number in range(groups) if one == str(number)]
        return (numbers[0], numbers[1]) if len(numbers) == 2 and numbers[0] != numbers[1] else None

    def _filtered(self, asked: str) -> list[str]:
        telling = self.telling
        figures = telling.figures
        lists = {
            "unites": [*figures.get("agreed", ()), *figures.get("rejected", ())],
            "divides": figures.get("dividing", ()),
            "bridging": figures.get("bridges", ()),
            "unsure": figures.get("unsure", ()),
        }
        chosen = set(lists[asked]) if asked in lists else None
        return [uid for uid in telling.rows if chosen is None or uid in chosen]

    def _sorted(self, uids: list[str], sort: str, pair: tuple[int, int] | None) -> list[str]:
        rows, said = self.telling.rows, self.telling.said

        def weight(uid: str) -> float:
            row = rows[uid]
            if sort == "united":
                return -float(max(row["united"], row["against"]))
            if sort in ("divides", "bridging"):
                return -float(row[sort])
            if sort == "people":
                return -float(sum(row["all"] or ()))
            if sort == "apart" and pair is not None:
                return -_between(row["by"][pair[0]], row["by"][pair[1]])
            return 0.0

        return sorted(uids, key=lambda uid: (weight(uid), said[uid].number or 0))


def _between(one: list[int] | None, other: list[int] | None) -> float:
    if not one or not other or not sum(one) or not sum(other):
        return -1.0
    return abs(one[0] / sum(one) - other[0] / sum(other))


def _filters() -> dict[str, str]:
    return {
        "all": pgettext("which statements", "all"),
        "unites": pgettext("which statements", "what unites"),
        "divides": pgettext("which statements", "what divides"),
        "bridging": pgettext("which statements", "what bridges"),
        "unsure": pgettext("which statements", "what many pass on"),
    }


def _sorts() -> dict[str, str]:
    return {
        "number": pgettext("order of statements", "their number"),
        "united": pgettext("order of statements", "what unites most first"),
        "divides": pgettext("order of statements", "what divides most first"),
        "bridging": pgettext("order of statements", "what bridges most first"),
        "people": pgettext("order of statements", "most answered first"),
        "apart": pgettext("order of statements", "where the two groups differ most first"),
    }


@pacing.paced(pacing.FILES)
class MapFile(OnMap, View):
    """The picture on its own, or its table."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.drawn is None:
            raise Http404
        return attached.figure(self.telling.picture(), kwargs["form"], f"map-{self.dialogue.uid}")


@pacing.paced(pacing.FILES)
class MapTables(OnMap, View):
    """The tables by what people are, with all statements."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.drawn is None:
            raise Http404
        said = showing_tables.tables(self.telling).csv()
        answer = HttpResponse(said, content_type=attached.FIGURE_TYPES["csv"])
        return attached.attached(answer, attached.spoken(f"tables-{self.dialogue.uid}.csv"))


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"]}), name="dispatch")
class Embed(Here, TemplateView):
    """The public map for a frame on somebody else's page: as nobody signed in sees it, whoever asks. No cookie."""

    template_name = "dialogues/map_embed.html"

    @cached_property
    def dialogue(self) -> Dialogue:
        found = selectors.dialogue(self.institution, self.kwargs["uid"], to=AnonymousUser())
        if found is None or found.audience != Audience.PUBLIC:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        habits.as_the_house()
        if selectors.sees_maps(self.dialogue, to=AnonymousUser()):
            services.look(self.dialogue, at=self.at)
        drawn = selectors.map_for(self.dialogue, to=AnonymousUser())
        if drawn is None:
            return self.render_to_response(self.get_context_data(drawn=None))
        said = selectors.said(self.dialogue, languages.current())
        etag = quote_etag(f"{drawn.digest[:32]}-{drawn.number}-{languages.current()}-{self._words(said)}")
        unchanged = get_conditional_response(request, etag=etag)
        if isinstance(unchanged, HttpResponse):
            return unchanged
        telling = Telling(drawn, said)
        answer = self.render_to_response(
            self.get_context_data(
                drawn=drawn,
                figure=telling.picture(),
                groups=telling.groups(most=2),
                is_clear=telling.is_clear,
                uniting=telling.uniting(most=3),
                dividing=telling.dividing(most=3),
                sure=telling.sure(),
            )
        )
        answer["ETag"] = etag
        answer["Cache-Control"] = "public, no-cache"
        return answer

    def _words(self, said: Mapping[str, Said]) -> str:
        """A mark of what stands beside the figures: it may be corrected or taken away while the map stays. And of how
        the page looks: after an upgrade the old one would ask for sheets that are no longer there."""
        look = [mithaq.__version__, habits.current().months, *(static(f"{sheet}.css") for sheet in SHEETS)]
        told = [look, sorted(self.dialogue.title.items()), sorted(self.dialogue.question.items())]
        return sha256(
            repr((told, sorted((one.uid, one.text, one.lang) for one in said.values()))).encode()
        ).hexdigest()[:16]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        address = reverse("dialogues:map", kwargs={"institution": self.institution.slug, "uid": self.dialogue.uid})
        return super().get_context_data(
            dialogue=self.dialogue, full_url=self.request.build_absolute_uri(address), **more
        )
