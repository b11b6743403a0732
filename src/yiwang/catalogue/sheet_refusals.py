# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused to somebody who changes the catalogue by workbooks."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind, NotFound


class SheetNotFound(NotFound):
    """There is no such workbook, or somebody else sent it."""

    code = "catalogue.sheet_not_found"
    sentence = _("没有这份表格，或者不是您上传的。")


class SheetNotReady(DomainError):
    """The workbook is not at the place where this can be done."""

    code = "catalogue.sheet_not_ready"
    kind = Kind.CONFLICT
    sentence = _("这份表格现在不能这样办理，请刷新页面看它到了哪一步。")


class SheetEmpty(DomainError):
    """Nothing was sent."""

    code = "catalogue.sheet_empty"
    sentence = _("文件是空的，请重新选择。")


class TooManyAtOnce(DomainError):
    """So many items are written by a job."""

    code = "catalogue.sheet_too_many_at_once"
    kind = Kind.CONFLICT
    sentence = _("超过%(most)s项，请让系统在后台导出，做好以后再下载。")


class TooManySheets(DomainError):
    """One person has a few workbooks in work at a time."""

    code = "catalogue.too_many_sheets"
    kind = Kind.CONFLICT
    sentence = _("您已有%(most)s份表格在处理，请等它们完成或者取消以后再来。")
