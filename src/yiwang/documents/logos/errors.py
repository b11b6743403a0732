# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about logos."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class LogoNotFound(NotFound):
    """There is no such logo, or the actor's post sees none of it."""

    code = "documents.logo_not_found"
    sentence = _("没有找到这个徽标。")


class NotYourLogo(Forbidden):
    """The post neither sends nor publishes logos of this department."""

    code = "documents.not_your_logo"
    sentence = _("您的岗位不能这样处理这个部门的徽标。")


class LogoWaiting(DomainError):
    """One has been sent and is neither published nor returned."""

    code = "documents.logo_waiting"
    kind = Kind.CONFLICT
    sentence = _("已有一个徽标等着发布，请先发布或者退回它。")


class LogoChanged(DomainError):
    """Somebody else was quicker."""

    code = "documents.logo_changed"
    kind = Kind.CONFLICT
    sentence = _("这个徽标的状态已变，请刷新后再处理。")


class LogoNeedsAnother(Forbidden):
    """Whoever sent it does not publish it."""

    code = "documents.logo_needs_another"
    sentence = _("上传的人不能发布，须由另一个有发布权限的人发布。")


class LogoInvalid(DomainError):
    """A picture that is not taken; ``summary`` says why and what to do."""

    code = "documents.logo_invalid"
    sentence = _("徽标不能用：%(summary)s。")
