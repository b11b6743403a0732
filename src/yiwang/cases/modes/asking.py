# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about what was signed for a case, what has to follow, was seen and is checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.cases.enums import DEFERRING, CaseMode
from yiwang.cases.models import (
    Case,
    CaseMaterial,
    Decision,
    DeferredMaterial,
    ModeChoice,
    OriginalCheck,
    PromiseCheck,
)
from yiwang.cases.modes.offers import (
    Chosen,
    Named,
    Offer,
    Proof,
    about_of,
    checked,
    digest,
    offers,
    text,
)

__all__ = [
    "Chosen",
    "Named",
    "Offer",
    "Proof",
    "Seen",
    "Trust",
    "about_of",
    "checked",
    "digest",
    "offers",
    "text",
    "trust_of",
]


@dataclass(frozen=True, slots=True)
class Seen:
    """A copy with its grade, and the look at its original if there was one."""

    material: CaseMaterial
    name: str
    check: OriginalCheck | None


@dataclass(frozen=True, slots=True)
class Trust:
    """Everything of a case that rests on trust."""

    choice: ModeChoice | None
    deferred: Sequence[DeferredMaterial]
    copies: Sequence[Seen]
    voided: Sequence[OriginalCheck]
    promise: PromiseCheck | None
    decision: Decision | None

    @property
    def unseen(self) -> list[Seen]:
        """Return the copies whose originals a decision waits for."""
        if self.choice is None or self.choice.mode != CaseMode.TRUST_FIRST:
            return []
        keys = {each["key"] for each in self.choice.materials}
        return [
            one
            for one in self.copies
            if one.material.requirement_key in keys and one.material.grade in {"C", "D"}
        ]


def trust_of(case: Case, names: dict[str, str]) -> Trust:
    """Return what of a case that the reader may see rests on trust; at most six queries.

    :param names: of the item's materials, by key
    """
    checks = list(
        OriginalCheck.objects.filter(case=case).select_related("material").order_by("seen_at")
    )
    standing = {one.material_id: one for one in checks if one.voided_at is None}
    copies = CaseMaterial.objects.filter(case=case, replaced_at__isnull=True)
    is_special = case.mode != CaseMode.STANDARD
    return Trust(
        choice=ModeChoice.objects.filter(case=case).first() if is_special else None,
        deferred=list(
            DeferredMaterial.objects.filter(case=case).order_by("due_on", "requirement_key")
            if case.mode in DEFERRING
            else ()
        ),
        copies=[
            Seen(each, names.get(each.requirement_key, each.requirement_key), standing.get(each.pk))
            for each in copies.select_related("file").order_by("requirement_key", "id")
        ],
        voided=[one for one in checks if one.voided_at is not None],
        promise=PromiseCheck.objects.filter(case=case).first() if case.check_due_on else None,
        decision=Decision.objects.filter(case=case).first() if case.decided_at else None,
    )
