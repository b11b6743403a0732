# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Data for machines inside a page: a block that no browser runs."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def linked_data(text: str) -> SafeString:
    """Return a data block with JSON-LD from ``catalogue.linked.in_a_page``.

    HTML's own rule: an element of this type is data; it is neither run nor asked for by the
    content security policy.

    :raises ValueError: a sign in it could end the block
    """
    if "<" in text or ">" in text:
        raise ValueError("JSON-LD in a page holds no angle brackets.")
    # Nothing in it can end the element: the two signs that could are written as escapes.
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
