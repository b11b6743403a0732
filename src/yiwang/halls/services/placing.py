# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Halls and stations of all divisions, made from the list of divisions where none is known."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.foundation.enums import DivisionLevel
from yiwang.halls import policies
from yiwang.halls.enums import HallKind
from yiwang.halls.models import Hall
from yiwang.organizations import selectors as organizations

HALL_WEEK: Final = [[["08:30", "12:00"], ["13:30", "17:00"]]] * 5 + [[["09:00", "12:00"]], []]
STATION_WEEK: Final = [[["08:30", "11:30"], ["13:30", "17:00"]]] * 5 + [[], []]
NAMES: Final = {HallKind.HALL: "政务服务中心", HallKind.TOWNSHIP: "便民服务中心"}
VILLAGE_NAME: Final = "便民服务站"


@transaction.atomic
def generate_halls(*, province_code: str, actor: Actor, at: datetime) -> int:
    """Make a hall or station for every current division of a province that has none.

    Their names and hours are typical, and they say so; they have no address.

    :return: how many are new
    """
    policies.check_can_manage(actor, province_code)
    known = set(Hall.objects.order_by("pk").values_list("division_code", "kind"))
    made = [
        hall
        for division in _divisions(province_code)
        if ((hall := _typical(division)).division_code, hall.kind) not in known
    ]
    Hall.objects.bulk_create(made, batch_size=2000, ignore_conflicts=True)
    return len(made)


def _divisions(code: str) -> Iterator[organizations.DivisionName]:
    yield organizations.division(code)
    waiting = [code]
    while waiting:
        for division in organizations.children(waiting.pop()):
            yield division
            if division.level < DivisionLevel.VILLAGE:
                waiting.append(division.code)


def _typical(division: organizations.DivisionName) -> Hall:
    if division.level >= DivisionLevel.VILLAGE:
        kind, ending = HallKind.VILLAGE, VILLAGE_NAME
    elif division.level >= DivisionLevel.TOWNSHIP:
        kind, ending = HallKind.TOWNSHIP, NAMES[HallKind.TOWNSHIP]
    else:
        kind, ending = HallKind.HALL, NAMES[HallKind.HALL]
    name = division.name.removesuffix("村民委员会").removesuffix("居民委员会")
    name = name if name != division.name and name.endswith(("村", "社区")) else division.name
    return Hall(
        division_code=division.code,
        kind=kind,
        name=f"{name}{ending}"[:100],
        week=HALL_WEEK if kind == HallKind.HALL else STATION_WEEK,
        is_generated=True,
    )
