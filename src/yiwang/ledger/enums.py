# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The ledger's fixed words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FindingKind(TextChoices):
    """What verification can find; the value is stable, the label is for people."""

    EDITED = "edited", _("内容在写入后被修改")
    REWRITTEN = "rewritten", _("内容连同散列值一起被改写")
    DELETED = "deleted", _("记录被删除")
    TRUNCATED = "truncated", _("末尾的记录被删除")
    INSERTED = "inserted", _("记录不是由编号程序写入的")
    REORDERED = "reordered", _("记录的顺序被调换")
    CONTRADICTED = "contradicted", _("记录与已签名的检查点不符")
    UNSIGNED_CONTRADICTED = "unsigned_contradicted", _("尚未签名的记录与编号程序的登记不符")
    UNSEQUENCED = "unsequenced", _("记录长时间没有编号")
    TREE_CHANGED = "tree_changed", _("散列树的登记被修改或删除")
    TILE_CHANGED = "tile_changed", _("散列树的分块被修改或删除")
    CHECKPOINT_FORGED = "checkpoint_forged", _("检查点的签名无效")
    CHECKPOINT_CHANGED = "checkpoint_changed", _("检查点的登记与签名的内容不符")
    CHECKPOINT_MISSING = "checkpoint_missing", _("检查点缺失")
    ANCHOR_INVALID = "anchor_invalid", _("时间戳无效")
    ANCHOR_UNCHECKED = "anchor_unchecked", _("时间戳无法核对")

    @property
    def is_warning(self) -> bool:
        """Whether it asks for attention without proving that anybody changed anything."""
        return self in {FindingKind.UNSEQUENCED, FindingKind.ANCHOR_UNCHECKED}
