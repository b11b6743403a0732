# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A page in another language: the words of the sheet and of the data, days and numbers.

What the original says stays as it is; a list of words (词语对照), kept with the template, gives the
translation of what stands there again and again. Whatever it does not know is quoted in Chinese.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from django.utils.translation import gettext as _

from yiwang.documents.glyphs import showable
from yiwang.documents.templating import languages
from yiwang.foundation.errors import FieldError

FIXED: Final = (
    "文书编号",
    "办件编号",
    "证件号码",
    "统一社会信用代码",
    "文书核验码",
    "扫码或访问{网址}核对真伪",
    "咨询电话",
    "地址",
    "第{页}页，共{总页}页",
    "预览",
    "译文",
    "印章盖在中文原件上",
)
"""The words of the sheet itself, which every list has to translate."""
_KEPT: Final = frozenset(
    {"qr", "logo", "verification_url", "verification_code", "kind", "language"}
)
_NAMES: Final = frozenset({"applicant", "applied_by"})
_NUMBER: Final = "{n}"
_DIGITS: Final = r"(\d+|[零一二三四五六七八九十百千]+)"
_ONES: Final = "零一二三四五六七八九"
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
MOST_SHOWN: Final = 5
_IN: Final = "_in"
"""Ends the name of what holds a form's own words in other languages, beside the Chinese."""
_WRITTEN_ALIKE: Final = frozenset({"ja", "ko"})
"""Languages whose own words may be written with Chinese characters."""
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")


def terms_of(text: str) -> dict[str, str]:
    """Return a list of words: one a line, Chinese before the first equals sign."""
    pairs = (line.split("=", 1) for line in text.splitlines() if "=" in line)
    return {chinese.strip(): words.strip() for chinese, words in pairs if words.strip()}


def faults_of(blocks: Mapping[str, str], source: str) -> list[FieldError]:
    """Return what a translation lacks that its sheet cannot do without."""
    found = [
        FieldError(f"/blocks/{name}", "required", told)
        for name, told in (("title", _("请写译文的标题。")), ("note", _("请写明以中文原件为准。")))
        if not blocks.get(name)
    ]
    if not source.strip():
        found.append(FieldError("/source", "required", _("译文要写正文，没有内置的可用。")))
    terms = blocks.get("terms", "")
    if wrong := [line for line in terms.splitlines() if line.strip() and "=" not in line]:
        told = _("词语对照每行写成“中文=译文”，这一行没有等号：%(line)s") % {"line": wrong[0][:60]}
        found.append(FieldError("/blocks/terms", "no_equals_sign", told))
    known = terms_of(terms)
    if missing := [words for words in FIXED if words not in known]:
        told = _("词语对照里缺少版式用的词：%(words)s。") % {
            "words": "、".join(missing[:MOST_SHOWN])
        }
        found.append(FieldError("/blocks/terms", "missing", told))
    return [*found, *_without_shapes(blocks, source)]


def _without_shapes(blocks: Mapping[str, str], source: str) -> list[FieldError]:
    """Return the letters that the font does not have: nobody could read them."""
    found = []
    for path, text in (("/source", source), *((f"/blocks/{key}", v) for key, v in blocks.items())):
        if strange := sorted({sign for sign in text if showable(sign) not in {sign, " ", ""}}):
            told = _("字体里没有这些字：%(signs)s") % {"signs": " ".join(strange[:10])}
            found.append(FieldError(path, "no_shape", told))
    return found


def page_in(tag: str, page: Mapping[str, Any], terms: Mapping[str, str]) -> dict[str, Any]:
    """Return a page with what the list of words knows in the language, and with its days."""
    patterns = [
        (re.compile(re.escape(left).replace(r"\{n\}", _DIGITS)), right)
        for left, right in terms.items()
        if _NUMBER in left
    ]
    say = partial(_said, tag, terms, patterns)
    changed = {
        key: inner if key in _KEPT else _changed(inner, say, key, tag)
        for key, inner in page.items()
    }
    return changed | {
        "language": tag,
        "lang": languages.locale_of(tag).language,
        "days": languages.days_of(tag, page),
        "signs": languages.signs_of(tag),
        "fixed": {words: terms.get(words, words) for words in FIXED},
    }


def _said(
    tag: str, terms: Mapping[str, str], patterns: list[tuple[re.Pattern[str], str]], text: str
) -> str:
    if text in terms:
        return terms[text]
    for pattern, words in patterns:
        if found := pattern.fullmatch(text):
            for digits in found.groups():
                words = words.replace(_NUMBER, str(_counted(digits)), 1)
            return words
    return languages.days_within(tag, text)


def _counted(digits: str) -> int:
    """Return what a number says that is written in digits or in Chinese, below ten thousand."""
    if digits.isdecimal():
        return int(digits)
    total = one = 0
    for sign in digits:
        if sign in _TENS:
            total, one = total + (one or 1) * _TENS[sign], 0
        else:
            one = _ONES.index(sign)
    return total + one


def _is_row(value: Mapping[str, Any]) -> bool:
    """Tell whether something is an answer of a form, or a section of them, that has a name."""
    return ("value" in value and bool({"label", "name"} & value.keys())) or (
        "rows" in value and "title" in value
    )


def _row_in(row: Mapping[str, Any], tag: str, say: Callable[[str], str]) -> dict[str, Any]:
    """Return a row of a form with its words in a language: the form's own, else those of the list.

    ``is_chinese`` marks a row whose name nobody has translated; it is quoted as it stands.
    """
    made: dict[str, Any] = {}
    for name in ("label", "name", "title", "value"):
        if name in row:
            text = str(row[name])
            own = (row.get(f"{name}{_IN}") or {}).get(tag, "")
            made[name] = own or say(text)
    key = next(name for name in ("label", "name", "title") if name in made)
    is_quoted = made[key] == row[key] or languages.locale_of(tag).language not in _WRITTEN_ALIKE
    return made | {"is_chinese": is_quoted and bool(_CHINESE.search(made[key]))}


def _changed(value: Any, say: Callable[[str], str], key: str, tag: str) -> Any:
    if isinstance(value, str):
        return say(value)
    if isinstance(value, Mapping):
        if _is_row(value):
            rest = {
                inner: _changed(each, say, inner, tag)
                for inner, each in value.items()
                if not inner.endswith(_IN)
            }
            return rest | _row_in(value, tag, say)
        # A person may be called like a word of the list; names stay.
        return {
            inner: each if _NAMES & {key, inner} else _changed(each, say, inner, tag)
            for inner, each in value.items()
        }
    if isinstance(value, list | tuple):
        return [_changed(each, say, key, tag) for each in value]
    return value
