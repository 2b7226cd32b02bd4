"""Beyond one machine: votes in files and databases give the map `draw` makes, in one process and on a cluster."""

from __future__ import annotations

import os

import numpy as np
import psycopg
import pytest

from mithaq.kernels import opinion
from mithaq.kernels.opinion import NotVotes, Options, draw_parquet, draw_postgres, scale
from mithaq.kernels.opinion.scale import cluster, database
from mithaq.kernels.opinion.scale.columns import Column, Ids, distinct, union
from mithaq.kernels.opinion.scale.gathering import shares
from mithaq.kernels.opinion.votes import LEAF

PEOPLE, STATEMENTS, VOTES = 36_000, 24, 330_000  # three leaves of people; more votes than resamples are drawn of


@pytest.fixture(scope="module")
def pq():
    if not os.environ.get("MITHAQ_CI"):
        pytest.importorskip("pyarrow", reason="mithaq[scale] is not installed: pip install 'mithaq[scale]'")
    import pyarrow.parquet

    return pyarrow.parquet


@pytest.fixture(scope="module")
def client():
    """Two workers of one thread each, as two machines would be."""
    if not os.environ.get("MITHAQ_CI"):
        pytest.importorskip("distributed", reason="mithaq[scale] is not installed: pip install 'mithaq[scale]'")
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as workers,
        workers.get_client() as client,
    ):
        yield client


