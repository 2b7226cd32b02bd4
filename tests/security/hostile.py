"""A house in which everything people write is the corpus: in every language, every name, every file.

`filled(cast, texts)` makes it of so many hostile texts: a document that says them in passages that are coded and
quoted, a synthesis, written lines in three languages, a release. `spoil(text)` puts a text into every field of the
corpus (tests/xss) that stands anywhere by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import models

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Coding, Document
from mithaq.foundation.fields import WordsField
from mithaq.people import services as people
from mithaq.people.models import Organisation
from mithaq.synthesis import services as synthesis
from mithaq.synthesis.models import Release, Synthesis
from tests import cast as everybody
from tests.cast import AT, Cast
from tests.house.test_xss import CORPUS, FIELDS, LENGTHS, MARK
from tests.synthesis import adopted
from tests.xss import in_three

TYPST = f'#read("/etc/passwd") #{MARK}() $x_{MARK}$ @{MARK} <{MARK}> *{MARK}* _{MARK}_ `{MARK}` //{MARK} /*'
XML = f"]]></w:t></w:r><w:instrText>HYPERLINK {MARK}</w:instrText> &{MARK}; <?{MARK}?>"
TEX = f"}}, title = {{{MARK}}} \\input{{{MARK}}} %{MARK} ^^41 ~ $x$ & # _"
FORMULAS = tuple(f"{sign}HYPERLINK({MARK})" for sign in ("=", "+", "-", "@", "\t=", "\r=", "＝", "\u202e=", "\ufeff="))
TEXTS = (*CORPUS, TYPST, XML, TEX)
SIGNS = f"{MARK} a\x01b\x08c\x0bd\x1be\x7ff\x85g\u2028h\ufeffi\ufffej\uffffk"
LONG = f"{MARK}{'W' * 190}"

_SAY = "We recommend that governments abolish the recruitment fees paid by migrant workers, {}, and monitor agencies."


def filled(cast: Cast, texts: Sequence[str], *, name: str) -> Release:
    """Inside no scope. `name` is what the institution, the papers and the people of it are called."""
    everybody.compact(cast)
    cast.institution.name = in_three(name)
    cast.institution.save()
    union = people.register_organisation(in_three(name), by=cast.amal.actor, at=AT)
    paper = "\n\n".join(["Paper of the network on migration", *(_SAY.format(text) for text in texts)])
    told = {"title": in_three(name), "source": name, "licence": name[:200], "visibility": Visibility.PUBLIC}
    document = evidence.deposit(
        cast.institution, paper.encode(), "paper.txt", by=cast.badr.actor, at=AT, **told
    ).document
    evidence.code(cast.institution, [document], by=cast.badr.actor, at=AT, workers=1)
    with cast.scope():
        Organisation.objects.filter(pk=union.pk).update(acronym=name[:40])
        Document.objects.filter(pk=document.pk).update(file_name=f"{name[:200]}.txt", contributor=union)
        Coding.objects.filter(scheme="speaker").update(code="other", name=name[:200])
        made = _drafted(cast, document, name)
        adopted.write(cast, made, texts=in_three(" ".join(texts)[:1900].replace("{", "{{")))
        return adopted.release(
            cast, made, title=in_three(name), adopted_by=in_three(name), note=in_three(" ".join(texts)[:1900])
        )


def _drafted(cast: Cast, document: Document, name: str) -> Synthesis:
    return synthesis.draft(
        cast.institution,
        documents=[document],
        by=cast.badr.actor,
        at=AT,
        visibility=Visibility.PUBLIC,
        title=in_three(name),
        refused=[(name, "empty", {"name": name})],
    ).synthesis


_SHAPES: dict[str, Any] = {
    "cooperation.Application.answers": lambda text: {text[:60]: [text]},
    "cooperation.Application.countries": lambda text: [text[:40]],
    "cooperation.Application.findings": lambda text: [{"clause": text, "key": text, "facts": {"said": text}}],
    "cycles.Delivery.languages": lambda text: [text[:8]],
    "cycles.Phase.opens": lambda text: [text],
    "elections.Candidacy.attributes": lambda text: {"theme": [text], text[:60]: [text]},
    "elections.Election.quotas": lambda text: [
        {"key": "aim", "over": text, "rule": "at-most", "values": [text], "number": 99}
    ],
    "evidence.Passage.headings": lambda text: [text],
    "meetings.Motion.outcome": lambda text: {"why": text},
    "notices.Due.facts": lambda text: {"name": in_three(text), "title": text},
    "people.Constituency.values": lambda text: [text],
    "evidence.SavedSearch.asked": lambda text: {"q": text[:200]},
    "foundation.Job.outcome": lambda text: {"detail": text},
    "institutions.Term.avoided": lambda text: {code: [text[:100]] for code in ("ar", "en", "fr")},
    "synthesis.Synthesis.questions": lambda text: [in_three(text)],
    "synthesis.Synthesis.refused": lambda text: [[text, "empty", {"name": text}]],
    "notices.Notice.facts": lambda text: {
        "number": 1, "count": 2, "title": text, "release": in_three(text), "document": in_three(text)
    },
}  # fmt: skip
KEPT = {
    "cycles.Delivery.taken_back_because": "stands only with the moment it was taken back",
    "dialogues.Invitation.address": "stands only with a link by mail: planted where its own test does",
    "elections.Count.result": "figures of the kernel: planted where its own test does",
    "evidence.Passage.text": "quotations are verified against it: planted by depositing",
    "evidence.Rendition.text": "quotations are verified against it: planted by depositing",
    "evidence.Coding.code": "a key of the house",
    "evidence.Decision.verdicts": "keys, beside the one name",
    "foundation.Entry": "the journal takes no change",
    "foundation.Job.kind": "what a job is started by",
    "synthesis.Release.content": "the words of lines, frozen",
    "synthesis.Synthesis.questions": "as many as there are sections",
    "compacts.": "what was agreed, loaded from files",
}


def spoil(text: str) -> int:
    """In how many fields it stands now; inside the institution's scope."""
    spoilt = 0
    for name in FIELDS:
        if name.startswith(tuple(KEPT)):
            continue
        label, _dot, field_name = name.rpartition(".")
        model = apps.get_model(label)
        field = model._meta.get_field(field_name)
        said = text[: LENGTHS.get(name, 0) or 200]
        if name in _SHAPES:
            value = _SHAPES[name](said)
        elif isinstance(field, WordsField):
            value = in_three(said)
        else:
            assert not isinstance(field, models.JSONField), f"say in _SHAPES how {name} is written"
            value = said
        spoilt += bool(model.objects.update(**{field_name: value}))
    return spoilt
