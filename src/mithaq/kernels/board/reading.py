"""The file of a board (one JSON object a line) and the text of a receipt, read into values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mithaq.kernels.board.form import FORMAT, Ballot, Entry, canonical

STAGES = ("voting", "closed")  # when somebody withdrew: while votes were cast, or after the close
_DIGEST = re.compile(r"[0-9a-f]{64}")


class NotABoard(ValueError):
    """The text is not a board, or not a receipt: `line` (from 1) and what was found there."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line, self.why = line, why


@dataclass(frozen=True, slots=True)
class Board:
    """What is published. `closing` is empty until the box is opened; `voters` are the ids of who has voted, where the
    file lists them; `result` what was counted, where it was published; `withdrawals` who withdrew once voting was open.
    """

    header: Mapping[str, Any]
    entries: tuple[Entry, ...] = ()
    head: Mapping[str, Any] = field(default_factory=dict)
    closing: Mapping[str, Any] = field(default_factory=dict)
    voters: tuple[str, ...] | None = None
    ballots: tuple[Ballot, ...] = ()
    result: Mapping[str, Any] = field(default_factory=dict)
    withdrawals: tuple[Mapping[str, Any], ...] = ()

    @property
    def election(self) -> str:
        return str(self.header.get("election", ""))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a voter keeps. `entry` is the digest of the entry; a named vote has none, nor tracker and nonce."""

    election: str
    choices: tuple[int, ...]
    signature: str
    entry: str = ""
    tracker: str = ""
    nonce: str = ""
    elector: str = ""


def read(text: str) -> Board:
    """Refused (NotABoard): a line that is not a JSON object of the form, no header in front, an unknown format."""
    told: dict[str, Any] = {"header": None, "head": {}, "closing": {}, "result": {}}
    entries: list[Entry] = []
    ballots: list[Ballot] = []
    withdrawals: list[Mapping[str, Any]] = []
    voters: tuple[str, ...] | None = None
    for number, line in enumerate(text.split("\n"), 1):  # only there: names may hold other separators of lines
        if not line.strip():
            continue
        record = _object(number, line)
        kind = record.get("kind")
        if told["header"] is None and kind != "header":
            raise NotABoard(number, "a board begins with its header")
        try:
            if kind == "entry":
                entries.append(_entry(record))
            elif kind == "ballot":
                ballots.append(_ballot(record))
            elif kind == "withdrawal":
                withdrawals.append(_withdrawal(record))
            elif kind == "voters":
                voters = tuple(str(one["id"]) for one in record["voters"])
            elif kind in told and not told[kind]:
                told[kind] = _WHOLE[kind](record)
            else:
                raise NotABoard(number, f"an unknown or second record: {kind!r}")
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, NotABoard):
                raise
            raise NotABoard(number, f"not a whole record of kind {kind!r}") from error
    header = told["header"]
    if header is None:
        raise NotABoard(1, "the file is empty")
    if header.get("format") != FORMAT:
        raise NotABoard(1, f"format {header.get('format')!r} is not {FORMAT!r}")
    frame = (told["head"], told["closing"], voters, tuple(ballots), told["result"])
    return Board(header, tuple(entries), *frame, withdrawals=tuple(withdrawals))


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
        if "\\ud" in line or "\\uD" in line:
            canonical(record).encode()  # half a sign is no text: nothing could be hashed
    except (ValueError, RecursionError) as error:
        raise NotABoard(number, "not JSON") from error
    if not isinstance(record, dict):
        raise NotABoard(number, "not a JSON object")
    return record


def _header(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Refused (as any record): what later reading would stumble over."""
    for key in ("election", "signing_key", "signature", "secrecy"):
        _of(str, record[key])
    for one in _of(list, record["candidates"]):
        _whole(one["number"]), _of(str, one["id"]), _of(dict, one["attributes"]), _of((str, dict), one["name"])
    _of(list, record["quotas"]), _of(list, record["sitting"]), _of(list, record.get("signs", []))
    return record


