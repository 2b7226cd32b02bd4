"""Text leaves the machine only when someone said so; a bad answer is an error with a name."""

import socket

import pytest

from mithaq.kernels.text.adapters import AdapterFailed, Endpoint, endpoint


@pytest.mark.parametrize(
    ("url", "leaves"),
    [
        ("http://127.0.0.1:8080/v1", False),
        ("http://127.9.9.9/v1", False),
        ("http://[::1]:8080/v1", False),
        ("http://localhost:8080/v1", False),
        ("https://models.example.org/v1", True),
        ("http://192.168.1.20/v1", True),
        ("http://0.0.0.0:8080/v1", True),
        ("http://127.0.0.1.example.org/v1", True),
        ("http://localhost.example.org/v1", True),
        ("http://2130706433/v1", True),
        ("http://127.1/v1", True),
    ],
)
def test_only_this_machine_beyond_doubt_is_this_machine(url, leaves):
    assert Endpoint(url, "m").leaves_machine is leaves


def test_a_localhost_that_points_elsewhere_leaves_the_machine(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [(2, 1, 6, "", ("203.0.113.9", 0))])

    assert Endpoint("http://localhost/v1", "m").leaves_machine


def test_the_description_names_host_and_whether_it_is_in_the_clear():
    facts = {"host": "models.example.org", "model": "m"}

    assert Endpoint("https://models.example.org/v1", "m").describe() == (
        "text-leaves-machine",
        facts | {"encrypted": True},
    )
    assert Endpoint("http://models.example.org/v1", "m").describe() == (
        "text-leaves-machine-in-the-clear",
        facts | {"encrypted": False},
    )
    assert Endpoint("http://127.0.0.1/v1", "m").describe()[0] == "text-stays"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/v1",
        "//example.org/v1",
        "http://",
        "https://me:secret@example.org/v1",
        "https://example.org/v1?key=1",
        "https://example.org/v1#x",
        "http://example.org:0/v1",
        "http://example.org:port/v1",
    ],
)
def test_addresses_that_are_refused(url):
    with pytest.raises(ValueError):
        Endpoint(url, "m")


@pytest.mark.parametrize("wrong", [{"model": ""}, {"timeout": 0}, {"key": "a\r\nX-Evil: 1"}, {"key": "clé"}])
def test_values_that_are_refused(wrong):
    with pytest.raises(ValueError, match="endpoint"):
        Endpoint(**({"url": "http://127.0.0.1/v1", "model": "m"} | wrong))


def test_the_key_never_shows():
    assert "hush" not in repr(Endpoint("http://127.0.0.1/v1", "m", key="hush"))


def test_nothing_is_sent_when_text_would_leave_without_permission(model, monkeypatch):
    model.answers.append((200, {}))
    monkeypatch.setattr(endpoint, "_is_loopback", lambda host: False)

    with pytest.raises(AdapterFailed) as failure:
        model.endpoint().ask("embeddings", {"input": ["secret"]})
    assert failure.value.cause == "leaves-machine"
    assert failure.value.facts == {"host": "127.0.0.1"}
    assert model.asked == []

    assert model.endpoint().ask("embeddings", {"input": ["said aloud"]}, allow_leaving=True) == {}
    assert [body for _, _, body in model.asked] == [{"input": ["said aloud"]}]


def test_a_question_goes_to_its_path_with_its_key_in_utf8(model):
    model.answers.append((200, {"fine": "نعم"}))

    assert model.endpoint(key="hush").ask("embeddings", {"input": ["مرحبا"]}) == {"fine": "نعم"}
    ((path, headers, body),) = model.asked
    assert path == "/v1/embeddings"
    assert headers["Authorization"] == "Bearer hush"
    assert body == {"input": ["مرحبا"]}


def test_a_passing_failure_is_tried_again(model):
    model.answers += [(503, b"busy"), (500, b"oops"), (200, {"fine": True})]

    assert model.endpoint().ask("embeddings", {}) == {"fine": True}
    assert len(model.asked) == 3


def test_a_lasting_failure_is_tried_three_times_and_no_more(model):
    model.answers.append((500, b"<html>traceback</html>"))

    with pytest.raises(AdapterFailed) as failure:
        model.endpoint().ask("embeddings", {})

    assert (failure.value.cause, failure.value.facts["status"]) == ("refused", 500)
    assert len(model.asked) == endpoint.ATTEMPTS


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_refusal_is_not_tried_again(model, status):
    model.answers.append((status, {"error": "no"}))

    with pytest.raises(AdapterFailed) as failure:
        model.endpoint().ask("embeddings", {})

    assert (failure.value.cause, failure.value.facts["status"]) == ("refused", status)
    assert len(model.asked) == 1


def test_a_redirect_is_never_followed(model):
    model.answers.append((307, b""))
    model.location = model.url + "/elsewhere"

    with pytest.raises(AdapterFailed) as failure:
        model.endpoint().ask("embeddings", {"input": ["secret"]})

    assert failure.value.cause == "redirected"
    assert len(model.asked) == 1


def test_no_proxy_is_used_for_this_machine(model, monkeypatch):
    model.answers.append((200, {"direct": True}))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)

    assert model.endpoint().ask("embeddings", {}) == {"direct": True}


@pytest.mark.parametrize("body", [b"", b"not json", b"[1, 2]", b'"text"', b'{"cut": ', b"\xff\xfe", b"[" * 100_000])
def test_an_answer_that_is_no_json_object_is_malformed(model, body):
    model.answers.append((200, body))

    with pytest.raises(AdapterFailed) as failure:
        model.endpoint().ask("embeddings", {})

    assert failure.value.cause == "malformed"


def test_a_silent_model_times_out_once(model):
    model.answers.append((200, {}))
    model.is_silent = True

    with pytest.raises(AdapterFailed) as failure:
        model.endpoint(timeout=0.2).ask("embeddings", {})

    assert (failure.value.cause, failure.value.facts["seconds"]) == ("timeout", 0.2)
    assert len(model.asked) == 1


def test_a_model_that_answers_letter_by_letter_times_out_too(model):
    model.answers.append((200, {"long": "x" * 1_000}))
    model.drip = 0.05

    with pytest.raises(AdapterFailed) as failure:
        model.endpoint(timeout=0.3).ask("embeddings", {})

    assert failure.value.cause == "timeout"
    assert not model.said_all


def test_an_endless_answer_is_cut(model, monkeypatch):
    model.answers.append((200, {"long": "x" * 5_000}))
    monkeypatch.setattr(endpoint, "LARGEST", 1_000)

    with pytest.raises(AdapterFailed) as failure:
        model.endpoint().ask("embeddings", {})

    assert failure.value.cause == "too-large"


def test_a_closed_door_is_unreachable(monkeypatch):
    monkeypatch.setattr(endpoint, "PAUSES", (0.01, 0.01))
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]

    with pytest.raises(AdapterFailed) as failure:
        Endpoint(f"http://127.0.0.1:{port}/v1", "m", timeout=2).ask("embeddings", {})

    assert failure.value.cause == "unreachable"


def test_every_cause_raised_is_a_known_cause():
    from pathlib import Path

    folder = Path(endpoint.__file__).parent
    raised = {
        part.split('"')[1]
        for module in folder.glob("*.py")
        for part in module.read_text("utf-8").split("AdapterFailed(")[1:]
        if part.startswith('"')
    }

    assert raised == set(endpoint.CAUSES)
