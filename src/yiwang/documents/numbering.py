# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers of documents: 杭西市监受〔2026〕00012号.

A department's sign is made of its place and its line; where two places of one city begin with the
same character, the sign spells the place out (杭临平, 杭临安).
"""

import re
from functools import lru_cache

from yiwang.documents.enums import NoticeKind
from yiwang.documents.wording import NUMBER_WORDS
from yiwang.foundation.enums import DivisionLevel
from yiwang.organizations import selectors as organizations

# fmt: off
_PROVINCE_SIGNS = {
    "北京": "京", "天津": "津", "河北": "冀", "山西": "晋", "内蒙": "蒙", "辽宁": "辽",
    "吉林": "吉", "黑龙": "黑", "上海": "沪", "江苏": "苏", "浙江": "浙", "安徽": "皖",
    "福建": "闽", "江西": "赣", "山东": "鲁", "河南": "豫", "湖北": "鄂", "湖南": "湘",
    "广东": "粤", "广西": "桂", "海南": "琼", "重庆": "渝", "四川": "川", "贵州": "黔",
    "云南": "云", "西藏": "藏", "陕西": "陕", "甘肃": "甘", "青海": "青", "宁夏": "宁",
    "新疆": "新",
}
_CITY_SIGNS = {"宁波": "甬"}
_LINE_SIGNS = {
    "市场监管": "市监", "公安": "公", "人力社保": "人社", "自然资源": "自然资", "民政": "民",
    "建设": "建", "交通运输": "交", "卫生健康": "卫健", "农业农村": "农", "生态环境": "环",
    "应急管理": "应急", "教育": "教", "综合执法": "综执", "司法": "司", "药监": "药监",
    "水利": "水", "发展改革": "发改", "医保": "医保", "文广旅游": "文旅", "税务": "税",
    "林业": "林", "财政": "财", "商务": "商", "经信": "经信", "气象": "气", "科技": "科",
    "国防动员": "国动", "公积金": "公积金", "退役军人": "退役", "消防救援": "消",
    "民宗": "民宗", "文物": "文物", "新闻出版": "新出", "体育": "体", "烟草": "烟",
    "残联": "残", "信访": "信", "档案": "档", "能源监管": "能监", "粮食物资": "粮",
    "海事": "海事", "广电": "广电", "电影": "影", "政府办公室": "政办", "机构编制": "编",
    "便民服务中心": "便民",
}
# fmt: on
_SUFFIX = re.compile(r"(?:[\u4e00-\u9fff]{1,3}族)*(?:自治区|自治州|自治县|省|市|区|县|镇|乡|街道)$")


def number_parts(
    department: organizations.DepartmentSummary, kind: NoticeKind, *, year: int
) -> tuple[str, str]:
    """Return what stands before and after the serial in a number."""
    return f"{department_sign(department)}{NUMBER_WORDS[kind]}〔{year}〕", "号"


def department_sign(department: organizations.DepartmentSummary) -> str:
    """Return the few characters that stand for a department in its numbers (机关代字)."""
    line = _LINE_SIGNS.get(department.line) or department.line[:2]
    return place_sign(department.division_code) + line


@lru_cache(maxsize=4_096)
def place_sign(division_code: str) -> str:
    """Return the characters that stand for a place: 浙, 杭, 杭西, 杭西古荡."""
    province, *below = organizations.division_path(division_code)
    if not below:
        return _PROVINCE_SIGNS.get(province.name[:2], province.name[:1])
    city, *rest = below
    sign = _CITY_SIGNS.get(city.name[:2], city.name[:1])
    for place in rest:
        if place.level <= DivisionLevel.COUNTY:
            sign += _sign_among(place, organizations.children(city.code))
        else:
            sign += _stem(place.name)
    return sign


def _sign_among(
    place: organizations.DivisionName, siblings: list[organizations.DivisionName]
) -> str:
    begins_alike = [other for other in siblings if other.name[0] == place.name[0]]
    return place.name[0] if len(begins_alike) <= 1 else _stem(place.name)


def _stem(name: str) -> str:
    return _SUFFIX.sub("", name) or name
