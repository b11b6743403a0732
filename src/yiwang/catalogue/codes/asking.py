# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Change codes by their codes: what a page or a machine asks for, and what it would touch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yiwang.catalogue.code_enums import CodeChange
from yiwang.catalogue.codes import commands
from yiwang.catalogue.enums import ListState
from yiwang.catalogue.errors import ItemNotFound, SuccessionRefused
from yiwang.catalogue.models import BaseItem, BaseItemVersion, ImplementationList
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.divisions import parse_division_code
from yiwang.foundation.codes.items import parse_basic_code
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.organizations import selectors as organizations
from yiwang.organizations.errors import DepartmentNotFound

__all__ = [
    "Affected",
    "CodeChange",
    "Wish",
    "affected",
    "change_codes",
    "department_with",
    "read_change",
]

MOST_CODES: Final = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """A change of codes, as it was written down.

    :ivar olds: basic codes; of a transfer the department's USCC, of a division its code
    :ivar news: what they become, of the same kind; none when abolished
    """

    change: CodeChange
    olds: tuple[str, ...]
    news: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Affected:
    """What a change of codes would touch.

    :ivar olds: code and name of what ends
    :ivar news: code and name of what takes its place; a name is "" where the code is new
    """

    olds: tuple[tuple[str, str], ...]
    news: tuple[tuple[str, str], ...]
    lists: int


def change_codes(wish: Wish, *, actor: Actor, at: datetime, on: date | None = None) -> int:
    """Do it; return how many lists got other codes.

    :param on: the day from which it holds, where it is done later than it was ordered for
    :raises SuccessionRefused: too few or too many codes, or what the database refuses
    :raises ItemNotFound: there is no item in force with a code
    """
    _check_numbers(wish)
    basis = wish.basis
    if wish.change == CodeChange.TRANSFER:
        giving, taking = (department_with(code).id for code in (*wish.olds, *wish.news))
        return commands.transfer_lists(
            from_department_id=giving,
            to_department_id=taking,
            basis=basis,
            actor=actor,
            at=at,
            on=on,
        )
    if wish.change == CodeChange.DIVISION:
        old, new = (parse_division_code(code).code for code in (*wish.olds, *wish.news))
        return commands.transfer_division(
            from_division=old, to_division=new, basis=basis, actor=actor, at=at, on=on
        )
    ids = [_item_id(code) for code in wish.olds]
    if wish.change == CodeChange.RENUMBER:
        lists = ImplementationList.objects.filter(base_item_id=ids[0]).count()
        commands.renumber_item(
            base_item_id=ids[0], code=wish.news[0], basis=basis, actor=actor, at=at, on=on
        )
        return lists
    news = [_item_id(code) for code in wish.news]
    if wish.change == CodeChange.MERGE:
        return commands.merge_items(
            base_item_ids=ids, into=news[0], basis=basis, actor=actor, at=at, on=on
        )
    if wish.change == CodeChange.SPLIT:
        return commands.split_item(
            base_item_id=ids[0], into=news, basis=basis, actor=actor, at=at, on=on
        )
    return commands.abolish_item(base_item_id=ids[0], basis=basis, actor=actor, at=at, on=on)


def affected(wish: Wish, on: date) -> Affected:
    """Return what a change would touch, without changing anything. Raises as the change does."""
    _check_numbers(wish)
    lists = ImplementationList.objects.filter(state=ListState.OPEN)
    if wish.change == CodeChange.TRANSFER:
        giving, taking = (department_with(code) for code in (*wish.olds, *wish.news))
        return Affected(
            ((giving.uscc, giving.name),),
            ((taking.uscc, taking.name),),
            lists.filter(department_id=giving.id).count(),
        )
    if wish.change == CodeChange.DIVISION:
        old, new = (parse_division_code(code).code for code in (*wish.olds, *wish.news))
        return Affected(
            ((old, organizations.full_name(old)),),
            ((new, organizations.full_name(new)),),
            lists.filter(region_code=old).count(),
        )
    olds, news = _named(wish.olds, on), _named(wish.news, on)
    is_new = wish.change == CodeChange.RENUMBER
    if any(not name for _code, name in olds) or (
        not is_new and any(not name for _code, name in news)
    ):
        raise ItemNotFound
    return Affected(olds, news, lists.filter(base_item__code__in=dict(olds)).count())


def _check_numbers(wish: Wish) -> None:
    olds, news = len(wish.olds), len(wish.news)
    fits = {
        CodeChange.SPLIT: olds == 1 and 1 <= news <= MOST_CODES,
        CodeChange.MERGE: 1 <= olds <= MOST_CODES and news == 1,
        CodeChange.ABOLISH: olds == 1 and news == 0,
    }.get(wish.change, olds == news == 1)
    if not fits:
        raise SuccessionRefused


def _item_id(code: str) -> UUID:
    found = BaseItem.objects.filter(code=parse_basic_code(code).code).values_list("id").first()
    if found is None:
        raise ItemNotFound
    return found[0]


def _named(codes: Sequence[str], on: date) -> tuple[tuple[str, str], ...]:
    parsed = [parse_basic_code(code).code for code in codes]
    rows = BaseItemVersion.objects.in_force(on).filter(base_item__code__in=parsed)
    names = dict(rows.values_list("base_item__code", "name"))
    return tuple((code, names.get(code, "")) for code in parsed)


def department_with(uscc: str) -> organizations.DepartmentSummary:
    """Return the department with a number.

    :raises DepartmentNotFound: there is none
    """
    number = parse_uscc(uscc).number
    found = next((one for one in organizations.departments_by_line() if one.uscc == number), None)
    if found is None:
        raise DepartmentNotFound
    return found


def read_change(text: str) -> CodeChange:
    """Return the change of this name.

    :raises SuccessionRefused: there is none
    """
    if text not in CodeChange.values:
        raise SuccessionRefused
    return CodeChange(text)
