"""The simulated people of `votes.py` and their dialogue: laid beside the server; some enter by the pages themselves."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

LANGUAGES = ("ar", "en", "fr")
BY_THE_PAGES = 12


@dataclass
class Client:
    """Somebody with a browser: their cookies, and what they have answered."""

    participant: str
    language: str
    cookies: dict[str, str]
    token: str
    acknowledged: dict[str, int] = field(default_factory=dict)
    under_way: dict[str, int] = field(default_factory=dict)


@dataclass
class World:
    slug: str
    dialogue: str
    statements: list[str]
    clients: list[Client]


def made(people: int, statements: int) -> World:
    from allauth.account.auth_backends import AuthenticationBackend  # noqa: F401 - inline: models need django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django_scopes import scope

    from mithaq.dialogues import passes, services
    from mithaq.dialogues.enums import Entry
    from mithaq.dialogues.models import Dialogue, Participant, Rendition
    from mithaq.foundation.actors import SYSTEM
    from mithaq.foundation.fields import words
    from mithaq.foundation.models import Account
    from mithaq.institutions import services as institutions
    from mithaq.people import services as persons
    from mithaq.people.enums import Role

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)
    said = dict.fromkeys(LANGUAGES, "What should change?")
    house = institutions.found("bench", name=words(**said), by=SYSTEM, at=now)
    with scope(institution=house):
        dialogue: Dialogue = services.prepare(
            house,
            title=words(**said),
            question=words(**said),
            opens_at=now - timedelta(hours=1),
            closes_at=now + timedelta(days=1),
            entry=Entry.ANYBODY,
            is_simulated=True,
            by=SYSTEM,
            at=now - timedelta(hours=2),
        )
        lines = [
            dict.fromkeys(LANGUAGES, f"Procedure number {n} should be made easier for whoever needs it")
            for n in range(statements)
        ]
        asked = services.seed_many(dialogue, lines, "en", by=SYSTEM, at=now)
        for one in Rendition.objects.filter(statement__dialogue=dialogue, is_original=False):
            services.review(one, by=SYSTEM, at=now)
        dialogue = services.open_dialogue(dialogue, by=SYSTEM, at=now)
        until = passes.until(dialogue.closes_at)
        clients, rows = [], []
        for n in range(people - BY_THE_PAGES):
            language, cookies = LANGUAGES[n % 3], {"csrftoken": secrets.token_hex(16)}
            row = Participant(institution=house, dialogue=dialogue, language=language, consented_at=now)
            if n % 4 == 0:
                account = Account.objects.create(email=f"{n}@example.org", password=f"!{secrets.token_hex(20)}")
                row.person = persons.register(
                    name=words(en=f"Member {n}"), language=language, account=account, by=SYSTEM, at=now
                )
                persons.admit(house, person=row.person, role=Role.MEMBER, on=now.date(), by=SYSTEM, at=now)
                session = SessionStore()
                session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
                session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
                session.create()
                cookies["sessionid"] = str(session.session_key)
                told = passes.Pass(row.uid, until, bound=passes.bound_to(cookies["sessionid"], account.password))
            else:
                secret = passes.new_secret()
                row.key = passes.digest(secret)
                told = passes.Pass(row.uid, until, secret=secret)
            cookies[f"mithaq_dialogue_{language}"] = passes.write(dialogue.uid, told)
            rows.append(row)
            clients.append(Client(row.uid, language, cookies, cookies["csrftoken"]))
        Participant.objects.bulk_create(rows, batch_size=500)
    return World(house.slug, dialogue.uid, [one.uid for one in asked], clients)


def enter_by_the_pages(world: World, port: int) -> None:
    """As a browser does it: read what is promised, agree, read the first statement and the token of its form."""
    import http.client  # inline: of this step alone

    for n in range(BY_THE_PAGES):
        language = LANGUAGES[n % 3]
        base = f"/{language}/{world.slug}/dialogues/{world.dialogue}"
        kept: dict[str, str] = {}

        def asked(method: str, path: str, body: str = "") -> str:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            cookies = "; ".join(f"{name}={value}" for name, value in kept.items())  # noqa: B023 - used at once
            headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            assert answer.status in (200, 302), (answer.status, text[:500])
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    pair = value.split(";")[0].split("=", 1)
                    if not pair[0].startswith("mithaq_dialogue") or pair[0].endswith(language):  # noqa: B023
                        kept[pair[0]] = pair[1]  # noqa: B023
            connection.close()
            return text

        form = asked("GET", f"{base}/begin/")
        asked("POST", f"{base}/begin/", urlencode({"csrfmiddlewaretoken": _token(form), "agrees": "on"}))
        page = asked("GET", f"{base}/vote/")
        uid = kept[f"mithaq_dialogue_{language}"].strip('"').split(".")[0]
        world.clients.append(Client(uid, language, kept, _token(page)))


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, page[:300]
    return found[1]
