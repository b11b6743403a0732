# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes of departments of districts that are no more, led on as their districts were.

The changes of divisions are real (江干区 became part of 上城区 in 2021); the credit codes of all
departments are made up, those of the old ones by the same rule.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from operations.loading import Tick
from yiwang.catalogue import selectors
from yiwang.catalogue.code_enums import SuccessionKind
from yiwang.catalogue.enums import ListState
from yiwang.catalogue.models import BaseItem, ImplementationList
from yiwang.catalogue.services import code_orders, codes, past_codes
from yiwang.foundation.actors import system_actor
from yiwang.foundation.codes.test_data import is_test_uscc, make_test_uscc
from yiwang.organizations import selectors as organizations
from yiwang.organizations.models import DivisionChange

SINCE = 2016
PROVINCE = "330000000000"
RENUMBERED, NEW_NUMBER = "K0008", "987000"
LINES = ("市场监管", "公安", "卫生健康", "民政", "人力社保")
SEQUENCE = slice(10, 16)


def load(tick: Tick, *, at: datetime) -> int:
    """Take down what became of the lists of ended districts; return how many steps are known."""
    steps = list(_steps())
    tick(0, len(steps))
    past_codes.record_past(steps=steps, actor=system_actor("demo"), at=at)
    _order_ahead(at=at)
    tick(len(steps), len(steps))
    return len(steps)


def _order_ahead(*, at: datetime) -> None:
    """Order a renumbering for a day ahead, which the guides of the item announce till then."""
    old = (
        BaseItem.objects.filter(scope_code=PROVINCE, local_code=RENUMBERED)
        .values_list("code", flat=True)
        .first()
    )
    if old is None or selectors.coming_changes(old):
        return
    wish = codes.Wish(
        change=codes.CodeChange.RENUMBER,
        olds=(old,),
        news=(f"{old[:6]}{NEW_NUMBER}",),
        basis="浙江省基本目录动态调整通知（演示）",
    )
    on = timezone.localdate(at) + timedelta(days=60)
    code_orders.order_codes(wish=wish, on=on, actor=system_actor("demo"), at=at)


def _steps() -> Iterator[past_codes.PastStep]:
    changes = DivisionChange.objects.filter(year__gte=SINCE).order_by("year", "number")
    for change in changes.exclude(old_code="").exclude(new_code=""):
        if change.old_code == change.new_code or not change.new_code.startswith("33"):
            continue
        for department in organizations.departments_in(change.new_code):
            if department.line in LINES and is_test_uscc(department.uscc):
                yield from _steps_of(change, department)


def _steps_of(
    change: DivisionChange, department: organizations.DepartmentSummary
) -> Iterator[past_codes.PastStep]:
    uscc = make_test_uscc(int(department.uscc[SEQUENCE]), area_code=change.old_code[:6])
    lists = ImplementationList.objects.filter(department_id=department.id, state=ListState.OPEN)
    basis = f"{change.old_name} → {change.new_name}，{change.document_number or change.source}"
    for code in lists.order_by("code").values_list("code", flat=True):
        yield past_codes.PastStep(
            kind=SuccessionKind.TRANSFER,
            old=f"{uscc}{code[18:]}",
            new=code,
            on=date(
                change.year, 12, 31
            ),  # the sources name the year only: by its end at the latest
            basis=basis[:500],
        )
