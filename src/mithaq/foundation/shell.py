"""What every page is given: the languages of the switch, the theme, the version and the entries of the menu.

The foundation knows no rooms. A room on a higher floor offers its entry when it starts: `shell.offer(...)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

import mithaq
from mithaq.foundation import languages

THEMES = ("light", "dark")
THEME_COOKIE = "mithaq_theme"


def _everyone(request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an institution's menu. `name` is a URL name that takes `institution`; `label` is a lazy text.

    `count` says how much waits there for the reader; nothing is shown of 0. What is `work` stands in a line of its own,
    under what everybody reads.
    """

    name: str
    label: str | Promise
    order: int = 50
    may: Callable[[HttpRequest], bool] = _everyone
    count: Callable[[HttpRequest], int] | None = None
    work: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as this reader sees it."""

    label: str
    url: str
    here: bool
    count: int = 0
    work: bool = False


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of the switch: its own name, and this same page in it."""

    code: str
    name: str
    url: str
    here: bool


_entries: dict[str, Entry] = {}


def offer(entry: Entry) -> None:
    """Put an entry in the menu of every institution; the same name again replaces it."""
    _entries[entry.name] = entry


def entries() -> tuple[Entry, ...]:
    return tuple(sorted(_entries.values(), key=lambda e: (e.order, e.name)))


_desk: dict[str, str | Promise] = {}


def offer_desk(name: str, label: str | Promise) -> None:
    """Put a page of a higher room at the desk of the operator; `name` is a URL name that takes nothing."""
    _desk[name] = label


def desk() -> tuple[tuple[str, str], ...]:
    """What rooms offer the operator, as labels and addresses."""
    return tuple((str(label), reverse(name)) for name, label in _desk.items())


def menu(request: HttpRequest) -> tuple[Link, ...]:
    """The entries this reader may open; nothing outside an institution.

    The entry with the longest address that begins the present one is "here".
    """
    institution = getattr(request, "institution", None)
    if institution is None:
        return ()
    offered = [e for e in entries() if e.may(request)]
    found = [(e, reverse(e.name, kwargs={"institution": institution.slug})) for e in offered]
    here = max((url for _, url in found if request.path.startswith(url)), key=len, default="")
    return tuple(Link(str(e.label), url, url == here, e.count(request) if e.count else 0, e.work) for e, url in found)


def same_page(path: str, code: str) -> str:
    """The same page in another language. Works for pages that do not exist, which translate_url leaves alone."""
    head, _, rest = path.removeprefix("/").partition("/")
    return f"/{code}/{rest}" if head in languages.CODES else f"/{code}/"


def tongues(request: HttpRequest) -> tuple[Tongue, ...]:
    path = request.get_full_path()
    return tuple(
        Tongue(code, languages.OWN_NAMES[code], same_page(path, code), code == languages.current())
        for code in languages.CODES
    )


def shell(request: HttpRequest) -> dict[str, object]:
    """Asked once a page and language, however many parts of the page are templates rendered apart."""
    told = request.__dict__.setdefault("_shell", {})
    key = (languages.current(), getattr(request, "institution", None))
    if key not in told:
        told[key] = _shell(request)
    return dict(told[key])


def _shell(request: HttpRequest) -> dict[str, object]:
    code = languages.current()
    institution = getattr(request, "institution", None)
    theme = request.COOKIES.get(THEME_COOKIE, "")
    links = menu(request)
    return {
        "lang": code,
        "dir": languages.direction(code),
        "tongues": tongues(request),
        "menus": [found for found in ([n for n in links if not n.work], [n for n in links if n.work]) if found],
        "home_url": f"/{code}/{institution.slug}/" if institution else f"/{code}/",
        "front_url": f"/{code}/",
        "institution": institution,
        "theme": theme if theme in THEMES else "",
        "version": mithaq.__version__,
    }
