"""Notices as people read them: each room words its own kinds, and says who may still be told of what.

    wording.word("synthesis.release_cites", sentence, still=open_releases)

`sentence` is a text with `%(name)s` places, or a function of the facts; it is worded in the reader's language when it
is read. `still(institution, reader, abouts)` gives back those of `abouts` this reader may still know of: what was
narrowed or withdrawn since is neither shown nor mailed. A kind without it needs no more than to take part in the
institution.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.functional import Promise

from mithaq.foundation import minute
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.notices.models import Due, Notice

Sentence = str | Promise | Callable[[Mapping[str, Any]], str]
Told = TypeVar("Told", Notice, Due)
Still = Callable[[Institution, Account, Sequence[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    sentence: Sentence
    still: Still | None


_kinds: dict[str, Kind] = {}


def word(kind: str, sentence: Sentence, still: Still | None = None) -> None:
    """Say once, when the room starts, how a kind of notice reads and who may still be told; again replaces it."""
    _kinds[kind] = Kind(sentence, still)


def said(notice: Notice | Due) -> str:
    """The notice, or what is due, as one sentence in the active language; a kind nobody has worded says nothing."""
    kind = _kinds.get(notice.kind)
    if kind is None:
        return ""
    if callable(kind.sentence) and not isinstance(kind.sentence, Promise):
        return kind.sentence(notice.facts)
    return str(kind.sentence) % minute.Facts({name: minute.shown(value) for name, value in notice.facts.items()})


def still_open(institution: Institution, reader: Account, notices: Iterable[Told]) -> list[Told]:
    """Those of one person's notices that this person may still know of: one question a kind, however many there are."""
    notices = list(notices)
    by_kind: dict[str, list[str]] = defaultdict(list)
    for notice in notices:
        by_kind[notice.kind].append(notice.about)
    open_ = {kind: _open(kind, institution, reader, abouts) for kind, abouts in by_kind.items()}
    return [notice for notice in notices if notice.about in open_[notice.kind]]


def _open(name: str, institution: Institution, reader: Account, abouts: Sequence[str]) -> Collection[str]:
    kind = _kinds.get(name)
    if kind is None:
        return ()
    return abouts if kind.still is None else set(kind.still(institution, reader, abouts))
