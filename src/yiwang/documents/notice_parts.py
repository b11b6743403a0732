# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What notices are made of: who, which case, which law, lines of a table."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yiwang.documents import errors


class ApplicantKind(StrEnum):
    """Whether a natural or a legal person is addressed."""

    NATURAL = "natural"
    LEGAL = "legal"


class NotAcceptedReason(StrEnum):
    """Why an application is not accepted. Source: 行政许可法 32 (1) and (4)."""

    NOT_NEEDED = "not_needed"
    INCOMPLETE = "incomplete"


class TerminationCause(StrEnum):
    """Why a case ends without a decision."""

    WITHDRAWN = "withdrawn"
    CORRECTION_OVERDUE = "correction_overdue"
    OTHER = "other"


class ServiceMethod(StrEnum):
    """How a document reached the applicant."""

    ELECTRONIC = "electronic"
    COUNTER = "counter"
    COURIER = "courier"
    DIRECT = "direct"
    LEAVING = "leaving"
    POST = "post"
    ENTRUSTED = "entrusted"
    TRANSMITTED = "transmitted"
    PUBLIC_NOTICE = "notice"


# ── parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who applied.

    :param number_masked: of the identity card or the USCC, masked as on screens
    """

    kind: ApplicantKind
    name: str
    number_masked: str = ""
    phone_masked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What every notice tells of its case.

    :param item_type: two digits as in GB/T 39046, "01" for a licence
    :param language: of the translation that is wanted beside it; "" for none, and never printed
    :param version_id: of a template that somebody chose; None takes the one in force, never printed
    """

    number: str
    item_name: str
    item_code: str
    item_type: str
    applicant: Applicant
    submitted_on: date
    language: str = ""
    version_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A law and its article, as they are cited: 《食品安全法》第三十五条."""

    law: str
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLine:
    """One material that came in."""

    name: str
    copies: int = 1
    is_electronic: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferredMaterial:
    """A material that may follow after acceptance (容缺受理)."""

    name: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLine:
    """One thing to be corrected, and how."""

    name: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDocument:
    """A document that was served."""

    title: str
    number: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspector:
    """Somebody who checked on site, with the number of the certificate to do so."""

    name: str
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was checked on site."""

    item: str
    conforms: bool
    note: str = ""


Words = dict[str, str]
"""What a text is called in other languages, by their tags; what is not there stays Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateField:
    """One line of a certificate.

    :ivar name_in: its name in other languages, as the form has it; None where no form stands behind
    :ivar value_in: likewise the answer, where it is one of the form's own words
    """

    name: str
    value: str
    name_in: Words | None = None
    value_in: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeData:
    """The base of every notice's data."""

    case: CaseFacts


def require(holds: object, what: str) -> None:
    """Refuse data that do not say what a notice has to say.

    :raises WrongNoticeData: they do not
    """
    if not holds:
        raise errors.WrongNoticeData(params={"what": what})
