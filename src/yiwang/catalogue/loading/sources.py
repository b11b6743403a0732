# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Turn the rows of the item files into base items with elements and codes. Pure but for files."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from yiwang.catalogue.citations import parse_citations
from yiwang.catalogue.content import BaseContent, Fee, ItemModel, Themes, TimeLimit, read_content
from yiwang.catalogue.enums import ItemType, LimitUnit, ProjectType, ServiceObject, is_applied_for
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.defaults import (
    LICENSING_LIMIT,
    ItemFacts,
    default_base,
    default_form_code,
    default_process_code,
)
from yiwang.catalogue.loading.themes import theme_guide
from yiwang.foundation.codes.items import make_basic_code

HOME_SCOPE: Final = "330000000000"
DEMO_SCOPE: Final = "511602000000"

_UNITS: Final = {"工作日": LimitUnit.WORKDAY, "日": LimitUnit.DAY, "月": LimitUnit.MONTH}
_ON_THE_SPOT: Final = "当场"
_BY_STATUTE: Final = "法律法规明文"
_BY_DEFAULT: Final = "行政许可法默认20工作日"
_LICENSING_BASIS: Final = "《行政许可法》第四十二条"
_AUDIENCES: Final = {"自然人": ServiceObject.NATURAL, "法人": ServiceObject.LEGAL}
_PROJECT_TYPES: Final = {"即办件": ProjectType.IMMEDIATE, "承诺件": ProjectType.PROMISED}

# In the names of the demonstration region's items, whose audiences the data do not say.
_OF_LEGAL: Final = re.compile("企业|公司|机构|单位|学校|医院|法人|社会团体|基金会|合作社|施工|工程")
_OF_NATURAL: Final = re.compile(
    "个人|居民|人员|子女|死亡|婚|老年|残疾|学生|退役|失业|职工|生育|遗属|户口"
)
_RESULT_IN_NAME: Final = re.compile(
    r"([\u4e00-\u9fff]{2,20}?(?:证书|许可证|合格证|登记证|执照|证))"
)
# Among the many variants of one matter, people mostly mean the first one.
_FIRST_TIME: Final = re.compile("新办|首次|设立|新建|申领")
_A_FEW: Final = 20
_UNSORTED: Final = "未分类"


@dataclass(frozen=True, slots=True)
class ItemKeys:
    """What a base item is known by and where it belongs.

    :ivar department: short name of the department that has it; only in the demonstration region
    """

    scope_code: str
    local_code: str
    code: str
    line: str
    main_item: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class SourceItem:
    """A base item as it is loaded.

    :ivar model: the item in every detail, when somebody has modelled it
    """

    keys: ItemKeys
    content: BaseContent
    project_type: ProjectType
    form_code: str
    process_code: str
    popularity: int = 0
    model: ItemModel | None = None


def home_items(root: Path) -> list[SourceItem]:
    """Return the items of the province, the modelled ones in every detail.

    :raises DataFileMissing: a file cannot be read
    :raises ContentInvalid: a model does not have the shape of the element tables
    """
    guide = theme_guide(root)
    models = {model.base_item: model for model in read_models(root)}
    visits = {row["item"]: int(row["visits"]) for row in files.table(root, files.POPULARITY)}
    rows = files.table(root, files.ITEMS)
    prices, more = _Prices(root), _more(root)
    codes = _numbered_codes(
        root, "33", [(row["type_code"], row["dept"], row["id"]) for row in rows]
    )
    return [
        _source_item(
            ItemKeys(HOME_SCOPE, row["id"], codes[row["id"]], row["dept"]),
            _home_facts(row, guide.for_item(row["id"], row["theme"], _audiences(row)), prices),
            popularity=visits.get(row["id"], 0),
            model=models.get(row["id"]),
            more=more.get(row["id"]),
        )
        for row in rows
    ]


