# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


class SourceUnknown(DomainError):
    """No data source has this code."""

    code = "sharing.source_unknown"
    kind = Kind.NOT_FOUND
    sentence = _("没有这个数据源。")


class FieldUnknown(DomainError):
    """A field was asked for that the source does not answer."""

    code = "sharing.field_unknown"
    kind = Kind.INVALID
    sentence = _("这个数据源不提供所要的数据项。")


class PurposeMissing(DomainError):
    """Nobody asks without saying what for."""

    code = "sharing.purpose_missing"
    kind = Kind.INVALID
    sentence = _("查询数据必须写明用途。")


class ConsentNeeded(DomainError):
    """The law lets this source be asked only when the person has agreed to it."""

    code = "sharing.consent_needed"
    kind = Kind.FORBIDDEN
    sentence = _("查询这个数据源要先征得本人同意。")


class SubjectUnknown(DomainError):
    """The person asked about is not known here, or is of the other kind."""

    code = "sharing.subject_unknown"
    kind = Kind.NOT_FOUND
    sentence = _("没有可以查询的主体。")
