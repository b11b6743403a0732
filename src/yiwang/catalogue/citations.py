# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Citations of laws: 《食品安全法》第三十五条, 《刑法》第17条之一. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGITS.update({"六": 6, "七": 7, "八": 8, "九": 9})
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_FIGURES: Final = "零一二三四五六七八九"
_NUMERAL: Final = "[0-9零〇一二两三四五六七八九十百千]+"

# A title may itself quote another law: 《中国人民解放军实施〈药品管理法〉办法》.
_TITLE: Final = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_ARTICLE: Final = re.compile(
    rf"第\s*(?P<number>{_NUMERAL})\s*条(?:\s*之\s*(?P<suffix>[一二三四五六七八九十]+))?"
    rf"(?P<paragraph>(?:\s*第\s*\(?{_NUMERAL}\)?\s*[款项])*)"
)
_FULL_WIDTH: Final = str.maketrans("()<>", "（）〈〉")
_STATE: Final = "中华人民共和国"
_GREATEST: Final = 9999


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in a law.

    :param law: title without the prefix 中华人民共和国
    :param article: number of the article; 0 for the law as a whole
    :param suffix: 之一 … of an article that was put in later, else ""
    :param paragraph: 第一款第二项, else ""
    """

    law: str
    article: int = 0
    suffix: str = ""
    paragraph: str = ""

    @property
    def label(self) -> str:
        """The place as laws write it: 第三十五条第一款; "" for the whole law."""
        if not self.article:
            return ""
        return f"第{to_chinese(self.article)}条{self.suffix}{self.paragraph}"

    def __str__(self) -> str:
        return f"《{self.law}》{self.label}"


def parse_citations(text: str) -> list[Citation]:
    """Return the places that a text cites, each once, in their order.

    Articles that follow a title belong to it: 《道路运输条例》第九条、第二十二条 are two places.
    Text that names no law in 《》 cites nothing.
    """
    titles = list(_TITLE.finditer(text))
    found: dict[Citation, None] = {}
    for place, title in enumerate(titles):
        law = canonical_title(title[1])
        end = titles[place + 1].start() if place + 1 < len(titles) else len(text)
        articles = list(_articles(law, text[title.end() : end]))
        found |= dict.fromkeys(articles or [Citation(law)]) if law else {}
    return list(found)


def parse_article(law: str, article: str) -> Citation:
    """Return the place that a law's title and the text of an article name.

    :param article: 第三十五条, 第35条之一, 三十五; "" for the whole law
    :raises ValueError: the text names no article
    """
    title = canonical_title(law)
    text = unicodedata.normalize("NFKC", article).strip()
    if not text:
        return Citation(title)
    if "条" not in text:
        text = f"第{text}条"
    match = _ARTICLE.fullmatch(text)
    if match is None:
        raise ValueError(f"{article!r} names no article.")
    return _citation(title, match)


def canonical_title(title: str) -> str:
    """Return a law's title as the corpus keeps it: no 中华人民共和国, full-width brackets."""
    title = "".join(title.split())
    if title.startswith(_STATE) and len(title) > len(_STATE):
        title = title.removeprefix(_STATE)
    return title.translate(_FULL_WIDTH)


def to_number(numeral: str) -> int:
    """Return the number that Arabic or Chinese figures write: 35, 三十五, 一千零四十九, 一〇三.

    :raises ValueError: it is no number, or greater than 9,999
    """
    text = unicodedata.normalize("NFKC", numeral).replace("〇", "零")
    if text.isascii() and text.isdigit():
        value = int(text) if len(text) <= len(str(_GREATEST)) else _GREATEST + 1
    elif text and not any(sign in _UNITS for sign in text):
        value = int("".join(str(_DIGITS[sign]) for sign in text)) if _plain(text) else -1
    else:
        value = _by_units(text)
    if not 0 < value <= _GREATEST:
        raise ValueError(f"{numeral!r} is no number of an article.")
    return value


def to_chinese(number: int) -> str:
    """Return a number from 1 to 9,999 as laws write it: 三十五, 一千零四十九."""
    if not 0 < number <= _GREATEST:
        raise ValueError(f"{number} is no number of an article.")
    parts: list[str] = []
    pending_zero = False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure, number = divmod(number, unit)
        if figure:
            parts += ["零"] * pending_zero + [_FIGURES[figure], sign]
        pending_zero = bool(parts) and not figure
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def _articles(law: str, text: str) -> Iterator[Citation]:
    for match in _ARTICLE.finditer(unicodedata.normalize("NFKC", text)):
        try:
            yield _citation(law, match)
        except ValueError:
            continue


def _citation(law: str, match: re.Match[str]) -> Citation:
    suffix = f"之{match['suffix']}" if match["suffix"] else ""
    paragraph = "".join(match["paragraph"].split()).translate(_FULL_WIDTH)
    return Citation(law, to_number(match["number"]), suffix, paragraph)


def _plain(text: str) -> bool:
    return all(sign in _DIGITS for sign in text) and len(text) <= len(str(_GREATEST))


def _by_units(text: str) -> int:
    """Read 一千零四十九; -1 when the signs do not make a number."""
    total, figure, last_unit = 0, 0, 10_000
    for sign in text:
        if sign in _DIGITS:
            if figure:
                return -1
            figure = _DIGITS[sign]
        elif sign in _UNITS and _UNITS[sign] < last_unit:
            last_unit = _UNITS[sign]
            total += (figure or 1) * last_unit
            figure = 0
        else:
            return -1
    return total + figure
