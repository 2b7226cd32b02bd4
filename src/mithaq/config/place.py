"""Where an installation keeps its things, what stands before it and how much may be asked: told by the environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

SOURCE = Path(__file__).resolve().parents[3]
MOST_TIMES = 1_000_000


def data_folder() -> Path:
    """`MITHAQ_DATA`, else `var/` of a source tree, else the folder of the person's applications."""
    told = os.environ.get("MITHAQ_DATA")
    if told:
        folder = Path(told)
    elif (SOURCE / "pyproject.toml").exists():
        folder = SOURCE / "var"
    else:
        folder = Path.home() / ".local" / "share" / "mithaq"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # password hashes and confidential texts: nobody else on the machine
    return folder


def secret(folder: Path) -> str:
    """`MITHAQ_SECRET`, else a key made once and kept readable by its owner only."""
    told = os.environ.get("MITHAQ_SECRET")
    if told:
        return told
    file = folder / "secret.key"
    if not file.exists():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text().strip()


def database(folder: Path) -> dict[str, object]:
    """`MITHAQ_DATABASE` as an address (`sqlite:///path`, `postgresql://user:password@host:port/name`), else SQLite."""
    address = urlsplit(os.environ.get("MITHAQ_DATABASE", ""))
    if address.scheme in ("postgresql", "postgres"):
        more: dict[str, object] = dict(parse_qsl(address.query))
        prepared = more.pop("prepared", "yes") != "no"  # no: behind a pooler that hands connections on between them
        return {
            "ENGINE": "mithaq.foundation.postgresql",
            "NAME": unquote(address.path.lstrip("/")),
            "USER": unquote(address.username or ""),
            "PASSWORD": unquote(address.password or ""),
            "HOST": address.hostname or more.pop("host", ""),
            "PORT": str(address.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"prepare_threshold": 1 if prepared else None, **more},
        }
    if address.scheme not in ("", "sqlite"):
        raise SystemExit(f"MITHAQ_DATABASE: {address.scheme}:// is neither sqlite:/// nor postgresql://")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": unquote(address.path) if address.path else str(folder / "mithaq.sqlite3"),
        "CONN_MAX_AGE": 60,  # to open the file and close it again costs more than most questions to it
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;",
        },
    }


def proxies() -> int:
    """`MITHAQ_PROXY`: how many proxies stand before the house, one behind the other. Refused: what is no number."""
    told = os.environ.get("MITHAQ_PROXY", "").strip() or "0"
    if not (told.isascii() and told.isdecimal() and int(told) < 10):
        raise SystemExit(f"MITHAQ_PROXY: {told!r} is not how many proxies stand before the house (0, 1, 2 …)")
    return int(told)


def limits() -> float:
    """`MITHAQ_LIMITS`: how many times the usual may be asked; 0: nothing is counted. Refused: what is no number."""
    told = os.environ.get("MITHAQ_LIMITS", "").strip() or "1"
    try:
        times = float(told)
    except ValueError:
        times = -1.0
    if not 0 <= times <= MOST_TIMES:
        raise SystemExit(
            f"MITHAQ_LIMITS: {told!r} is not how many times the usual (0.5, 1, 3 …; 0: nothing is counted)"
        )
    return times
