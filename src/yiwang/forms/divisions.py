# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The address picker: one select for each level of the tree of divisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.errors import DomainError
from yiwang.organizations import selectors as organizations


@dataclass(frozen=True, slots=True)
class AddressOption:
    """One division to choose."""

    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AddressSelect:
    """The divisions of one level, below the one chosen above."""

    name: str
    id: str
    label: str
    options: tuple[AddressOption, ...]


def address_selects(division: str, *, name: str, id_: str) -> tuple[AddressSelect, ...]:
    """Return a select for each level down to the one below what is chosen, at most the township.

    :param division: code chosen so far; "" or an unknown one for none
    """
    path = _path(division)
    selects = []
    for depth, above in enumerate(["", *path]):
        options = _children(above)
        if not options:
            break
        chosen = path[depth] if depth < len(path) else ""
        selects.append(
            AddressSelect(
                name=f"{name}.level{depth + 1}",
                id=id_ if depth == 0 else f"{id_}-level{depth + 1}",
                label=_label(options[0].level),
                options=tuple(
                    AddressOption(option.code, option.name, option.code == chosen)
                    for option in options
                ),
            )
        )
    return tuple(selects)


def _path(division: str) -> list[str]:
    try:
        return [step.code for step in organizations.division_path(division)] if division else []
    except DomainError:
        return []


@lru_cache(maxsize=512)
def _children(code: str) -> Sequence[organizations.DivisionName]:
    # Villages are not asked for: the detail of the address names them.
    found = organizations.children(code)
    return tuple(child for child in found if child.level <= DivisionLevel.TOWNSHIP)


def forget_cached() -> None:
    """Drop what this process remembers of the tree."""
    _children.cache_clear()


def _label(level: int) -> str:
    return {
        DivisionLevel.PROVINCE: _("省（自治区、直辖市）"),
        DivisionLevel.CITY: _("市"),
        DivisionLevel.COUNTY: _("县（市、区）"),
    }.get(DivisionLevel(level), _("乡镇（街道）"))
