"""Sentence embeddings from a model elsewhere, for `converge.links(…, vectors=…)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from mithaq.kernels.text.adapters.endpoint import AdapterFailed, Endpoint

VERSION = "embedding-1"
BATCH = 64
LARGEST = 1e12  # a coordinate beyond this, or one that is no number, is an error and not an embedding


class Embedder(Protocol):
    """Whatever turns texts into vectors of one length. `name` and `version` are kept beside what is made of them."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def leaves_machine(self) -> bool: ...

    def embed(self, texts: Sequence[str], *, allow_leaving: bool = False) -> list[list[float]]: ...


@dataclass(frozen=True, slots=True)
class RemoteEmbedder:
    """The embeddings of an OpenAI-compatible endpoint. `dimension`, if given, is what every vector must have."""

    endpoint: Endpoint
    dimension: int | None = None

    @property
    def name(self) -> str:
        return self.endpoint.model

    @property
    def version(self) -> str:
        return f"{VERSION}:{self.endpoint.model}"

    @property
    def leaves_machine(self) -> bool:
        return self.endpoint.leaves_machine

    def describe(self) -> tuple[str, dict[str, object]]:
        return self.endpoint.describe()

    def embed(self, texts: Sequence[str], *, allow_leaving: bool = False) -> list[list[float]]:
        """One vector a text, in order. Raises `AdapterFailed` rather than return fewer, longer or broken vectors."""
        vectors: list[list[float]] = []
        for start in range(0, len(texts), BATCH):
            batch = list(texts[start : start + BATCH])
            answer = self.endpoint.ask(
                "embeddings", {"model": self.endpoint.model, "input": batch}, allow_leaving=allow_leaving
            )
            vectors.extend(self._checked(answer.get("data"), len(batch)))
            self._same_length(vectors)
        return vectors

    def _checked(self, data: object, count: int) -> list[list[float]]:
        if not isinstance(data, list) or len(data) != count:
            raise self._malformed("count")
        placed: dict[int, list[float]] = {}
        for entry in data:
            place = entry.get("index") if isinstance(entry, dict) else None
            if type(place) is not int or not 0 <= place < count or place in placed:
                raise self._malformed("index")
            placed[place] = self._vector(entry.get("embedding"))
        return [placed[place] for place in range(count)]

    def _vector(self, given: object) -> list[float]:
        if not isinstance(given, list) or not given:
            raise self._malformed("embedding")
        if not all(type(x) in (int, float) and -LARGEST < x < LARGEST for x in given):
            raise self._malformed("number")
        return [float(x) for x in given]

    def _same_length(self, vectors: Sequence[Sequence[float]]) -> None:
        expected = self.dimension or len(vectors[0])
        for vector in vectors:
            if len(vector) != expected:
                raise AdapterFailed("dimension", host=self.endpoint.host, expected=expected, found=len(vector))

    def _malformed(self, detail: str) -> AdapterFailed:
        return AdapterFailed("malformed", host=self.endpoint.host, detail=detail)
