"""Where a model answers, whether text would leave the machine for it, and one careful way to ask."""

from __future__ import annotations

import ipaddress
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from io import BufferedIOBase
from time import monotonic, sleep
from urllib.parse import urlsplit

ATTEMPTS = 3  # 429, 5xx and lost connections are tried again; refusals are not
PAUSES = (0.2, 0.8)  # seconds between attempts
LARGEST = 32 * 1024 * 1024  # bytes of an answer
_PIECE = 1024 * 1024
_AGAIN = frozenset({429, 500, 502, 503, 504})

CAUSES = (
    "leaves-machine",  # facts: host; the caller did not allow it
    "unreachable",  # facts: host, detail
    "timeout",  # facts: host, seconds
    "refused",  # facts: host, status
    "redirected",  # facts: host, status; the answer points elsewhere, which nobody allowed
    "too-large",  # facts: host, limit
    "malformed",  # facts: host, detail; not the JSON that was asked for
    "dimension",  # facts: host, expected, found
)


class AdapterFailed(Exception):
    """No usable answer: `cause` is a key of CAUSES, `facts` fill the sentence a room words from it."""

    def __init__(self, cause: str, **facts: object) -> None:
        super().__init__(cause, facts)
        self.cause = cause
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible service: `url` up to and including its version (`http://127.0.0.1:8080/v1`).

    Refused: a URL that is not http(s), has no host, or carries a name, a password, a query or a fragment; a key
    with anything but printable ASCII.
    The key never shows in a representation.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 30.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("an endpoint is an http or https address")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError("an endpoint's address carries no credentials, query or fragment")
        if parts.port == 0 or not (self.key.isascii() and self.key.isprintable()):
            raise ValueError("an endpoint's port is a number above 0 and its key is printable ASCII")
        if not self.model or self.timeout <= 0:
            raise ValueError("an endpoint names a model and waits a positive number of seconds")

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def encrypted(self) -> bool:
        return urlsplit(self.url).scheme == "https"

    @property
    def leaves_machine(self) -> bool:
        """True unless the host is this machine beyond doubt: a loopback address, or `localhost` resolving to one."""
        if self.host == "localhost":
            return not _all_loopback(self.host)
        return not _is_loopback(self.host)

    def describe(self) -> tuple[str, dict[str, object]]:
        """A key and facts for the person who decides: does text leave, to which host, in the clear or not."""
        facts: dict[str, object] = {"host": self.host, "model": self.model, "encrypted": self.encrypted}
        if not self.leaves_machine:
            return "text-stays", facts
        return ("text-leaves-machine" if self.encrypted else "text-leaves-machine-in-the-clear"), facts

    def ask(self, path: str, question: Mapping[str, object], *, allow_leaving: bool = False) -> dict[str, object]:
        """POST `question` as JSON to `url/path` and return the JSON object answered.

        Refused before a byte is sent: text that would leave the machine without `allow_leaving`. Redirects are
        never followed and, for this machine, no proxy is used: both would take the text somewhere else.
        """
        if self.leaves_machine and not allow_leaving:
            raise AdapterFailed("leaves-machine", host=self.host)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        body = json.dumps(question, ensure_ascii=False).encode()
        request = urllib.request.Request(f"{self.url.rstrip('/')}/{path}", body, headers, method="POST")  # noqa: S310  http(s) only, see __post_init__
        return self._object(self._patiently(request))

    def _patiently(self, request: urllib.request.Request) -> bytes:
        last = AdapterFailed("unreachable", host=self.host, detail="")
        for attempt in range(ATTEMPTS):
            if attempt:
                sleep(PAUSES[min(attempt, len(PAUSES)) - 1])
            try:
                return self._once(request)
            except urllib.error.HTTPError as error:
                error.close()
                if 300 <= error.code < 400:
                    raise AdapterFailed("redirected", host=self.host, status=error.code) from None
                last = AdapterFailed("refused", host=self.host, status=error.code)
                if error.code not in _AGAIN:
                    raise last from None
            except TimeoutError:
                raise AdapterFailed("timeout", host=self.host, seconds=self.timeout) from None
            except (OSError, HTTPException) as error:
                if isinstance(getattr(error, "reason", None), TimeoutError):
                    raise AdapterFailed("timeout", host=self.host, seconds=self.timeout) from None
                last = AdapterFailed("unreachable", host=self.host, detail=type(error).__name__)
        raise last

    def _once(self, request: urllib.request.Request) -> bytes:
        doors: list[urllib.request.BaseHandler] = [_StayHere()]
        if not self.leaves_machine:
            doors.append(urllib.request.ProxyHandler({}))
        with urllib.request.build_opener(*doors).open(request, timeout=self.timeout) as answer:
            return self._whole(answer)

    def _whole(self, answer: BufferedIOBase) -> bytes:
        """The body, unless it grows too large or trickles: each wait short enough, their sum too long."""
        pieces: list[bytes] = []
        until = monotonic() + self.timeout
        while piece := answer.read1(_PIECE):
            pieces.append(piece)
            if sum(map(len, pieces)) > LARGEST:
                raise AdapterFailed("too-large", host=self.host, limit=LARGEST)
            if monotonic() > until:
                raise TimeoutError
        return b"".join(pieces)

    def _object(self, body: bytes) -> dict[str, object]:
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            raise AdapterFailed("malformed", host=self.host, detail="json") from None
        if not isinstance(answer, dict):
            raise AdapterFailed("malformed", host=self.host, detail="object")
        return answer


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _all_loopback(name: str) -> bool:
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(name, None)}
    except OSError:
        return False
    return bool(found) and all(_is_loopback(address) for address in found)
