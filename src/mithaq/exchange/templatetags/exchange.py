"""`{{ sentence|bdi }}`: a sentence of the house, its isolates as <bdi>."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from mithaq.exchange.bidi import pieces
from mithaq.exchange.manuscript import Grid

register = template.Library()


@register.filter
def bdi(text: str) -> SafeString:
    """Escapes everything; only the isolates of the house become elements."""
    return mark_safe(  # noqa: S308 - each piece is escaped here
        "".join(f"<bdi>{escape(piece)}</bdi>" if isolated else escape(piece) for piece, isolated in pieces(text))
    )


@register.filter
def lines(grid: Grid) -> list[dict[str, object]]:
    """The rows of a grid, each cell with its shade."""
    return [
        {"head": head, "cells": list(zip(cells, shades, strict=True))}
        for head, cells, shades in zip(grid.rows, grid.cells, grid.shades, strict=True)
    ]
