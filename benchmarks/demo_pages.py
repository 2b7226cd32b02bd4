"""The slowest pages of the demonstration: what each asks of the database, and how long the processor works for it.

    MITHAQ_DATA=/tmp/demo MITHAQ_DEMO=1 .venv/bin/python -m mithaq.config.command demo --only-fill
    .venv/bin/python benchmarks/demo_pages.py /tmp/demo --most 10

Follows every link from the front page, signed in as the secretary and signed out, one address for each view and kind of
reader (so two institutions of one kind count once). Time is of the whole request inside the process, the least of
several runs after one that is not counted.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections import deque
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
_LINK = re.compile(r'href="(/[^"#]*)')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="the folder of a demonstration; copy it first, reading marks what was read")
    parser.add_argument("--most", type=int, default=10)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--of-a-view", type=int, default=2, help="addresses tried of each view")
    told = parser.parse_args()
    os.environ |= {
        "MITHAQ_DATA": told.data,
        "MITHAQ_DEMO": "1",
        "MITHAQ_LIMITS": "0",
        "DJANGO_SETTINGS_MODULE": "mithaq.config.settings",
    }
    import django  # inline: the folder of the data is chosen above

    django.setup()
    from django.conf import settings

    from mithaq.foundation import settled

    settings.ALLOWED_HOSTS = ["*"]
    rows = []
    for who in ("everybody", "secretary"):
        rows += walked(who, runs=told.runs, of_a_view=told.of_a_view)
        settled.settle()
    rows.sort(reverse=True)
    print(f"{len(rows)} pages\n\n| page | reader | ms of the processor | questions | kB |\n|---|---|---|---|---|")
    for took, asked, size, view, who, path in rows[: told.most]:
        print(f"| {view} `{path}` | {who} | {took * 1000:.0f} | {asked} | {size / 1000:.0f} |")


def walked(who: str, *, runs: int, of_a_view: int) -> list[tuple[float, int, int, str, str, str]]:
    from django.test import Client  # inline: models need the set-up of `main`
    from django.urls import Resolver404, resolve

    client = Client()
    if who == "secretary":
        client.force_login(_secretary(), backend="django.contrib.auth.backends.ModelBackend")
    waiting, seen, tried = deque(["/en/"]), {"/en/"}, {}
    rows = []
    while waiting:
        path = waiting.popleft()
        try:
            view = resolve(path.partition("?")[0]).view_name
        except Resolver404:  # a file, or an address of another site: no page
            continue
        key = view + ("?" if "?" in path else "")
        if tried.get(key, 0) >= of_a_view or not path.startswith("/en/") or "logout" in path:
            continue
        tried[key] = tried.get(key, 0) + 1
        answer = client.get(path)
        if answer.status_code != 200 or answer.streaming or "html" not in answer.headers["Content-Type"]:
            continue
        for link in _LINK.findall(answer.content.decode()):
            link = link.replace("&amp;", "&")
            if link not in seen:
                seen.add(link)
                waiting.append(link)
        rows.append((*_measured(client, path, runs), len(answer.content), view, who, path))
    return rows


def _measured(client: Any, path: str, runs: int) -> tuple[float, int]:
    from django.db import connection  # inline: models need the set-up of `main`

    asked = []

    def counted(execute: Any, sql: str, *told: Any) -> Any:
        asked.append(sql)
        return execute(sql, *told)

    with connection.execute_wrapper(counted):
        client.get(path)
    took = []
    for _ in range(runs):
        began = time.process_time()
        client.get(path)
        took.append(time.process_time() - began)
    return min(took), len(asked)


def _secretary() -> Any:
    from mithaq.foundation.models import Account  # inline: models need the set-up of `main`

    return Account.objects.filter(email__startswith="secretar").order_by("pk").first() or Account.objects.first()


if __name__ == "__main__":
    main()
