# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about people's own data and what they decide about it: ids, codes, numbers only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.identity.events import AccountFact, PersonFact
from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class ReadQuestionAsked(PersonFact):
    """Somebody asks why their data were read.

    :param event_id: the fact that says who read them
    """

    kind = "identity.read_question_asked"

    question_id: UUID
    event_id: int
    department_id: UUID | None
    due_on: date


@dataclass(frozen=True)
class ReadQuestionAnswered(PersonFact):
    """The audit administrator has answered."""

    kind = "identity.read_question_answered"

    question_id: UUID
    read_on: date


@dataclass(frozen=True)
class TextPublished(Fact):
    """A version of a text that people are asked to take note of or agree to is in force."""

    kind = "identity.text_published"
    subject_type = "privacy_text"
    subject_field = "text_id"

    text_id: UUID
    text_kind: str
    version: str
    sha256: str


@dataclass(frozen=True)
class TextAccepted(AccountFact):
    """The holder of an account took note of, or agreed to, one version of a text."""

    kind = "identity.text_accepted"

    text_kind: str
    version: str
    sha256: str


@dataclass(frozen=True)
class TextConsentWithdrawn(AccountFact):
    """The holder of an account took an agreement back."""

    kind = "identity.text_consent_withdrawn"

    text_kind: str
    version: str


@dataclass(frozen=True)
class ExportAsked(AccountFact):
    """Somebody wants a copy of their data."""

    kind = "identity.export_asked"

    export_id: UUID
    person_id: UUID | None


@dataclass(frozen=True)
class ExportReady(AccountFact):
    """A copy of somebody's data can be downloaded."""

    kind = "identity.export_ready"

    export_id: UUID
    person_id: UUID | None
    sha256: str
    expires_on: date


@dataclass(frozen=True)
class ExportTaken(AccountFact):
    """The owner downloaded the copy."""

    kind = "identity.export_taken"

    export_id: UUID


@dataclass(frozen=True)
class ExportGone(AccountFact):
    """A copy's days are over; it was deleted."""

    kind = "identity.export_gone"

    export_id: UUID


@dataclass(frozen=True)
class CorrectionAsked(PersonFact):
    """Somebody says that something is wrong in what is known of them.

    :param field: ``name`` | ``number``
    """

    kind = "identity.correction_asked"

    correction_id: UUID
    field: str


@dataclass(frozen=True)
class CorrectionEnded(PersonFact):
    """A request to correct data came to its end.

    :param outcome: ``done`` | ``refused`` | ``cancelled``
    :param source: the register that agreed, or ``counter``
    """

    kind = "identity.correction_ended"

    correction_id: UUID
    field: str
    outcome: str
    source: str


@dataclass(frozen=True)
class ClosingAsked(AccountFact):
    """Somebody wants their account closed; until then they may change their mind."""

    kind = "identity.closing_asked"

    closes_on: date


@dataclass(frozen=True)
class ClosingCancelled(AccountFact):
    """Somebody keeps their account after all."""

    kind = "identity.closing_cancelled"


@dataclass(frozen=True)
class AccountErased(AccountFact):
    """All that an account was signed in with is gone.

    :param is_person_erased: nothing has to be kept of the person either
    """

    kind = "identity.account_erased"

    is_person_erased: bool


@dataclass(frozen=True)
class PersonalDataErased(Fact):
    """Rows whose keeping time was over were erased.

    :param model: ``<room>.<Model>``
    """

    kind = "identity.personal_data_erased"
    subject_type = "personal_data"

    model: str
    rows: int
