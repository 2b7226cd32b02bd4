"""Django's `blocktranslate`, whose numbers are written in the reader's digits; in all else it is Django's own."""

from __future__ import annotations

from typing import Any

from django.template import Node, base
from django.templatetags import i18n

from mithaq.foundation import habits


class _Counted:
    """A value that stands in a sentence, and may choose its plural: a number says itself as the reader writes it."""

    def __init__(self, told: base.FilterExpression) -> None:
        self._told = told

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        return habits.counted(self._told.resolve(context, ignore_failures))


class _Known:
    """A value that the page knows by the name it has in the sentence."""

    def __init__(self, name: str) -> None:
        self._name = name

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        return habits.counted(context.get(self._name, ""))


def blocktranslate(parser: base.Parser, token: base.Token) -> Node:
    node = i18n.do_block_translate(parser, token)
    node.extra_context = {name: _Counted(told) for name, told in node.extra_context.items()}  # type: ignore[misc]
    if node.counter is not None:
        node.counter = _Counted(node.counter)  # type: ignore[assignment]
    places = {one.contents for one in (*node.singular, *(node.plural or ())) if one.token_type == base.TokenType.VAR}
    for name in places - {*node.extra_context, node.countervar}:
        node.extra_context[name] = _Known(name)  # type: ignore[assignment]
    return node
