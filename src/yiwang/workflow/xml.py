# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""XML from strangers: no document type, no entities, no network, bounded in size."""

from typing import TypeAlias

from django.utils.translation import gettext as _
from lxml import etree

LARGEST = 1_000_000
DEEPEST = 40
MOST_ELEMENTS = 10_000

Node: TypeAlias = etree._Element


class UnsafeXml(ValueError):
    """XML that is broken, too large, or brings a document type or entities."""


def parse_xml(text: str | bytes) -> Node:
    """Return the root element.

    :param text: UTF-8 whatever its declaration says
    :raises UnsafeXml: with a sentence for the person who sent it
    """
    body = _bytes(text)
    if len(body) > LARGEST:
        raise UnsafeXml(_("文件超过 %(limit)d 字节。") % {"limit": LARGEST})
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise UnsafeXml(
            _("不是格式正确的 XML（第 %(line)d 行第 %(column)d 列）。")
            % {"line": line, "column": column}
        ) from error
    _refuse_doctype_and_size(root)
    return root


def _bytes(text: str | bytes) -> bytes:
    if isinstance(text, bytes):
        return text
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise UnsafeXml(_("文件不是有效的 UTF-8 文本。")) from error


def _refuse_doctype_and_size(root: Node) -> None:
    if root.getroottree().docinfo.doctype:
        raise UnsafeXml(_("文件不能包含 DOCTYPE 或实体定义。"))
    for count, node in enumerate(root.iter(), start=1):
        if count > MOST_ELEMENTS:
            raise UnsafeXml(_("文件的元素超过 %(limit)d 个。") % {"limit": MOST_ELEMENTS})
        if not isinstance(node.tag, str):
            raise UnsafeXml(_("文件不能包含 DOCTYPE 或实体定义。"))
    if _depth(root) > DEEPEST:
        raise UnsafeXml(_("文件的元素嵌套超过 %(limit)d 层。") % {"limit": DEEPEST})


def _depth(root: Node) -> int:
    depth, level = 0, [root]
    while level:
        depth, level = depth + 1, [child for node in level for child in node]
    return depth


def namespace_of(name: str) -> str:
    """Return the namespace of a qualified name, "" when it has none."""
    return name[1:].split("}", 1)[0] if name.startswith("{") else ""


def local_name(name: str) -> str:
    return name.rsplit("}", 1)[-1]


def text_of(node: Node | None) -> str:
    """Return the text directly inside an element, trimmed; "" without one."""
    return (node.text or "").strip() if node is not None else ""
