"""Vectors come back one a text, all of one length, all finite — or not at all."""

import pytest

from mithaq.kernels.text import converge
from mithaq.kernels.text.adapters import AdapterFailed, RemoteEmbedder, embedding
from mithaq.kernels.text.model import Statement


def test_vectors_come_back_in_the_order_of_the_texts(model):
    model.answers.append((200, {"data": [{"index": 1, "embedding": [0, 1]}, {"index": 0, "embedding": [1.0, 0.5]}]}))

    assert RemoteEmbedder(model.endpoint()).embed(["a", "b"]) == [[1.0, 0.5], [0.0, 1.0]]
    assert model.asked[0][2] == {"model": "test-model", "input": ["a", "b"]}


def test_many_texts_are_sent_in_batches(model, monkeypatch):
    monkeypatch.setattr(embedding, "BATCH", 2)
    model.embeds([1, 0], [2, 0])
    model.embeds([3, 0], [4, 0])
    model.embeds([5, 0])

    assert RemoteEmbedder(model.endpoint()).embed(list("abcde")) == [[1, 0], [2, 0], [3, 0], [4, 0], [5, 0]]
    assert [len(body["input"]) for _, _, body in model.asked] == [2, 2, 1]


def test_no_text_asks_nothing(model):
    assert RemoteEmbedder(model.endpoint()).embed([]) == []
    assert model.asked == []


def test_name_version_and_place_are_told(model):
    embedder = RemoteEmbedder(model.endpoint())

    assert (embedder.name, embedder.leaves_machine) == ("test-model", False)
    assert embedder.version.endswith(":test-model")
    assert embedder.describe()[0] == "text-stays"


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (None, "count"),
        ([], "count"),
        ([{"index": 0, "embedding": [1]}], "count"),
        ([{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}], "index"),
        ([{"index": 0, "embedding": [1]}, {"index": True, "embedding": [1]}], "index"),
        ([{"index": 0, "embedding": [1]}, "text"], "index"),
        ([{"index": 0, "embedding": [1]}, {"index": 2, "embedding": [1]}], "index"),
        ([{"index": 0, "embedding": [1]}, {"index": 1}], "embedding"),
        ([{"index": 0, "embedding": [1]}, {"index": 1, "embedding": []}], "embedding"),
        ([{"index": 0, "embedding": [1]}, {"index": 1, "embedding": ["1"]}], "number"),
        ([{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [True]}], "number"),
        ([{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [float("nan")]}], "number"),
        ([{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [float("inf")]}], "number"),
        ([{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [10**400]}], "number"),
    ],
)
def test_broken_vectors_are_refused(model, data, detail):
    model.answers.append((200, {"data": data}))

    with pytest.raises(AdapterFailed) as failure:
        RemoteEmbedder(model.endpoint()).embed(["a", "b"])

    assert (failure.value.cause, failure.value.facts["detail"]) == ("malformed", detail)


def test_vectors_of_different_length_are_refused(model):
    model.embeds([1, 0], [1, 0, 0])

    with pytest.raises(AdapterFailed) as failure:
        RemoteEmbedder(model.endpoint()).embed(["a", "b"])

    assert failure.value.cause == "dimension"
    assert (failure.value.facts["expected"], failure.value.facts["found"]) == (2, 3)


def test_another_length_than_agreed_is_refused(model):
    model.embeds([1, 0])

    with pytest.raises(AdapterFailed) as failure:
        RemoteEmbedder(model.endpoint(), dimension=384).embed(["a"])

    assert (failure.value.cause, failure.value.facts["expected"]) == ("dimension", 384)


def test_a_change_of_length_between_batches_is_refused(model, monkeypatch):
    monkeypatch.setattr(embedding, "BATCH", 1)
    model.embeds([1, 0])
    model.embeds([1, 0, 0])

    with pytest.raises(AdapterFailed) as failure:
        RemoteEmbedder(model.endpoint()).embed(["a", "b"])

    assert failure.value.cause == "dimension"


def test_embeddings_make_links(model):
    said = [
        Statement("a", "d1", "en", "Wages must be paid every month.", (6,), "recommendation"),
        Statement("b", "d2", "fr", "Que la paie tombe chaque mois, voilà tout.", (6,), "recommendation"),
        Statement("c", "d3", "fr", "Personne ne doit garder nos papiers.", (6,), "recommendation"),
    ]
    model.embeds([1, 0.1, 0], [0.9, 0.2, 0], [-1, 0, 0.3])

    vectors = RemoteEmbedder(model.endpoint()).embed([s.text for s in said])
    found = converge.links(said, vectors=dict(zip((s.id for s in said), vectors, strict=True)))

    assert [(link.a, link.b, link.kind) for link in found] == [("a", "b", "translation")]
