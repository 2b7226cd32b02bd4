"""Who may: the door every page stands behind.

A page names what it needs (`permission_required`); a room says who has it with a predicate in its `rules.py`
(`rules.add_perm("people.admit", is_secretary)`), a function of the account and of what it is about (an institution, or
a record that has one). Nobody may what no rule allows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import rules
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate

from mithaq.foundation import habits
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Account
from mithaq.foundation.reader import reads

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Asker = Account | AnonymousUser


def today() -> date:
    """The day a door is asked about. Doors stand at the edge of the house, beside the views: they know the clock."""
    return localdate()


@rules.predicate
def is_anyone(account: Asker, about: Any = None) -> bool:
    """Also who has not signed in: the page is public by intention, not by omission."""
    return True


@rules.predicate
def is_signed_in(account: Asker, about: Any = None) -> bool:
    return account.is_authenticated and account.is_active


@rules.predicate
def is_operator(account: Asker, about: Any = None) -> bool:
    """Looks after the installation; sees no institution's papers for that."""
    return account.is_authenticated and account.is_active and account.is_operator


rules.add_perm("foundation.visit", is_anyone)
rules.add_perm("foundation.see_letters", is_operator)
rules.add_perm("foundation.see_jobs", is_operator)
rules.add_perm("foundation.see_journal", is_operator)


def may(account: Asker, permission: str, about: Any = None) -> bool:
    """Whether a rule allows it. A permission nobody has defined is refused loudly (KeyError), so that it is noticed."""
    if not rules.perm_exists(permission):
        raise KeyError(f"No rule says who may {permission!r}.")
    return rules.has_perm(permission, account, about)


def allows(permission: str) -> Callable[[HttpRequest], bool]:
    """For menus: whether the reader of a request may, in the institution of its address."""

    def ask(request: HttpRequest) -> bool:
        return may(request.user, permission, getattr(request, "institution", None))

    return ask


def _as_account(account: Asker) -> Actor:
    if isinstance(account, Account):
        return Actor("person", uid=account.uid, name=account.called)
    return Actor("person", uid="", name="")


_identify: list[Callable[[Asker], Actor]] = [_as_account]


def identify_with(function: Callable[[Asker], Actor]) -> None:
    """The room that knows persons says who stands behind an account."""
    _identify[:] = [function]


def actor_of(account: Asker) -> Actor:
    return _identify[0](account)


class Permission:
    """For class-based views: first in the list of bases.

    `permission_required` is asked about `permission_about()`, by default the institution of the address; a page on one
    record gives that record (its manager is scoped: what belongs to another institution is not found). Who has not
    signed in is sent to sign in; who has, and may not, gets 403.
    """

    permission_required: str
    request: HttpRequest

    def permission_about(self) -> Any:
        return getattr(self.request, "institution", None)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.user, self.permission_required, self.permission_about()):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied(self.permission_required)
        if request.method == "POST":
            self._say_to_reader()
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """`institution` stays the record that the shell gives every page, not the slug of the address."""
        more.pop("institution", None)
        return super().get_context_data(**more)  # type: ignore[misc]

    def _say_to_reader(self) -> None:
        """While it acts the house says days and numbers (`reader.Heeding`). The labels of a form, and the page that
        shows what was refused, are for who reads them, whatever a view adds to them before it asks its bases.
        """
        form, context = getattr(self, "get_form", None), getattr(self, "get_context_data", None)

        def get_form(*args: Any, **kwargs: Any) -> Any:
            with habits.of(lambda: self.request.user):
                return form(*args, **kwargs)  # type: ignore[misc]

        def get_context_data(**more: Any) -> dict[str, Any]:
            reads(self.request)
            return context(**more)  # type: ignore[misc]

        told: dict[str, Any] = vars(self)
        told |= {"get_form": get_form} if form else {}
        told |= {"get_context_data": get_context_data} if context else {}

    @cached_property
    def actor(self) -> Actor:
        """What services want as `by=`."""
        return actor_of(self.request.user)


class RoomPage(Permission):
    """A page of a room inside an institution: knows both, who asks, and the way back.

    A room says its `namespace`, the name of its `first_page` and how the trail calls that page.
    """

    namespace: str
    first_page: str
    first_title: StrOrPromise

    @property
    def institution(self) -> Any:
        return self.request.institution  # type: ignore[attr-defined]

    @property
    def reader(self) -> Any:
        return self.request.user

    @cached_property
    def today(self) -> date:
        return today()

    def may(self, permission: str, about: Any = None) -> bool:
        """Whether who asks may do it; without `about`, in this institution."""
        return may(self.reader, permission, about or self.institution)

    def url(self, name: str, **more: str) -> str:
        return reverse(f"{self.namespace}:{name}", kwargs={"institution": self.institution.slug, **more})

    def trail(self, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
        """From the institution to this page, which is the last and has no address."""
        first = self.url(self.first_page)
        home = first.rstrip("/").rpartition("/")[0] + "/"
        return [(self.institution.name, home), (self.first_title, first if further else ""), *further]
