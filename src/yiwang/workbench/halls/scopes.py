# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a kind of business is for, as the people who run a hall write it: 部门：西湖区民政局."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Final
from uuid import UUID

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.enums import ItemType
from yiwang.foundation.errors import DomainError
from yiwang.halls.enums import ScopeKind
from yiwang.halls.errors import SkillInvalid
from yiwang.organizations import selectors as organizations

AUDIENCES: Final = ("natural", "legal")


def written(scopes: Iterable[str]) -> list[str]:
    """Return scopes as lines that a person reads and writes."""
    themes = _themes()
    return [_line(scope, themes) for scope in scopes]


def read(text: str, *, division_code: str, kept: Sequence[str]) -> list[str]:
    """Return the scopes that somebody wrote, one a line.

    :param kept: scopes that the hall has already, whose words are known besides those of its place
    :raises SkillInvalid: a line names no kind, or nothing that there is
    """
    themes = _themes()
    there_are = [
        *kept,
        *(
            f"{ScopeKind.DEPARTMENT}:{each.id}"
            for each in organizations.departments_in(division_code)
        ),
        *(f"{ScopeKind.THEME}:{code}" for code in themes),
        *(f"{ScopeKind.TYPE}:{value}" for value in ItemType.values),
    ]
    known = {_line(scope, themes): scope for scope in there_are}
    return [_scope(line.strip(), known) for line in text.splitlines() if line.strip()]


def _themes() -> dict[str, str]:
    return {one.code: one.name for who in AUDIENCES for one in catalogue.themes(who)}


def _line(scope: str, themes: dict[str, str]) -> str:
    kind, _sign, value = scope.partition(":")
    return f"{ScopeKind(kind).label}：{_named(ScopeKind(kind), value, themes)}"


def _named(kind: ScopeKind, value: str, themes: dict[str, str]) -> str:
    if kind == ScopeKind.TYPE:
        with suppress(ValueError):
            return str(ItemType(value).label)
    if kind == ScopeKind.DEPARTMENT:
        with suppress(ValueError, DomainError):
            return organizations.department(UUID(value)).name
    return themes.get(value, value) if kind == ScopeKind.THEME else value


def _scope(line: str, known: dict[str, str]) -> str:
    kind, _sign, value = (part.strip() for part in line.replace(":", "：").partition("："))
    if found := known.get(f"{kind}：{value}"):
        return found
    if kind != str(ScopeKind.ITEM.label) or not value or " " in value:
        raise SkillInvalid
    return f"{ScopeKind.ITEM}:{value}"
