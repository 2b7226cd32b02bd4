"""A model that does as it is told, on this machine, for one test."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mithaq.kernels.text.adapters import Endpoint, endpoint


@dataclass
class FakeModel:
    """Answers in turn with `answers`, each `(status, body)`, the last again and again; remembers what was asked."""

    url: str = ""
    answers: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    is_silent: bool = False
    drip: float = 0.0
    is_over: threading.Event = field(default_factory=threading.Event)
    said_all: bool = False
    location: str = ""

    def endpoint(self, **more) -> Endpoint:
        return Endpoint(self.url, "test-model", **({"timeout": 5.0} | more))

    def says(self, content: str) -> None:
        self.answers.append((200, {"choices": [{"message": {"role": "assistant", "content": content}}]}))

    def embeds(self, *vectors) -> None:
        self.answers.append((200, {"data": [{"index": i, "embedding": v} for i, v in enumerate(vectors)]}))


@pytest.fixture
def model(monkeypatch) -> Iterator[FakeModel]:
    fake = FakeModel()
    monkeypatch.setattr(endpoint, "PAUSES", (0.01, 0.01))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            fake.asked.append((self.path, dict(self.headers), json.loads(body)))
            if fake.is_silent:
                fake.is_over.wait(60)
            status, answer = fake.answers.pop(0) if len(fake.answers) > 1 else fake.answers[0]
            data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            try:
                self.send_response(status)
                if fake.location:
                    self.send_header("Location", fake.location)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self._write(data)
            except (BrokenPipeError, ConnectionResetError):
                return

        def _write(self, data):
            if not fake.drip:
                self.wfile.write(data)
                return
            for byte in data:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                if fake.is_over.wait(fake.drip):
                    return
            fake.said_all = True

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield fake
    fake.is_over.set()
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)
