# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Make a catalogue of any size for measuring; never part of an installation that serves people."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice, product
from typing import Any, Final

from django.utils import timezone

from yiwang.catalogue import figures, policies
from yiwang.catalogue.bulk import Progress, long_transaction, refresh_statistics, silent
from yiwang.catalogue.citations import Citation
from yiwang.catalogue.content import ImplementationContent, Themes, TimeLimit
from yiwang.catalogue.enums import ItemType, ProjectType, ServiceObject
from yiwang.catalogue.loading.defaults import (
    ItemFacts,
    default_base,
    default_form_code,
    default_process_code,
)
from yiwang.catalogue.loading.items import index_everything, store_items
from yiwang.catalogue.loading.lists import BaseKey, coming_list, write_lists
from yiwang.catalogue.loading.local import LocalFacts, local_content, promise
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.loading.sources import HOME_SCOPE, ItemKeys, SourceItem
from yiwang.catalogue.models import BaseItemVersion, ImplementationList
from yiwang.catalogue.versions import list_columns
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.items import make_basic_code
from yiwang.organizations import selectors as organizations
from yiwang.organizations.selectors import DepartmentSummary

# Department code of the made-up items: no line of business has it.
DEPARTMENT: Final = "Z9"
LINE: Final = "演练"
LOCAL_PREFIX: Final = "Y"
BATCH: Final = 25_000
_TRADES: Final = """
餐饮 住宿 零售 批发 物流 仓储 养殖 种植 渔业 林业 矿产 建材 钢铁 纺织 服装 印刷 出版 影视 演出
展览 体育 培训 幼教 养老 托育 医疗 药品 器械 化妆品 检测 测绘 勘察 设计 监理 施工 装修 消防 燃气
供水 排水 航运
"""
_OBJECTS: Final = "企业 机构 人员 场所 设备 产品"
_ACTIONS: Final = "设立登记 变更登记 延续核准 注销备案 资格认定"


def load_synthetic_lists(
    *,
    count: int,
    actor: Actor,
    at: datetime,
    items: int = 1_200,
    progress: Progress = silent,
) -> LoadReport:
    """Publish made-up lists over made-up base items of the province; adds to what is there.

    Departments, forms and processes must have been loaded. Items go round the departments of all
    levels, so that each place has its share; the same arguments make the same catalogue, and what
    was made before is not made again.

    :param count: how many lists there are afterwards
    :param items: over how many base items
    :raises ValueError: there are not enough departments for so many lists
    """
    policies.check_can(actor, policies.Action.LOAD)
    chosen = list(islice(sources(), items))
    departments = [
        one for one in organizations.departments_by_line() if one.division_code.startswith("33")
    ]
    if len(chosen) < items or count > items * len(departments):
        raise ValueError("There are not enough names or departments for so many lists.")
    with long_transaction():
        store_items(chosen, actor=actor, at=at)
        made = _publish(chosen, departments, count, at, progress)
        index_everything(on=timezone.localdate(at))
        figures.recount(one.division_code for one in departments)
    refresh_statistics("catalogue_implementation", "catalogue_implementation_version")
    return LoadReport(count, made)


def _publish(
    sources: Sequence[SourceItem],
    departments: Sequence[DepartmentSummary],
    count: int,
    at: datetime,
    progress: Progress,
) -> int:
    there = ImplementationList.objects.filter(base_item__line=LINE).count()
    bases, contents = _bases(), _Contents()
    pairs = islice(_pairs(sources, departments), there, count)
    made = 0
    while batch := list(islice(pairs, BATCH)):
        coming = [
            coming_list(bases[source.keys.code], department, content, columns=columns)
            for source, department in batch
            for content, columns in [contents.of(source, department)]
        ]
        write_lists(coming, on=timezone.localdate(at), at=at)
        made += len(coming)
        progress(there + made, count)
    return made


class _Contents:
    """The contents of made-up lists: at one department they differ in the promise alone."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, int], tuple[ImplementationContent, dict[str, Any]]] = {}

    def of(
        self, source: SourceItem, department: DepartmentSummary
    ) -> tuple[ImplementationContent, dict[str, Any]]:
        key = (department.id, promise(source, department.division_code).amount)
        if key not in self._made:
            content = local_content(source, department, LocalFacts({}))
            self._made[key] = (content, list_columns(content))
        return self._made[key]


def _pairs(
    sources: Sequence[SourceItem], departments: Sequence[DepartmentSummary]
) -> Iterator[tuple[SourceItem, DepartmentSummary]]:
    """Yield every item with every department, each item going round from another one."""
    for turn in range(len(departments)):
        for place, source in enumerate(sources):
            yield source, departments[(turn + place * 7) % len(departments)]


def _bases() -> dict[str, BaseKey]:
    rows = BaseItemVersion.objects.filter(base_item__line=LINE, effective_to__isnull=True)
    columns = ("base_item_id", "id", "base_item__code", "statutory_amount", "statutory_unit")
    return {row[2]: BaseKey(*row) for row in rows.values_list(*columns)}


def _names() -> Iterator[tuple[str, ...]]:
    return product(_ACTIONS.split(), _TRADES.split(), _OBJECTS.split())


def sources() -> Iterator[SourceItem]:
    """Yield the made-up items, always the same in the same order."""
    for number, (action, trade, what) in enumerate(_names()):
        facts = ItemFacts(
            name=f"{trade}{what}{action}（演练）",
            item_type=ItemType.LICENCE,
            service_objects=(ServiceObject.LEGAL,),
            exercise_levels=(2, 3, 4, 5),
            project_type=ProjectType.PROMISED,
            limit=TimeLimit(amount=20),
            result_name=f"{trade}{what}登记证",
            legal_bases=(Citation("行政许可法", 42),),
            themes=Themes(legal=("准营准办",)),
        )
        code = make_basic_code(
            province="33",
            item_type=facts.item_type,
            department=DEPARTMENT,
            main_item=f"{number // 1000:03d}",
            sub_item=f"{number % 1000:03d}",
        )
        yield SourceItem(
            keys=ItemKeys(HOME_SCOPE, f"{LOCAL_PREFIX}{number:05d}", code, LINE),
            content=default_base(facts),
            project_type=facts.project_type,
            form_code=default_form_code(facts.service_objects),
            process_code=default_process_code(facts.item_type, facts.project_type),
        )
