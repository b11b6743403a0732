# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Made-up names, the same each time; nobody real is meant."""

from collections.abc import Iterator

FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = (
    "晓梅",
    "建国",
    "一凡",
    "雨桐",
    "志远",
    "秀英",
    "子涵",
    "海燕",
    "文博",
    "丽娟",
    "俊杰",
    "思琪",
    "国强",
    "静怡",
    "浩然",
    "玉兰",
    "明轩",
    "淑芬",
    "嘉怡",
    "德华",
    "雪琴",
    "振宇",
    "婉清",
    "立新",
    "春花",
    "天佑",
    "若曦",
    "永康",
    "佳宁",
    "庆丰",
)
FIRMS = (
    "翠竹餐饮",
    "云栖浴场",
    "一苇广告",
    "聚才人力",
    "晓风书屋",
    "仁和门诊",
    "龙井茶行",
    "西溪民宿",
    "灵峰健身",
    "钱塘物流",
    "古荡便利店",
    "三墩烘焙",
    "留下花店",
    "转塘科技",
    "蒋村理发",
)


def people() -> Iterator[str]:
    """Return names of people, without end, each combination once before any comes twice."""
    number = 0
    while True:
        yield (
            FAMILY[number % len(FAMILY)] + GIVEN[(number * 7 + number // len(FAMILY)) % len(GIVEN)]
        )
        number += 1
