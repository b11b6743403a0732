# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Registers of made-up people and firms, in tables of our own."""

from yiwang.foundation.identifiers import new_id
from yiwang.identity.enums import FirmStatus, Verdict
from yiwang.identity.models import DemonstrationFirm, DemonstrationResident
from yiwang.identity.numbers import DEMONSTRATION_NUMBER
from yiwang.identity.sources import registry
from yiwang.identity.sources.base import (
    FirmAnswer,
    HouseholdAnswer,
    LegalPersonSource,
    PersonAnswer,
    PopulationSource,
    Question,
)

NAME = "demonstration"


def _resident(question: Question) -> DemonstrationResident | None:
    indexes = DEMONSTRATION_NUMBER.indexes(question.resident_id)
    found = DemonstrationResident.objects.filter(number_index__in=indexes).first()
    if found is not None and found.is_slow:
        raise TimeoutError
    return found


def _reference() -> str:
    return f"demo-{new_id()}"


@registry.register(NAME)
class DemonstrationPopulation(PopulationSource):
    """People with test numbers: living, dead, of another name, slow to be found."""

    def _check(self, question: Question, seconds: float) -> PersonAnswer:
        return PersonAnswer(_verdict(_resident(question), question.name), _reference())

    def _household(self, guardian: Question, ward: Question, seconds: float) -> HouseholdAnswer:
        elder, minor = _resident(guardian), _resident(ward)
        is_guardian = (
            elder is not None
            and minor is not None
            and elder.is_guardian
            and elder.household != ""
            and elder.household == minor.household
            and _verdict(minor, ward.name) is Verdict.AGREES
            and _verdict(elder, guardian.name) is Verdict.AGREES
        )
        return HouseholdAnswer(is_guardian, _reference())


def _verdict(found: DemonstrationResident | None, name: str) -> Verdict:
    if found is None:
        return Verdict.UNKNOWN
    if found.name != name:
        return Verdict.NAME_DIFFERS
    return Verdict.DECEASED if found.is_deceased else Verdict.AGREES


@registry.register(NAME)
class DemonstrationFirms(LegalPersonSource):
    """Firms with test codes: existing, revoked, renamed, under another representative."""

    def _look_up(self, uscc: str, representative: Question, seconds: float) -> FirmAnswer | None:
        found = DemonstrationFirm.objects.filter(uscc=uscc).first()
        if found is None:
            return None
        if found.is_slow:
            raise TimeoutError
        indexes = DEMONSTRATION_NUMBER.indexes(representative.resident_id)
        return FirmAnswer(
            name=found.name,
            kind=found.kind,
            status=FirmStatus(found.status),
            is_representative=bytes(found.representative_index) in indexes
            and found.representative_name == representative.name,
            reference=_reference(),
        )
