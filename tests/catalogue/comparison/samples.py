# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Base items and worlds for the rules: a sound one, to be changed in one place."""

from datetime import date
from typing import Any
from uuid import UUID

from tests.catalogue.worlds import base_content
from yiwang.catalogue.comparison.facts import (
    Change,
    ItemFacts,
    KnownLaw,
    LawBook,
    Neighbour,
    World,
)
from yiwang.catalogue.content import BaseContent, read_content
from yiwang.foundation.identifiers import new_id

TODAY = date(2026, 11, 23)
HOME, AWAY = "330000000000", "511602000000"
LICENSING = (
    "除可以当场作出行政许可决定的外，行政机关应当自受理行政许可申请之日起二十日内作出行政许可决定。"
)
STEPS = [
    {"group": "申请与受理", "name": "收件"},
    {"group": "申请与受理", "name": "受理"},
    {"group": "审查与决定", "name": "审查"},
    {"group": "审查与决定", "name": "决定"},
    {"group": "颁证与送达", "name": "送达"},
]


def item(**changes: Any) -> ItemFacts:
    """Return a base item that breaks no rule, with changes."""
    sound = {
        "item_type": "01",
        "faqs": [{"question": "多久办好？", "answer": "十天。"}],
        "steps": STEPS,
        "results": [{"kind": "10", "name": "摊位登记证", "sample": "摊位登记证样本"}],
        "legal_bases": [{"law": "摊位管理条例", "article": "第三条"}],
    }
    content = read_content(BaseContent, base_content(**(sound | changes)))
    return ItemFacts(new_id(), "330115001000", HOME, "市场监管", date(2026, 1, 1), content)


def book(**changes: Any) -> LawBook:
    """Return a corpus of two laws, with what became of others."""
    parts: dict[str, Any] = {
        "laws": {
            "行政许可法": KnownLaw(date(2019, 4, 23), 83, True),
            "摊位管理条例": KnownLaw(date(2020, 5, 1), 20, False),
        },
        "texts": {
            ("行政许可法", 42, ""): LICENSING,
            ("摊位管理条例", 3, ""): "设立摊位的，应当向区人民政府申请登记。",
        },
        "changes": {},
    }
    return LawBook(**(parts | changes))


def world(*neighbours: Neighbour, laws: LawBook | None = None, **changes: Any) -> World:
    """Return what items are compared with."""
    issuers: dict[str, tuple[Neighbour, ...]] = {}
    for one in neighbours:
        for licence in one.licences:
            issuers[licence] = (*issuers.get(licence, ()), one)
    parts: dict[str, Any] = {"sounds": {}, "issuers": issuers}
    return World(
        on=TODAY,
        neighbours={one.item_id: one for one in neighbours},
        book=laws or book(),
        **(parts | changes),
    )


def neighbour(name: str, number: int = 1, **changes: Any) -> Neighbour:
    """Return an item that others are compared with."""
    parts: dict[str, Any] = {
        "code": f"33011500{number}000",
        "scope_code": HOME,
        "item_type": "01",
        "laws": ("摊位管理条例",),
        "licences": (),
    }
    return Neighbour(item_id=UUID(int=number), name=name, **(parts | changes))


def repealed(title: str, on: date = date(2021, 1, 1)) -> dict[str, tuple[Change, ...]]:
    return {title: (Change("repealed", on, "民法典", "民法典第1260条"),)}


def revised(title: str, on: date) -> dict[str, tuple[Change, ...]]:
    return {title: (Change("revised", on, "", "主席令第49号"),)}
