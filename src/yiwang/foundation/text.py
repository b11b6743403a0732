# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Text from people: what may be stored, and in which form."""

import re
import unicodedata
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.enums import Fault
from yiwang.foundation.errors import InvalidText

# Control characters (PostgreSQL refuses NUL), halves of surrogate pairs (not UTF-8), the marks that
# turn the direction of writing (what is read is not what is stored) and code points that are none.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
    "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u2028\u2029\ufff9-\ufffb\ufffe\uffff]"
)
# Nothing is seen of them and nothing is meant by them: with one inside, two texts look the same
# and are not. The joiners of scripts and of pictures (U+200C, U+200D) stay.
_UNSEEN: Final = re.compile("[\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
_LINE_ENDS: Final = re.compile("\r\n?")
_BLANKS: Final = re.compile(r"[\t\n]+")


def clean_text(text: str, *, max_length: int | None = None, multiline: bool = False) -> str:
    """Return a text as it is stored: composed (NFC), trimmed, lines ended by a newline.

    Characters that nobody sees and that say nothing, as copied from pages, are left out.

    :param max_length: in characters, after cleaning
    :param multiline: False turns tabs and line ends into one blank
    :raises InvalidText: it holds characters that must not be stored, or is too long
    """
    refuse_forbidden_characters(text)
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", _UNSEEN.sub("", text)))
    if not multiline:
        text = _BLANKS.sub(" ", text)
    text = text.strip()
    if max_length is not None and len(text) > max_length:
        raise InvalidText(
            _("最多填写%(length)s个字，您填写了%(count)s个字。"),
            params={"length": max_length, "count": len(text)},
            fault=Fault.LENGTH,
        )
    return text


def refuse_forbidden_characters(text: str) -> None:
    """Let a text pass unchanged, or refuse it.

    :raises InvalidText: the sentence names the first forbidden character and its place
    """
    if text.isascii() and text.isprintable():
        return
    found = _FORBIDDEN.search(text)
    if found is None:
        return
    raise InvalidText(
        _("第%(place)s个字符是%(name)s（%(point)s），不能使用，请删除后再提交。"),
        params={
            "place": found.start() + 1,
            "name": _kind_of(found[0]),
            "point": f"U+{ord(found[0]):04X}",
        },
        fault=Fault.CHARACTERS,
    )


def _kind_of(character: str) -> Promise:
    if "\ud800" <= character <= "\udfff":
        return _("不完整的字符")
    if unicodedata.category(character) == "Cc":
        return _("控制字符")
    return _("不可见的排版字符")
