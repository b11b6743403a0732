# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Kinds of persons and roles, with the values the standards give them."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalPersonKind(models.TextChoices):
    """Kind of an organization that applies; the digits are the service objects of GB/T 39046."""

    ENTERPRISE = "2", _("企业法人")
    INSTITUTION = "3", _("事业法人")
    SOCIAL_ORGANIZATION = "4", _("社会组织法人")
    ADMINISTRATIVE_BODY = "5", _("行政机关")
    OTHER = "6", _("其他组织")


class HandlerRole(models.TextChoices):
    """In what role a natural person acts for a legal person."""

    REPRESENTATIVE = "representative", _("法定代表人")
    HANDLER = "handler", _("经办人")


class ApplicantKind(models.TextChoices):
    """Whether an applicant is a natural or a legal person."""

    NATURAL = "natural", _("自然人")
    LEGAL = "legal", _("法人和其他组织")


class Purpose(StrEnum):
    """Why somebody reads a citizen's personal data; the code goes to the ledger."""

    CASE_HANDLING = "case_handling"
    COUNTER_SERVICE = "counter_service"
    IDENTITY_CHECK = "identity_check"
    SUPERVISION = "supervision"
    DATA_SUBJECT_REQUEST = "data_subject_request"


class SignInRefusal(StrEnum):
    """Why a sign-in failed; for the ledger only, the person is told one sentence for all."""

    NO_SUCH_LOGIN = "no_such_login"
    WRONG_SECRET = "wrong_secret"
    INACTIVE = "inactive"
    WRONG_DOOR = "wrong_door"
    LOCKED = "locked"
