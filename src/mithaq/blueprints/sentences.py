"""Clauses as plain sentences in the reader's language: what a charter says, without its words and signs.

`whole(charter)` tells a whole charter; `of(teller, clause)` one clause. Every value that stands in a clause is said: in
a sentence of its kind, or after its label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from mithaq.blueprints import saying_bodies, saying_others, vocabulary
from mithaq.blueprints.pieces import Sentence
from mithaq.blueprints.telling import Names, Teller, Told
from mithaq.kernels.charter import Charter, Clause

Say = Callable[[Told], Iterable[Sentence]]

_SAY: Mapping[str, Say] = {**saying_bodies.SAY, **saying_others.SAY}


def of(teller: Teller, clause: Clause) -> tuple[Sentence, ...]:
    """Everything a clause says; never nothing."""
    told = Told(teller, clause)
    say = _SAY.get(clause.kind, lead)
    return (*say(told), *told.rest())


def lead(told: Told) -> Iterator[Sentence]:
    """By its kind, its number and its name: for clauses whose name is what they say."""
    kind = str(vocabulary.KINDS[told.clause.kind])
    if not told.name:
        yield Sentence(_("%(kind)s (%(of)s)."), {"kind": kind, "of": told.owner})
    elif "number" in told and told.clause.kind in saying_others.ORDERED:
        yield Sentence(
            _("%(kind)s %(number)s: %(name)s"), {"kind": kind, "number": told.say("number"), "name": told.name}
        )
    else:
        yield Sentence(_("%(kind)s: %(name)s"), {"kind": kind, "name": told.name})


def whole(charter: Charter, names: Names | None = None) -> Iterator[tuple[Clause, tuple[Sentence, ...]]]:
    """Each clause of a charter, in its order, with its sentences."""
    teller = Teller(charter, names)
    for clause in charter:
        yield clause, of(teller, clause)
