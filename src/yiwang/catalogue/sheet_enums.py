# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What may become of a workbook that goes out or comes back."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SheetKind(TextChoices):
    """Which way a workbook goes."""

    IMPORT = "import", _("导入")
    EXPORT = "export", _("导出")


class SheetState(TextChoices):
    """How far a workbook has come."""

    WAITING = "waiting", _("等待处理")
    WORKING = "working", _("正在处理")
    CHECKED = "checked", _("检查通过，待确认")
    REFUSED = "refused", _("不能采用")
    APPLYING = "applying", _("正在生成变更单")
    APPLIED = "applied", _("已成为变更单")
    READY = "ready", _("可以下载")
    CANCELLED = "cancelled", _("已取消")


BUSY: Final = frozenset({SheetState.WAITING, SheetState.WORKING, SheetState.APPLYING})
"""A job has it in its hands."""
STANDING: Final = frozenset({*BUSY, SheetState.CHECKED, SheetState.APPLIED})
"""The same file that is sent again is the same import."""