def _head(record: Mapping[str, Any]) -> Mapping[str, Any]:
    _whole(record["entries"]), _of(str, record["head"])
    return record


def _closing(record: Mapping[str, Any]) -> Mapping[str, Any]:
    for key in ("entries", "ballots", "voters"):
        _whole(record[key])
    for key in ("head", "ballots_digest", "voters_digest", "signature"):
        _of(str, record[key])
    _of(bool, record["published"])
    for one in (*_of(list, record["unreadable"]), *_of(list, record.get("withdrawn", []))):
        _whole(one)
    return record


def _result(record: Mapping[str, Any]) -> Mapping[str, Any]:
    _of(str, record["method"]), _whole(record["seats"]), _of(str, record["seed"]), _of(bool, record["balanced"])
    for one in (*_of(list, record["withdrawn"]), *_of(list, record["winners"])):
        _whole(one)
    for one in _of(list, record.get("passed_over", [])):
        _whole(one["candidate"]), _whole(one["named"]), _whole(one["first"]), _whole(one["alone"])
    for one in _of(list, record.get("had_they_stood", [])):
        _whole(one)
    _of(str, record.get("signature", ""))
    return record


def _withdrawal(record: Mapping[str, Any]) -> Mapping[str, Any]:
    _whole(record["candidate"]), _of(str, record["on"]), _of(str, record["signature"])
    if record["stage"] not in STAGES:
        raise ValueError("no stage of an election")
    return record


_WHOLE: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "header": _header,
    "head": _head,
    "closing": _closing,
    "result": _result,
}


def _of(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind):
        raise ValueError(kind)
    return value


def _entry(record: Mapping[str, Any]) -> Entry:
    texts = {key: str(record[key]) for key in ("previous", "commitment", "sealed_digest", "digest", "signature")}
    return Entry(number=_whole(record["number"]), **texts)


def _ballot(record: Mapping[str, Any]) -> Ballot:
    return Ballot(
        number=_whole(record["number"]),
        tracker=str(record["tracker"]),
        choices=tuple(_whole(one) for one in record["choices"]),
        signature=str(record["signature"]),
        elector=str(record.get("elector", "")),
        name=record.get("name", ""),
    )


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("a whole number")
    return value


_TITLE = "MITHAQ RECEIPT 1"


def write_receipt(receipt: Receipt) -> str:
    """As the voter keeps it: `key: value`, one a line."""
    told = {
        "election": receipt.election,
        "elector": receipt.elector,
        "entry": receipt.entry,
        "tracker": receipt.tracker,
        "nonce": receipt.nonce,
        "choices": " ".join(map(str, receipt.choices)) or "empty",
        "signature": receipt.signature,
    }
    return "\n".join([_TITLE, *(f"{key}: {value}" for key, value in told.items() if value)]) + "\n"


def read_receipt(text: str) -> Receipt:
    """Refused (NotABoard): a text that is not a receipt. Lines of other keys and spaces around do not matter."""
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()]
    if _TITLE not in lines:
        raise NotABoard(1, f"a receipt begins with {_TITLE!r}")
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    told = {key.strip().lower(): value.strip() for key, value in told.items()}
    choices = told.get("choices", "")
    try:
        chosen = () if choices == "empty" else tuple(_whole(int(one)) for one in choices.split())
        if not choices or not all(told.get(key) for key in ("election", "signature")):
            raise ValueError("not whole")
        if told.get("entry") and not (_DIGEST.fullmatch(told["entry"]) and _DIGEST.fullmatch(told.get("nonce", ""))):
            raise ValueError("not a digest")
    except ValueError as error:
        raise NotABoard(
            1, "the receipt is not whole: its lines are election, entry, tracker, nonce, choices, signature"
        ) from error
    rest = {key: told.get(key, "") for key in ("entry", "tracker", "nonce", "elector")}
    return Receipt(told["election"], chosen, told["signature"], **rest)
