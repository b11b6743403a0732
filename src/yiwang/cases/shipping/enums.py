# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of originals that come by courier."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OriginalsState(TextChoices):
    """How far the originals are."""

    NONE = "none", _("不寄原件")
    EXPECTED = "expected", _("等待原件寄到")
    ARRIVED = "arrived", _("原件已到，待查收")
    CHECKED = "checked", _("原件齐全相符")
    MISMATCH = "mismatch", _("原件缺少或者不符")
