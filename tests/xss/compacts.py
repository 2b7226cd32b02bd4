"""What was agreed. It comes from us or from an operator's file, and is escaped like everything else."""

from __future__ import annotations

from mithaq.compacts.enums import Kind
from mithaq.compacts.models import Category, Compact, Indicator, Provision, SdgLink, State
from tests.cast import Cast, compact
from tests.xss import Shown, in_three, url


def _compact(**more):
    def plant(cast: Cast, text: str) -> list[str]:
        Compact.objects.filter(pk=compact(cast).pk).update(**{k: v(text) for k, v in more.items()})
        return [url(cast, "compacts:compact")]

    return plant


def _short_name(cast: Cast, text: str) -> list[str]:
    Compact.objects.filter(pk=compact(cast).pk).update(short_name=in_three(text))
    return [url(cast, "compacts:categories")]


_LOADED = {"text": "Words", "text_standing": "official", "text_source": "A/RES/73/195"}


def _provision(kind: Kind, page: str, **more):
    def plant(cast: Cast, text: str) -> list[str]:
        gcm = compact(cast)
        objective = Provision.objects.get(compact=gcm, kind=Kind.OBJECTIVE, number=8)
        if kind == Kind.COMMITMENT:
            said = {name: in_three(value) for name, value in _LOADED.items()}
            Provision.objects.get_or_create(compact=gcm, kind=kind, number=8, defaults={"parent": objective, **said})
        Provision.objects.filter(compact=gcm, kind=kind, number=8).update(**{k: v(text) for k, v in more.items()})
        return [url(cast, page, **({"number": 8} if page == "compacts:objective" else {}))]

    return plant


def _all_of(model, page: str, **more):
    def plant(cast: Cast, text: str) -> list[str]:
        compact(cast)
        record = model.objects.filter(objective__number=8).first() if model is SdgLink else model.objects.first()
        if model is Indicator:
            record = Indicator.objects.get(code="10.7.3")
        model.objects.filter(pk=record.pk).update(**{k: v(text) for k, v in more.items()})
        return [url(cast, page, **({"number": 8} if page == "compacts:objective" else {}))]

    return plant


def _same(text: str) -> str:
    return text


_ONE = "compacts:objective"
FIELDS = {
    "compacts.Compact.name": Shown(_compact(name=in_three)),
    "compacts.Compact.short_name": Shown(_short_name),
    "compacts.Compact.instrument": Shown(_compact(instrument=_same)),
    "compacts.Provision.title": Shown(_provision(Kind.OBJECTIVE, _ONE, title=in_three)),
    "compacts.Provision.paragraph": Shown(_provision(Kind.OBJECTIVE, _ONE, paragraph=_same)),
    "compacts.Provision.source": Shown(_provision(Kind.OBJECTIVE, _ONE, source=in_three)),
    "compacts.Provision.text": Shown(_provision(Kind.COMMITMENT, _ONE, text=in_three)),
    "compacts.Provision.text_source": Shown(_provision(Kind.COMMITMENT, _ONE, text_source=in_three)),
    "compacts.Category.name": Shown(_all_of(Category, "compacts:categories", name=in_three)),
    "compacts.Category.basis": Shown(_all_of(Category, "compacts:categories", basis=_same)),
    "compacts.State.name": Shown(_all_of(State, "compacts:states", name=in_three)),
    "compacts.Indicator.title": Shown(_all_of(Indicator, _ONE, title=in_three)),
    "compacts.Indicator.family": Shown(_all_of(Indicator, _ONE, family=_same)),
    "compacts.Indicator.code": Shown(_all_of(Indicator, _ONE, code=_same)),
    "compacts.SdgLink.label": Shown(_all_of(SdgLink, _ONE, label=in_three)),
    "compacts.SdgLink.target": Shown(_all_of(SdgLink, _ONE, target=_same)),
    "compacts.SdgLink.source": Shown(_all_of(SdgLink, _ONE, source=_same), limit=38),
}
_KEYS = "keys of the house, never shown as they are"
NEVER = {
    "compacts.Compact.key": _KEYS,
    "compacts.Compact.standing": _KEYS,
    "compacts.Compact.address": "an address of the web, shown only as a link and only when it is https or http",
    "compacts.Provision.letter": "four signs at most, from a to z by the reader of the file",
    "compacts.Provision.standing": _KEYS,
    "compacts.Provision.text_standing": _KEYS,
    "compacts.Category.code": _KEYS,
    "compacts.Category.standing": _KEYS,
    "compacts.Category.source": "kept, not shown",
    "compacts.State.iso2": "two capitals: a constraint",
    "compacts.State.iso3": "three capitals: a constraint",
    "compacts.State.groups": _KEYS,
    "compacts.State.facts": _KEYS,
    "compacts.Indicator.standing": _KEYS,
    "compacts.Indicator.source": "kept, not shown",
}
