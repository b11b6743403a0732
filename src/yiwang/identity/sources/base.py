# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a register of people, or of legal persons, is asked; where it is asked is a provider's."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, TypeVar, final

from django.db import Error as DatabaseError

from yiwang.identity.enums import FirmStatus, Verdict
from yiwang.identity.refusals import SourceAway

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """A natural person whom somebody claims to be, or to look after."""

    name: str
    resident_id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """What a population register says.

    :param reference: under which the register keeps this question, "" when it has none
    """

    verdict: Verdict
    reference: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdAnswer:
    """Whether a person is the guardian of a minor, by the register of households."""

    is_guardian: bool
    reference: str = ""


@dataclass(frozen=True, slots=True)
class FirmAnswer:
    """What a register of legal persons says.

    :param is_representative: the person asked about represents it now
    """

    name: str
    kind: str
    status: FirmStatus
    is_representative: bool
    reference: str = ""


class Source(ABC):
    """A register somewhere else: it answers in time, or it is away.

    Providers implement the underscored methods, give up after ``seconds`` with a
    ``TimeoutError``, and let connection errors through; callers see ``SourceAway`` for all.

    :cvar answers: False: it stands in for one that nobody can reach
    """

    name: str
    answers: ClassVar[bool] = True

    @final
    def _asked(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except (OSError, EOFError, DatabaseError) as error:  # TimeoutError is an OSError
            raise SourceAway from error


class PopulationSource(Source):
    """A register of natural persons."""

    @final
    def check(self, question: Question, *, seconds: float) -> PersonAnswer:
        """Return whether name and number belong together.

        :param seconds: how long to wait at most
        :raises SourceAway: no answer came in time
        """
        return self._asked(lambda: self._check(question, seconds))

    @final
    def household(self, guardian: Question, ward: Question, *, seconds: float) -> HouseholdAnswer:
        """Return whether one is the guardian of the other.

        :raises SourceAway: no answer came in time
        """
        return self._asked(lambda: self._household(guardian, ward, seconds))

    @abstractmethod
    def _check(self, question: Question, seconds: float) -> PersonAnswer: ...

    @abstractmethod
    def _household(self, guardian: Question, ward: Question, seconds: float) -> HouseholdAnswer: ...


class LegalPersonSource(Source):
    """A register of legal persons."""

    @final
    def look_up(self, uscc: str, representative: Question, *, seconds: float) -> FirmAnswer | None:
        """Return what is registered under a credit code; None when nothing is.

        :raises SourceAway: no answer came in time
        """
        return self._asked(lambda: self._look_up(uscc, representative, seconds))

    @abstractmethod
    def _look_up(
        self, uscc: str, representative: Question, seconds: float
    ) -> FirmAnswer | None: ...
