# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of reviews without what points to a person: numbers, addresses on the net, names."""

import re
from typing import Final

HIDDEN: Final = "＊"
_BETWEEN: Final = r"[\s\-—_.·,，、/*]{0,3}"
_DIGITS: Final = r"[0-9０-９零〇一二三四五六七八九幺①-⑨]"
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜"
    "叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙陶史贺"
    "顾毛郝龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申"
)
_TITLES: Final = (
    "先生|女士|小姐|同志|科长|主任|局长|处长|所长|站长|队长|老师|警官|师傅|书记|医生|阿姨|大姐"
)
_HIDES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"(?:https?://|www\.)\S+",
        rf"{_DIGITS}(?:{_BETWEEN}{_DIGITS}){{4,}}[xXＸ]?",
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-Z0-9]{5,6}",
        r"(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{6,}",
        rf"[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}?(?={_TITLES})",
    )
)


def masked(text: str) -> str:
    """Return a text with every number, address, plate and named person hidden."""
    for pattern in _HIDES:
        text = pattern.sub(HIDDEN * 3, text)
    return text


def without(text: str, parts: str) -> str:
    """Return a text with further parts hidden; words can be hidden so, and never changed.

    :param parts: what to hide, one a line
    """
    for part in sorted({each.strip() for each in parts.splitlines()}, key=len, reverse=True):
        if part and part != HIDDEN:
            text = text.replace(part, HIDDEN * 3)
    return text
