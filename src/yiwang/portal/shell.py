# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The frame around shared pages, rendered once for all that stand in it.

Frame and page are rendered apart and put together as text, for the frame costs as much as a page.
Cut out of it is what differs from page to page: the blocks of ``portal/inner.html``, and the
address that links of the frame lead back to.
"""

from collections.abc import Hashable, Mapping
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpRequest
from django.template.loader import render_to_string

from yiwang.foundation.shelf import Shelf

CUT: Final = "<!--cut-->"
"""Stands between two pieces: whatever somebody typed holds no "<" once it is rendered."""
FRAMES_KEPT: Final = 300
_ANY_PAGE: Final = "/-any-page-"
_frames: Shelf[tuple[str, ...]] = Shelf(FRAMES_KEPT)


def framed(
    template: str,
    values: Mapping[str, Any],
    request: HttpRequest,
    *,
    frame: Mapping[str, Any],
    name: Hashable,
) -> str:
    """Return a whole page: the blocks of a template within their frame.

    :param template: extends ``frame``, and fills no other blocks than ``portal/inner.html`` has
    :param request: as anybody would make it who likes pages the same way
    :param frame: values of the frame
    :param name: the same for pages that stand in the same frame
    """
    inner = render_to_string(template, {**values, "frame": "portal/inner.html"}, request=request)
    pieces = _frames.get(name, lambda: _frame(request, frame))
    back = quote(request.get_full_path(), safe="")
    around = [piece.replace(quote(_ANY_PAGE, safe=""), back) for piece in pieces]
    filled = zip(around, [*inner.split(CUT), ""], strict=True)
    return "".join(text for pair in filled for text in pair)


def _frame(request: HttpRequest, values: Mapping[str, Any]) -> tuple[str, ...]:
    anywhere = HttpRequest()
    anywhere.path = anywhere.path_info = _ANY_PAGE
    anywhere.COOKIES = request.COOKIES
    return tuple(render_to_string("portal/shell.html", {**values}, request=anywhere).split(CUT))
