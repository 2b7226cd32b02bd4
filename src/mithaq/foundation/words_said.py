"""The texts for people that a Python file or a template says, as `words` writes them into the catalogues."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

# Which argument is the context, the text and its plural.
SAYS = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text a room says. `where` are the files that say it; it does not count for equality."""

    id: str
    plural: str = ""
    context: str = ""
    where: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.id)


def in_python(source: str) -> Iterator[Text]:
    """The texts that calls of gettext and its kin say, under whatever name they were imported."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in SAYS
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            name = names.get(node.func.id)
        else:
            name = node.func.attr if isinstance(node.func, ast.Attribute) and node.func.attr in SAYS else None
        if name:
            yield from _said(SAYS[name], node.args)


def _said(places: tuple[int | None, int, int | None], args: list[ast.expr]) -> Iterator[Text]:
    def literal(index: int | None) -> str | None:
        if index is None:
            return ""
        node = args[index] if index < len(args) else None
        return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None

    context, text, plural = (literal(i) for i in places)
    if text and context is not None and plural is not None:
        yield Text(text, plural, context)


def in_template(source: str, origin: str) -> Iterator[Text]:
    """The texts that the tags of a Django template say; `origin` names the file in an error."""
    from babel.messages.extract import extract_python  # inline: slow import
    from django.utils.translation.template import templatize  # inline: slow import

    keywords = {
        "_": None,
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }
    code = templatize(source, origin=origin).encode()
    for _line, name, said, _comments in extract_python(io.BytesIO(code), keywords, [], {"encoding": "utf-8"}):
        parts = [said] if isinstance(said, str) else [part for part in said if part is not None]
        context = parts.pop(0) if name in ("pgettext", "npgettext") else ""
        yield Text(parts[0], parts[1] if name in ("ngettext", "npgettext") else "", context)
