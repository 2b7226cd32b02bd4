"""An auditor with the database, its files, the logs and the backups of a confidential election orders no ballots by
time, and joins no ballot with its entry or its voter. Every column of every table is tried, and every page and file.
"""

from __future__ import annotations

import io
import json
import logging
import random
import tarfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from mithaq.config.commands import backup
from mithaq.elections import services, urls
from mithaq.elections.models import Elector
from mithaq.foundation.actors import SYSTEM
from tests.cast import AT, assemble
from tests.elections import seen
from tests.elections.hall import AFTER, Hall
from tests.elections.polling import FAR, Polling

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS, CANDIDATES = 24, 6
MID = (16, 20)  # backups are taken when so many have voted


@dataclass
class Seen:
    """What happened, and what an auditor got to see of it."""

    receipts: list[services.Receipt] = field(default_factory=list)
    electors: list[dict[str, Any]] = field(default_factory=list)  # in the order they voted: signs of each
    during: list[seen.Table] = field(default_factory=list)
    after: list[seen.Table] = field(default_factory=list)
    dumps: dict[str, list[seen.Table]] = field(default_factory=dict)
    archives: dict[str, list[str]] = field(default_factory=dict)
    raw_during: bytes = b""
    raw_after: bytes = b""
    raw_backups: bytes = b""
    pages: dict[str, str] = field(default_factory=dict)
    log: str = ""

    @property
    def voter_signs(self) -> dict[str, int]:
        return {sign: when for when, one in enumerate(self.electors) for sign in one["signs"]}

    @property
    def ballot_signs(self) -> dict[str, int]:
        return {one.tracker: when for when, one in enumerate(self.receipts)}

    @property
    def entry_signs(self) -> dict[str, int]:
        return {one.entry: when for when, one in enumerate(self.receipts)}


def elsewhere(act: Callable[[], None], folder: Path) -> None:
    """On SQLite in a file with its log of writes, in a thread of its own; on PostgreSQL here."""
    if connection.vendor != "sqlite":
        act()
        return
    copy, failed = folder / "copy.sqlite3", []
    connection.cursor().execute("VACUUM INTO %s", [str(copy)])

    def run() -> None:
        connection.settings_dict = {**connection.settings_dict, "NAME": str(copy)}
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - told to the main thread
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


_SEEN: list[Seen] = []


@pytest.fixture
def audited(tmp_path) -> Seen:
    """Votes are cast on the pages, by everybody in an order of its own; backups are taken in between. Done once."""
    if not _SEEN:
        made = Seen()
        log, root = logging.StreamHandler(io.StringIO()), logging.getLogger()
        level = root.level
        root.addHandler(log)
        root.setLevel(logging.DEBUG)
        try:
            elsewhere(lambda: hold(made, tmp_path), tmp_path)
        finally:
            root.removeHandler(log)
            root.setLevel(level)
        made.log = log.stream.getvalue()
        _SEEN.append(made)
    return _SEEN[0]


def hold(made: Seen, folder: Path) -> None:
    cast = assemble()
    with cast.scope():
        polling = Polling(Hall(cast.institution), candidates=CANDIDATES, voters=VOTERS, seats=3)
        electors = polling.electors[-VOTERS:]
        chance = random.Random(4711)
        speakers = {one.pk: polling.speaker(one) for one in chance.sample(electors, VOTERS)}
        browsers = {pk: polling.browser(speakers[pk]) for pk in chance.sample(sorted(speakers), VOTERS)}
        order = chance.sample(electors, VOTERS)
        made.electors = [_signs(one, speakers[one.pk]) for one in order]
        for place, elector in enumerate(order):
            if place in MID:
                _back_up(made, folder / f"{place}.tar.gz")
            choices = chance.sample(range(CANDIDATES), CANDIDATES - place % 3)
            answer = browsers[elector.pk].post(polling.url("cast"), polling.paper(*choices, elector=elector))
            assert answer.status_code == 200, answer.content.decode()
            made.receipts.append(answer.context["receipt"])
        made.during, made.raw_during = list(seen.tables()), _raw()
        services.close_voting(polling.election, by=SYSTEM, at=FAR + AFTER)
        services.open_box(polling.election, by=SYSTEM, at=FAR + AFTER)
        made.after, made.raw_after = list(seen.tables()), _raw()
        _back_up(made, folder / "after.tar.gz")
        for who in ("amal", "chadia", "anonymous"):
            made.pages |= {f"{who} {name}": text for name, text in _pages(polling, cast.client(who)).items()}


def _signs(elector: Elector, account: Any) -> dict[str, Any]:
    person = account.person
    signs = [elector.uid, person.uid, account.uid, account.email, person.name, elector.organisation.uid]
    return {"pk": elector.pk, "signs": signs, "name": str(elector.organisation.name)}


