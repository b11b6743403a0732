# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the portal itself refuses; everything else is refused by the rooms below."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


class NotSigned(DomainError):
    """The applicant has not confirmed that what is handed in is true."""

    code = "portal.not_signed"
    sentence = _("请先勾选确认，再提交。")


class AnotherApplicant(DomainError):
    """The page was made for somebody else than the reader acts for now."""

    code = "portal.another_applicant"
    kind = Kind.CONFLICT
    sentence = _("您已经换了办事身份，这一页是为另一个人填的。请核对后重新打开事项再提交。")