def demo_items(root: Path, line_of: Mapping[str, str]) -> list[SourceItem]:
    """Return the real items of the demonstration region.

    :param line_of: line of business of each of its departments, by short name
    :raises DataFileMissing: a file cannot be read
    """
    guide = theme_guide(root)
    rows = [row for row in files.table(root, files.GUANGAN_ITEMS) if row["department"] in line_of]
    codes = _grouped_codes(root, "51", rows, line_of)
    return [
        _source_item(
            ItemKeys(
                DEMO_SCOPE,
                row["item_code"],
                codes[row["item_code"]],
                line_of[row["department"]],
                "" if row["main_item"] == _UNSORTED else row["main_item"],
                row["department"],
            ),
            _demo_facts(row, guide.for_department(row["department"], _guessed_audiences(row))),
            popularity=_A_FEW if _FIRST_TIME.search(row["name"]) else 0,
        )
        for row in rows
    ]


def read_models(root: Path) -> list[ItemModel]:
    """Return the items that are modelled in detail.

    :raises ContentInvalid: one does not have the shape of the element tables
    """
    return [read_content(ItemModel, document) for _slug, document in files.item_models(root)]


def _source_item(
    keys: ItemKeys,
    facts: ItemFacts,
    *,
    popularity: int = 0,
    model: ItemModel | None = None,
    more: Mapping[str, Any] | None = None,
) -> SourceItem:
    if model is not None:
        return SourceItem(
            keys=keys,
            content=model.base,
            project_type=model.implementation.project_type,
            form_code=model.form_code,
            process_code=model.process_code,
            popularity=popularity,
            model=model,
        )
    applied_for = is_applied_for(facts.item_type)
    process_code = default_process_code(facts.item_type, facts.project_type)
    return SourceItem(
        keys=keys,
        content=_with_more(default_base(facts), more),
        project_type=facts.project_type,
        form_code=default_form_code(facts.service_objects) if applied_for else "",
        process_code=process_code if applied_for else "",
        popularity=popularity,
    )


def _more(root: Path) -> dict[str, dict[str, Any]]:
    """Return what the data files say of reviews by lower bodies and of follow-ups, by item."""
    found: dict[str, dict[str, Any]] = {
        row["item"]: {
            "review_level": row["level"],
            "review_place": row["place"],
            "review_workdays": int(row["workdays"]),
            "review_stages": [
                {"level": level, "workdays": int(workdays)}
                for level, _colon, workdays in (
                    one.partition(":") for one in row["later"].split(";") if one
                )
            ],
        }
        for row in files.table(root, files.LOWER_REVIEWS)
    }
    for row in files.table(root, files.FOLLOW_UPS):
        ties = found.setdefault(row["item"], {}).setdefault("follow_ups", [])
        ties.append({"purpose": row["purpose"], "item": row["follow_up"]})
    return found


def _with_more(content: BaseContent, more: Mapping[str, Any] | None) -> BaseContent:
    if more is None:
        return content
    return read_content(BaseContent, content.model_dump(mode="json") | dict(more))


class _Prices:
    """What the data files say that an item costs: money, and coming in person."""

    def __init__(self, root: Path) -> None:
        self._presence = {row["item"] for row in files.table(root, files.PRESENCE)}
        self._fees: dict[str, list[Fee]] = {}
        for row in files.table(root, files.FEES):
            fee = Fee(
                name=row["name"],
                standard=row["standard"],
                amount_cents=int(row["amount_cents"]),
                basis=row["basis"],
            )
            self._fees.setdefault(row["item"], []).append(fee)

    def fees(self, local_code: str) -> tuple[Fee, ...]:
        return tuple(self._fees.get(local_code, ()))

    def max_visits(self, local_code: str) -> int:
        return 1 if local_code in self._presence else 0


def _home_facts(row: files.Row, themes: Themes, prices: _Prices) -> ItemFacts:
    places = tuple(parse_citations(row["legal_basis"]))
    limit = _limit(row)
    basis = {_BY_STATUTE: str(places[0]) if places else "", _BY_DEFAULT: _LICENSING_BASIS}
    return ItemFacts(
        name=row["name"],
        item_type=ItemType(row["type_code"]),
        service_objects=_audiences(row),
        exercise_levels=tuple(int(level) for level in row["levels"].split(",")),
        project_type=_PROJECT_TYPES.get(row["project_type"], _fallback(row["type_code"])),
        limit=limit,
        limit_basis=basis.get(row["days_basis"], "") if limit else "",
        result_name=row["result_name"],
        legal_bases=places,
        themes=themes,
        fees=prices.fees(row["id"]),
        max_visits=prices.max_visits(row["id"]),
    )