def _raw() -> bytes:
    """The files of the database as they lie there, with what was written and not yet put in its place."""
    if connection.vendor != "sqlite":
        return b""
    name = Path(connection.settings_dict["NAME"])
    return b"".join(file.read_bytes() for file in sorted(name.parent.glob(f"{name.name}*")))


def _back_up(made: Seen, archive: Path) -> None:
    backup.write(archive, at=AT)
    with tarfile.open(archive) as tar:
        made.archives[archive.name] = tar.getnames()
        tar.extractall(archive.parent / archive.stem, filter="data")
    dump = archive.parent / archive.stem / backup.DATABASE_FILES[connection.vendor]
    made.dumps[archive.name] = list(seen.dumped(dump))
    if connection.vendor == "sqlite" and "after" not in archive.name:
        made.raw_backups += dump.read_bytes()


def _pages(polling: Polling, client: Client) -> dict[str, str]:
    """Every page and file of the election that takes no more than the election, as this reader gets it."""
    found = {}
    for one in urls.urlpatterns:
        try:
            url = polling.url(str(one.name))
        except NoReverseMatch:
            continue
        answer = client.get(url)
        if answer.status_code == 200:
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found[str(one.name)] = content.decode(errors="replace")
    for name in ("board", "roll"):
        for view in ("entries", "ballots", "voters"):
            for page in (1, 2):
                answer = client.get(polling.url(name), {"show": view, "page": page})
                if answer.status_code == 200:
                    found[f"{name} {view} {page}"] = answer.content.decode()
    minute = client.get(reverse("institutions:minute", kwargs={"institution": polling.election.institution.slug}))
    return found | {"minute": minute.content.decode()}


def of(tables: list[seen.Table], name: str) -> seen.Table:
    return next(one for one in tables if one.name == name)


def rows(table: seen.Table, signs: dict[str, int]) -> dict[int, tuple[Any, ...]]:
    """The row of each, by when it was cast."""
    found = {}
    for row in table.rows:
        for value in row:
            if str(value) in signs:
                found[signs[str(value)]] = row[1:]  # without its place
    return found


def test_the_test_would_see_an_order_and_a_join(audited):
    """The board's entries stand in the order of casting, by design: whoever reads them finds it with these means."""
    entries = of(audited.after, "elections_boardentry")

    assert "elections_boardentry.number" in seen.tells_an_order(entries, audited.entry_signs)
    first = rows(entries, audited.entry_signs)
    counted = seen.counted_to(audited.after)
    joined = seen.joins(first, {when: row[1:] for when, row in first.items()}, counted=counted)
    assert len(joined) > VOTERS
    assert any(one.startswith("column ") for one in joined)  # their numbers, which are small


def test_the_test_would_see_a_moment_or_a_key_that_is_left_with_a_few_votes(audited):
    """With nine of 24: a number that no table has come to is nobody's place, so that one is enough."""
    voters = rows(of(audited.after, "elections_elector"), audited.voter_signs)
    entries = rows(of(audited.after, "elections_boardentry"), audited.entry_signs)
    counted = seen.counted_to(audited.after)
    for first in (max(counted, 999) + 1, 4_102_488_000_000):
        left = {when: (first + when,) if when < 9 else (None,) for when in range(VOTERS)}
        here, there = ({when: (*row, *left[when]) for when, row in one.items()} for one in (voters, entries))

        assert sorted(seen.joins(here, there, counted=counted)) == sorted(str(first + when) for when in range(9))


@pytest.mark.parametrize("moment", ["during", "after"])
def test_no_column_of_any_table_orders_those_who_voted(audited, moment):
    """Who signs in, and when, is known to the house, as on any day: here nobody did so in the order of voting."""
    found = [column for table in getattr(audited, moment) for column in seen.tells_an_order(table, audited.voter_signs)]

    assert found == []


def test_no_column_of_any_table_orders_the_ballots(audited):
    found = [column for table in audited.after for column in seen.tells_an_order(table, audited.ballot_signs)]

    assert len(rows(of(audited.after, "elections_ballot"), audited.ballot_signs)) == VOTERS
    assert found == []


@pytest.mark.parametrize("moment", ["during", "after"])
def test_nothing_joins_those_who_voted_with_entries(audited, moment):
    tables = getattr(audited, moment)
    voters = rows(of(tables, "elections_elector"), audited.voter_signs)
    entries = rows(of(tables, "elections_boardentry"), audited.entry_signs)

    assert (len(voters), len(entries)) == (VOTERS, VOTERS)
    assert seen.joins(voters, entries, counted=seen.counted_to(tables)) == []


def test_nothing_joins_ballots_with_entries_or_with_those_who_voted(audited):
    ballots = rows(of(audited.after, "elections_ballot"), audited.ballot_signs)
    entries = rows(of(audited.after, "elections_boardentry"), audited.entry_signs)
    voters = rows(of(audited.after, "elections_elector"), audited.voter_signs)

    counted = seen.counted_to(audited.after)
    assert seen.joins(ballots, entries, counted=counted) == []
    assert seen.joins(ballots, voters, counted=counted) == []


