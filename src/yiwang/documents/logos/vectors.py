# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""SVG drawings: shapes and colours alone are taken; whatever could fetch, run or repeat is not.

The list is of what is allowed. Its elements and attributes are those of SVG 1.1; there is no
``use``, ``image``, ``text``, ``style``, ``script`` or ``foreignObject``.
"""

import re
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

MOST_ELEMENTS: Final = 3_000
DEEPEST: Final = 24
_SVG: Final = "{http://www.w3.org/2000/svg}"
_ELEMENTS: Final = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line"),
        *("polyline", "polygon", "linearGradient", "radialGradient", "stop", "clipPath"),
    }
)
_ATTRIBUTES: Final = frozenset(
    {
        *("id", "version", "viewBox", "width", "height", "preserveAspectRatio", "transform"),
        *("d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy"),
        *("points", "offset", "gradientUnits", "gradientTransform", "spreadMethod"),
        *("clipPathUnits", "clip-path", "clip-rule", "fill", "fill-rule", "fill-opacity"),
        *("stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
        *("stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "stop-color"),
        *("stop-opacity", "opacity", "color", "display", "visibility"),
    }
)
_OF_EDITORS: Final = ("{http://www.w3.org/XML/1998/namespace}",)
_OUTSIDE: Final = re.compile(
    r"url\s*\((?!\s*#[\w-]+\s*\))|javascript:|data:|https?:", re.IGNORECASE
)


class DrawingRefused(ValueError):
    """A drawing holds what is not taken; the text says what and what to do."""


def check_drawing(content: bytes) -> None:
    """Refuse a drawing that is more than shapes and colours.

    :raises DrawingRefused: it is, or it is no drawing at all
    """
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise DrawingRefused(_("这个 SVG 文件有错误，或者带有实体声明")) from None
    if root.tag != f"{_SVG}svg":
        raise DrawingRefused(_("文件里没有 SVG 图形"))
    waiting, seen = [(root, 1)], 0
    while waiting:
        element, depth = waiting.pop()
        seen += 1
        if seen > MOST_ELEMENTS or depth > DEEPEST:
            raise DrawingRefused(_("SVG 图形太复杂，请简化后再上传"))
        _check_element(element)
        waiting += [(inner, depth + 1) for inner in element]


def _check_element(element: Element) -> None:
    name = str(element.tag).removeprefix(_SVG)
    if name == "text":
        raise DrawingRefused(_("SVG 里有文字，请在绘图软件里把文字转成轮廓"))
    if name not in _ELEMENTS:
        raise DrawingRefused(_("SVG 里不能有“%(name)s”，只收图形和颜色") % {"name": name[:40]})
    for attribute, value in element.attrib.items():
        if attribute.startswith(_OF_EDITORS):
            continue
        if attribute not in _ATTRIBUTES or _OUTSIDE.search(value):
            told = {"name": attribute.rsplit("}", 1)[-1][:40]}
            raise DrawingRefused(_("SVG 里不能有属性“%(name)s”这样的写法") % told)
