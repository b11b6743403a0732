# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused of change orders: several at once, and those that give elements back."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


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


class OneBaseItem(DomainError):
    """An order changes one base item; several of them are begun as several orders."""

    code = "catalogue.one_base_item"
    sentence = _("一份变更单只改一个基本目录事项；要一起起草多份，请用“一起起草”。")


class NoItems(DomainError):
    """No item is chosen."""

    code = "catalogue.no_items"
    sentence = _("请先选择事项。")


class TooManyItems(DomainError):
    """Too many items at once."""

    code = "catalogue.too_many_items"
    sentence = _("一次最多选 %(most)s 个事项。")


class NotForAll(DomainError):
    """The element cannot be set in several items by one change."""

    code = "catalogue.not_for_all"
    sentence = _("这个要素不能一起改，请逐项修改；取消事项时不改要素。")


class NothingToChange(DomainError):
    """The item says already what the change would make of it."""

    code = "catalogue.nothing_to_change"
    sentence = _("这个事项本来就是这样写的，没有起草变更单。")


class RowNotThere(DomainError):
    """The list of this item has no such row."""

    code = "catalogue.row_not_there"
    sentence = _("这个事项的%(list)s里没有“%(row)s”。")


class RowTwice(DomainError):
    """Several rows of this item are called the same."""

    code = "catalogue.row_twice"
    sentence = _("这个事项的%(list)s里有几行都叫“%(row)s”，请单独修改。")


class RowThere(DomainError):
    """The list of this item has a row of this name already."""

    code = "catalogue.row_there"
    sentence = _("这个事项的%(list)s里已经有“%(row)s”。")


class WouldNotStand(DomainError):
    """After the change the item would not be complete, or contradict itself."""

    code = "catalogue.would_not_stand"
    sentence = _("这样改以后，这个事项不合要求，没有起草。")


class NewVersionMeanwhile(DomainError):
    """A newer version was published since the reader saw what would change."""

    code = "catalogue.new_version_meanwhile"
    kind = Kind.CONFLICT
    sentence = _("您看过差别以后，这个事项又公布了新的版本，请再看一次。")
