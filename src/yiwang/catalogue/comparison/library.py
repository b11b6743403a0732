# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the materials library says to the comparison: what type a material is of, who issues it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from yiwang.catalogue.content import MaterialRequirement
from yiwang.catalogue.evidence_types.naming import code_for, plain_name
from yiwang.catalogue.evidence_types.obtaining import grounds_of
from yiwang.catalogue.models import EvidenceName, EvidenceType

_PART: Final = re.compile(r"[、，,；;/]|或者?|以?及|和")
_RANK: Final = re.compile(
    r"^(?:县级以上|各级|当地|所在地|有关|相关|具有资质的|依法设立的|浙江省|省|市|县)+"
)
_KIND: Final = re.compile(
    r"(?:等|行政|主管|监管|管理|登记|经办|部门|机关|机构|单位|公司|局|厅|委员会|委|院|站|所|中心)+$"
)
_KNOWN_AS: Final[Mapping[str, str]] = {
    "不动产": "自然资源",
    "医保": "医疗保障",
    "助产": "医疗",
    "社会保险": "人力社保",
}
_APPLICANT: Final = frozenset({"申请人", "本人", "当事人", "申请单位"})
_GOVERNMENT: Final = re.compile(r"(?:部门|机关|局|厅|委员会|人民政府|人民法院)(?:等.*)?$")


@dataclass(frozen=True, slots=True)
class KnownType:
    """A type of the library.

    :ivar holders: the registers, shared sources and items by which government has it already
    """

    code: str
    name: str
    issuer: str
    holders: tuple[str, ...] = ()

    @property
    def is_from_government(self) -> bool:
        """Whether everybody who issues it is an authority."""
        parts = [part for part in _PART.split(self.issuer) if part]
        return bool(parts) and all(_GOVERNMENT.search(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Library:
    """The materials library as the comparison asks it.

    :ivar types: by code
    :ivar names: plain name → code, of the types' own names and of the names that mean them
    """

    types: Mapping[str, KnownType] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def type_of(self, material: MaterialRequirement) -> KnownType | None:
        """Return the type that a material is of; None when nobody has said yet."""
        code = code_for(material.name, material.licence_type, self.names)
        return self.types.get(code)


def read_library(on: date) -> Library:
    """Return the library with what government has on a day; five queries."""
    rows = list(EvidenceType.objects.filter(merged_into__isnull=True).order_by("code"))
    grounds = grounds_of(rows, on)
    known = {plain_name(row.name): row.code for row in rows}
    known |= dict(EvidenceName.objects.values_list("name", "evidence_type__code"))
    return Library(
        types={
            row.code: KnownType(
                row.code,
                row.name,
                row.issuer,
                tuple(dict.fromkeys(one.name for one in grounds[row.id])),
            )
            for row in rows
        },
        names=known,
    )


def is_applicant(issuer: str) -> bool:
    """Return whether an issuer is whoever applies."""
    return issuer in _APPLICANT


def may_be_same(one: str, other: str) -> bool:
    """Return whether two texts may name the same issuer: 市场监管部门, 市场监督管理部门.

    A text that names several is the same when one of them is; a text without a name of its own
    (主管部门) may be anybody.
    """
    ones, others = _cores(one), _cores(other)
    if "" in ones | others:
        return True
    return any(_holds(a, b) or _holds(b, a) for a in ones for b in others)


def _cores(text: str) -> set[str]:
    return {_core(part) for part in _PART.split(text) if part} or {""}


def _core(name: str) -> str:
    core = _KIND.sub("", _RANK.sub("", name.strip()))
    core = core.replace("监督管理", "监管")
    return next((same for known, same in _KNOWN_AS.items() if core.startswith(known)), core)


def _holds(long: str, short: str) -> bool:
    """Tell whether all signs of the shorter name stand in the longer one, in their order."""
    signs = iter(long)
    return all(sign in signs for sign in short)
