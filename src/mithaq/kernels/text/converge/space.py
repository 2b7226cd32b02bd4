"""Statements as rows of a matrix, and how near a stranger comes.

A cosine alone says little: two Arabic passages share more words than an Arabic and an English one through a lexicon,
and long passages share more than short ones. So each statement is also held against *strangers*, statements that by
their codes cannot carry its message, and a pair is near when it is nearer than strangers are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from mithaq.kernels.text.model import Statement

Vector = Mapping[str, float] | Sequence[float]

LANGUAGES = ("ar", "en", "fr", "und")
STRANGERS = 300  # a language, chosen by a digest of their ids
NEAREST = 4  # strangers whose mean counts
USUAL = 0.13  # cosine; the middle of what was measured between passages of different objectives
SUBJECT = 0.15  # power of the rarity within an objective; 0.5 would split what everybody says
DAMPING = 0.75  # a word said four times weighs less than three times as much
_ROWS = 512
_FEW = 8  # a collection as small as this says little about what is common


Matrix: TypeAlias = Any
"""A `scipy.sparse.csr_array` of concepts or a dense `numpy` array of embeddings."""


def rows(statements: Sequence[Statement], vectors: Mapping[str, Vector]) -> Matrix:
    """One row of length 1 (or 0) a statement: concepts weighted by how rare they are here, or an embedding."""
    given = [vectors[s.id] for s in statements]
    concepts = [vector for vector in given if isinstance(vector, Mapping)]
    if len(concepts) < len(given):
        return _dense(np.asarray(given, dtype=np.float64), statements)
    return _sparse(concepts)


def within(matrix: Matrix, group: np.ndarray) -> Matrix:
    """The rows of one objective, where what the whole group speaks of tells less of who says the same.

    Less, not nothing: a message that half of the group carries is still a message.
    """
    part = matrix[group]
    if isinstance(part, np.ndarray):
        return part
    seen = np.bincount(part.indices, minlength=part.shape[1])
    part.data *= (np.log((len(group) + _FEW) / (seen + 0.5)) ** SUBJECT)[part.indices]
    return _unit(part)


def strangers(matrix: Matrix, statements: Sequence[Statement]) -> np.ndarray:
    """How near the nearest strangers of each language come: one row a statement, one column a language.

    Where there are none, since everybody speaks of one subject, the usual reach of strangers stands for them.
    """
    near = np.full((len(statements), len(LANGUAGES)), USUAL)
    subjects = _subjects(statements)
    order = sorted(range(len(statements)), key=lambda i: blake2b(statements[i].id.encode(), digest_size=8).digest())
    for column, language in enumerate(LANGUAGES):
        sample = [i for i in order if statements[i].lang == language and statements[i].objectives][:STRANGERS]
        if not sample:
            continue
        others, theirs = matrix[sample].T, subjects[sample].T
        for start in range(0, len(statements), _ROWS):
            block = slice(start, start + _ROWS)
            close = _array(matrix[block] @ others)
            close[_array(subjects[block] @ theirs) > 0] = -1.0
            most = min(NEAREST, close.shape[1])
            top = -np.partition(-close, most - 1, axis=1)[:, :most]
            seen = top >= 0
            count = seen.sum(axis=1)
            mean = np.where(seen, top, 0).sum(axis=1) / np.maximum(count, 1)
            near[block, column] = np.where(count > 0, mean, USUAL)
    return near


def cells(product: Matrix, least: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row, column and value of everything in a product that is at least so large."""
    if isinstance(product, np.ndarray):
        row, column = np.nonzero(product >= least)
        return row, column, product[row, column]
    large = product.data >= least
    row = np.repeat(np.arange(product.shape[0]), np.diff(product.indptr))[large]
    return row, product.indices[large], product.data[large]


def _array(product: Matrix) -> np.ndarray:
    return product.toarray() if sparse.issparse(product) else np.array(product)


def _subjects(statements: Sequence[Statement]) -> sparse.csr_array:
    columns = {o: i for i, o in enumerate(sorted({o for s in statements for o in s.objectives}))}
    where = [(i, columns[o]) for i, s in enumerate(statements) for o in set(s.objectives)]
    at = ([i for i, _ in where], [c for _, c in where])
    return sparse.csr_array((np.ones(len(where)), at), shape=(len(statements), max(1, len(columns))))


def _sparse(given: Sequence[Mapping[str, float]]) -> sparse.csr_array:
    columns = {name: i for i, name in enumerate(sorted({name for v in given for name in v}))}
    weights, at, ends = [], [], [0]
    for vector in given:
        for name in sorted(vector):
            at.append(columns[name])
            weights.append(vector[name] ** DAMPING)
        ends.append(len(at))
    matrix = sparse.csr_array((np.array(weights, dtype=np.float64), at, ends), shape=(len(given), max(1, len(columns))))
    seen = np.bincount(matrix.indices, minlength=matrix.shape[1])
    rarity = np.sqrt(np.log((len(given) + _FEW) / (seen + 0.5)))
    matrix.data *= rarity[matrix.indices]
    return _unit(matrix)


def _unit(matrix: Matrix) -> Matrix:
    if isinstance(matrix, np.ndarray):
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        return matrix / np.where(lengths > 0, lengths, 1.0)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix.data /= np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(matrix.indptr))
    return matrix


def _dense(matrix: np.ndarray, statements: Sequence[Statement]) -> np.ndarray:
    """Rows about the mean of their language: encoders put each language in a corner of its own."""
    matrix = matrix.copy()
    for language in LANGUAGES:
        here = [i for i, s in enumerate(statements) if s.lang == language]
        if len(here) > NEAREST:
            matrix[here] -= matrix[here].mean(axis=0)
    return _unit(matrix)
