"""Every operation of the API: one selector each, asked as nobody in particular."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django_scopes import scope
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from mithaq.compacts import selectors as compacts
from mithaq.compacts.enums import Kind
from mithaq.evidence import selectors as evidence
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.portal import crossing, opendata
from mithaq.portal.api import asked, shapes
from mithaq.portal.api.asked import Missing
from mithaq.portal.api.told import Teller
from mithaq.synthesis import selectors as synthesis

ANYBODY = None
NOT_FOUND = {404: shapes.Problem}
INVALID = {422: shapes.Invalid}
HOME = "/institutions/{home}"


class Json(JSONRenderer):
    """Letters as they are: an answer in Arabic can be read by a person too."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Names an operation as its address is named."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.url_name)


api = Api(
    title="Mithaq",
    version="1",
    description="What anybody may see, for machines. Read only. Texts of people come word for word in their language.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    renderer=Json(),
)


@contextmanager
def inside(home: str) -> Iterator[Institution]:
    """The institution and its scope. One that is closed is not there, like one that does not exist."""
    institution = institutions.public().filter(slug=home).first()
    if institution is None:
        raise Missing
    with scope(institution=institution):
        yield institution


@api.get("/institutions", response={200: shapes.Institutions, **INVALID}, url_name="institutions")
def list_institutions(request: HttpRequest, labels: asked.Labels = None) -> Any:
    homes = list(institutions.public())
    seen = evidence.amounts(homes)
    tell = Teller(labels or "")
    return {"items": [tell.institution(home, seen[home.pk]) for home in homes]}


@api.get(HOME, response={200: shapes.Institution, **NOT_FOUND, **INVALID}, url_name="institution")
def institution(request: HttpRequest, home: str, labels: asked.Labels = None) -> Any:
    with inside(home) as found:
        return Teller(labels or "").institution(found, evidence.amounts([found])[found.pk])


@api.get(f"{HOME}/documents", response={200: shapes.Documents, **NOT_FOUND, **INVALID}, url_name="documents")
def list_documents(
    request: HttpRequest,
    home: str,
    lang: asked.Lang = "",
    year: asked.Year = None,
    contributor: asked.Uid = "",
    cursor: asked.Cursor = "",
    limit: asked.Limit = 50,
    labels: asked.Labels = None,
) -> Any:
    with inside(home) as found:
        rows = evidence.documents(found, to=ANYBODY, lang=lang).select_related("contributor__category", "institution")
        if year is not None:
            rows = rows.filter(year=year)
        if contributor:
            rows = rows.filter(contributor__uid=contributor)
        items, further = asked.newest_first(rows, "deposited_at", cursor=cursor, limit=limit)
        tell = Teller(labels or "")
        return {"items": [tell.document(one) for one in items], "next": further}


@api.get(HOME + "/documents/{uid}", response={200: shapes.Document, **NOT_FOUND, **INVALID}, url_name="document")
def document(request: HttpRequest, home: str, uid: str, labels: asked.Labels = None) -> Any:
    with inside(home) as found:
        rows = evidence.documents(found, to=ANYBODY).select_related("contributor__category", "institution")
        one = rows.filter(uid=uid).first()
        if one is None:
            raise Missing
        return Teller(labels or "").document(one)


@api.get(f"{HOME}/passages", response={200: shapes.Passages, **NOT_FOUND, **INVALID}, url_name="passages")
def list_passages(
    request: HttpRequest,
    home: str,
    q: asked.Words = "",
    objective: asked.Objective = None,
    country: asked.Country = "",
    act: asked.Act = None,
    category: asked.Category = "",
    lang: asked.Lang = "",
    document: asked.Uid = "",
    cursor: asked.Cursor = "",
    limit: asked.Limit = 50,
) -> Any:
    with inside(home) as found:
        rows = (
            evidence.found(found, q, to=ANYBODY, lang=lang)
            if q.strip()
            else evidence.passages(found, to=ANYBODY, lang=lang)
        )
        for name, value in (
            ("facets__objectives__contains", f",{objective}," if objective else ""),
            ("facets__countries__contains", f",{country}," if country else ""),
            ("facets__act", act),
            ("facets__category", category),
            ("rendition__document__uid", document),
        ):
            if value:
                rows = rows.filter(**{name: value})
        items, further = asked.in_order(rows.select_related("institution"), cursor=cursor, limit=limit)
        tell = Teller()
        return {"items": [tell.passage(one) for one in items], "next": further}


@api.get(HOME + "/passages/{uid}", response={200: shapes.Passage, **NOT_FOUND, **INVALID}, url_name="passage")
def passage(request: HttpRequest, home: str, uid: str) -> Any:
    with inside(home) as found:
        one = evidence.passage(found, uid, to=ANYBODY)
        if one is None:
            raise Missing
        one.codings_shown = evidence.codings([one])[one.pk]  # type: ignore[attr-defined]
        return Teller().passage(one)


