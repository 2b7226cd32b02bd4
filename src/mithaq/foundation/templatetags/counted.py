"""Django's `blocktranslate`, whose `count` is written in the reader's digits; in all else it is Django's own."""

from __future__ import annotations

from typing import Any

from django.template import Node, base
from django.templatetags import i18n

from mithaq.foundation import habits


class _Count:
    """What counts: its value chooses the plural, and says itself as the reader writes numbers."""

    def __init__(self, counter: base.FilterExpression) -> None:
        self._counter = counter

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        return habits.counted(self._counter.resolve(context, ignore_failures))


def blocktranslate(parser: base.Parser, token: base.Token) -> Node:
    node = i18n.do_block_translate(parser, token)
    if node.counter is not None:
        node.counter = _Count(node.counter)  # type: ignore[assignment]
    return node