@pytest.fixture(scope="module")
def cast():
    """Votes of three groups of opinion as they were cast, many of them changed later; with moments."""
    chance = np.random.default_rng(11)
    leaning = chance.normal(0, 3, (3, STATEMENTS))
    who, what = chance.integers(0, PEOPLE, VOTES), chance.integers(0, STATEMENTS, VOTES)
    who[:PEOPLE] = np.arange(PEOPLE)  # everybody votes
    said = chance.random(VOTES)
    values = np.where(chance.random(VOTES) < 1 / (1 + np.exp(-leaning[who % 3, what])), 1, -1)
    return who, what, np.where(said < 0.1, 0, values), np.sort(chance.integers(0, VOTES // 4, VOTES))


def written(pq, folder, columns, files=3, rows=30_000):
    """Votes in some files of several row groups."""
    import pyarrow as pa

    paths = []
    for number, part in enumerate(zip(*(np.array_split(one, files) for one in columns.values()), strict=True)):
        paths.append(folder / f"votes-{number}.parquet")
        pq.write_table(pa.table(dict(zip(columns, part, strict=True))), paths[-1], row_group_size=rows)
    return paths


def same(one, two):
    """Everything a map tells, and what is asked of its votes later."""
    for name in ("labels", "points", "centre", "axes"):
        assert np.array_equal(getattr(one, name), getattr(two, name)), name
    for name in ("groups", "figures", "agreed_by_all", "rejected_by_all", "stability", "cells", "base", "digest"):
        assert getattr(one, name) == getattr(two, name), name
    assert one.tables.keys() == two.tables.keys()
    assert all(np.array_equal(one.tables[name], two.tables[name]) for name in one.tables)
    assert list(one.votes.people) == list(two.votes.people)
    assert list(one.votes.statements) == list(two.votes.statements)
    assert (one.votes.hidden, one.votes.meta) == (two.votes.hidden, two.votes.meta)
    assert opinion.bridges_of(one) == opinion.bridges_of(two)
    return True


def test_files_with_numbers_and_facets_make_the_map_of_the_same_votes(pq, client, cast, tmp_path):
    import pyarrow as pa

    who, what, values, _ = cast
    ids, numbers = who * 3 + 5, what.astype(np.int16)  # ids with room between them
    paths = written(pq, tmp_path, {"participant": ids, "statement": numbers, "vote": values.astype(np.int8)})
    countries = [("Chad", "Nepal", None)[person % 3] for person in range(PEOPLE)]
    told = pa.table({"participant": np.arange(PEOPLE)[::-1] * 3 + 5, "country": pa.array(countries[::-1])})
    pq.write_table(told, tmp_path / "people.parquet")
    votes = opinion.from_columns(
        who, what, values, PEOPLE, STATEMENTS, people=range(5, 3 * PEOPLE + 5, 3), hidden=[2], meta=[4]
    )
    facets = {"country": [one or "" for one in countries]}

    whole = opinion.draw(votes, Options(facets=facets, resamples=3, max_groups=3))
    more = {"people": tmp_path / "people.parquet", "hidden": [2], "meta": [4]}
    here = draw_parquet(paths, Options(resamples=3, max_groups=3), **more)
    there = draw_parquet(paths, Options(resamples=3, max_groups=3), client=client, **more)

    assert whole.k > 1
    assert same(whole, here)
    assert same(whole, there)
    assert isinstance(there.votes, scale.Parted)
    assert there.votes._cuts[1] % LEAF == 0
    assert len(there.votes._cuts) == 3
    breakdown, again = (opinion.breakdowns(one.votes, facets)[0]["country"] for one in (whole, there))
    assert np.array_equal(breakdown.counts, again.counts)
    assert np.array_equal(there.votes.columns, votes.columns)  # fetched
    assert np.array_equal(there.votes.values, votes.values)


@pytest.mark.parametrize("options", [Options(mode="polis"), Options(mode="polis", seed=3)], ids=["", "seeded"])
def test_polis_way_too(pq, client, cast, tmp_path, options):
    who, what, values, _ = cast
    paths = written(pq, tmp_path, {"participant": who, "statement": what, "vote": values})

    assert same(
        opinion.draw(opinion.from_columns(who, what, values, PEOPLE, STATEMENTS), options),
        draw_parquet(paths, options, client=client),
    )


def test_of_files_in_any_order_the_latest_moment_counts(pq, client, cast, tmp_path):
    first = np.flatnonzero(np.diff(cast[3], prepend=-1))  # one a moment, so that nothing is a tie
    who, what, values, moments = (one[first] for one in cast)
    mixed = np.random.default_rng(2).permutation(len(first))
    texts = {"voter": [f"ж{one:05}" for one in who[mixed]], "on": [f"s{one:02}" for one in what[mixed]]}
    columns = {name: np.array(told, dtype=object) for name, told in texts.items()}
    paths = written(pq, tmp_path, {**columns, "said": values[mixed], "when": moments[mixed]})
    names = {"participant": "voter", "statement": "on", "vote": "said", "moment": "when"}
    rows = zip((f"ж{one:05}" for one in who), (f"s{one:02}" for one in what), values.tolist(), strict=True)
    options = Options(resamples=3, max_groups=3)

    whole = opinion.draw(opinion.votes_of(rows), options)

    assert len(first) > whole.votes.cast  # votes were changed
    assert same(whole, draw_parquet(paths, options, **names))
    assert same(whole, draw_parquet(paths, options, client=client, **names))


def test_of_numbers_too_the_latest_moment_counts(pq, client, cast, tmp_path):
    """In each file votes stand in the order of their moments, but not from one file to the next."""
    first = np.flatnonzero(np.diff(cast[3], prepend=-1))
    who, what, values, moments = (one[first] for one in cast)
    region = np.argsort(what % 3, kind="stable")
    columns = {"participant": who, "statement": what, "vote": values, "moment": moments}
    options, rows = Options(resamples=3, max_groups=3), 1000  # small row groups are read together
    ordered = written(pq, tmp_path, columns, rows=rows)
    whole = opinion.draw(opinion.votes_of(zip(who.tolist(), what.tolist(), values.tolist(), strict=True)), options)

    assert len(first) > whole.votes.cast  # votes were changed
    for others in (None, client):
        assert same(whole, draw_parquet(ordered, options, client=others))
        assert same(whole, draw_parquet(ordered[::-1], options, client=others))
    mixed = written(pq, tmp_path, {name: one[region] for name, one in columns.items()}, rows=rows)
    assert same(whole, draw_parquet(mixed, options, client=client))


def test_ids_far_apart_are_no_hindrance(pq, client, cast, tmp_path):
    who, what, values, _ = (one[:60_000] for one in cast)
    paths = written(pq, tmp_path, {"participant": who << 40, "statement": what - 7, "vote": values})
    votes = opinion.votes_of(zip((who << 40).tolist(), (what - 7).tolist(), values.tolist(), strict=True))
    whole = opinion.draw(votes, Options(resamples=3, max_groups=3))

    for others in (None, client):
        assert same(whole, draw_parquet(paths, Options(resamples=3, max_groups=3), client=others))


def test_files_by_person_are_not_sent_about(pq, client, cast, tmp_path):
    who, what, values, _ = cast
    order = np.argsort(who, kind="stable")
    paths = written(pq, tmp_path, {"participant": who[order], "statement": what[order], "vote": values[order]}, files=1)

    assert same(
        draw_parquet(paths, Options(resamples=3, max_groups=3)),
        draw_parquet(paths, Options(resamples=3, max_groups=3), client=client),
    )


def test_workers_out_of_reach_are_asked_by_the_scheduler(pq, client, cast, tmp_path, monkeypatch):
    who, what, values, _ = (one[:60_000] for one in cast)
    paths = written(pq, tmp_path, {"participant": who, "statement": what, "vote": values}, files=2)
    options = Options(resamples=3, max_groups=3)
    monkeypatch.setattr(cluster, "REACH", 0.2)
    assert client.sync(cluster.answer, client, ["tcp://127.0.0.1:1"]) is False
    directly = draw_parquet(paths, options, client=client)

    monkeypatch.setattr(client, "direct_to_workers", False)

    assert same(directly, draw_parquet(paths, options, client=client))


@pytest.mark.postgres
def test_a_query_of_postgresql_makes_the_map_too(client, cast, monkeypatch):
    server = os.environ.get("MITHAQ_TEST_POSTGRES")
    if not server:
        pytest.skip("MITHAQ_TEST_POSTGRES names no server")
    who, what, values, _ = (one[:60_000] for one in cast)
    options = Options(resamples=3, max_groups=3)
    rows = list(zip(who.tolist(), what.tolist(), values.tolist(), range(len(who)), strict=True))
    whole = opinion.draw(opinion.votes_of(row[:3] for row in rows), options)
    named = opinion.draw(opinion.votes_of((f"p{a}", f"s{b}", c) for a, b, c, _ in rows), options)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA scale_of_votes")
        try:
            connection.execute("CREATE TABLE scale_of_votes.cast (who int, what smallint, vote smallint, tick bigint)")
            with connection.cursor().copy("COPY scale_of_votes.cast FROM STDIN") as copy:
                for row in reversed(rows):
                    copy.write_row(row)
            query = "SELECT who, what, vote, tick FROM scale_of_votes.cast;"
            texts = "SELECT 'p' || who, 's' || what, vote, tick FROM scale_of_votes.cast"

            monkeypatch.setattr(database, "BLOCK", 1000)  # many blocks here, one with workers
            for others in (None, client):
                assert same(whole, draw_postgres(server, query, options, client=others))
                assert same(named, draw_postgres(server, texts, options, client=others))

            with pytest.raises(NotVotes, match="2 columns"):
                draw_postgres(server, "SELECT who, what FROM scale_of_votes.cast")
            with pytest.raises(NotVotes, match="not told"):
                draw_postgres(server, "SELECT who, what, NULL::int FROM scale_of_votes.cast")
        finally:
            connection.execute("DROP SCHEMA scale_of_votes CASCADE")


def test_what_are_no_votes_is_refused(pq, tmp_path):
    import pyarrow as pa

    good = {"participant": [1, 2], "statement": [1, 1], "vote": [1, -1]}
    for wrong, told in (
        ({"vote": [1, 300]}, "values"),
        ({"vote": [1, 2]}, "values"),
        ({"vote": [1, None]}, "1 rows tell none"),
        ({"participant": ["a", None]}, "1 rows tell none"),
        ({"participant": [0.5, 1.0]}, "not double"),
        ({"vote": ["yes", "no"]}, "whole numbers are needed"),
    ):
        pq.write_table(pa.table(good | wrong), tmp_path / "votes.parquet")
        with pytest.raises(NotVotes, match=told):
            draw_parquet(tmp_path / "votes.parquet")
    pq.write_table(pa.table({"participant": [1], "statement": [1]}), tmp_path / "votes.parquet")
    with pytest.raises(NotVotes, match="no column vote"):
        draw_parquet(tmp_path / "votes.parquet")
    pq.write_table(pa.table({name: pa.array([], pa.int32()) for name in good}), tmp_path / "votes.parquet")
    with pytest.raises(opinion.CannotDraw, match="empty"):
        draw_parquet(tmp_path / "votes.parquet")


def test_an_empty_file_is_refused_by_a_cluster_as_well(pq, client, tmp_path):
    import pyarrow as pa

    empty = pa.table({name: pa.array([], pa.int32()) for name in ("participant", "statement", "vote")})
    pq.write_table(empty, tmp_path / "votes.parquet")

    with pytest.raises(opinion.CannotDraw, match="empty"):
        draw_parquet(tmp_path / "votes.parquet", client=client)


def test_nobody_is_told_of_twice(pq, tmp_path):
    import pyarrow as pa

    pq.write_table(pa.table({"participant": [1], "statement": [1], "vote": [1]}), tmp_path / "votes.parquet")
    pq.write_table(pa.table({"participant": [1, 1], "country": ["Chad", "Nepal"]}), tmp_path / "people.parquet")

    with pytest.raises(NotVotes, match="twice"):
        draw_parquet(tmp_path / "votes.parquet", people=tmp_path / "people.parquet")


def test_ids_far_apart_and_close_together_have_the_same_places():
    for numbers in ([3, 1, 3, 2], [-5, 1 << 60, 7, 7], [9]):
        column = Column(np.array(numbers))
        ids = distinct(column)
        assert list(ids.told) == sorted(set(numbers))
        assert [ids.told[place] for place in ids.places(column)] == numbers
    narrow = Column(np.arange(-100, 101, dtype=np.int8))
    assert distinct(narrow).places(narrow).tolist() == list(range(201))
    assert list(union([Ids(np.array([1, 5])), Ids(np.array([5, 9]))], [2]).told) == [1, 2, 5, 9]
    assert list(union([Ids(np.arange(7, 9)), Ids(np.arange(2, 8)), Ids(np.arange(3, 4))]).told) == list(range(2, 9))
    assert list(union([Ids(np.arange(7, 9)), Ids(np.arange(2, 6))]).told) == [2, 3, 4, 5, 7, 8]
    assert list(union([Ids(np.arange(7, 9)), Ids(np.arange(2, 7))], [12]).told) == [2, 3, 4, 5, 6, 7, 8, 12]
    assert list(union([]).told) == []
    with pytest.raises(NotVotes):
        union([Ids(np.array([1, 5]))], ["one"])


def test_shares_are_whole_leaves_of_about_equal_work():
    lengths = np.full(10 * LEAF + 7, 4)
    assert shares(lengths, 3) == [0, 4 * LEAF, 7 * LEAF, 10 * LEAF + 7]
    assert shares(lengths, 1) == [0, len(lengths)]
    assert shares(lengths[:100], 4) == [0, 100]
    assert shares(np.zeros(0, dtype=np.int64), 4) == [0, 0]
