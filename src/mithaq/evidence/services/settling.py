"""A document read anew, from the same file or from another: which of its passages are still the same records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mithaq.evidence.models import Coding, Document, Passage, Rendition
from mithaq.evidence.services import texts
from mithaq.kernels import text as kernel

_PLACE = ("number", "kind", "start", "end", "page", "lang", "headings", "tokens")
_CUT = ("number", "start", "end", "page")


@dataclass(frozen=True, slots=True)
class Settled:
    """`kept` passages stayed the same records, `new` were made; `aside` are the keys of those put aside."""

    kept: int
    new: int
    aside: tuple[int, ...]

    @property
    def current(self) -> int:
        return self.kept + self.new


def settle(
    document: Document, former: Rendition, rendition: Rendition, passages: Iterable[kernel.Passage], *, revive: bool
) -> Settled:
    """Match the current passages of a document with what was read now, by their words and in order.

    What a person split or merged stays cut as they cut it, wherever its words stand unchanged. With `revive` a passage
    put aside earlier comes back as the same record, its codes with it, when its words stand there again. Nothing is
    deleted.
    """
    mine = Passage.objects.filter(rendition__document=document, rendition__is_original=True)
    current = list(mine.filter(is_current=True).order_by("number"))
    fresh = [texts.row(rendition, passage) for passage in passages]
    cut, fresh = _still_cut([row for row in current if row.cut_from_id], former, rendition, fresh)
    still = {row.pk for row in cut}
    waiting = _by_words(row for row in current if row.pk not in still)
    resting = _by_words(mine.filter(is_current=False).order_by("pk")) if revive else {}
    kept, made, back = list(cut), [], []
    moved = {*_CUT} if cut else set()
    changed = list(cut)
    for one in fresh:
        row = _taken(waiting, one.text)
        if row is None and (row := _taken(resting, one.text)):
            back.append(row.pk)
        if row is None:
            made.append(one)
            continue
        if differing := [field for field in _PLACE if getattr(row, field) != getattr(one, field)]:
            for field in differing:
                setattr(row, field, getattr(one, field))
            moved.update(differing)
            changed.append(row)
        kept.append(row)
    if cut:
        changed = kept
        for number, row in enumerate(sorted([*kept, *made], key=lambda row: (row.start, row.end)), start=1):
            row.number = number
    # All are put aside first: numbers are unique among the current ones, and they may change places.
    mine.filter(is_current=True).update(is_current=False)
    if changed:
        Passage.objects.bulk_update(changed, sorted(moved), batch_size=100)
    keys = [row.pk for row in kept]
    for start in range(0, len(keys), texts.BATCH):
        here = Passage.objects.filter(pk__in=keys[start : start + texts.BATCH])
        here.update(rendition=rendition, is_current=True)
    Passage.objects.bulk_create(made, batch_size=texts.BATCH)
    Coding.objects.filter(passage__in=back, is_obsolete=True).update(is_obsolete=False)
    there = set(keys)
    return Settled(len(kept), len(made), tuple(row.pk for row in current if row.pk not in there))


def leave_translations(document: Document, fresh: Rendition, *, changed: bool) -> None:
    """Translations of a text that changed went stale; one in the language the document is now in is put aside."""
    translations = document.renditions.filter(is_original=False, is_current=True)
    if changed:
        translations.update(is_stale=True)
    translations.filter(lang=fresh.lang).update(is_current=False)


def _by_words(rows: Iterable[Passage]) -> dict[str, list[Passage]]:
    """Passages with the same words under those words, the first of them last."""
    found: dict[str, list[Passage]] = {}
    for row in reversed(list(rows)):
        found.setdefault(row.text, []).append(row)
    return found


def _taken(rows: dict[str, list[Passage]], words: str) -> Passage | None:
    same = rows.get(words)
    return same.pop() if same else None


def _still_cut(
    cut: Sequence[Passage], former: Rendition, rendition: Rendition, fresh: list[Passage]
) -> tuple[list[Passage], list[Passage]]:
    """Which persons' cuts hold in the new text, moved there, and what was read now outside of them.

    A cut holds where its raw words are found once, and where the cuts together leave nothing of what they were cut
    from.
    """
    if not cut:
        return [], fresh
    moved = []
    for row in cut:
        words = former.text[row.start : row.end]
        at = row.start if former.text == rendition.text else _only(rendition.text, words)
        if at >= 0:
            moved.append((at, at + len(words), row))
    moved.sort(key=lambda one: one[:2])
    touching = {
        place: [n for n, (start, end, _) in enumerate(moved) if start < one.end and end > one.start]
        for place, one in enumerate(fresh)
    }
    broken: set[int] = set()
    while (
        wrong := {
            n
            for place, cuts in touching.items()
            if broken.intersection(cuts) or not _covered(fresh[place], [moved[n][:2] for n in cuts], rendition.text)
            for n in cuts
        }
        - broken
    ):
        broken |= wrong
    left = [one for place, one in enumerate(fresh) if not set(touching[place]) - broken]
    held = []
    for n, (start, end, row) in enumerate(moved):
        if n in broken or not any(n in cuts for cuts in touching.values()):
            continue
        row.rendition, row.start, row.end = rendition, start, end
        row.page = max(1, bisect_right(rendition.page_starts, start))
        held.append(row)
    return held, left


def _covered(one: Passage, cuts: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether the cuts, in their order, leave nothing of a passage but spaces."""
    rest, at = "", one.start
    for start, end in cuts:
        rest += text[at:start]
        at = max(at, end)
    return not (rest + text[at : one.end]).strip()


def _only(text: str, words: str) -> int:
    """Where the words stand, if they stand once; else -1."""
    at = text.find(words)
    return at if at >= 0 and text.find(words, at + 1) < 0 else -1