@api.get(f"{HOME}/syntheses", response={200: shapes.Syntheses, **NOT_FOUND, **INVALID}, url_name="syntheses")
def list_syntheses(
    request: HttpRequest, home: str, cursor: asked.Cursor = "", limit: asked.Limit = 50, labels: asked.Labels = None
) -> Any:
    with inside(home) as found:
        rows = synthesis.syntheses(found, to=ANYBODY).select_related("institution")
        items, further = asked.newest_first(rows, "drafted_at", cursor=cursor, limit=limit)
        tell = Teller(labels or "")
        return {"items": [tell.synthesis(one) for one in items], "next": further}


@api.get(
    HOME + "/syntheses/{uid}/report",
    response={200: shapes.Report, **NOT_FOUND, 409: shapes.Problem, **INVALID},
    url_name="report",
)
def report(request: HttpRequest, home: str, uid: str, lang: asked.Tongue = "en") -> Any:
    with inside(home) as found:
        one = synthesis.synthesis(found, uid, to=ANYBODY)
        if one is None:
            raise Missing
        made = synthesis.report(one, lang, every_passage=False)
        return {"uid": uid, **asdict(made)}


@api.get(f"{HOME}/releases", response={200: shapes.Releases, **NOT_FOUND, **INVALID}, url_name="releases")
def list_releases(
    request: HttpRequest, home: str, cursor: asked.Cursor = "", limit: asked.Limit = 50, labels: asked.Labels = None
) -> Any:
    with inside(home) as found:
        rows = synthesis.releases(found, to=ANYBODY).select_related("institution")
        items, further = asked.newest_first(rows, "released_at", cursor=cursor, limit=limit)
        tell = Teller(labels or "")
        return {"items": [tell.release(one) for one in items], "next": further}


@api.get(HOME + "/releases/{uid}", response={200: shapes.Frozen, **NOT_FOUND, **INVALID}, url_name="release")
def release(request: HttpRequest, home: str, uid: str, labels: asked.Labels = None) -> Any:
    with inside(home) as found:
        one = synthesis.releases(found, to=ANYBODY).filter(uid=uid).defer(None).select_related("institution").first()
        if one is None:
            raise Missing
        gone = synthesis.withdrawn_since([one])[one.pk]
        content = {lang: synthesis.to_json(synthesis.showable(one, lang, withdrawn=gone)) for lang in one.content}
        return {**Teller(labels or "").release(one), "content": content}


@api.get(f"{HOME}/matrix", response={200: shapes.Matrix, **NOT_FOUND, **INVALID}, url_name="matrix")
def matrix(
    request: HttpRequest,
    home: str,
    by: asked.By = "country",
    act: asked.Act = None,
    lang: asked.Lang = "",
    year: asked.Year = None,
    confirmed: asked.Confirmed = False,
    labels: asked.Labels = None,
) -> Any:
    narrowed = {name: str(value) for name, value in (("act", act), ("lang", lang), ("year", year)) if value}
    with inside(home) as found:
        grid = crossing.grid(found, crossing.Asked(by, narrowed, confirmed), to=ANYBODY)
    tell = Teller(labels or "")
    return {
        "by": by,
        "read": grid.statements,
        "columns": [
            {"key": c.key, "label": tell.label(c.label), "read": c.read, "documents": c.documents} for c in grid.columns
        ],
        "rows": [
            {"objective": row.objective, "label": tell.label(row.label), "total": total, "counts": list(counts)}
            for row, total, counts in zip(grid.rows, grid.totals, grid.cells, strict=True)
        ],
    }


@api.get("/compacts", response={200: shapes.Compacts, **INVALID}, url_name="compacts")
def list_compacts(request: HttpRequest, labels: asked.Labels = None) -> Any:
    tell = Teller(labels or "")
    return {"items": [tell.compact(one) for one in compacts.all_compacts()]}


@api.get("/compacts/{key}", response={200: shapes.Compact, **NOT_FOUND, **INVALID}, url_name="compact")
def compact(request: HttpRequest, key: str, labels: asked.Labels = None) -> Any:
    found = compacts.by_key(key)
    if found is None:
        raise Missing
    tell = Teller(labels or "")
    return {
        **tell.compact(found),
        "objectives": tell.provisions(compacts.objectives(found)),
        "principles": tell.provisions(compacts.provisions(found, Kind.PRINCIPLE)),
    }


@api.get("/states", response={200: shapes.States, **INVALID}, url_name="states")
def list_states(request: HttpRequest, labels: asked.Labels = None) -> Any:
    tell = Teller(labels or "")
    return {"items": [tell.state(one) for one in compacts.states()]}


@api.get("/categories", response={200: shapes.Categories, **INVALID}, url_name="categories")
def list_categories(request: HttpRequest, labels: asked.Labels = None) -> Any:
    tell = Teller(labels or "")
    return {"items": [tell.category(one) for one in compacts.categories()]}


@api.get("/dictionary", response={200: shapes.Dictionary, **INVALID}, url_name="dictionary")
def list_dictionary(request: HttpRequest, labels: asked.Labels = None) -> Any:
    tell = Teller(labels or "")
    return {
        "items": [
            {
                "file": one.file,
                "column": one.column.name,
                "type": one.column.type,
                "unit": one.column.unit,
                "meaning": tell.label(opendata.in_all(one.column.meaning)),
                "values": {key: tell.label(opendata.in_all(said)) for key, said in one.column.values.items()},
            }
            for one in opendata.dictionary()
        ]
    }
