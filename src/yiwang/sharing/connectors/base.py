# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a connector is asked and what it answers; how it gets there is the connector's own."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from yiwang.sharing.enums import CorrectionResult


class Nonsense(Exception):
    """The source answered something that its description does not allow.

    :param detail: a code of ``details.WORDS``, for those who keep the sources
    """

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class Away(OSError):
    """The source cannot be reached, or says itself that it cannot answer now.

    :param detail: a code of ``details.WORDS``, for those who keep the sources
    """

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    @property
    def is_lasting(self) -> bool:
        """Return whether asking again at once is of no use."""
        return self.detail in ("address", "tls", "busy", "key")


@dataclass(frozen=True, slots=True)
class Question:
    """One person, and what is to be known of them.

    :ivar number: resident identity number or unified social credit code
    :ivar reference: our id of the call, for the provider's own log
    :ivar key: with which question and answer are signed; empty for sources on this machine
    :ivar case_number: "" while there is no case yet
    :ivar on_behalf_of: the body that needs the answer
    :ivar is_test: about the provider's own test subject, who does not exist
    """

    source_code: str
    address: str
    name: str = field(repr=False)
    number: str = field(repr=False)
    subject: str
    fields: Sequence[str]
    purpose: str
    reference: str
    key: bytes = field(default=b"", repr=False)
    purpose_text: str = ""
    legal_basis: str = ""
    case_number: str = ""
    item_code: str = ""
    on_behalf_of: str = ""
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a source says; ``values`` may hold the source's declared fields only.

    :ivar as_of: the day on which the provider's record was last changed; None when it is not told
    :ivar valid_until: the last day on which it may be relied on; None when the source says none
    """

    is_found: bool
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    as_of: date | None = None
    valid_until: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A request to correct as the provider gets it."""

    source_code: str
    address: str
    number: str = field(repr=False)
    fields: Sequence[str]
    reason: str = field(repr=False)
    reference: str
    key: bytes = field(default=b"", repr=False)
    name: str = field(default="", repr=False)
    subject: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionSaid:
    """What a provider made of a request to correct, in its words."""

    result: CorrectionResult
    words: str


class Connector(ABC):
    """A kind of source: it answers in time or raises.

    Implementations give up after ``seconds`` with a ``TimeoutError``, let connection errors
    through as the ``OSError`` that they are, and raise ``Nonsense`` for what they cannot read.
    """

    name: ClassVar[str] = ""
    is_outside: ClassVar[bool] = False
    """Whether another machine is asked: no connection to our database is held meanwhile."""

    @abstractmethod
    def ask(self, question: Question, *, seconds: float) -> Reply:
        """Return what the source knows.

        :raises OSError: it cannot be reached, or not in time
        :raises Nonsense: its answer makes no sense
        """

    @abstractmethod
    def request_correction(self, note: CorrectionNote, *, seconds: float) -> str:
        """Hand a request to correct to the provider and return its reference.

        :raises OSError: it cannot be reached, or not in time
        """

    def correction_answers(
        self, notes: Sequence[CorrectionNote], *, seconds: float
    ) -> Mapping[str, CorrectionSaid]:
        """Return what the provider has made of some requests, by our reference; none by default.

        :raises OSError: it cannot be reached, or not in time
        :raises Nonsense: its answer makes no sense
        """
        return {}