def _demo_facts(row: files.Row, themes: Themes) -> ItemFacts:
    is_licence = row["type_code"] == ItemType.LICENCE
    result = _RESULT_IN_NAME.search(row["name"])
    return ItemFacts(
        name=row["name"],
        item_type=ItemType(row["type_code"]),
        service_objects=_guessed_audiences(row),
        exercise_levels=(4,),
        project_type=ProjectType.PROMISED,
        limit=LICENSING_LIMIT,
        limit_basis=_LICENSING_BASIS if is_licence else "",
        result_name=result[1] if result and is_licence else "",
        themes=themes,
    )


def _fallback(type_code: str) -> ProjectType:
    return ProjectType.PROMISED if is_applied_for(type_code) else ProjectType.OTHER


def _limit(row: files.Row) -> TimeLimit | None:
    if row["days_unit"] == _ON_THE_SPOT:
        return TimeLimit(amount=0)
    unit = _UNITS.get(row["days_unit"])
    return TimeLimit(amount=int(row["statutory_days"]), unit=unit) if unit else None


def _audiences(row: files.Row) -> tuple[ServiceObject, ...]:
    return tuple(_AUDIENCES[word] for word in row["service_object"].split(";"))


def _guessed_audiences(row: files.Row) -> tuple[ServiceObject, ...]:
    legal, natural = _OF_LEGAL.search(row["name"]), _OF_NATURAL.search(row["name"])
    if bool(legal) == bool(natural):
        return (ServiceObject.NATURAL, ServiceObject.LEGAL)
    return (ServiceObject.LEGAL,) if legal else (ServiceObject.NATURAL,)


def _numbered_codes(
    root: Path, province: str, rows: Iterable[tuple[str, str, str]]
) -> dict[str, str]:
    """Number the items of each type and line from 001, in the order of the file."""
    line_codes = _line_codes(root)
    last: Counter[tuple[str, str]] = Counter()
    codes: dict[str, str] = {}
    for item_type, line, local_code in rows:
        last[item_type, line] += 1
        codes[local_code] = make_basic_code(
            province=province,
            item_type=item_type,
            department=line_codes[line],
            main_item=f"{last[item_type, line]:03d}",
        )
    return codes


def _grouped_codes(
    root: Path, province: str, rows: Iterable[files.Row], line_of: Mapping[str, str]
) -> dict[str, str]:
    """Number main items, and the items below each; an item without a main item is one itself."""
    line_codes = _line_codes(root)
    codes: dict[str, str] = {}
    for row, main, sub in _numbered(rows, line_of):
        codes[row["item_code"]] = make_basic_code(
            province=province,
            item_type=row["type_code"],
            department=line_codes[line_of[row["department"]]],
            main_item=f"{main:03d}",
            sub_item=f"{sub:03d}",
        )
    return codes


def _numbered(
    rows: Iterable[files.Row], line_of: Mapping[str, str]
) -> Iterator[tuple[files.Row, int, int]]:
    mains: Counter[tuple[str, str]] = Counter()
    number_of: dict[tuple[str, str, str], int] = {}
    subs: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        group = (row["type_code"], line_of[row["department"]])
        if row["main_item"] == _UNSORTED:
            mains[group] += 1
            yield row, mains[group], 0
            continue
        key = (*group, row["main_item"])
        if key not in number_of:
            mains[group] += 1
            number_of[key] = mains[group]
        subs[key] += 1
        yield row, number_of[key], subs[key]


def _line_codes(root: Path) -> dict[str, str]:
    return {row["line"]: row["code"] for row in files.table(root, files.LINE_CODES)}