def test_no_ballot_is_in_the_database_its_files_or_its_backups_while_the_box_is_shut(audited):
    held = audited.raw_during + audited.raw_backups + json.dumps([t.rows for t in audited.during], default=str).encode()
    backups = [t.rows for place in MID for t in audited.dumps[f"{place}.tar.gz"]]
    held += json.dumps(backups, default=str).encode()

    assert len(held) > 100_000
    before_the_opening = [t for t in audited.during if t.name == "elections_ballot"]
    assert [t.rows for t in before_the_opening] == [()]
    for one in audited.receipts:
        text = json.dumps(list(one.choices), separators=(",", ":"))
        spoken = [
            one.tracker,
            one.nonce,
            f'["{one.tracker}",{text}]',
            text if len(one.choices) == CANDIDATES else one.nonce,
        ]
        assert [sign for sign in spoken if sign.encode() in held] == []
        assert bytes.fromhex(one.nonce) not in held


def test_what_opens_an_entry_is_nowhere_ever(audited):
    held = audited.raw_after + json.dumps([t.rows for t in audited.after], default=str).encode()
    held += "".join(audited.pages.values()).encode() + audited.log.encode()

    for one in audited.receipts:
        assert one.nonce.encode() not in held
        assert bytes.fromhex(one.nonce) not in held


def test_no_log_says_what_was_voted(audited):
    assert len(audited.log) > 1000
    for one in audited.receipts:
        assert one.tracker not in audited.log
        assert one.entry not in audited.log


def test_backups_hold_no_key(audited):
    assert set(audited.archives) == {*(f"{place}.tar.gz" for place in MID), "after.tar.gz"}
    for names in audited.archives.values():
        assert [name for name in names if "key" in name] == []


def test_no_column_of_a_backup_orders_voters_or_ballots(audited):
    """A backup taken in between says who had voted by then, as the roll does; not in which order."""
    for place in (*MID, VOTERS):
        tables = audited.dumps[f"{place}.tar.gz" if place in MID else "after.tar.gz"]
        had_voted = {sign: when for sign, when in audited.voter_signs.items() if when < place}
        signs = (had_voted, audited.ballot_signs)
        strong = 0.9 if place in MID else seen.STRONG  # fewer voters, more chance
        found = [c for table in tables for one in signs for c in seen.tells_an_order(table, one, strong=strong)]

        assert len(rows(of(tables, "elections_elector"), had_voted)) == place
        assert len(of(tables, "elections_boardentry").rows) == place
        assert found == []


def test_two_backups_tell_apart_no_ballots(audited):
    """Between two of them some entries were added; which ballots these became is not to be had from either."""
    first, second = (
        rows(of(audited.dumps[f"{place}.tar.gz"], "elections_boardentry"), audited.entry_signs) for place in MID
    )
    added = [row for when, row in second.items() if when not in first]
    ballots = rows(of(audited.after, "elections_ballot"), audited.ballot_signs)

    assert len(added) == MID[1] - MID[0]
    assert [of(audited.dumps[f"{place}.tar.gz"], "elections_ballot").rows for place in MID] == [(), ()]
    parts = {str(value) for row in added for value in row if len(str(value)) > 8}
    assert [value for row in ballots.values() for value in row if str(value) in parts] == []


def test_no_page_and_no_file_orders_voters_or_ballots(audited):
    """By the places at which each is first named."""
    assert {"amal board_file", "chadia board_file", "amal roll", "amal board ballots 1"} <= set(audited.pages)
    for name, text in audited.pages.items():
        for signs in (audited.ballot_signs, {one["name"]: when for when, one in enumerate(audited.electors)}):
            places = {when: text.find(sign) for sign, when in signs.items() if sign in text}
            if len(places) > VOTERS / 2:
                told = seen.correlation(*zip(*((float(p), float(w)) for w, p in places.items()), strict=True))
                assert abs(told) < seen.SURE, name  # where each stands is drawn by chance


def test_nobody_is_named_beside_a_tracker(audited):
    """In any row of any table, and in any line of any file."""
    for table in audited.after:
        for row in table.rows:
            text = " ".join(map(str, row))
            if any(one.tracker in text for one in audited.receipts):
                assert not [sign for sign in audited.voter_signs if sign in text], table.name
    for name, text in audited.pages.items():
        for line in text.splitlines():
            if any(one.tracker in line for one in audited.receipts):
                assert not [sign for sign in audited.voter_signs if sign in line], name


def test_the_key_of_the_box_is_gone_with_its_opening(audited):
    assert list(configured.KEYS.glob("box-*")) == []
    assert set(of(audited.after, "elections_boardentry").columns) >= {"sealed", "sealed_digest"}
    place = of(audited.after, "elections_boardentry").columns.index("sealed")
    assert {row[place] for row in of(audited.after, "elections_boardentry").rows} == {""}
