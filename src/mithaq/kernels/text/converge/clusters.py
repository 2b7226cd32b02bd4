"""Messages: statements round a medoid, counted once a document, once a group, once a country, once a language."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from mithaq.kernels.text.analyse import fold
from mithaq.kernels.text.model import SPEAKERS, Lang, Link, Message, Statement

_LANGUAGES: tuple[Lang, ...] = ("ar", "en", "fr", "und")
Near = Mapping[str, Mapping[str, float]]


def messages(statements: Sequence[Statement], links: Iterable[Link]) -> tuple[Message, ...]:
    """Every statement in exactly one message, the strongest message first; who says a thing alone is a message of one.

    No chaining: a member is linked to the medoid itself (or is a copy of one that is), never only to another member.
    """
    by_id = {s.id: s for s in statements}
    chosen = [link for link in links if link.a in by_id and link.b in by_id and link.a != link.b]
    copies = _stars(by_id, _near(link for link in chosen if link.kind == "duplicate"))
    heads = {member: head for head, members in copies.items() for member in members}
    between: dict[tuple[str, str], float] = {}
    for link in chosen:
        a, b = sorted((heads[link.a], heads[link.b]))
        if a != b:
            between[a, b] = max(between.get((a, b), 0.0), link.score)
    near = _near(Link(a, b, "convergent", score) for (a, b), score in between.items())
    found = []
    for medoid, members in _stars(copies, near).items():
        scores = {medoid: 1.0} | {m: near[medoid][m] for m in members if m != medoid}
        everyone = [(scores[head], copy) for head in scores for copy in copies[head] if copy != medoid]
        everyone.sort(key=lambda item: (-item[0], item[1]))
        found.append(_message([by_id[medoid], *(by_id[i] for _, i in everyone)], list(scores.values())[1:]))
    return tuple(sorted(found, key=lambda m: (-m.strength, m.statements[0])))


def strongest(message: Message, statements: Iterable[Statement], limit: int) -> tuple[Statement, ...]:
    """At most `limit` statements to cite: the medoid, then each time the one that adds most to those chosen.

    A new document counts more than a new group, a new group more than a new language, a new State last; the same
    words twice come when nothing else is left.
    """
    by_id = {s.id: s for s in statements}
    left = [by_id[i] for i in message.statements if i in by_id]
    said = [_Said(s) for s in left]
    chosen: list[Statement] = []
    known: set[tuple[str, str]] = set()
    queue = [(() if place == 0 else said[place].old(known), place) for place in range(len(left))]
    heapq.heapify(queue)
    while queue and len(chosen) < limit:
        _, place = heapq.heappop(queue)
        now = (said[place].old(known), place)
        if chosen and queue and now > queue[0]:
            heapq.heappush(queue, now)  # what it adds has only become less since it was last weighed
            continue
        chosen.append(left[place])
        known |= said[place].all
    return tuple(chosen)


def strength(groups: int, documents: int, languages: int, score: float) -> float:
    """One number that sorts by groups, then documents, then languages, then mean score, and reads like them.

    The places are `GG DDDD L.ss`: three groups, twelve documents, two languages, mean score 0.71 give 300122.71.
    """
    return groups * 100_000 + min(documents, 9_999) * 10 + min(languages, 9) + min(round(score, 2), 0.99)


def _message(members: Sequence[Statement], scores: Sequence[float]) -> Message:
    documents = len({s.document for s in members})
    voices, spoken = {s.speaker for s in members} - {"none"}, {s.lang for s in members}
    speakers = tuple(kind for kind in SPEAKERS if kind in voices)
    languages = tuple(lang for lang in _LANGUAGES if lang in spoken)
    return Message(
        statements=tuple(s.id for s in members),
        documents=documents,
        speakers=speakers,
        countries=tuple(sorted({c for s in members for c in s.countries})),
        languages=languages,
        strength=strength(len(speakers), documents, len(languages), fsum(scores) / len(scores) if scores else 0.0),
    )


def _near(links: Iterable[Link]) -> dict[str, dict[str, float]]:
    near: dict[str, dict[str, float]] = {}
    for link in links:
        near.setdefault(link.a, {})[link.b] = link.score
        near.setdefault(link.b, {})[link.a] = link.score
    return near


def _stars(names: Iterable[str], near: Near) -> dict[str, list[str]]:
    """Centres by falling weight of what is linked to them; everyone else goes to the nearest centre it is linked to."""
    weight = {name: fsum(near.get(name, {}).values()) for name in names}
    centres: set[str] = set()
    for name in sorted(weight, key=lambda n: (-weight[n], n)):
        if centres.isdisjoint(near.get(name, ())):
            centres.add(name)
    stars: dict[str, list[str]] = {centre: [centre] for centre in sorted(centres)}
    for name in sorted(weight):
        if name not in centres:
            options = [(score, other) for other, score in near[name].items() if other in centres]
            stars[min(options, key=lambda item: (-item[0], item[1]))[1]].append(name)
    return stars


class _Said:
    """What citing a statement would add, most telling first."""

    def __init__(self, statement: Statement) -> None:
        self.facets = (
            {("text", fold(statement.text))},
            {("document", statement.document)},
            {("speaker", statement.speaker)} - {("speaker", "none")},
            {("lang", statement.lang)},
            {("country", country) for country in statement.countries},
        )
        self.all = set().union(*self.facets)

    def old(self, known: set[tuple[str, str]]) -> tuple[bool, ...]:
        """False where it brings something new, so that the smallest adds most."""
        return tuple(facet <= known for facet in self.facets)
