# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the portal itself refuses; everything else is refused by the rooms below."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError


class NotSigned(DomainError):
    """The applicant has not confirmed that what is handed in is true."""

    code = "portal.not_signed"
    sentence = _("请先勾选确认，再提交。")
