"""Loading compacts: the shipped facts, and the official text where an operator has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction

from mithaq.compacts import official, shipped
from mithaq.compacts.enums import Kind, Standing
from mithaq.compacts.models import Category, Compact, Indicator, Provision, SdgLink, State
from mithaq.compacts.official import TextRefused
from mithaq.foundation import journal, languages
from mithaq.foundation.actors import Actor

KEYS = shipped.SHIPPED

__all__ = ["KEYS", "TextRefused", "load", "load_text"]


def load(key: str = "gcm", *, by: Actor, at: datetime) -> Compact:
    """Bring the tables to the shipped facts of a compact.

    Loading again changes nothing and writes nothing; what an operator loaded as official is kept. Nothing is deleted.
    Refused (KeyError): a compact that is not shipped.
    """
    facts = shipped.read(key)
    with transaction.atomic():
        changed = _Changes()
        compact = changed.bring(Compact, {"key": key}, facts.compact, known=Compact.objects.filter(key=key).first())
        for kind, rows in ((Kind.PRINCIPLE, facts.principles), (Kind.OBJECTIVE, facts.objectives)):
            _bring_provisions(compact, kind, rows, changed)
        for model, name, rows in ((Category, "code", facts.categories), (State, "iso2", facts.states)):
            known = {getattr(record, name): record for record in model.objects.all()}
            for row in rows:
                changed.bring(model, {name: row[name]}, row, known=known.get(row[name]))
        _bring_measures(compact, facts, changed)
        if changed.counts:
            journal.write("compact.load", about=compact, by=by, at=at, after=dict(changed.counts), public=True)
    return compact


def load_text(compact: Compact, *, language: str, file: bytes, source: str, by: Actor, at: datetime) -> official.Found:
    """Take the official text of the compact in one language from a file an operator has.

    `file` is the resolution as plain text (UTF-8) or JSON; `source` says where it is from and is shown beside the text.
    Titles found in it replace ours in that language and are marked official. Gives back what was found and what is
    missing. Refused (TextRefused) before anything is written: a language that is none of the three, a file that cannot
    be read, that calls itself unofficial, that is written in another language, or in which objectives are not found.
    """
    known = {p.number: p for p in Provision.objects.filter(compact=compact, kind=Kind.OBJECTIVE)}
    found = official.read(file, language=language, objectives=sorted(known))
    with transaction.atomic():
        for told in found.objectives:
            objective = known[told.number]
            if told.title:
                objective.title[language] = told.title
                objective.standing[language] = Standing.OFFICIAL
                objective.source[language] = source
                objective.save(update_fields=["title", "standing", "source"])
            if told.commitment:
                _bring_text(objective, Kind.COMMITMENT, "", told.commitment, language, source)
            for letter, text in told.actions.items():
                _bring_text(objective, Kind.ACTION, letter, text, language, source)
        said = {"language": language, "source": source, "digest": found.digest, **found.counts}
        journal.write("compact.load_text", about=compact, by=by, at=at, after=said, public=True)
    return found


class _Changes:
    """Brings records to what is told, and counts what really changed."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def bring(self, model: type[models.Model], key: Mapping[str, Any], told: Mapping[str, Any], *, known: Any) -> Any:
        """`known` is the record as it stands, None when there is none. Constraints are the database's to check."""
        record = known
        if record is None:
            record = model(**{**key, **told})
            record.clean_fields()
            record.save(force_insert=True)
            self._count(model)
            return record
        changed = [name for name, value in told.items() if getattr(record, name) != value]
        if changed:
            for name in changed:
                setattr(record, name, told[name])
            record.save(update_fields=changed)
            self._count(model)
        return record

    def _count(self, model: type[models.Model]) -> None:
        name = model._meta.model_name or ""
        self.counts[name] = self.counts.get(name, 0) + 1


def _bring_provisions(compact: Compact, kind: Kind, rows: Iterable[Mapping[str, Any]], changed: _Changes) -> None:
    known = {p.number: p for p in Provision.objects.filter(compact=compact, kind=kind).prefetch_related("parts")}
    for row in rows:
        record = known.get(row["number"])
        told = _keep_official(record, row) if record else row
        changed.bring(Provision, {"compact": compact, "kind": kind, "number": row["number"]}, told, known=record)


def _keep_official(record: Provision, row: Mapping[str, Any]) -> dict[str, Any]:
    """What an operator has loaded as official in a language outlives our own wording of it."""
    told = dict(row)
    for code in languages.CODES:
        if (record.is_official(code) and row["standing"].get(code) != Standing.OFFICIAL) or _loaded(record, code):
            for name in ("title", "standing", "source"):
                told[name] = {**told[name], code: getattr(record, name)[code]}
    told["title"] = type(record.title)(told["title"])
    return told


def _loaded(record: Provision, code: str) -> bool:
    """An objective whose commitment has a text in this language got its title from the same file."""
    return any(part.text.get(code) for part in record.parts.all() if part.kind == Kind.COMMITMENT)


def _bring_measures(compact: Compact, facts: shipped.Facts, changed: _Changes) -> None:
    objectives = {p.number: p for p in Provision.objects.filter(compact=compact, kind=Kind.OBJECTIVE)}
    indicators = {i.code: i for i in Indicator.objects.filter(compact=compact).prefetch_related("objectives")}
    for row in facts.indicators:
        told = {name: value for name, value in row.items() if name != "objectives"}
        record = changed.bring(
            Indicator, {"compact": compact, "code": row["code"]}, told, known=indicators.get(row["code"])
        )
        wanted = {objectives[number] for number in row["objectives"]}
        if set(record.objectives.all()) != wanted:
            record.objectives.set(wanted)
    links = {(link.objective_id, link.target): link for link in SdgLink.objects.filter(objective__compact=compact)}
    for row in facts.links:
        objective = objectives[row["objective"]]
        told = {**row, "objective": objective}
        known = links.get((objective.pk, row["target"]))
        changed.bring(SdgLink, {"objective": objective, "target": row["target"]}, told, known=known)


def _bring_text(objective: Provision, kind: Kind, letter: str, text: str, language: str, source: str) -> None:
    part, _ = Provision.objects.get_or_create(
        compact=objective.compact,
        kind=kind,
        number=objective.number,
        letter=letter,
        defaults={"parent": objective, "paragraph": objective.paragraph},
    )
    part.text[language] = text
    part.text_standing[language] = Standing.OFFICIAL
    part.text_source[language] = source
    part.save(update_fields=["text", "text_standing", "text_source"])
