# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Why data files do not change an item, or not all of it, and how it stands to them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class KeptWhy(TextChoices):
    """Why an item or a list does not say all that the data files say of it."""

    OWN = "own", _("编辑改过的要素不随数据文件")
    CLASH = "clash", _("数据文件与编辑改过的要素合不到一起，整项不变")
    WAITING = "waiting", _("有已批准、待生效的变更，生效以后再随数据文件")
    WITHDRAWN = "withdrawn", _("已经取消，数据文件不再恢复")
    DRAFTED = "drafted", _("正在起草，还没有发布过")


class OwnState(TextChoices):
    """How an item that editors touched stands to the data files."""

    OWN = "own", _("其余要素随数据文件")
    CLASH = "clash", _("合不到一起，整项不变")
    WITHDRAWN = "withdrawn", _("已取消，数据文件不再恢复")

    @property
    def words(self) -> str:
        return str(self.label)
