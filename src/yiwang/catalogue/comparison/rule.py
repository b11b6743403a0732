# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a rule of the comparison is, and what one finds. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils.functional import Promise

from yiwang.catalogue.enums import Severity, SubjectKind

H, M, L = Severity.HIGH, Severity.MEDIUM, Severity.LOW
BASE, LIST = SubjectKind.BASE_ITEM, SubjectKind.LIST
QUALITY: Final = "办事指南质检规则（2019）"
UNITY: Final = "“四统一”“八统一”"
C0109: Final = "ZWFW C0109"

Value = str | int | list[str]
Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the comparison.

    :ivar sentence: what must hold
    :ivar found: what one finding says; its places are facts of the evidence
    :ivar source: the law, standard or list that it comes from
    :ivar quality_rules: which of ``item_quality_rules.json`` it computes, counted from 1
    """

    id: str
    severity: Severity
    subject: SubjectKind
    sentence: Promise
    found: Promise
    source: str
    quality_rules: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows a finding: what stands in the catalogue, and what it was compared with.

    :ivar other_id: the base item on the other side, where two are compared
    """

    found: Facts
    expected: Facts = field(default_factory=dict)
    other_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that a base item breaks."""

    rule: str
    base_item_id: UUID
    evidence: Evidence
