# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Django's ``i18n`` tags, with fixed texts translated once for each language.

Loaded in place of Django's by ``settings.TEMPLATES``. A page has dozens of fixed texts; looking
each up anew is a twentieth of what a page costs.
"""

from collections.abc import Callable
from typing import Any

from django.template import Library, Node
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class FixedText(Node):
    """A text that depends on nothing but the language."""

    child_nodelists = ()

    def __init__(self, translated: Node) -> None:
        self._translated = translated
        self._by_language: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        text = self._by_language.get(language)
        if text is None:
            text = self._by_language[language] = self._translated.render(context)
        return text


def _is_fixed(node: i18n.TranslateNode) -> bool:
    expression = node.filter_expression
    is_constant = expression.var.lookups is None and not expression.filters
    return is_constant and not (node.noop or node.asvar or node.message_context)


def _translate(parser: Parser, token: Token) -> Node:
    node = i18n.do_translate(parser, token)
    return FixedText(node) if _is_fixed(node) else node


_TAGS: dict[str, Callable[[Parser, Token], Any]] = {"translate": _translate, "trans": _translate}
register.tags.update(_TAGS)
