# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused of change orders: several at once, and those that give elements back."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError


class NotTheEditors(DomainError):
    """No editor has changed these elements, or no data file speaks of the item."""

    code = "catalogue.not_the_editors"
    sentence = _("请选择编辑改过的要素；数据文件里没有的事项不能交还。")


class NoOrders(DomainError):
    """No change order is chosen, or none of them is there for this reader."""

    code = "catalogue.no_orders"
    sentence = _("请先选择变更单。")


class TooManyOrders(DomainError):
    """Too many change orders at once."""

    code = "catalogue.too_many_orders"
    sentence = _("一次最多办理 %(most)s 份变更单。")
