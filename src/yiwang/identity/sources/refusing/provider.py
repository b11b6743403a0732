# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The twin that is always away: what the pages say then can be tried with it."""

from yiwang.identity.sources import registry
from yiwang.identity.sources.base import (
    FirmAnswer,
    HouseholdAnswer,
    LegalPersonSource,
    PersonAnswer,
    PopulationSource,
    Question,
)

NAME = "refusing"


@registry.register(NAME)
class RefusingPopulation(PopulationSource):
    """A population register that nobody can reach."""

    answers = False

    def _check(self, question: Question, seconds: float) -> PersonAnswer:
        raise ConnectionRefusedError

    def _household(self, guardian: Question, ward: Question, seconds: float) -> HouseholdAnswer:
        raise ConnectionRefusedError


@registry.register(NAME)
class RefusingFirms(LegalPersonSource):
    """A register of legal persons that nobody can reach."""

    answers = False

    def _look_up(self, uscc: str, representative: Question, seconds: float) -> FirmAnswer | None:
        raise ConnectionRefusedError
