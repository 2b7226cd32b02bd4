"""The grammar for people: the part of docs/blueprint.md that is made from the table of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mithaq.kernels.charter import grammar
from mithaq.kernels.charter.faults import FAULTS
from mithaq.kernels.charter.fields import COMMON, Field, Kind
from mithaq.kernels.charter.reading import timed
from mithaq.kernels.charter.values import EXAMPLES
from mithaq.kernels.charter.vocabulary import MOMENTS, PARTIES

TYPES: Mapping[str, str] = {
    "text": "A text.",
    "words": "A text in the language of the charter, or in up to three languages.",
    "words-list": "A list of such texts.",
    "number": "A whole number from 0.",
    "numbers": "A list of whole numbers.",
    "flag": "`true` or `false`.",
    "count": "How many: `5`, `5-6`, `up to 15`, `at least 3`, `open`.",
    "fraction": "A part of a whole, as a text: `1/3`.",
    "money": "An amount and the three letters of its currency: `3000000 EUR`.",
    "span": "How long: `2 years`, `1 year 6 months`, `2 weeks`, `30 days`.",
    "cadence": "How often: `monthly`, `annual in Q2`, `every 4 years`, `at least 2 times a year`.",
    "when": (
        "When. A day `2021-02-24`, days `2021-02-24/2021-02-25`, a month `2021-02`, months `2021-02/2021-04`, a year "
        "`2021`, `Q1 2021`, `H2 2020`, a part `early 2021-03` (`early`, `mid`, `late`, `end`, of a month or year), "
        "from part to part `end 2019-10/early 2019-11`, a last day `by 2020-01-01`, or a time told from another: "
        "`1 day before event.conference`, `2 weeks after adoption`."
    ),
    "key": "A key: small letters, digits, hyphens.",
    "keys": "A list of keys.",
    "actions": "What may be done, as room and verb.",
    "countries": "States by the two capital letters of ISO 3166.",
    "languages": "`ar`, `en`, `fr`.",
    "choice": "One of the words that are listed.",
    "choices": "One or several of the words that are listed.",
    "reference": "The id of another clause, of one of the kinds that are listed.",
    "clause": "The id of any clause.",
    "who": "A party (listed below) or the id of a body, seat, party, or `institution`.",
    "whos": "One or several of those.",
    "source": "A document and a quoted sentence.",
    "sources": "One or several sources; `rule` is the number in the ledger.",
}


MADE = "# The grammar\n\n"


def documentation() -> str:
    """Markdown: what every clause may say, each type, each kind of clause, each fault."""
    return "\n".join([*_common(), *_types(), *_kinds(), *_faults()]).rstrip() + "\n"


def renewed(page: str) -> str:
    """A page with the grammar of today in place of the one after its heading."""
    return page.partition(MADE)[0] + MADE + documentation()


def _common() -> Iterator[str]:
    yield "## Words of every clause\n"
    yield from _table(COMMON)
    yield ""


def _types() -> Iterator[str]:
    yield "## What may stand under a word\n"
    yield "| type | what it says | for example |\n|---|---|---|"
    used = {field.type for kind in grammar.kinds() for field in grammar.fields(kind).values()}
    for name, says in TYPES.items():
        if name in used:
            example = EXAMPLES[name]
            yield f"| {name} | {says} | {f'`{example}`' if example else ''} |"
    yield f"\nParties: {_listed(PARTIES)}.\n"
    yield f"A time may be told from a clause that has one ({_listed(timed())}), or from a moment: {_listed(MOMENTS)}.\n"


def _kinds() -> Iterator[str]:
    yield "## Kinds of clause\n"
    for kind in grammar.kinds():
        yield f"### {kind.name}\n"
        yield f"{kind.says} Written {_headers(kind)}.\n"
        yield from _table(kind.fields)
        if kind.parts:
            yield f"\nParts: {_listed(kind.parts)}."
        yield ""


def _headers(kind: Kind) -> str:
    """Where clauses of a kind may stand."""
    at = [""] if kind.name in grammar.TOP else []
    wholes = [one for one in grammar.kinds() if kind.name in one.parts]
    at += [f"{one.name}.…." if one.keyed else f"{one.name}." for one in wholes]
    return ", ".join(f"`[{above}{kind.name}{'.key' if kind.keyed else ''}]`" for above in at)


def _table(fields: Mapping[str, Field]) -> Iterator[str]:
    yield "| word | type | what it says |\n|---|---|---|"
    for word, field in fields.items():
        name = f"**{word}** (must be there)" if field.required else word
        says = field.says.replace("|", "\\|")
        if field.type in ("choice", "choices"):
            says += f" {_listed(field.choices)}."
        elif field.type == "reference":
            says += f" ({_listed(field.to)})"
        yield f"| {name} | {field.type} | {says} |"


def _faults() -> Iterator[str]:
    yield "## What can be wrong\n"
    yield "An error keeps a text from being adopted. A warning is shown, unless a `[finding.…]` is about its clause.\n"
    yield "| key | | what it says |\n|---|---|---|"
    for key, told in FAULTS.items():
        yield f"| {key} | {told.severity} | {told.says} |"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
