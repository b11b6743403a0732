# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


class FormInvalid(DomainError):
    """What was filled in does not fit the form; ``errors`` name every field that is wrong."""

    code = "forms.invalid"
    sentence = _("填写的内容有误，请按提示修改后再提交。")


class FormTooLarge(DomainError):
    """More was sent than any form takes; nothing of it was looked at."""

    code = "forms.too_large"
    kind = Kind.TOO_LARGE
    sentence = _("填写的内容过多或层级过深，无法处理。")


class InvalidForm(DomainError):
    """A form definition that may not be published; ``errors`` name each place in it."""

    code = "forms.invalid_definition"
    sentence = _("表单定义有误，不能发布：%(summary)s")


class FormNotFound(DomainError):
    """No form definition has this id or code."""

    code = "forms.form_not_found"
    kind = Kind.NOT_FOUND
    sentence = _("没有找到表单。")
